"""Alembic environment and migrations, one tree for SQLite and Postgres."""
