"""Background jobs: their states, cancel, stored metadata and progress series.

A finished job may have a metadata blob, gzip JSON under ``jobs.metadata_key``; its member ``series`` holds
``{objective: {"optimal" | "baseline": {channel: [values]}}}`` and is answered by the series operations only.

Source: wire.md sections 23 and 43, python-client.txt (canceling jobs, ``get_metadata``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server import errors
from ionworks.server.call import Call
from ionworks.server.job_metadata import stored_metadata, thin, window
from ionworks.server.queue import states
from ionworks.server.store import schema
from ionworks.server.store.records import Page, Record

_jobs = schema.jobs
_COLUMNS: Final = tuple(column.name for column in _jobs.c if column.name != "params")


_OWN_OPERATIONS: Final = frozenset({"series", "plots"})
"""Members of the metadata that have operations of their own."""


def job_record(row: Record) -> dict[str, Any]:
    """Return a row of the job table in wire form, without large members."""
    return {
        "job_id": row["id"],
        "status": row["status"],
        "job_type": row["job_type"],
        "priority": row["priority"],
        "parent_job_id": row["parent_id"],
        "project_id": row["project_id"],
        "organization_id": row["organization_id"],
        "user_id": row["created_by"],
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
        "started_at": row["started_at"],
        "completed_at": row["finished_at"],
        "compute_time": _seconds(row["started_at"], row["finished_at"]),
        "is_terminal": states.is_terminal(row["status"]),
        "is_failed": states.is_failed(row["status"]),
        "error": row["error"],
        "error_code": row["error_code"],
        "result": row["result"],
    }


def _seconds(start: str | None, end: str | None) -> float | None:
    if start is None or end is None:
        return None
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()


def create_job(call: Call, body: Any = None) -> None:
    """Refuse: jobs are created by submitting simulations, pipelines or optimizations."""
    raise errors.gone("Jobs are not created directly: submit simulations, pipelines or optimizations.")


def list_jobs(
    call: Call,
    job_type: str | None = None,
    job_types: Sequence[str] | None = None,
    status: str | None = None,
    limit: int | None = None,
    offset: int = 0,
    parent_job_id: str | None = None,
) -> list[dict[str, Any]]:
    """Return jobs, newest first, as a bare array."""
    where: list[sa.ColumnElement[bool]] = []
    if job_types:
        where.append(_jobs.c.job_type.in_(list(job_types)))
    elif job_type is not None:
        where.append(_jobs.c.job_type == job_type)
    if status is not None:
        where.append(_jobs.c.status == status)
    if parent_job_id is not None:
        where.append(_jobs.c.parent_id == parent_job_id)
    page = call.records(_jobs).page(Page(limit=limit, offset=offset), *where, columns=_COLUMNS)
    return [job_record(row) for row in page["items"]]


def get_job(call: Call, job_id: str) -> dict[str, Any]:
    """Return one job."""
    return job_record(call.records(_jobs).get(job_id))


def cancel_job(call: Call, job_id: str, body: Any = None) -> dict[str, Any]:
    """Cancel a job and its children; a finished one is returned unchanged."""
    records = call.records(_jobs)
    records.get(job_id)
    call.dispatcher.cancel([job_id])
    return job_record(records.get(job_id))


def get_job_metadata(call: Call, job_id: str) -> dict[str, Any]:
    """Return the stored metadata of a job, without its series."""
    metadata = stored_metadata(call, job_id)
    if metadata is None:
        raise errors.not_found("metadata of job", job_id)
    return {key: value for key, value in metadata.items() if key not in _OWN_OPERATIONS}


def list_job_series_channels(call: Call, job_id: str) -> dict[str, Any]:
    """Return ``{objective: {source: [channel]}}``; empty when the job stored no series."""
    series = (stored_metadata(call, job_id) or {}).get("series", {})
    return {
        objective: {source: list(channels) for source, channels in sources.items()}
        for objective, sources in series.items()
    }


def get_job_series(
    call: Call,
    job_id: str,
    objective: str,
    source: str = "optimal",
    columns: str | None = None,
    x_column: str | None = None,
    max_points: int | None = None,
    x_min: float | None = None,
    x_max: float | None = None,
) -> dict[str, list[float | None]]:
    """Return the channels of one objective: windowed first, then thinned to `max_points` values."""
    series = (stored_metadata(call, job_id) or {}).get("series", {})
    channels = series.get(objective, {}).get(source)
    if channels is None:
        raise errors.not_found("series", f"{objective}/{source} of job {job_id}")
    wanted = list(channels) if columns is None else [name.strip() for name in columns.split(",")]
    axis = x_column or next(iter(channels))
    for name in (*wanted, axis):
        if name not in channels:
            raise errors.bad_request(f"Unknown channel {name!r}; available are {', '.join(channels)}.")
    rows = window(channels[axis], x_min, x_max)
    rows = thin(rows, max_points)
    return {name: [channels[name][row] for row in rows] for name in wanted}
