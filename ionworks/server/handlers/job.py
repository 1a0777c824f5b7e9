"""Background jobs: their states, cancel, stored metadata and progress series.

A finished job may have a metadata blob, gzip JSON under ``jobs.metadata_key``; its member ``series`` holds
``{objective: {"optimal" | "baseline": {channel: [values]}}}`` and is answered by the series operations only.

Source: docs/contract/wire.md sections 23 and 43; tests/documents/python-client.txt (canceling jobs, ``get_metadata``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ionworks.server.call import Call
from ionworks.server.ground import errors
from ionworks.server.nouns.jobs.metadata import stored_metadata, thin, window
from ionworks.server.nouns.jobs.records import job_record, page
from ionworks.server.nouns.kinds.configs import submitted_config
from ionworks.server.store import schema

_jobs = schema.jobs
_OWN_OPERATIONS: Final = frozenset({"series", "plots"})
"""Members of the metadata that have operations of their own."""


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
    project_id: str | None = None,
) -> list[dict[str, Any]]:
    """Return jobs, newest first, as a bare array."""
    types = job_types or ([] if job_type is None else [job_type])
    return page(call, limit, offset, types, status, parent_job_id, project_id)


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
    """Return what was submitted for a job, and what it wrote down, without its series."""
    job = call.records(_jobs).get(job_id)
    metadata = stored_metadata(call, job_id)
    with call.store.read() as connection:
        config = submitted_config(connection, job)
    if metadata is None and config is None:
        raise errors.not_found("metadata of job", job_id)
    written = {key: value for key, value in (metadata or {}).items() if key not in _OWN_OPERATIONS}
    return written if config is None else {**written, "config": config}


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
    rows = thin(rows, channels[axis], [channels[name] for name in wanted if name != axis], max_points)
    return {name: [channels[name][row] for row in rows] for name in wanted}
