"""Planned measurements: rules of their states, and schedules that are proposed and applied as a whole.

Source: docs/contract/wire.md sections 31 and 43 (auto-schedule).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground.errors import ApiError, bad_request, conflict, not_found
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.cells.quantities import amount
from ionworks.server.nouns.lab.channels import running
from ionworks.server.nouns.lab.records import RATINGS, check_order, check_rating, instant, moment
from ionworks.server.nouns.lab.schedule import NEVER, Place, Rating, Span, Wanted, propose
from ionworks.server.store import schema
from ionworks.server.store.database import lock_row
from ionworks.server.store.records import Record
from ionworks.server.store.schema_lab import channels, cyclers, incidents, planned_measurements

_table = planned_measurements
REQUESTED: Final = "requested"
SCHEDULED: Final = "scheduled"
_TAKES_ROOM: Final = (SCHEDULED, "in_progress")
_PLACE: Final = ("channel_id", "planned_start_time", "planned_end_time")
_TIMES: Final = ("planned_start_time", "planned_end_time")
_NUMBERS: Final = ("estimated_duration_seconds", "setup_duration_seconds", "teardown_duration_seconds")
_LINKS: Final[Mapping[str, tuple[sa.Table, str]]] = {
    "protocol_id": (schema.protocols, "protocol"),
    "cell_specification_id": (schema.cell_specs, "cell specification"),
    "cell_instance_id": (schema.cell_instances, "cell"),
    "channel_id": (channels, "channel"),
}
_FIELDS: Final = ("name", "status", *_LINKS, *_TIMES, *_NUMBERS, "test_setup", "notes")
STALE: Final = "SCHEDULE_STALE"


def create(call: Call, project_id: str, body: Mapping[str, Any]) -> Record:
    """Plan a measurement; ApiError 400, 404, 409."""
    values = {"status": REQUESTED, **_values(body)}
    values["requested_by_email"] = call.caller.email
    return _save(call, project_id, values, None)


def update(call: Call, project_id: str, identifier: str, body: Mapping[str, Any]) -> Record:
    """Change a planned measurement; ApiError 400, 404, 409."""
    return _save(call, project_id, _values(body), identifier)


def _values(body: Mapping[str, Any]) -> Record:
    values = {name: body[name] for name in _FIELDS if name in body}
    return {**values, **{name: instant(values[name], name) for name in _TIMES if name in values}}


def _save(call: Call, project_id: str, values: Record, identifier: str | None) -> Record:
    with call.store.write() as connection:
        lock_row(connection, schema.projects.c.id, project_id)
        records = call.records(_table, connection)
        before = records.get(identifier, _table.c.project_id == project_id) if identifier else {}
        joint = {**dict.fromkeys(_FIELDS), **before, **values, "project_id": project_id}
        _check_links(call, connection, values, project_id)
        _check_state(joint)
        if joint["status"] == SCHEDULED:
            _check_place(call, connection, joint)
            if before.get("status") != SCHEDULED:
                values = {**values, "scheduled_by_email": call.caller.email}
        if identifier:
            return records.update(identifier, values)
        return records.insert({**values, "project_id": project_id})


def _check_links(call: Call, connection: sa.Connection, values: Mapping[str, Any], project_id: str) -> None:
    for name, (table, kind) in _LINKS.items():
        if values.get(name) is not None:
            row = call.records(table, connection).get(values[name])
            if row["project_id"] != project_id:
                roles.readable(call, row)
                raise bad_request(f"{name} names a {kind} of another project")


def _check_state(row: Mapping[str, Any]) -> None:
    needed = {REQUESTED: ("estimated_duration_seconds",), SCHEDULED: _PLACE}.get(row["status"], ())
    missing = [name for name in needed if row[name] is None]
    if missing:
        raise bad_request(f"status {row['status']!r} needs {', '.join(missing)}")
    check_order(row["planned_start_time"], row["planned_end_time"], "planned_start_time", "planned_end_time")
    _need(row, None)


def _check_place(call: Call, connection: sa.Connection, row: Mapping[str, Any]) -> None:
    """Refuse a place that the measurement cannot have."""
    channel = call.records(channels, connection).get(row["channel_id"])
    spec = row["cell_specification_id"] and call.records(schema.cell_specs, connection).get(
        row["cell_specification_id"]
    )
    lack = _rating(channel).lacks(_need(row, spec))
    if lack is not None:
        raise bad_request(f"The measurement {row['name']!r} {lack} ({channel['name']!r}).")
    own = _block(row)
    places, cells = _busy(call, connection, row["project_id"], [channel], {row.get("id")})
    taken = [*places[0].taken, *cells.get(row["cell_instance_id"] or "", ())]
    for start, end in taken:
        if start < own[1] and own[0] < end:
            until = "no known end" if end == NEVER else _text(end)
            raise conflict(
                f"From {_text(own[0])} to {_text(own[1])} the channel {channel['name']!r} or the cell is taken: "
                f"from {_text(start)} to {until}."
            )


def proposal(call: Call, project_id: str, body: Mapping[str, Any]) -> Record:
    """Return the earliest places of planned measurements, in their order; nothing is stored.

    Raises
    ------
    ApiError
        404: one is not of this project; 400: one is named twice.
    """
    ids = body["planned_measurement_ids"]
    if len(set(ids)) < len(ids):
        twice = next(one for one in ids if ids.count(one) > 1)
        raise bad_request(f"planned_measurement_ids: {twice!r} is named twice")
    now = datetime.now(UTC).timestamp()
    after = instant(body.get("start_after"), "start_after")
    begin = max(now, moment(after).timestamp()) if after else now
    with call.store.read() as connection:
        rows = {row["id"]: row for row in _rows(call, connection, project_id, ids)}
        own, names = _channels(connection, call.caller.organization_id, project_id)
        places, cells = _busy(call, connection, project_id, own, set(ids))
        measured = {row["cell_specification_id"] for row in rows.values()}
        found_specs = call.records(schema.cell_specs, connection).all(schema.cell_specs.c.id.in_(measured))
    for one in ids:
        if one not in rows:
            raise not_found("planned measurement", one)
    open_rows = [rows[one] for one in ids if _why_not(rows[one]) is None]
    specs = {row["id"]: row for row in found_specs}
    wanted = [_wanted(row, specs.get(row["cell_specification_id"])) for row in open_rows]
    found = {one.id: one for one in propose(wanted, places, cells, begin)}
    return {
        "generated_at": schema.now(),
        "assignments": [_assignment(rows[one], found.get(one), names) for one in ids],
    }


def _why_not(row: Mapping[str, Any]) -> str | None:
    if row["status"] not in (REQUESTED, SCHEDULED):
        return f"it is {row['status']}"
    if row["estimated_duration_seconds"] is None and row["planned_end_time"] is None:
        return "estimated_duration_seconds is missing"
    return None


def _wanted(row: Mapping[str, Any], spec: Mapping[str, Any] | None) -> Wanted:
    duration = row["estimated_duration_seconds"]
    if duration is None:
        start, end = (moment(row[name]).timestamp() for name in _TIMES)
        duration = end - start
    return Wanted(
        id=row["id"],
        duration=duration,
        setup=row["setup_duration_seconds"] or 0.0,
        teardown=row["teardown_duration_seconds"] or 0.0,
        need=_need(row, spec),
        cell=row["cell_instance_id"],
    )


def _assignment(row: Mapping[str, Any], found: Any, names: Mapping[str, tuple[str, str]]) -> Record:
    channel_id = found and found.channel_id
    channel_name, cycler_name = names.get(channel_id or "", (None, None))
    return {
        "planned_measurement_id": row["id"],
        "planned_measurement_name": row["name"],
        "planned_measurement_updated_at": row["updated_at"],
        "channel_id": channel_id,
        "channel_name": channel_name,
        "cycler_name": cycler_name,
        "planned_start_time": _text(found.start) if channel_id else None,
        "planned_end_time": _text(found.end) if channel_id else None,
        "unscheduled_reason": None if channel_id else (_why_not(row) or found.reason),
    }


def apply(call: Call, project_id: str, body: Mapping[str, Any]) -> list[Record]:
    """Schedule all assignments that have a place, or none.

    Raises
    ------
    ApiError
        409 ``SCHEDULE_STALE``: a planned measurement, or what takes its channel, has changed since the proposal.
    """
    placed = [one for one in body["assignments"] if one.get("channel_id") and not one.get("unscheduled_reason")]
    ids = [one["planned_measurement_id"] for one in placed]
    if len(set(ids)) < len(ids):
        raise bad_request("assignments: a planned measurement is named twice")
    with call.store.write() as connection:
        lock_row(connection, schema.projects.c.id, project_id)
        records = call.records(_table, connection)
        for one in placed:
            row = records.find(_table.c.id == one["planned_measurement_id"], _table.c.project_id == project_id)
            if row is None or row["updated_at"] != one["planned_measurement_updated_at"]:
                raise _stale(one, "it has changed.")
            if _why_not(row) is not None:
                raise _stale(one, f"{_why_not(row)}.")
            # out of the way of the others until it is placed
            records.update(row["id"], {"status": REQUESTED, **dict.fromkeys(_PLACE)})
        return [_apply_one(call, connection, project_id, one) for one in placed]


def _apply_one(call: Call, connection: sa.Connection, project_id: str, one: Mapping[str, Any]) -> Record:
    records = call.records(_table, connection)
    values = {name: one.get(name) for name in _PLACE}
    values |= {name: instant(values[name], name) for name in _TIMES}
    row = {**records.get(one["planned_measurement_id"]), **values, "status": SCHEDULED}
    try:
        _check_links(call, connection, {"channel_id": values["channel_id"]}, project_id)
        _check_state(row)
        _check_place(call, connection, row)
    except ApiError as error:
        raise _stale(one, error.message) from error
    changes = {**values, "status": SCHEDULED, "scheduled_by_email": call.caller.email}
    return records.update(row["id"], changes)


def _stale(one: Mapping[str, Any], reason: str) -> ApiError:
    name = one.get("planned_measurement_name") or one["planned_measurement_id"]
    return ApiError(
        409, STALE, f"The proposal is out of date for {name!r}: {reason} Ask for another; nothing was changed."
    )


def _rows(call: Call, connection: sa.Connection, project_id: str, ids: Sequence[str]) -> list[Record]:
    return call.records(_table, connection).all(_table.c.project_id == project_id, _table.c.id.in_(ids))


def _channels(
    connection: sa.Connection, organization_id: str, project_id: str
) -> tuple[list[Record], dict[str, tuple[str, str]]]:
    """Return the channels of a project by the names of cycler and channel, and these names by id."""
    source = channels.join(cyclers, cyclers.c.id == channels.c.cycler_id)
    wanted = (
        sa.select(*channels.c, cyclers.c.name.label("cycler_name"))
        .select_from(source)
        .where(channels.c.project_id == project_id, channels.c.organization_id == organization_id)
        .order_by(cyclers.c.name, channels.c.name, channels.c.id)
    )
    rows = [dict(row) for row in connection.execute(wanted).mappings()]
    return rows, {row["id"]: (row["name"], row["cycler_name"]) for row in rows}


def _busy(
    call: Call, connection: sa.Connection, project_id: str, own: Sequence[Record], without: set[Any]
) -> tuple[list[Place], dict[str, list[Span]]]:
    """Return channels with the times they are taken, and the times at which cells of the project are on test.

    Parameters
    ----------
    call : Call
    connection : sqlalchemy.Connection
    project_id : str
    own : sequence of dict
        Rows of channels.
    without : set of str
        Planned measurements that are left out.
    """
    ids = [row["id"] for row in own]
    taken: dict[str, list[Span]] = {identifier: [] for identifier in ids}
    cells: dict[str, list[Span]] = {}
    tests = running(connection, ids)
    planned = call.records(_table, connection).all(_table.c.project_id == project_id, _table.c.status.in_(_TAKES_ROOM))
    for row in planned:
        if row["id"] in without or None in [row[name] for name in _PLACE]:
            continue
        span = _block(row)
        if row["channel_id"] in taken:
            taken[row["channel_id"]].append(span)
        if row["cell_instance_id"]:
            cells.setdefault(row["cell_instance_id"], []).append(span)
    ends = {row["channel_id"]: _block(row)[1] for row in planned if row["status"] == "in_progress" and row[_PLACE[2]]}
    for channel_id, test in tests.items():
        span = (moment(test["start_time"]).timestamp(), ends.get(channel_id, NEVER))
        taken[channel_id].append(span)
        cells.setdefault(test["cell_instance_id"], []).append(span)
    for channel_id, span in _outages(connection, [row["id"] for row in own if row["out_of_commission"]]):
        taken[channel_id].append(span)
    return [Place(channel_id=row["id"], rating=_rating(row), taken=tuple(taken[row["id"]])) for row in own], cells


def _outages(connection: sa.Connection, ids: list[str]) -> list[tuple[str, Span]]:
    """Return until when channels are out: the planned return, or for ever where none is planned or it has passed."""
    where = (incidents.c.channel_id.in_(ids), incidents.c.resolved_at.is_(None))
    columns = (incidents.c.channel_id, incidents.c.service_scheduled_until)
    until: dict[str, str | None] = dict(connection.execute(sa.select(*columns).where(*where)).all())
    now = datetime.now(UTC).timestamp()
    found = []
    for identifier in ids:
        back = until.get(identifier)
        end = moment(back).timestamp() if back else NEVER
        found.append((identifier, (0.0, end if end > now else NEVER)))
    return found


def _block(row: Mapping[str, Any]) -> Span:
    """Return when a planned measurement takes its channel, with setting it up and clearing it."""
    start, end = (moment(row[name]).timestamp() for name in _TIMES)
    return start - (row["setup_duration_seconds"] or 0.0), end + (row["teardown_duration_seconds"] or 0.0)


def _rating(row: Mapping[str, Any]) -> Rating:
    return Rating(**{name: row[name] for name in RATINGS})


def _need(row: Mapping[str, Any], spec: Mapping[str, Any] | None) -> Rating:
    """Return what a measurement needs of its channel: what its set-up says, and the voltages of the type of cell.

    Raises
    ------
    ApiError
        400: the set-up contradicts itself, or holds no numbers.
    """
    given = {name: (row["test_setup"] or {}).get(name) for name in RATINGS}
    for name, value in given.items():
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise bad_request(f"test_setup.{name}: found {value!r:.80}; allowed: a number")
    ratings = (spec or {}).get("ratings") or {}
    for name, known in (("min_volts", "voltage_min"), ("max_volts", "voltage_max")):
        if given[name] is None:
            given[name] = amount(ratings.get(known), "V", ("ratings", known))
    check_rating(given)
    return Rating(**given)


def _text(seconds: float) -> str:
    return schema.format_time(datetime.fromtimestamp(seconds, UTC))
