"""Jobs as records on the wire."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from ionworks.server.call import Call
from ionworks.server.nouns.accounts import roles
from ionworks.server.queue import states
from ionworks.server.store import schema
from ionworks.server.store.records import Page, Record

_jobs = schema.jobs
_COLUMNS: Final = tuple(column.name for column in _jobs.c if column.name not in {"params", "result"})


def page(
    call: Call,
    limit: int | None,
    offset: int,
    job_types: Sequence[str],
    status: str | None,
    parent_id: str | None,
    project_id: str | None,
) -> list[Record]:
    """Return one page of jobs, newest first; of any type where no types are given."""
    where = roles.visible(call, _jobs)
    if job_types:
        where.append(_jobs.c.job_type.in_(list(job_types)))
    if status is not None:
        where.append(_jobs.c.status == status)
    if parent_id is not None:
        where.append(_jobs.c.parent_id == parent_id)
    if project_id is not None:
        where.append(_jobs.c.project_id == project_id)
    found = call.records(_jobs).page(Page(limit=limit, offset=offset), *where, columns=_COLUMNS)
    return [job_record(row) for row in found["items"]]


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
        "result": row.get("result"),
    }


def _seconds(start: str | None, end: str | None) -> float | None:
    if start is None or end is None:
        return None
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).total_seconds()
