"""The jobs of a project: what waits, what runs and for how long, and how the server is; cancel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ionworks.server.handlers import discovery, job
from ionworks.server.studio import scripts, words
from ionworks.server.studio.page import Moved, Page, Shown
from ionworks.server.studio.pages.shelves import job_table
from ionworks.server.studio.table import PAGE_ROWS, offset_of

_STATES: Final = ("pending", "waiting", "processing", "completed", "failed", "canceled")


def jobs(page: Page) -> Shown:
    """Show the jobs, newest first."""
    offset, state = offset_of(page), page.query.get("status") or None
    found = page.ask(job.list_jobs, project_id=page.project_id, status=state, limit=PAGE_ROWS + 1, offset=offset)
    rows = found[:PAGE_ROWS]
    data = {
        "shown": job_table(page, rows, offset + len(found)),
        "ids": ["" if row["is_terminal"] else row["job_id"] for row in rows],
        "is_live": any(not row["is_terminal"] for row in rows),
        "may_cancel": page.may(job.cancel_job, project_id=page.project_id),
        "health": _health(page.ask(discovery.health_check)),
        "states": _STATES,
        "state": state or "",
    }
    return Shown(template="jobs.html", title="Jobs", data=data, python=scripts.listing(page, "client.job.list()"))


def cancel(page: Page) -> Moved:
    """Cancel a job and its children."""
    page.ask(job.cancel_job, job_id=page.parts["job_id"])
    return Moved(f"/projects/{page.project_id}/jobs")


def _health(state: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return what the server tells of itself in numbers and words."""
    flat = {
        **state,
        **{
            f"{group} {name}": value
            for group, members in state.items()
            if isinstance(members, Mapping)
            for name, value in members.items()
        },
    }
    shown = ((name.replace("_", " "), value) for name, value in flat.items() if isinstance(value, str | int | float))
    return [_size(name, value) for name, value in shown]


def _size(name: str, value: Any) -> tuple[str, Any]:
    what, _, unit = name.rpartition(" ")
    return (what, words.quantity(value, "B")) if unit == "bytes" else (name, value)
