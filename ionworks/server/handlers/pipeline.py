"""Pipelines: submit, follow, read results and curves.

Source: docs/contract/wire.md section 17; docs/contract/pipeline-config.md section 4; docs/contract/api-reference.md
section 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ionworks.server.call import Call
from ionworks.server.ground import errors
from ionworks.server.nouns.jobs.metadata import delete_files, stored_metadata, thin, window
from ionworks.server.nouns.pipelines import submit as pipelines
from ionworks.server.nouns.pipelines.records import (
    element_record,
    elements_of,
    find,
    kept_result,
    page,
    pipeline_record,
    result_of,
    running,
)
from ionworks.server.queue import states
from ionworks.server.store import schema
from ionworks.server.store.schema_pipelines import pipeline_elements
from ionworks.server.store.schema_pipelines import pipelines as table

DEFAULT_LIMIT: Final = 100


def create_pipeline(call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
    """Submit a pipeline; it starts at once."""
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
    rows, total = page(call, table, project_id, limit, skip, order_by, order, given)
    return {"pipelines": [pipeline_record(row) for row in rows], "count": len(rows), "total": total}


def get_pipeline(call: Call, pipeline_id: str) -> dict[str, Any]:
    """Return one pipeline, without configuration and results; while it runs with its progress."""
    row = find(call, table, pipeline_id)
    return {**pipeline_record(row), "progress": running(call, row) if row["status"] == "running" else None}


def update_pipeline(call: Call, pipeline_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Change name or description."""
    call.records(table).update(pipeline_id, body)
    return get_pipeline(call, pipeline_id)


def delete_pipeline(call: Call, pipeline_id: str) -> None:
    """Delete a pipeline with its elements, jobs and files."""
    row = find(call, table, pipeline_id)
    call.dispatcher.cancel([row["job_id"]])
    for element in elements_of(call, pipeline_id):
        delete_files(call, element["job_id"])
    # the jobs take the pipeline and its elements along
    call.records(schema.jobs).delete(row["job_id"])


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
    elements = [{**one, "result": kept_result(call, one)} for one in elements_of(call, pipeline_id)]
    return result_of(elements, row["warnings"] or ())


def list_pipeline_elements(call: Call, pipeline_id: str) -> list[dict[str, Any]]:
    """Return the elements of a pipeline in order, with their progress."""
    find(call, table, pipeline_id)
    return [element_record(call, row) for row in elements_of(call, pipeline_id)]


def get_pipeline_element(call: Call, element_id: str) -> dict[str, Any]:
    """Return one element."""
    row = call.records(pipeline_elements).get(element_id)
    found = next(one for one in elements_of(call, row["pipeline_id"]) if one["id"] == element_id)
    return element_record(call, found)


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
    plots = (stored_metadata(call, job_id) or {}).get("plots", {}).get(objective_name, [])
    if plot_index >= len(plots):
        raise errors.not_found("plot", f"{objective_name}[{plot_index}] of job {job_id}")
    plot = plots[plot_index]
    xs = [x for trace in plot["traces"] for x in trace["x"] if x is not None]
    traces = [_thinned(trace, max_points, x_min, x_max) for trace in plot["traces"]]
    limits = {"x_full_min": min(xs, default=None), "x_full_max": max(xs, default=None)}
    return {**plot, "traces": traces, **limits}


def _thinned(trace: Mapping[str, Any], most: int, low: float | None, high: float | None) -> dict[str, Any]:
    rows = thin(window(trace["x"], low, high), trace["x"], [trace["y"]], most)
    return {**trace, "x": [trace["x"][row] for row in rows], "y": [trace["y"][row] for row in rows]}
