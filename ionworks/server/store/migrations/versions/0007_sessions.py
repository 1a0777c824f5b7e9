"""Keys that expire, and belong to another key: the sessions of browsers; frozen."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; keys made before do not expire."""
    op.add_column("api_keys", sa.Column("expires_at", sa.String(32), nullable=True))
    op.add_column("api_keys", sa.Column("parent_id", sa.String(64), nullable=True))
