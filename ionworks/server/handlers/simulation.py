"""Simulations: submit batches, list them, follow them, hand out their tables.

Source: docs/contract/wire.md sections 16 and 43; docs/contract/flows.md sections 2 to 4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Final

from ionworks.server.call import Call, Redirect
from ionworks.server.files.keys import STEPS_SUFFIX, TIME_SERIES_SUFFIX
from ionworks.server.ground import errors
from ionworks.server.queue.states import is_terminal
from ionworks.server.simulations import records
from ionworks.server.simulations import submit as submission
from ionworks.server.store import schema
from ionworks.server.store.records import Record

_SUFFIXES: Final = MappingProxyType({"time_series": TIME_SERIES_SUFFIX, "steps": STEPS_SUFFIX})


def create_simulations(call: Call, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Submit the runs of a batch; identical earlier runs are returned instead of solved again."""
    return submission.submit(call, body)


def list_simulations(
    call: Call,
    parameterized_model_id: str | None = None,
    study_id: str | None = None,
    experiment_template_id: str | None = None,
    state: str | None = None,
    summary: bool = False,
    limit: int = 100,
    offset: int = 0,
) -> dict[str, Any]:
    """Return simulations, newest first."""
    rows, total = records.page(
        call,
        model_id=parameterized_model_id,
        study_id=study_id,
        template_id=experiment_template_id,
        state=state,
        metrics=not summary,
        limit=limit,
        offset=offset,
    )
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
        _table_file(call, f"{folder}{_SUFFIXES[part]}", list(members))
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


def _status(row: Record) -> dict[str, Any]:
    record = records.simulation_record(row) if is_terminal(row["status"]) else {}
    names = ("status", "error", "error_code", "updated_at")
    return {**record, "simulation_id": row["id"], **{name: row[name] for name in names}}


def _download(call: Call, simulation_id: str, part: str) -> Redirect:
    row = call.records(schema.simulations).get(simulation_id)
    rows = row[f"{part}_rows"]
    if row["storage_folder"] is None or rows is None:
        raise errors.not_found(f"{part} of simulation", simulation_id)
    key = row["storage_folder"] + _SUFFIXES[part]
    return Redirect(call.storage_url(key, rows=[(row[f"{part}_offset"], rows)]))
