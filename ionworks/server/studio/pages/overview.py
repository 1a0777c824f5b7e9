"""The overview of a project: what runs now, and what came last."""

from __future__ import annotations

from typing import Final

import attrs

from ionworks.server.ground.errors import not_found
from ionworks.server.handlers import cell_measurement, discovery, job, pipeline, project, simulation, study
from ionworks.server.nouns import health
from ionworks.server.queue import states
from ionworks.server.studio import scripts
from ionworks.server.studio.page import Answer, Moved, Page, Shown
from ionworks.server.studio.pages import shelves
from ionworks.server.studio.table import Table

_LATEST: Final = 8
_ACTIVE: Final = (states.PROCESSING, states.WAITING, states.PENDING)


def start(page: Page) -> Answer:
    """Go to the overview of the default project, the oldest one the user may read."""
    listed = page.ask(project.list_projects, limit=1, order_by="created_at", order="asc")["items"]
    if not listed:
        raise not_found("project", "that you may read")
    return Moved(f"/projects/{listed[0]['id']}/studies")


def overview(page: Page) -> Answer:
    """Show what runs now, the latest runs, fits and measurements, and the studies."""
    project_id = page.project_id
    record = page.ask(project.get_project, project_id=project_id)
    runs = page.ask(simulation.list_simulations, project_id=project_id, limit=_LATEST)
    fits = page.ask(pipeline.list_pipelines, project_id=project_id, limit=_LATEST)
    measured = page.ask(cell_measurement.list_project_measurements, project_id=project_id, limit=_LATEST)
    active = [
        one
        for status in _ACTIVE
        for one in page.ask(job.list_jobs, project_id=project_id, status=status, limit=_LATEST)
    ]
    data = {
        "is_live": bool(active),
        "active": shelves.job_table(page, active, len(active)),
        "runs": _latest(page, shelves.run_table(page, runs["simulations"], runs["total"]), "simulations"),
        "fits": _latest(page, shelves.fit_table(page, fits["pipelines"], fits["total"]), "pipelines"),
        "measurements": _latest(
            page, shelves.measurement_table(page, measured["items"], measured["total"]), "data/measurements"
        ),
        "studies": shelves.study_table(page, page.ask(study.list_studies, project_id=project_id, limit=_LATEST)),
    }
    return Shown(
        template="overview.html",
        title=record["name"],
        data={"quickstart": scripts.quickstart(page), **data},
        python=scripts.overview(page),
    )


def _latest(page: Page, table: Table, place: str) -> Table:
    """Return a table of the latest rows, which leads to the list of all instead of to a next page."""
    more = f"/projects/{page.project_id}/{place}" if len(table.rows) < table.total else ""
    return attrs.evolve(table, previous="", following="", more=more)


def disk(page: Page) -> Shown:
    """Show what the organization has on the disk; asked for by the overview, which need not wait for it."""
    free = page.ask(discovery.health_check)["disk"]["free_bytes"]
    used = health.disk_used(page.call.services, page.call.caller.organization_id)
    data = {"used": used, "free": free}
    return Shown(
        template="disk.html", title="Disk used", data=data, python=scripts.record(page, "client.health_check()")
    )
