"""Tables of the lab: lots, sites, cyclers, service, channels and the times they were out, planned measurements.

Source: docs/contract/wire.md sections 26 to 31 and 43 (scoping and uniqueness).
"""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.store.schema import json_column, link, metadata, owned, text_column


def _name() -> sa.Column[Any]:
    return sa.Column("name", sa.String(1024), nullable=False)


def _time(name: str, *, required: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(32), nullable=not required, info={"time": True})


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Float)


CYCLER_TEXTS: Final = (
    *("manufacturer", "model", "version", "serial_number", "firmware_version", "hostname", "ip_address"),
)

cell_batches = sa.Table(
    "cell_batches",
    metadata,
    *owned(
        link("cell_spec_id", "cell_specs"),
        _name(),
        sa.Column("name_key", sa.String(1024), nullable=False),
        text_column("notes"),
        sa.Column("date_manufactured", sa.String(64)),
        json_column("properties"),
        json_column("extra"),
        project=True,
    ),
    sa.UniqueConstraint("cell_spec_id", "name_key"),
    info={"kind": "cell batch", "unique": ("cell_spec_id", "name_key")},
)
"""``name_key`` is the name in lower case."""
sites = sa.Table(
    "sites",
    metadata,
    *owned(_name(), text_column("location"), json_column("extra")),
    sa.UniqueConstraint("organization_id", "name"),
    info={"kind": "site", "unique": ("organization_id", "name")},
)
cyclers = sa.Table(
    "cyclers",
    metadata,
    *owned(
        link("site_id", "sites"),
        _name(),
        *map(text_column, CYCLER_TEXTS),
        sa.Column("port", sa.Integer),
        _time("last_calibrated_at"),
        sa.Column("calibration_interval_days", sa.Integer),
        _time("calibration_due_at"),
        json_column("extra"),
        project=True,
    ),
    sa.UniqueConstraint("site_id", "name"),
    info={"kind": "cycler", "unique": ("site_id", "name")},
)
service_events = sa.Table(
    "cycler_service_events",
    metadata,
    *owned(
        link("cycler_id", "cyclers"),
        sa.Column("event_type", sa.String(32), nullable=False),
        *map(_time, ("scheduled_for", "scheduled_until", "performed_at")),
        text_column("notes"),
        sa.Column("performed_by", sa.String(64)),
        project=True,
    ),
    info={"kind": "service event"},
)
"""Open while ``performed_at`` is null."""
channels = sa.Table(
    "channels",
    metadata,
    *owned(
        link("cycler_id", "cyclers"),
        _name(),
        text_column("notes"),
        sa.Column("out_of_commission", sa.Boolean, nullable=False, default=False),
        *map(_number, ("max_amps", "min_volts", "max_volts")),
        json_column("extra"),
        project=True,
    ),
    sa.UniqueConstraint("cycler_id", "name"),
    info={"kind": "channel", "unique": ("cycler_id", "name")},
)
incidents = sa.Table(
    "channel_incidents",
    metadata,
    *owned(
        link("channel_id", "channels"),
        link("service_event_id", "cycler_service_events", nullable=True, delete="SET NULL"),
        sa.Column("category", sa.String(32)),
        text_column("notes"),
        _time("started_at", required=True),
        *map(_time, ("service_scheduled_at", "service_scheduled_until", "resolved_at")),
        text_column("resolution_notes"),
        sa.Column("started_by", sa.String(64)),
        sa.Column("resolved_by", sa.String(64)),
        sa.Column("is_estimated", sa.Boolean, nullable=False, default=False),
        project=True,
    ),
    info={"kind": "channel incident"},
)
"""Open while ``resolved_at`` is null."""
planned_measurements = sa.Table(
    "planned_measurements",
    metadata,
    *owned(
        _name(),
        sa.Column("status", sa.String(16), nullable=False),
        link("protocol_id", "protocols", nullable=True, delete="SET NULL"),
        link("cell_specification_id", "cell_specs", nullable=True, delete="SET NULL"),
        link("cell_instance_id", "cell_instances", nullable=True, delete="SET NULL"),
        link("channel_id", "channels", nullable=True, delete="SET NULL"),
        *map(_time, ("planned_start_time", "planned_end_time")),
        *map(_number, ("estimated_duration_seconds", "setup_duration_seconds", "teardown_duration_seconds")),
        json_column("test_setup"),
        text_column("notes"),
        *(sa.Column(name, sa.String(320)) for name in ("requested_by_email", "scheduled_by_email")),
        project=True,
    ),
    sa.UniqueConstraint("project_id", "name"),
    info={"kind": "planned measurement", "unique": ("project_id", "name")},
)
