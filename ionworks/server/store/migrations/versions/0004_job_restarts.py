"""How often the server died while it worked on a job; a job that is there each time ends as failed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the count to the jobs."""
    op.add_column("jobs", sa.Column("restarts", sa.Integer(), nullable=False, server_default="0"))
