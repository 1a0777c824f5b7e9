"""Channels: incidents, what runs on them, and whether a measurement may run there.

Source: docs/contract/wire.md sections 29 and 43 (channel link, channel outage).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground.errors import bad_request, conflict, not_found
from ionworks.server.nouns.lab.records import RATINGS, check_order, check_rating, instant, values
from ionworks.server.store import schema
from ionworks.server.store.database import lock_row
from ionworks.server.store.records import Record
from ionworks.server.store.schema_lab import channels, incidents

_FIELDS = ("name", "notes", *RATINGS)
_MEMBERS = frozenset(
    {"out_of_commission", "incident_category", "incident_notes", "resolution_notes"}
    | {"service_scheduled_at", "service_scheduled_until"}
)
_NEEDS_SERVICE = ("maintenance", "calibration")


def create(call: Call, cycler: Record, body: Mapping[str, Any]) -> Record:
    """Create a channel of a cycler; ApiError 400, 409."""
    if "out_of_commission" in body:
        raise bad_request("out_of_commission cannot be set on a new channel; create it, then change it")
    check_rating(body)
    scope = {"cycler_id": cycler["id"], "project_id": cycler["project_id"]}
    return call.records(channels).insert({**values(channels, body, _FIELDS), **scope})


def update(call: Call, channel_id: str, body: Mapping[str, Any]) -> Record:
    """Change a channel, and open or close its incident.

    Raises
    ------
    ApiError
        400: ratings or dates that contradict each other; 409: a measurement runs on it, or its name is taken.
    """
    with call.store.write() as connection:
        lock_row(connection, channels.c.id, channel_id)
        records = call.records(channels, connection)
        row = records.get(channel_id)
        check_rating({**row, **body})
        plain = {name: value for name, value in body.items() if name not in _MEMBERS}
        changes = values(channels, plain, _FIELDS, row)
        wanted = body.get("out_of_commission", row["out_of_commission"])
        if wanted and not row["out_of_commission"]:
            refuse_running(connection, [channel_id])
            _open(call, connection, row, body)
        elif wanted:
            _move_service(call, connection, row, body)
        elif row["out_of_commission"]:
            close(call, connection, [channel_id], body.get("resolution_notes"))
        return records.update(channel_id, {**changes, "out_of_commission": wanted})


def _open(call: Call, connection: sa.Connection, row: Record, body: Mapping[str, Any]) -> None:
    category = body.get("incident_category") or "other"
    start = instant(body.get("service_scheduled_at"), "service_scheduled_at")
    end = instant(body.get("service_scheduled_until"), "service_scheduled_until")
    if category in _NEEDS_SERVICE and start is None:
        raise bad_request(f"incident_category {category!r} needs service_scheduled_at")
    check_order(start, end, "service_scheduled_at", "service_scheduled_until")
    open_incident(
        call,
        connection,
        row,
        category=category,
        notes=body.get("incident_notes"),
        service_scheduled_at=start,
        service_scheduled_until=end,
    )


def open_incident(call: Call, connection: sa.Connection, row: Record, **said: Any) -> None:
    """Record that a channel is out from now on."""
    scope = {"channel_id": row["id"], "project_id": row["project_id"]}
    found = {"started_at": schema.now(), "started_by": call.caller.user_id, **scope, **said}
    call.records(incidents, connection).insert(found)


def _move_service(call: Call, connection: sa.Connection, row: Record, body: Mapping[str, Any]) -> None:
    """Change the open incident of a channel that stays out."""
    names = {"incident_category": "category", "incident_notes": "notes"}
    changes = {column: body[name] for name, column in names.items() if name in body}
    for name in ("service_scheduled_at", "service_scheduled_until"):
        if name in body:
            changes[name] = instant(body[name], name)
    if not changes:
        return
    records = call.records(incidents, connection)
    found = records.find(incidents.c.channel_id == row["id"], incidents.c.resolved_at.is_(None))
    if found is None:
        raise bad_request("the channel has no open incident to change")
    joint = {**found, **changes}
    check_order(
        joint["service_scheduled_at"],
        joint["service_scheduled_until"],
        "service_scheduled_at",
        "service_scheduled_until",
    )
    records.update(found["id"], changes)


def close(call: Call, connection: sa.Connection, channel_ids: list[str], notes: str | None, **where: Any) -> list[str]:
    """Close the open incidents of channels; return the channels that had one."""
    chosen = [incidents.c[name] == value for name, value in where.items()]
    change = (
        sa.update(incidents)
        .where(incidents.c.channel_id.in_(channel_ids), incidents.c.resolved_at.is_(None), *chosen)
        .values(
            resolved_at=schema.now(), resolved_by=call.caller.user_id, resolution_notes=notes, updated_at=schema.now()
        )
        .returning(incidents.c.channel_id)
    )
    return list(connection.execute(change).scalars())


def running(connection: sa.Connection, channel_ids: list[str]) -> dict[str, Record]:
    """Return the measurement without an end on each channel that has one."""
    table = schema.cell_measurements
    statement = sa.select(table).where(
        table.c.channel_id.in_(channel_ids), table.c.start_time.is_not(None), table.c.end_time.is_(None)
    )
    return {row["channel_id"]: dict(row) for row in connection.execute(statement).mappings()}


def refuse_running(connection: sa.Connection, channel_ids: list[str]) -> None:
    """Raise `ApiError` 409 while a measurement runs on one of the channels."""
    for found in running(connection, channel_ids).values():
        raise conflict(f"The measurement {found['name']!r} runs on the channel; set its end_time first.")


def check_link(connection: sa.Connection, organization_id: str, row: Mapping[str, Any]) -> None:
    """Check that a measurement may be linked to its channel.

    Parameters
    ----------
    connection : sqlalchemy.Connection
    organization_id : str
    row : mapping
        The measurement as it will be: ``channel_id``, ``project_id``, ``measurement_type``, ``start_time``,
        ``end_time``, and ``id`` where it is stored already.

    Raises
    ------
    ApiError
        404: no such channel; 400: no time series, no start, or another project; 409: the channel is out of
        commission, or another measurement runs at the time.
    """
    identifier = row["channel_id"]
    lock_row(connection, channels.c.id, identifier)
    wanted = sa.select(channels).where(channels.c.id == identifier, channels.c.organization_id == organization_id)
    channel = connection.execute(wanted).mappings().first()
    if channel is None:
        raise not_found("channel", identifier)
    kind = row.get("measurement_type") or "time_series"
    if kind != "time_series":
        raise bad_request(f"channel_id is for time series; this is a {kind} measurement")
    if row.get("start_time") is None:
        raise bad_request("channel_id needs start_time: when the measurement began on the channel")
    if channel["project_id"] != row["project_id"]:
        raise bad_request("The channel belongs to another project than the measurement.")
    if channel["out_of_commission"] and row.get("end_time") is None:
        raise conflict(f"The channel {channel['name']!r} is out of commission.")
    other = _overlapping(connection, row)
    if other is not None:
        until = other["end_time"] or "now"
        raise conflict(
            f"The measurement {other['name']!r} runs on the channel {channel['name']!r} from {other['start_time']} to "
            f"{until}; this one starts at {row['start_time']}."
        )


def _overlapping(connection: sa.Connection, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
    table = schema.cell_measurements
    where = [table.c.channel_id == row["channel_id"], table.c.start_time.is_not(None)]
    where.append(sa.or_(table.c.end_time.is_(None), table.c.end_time > row["start_time"]))
    if row.get("end_time") is not None:
        where.append(table.c.start_time < row["end_time"])
    if row.get("id") is not None:
        where.append(table.c.id != row["id"])
    found = connection.execute(sa.select(table).where(*where).limit(1)).mappings().first()
    return None if found is None else dict(found)
