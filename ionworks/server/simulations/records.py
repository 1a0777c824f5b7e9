"""Simulations as rows joined with their jobs, models and protocols, and as records on the wire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.accounts import roles
from ionworks.server.call import Call
from ionworks.server.store import schema

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


def own(call: Call) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that keep to the caller's organization."""
    return [_simulations.c.organization_id == call.caller.organization_id]


def select(call: Call, *where: sa.ColumnElement[bool], metrics: bool = True) -> sa.Select[Any]:
    """Select simulations of the caller's organization with job, model and protocol."""
    columns = [*_COLUMNS, _simulations.c.metrics] if metrics else _COLUMNS
    joined = (
        _simulations.outerjoin(_jobs, _jobs.c.id == _simulations.c.job_id)
        .outerjoin(_models, _models.c.id == _simulations.c.parameterized_model_id)
        .outerjoin(_protocols, _protocols.c.id == _simulations.c.protocol_id)
    )
    return sa.select(*columns).select_from(joined).where(*own(call), *where)


def scope(
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


def scalar_parameters(call: Call, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
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
