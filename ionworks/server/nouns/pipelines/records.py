"""Pipelines, simple pipelines and elements as rows joined with their jobs, and as records on the wire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.fit.element_types import LABELS
from ionworks.server.ground import errors
from ionworks.server.nouns.jobs.metadata import read_progress
from ionworks.server.queue import states
from ionworks.server.store import filters, schema
from ionworks.server.store.joined import Joined
from ionworks.server.store.records import Record
from ionworks.server.store.schema_pipelines import pipeline_elements

_jobs = schema.jobs
_child = schema.jobs.alias("child")
_has_started = sa.exists().where(_child.c.parent_id == _jobs.c.id, _child.c.started_at.is_not(None))
_STATUS: Final = sa.case(
    (sa.and_(_jobs.c.status == states.WAITING, ~_has_started), "pending"),
    (_jobs.c.status.in_((states.WAITING, states.PROCESSING)), "running"),
    else_=_jobs.c.status,
)
"""Status of a pipeline, or of a simple pipeline, by the state of its job."""
_HEAVY: Final = frozenset({"config", "result", "cell_specs"})
_SORTABLE: Final = ("id", "name", "description", "status", "created_at", "updated_at", "created_by_email")


def parameters_of(connection: sa.Connection, organization: str, pipeline_id: str) -> dict[str, Any]:
    """Return the parameter values of a pipeline's completed elements, later ones over earlier ones."""
    table = pipeline_elements
    statement = (
        sa.select(table.c.parameters)
        .where(table.c.pipeline_id == pipeline_id, table.c.organization_id == organization)
        .order_by(table.c.element_order)
    )
    merged: dict[str, Any] = {}
    for parameters in connection.execute(statement).scalars():
        merged.update(parameters or {})
    return merged


def result_of(rows: Sequence[Record], submission_warnings: Sequence[str]) -> dict[str, Any]:
    """Return ``result`` and ``element_results`` of a pipeline's elements, in order."""
    parameters: dict[str, Any] = {}
    assumed: dict[str, Any] = {}
    warnings = list(submission_warnings)
    for row in rows:
        result = row["result"] or {}
        parameters.update(row["parameters"] or {})
        assumed.update(result.get("assumed_parameters") or {})
        warnings.extend(result.get("warnings") or ())
    total = {"parameter_values": parameters, "assumed_parameters": assumed, "warnings": warnings}
    return {
        "result": total,
        "element_results": {row["name"]: row["result"] for row in rows if row["result"] is not None},
    }


def page(
    call: Call,
    source: sa.Table,
    project_id: str,
    limit: int,
    offset: int,
    order_by: str | None,
    order: str | None,
    given: Mapping[str, str],
) -> tuple[list[Record], int]:
    """Return one page of pipelines or simple pipelines, and how many there are in all."""
    columns: dict[str, Any] = {name: source.c[name] for name in _SORTABLE if name != "status"}
    columns["status"] = _STATUS
    where = [source.c.project_id == project_id, *filters.clauses(given, columns)]
    joined = _joined(call, source)
    return joined.page(where, limit, offset, filters.ordering(columns, order_by, order), counted=joined.source)


def _joined(call: Call, source: sa.Table) -> Joined:
    columns = [column for column in source.c if column.name not in _HEAVY]
    job = [_jobs.c.error, _jobs.c.error_code, _STATUS.label("status")]
    with_job = source.join(_jobs, _jobs.c.id == source.c.job_id)
    return Joined(call.store, call.caller.organization_id, source, with_job, [*columns, *job])


def find(call: Call, source: sa.Table, identifier: str) -> Record:
    """Return one pipeline or simple pipeline with its job's state, or raise 404."""
    row = _joined(call, source).find(identifier)
    if row is None:
        raise errors.not_found(source.info["kind"], identifier)
    return row


def pipeline_record(row: Record) -> dict[str, Any]:
    """Return a joined row in wire form."""
    record = {key: value for key, value in row.items() if key not in {"created_by", "warnings"}}
    return {
        **record,
        "user_id": row["created_by"],
        "is_terminal": states.is_terminal(row["status"]),
        "is_failed": states.is_failed(row["status"]),
    }


def running(call: Call, row: Record) -> dict[str, Any] | None:
    """Return the progress of a pipeline's element that runs now, without its course."""
    elements = pipeline_elements
    statement = (
        sa.select(elements.c.name, elements.c.job_id)
        .join(_jobs, _jobs.c.id == elements.c.job_id)
        .where(elements.c.pipeline_id == row["id"], _jobs.c.status == states.PROCESSING)
    )
    with call.store.read() as connection:
        found = connection.execute(statement).first()
    progress = None if found is None else read_progress(call, found.job_id)
    return None if found is None or progress is None else {"element": found.name, **without_course(progress)}


def without_course(progress: Mapping[str, Any]) -> dict[str, Any]:
    """Return progress as it is now, without its series."""
    return {key: value for key, value in progress.items() if key != "series"}


def kept_result(call: Call, row: Record) -> dict[str, Any] | None:
    """Return the result of an element; of a fit that was canceled, the best so far."""
    if row["result"] is None and row["job_status"] == states.CANCELED and row["element_type"] == "data_fit":
        return best_so_far(read_progress(call, row["job_id"]))
    result: dict[str, Any] | None = row["result"]
    return result


def best_so_far(progress: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return the result of a fit that was canceled: the best it had found, from the progress it wrote last."""
    if not progress or not progress.get("parameters"):
        return None
    values, cost = progress["parameters"], progress["best_cost"]
    return {
        "type": "OptimizationResult",
        "parameter_values": values,
        "cost": cost,
        "x": list(values.values()),
        "fun": cost,
        "success": False,
        "message": "canceled",
        "evaluations": progress["evaluations"],
        "iterations": progress["iteration"] or None,
        "warnings": ["the fit was canceled: these are the best values it had found"],
    }


def elements_of(call: Call, pipeline_id: str) -> list[Record]:
    """Return the elements of a pipeline with the states of their jobs, in order."""
    columns = [_jobs.c.status.label("job_status"), _jobs.c.error, _jobs.c.error_code]
    statement = (
        sa.select(*pipeline_elements.c, *columns)
        .join(_jobs, _jobs.c.id == pipeline_elements.c.job_id)
        .where(
            pipeline_elements.c.pipeline_id == pipeline_id,
            pipeline_elements.c.organization_id == call.caller.organization_id,
        )
        .order_by(pipeline_elements.c.element_order)
    )
    with call.store.read() as connection:
        return [dict(row) for row in connection.execute(statement).mappings()]


def element_record(call: Call, row: Record) -> dict[str, Any]:
    """Return an element in wire form."""
    kept = ("id", "pipeline_id", "name", "element_order", "job_id", "job_status", "organization_id")
    return {
        **{name: row[name] for name in kept},
        "element_type": LABELS.get(row["element_type"], row["element_type"]),
        "status": _element_status(row),
        "job_config": row["config"],
        "result": kept_result(call, row),
        "progress": read_progress(call, row["job_id"]),
        "error": row["error"],
        "error_code": None if row["error_code"] == errors.SKIPPED else row["error_code"],
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
    }


def _element_status(row: Record) -> str:
    if row["error_code"] == errors.SKIPPED:
        return "skipped"
    words = {states.WAITING: "pending", states.PROCESSING: "running"}
    status: str = row["job_status"]
    return words.get(status, status)
