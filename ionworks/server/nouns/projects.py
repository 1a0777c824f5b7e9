"""The end of a project: what runs for it is stopped, and all it contains goes."""

from __future__ import annotations

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.nouns.deletion import delete_with_files, keys_of_project
from ionworks.server.queue.states import TERMINAL
from ionworks.server.store import schema


def delete(call: Call, project_id: str) -> None:
    """Delete a project with all it contains; what runs for it is stopped."""
    jobs = schema.jobs
    live = sa.select(jobs.c.id).where(jobs.c.project_id == project_id, jobs.c.status.not_in(TERMINAL))
    with call.store.read() as connection:
        running = list(connection.execute(live).scalars())
    if running:
        call.dispatcher.cancel(running)
    delete_with_files(call.records(schema.projects), project_id, call.blobs, *keys_of_project(project_id))
