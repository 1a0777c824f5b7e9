"""Optimizations as rows joined with their jobs and models, and as records on the wire."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground import errors
from ionworks.server.nouns.accounts import roles
from ionworks.server.queue import states
from ionworks.server.store import schema
from ionworks.server.store.joined import Joined
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


def page(call: Call, project_id: str | None, limit: int, offset: int) -> tuple[list[Record], int]:
    """Return one page of optimizations with their documents, newest first, and how many there are.

    Without a project these are the optimizations of all projects the caller may read.
    """
    where = roles.visible(call, table) if project_id is None else [table.c.project_id == project_id]
    return _joined(call, table.c.config).page(where, limit, offset)


def find(call: Call, identifier: str) -> Record:
    """Return one optimization or raise 404."""
    row = _joined(call).find(identifier)
    if row is None:
        raise errors.not_found("optimization", identifier)
    return row


def _joined(call: Call, *further: sa.Column[Any]) -> Joined:
    """Optimizations of the caller's organization with job, model and cell."""
    columns = [
        *(column for column in table.c if column.name not in _HEAVY),
        _jobs.c.status,
        _jobs.c.error,
        _jobs.c.error_code,
        _models.c.name.label("parameterized_model_name"),
        _models.c.cell_spec_id,
        _specs.c.name.label("cell_name"),
        *further,
    ]
    source = (
        table.join(_jobs, _jobs.c.id == table.c.job_id)
        .outerjoin(_models, _models.c.id == table.c.parameterized_model_id)
        .outerjoin(_specs, _specs.c.id == _models.c.cell_spec_id)
    )
    return Joined(call.store, call.caller.organization_id, table, source, columns)
