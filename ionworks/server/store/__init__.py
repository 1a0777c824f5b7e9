"""Database of the server; the only package that speaks SQL."""
