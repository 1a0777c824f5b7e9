"""Simulations: submit batches, list them, follow them, hand out their tables.

Source: wire.md sections 16 and 43, flows.md sections 2 to 4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server import errors
from ionworks.server.call import Call, Redirect
from ionworks.server.deletion import delete_with_files
from ionworks.server.files.keys import STEPS_SUFFIX, TIME_SERIES_SUFFIX
from ionworks.server.queue.states import is_terminal, job_states
from ionworks.server.simulations import submit as submission
from ionworks.server.simulations.records import (
    _jobs,
    _simulations,
    own,
    scalar_parameters,
    scope,
    select,
    simulation_record,
)
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
    where = scope(call, parameterized_model_id, study_id, experiment_template_id)
    if state is not None:
        where.append(_jobs.c.status.in_(job_states(state)))
    newest = (_simulations.c.created_at.desc(), _simulations.c.id.desc())
    statement = select(call, *where, metrics=not summary).order_by(*newest).limit(limit).offset(offset)
    counting = sa.select(sa.func.count()).select_from(_simulations)
    if state is not None:
        counting = counting.join(_jobs, _jobs.c.id == _simulations.c.job_id)
    with call.store.read() as connection:
        rows = [dict(row) for row in connection.execute(statement).mappings()]
        total = connection.execute(counting.where(*own(call), *where)).scalar_one()
    return {
        "simulations": [simulation_record(row) for row in rows],
        "model_scalar_parameters": scalar_parameters(call, rows),
        "total": total,
    }


def get_simulation(call: Call, simulation_id: str) -> dict[str, Any]:
    """Return one simulation with its metrics, without its tables."""
    with call.store.read() as connection:
        row = connection.execute(select(call, _simulations.c.id == simulation_id)).mappings().first()
    if row is None:
        raise errors.not_found("simulation", simulation_id)
    return simulation_record(dict(row))


def delete_simulation(call: Call, simulation_id: str) -> None:
    """Delete a simulation, its job, and its files once no other run of its chunk needs them."""
    records = call.records(_simulations)
    job_id = records.get(simulation_id)["job_id"]
    if job_id is not None:
        call.dispatcher.cancel([job_id])
    folder = sa.select(_simulations.c.storage_folder).where(_simulations.c.id == simulation_id)
    delete_with_files(records, simulation_id, call.blobs, folder)
    if job_id is not None:
        call.records(_jobs).delete(job_id)


def get_simulation_statuses(call: Call, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the job states of the simulations asked for; of ended ones also their records (our addition)."""
    ids: Sequence[str] = body["simulation_ids"]
    offset = body.get("offset", 0)
    wanted = list(dict.fromkeys(ids))[offset : offset + body.get("limit", 100)]
    joined = _simulations.join(_jobs, _jobs.c.id == _simulations.c.job_id)
    columns = (_simulations.c.id, *(_jobs.c[name] for name in ("status", "error", "error_code", "updated_at")))
    states = sa.select(*columns).select_from(joined).where(*own(call), _simulations.c.id.in_(wanted))
    with call.store.read() as connection:
        by_id = {row["id"]: dict(row) for row in connection.execute(states).mappings()}
        # most of a long wait asks about runs that have not ended, whose records nobody needs yet
        ended = [key for key, row in by_id.items() if is_terminal(row["status"])]
        if ended:
            rows = connection.execute(select(call, _simulations.c.id.in_(ended))).mappings()
            by_id.update({row["id"]: dict(row) for row in rows})
    return [_status(by_id[key]) for key in wanted if key in by_id]


def list_simulation_tables(call: Call, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the files that hold a table of the simulations asked for, with whose rows each holds."""
    part = body.get("table", "time_series")
    offset, rows = _simulations.c[f"{part}_offset"], _simulations.c[f"{part}_rows"]
    columns = (_simulations.c.id, _simulations.c.storage_folder, offset.label("offset"), rows.label("rows"))
    wanted = (_simulations.c.id.in_(body["simulation_ids"]), rows > 0)
    with call.store.read() as connection:
        order = (_simulations.c.storage_folder, offset)
        found = connection.execute(sa.select(*columns).where(*own(call), *wanted).order_by(*order)).all()
    return [
        _table_file(call, f"{folder}{_SUFFIXES[part]}", list(members))
        for folder, members in groupby(found, attrgetter("storage_folder"))
    ]


def _table_file(call: Call, key: str, members: Sequence[sa.Row[Any]]) -> dict[str, Any]:
    ranges: list[tuple[int, int]] = []
    for row in members:
        if ranges and sum(ranges[-1]) == row.offset:
            ranges[-1] = (ranges[-1][0], ranges[-1][1] + row.rows)
        else:
            ranges.append((row.offset, row.rows))
    simulations = [{"simulation_id": row.id, "rows": row.rows} for row in members]
    return {"url": call.storage_url(key, rows=ranges), "simulations": simulations}


def download_simulation_time_series(call: Call, simulation_id: str) -> Redirect:
    """Redirect to the run's rows of the time series file."""
    return _download(call, simulation_id, "time_series")


def download_simulation_steps(call: Call, simulation_id: str) -> Redirect:
    """Redirect to the run's rows of the steps file."""
    return _download(call, simulation_id, "steps")


def _status(row: Record) -> dict[str, Any]:
    record = simulation_record(row) if is_terminal(row["status"]) else {}
    names = ("status", "error", "error_code", "updated_at")
    return {**record, "simulation_id": row["id"], **{name: row[name] for name in names}}


def _download(call: Call, simulation_id: str, part: str) -> Redirect:
    row = call.records(_simulations).get(simulation_id)
    rows = row[f"{part}_rows"]
    if row["storage_folder"] is None or rows is None:
        raise errors.not_found(f"{part} of simulation", simulation_id)
    key = row["storage_folder"] + _SUFFIXES[part]
    return Redirect(call.storage_url(key, rows=[(row[f"{part}_offset"], rows)]))
