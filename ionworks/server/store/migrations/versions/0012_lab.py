"""Lots, sites, cyclers, service, channels, incidents, planned measurements; frozen."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, those that others refer to first."""
    _table(
        "cell_batches",
        [_link("project_id"), _link("cell_spec_id"), _name(), sa.Column("name_key", sa.String(1024), nullable=False)],
        [*_texts("notes"), sa.Column("date_manufactured", sa.String(64)), *_texts("properties", "extra")],
        {"project_id": "projects", "cell_spec_id": "cell_specs"},
        ["cell_spec_id", "name_key"],
    )
    _table("sites", [_name()], _texts("location", "extra"), {}, ["organization_id", "name"])
    texts = ("manufacturer", "model", "version", "serial_number", "firmware_version", "hostname", "ip_address")
    dates = _times("last_calibrated_at", "calibration_due_at")
    calibration = [*dates, sa.Column("calibration_interval_days", sa.Integer())]
    _table(
        "cyclers",
        [_link("project_id"), _link("site_id"), _name()],
        [
            *_texts(*texts),
            sa.Column("port", sa.Integer()),
            *calibration,
            *_texts("extra"),
        ],
        {"project_id": "projects", "site_id": "sites"},
        ["site_id", "name"],
    )
    _table(
        "cycler_service_events",
        [_link("project_id"), _link("cycler_id"), sa.Column("event_type", sa.String(32), nullable=False)],
        [*_times("scheduled_for", "scheduled_until", "performed_at"), *_texts("notes"), *_short("performed_by")],
        {"project_id": "projects", "cycler_id": "cyclers"},
    )
    _table(
        "channels",
        [_link("project_id"), _link("cycler_id"), _name()],
        [
            *_texts("notes"),
            sa.Column("out_of_commission", sa.Boolean(), nullable=False),
            *_numbers("max_amps", "min_volts", "max_volts"),
            *_texts("extra"),
        ],
        {"project_id": "projects", "cycler_id": "cyclers"},
        ["cycler_id", "name"],
    )
    _table(
        "channel_incidents",
        [_link("project_id"), _link("channel_id"), _link("service_event_id", nullable=True)],
        [
            sa.Column("category", sa.String(32)),
            *_texts("notes"),
            sa.Column("started_at", sa.String(32), nullable=False),
            *_times("service_scheduled_at", "service_scheduled_until", "resolved_at"),
            *_texts("resolution_notes"),
            *_short("started_by", "resolved_by"),
            sa.Column("is_estimated", sa.Boolean(), nullable=False),
        ],
        {"project_id": "projects", "channel_id": "channels", "service_event_id": "cycler_service_events"},
    )
    links = ("protocol_id", "cell_specification_id", "cell_instance_id", "channel_id")
    targets = dict(zip(links, ("protocols", "cell_specs", "cell_instances", "channels"), strict=True))
    durations = ("estimated_duration_seconds", "setup_duration_seconds", "teardown_duration_seconds")
    _table(
        "planned_measurements",
        [_link("project_id"), _name(), sa.Column("status", sa.String(16), nullable=False)],
        [
            *(_link(name, nullable=True) for name in links),
            *_times("planned_start_time", "planned_end_time"),
            *_numbers(*durations),
            *_texts("test_setup", "notes"),
            *(sa.Column(name, sa.String(320)) for name in ("requested_by_email", "scheduled_by_email")),
        ],
        {"project_id": "projects", **targets},
        ["project_id", "name"],
    )


def _table(
    name: str, first: list[Any], others: list[Any], links: dict[str, str], unique: list[str] | None = None
) -> None:
    nullable = {column.name for column in (*first, *others) if column.nullable}
    keys = [
        sa.ForeignKeyConstraint(
            [column],
            [f"{target}.id"],
            name=f"fk_{name}_{column}",
            ondelete="SET NULL" if column in nullable else "CASCADE",
        )
        for column, target in {"organization_id": "organizations", **links}.items()
    ]
    op.create_table(
        name,
        sa.Column("id", sa.String(64), nullable=False),
        _link("organization_id"),
        *first,
        *others,
        *(sa.Column(one, sa.String(32), nullable=False) for one in ("created_at", "updated_at")),
        *_short("created_by"),
        sa.Column("created_by_email", sa.String(320)),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        *keys,
        *([sa.UniqueConstraint(*unique, name=f"uq_{name}_{'_'.join(unique)}")] if unique else []),
    )
    op.create_index(f"ix_{name}_organization_id_created_at", name, ["organization_id", "created_at"])
    for column in links:
        op.create_index(f"ix_{name}_{column}", name, [column])


def _link(name: str, *, nullable: bool = False) -> Any:
    return sa.Column(name, sa.String(64), nullable=nullable)


def _name() -> Any:
    return sa.Column("name", sa.String(1024), nullable=False)


def _texts(*names: str) -> list[Any]:
    return [sa.Column(name, sa.Text()) for name in names]


def _short(*names: str) -> list[Any]:
    return [sa.Column(name, sa.String(64)) for name in names]


def _times(*names: str) -> list[Any]:
    return [sa.Column(name, sa.String(32)) for name in names]


def _numbers(*names: str) -> list[Any]:
    return [sa.Column(name, sa.Float()) for name in names]
