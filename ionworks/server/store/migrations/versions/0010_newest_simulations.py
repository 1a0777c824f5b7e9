"""The newest simulations of a project, counted and listed without a look at the others; frozen."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.create_index("ix_simulations_newest", "simulations", ["project_id", "organization_id", "created_at", "id"])
