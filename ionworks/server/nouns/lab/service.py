"""Service of cyclers: at most one open event; it takes the channels out and puts them back.

Source: docs/contract/wire.md sections 28 and 43 (cycler service).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground.errors import conflict
from ionworks.server.nouns.lab.channels import close, open_incident, refuse_running
from ionworks.server.nouns.lab.records import check_order, instant, later
from ionworks.server.store import schema
from ionworks.server.store.database import lock_row
from ionworks.server.store.records import Record
from ionworks.server.store.schema_lab import channels, cyclers, service_events

_CALIBRATION = "calibration"


def start(call: Call, cycler_id: str, body: Mapping[str, Any]) -> Record:
    """Open a service event and take the channels of the cycler out; one with a fault of its own keeps its incident.

    Raises
    ------
    ApiError
        400: the service ends before it starts; 409: another one is open, or a measurement runs on a channel.
    """
    planned = instant(body["scheduled_for"], "scheduled_for")
    until = instant(body.get("scheduled_until"), "scheduled_until")
    check_order(planned, until, "scheduled_for", "scheduled_until")
    with call.store.write() as connection:
        lock_row(connection, cyclers.c.id, cycler_id)
        cycler = call.records(cyclers, connection).get(cycler_id)
        found = _open_event(call, connection, cycler_id)
        if found is not None:
            raise conflict(f"The {found['event_type']} of {found['scheduled_for']} is open.", found["id"])
        own = call.records(channels, connection).all(channels.c.cycler_id == cycler_id)
        refuse_running(connection, [channel["id"] for channel in own])
        event = call.records(service_events, connection).insert(
            {
                "cycler_id": cycler_id,
                "project_id": cycler["project_id"],
                "event_type": body["event_type"],
                "scheduled_for": planned,
                "scheduled_until": until,
                "notes": body.get("notes"),
            }
        )
        category = _CALIBRATION if body["event_type"] == _CALIBRATION else "maintenance"
        for channel in own:
            if not channel["out_of_commission"]:
                open_incident(
                    call,
                    connection,
                    channel,
                    category=category,
                    service_event_id=event["id"],
                    service_scheduled_at=planned,
                    service_scheduled_until=until,
                )
                call.records(channels, connection).update(channel["id"], {"out_of_commission": True})
        return event


def complete(call: Call, cycler_id: str, body: Mapping[str, Any]) -> Record:
    """Close the open service event, or record a finished one; a calibration moves that of the cycler."""
    done = instant(body.get("performed_at"), "performed_at") or schema.now()
    kind = body.get("event_type") or _CALIBRATION
    said = {"performed_at": done, "performed_by": call.caller.user_id}
    if body.get("notes") is not None:
        said["notes"] = body["notes"]
    with call.store.write() as connection:
        lock_row(connection, cyclers.c.id, cycler_id)
        cycler = call.records(cyclers, connection).get(cycler_id)
        events = call.records(service_events, connection)
        found = _open_event(call, connection, cycler_id)
        if found is None:
            scope = {"cycler_id": cycler_id, "project_id": cycler["project_id"]}
            event = events.insert({"event_type": kind, **scope, **said})
        else:
            event = events.update(found["id"], said)
            kind = event["event_type"]
            _put_back(call, connection, cycler_id, event)
        changes = _calibration(cycler, body, done if kind == _CALIBRATION else None)
        if changes:
            call.records(cyclers, connection).update(cycler_id, changes)
        return event


def _open_event(call: Call, connection: sa.Connection, cycler_id: str) -> Record | None:
    open_one = (service_events.c.cycler_id == cycler_id, service_events.c.performed_at.is_(None))
    return call.records(service_events, connection).find(*open_one)


def _put_back(call: Call, connection: sa.Connection, cycler_id: str, event: Record) -> None:
    """Close what the event took out."""
    own = sa.select(channels.c.id).where(channels.c.cycler_id == cycler_id)
    ids = list(connection.execute(own).scalars())
    back = close(call, connection, ids, event["notes"], service_event_id=event["id"])
    change = sa.update(channels).where(channels.c.id.in_(back))
    connection.execute(change.values(out_of_commission=False, updated_at=schema.now()))


def _calibration(cycler: Record, body: Mapping[str, Any], done: str | None) -> Record:
    changes: Record = {}
    if body.get("calibration_interval_days") is not None:
        changes["calibration_interval_days"] = body["calibration_interval_days"]
    if done is not None:
        changes["last_calibrated_at"] = done
    return with_due(cycler, changes) if changes else {}


def with_due(cycler: Mapping[str, Any], changes: Record) -> Record:
    """Return changes of a cycler with the next calibration that follows from them."""
    joint = {**cycler, **changes}
    last, days = joint.get("last_calibrated_at"), joint.get("calibration_interval_days")
    return {**changes, "calibration_due_at": later(last, days) if last is not None and days is not None else None}
