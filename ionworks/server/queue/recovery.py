"""Jobs whose server is gone or gives them up: back to the queue, or ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ionworks.server.ground.errors import SERVER_LOST, STORAGE_ERROR, WORKER_LOST
from ionworks.server.queue import states
from ionworks.server.queue.jobs import MAX_ATTEMPTS, MAX_RESTARTS, Outcome, finish, held
from ionworks.server.store import schema

_jobs = schema.jobs


def requeue_lost(connection: sa.Connection, job_ids: Sequence[str], owner: str, reason: str) -> list[str]:
    """Give jobs whose worker died one more chance; fail those that had it. Return the failed ids."""
    live = held(connection, job_ids, owner)
    rows = connection.execute(sa.select(_jobs.c.id, _jobs.c.attempts).where(_jobs.c.id.in_(list(live)))).all()
    spent = [job_id for job_id, attempts in rows if attempts >= MAX_ATTEMPTS]
    again = list(live.difference(spent))
    connection.execute(sa.update(_jobs).where(_jobs.c.id.in_(again)).values(_released()))
    failures = [Outcome(job_id=job, status=states.FAILED, error=reason, error_code=WORKER_LOST) for job in spent]
    finish(connection, failures, owner)
    return spent


def requeue_unstored(connection: sa.Connection, job_ids: Sequence[str], owner: str, reason: str) -> list[str]:
    """Return jobs to the queue whose results could not be stored; fail those that met that `MAX_RESTARTS` times.

    Only tries that began while something could be stored come here: such results may be larger than the disk.
    """
    live = held(connection, job_ids, owner)
    rows = connection.execute(sa.select(_jobs.c.id, _jobs.c.restarts).where(_jobs.c.id.in_(list(live)))).all()
    spent = [job_id for job_id, restarts in rows if restarts >= MAX_RESTARTS - 1]
    failures = [Outcome(job_id=job, status=states.FAILED, error=reason, error_code=STORAGE_ERROR) for job in spent]
    finish(connection, failures, owner)
    _give_back(connection, _jobs.c.id.in_(list(live.difference(spent))), restarts=_jobs.c.restarts + 1)
    return spent


def requeue_abandoned(connection: sa.Connection, *, everything: bool) -> int:
    """Return to the queue the jobs of servers that died, which is counted; see `fail_abandoned`.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        Open write transaction.
    everything : bool
        Whether no other server can be alive (one data folder, one server); otherwise only ended leases count.

    Returns
    -------
    int
        How many jobs were returned.
    """
    return _give_back(connection, _is_abandoned(everything), restarts=_jobs.c.restarts + 1)


def fail_abandoned(connection: sa.Connection, *, everything: bool) -> list[str]:
    """Fail the jobs that ran each of the last `MAX_RESTARTS` times that a server died; return their ids."""
    moment = schema.now()
    where = (_jobs.c.status == states.PROCESSING, _is_abandoned(everything), _jobs.c.restarts >= MAX_RESTARTS - 1)
    values = {
        "status": states.FAILED,
        "error": f"The server ended {MAX_RESTARTS} times while it worked on this job, which is not tried again.",
        "error_code": SERVER_LOST,
        "restarts": MAX_RESTARTS,
        "lease_owner": None,
        "lease_expires_at": None,
        "finished_at": moment,
        "updated_at": moment,
    }
    return list(connection.execute(sa.update(_jobs).where(*where).values(values).returning(_jobs.c.id)).scalars())


def _is_abandoned(everything: bool) -> sa.ColumnElement[bool]:
    return sa.true() if everything else _jobs.c.lease_expires_at < schema.now()


def release(connection: sa.Connection, owner: str, job_ids: Sequence[str] | None = None) -> int:
    """Return to the queue what `owner` works on, all of it or some jobs; return how many."""
    where = _jobs.c.lease_owner == owner
    return _give_back(connection, where if job_ids is None else sa.and_(where, _jobs.c.id.in_(job_ids)))


def disown(connection: sa.Connection, owner: str, known: set[str]) -> int:
    """Return to the queue the jobs that belong to `owner` without its knowledge; return how many.

    A connection that is lost while a claim is committed leaves such jobs: the heartbeat would keep them forever.
    """
    where = (_jobs.c.lease_owner == owner, _jobs.c.status == states.PROCESSING)
    unknown = set(connection.execute(sa.select(_jobs.c.id).where(*where)).scalars()) - known
    return release(connection, owner, sorted(unknown)) if unknown else 0


def _give_back(connection: sa.Connection, condition: sa.ColumnElement[bool], **columns: Any) -> int:
    where = (_jobs.c.status == states.PROCESSING, condition)
    values = _released() | {"attempts": sa.case((_jobs.c.attempts > 0, _jobs.c.attempts - 1), else_=0)} | columns
    return int(connection.execute(sa.update(_jobs).where(*where).values(values)).rowcount)


def _released() -> dict[str, Any]:
    return {
        "status": states.PENDING,
        "lease_owner": None,
        "lease_expires_at": None,
        "started_at": None,
        "updated_at": schema.now(),
    }
