"""Simulations: submit batches, list them, follow them, hand out their tables.

Source: docs/contract/wire.md sections 16 and 43; docs/contract/flows.md sections 2 to 4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from ionworks.server.call import Call, Redirect
from ionworks.server.files.series import Part, Window
from ionworks.server.ground import errors
from ionworks.server.nouns.simulations import pages, records
from ionworks.server.nouns.simulations import submit as submission
from ionworks.server.queue.states import is_terminal
from ionworks.server.store import schema
from ionworks.server.store.records import Record


def create_simulations(call: Call, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Submit the runs of a batch; identical earlier runs are returned instead of solved again."""
    return submission.submit(call, body)


def list_simulations(
    call: Call, summary: bool = False, limit: int = 100, offset: int = 0, **wanted: Any
) -> dict[str, Any]:
    """Return simulations, newest first unless told otherwise."""
    rows, total = pages.page(call, pages.Wanted(**wanted), metrics=not summary, limit=limit, offset=offset)
    return {
        "simulations": [records.simulation_record(row) for row in rows],
        "model_scalar_parameters": records.scalar_parameters(call, rows),
        "total": total,
    }


def get_simulation(call: Call, simulation_id: str) -> dict[str, Any]:
    """Return one simulation with its metrics, without its tables."""
    return records.simulation_record(records.find(call, simulation_id))


def delete_simulation(call: Call, simulation_id: str) -> None:
    """Delete a simulation, its job, and its files once no other run of its chunk needs them."""
    records.delete(call, simulation_id)


def get_simulation_statuses(call: Call, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the job states of the simulations asked for; of ended ones also their records (our addition)."""
    ids: Sequence[str] = body["simulation_ids"]
    offset = body.get("offset", 0)
    wanted = list(dict.fromkeys(ids))[offset : offset + body.get("limit", 100)]
    by_id = records.states_of(call, wanted)
    return [_status(by_id[key]) for key in wanted if key in by_id]


def list_simulation_tables(call: Call, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the files that hold a table of the simulations asked for, with whose rows each holds."""
    part = body.get("table", "time_series")
    found = records.stored_rows(call, body["simulation_ids"], part)
    return [
        _table_file(call, f"{folder}{records.SUFFIXES[part]}", list(members))
        for folder, members in groupby(found, itemgetter("storage_folder"))
    ]


def _table_file(call: Call, key: str, members: Sequence[Record]) -> dict[str, Any]:
    ranges: list[tuple[int, int]] = []
    for row in members:
        if ranges and sum(ranges[-1]) == row["offset"]:
            ranges[-1] = (ranges[-1][0], ranges[-1][1] + row["rows"])
        else:
            ranges.append((row["offset"], row["rows"]))
    simulations = [{"simulation_id": row["id"], "rows": row["rows"]} for row in members]
    return {"url": call.storage_url(key, rows=ranges), "simulations": simulations}


def download_simulation_time_series(call: Call, simulation_id: str) -> Redirect:
    """Redirect to the run's rows of the time series file."""
    return _download(call, simulation_id, "time_series")


def download_simulation_steps(call: Call, simulation_id: str) -> Redirect:
    """Redirect to the run's rows of the steps file."""
    return _download(call, simulation_id, "steps")


def list_simulation_profiles(call: Call, simulation_id: str) -> list[dict[str, Any]]:
    """Return what a run has over space."""
    return records.profiles(call, simulation_id)


def download_simulation_profile(call: Call, simulation_id: str, name: str) -> Redirect:
    """Redirect to the file of a variable over space."""
    return Redirect(call.storage_url(records.stored_profile(call, simulation_id, name)))


def get_simulation_series(call: Call, simulation_id: str, **window: Any) -> dict[str, Any]:
    """Return columns of a run's time series, thinned for a screen."""
    found = _series(call, [simulation_id], Window(**window))
    if not found:
        raise errors.not_found("time_series of simulation", simulation_id)
    return found[simulation_id]


def list_simulation_series(call: Call, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return columns of the time series of many runs; those without rows are left out."""
    window = Window(**{name: value for name, value in body.items() if name != "simulation_ids"})
    found = _series(call, body["simulation_ids"], window)
    return [{"simulation_id": key, **series} for key, series in found.items()]


def _series(call: Call, ids: Sequence[str], window: Window) -> dict[str, dict[str, Any]]:
    rows = records.stored_rows(call, ids, "time_series")
    suffix = records.SUFFIXES["time_series"]
    parts = [Part(key=row["storage_folder"] + suffix, first=row["offset"], count=row["rows"]) for row in rows]
    series = zip(rows, call.services.series.read_all(parts, window), strict=True)
    return {row["id"]: one.wire(window.encoding) for row, one in series if one is not None}


def _status(row: Record) -> dict[str, Any]:
    record = records.simulation_record(row) if is_terminal(row["status"]) else {}
    names = ("status", "error", "error_code", "updated_at")
    return {**record, "simulation_id": row["id"], **{name: row[name] for name in names}}


def _download(call: Call, simulation_id: str, part: str) -> Redirect:
    row = call.records(schema.simulations).get(simulation_id)
    rows = row[f"{part}_rows"]
    if row["storage_folder"] is None or rows is None:
        raise errors.not_found(f"{part} of simulation", simulation_id)
    key = row["storage_folder"] + records.SUFFIXES[part]
    return Redirect(call.storage_url(key, rows=[(row[f"{part}_offset"], rows)]))
