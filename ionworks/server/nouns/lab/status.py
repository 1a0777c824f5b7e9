"""What the channels of a project do. Source: docs/contract/wire.md sections 30 and 43 (lab states)."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.nouns.lab.channels import running
from ionworks.server.nouns.lab.records import RATINGS
from ionworks.server.store import schema
from ionworks.server.store.records import Record
from ionworks.server.store.schema_lab import channels, cyclers, planned_measurements, sites
from ionworks.server.store.schema_measurements import measurement_watchers

STATES: Final = ("occupied", "stale", "free", "out_of_commission")
QUIET_HOURS: Final = 24
"""A measurement without an end that has not changed for so long has gone quiet."""


def lab_status(call: Call, project_id: str) -> Record:
    """Return sites, cyclers and channels of a project with their states."""
    own = call.records(cyclers).all(cyclers.c.project_id == project_id)
    all_channels = call.records(channels).all(channels.c.project_id == project_id)
    with call.store.read() as connection:
        tests = running(connection, [one["id"] for one in all_channels])
        shown = _summaries(connection, list(tests.values()))
        ends = _expected_ends(connection, project_id)
        watched = _watched(call, connection, project_id)
    since = schema.format_time(datetime.now(UTC) - timedelta(hours=QUIET_HOURS))
    by_cycler: dict[str, list[Record]] = {one["id"]: [] for one in own}
    for channel in all_channels:
        test = tests.get(channel["id"])
        summary = test and {
            **shown[test["id"]],
            "estimated_end_time": ends.get(channel["id"]),
            "watched": test["id"] in watched,
        }
        by_cycler[channel["cycler_id"]].append(_channel(channel, summary, since))
    tree: dict[str, Record] = {}
    for site in call.records(sites).all(sites.c.id.in_({one["site_id"] for one in own})):
        mine = [_cycler(one, by_cycler[one["id"]]) for one in own if one["site_id"] == site["id"]]
        tree[site["id"]] = {"id": site["id"], "name": site["name"], "cyclers": mine}
    total = Counter(channel["state"] for found in by_cycler.values() for channel in found)
    return {"sites": list(tree.values()), **{state: total[state] for state in STATES}}


def _channel(row: Record, test: Record | None, since: str) -> Record:
    state = "free" if test is None else "occupied" if test["updated_at"] >= since else "stale"
    if row["out_of_commission"]:
        state = "out_of_commission"
    names = ("id", "name", "notes", "out_of_commission", *RATINGS)
    return {**{name: row[name] for name in names}, "state": state, "measurement": test}


def _cycler(row: Record, own: list[Record]) -> Record:
    count = Counter(channel["state"] for channel in own)
    names = ("id", "name", "manufacturer", "model")
    states = {state: count[state] for state in STATES}
    return {**{name: row[name] for name in names}, "channel_count": len(own), **states, "channels": own}


def _summaries(connection: sa.Connection, tests: list[Record]) -> dict[str, Record]:
    """Return running measurements with the names of what they belong to."""
    cells, specs, protocols = schema.cell_instances, schema.cell_specs, schema.protocols
    source = cells.join(specs, specs.c.id == cells.c.cell_spec_id)
    wanted = sa.select(cells.c.id, cells.c.name, specs.c.name.label("spec")).select_from(source)
    ids = {test["cell_instance_id"] for test in tests}
    names = {row.id: row for row in connection.execute(wanted.where(cells.c.id.in_(ids)))}
    used = {test["protocol_id"] for test in tests if test["protocol_id"]}
    titles: dict[str, str] = dict(
        connection.execute(sa.select(protocols.c.id, protocols.c.name).where(protocols.c.id.in_(used))).all()
    )
    fields = ("id", "name", "updated_at", "cell_instance_id", "start_time")
    return {
        test["id"]: {
            **{name: test[name] for name in fields},
            "cell_instance_name": names[test["cell_instance_id"]].name,
            "cell_specification_name": names[test["cell_instance_id"]].spec,
            "protocol_name": titles.get(test["protocol_id"]) or (test["protocol"] or {}).get("name"),
        }
        for test in tests
    }


def _expected_ends(connection: sa.Connection, project_id: str) -> dict[str, Any]:
    """Return by channel the planned end of what is in progress there."""
    table = planned_measurements
    where = (table.c.project_id == project_id, table.c.status == "in_progress", table.c.channel_id.is_not(None))
    return dict(connection.execute(sa.select(table.c.channel_id, table.c.planned_end_time).where(*where)).all())


def watched_ids(call: Call, project_id: str) -> list[str]:
    """Return the ids of the measurements of a project that the caller watches."""
    with call.store.read() as connection:
        return sorted(_watched(call, connection, project_id))


def _watched(call: Call, connection: sa.Connection, project_id: str) -> set[str]:
    table, watchers = schema.cell_measurements, measurement_watchers
    source = watchers.join(table, table.c.id == watchers.c.measurement_id)
    where = (table.c.project_id == project_id, watchers.c.user_id == call.caller.user_id)
    return set(connection.execute(sa.select(table.c.id).select_from(source).where(*where)).scalars())
