"""Model builders; frozen."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "model_builders",
        *(
            sa.Column(name, sa.String(64), nullable=False)
            for name in ("id", "organization_id", "project_id", "model_id")
        ),
        sa.Column("name", sa.String(1024), nullable=False),
        *(sa.Column(name, sa.Text()) for name in ("description", "config")),
        *(sa.Column(name, sa.String(32), nullable=False) for name in ("created_at", "updated_at")),
        sa.Column("created_by", sa.String(64)),
        sa.Column("created_by_email", sa.String(320)),
        *(
            sa.ForeignKeyConstraint(
                [f"{name}_id"], [f"{name}s.id"], name=op.f(f"fk_model_builders_{name}_id"), ondelete="CASCADE"
            )
            for name in ("organization", "project", "model")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_builders")),
        sa.UniqueConstraint("project_id", "model_id", "name", name=op.f("uq_model_builders_project_id_model_id_name")),
    )
    for columns in (["organization_id", "created_at"], ["project_id"], ["model_id"]):
        op.create_index(op.f(f"ix_model_builders_{'_'.join(columns)}"), "model_builders", columns)
