"""Cell data: uploads under way, tags, watchers, where the data of a measurement is, and indexes for listing."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SORTED = ("name", "created_at", "updated_at", "start_time")


def upgrade() -> None:
    """Change the measurements, then create the tables around them."""
    with op.batch_alter_table("cell_measurements") as table:
        table.add_column(sa.Column("job_id", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("search_text", sa.Text(), nullable=True))
        table.add_column(sa.Column("data_files", sa.Text(), nullable=True))
        table.drop_column("processing_status")
        table.drop_column("processing_error")
    for name in _SORTED:
        columns = ["project_id", name, "id", "measurement_type"]
        op.create_index(f"ix_cell_measurements_by_{name}", "cell_measurements", columns)
    op.create_index("ix_cell_measurements_by_type", "cell_measurements", ["project_id", "measurement_type"])
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("ix_cell_measurements_text", "cell_measurements", ["project_id", "search_text"])
    _create_uploads()
    op.create_table(
        "measurement_tags",
        _key("measurement_id", "measurement_tags", "cell_measurements"),
        sa.Column("tag_key", sa.String(length=200), nullable=False),
        _key("project_id", "measurement_tags", "projects"),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("measurement_type", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("measurement_id", "tag_key", name="pk_measurement_tags"),
    )
    columns = ["project_id", "tag_key", "measurement_type", "measurement_id", "tag"]
    op.create_index("ix_measurement_tags_used", "measurement_tags", columns)
    op.create_table(
        "measurement_watchers",
        _key("measurement_id", "measurement_watchers", "cell_measurements"),
        _key("user_id", "measurement_watchers", "users"),
        sa.PrimaryKeyConstraint("measurement_id", "user_id", name="pk_measurement_watchers"),
    )


def _key(name: str, table: str, target: str, *, nullable: bool = False) -> sa.Column[str]:
    reference = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{name}", ondelete="CASCADE")
    return sa.Column(name, sa.String(length=64), reference, nullable=nullable)


def _create_uploads() -> None:
    name = "measurement_uploads"
    op.create_table(
        name,
        sa.Column("id", sa.String(length=64), nullable=False),
        _key("organization_id", name, "organizations"),
        _key("cell_instance_id", name, "cell_instances"),
        _key("measurement_id", name, "cell_measurements", nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("filenames", sa.Text(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("created_by_email", sa.String(length=320), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_measurement_uploads"),
        sa.UniqueConstraint("measurement_id", name="uq_measurement_uploads_measurement_id"),
    )
    op.create_index("ix_measurement_uploads_cell_instance_id", name, ["cell_instance_id"])
    op.create_index("ix_measurement_uploads_organization_id_created_at", name, ["organization_id", "created_at"])
