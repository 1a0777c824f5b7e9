"""Warnings of simulations; frozen."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; runs made before have none."""
    op.add_column("simulations", sa.Column("warnings", sa.Text(), nullable=True))
