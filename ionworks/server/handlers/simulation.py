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
from ionworks.server.accounts import roles
from ionworks.server.deletion import delete_with_files
from ionworks.server.http.binding import Call, Redirect
from ionworks.server.queue.states import is_terminal, job_states
from ionworks.server.simulations import submit as submission
from ionworks.server.store import schema
from ionworks.server.store.records import Record
from ionworks.server.tasks import STEPS_SUFFIX, TIME_SERIES_SUFFIX

_simulations = schema.simulations
_jobs = schema.jobs
_models = schema.parameterized_models
_protocols = schema.protocols

_SUFFIXES: Final = MappingProxyType({"time_series": TIME_SERIES_SUFFIX, "steps": STEPS_SUFFIX})
_COLUMNS: Final = (
    *(_simulations.c[name] for name in ("id", "job_id", "organization_id", "parameterized_model_id")),
    *(_simulations.c[name] for name in ("name", "experiment_parameters", "design_parameters")),
    *(_simulations.c[name] for name in ("storage_folder", "is_partial", "created_at", "created_by_email")),
    _simulations.c.protocol_id.label("experiment_template_id"),
    _models.c.name.label("model_name"),
    _protocols.c.name.label("protocol_name"),
    _jobs.c.status,
    _jobs.c.error,
    _jobs.c.error_code,
    _jobs.c.updated_at,
)


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
    where = _scope(call, parameterized_model_id, study_id, experiment_template_id)
    if state is not None:
        where.append(_jobs.c.status.in_(job_states(state)))
    newest = (_simulations.c.created_at.desc(), _simulations.c.id.desc())
    statement = _select(call, *where, metrics=not summary).order_by(*newest).limit(limit).offset(offset)
    counting = sa.select(sa.func.count()).select_from(_simulations)
    if state is not None:
        counting = counting.join(_jobs, _jobs.c.id == _simulations.c.job_id)
    with call.store.read() as connection:
        rows = [dict(row) for row in connection.execute(statement).mappings()]
        total = connection.execute(counting.where(*_own(call), *where)).scalar_one()
    return {
        "simulations": [simulation_record(row) for row in rows],
        "model_scalar_parameters": _scalar_parameters(call, rows),
        "total": total,
    }


def get_simulation(call: Call, simulation_id: str) -> dict[str, Any]:
    """Return one simulation with its metrics, without its tables."""
    with call.store.read() as connection:
        row = connection.execute(_select(call, _simulations.c.id == simulation_id)).mappings().first()
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
    states = sa.select(*columns).select_from(joined).where(*_own(call), _simulations.c.id.in_(wanted))
    with call.store.read() as connection:
        by_id = {row["id"]: dict(row) for row in connection.execute(states).mappings()}
        # most of a long wait asks about runs that have not ended, whose records nobody needs yet
        ended = [key for key, row in by_id.items() if is_terminal(row["status"])]
        if ended:
            rows = connection.execute(_select(call, _simulations.c.id.in_(ended))).mappings()
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
        found = connection.execute(sa.select(*columns).where(*_own(call), *wanted).order_by(*order)).all()
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


def simulation_record(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a joined row in wire form."""
    record = {
        **row,
        "experiment": {"id": row["experiment_template_id"], "name": row["protocol_name"] or row["name"]},
        "experiment_id": row["experiment_template_id"],
        "parameterized_model": {"id": row["parameterized_model_id"], "name": row["model_name"]},
        "design": {"design_parameters": row["design_parameters"] or {}},
        # clients read a storage folder as "finished", which a run that failed midway is not
        "storage_folder": None if row["is_partial"] else row["storage_folder"],
        "simulation_data": None,
    }
    for name in ("protocol_name", "model_name", "design_parameters"):
        del record[name]
    return record


def _own(call: Call) -> list[sa.ColumnElement[bool]]:
    return [_simulations.c.organization_id == call.caller.organization_id]


def _select(call: Call, *where: sa.ColumnElement[bool], metrics: bool = True) -> sa.Select[Any]:
    columns = [*_COLUMNS, _simulations.c.metrics] if metrics else _COLUMNS
    joined = (
        _simulations.outerjoin(_jobs, _jobs.c.id == _simulations.c.job_id)
        .outerjoin(_models, _models.c.id == _simulations.c.parameterized_model_id)
        .outerjoin(_protocols, _protocols.c.id == _simulations.c.protocol_id)
    )
    return sa.select(*columns).select_from(joined).where(*_own(call), *where)


def _scope(
    call: Call, model_id: str | None, study_id: str | None, template_id: str | None
) -> list[sa.ColumnElement[bool]]:
    """Conditions of a listing; a scope that does not exist is a 404."""
    where: list[sa.ColumnElement[bool]] = []
    if model_id is not None:
        call.records(_models).get(model_id)
        where.append(_simulations.c.parameterized_model_id == model_id)
    if template_id is not None:
        call.records(_protocols).get(template_id)
        where.append(_simulations.c.protocol_id == template_id)
    if study_id is not None:
        roles.readable(call, call.records(schema.studies).get(study_id))
        members = schema.study_simulations
        chosen = sa.select(members.c.simulation_id).where(members.c.study_id == study_id)
        where.append(_simulations.c.id.in_(chosen))
    return where


def _scalar_parameters(call: Call, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Scalar parameter values stored with the models of a page, by model id."""
    ids = {row["parameterized_model_id"] for row in rows} - {None}
    with call.store.read() as connection:
        found = connection.execute(sa.select(_models.c.id, _models.c.parameters).where(_models.c.id.in_(ids)))
        return {
            model_id: {name: value for name, value in (parameters or {}).items() if _is_number(value)}
            for model_id, parameters in found
        }


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


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
