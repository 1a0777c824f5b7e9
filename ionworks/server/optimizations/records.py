"""Optimizations as rows joined with their jobs and models, and as records on the wire."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server import errors
from ionworks.server.accounts import roles
from ionworks.server.call import Call
from ionworks.server.queue import states
from ionworks.server.store import schema
from ionworks.server.store.records import Record
from ionworks.server.store.schema_optimizations import optimizations as table

_jobs = schema.jobs


_models = schema.parameterized_models


_specs = schema.cell_specs


STATUS: Final = MappingProxyType(
    {
        states.PENDING: "queued",
        states.WAITING: "queued",
        states.PROCESSING: "running",
        states.COMPLETED: "succeeded",
        states.FAILED: "failed",
        states.CANCELED: "canceled",
    }
)
"""Status of an optimization by the state of its job."""


_HEAVY: Final = frozenset({"config", "result", "cell_specs", "seed", "created_by"})


def optimization_record(row: Record) -> dict[str, Any]:
    """Return a joined row in wire form."""
    record = {key: value for key, value in row.items() if key not in _HEAVY}
    return {**record, "status": STATUS[row["status"]]}


def select(call: Call, *where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Select optimizations of the caller's organization with job, model and cell."""
    columns = [
        *(column for column in table.c if column.name not in _HEAVY),
        _jobs.c.status,
        _jobs.c.error,
        _jobs.c.error_code,
        _models.c.name.label("parameterized_model_name"),
        _models.c.cell_spec_id,
        _specs.c.name.label("cell_name"),
    ]
    joined = (
        table.join(_jobs, _jobs.c.id == table.c.job_id)
        .outerjoin(_models, _models.c.id == table.c.parameterized_model_id)
        .outerjoin(_specs, _specs.c.id == _models.c.cell_spec_id)
    )
    own = table.c.organization_id == call.caller.organization_id
    return sa.select(*columns).select_from(joined).where(own, *where)


def find(call: Call, identifier: str) -> Record:
    """Return one optimization the caller may read, or raise 404 or 403."""
    with call.store.read() as connection:
        row = connection.execute(select(call, table.c.id == identifier)).mappings().first()
    if row is None:
        raise errors.not_found("optimization", identifier)
    return roles.readable(call, dict(row))
