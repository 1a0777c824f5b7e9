"""Pipelines: submit, follow, read results and curves.

Source: wire.md section 17, pipeline-config.md section 4, api-reference.md section 3.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server import errors
from ionworks.server.accounts import roles
from ionworks.server.handlers import job as job_handlers
from ionworks.server.http.binding import Call
from ionworks.server.pipelines import submit as pipelines
from ionworks.server.queue import states
from ionworks.server.store import filters, schema
from ionworks.server.store.records import Record
from ionworks.server.store.schema_pipelines import pipeline_elements
from ionworks.server.store.schema_pipelines import pipelines as table

_jobs = schema.jobs
_child = schema.jobs.alias("child")
_has_started = sa.exists().where(_child.c.parent_id == _jobs.c.id, _child.c.started_at.is_not(None))
STATUS: Final = sa.case(
    (sa.and_(_jobs.c.status == states.WAITING, ~_has_started), "pending"),
    (_jobs.c.status.in_((states.WAITING, states.PROCESSING)), "running"),
    else_=_jobs.c.status,
)
"""Status of a pipeline, or of a simple pipeline, by the state of its job."""
SORTABLE: Final = ("id", "name", "description", "status", "created_at", "updated_at", "created_by_email")
LABELS: Final = {
    "entry": "Direct Entry",
    "calculation": "Calculation",
    "data_fit": "Data Fit",
    "array_data_fit": "Array Data Fit",
    "validation": "Validation",
    "linear_confidence_interval": "Linear Confidence Interval",
    "sobol_sensitivity": "Sobol Sensitivity",
}
"""Names that element listings use for the kinds of elements."""
DEFAULT_LIMIT: Final = 100


def create_pipeline(call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
    """Submit a pipeline; it starts at once."""
    roles.writable_project(call, body["project_id"])
    return get_pipeline(call, pipelines.submit(call, body))


def list_pipelines(
    call: Call,
    project_id: str,
    limit: int = DEFAULT_LIMIT,
    skip: int = 0,
    order_by: str | None = None,
    order: str | None = None,
    **given: str,
) -> dict[str, Any]:
    """Return pipelines of a project, newest first unless told otherwise."""
    roles.readable_project(call, project_id)
    rows, total = page(call, table, project_id, limit, skip, order_by, order, given)
    return {"pipelines": [pipeline_record(row) for row in rows], "count": len(rows), "total": total}


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
    columns: dict[str, Any] = {name: source.c[name] for name in SORTABLE if name != "status"}
    columns["status"] = STATUS
    where = [source.c.project_id == project_id, *filters.clauses(given, columns)]
    ordering = filters.ordering(columns, order_by, order)
    statement = _select(call, source, *where).order_by(*ordering).limit(limit).offset(offset)
    counting = (
        sa.select(sa.func.count())
        .select_from(source.join(_jobs, _jobs.c.id == source.c.job_id))
        .where(source.c.organization_id == call.caller.organization_id, *where)
    )
    with call.store.read() as connection:
        rows = [dict(row) for row in connection.execute(statement).mappings()]
        return rows, int(connection.execute(counting).scalar_one())


def _select(call: Call, source: sa.Table, *where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    heavy = {"config", "result", "cell_specs"}
    columns = [column for column in source.c if column.name not in heavy]
    job = [_jobs.c.error, _jobs.c.error_code, STATUS.label("status")]
    return (
        sa.select(*columns, *job)
        .join(_jobs, _jobs.c.id == source.c.job_id)
        .where(source.c.organization_id == call.caller.organization_id, *where)
    )


def find(call: Call, source: sa.Table, identifier: str) -> Record:
    """Return one pipeline or simple pipeline with its job's state, or raise 404."""
    with call.store.read() as connection:
        row = connection.execute(_select(call, source, source.c.id == identifier)).mappings().first()
    if row is None:
        raise errors.not_found(source.info["kind"], identifier)
    return roles.readable(call, dict(row))


def pipeline_record(row: Record) -> dict[str, Any]:
    """Return a joined row in wire form."""
    record = {key: value for key, value in row.items() if key not in {"created_by", "warnings"}}
    return {
        **record,
        "user_id": row["created_by"],
        "is_terminal": states.is_terminal(row["status"]),
        "is_failed": states.is_failed(row["status"]),
    }


def get_pipeline(call: Call, pipeline_id: str) -> dict[str, Any]:
    """Return one pipeline, without configuration and results."""
    return pipeline_record(find(call, table, pipeline_id))


def update_pipeline(call: Call, pipeline_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Change name or description."""
    roles.writable(call, find(call, table, pipeline_id), "pipeline")
    call.records(table).update(pipeline_id, body)
    return get_pipeline(call, pipeline_id)


def delete_pipeline(call: Call, pipeline_id: str) -> None:
    """Delete a pipeline with its elements, jobs and files."""
    row = roles.writable(call, find(call, table, pipeline_id), "pipeline")
    call.dispatcher.cancel([row["job_id"]])
    for element in _elements(call, pipeline_id):
        delete_files(call, element["job_id"])
    # the jobs take the pipeline and its elements along
    call.records(_jobs).delete(row["job_id"])


def delete_files(call: Call, job_id: str) -> None:
    """Delete what a job stored."""
    for key in (pipelines.metadata_key(job_id), pipelines.progress_key(job_id)):
        call.blobs.delete(key)


def cancel_pipeline(call: Call, pipeline_id: str, body: Any = None) -> dict[str, Any]:
    """Cancel a pipeline and its elements; an ended one is returned unchanged."""
    del body
    call.dispatcher.cancel([find(call, table, pipeline_id)["job_id"]])
    return get_pipeline(call, pipeline_id)


def get_pipeline_result(call: Call, pipeline_id: str) -> dict[str, Any]:
    """Return the results of the elements that completed; 404 until the pipeline has ended."""
    row = find(call, table, pipeline_id)
    if not states.is_terminal(row["status"]):
        raise errors.not_found("result of pipeline", pipeline_id)
    return pipelines.result_of(_elements(call, pipeline_id), row["warnings"] or ())


def list_pipeline_elements(call: Call, pipeline_id: str) -> list[dict[str, Any]]:
    """Return the elements of a pipeline in order, with their progress."""
    find(call, table, pipeline_id)
    return [element_record(call, row) for row in _elements(call, pipeline_id)]


def get_pipeline_element(call: Call, element_id: str) -> dict[str, Any]:
    """Return one element."""
    row = call.records(pipeline_elements).get(element_id)
    found = next(one for one in _elements(call, row["pipeline_id"]) if one["id"] == element_id)
    return element_record(call, found)


def _elements(call: Call, pipeline_id: str) -> list[Record]:
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
        "result": row["result"],
        "progress": read_progress(call, row["job_id"]),
        "error": row["error"],
        "error_code": None if row["error_code"] == "SKIPPED" else row["error_code"],
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
    }


def _element_status(row: Record) -> str:
    if row["error_code"] == "SKIPPED":
        return "skipped"
    words = {states.WAITING: "pending", states.PROCESSING: "running"}
    status: str = row["job_status"]
    return words.get(status, status)


def read_progress(call: Call, job_id: str) -> dict[str, Any] | None:
    """Return the last progress a running or ended job wrote, if any."""
    key = pipelines.progress_key(job_id)
    if not call.blobs.exists(key):
        return None
    progress: dict[str, Any] = json.loads(call.blobs.read(key))
    return progress


def get_datafit_plot_data(call: Call, job_id: str, **window: Any) -> dict[str, Any]:
    """Return one plot of a fit."""
    return _plot(call, job_id, **window)


def get_validation_plot_data(call: Call, job_id: str, **window: Any) -> dict[str, Any]:
    """Return one plot of a validation."""
    return _plot(call, job_id, **window)


def _plot(
    call: Call,
    job_id: str,
    objective_name: str,
    plot_index: int = 0,
    max_points: int = 2000,
    x_min: float | None = None,
    x_max: float | None = None,
) -> dict[str, Any]:
    plots = (job_handlers.stored_metadata(call, job_id) or {}).get("plots", {}).get(objective_name, [])
    if plot_index >= len(plots):
        raise errors.not_found("plot", f"{objective_name}[{plot_index}] of job {job_id}")
    plot = plots[plot_index]
    xs = [x for trace in plot["traces"] for x in trace["x"] if x is not None]
    traces = [_thinned(trace, max_points, x_min, x_max) for trace in plot["traces"]]
    limits = {"x_full_min": min(xs, default=None), "x_full_max": max(xs, default=None)}
    return {**plot, "traces": traces, **limits}


def _thinned(trace: Mapping[str, Any], most: int, low: float | None, high: float | None) -> dict[str, Any]:
    rows = job_handlers.thin(job_handlers.window(trace["x"], low, high), most)
    return {**trace, "x": [trace["x"][row] for row in rows], "y": [trace["y"][row] for row in rows]}
