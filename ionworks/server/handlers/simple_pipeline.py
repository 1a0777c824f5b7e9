"""Simple pipelines: one fit or validation as one job.

Source: docs/contract/wire.md section 18; docs/contract/api-reference.md section 4; tests/documents/simulate-api.txt
"Running simple pipelines".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ionworks.server.call import Call
from ionworks.server.nouns.jobs.metadata import delete_files, read_progress
from ionworks.server.nouns.pipelines import submit as pipelines
from ionworks.server.nouns.pipelines.records import best_so_far, find, page, pipeline_record, without_course
from ionworks.server.queue import states
from ionworks.server.store import schema
from ionworks.server.store.schema_pipelines import simple_pipelines as table


def create_simple_pipeline(call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
    """Submit a simple pipeline; it starts as soon as a worker is free."""
    record = get_simple_pipeline(call, pipelines.submit_simple(call, body))
    # what was submitted, even if a worker was faster than this line
    return {**record, "status": "pending", "is_terminal": False, "is_failed": False, "result": None, "error": None}


def list_simple_pipelines(
    call: Call,
    project_id: str,
    limit: int = 10,
    offset: int = 0,
    order_by: str | None = None,
    order: str | None = None,
    **given: str,
) -> dict[str, Any]:
    """Return simple pipelines of a project, newest first unless told otherwise."""
    rows, total = page(call, table, project_id, limit, offset, order_by, order, given)
    return {"items": [pipeline_record(row) for row in rows], "count": len(rows), "total": total}


def get_simple_pipeline(call: Call, simple_pipeline_id: str) -> dict[str, Any]:
    """Return one simple pipeline with its result; while it runs with its progress."""
    row = find(call, table, simple_pipeline_id)
    stored = call.records(table).get(simple_pipeline_id)
    progress = read_progress(call, row["job_id"]) if row["status"] in ("running", states.CANCELED) else None
    result = stored["result"]
    if row["status"] == states.CANCELED and _last_type(stored) == "data_fit":
        result = best_so_far(progress)
    shown = without_course(progress) if progress and row["status"] == "running" else None
    config_path = f"simple_pipelines/{simple_pipeline_id}/config.json"
    return {**pipeline_record(row), "result": result, "progress": shown, "config_path": config_path}


def _last_type(row: Mapping[str, Any]) -> str | None:
    elements = list(row["config"]["elements"].values())
    return elements[-1].get("element_type") if elements else None


def update_simple_pipeline(call: Call, simple_pipeline_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Change name or description."""
    call.records(table).update(simple_pipeline_id, body)
    return get_simple_pipeline(call, simple_pipeline_id)


def cancel_simple_pipeline(call: Call, simple_pipeline_id: str, body: Any = None) -> dict[str, Any]:
    """Cancel a simple pipeline; an ended one is returned unchanged."""
    del body
    call.dispatcher.cancel([find(call, table, simple_pipeline_id)["job_id"]])
    return get_simple_pipeline(call, simple_pipeline_id)


def delete_simple_pipeline(call: Call, simple_pipeline_id: str) -> None:
    """Delete a simple pipeline with its job and stored files."""
    row = find(call, table, simple_pipeline_id)
    call.dispatcher.cancel([row["job_id"]])
    delete_files(call, row["job_id"])
    call.records(schema.jobs).delete(row["job_id"])
