"""Raw data, its uploads and links to measurements, and analyses; frozen."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; there is nothing to bring into them."""
    _create_owned(
        "raw_data",
        _text("name", required=True),
        _text("filename", required=True),
        _text("source"),
        _text("content_type"),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        _text("metadata"),
        _text("storage_folder"),
        _text("storage_key"),
    )
    _create_owned("raw_data_uploads", _text("filenames"), _text("announcement"), sa.Column("claimed_at", sa.String(32)))
    op.create_table(
        "measurement_raw_data",
        sa.Column("measurement_id", sa.String(64), nullable=False),
        sa.Column("raw_data_id", sa.String(64), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        _reference("measurement_raw_data", "measurement_id", "cell_measurements"),
        _reference("measurement_raw_data", "raw_data_id", "raw_data"),
        sa.PrimaryKeyConstraint("measurement_id", "raw_data_id", name=op.f("pk_measurement_raw_data")),
    )
    op.create_index("ix_measurement_raw_data_raw_data_id", "measurement_raw_data", ["raw_data_id"])
    _create_owned(
        "analyses",
        sa.Column("measurement_id", sa.String(64), nullable=False),
        _text("name", required=True),
        sa.Column("analysis_type", sa.String(255), nullable=False),
        *(_text(name) for name in ("columns", "plots", "metadata", "notes")),
        *(sa.Column(f"source_{name}_id", sa.String(64)) for name in ("pipeline", "simple_pipeline", "analysis")),
        _text("source_label"),
        _text("storage_folder"),
        _reference("analyses", "measurement_id", "cell_measurements"),
    )
    op.create_index(op.f("ix_analyses_measurement_id"), "analyses", ["measurement_id"])


def _text(name: str, *, required: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=not required)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")


def _create_owned(table: str, *parts: Any) -> None:
    """Create a table of records of a project."""
    op.create_table(
        table,
        *(sa.Column(name, sa.String(64), nullable=False) for name in ("id", "organization_id", "project_id")),
        *parts,
        *(sa.Column(name, sa.String(32), nullable=False) for name in ("created_at", "updated_at")),
        sa.Column("created_by", sa.String(64)),
        sa.Column("created_by_email", sa.String(320)),
        _reference(table, "organization_id", "organizations"),
        _reference(table, "project_id", "projects"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_organization_id_created_at"), table, ["organization_id", "created_at"])
    op.create_index(op.f(f"ix_{table}_project_id"), table, ["project_id"])
