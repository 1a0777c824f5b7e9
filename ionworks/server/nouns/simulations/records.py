"""Simulations as rows joined with their jobs, models and protocols, and as records on the wire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.files.blobs import needed, parquet_footer
from ionworks.server.files.keys import STEPS_SUFFIX, TIME_SERIES_SUFFIX, profile_key, profiles_folder
from ionworks.server.ground import errors
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.deletion import delete_with_files
from ionworks.server.queue.states import is_terminal
from ionworks.server.store import schema
from ionworks.server.store.joined import Joined
from ionworks.server.store.records import Record

if TYPE_CHECKING:
    import polars as pl

SUFFIXES: Final = MappingProxyType({"time_series": TIME_SERIES_SUFFIX, "steps": STEPS_SUFFIX})
"""Ends of the keys of the tables of simulations, below their folder."""
_simulations = schema.simulations
_jobs = schema.jobs
_models = schema.parameterized_models
_protocols = schema.protocols
_COLUMNS: Final = (
    *(_simulations.c[name] for name in ("id", "job_id", "organization_id", "parameterized_model_id")),
    *(_simulations.c[name] for name in ("name", "experiment_parameters", "design_parameters")),
    *(_simulations.c[name] for name in ("storage_folder", "is_partial", "created_at", "created_by_email")),
    _simulations.c.warnings,
    _simulations.c.protocol_id.label("experiment_template_id"),
    _models.c.name.label("model_name"),
    _protocols.c.name.label("protocol_name"),
    _jobs.c.status,
    _jobs.c.error,
    _jobs.c.error_code,
    _jobs.c.updated_at,
)
_STATE: Final = (_simulations.c.id, *(_jobs.c[name] for name in ("status", "error", "error_code", "updated_at")))
_with_job = _simulations.join(_jobs, _jobs.c.id == _simulations.c.job_id)
source = (
    _simulations.outerjoin(_jobs, _jobs.c.id == _simulations.c.job_id)
    .outerjoin(_models, _models.c.id == _simulations.c.parameterized_model_id)
    .outerjoin(_protocols, _protocols.c.id == _simulations.c.protocol_id)
)


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
        "warnings": row["warnings"] or [],
    }
    for name in ("protocol_name", "model_name", "design_parameters"):
        del record[name]
    return record


def find(call: Call, simulation_id: str) -> Record:
    """Return one simulation with its metrics, or raise 404."""
    row = joined(call).find(simulation_id)
    if row is None:
        raise errors.not_found("simulation", simulation_id)
    return row


def states_of(call: Call, ids: Sequence[str]) -> dict[str, Record]:
    """Return the states of simulations by id, and all columns of those that have ended."""
    states = sa.select(*_STATE).select_from(_with_job).where(*_readable(call), _simulations.c.id.in_(ids))
    with call.store.read() as connection:
        by_id = {row["id"]: dict(row) for row in connection.execute(states).mappings()}
        # most of a long wait asks about runs that have not ended, whose records nobody needs yet
        ended = [key for key, row in by_id.items() if is_terminal(row["status"])]
        if ended:
            rows = connection.execute(joined(call).select(_simulations.c.id.in_(ended))).mappings()
            by_id.update({row["id"]: dict(row) for row in rows})
    return by_id


def stored_rows(call: Call, ids: Sequence[str], part: str) -> list[Record]:
    """Return where rows of simulations are: ``id``, ``storage_folder``, ``offset`` and ``rows``, file by file.

    Parameters
    ----------
    call : Call
    ids : sequence of str
    part : {"time_series", "steps"}
    """
    offset, rows = _simulations.c[f"{part}_offset"], _simulations.c[f"{part}_rows"]
    columns = (_simulations.c.id, _simulations.c.storage_folder, offset.label("offset"), rows.label("rows"))
    statement = sa.select(*columns).where(*_readable(call), _simulations.c.id.in_(ids), rows > 0)
    with call.store.read() as connection:
        found = connection.execute(statement.order_by(_simulations.c.storage_folder, offset))
        return [dict(row) for row in found.mappings()]


def stored_table(call: Call, simulation_id: str, part: str) -> pl.DataFrame:
    """Return a table of a simulation.

    Parameters
    ----------
    call : Call
    simulation_id : str
    part : {"time_series", "steps"}

    Raises
    ------
    ApiError
        404: there are no rows of it.
    """
    found = stored_rows(call, [simulation_id], part)
    if not found:
        raise errors.not_found(f"{part} of simulation", simulation_id)
    row = found[0]
    with needed(f"{part} of simulation", simulation_id):
        return call.blobs.rows(f"{row['storage_folder']}{SUFFIXES[part]}", [(row["offset"], row["rows"])])


def profiles(call: Call, simulation_id: str) -> list[dict[str, Any]]:
    """Return what a simulation has over space: ``name``, ``coordinates`` and ``rows``, by name.

    Raises
    ------
    ApiError
        404: no such simulation.
    """
    import polars as pl

    stored = call.records(_simulations).get(simulation_id)["storage_folder"]
    if stored is None:
        return []
    folder, found = profiles_folder(stored, simulation_id), []
    for file in call.blobs.names(folder):
        with needed("profiles of simulation", simulation_id):
            footer = parquet_footer(call.blobs, f"{folder}/{file}")
        _time, *coordinates, name = pl.read_parquet_schema(footer)
        rows = pl.scan_parquet(footer).select(pl.len()).collect().item()
        found.append({"name": name, "coordinates": coordinates, "rows": rows})
    return sorted(found, key=itemgetter("name"))


def stored_profile(call: Call, simulation_id: str, name: str) -> str:
    """Return the storage key of a table over space.

    Raises
    ------
    ApiError
        404: no such simulation, or it has no such table; the message lists what it has.
    """
    stored = call.records(_simulations).get(simulation_id)["storage_folder"]
    key = None if stored is None else profile_key(stored, simulation_id, name)
    if key is None or not call.blobs.exists(key):
        has = ", ".join(repr(one["name"]) for one in profiles(call, simulation_id)) or "none"
        text = f"Simulation {simulation_id!r} has no profile {name!r}; it has {has}."
        raise errors.ApiError(404, errors.NOT_FOUND, text)
    return key


def delete(call: Call, simulation_id: str) -> None:
    """Delete a simulation, its job, and its files once no other run of its chunk needs them."""
    records = call.records(_simulations)
    job_id = records.get(simulation_id)["job_id"]
    if job_id is not None:
        call.dispatcher.cancel([job_id])
    stored = records.get(simulation_id)["storage_folder"]  # read now: until it was canceled it could be stored
    folder = sa.select(_simulations.c.storage_folder).where(_simulations.c.id == simulation_id)
    delete_with_files(records, simulation_id, call.blobs, folder)
    if stored is not None:
        call.blobs.delete(profiles_folder(stored, simulation_id))  # runs of its chunk keep theirs
    if job_id is not None:
        call.records(_jobs).delete(job_id)


def scalar_parameters(call: Call, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Scalar parameter values stored with the models of a page, by model id."""
    ids = {row["parameterized_model_id"] for row in rows} - {None}
    with call.store.read() as connection:
        readable = (_models.c.id.in_(ids), *roles.visible(call, _models))
        found = connection.execute(sa.select(_models.c.id, _models.c.parameters).where(*readable))
        return {
            model_id: {name: value for name, value in (parameters or {}).items() if _is_number(value)}
            for model_id, parameters in found
        }


def joined(call: Call, *, metrics: bool = True) -> Joined:
    """Return the simulations of the caller's organization with what the wire shows of their jobs, models, protocols."""
    columns = [*_COLUMNS, _simulations.c.metrics] if metrics else _COLUMNS
    return Joined(call.store, call.caller.organization_id, _simulations, source, columns)


def _readable(call: Call) -> list[sa.ColumnElement[bool]]:
    return [_simulations.c.organization_id == call.caller.organization_id, *roles.visible(call, _simulations)]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
