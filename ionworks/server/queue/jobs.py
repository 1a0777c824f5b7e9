"""The job queue: rows of `schema.jobs`, moved between states by guarded updates.

A job belongs to the server that claimed it (`lease_owner`) until its lease ends; a heartbeat renews the
lease. Every move is ``UPDATE ... WHERE status IN (allowed)``, so that a cancel and a result that race leave
one winner.

Source: docs/contract/wire.md section 43 (cancel, terminal flags); ionworks/server/queue/states.py (transitions).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

import attrs
import sqlalchemy as sa

from ionworks.server.ground import json_text
from ionworks.server.ground.errors import SKIPPED
from ionworks.server.queue import states
from ionworks.server.store import schema
from ionworks.server.store.records import Record, new_id

MAX_ATTEMPTS: Final = 2
"""A job whose worker died twice is failed, not tried again."""
MAX_RESTARTS: Final = 10
"""A job that ran while its server died so many times is failed: it may be the reason."""
_ALONE_FROM: Final = 3
"""After so many deaths of its server a job no longer shares a chunk, so that the others of its group get through."""
_jobs = schema.jobs
_canonical: Final = json_text.Writer(sort_keys=True, separators=(",", ":"))
_EMPTY_ROW: Final[Mapping[str, Any]] = MappingProxyType({column.name: None for column in _jobs.c})


@attrs.frozen
class Head:
    """The job at the front of the queue of one organization."""

    id: str
    organization_id: str
    job_type: str
    group_key: str | None
    attempts: int
    restarts: int = 0

    @property
    def runs_alone(self) -> bool:
        """Whether it must not share a chunk: it has no group, or it may be the one that killed a worker or a server."""
        return self.group_key is None or self.attempts > 0 or self.restarts >= _ALONE_FROM


@attrs.frozen(kw_only=True)
class Outcome:
    """What became of one job."""

    job_id: str
    status: str
    """``completed`` or ``failed``."""
    error: str | None = None
    error_code: str | None = None
    result: Any = None
    metadata_key: str | None = None


def new_job(
    organization_id: str,
    job_type: str,
    *,
    params: Any = None,
    group_key: str | None = None,
    subject_id: str | None = None,
    **columns: Any,
) -> Record:
    """Return a row of the job table, pending unless `columns` says otherwise.

    Parameters
    ----------
    organization_id : str
    job_type : str
        Name in the dispatcher's registry.
    params : any JSON, optional
        What distinguishes this job from the others of its group.
    group_key : str, optional
        Jobs with the same key may be solved together; see `save_group`.
    subject_id : str, optional
        The simulation, pipeline, ... the job works for.
    **columns
        Other columns: ``project_id``, ``parent_id``, ``priority``, ``created_at``, ``created_by``, ...
    """
    moment = columns.pop("created_at", None) or schema.now()
    row: Record = dict(_EMPTY_ROW)
    row.update(
        id=new_id(),
        organization_id=organization_id,
        job_type=job_type,
        status=states.PENDING,
        priority=5,
        attempts=0,
        restarts=0,
        params=params,
        group_key=group_key,
        subject_id=subject_id,
        created_at=moment,
        updated_at=moment,
    )
    unknown = set(columns) - set(row)
    if unknown:
        raise KeyError(f"jobs have no columns {sorted(unknown)}")
    return row | columns


def job_for(record: Mapping[str, Any], job_type: str, **columns: Any) -> Record:
    """Return the row of a job that works for a record: organization, project and creator are the record's.

    Parameters
    ----------
    record : mapping
        Row, stored or to be stored, of a simulation, a measurement, a pipeline, ...
    job_type : str
    **columns
        As those of `new_job`.
    """
    owner = {name: record[name] for name in ("project_id", "created_by", "created_by_email")}
    return new_job(record["organization_id"], job_type, **{"subject_id": record["id"], **owner, **columns})


def save_group(connection: sa.Connection, organization_id: str, task: Mapping[str, Any]) -> tuple[str, bool]:
    """Store what the jobs of a group share, once; return the group's key and whether it is new.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        Open write transaction.
    organization_id : str
    task : mapping
        Shared part of the task document, JSON values only.
    """
    text = _canonical([organization_id, task])
    key = hashlib.sha256(text.encode()).hexdigest()
    groups = schema.job_groups
    if connection.execute(sa.select(groups.c.group_key).where(groups.c.group_key == key)).first() is not None:
        return key, False
    row = {"group_key": key, "organization_id": organization_id, "task": task, "created_at": schema.now()}
    try:
        with connection.begin_nested():
            connection.execute(sa.insert(groups), row)
    except sa.exc.IntegrityError:
        # another server was faster
        return key, False
    return key, True


def group_task(connection: sa.Connection, group_key: str) -> dict[str, Any]:
    """Return what `save_group` stored."""
    groups = schema.job_groups
    task: dict[str, Any] = connection.execute(
        sa.select(groups.c.task).where(groups.c.group_key == group_key)
    ).scalar_one()
    return task


def count_pending(connection: sa.Connection, group_key: str, most: int) -> int:
    """Return how many fresh jobs of a group wait; counting ends at `most`, for a queue can be very long."""
    where = (_jobs.c.status == states.PENDING, *_shares_chunks(group_key))
    found = sa.select(_jobs.c.id).where(*where).limit(most).subquery()
    return int(connection.execute(sa.select(sa.func.count()).select_from(found)).scalar_one())


def _shares_chunks(group_key: str | None) -> tuple[sa.ColumnElement[bool], ...]:
    return _jobs.c.group_key == group_key, _jobs.c.attempts == 0, _jobs.c.restarts < _ALONE_FROM


def waiting(connection: sa.Connection, organization_id: str) -> int:
    """Return how many jobs of an organization wait for a worker."""
    where = (_jobs.c.status == states.PENDING, _jobs.c.organization_id == organization_id)
    return int(connection.execute(sa.select(sa.func.count()).select_from(_jobs).where(*where)).scalar_one())


def claim(connection: sa.Connection, head: Head, limit: int, owner: str, lease_seconds: float) -> list[Record]:
    """Take `head` and up to `limit` - 1 more jobs of its group; one statement.

    Returns
    -------
    list of dict
        The claimed rows, oldest first; empty when another server was faster.
    """
    pending = _jobs.c.status == states.PENDING
    if head.runs_alone:
        chosen = sa.select(_jobs.c.id).where(pending, _jobs.c.id == head.id)
    else:
        group = (pending, *_shares_chunks(head.group_key))
        chosen = sa.select(_jobs.c.id).where(*group).order_by(_jobs.c.created_at).limit(limit)
    moment = schema.now()
    # not a plain subquery: Postgres may run that once per row, and take more than `limit`
    taken = chosen.with_for_update(skip_locked=True).cte("taken")
    statement = (
        sa.update(_jobs)
        .where(_jobs.c.id.in_(sa.select(taken.c.id)))
        .values(
            status=states.PROCESSING,
            attempts=_jobs.c.attempts + 1,
            lease_owner=owner,
            lease_expires_at=_lease_end(lease_seconds),
            started_at=moment,
            updated_at=moment,
        )
        .returning(*_jobs.c)
    )
    rows = [dict(row) for row in connection.execute(statement).mappings()]
    return sorted(rows, key=lambda row: (row["created_at"], row["id"]))


def heartbeat(connection: sa.Connection, owner: str, lease_seconds: float) -> None:
    """Renew the lease of every job `owner` works on."""
    where = (_jobs.c.lease_owner == owner, _jobs.c.status == states.PROCESSING)
    connection.execute(sa.update(_jobs).where(*where).values(lease_expires_at=_lease_end(lease_seconds)))


def held(connection: sa.Connection, job_ids: Sequence[str], owner: str) -> set[str]:
    """Return those of `job_ids` that still process for `owner`: the others were canceled or taken over."""
    where = (_jobs.c.id.in_(job_ids), _jobs.c.status == states.PROCESSING, _jobs.c.lease_owner == owner)
    return set(connection.execute(sa.select(_jobs.c.id).where(*where).with_for_update()).scalars())


def finish(connection: sa.Connection, outcomes: Iterable[Outcome], owner: str) -> set[str]:
    """Record outcomes of jobs that still belong to `owner`; return the ids recorded.

    Raises
    ------
    ValueError
        An outcome's status is not one a processing job may move to.
    """
    by_id = {outcome.job_id: outcome for outcome in outcomes}
    for outcome in by_id.values():
        if not states.is_terminal(outcome.status):
            raise ValueError(f"job {outcome.job_id} cannot finish as {outcome.status!r}")
    live = held(connection, list(by_id), owner)
    if live:
        moment = schema.now()
        statement = (
            sa.update(_jobs)
            .where(_jobs.c.id == sa.bindparam("key"))
            .values(finished_at=moment, updated_at=moment, lease_owner=None, lease_expires_at=None)
        )
        connection.execute(statement, [_outcome_values(by_id[job_id]) for job_id in live])
    return live


def move(connection: sa.Connection, job_id: str, target: str, **columns: Any) -> bool:
    """Move one job to `target` if its state allows; return whether it moved."""
    moment = schema.now()
    times = {"finished_at": moment} if states.is_terminal(target) else {}
    where = (_jobs.c.id == job_id, _jobs.c.status.in_(states.sources_of(target)))
    values = {"status": target, "updated_at": moment, **times, **columns}
    return bool(connection.execute(sa.update(_jobs).where(*where).values(values)).rowcount)


def cancel(connection: sa.Connection, job_ids: Sequence[str]) -> list[str]:
    """Cancel jobs and all their descendants; return the ids that were not terminal before."""
    tree = sa.select(_jobs.c.id).where(_jobs.c.id.in_(job_ids)).cte("tree", recursive=True)
    tree = tree.union_all(sa.select(_jobs.c.id).where(_jobs.c.parent_id == tree.c.id))
    moment = schema.now()
    statement = (
        sa.update(_jobs)
        .where(_jobs.c.id.in_(sa.select(tree.c.id)), _jobs.c.status.in_(states.sources_of(states.CANCELED)))
        .values(status=states.CANCELED, finished_at=moment, updated_at=moment)
        .returning(_jobs.c.id)
    )
    return list(connection.execute(statement).scalars())


def parents(connection: sa.Connection, job_ids: Iterable[str]) -> list[str]:
    """Return the parents of jobs, each once."""
    ids = list(job_ids)
    if not ids:
        return []
    statement = sa.select(_jobs.c.parent_id).where(_jobs.c.id.in_(ids), _jobs.c.parent_id.is_not(None))
    return list(dict.fromkeys(connection.execute(statement).scalars()))


def waiting_parents(connection: sa.Connection) -> list[str]:
    """Return the jobs that wait for their children."""
    child = _jobs.alias()
    has_children = sa.exists().where(child.c.parent_id == _jobs.c.id)
    statement = sa.select(_jobs.c.id).where(_jobs.c.status == states.WAITING, has_children)
    return list(connection.execute(statement).scalars())


def advance(connection: sa.Connection, parent_id: str) -> None:
    """Take the next step of a job whose children run one after another; doing it twice changes nothing.

    The first child that waits becomes pending. A child that failed fails the parent, one that was canceled cancels
    it, and the children after it are canceled with the code `SKIPPED`. When all have completed, so has the parent.
    """
    columns = (_jobs.c.id, _jobs.c.status, _jobs.c.error, _jobs.c.error_code)
    order = (_jobs.c.created_at, _jobs.c.id)
    children = connection.execute(sa.select(*columns).where(_jobs.c.parent_id == parent_id).order_by(*order)).all()
    for position, child in enumerate(children):
        if child.status == states.COMPLETED:
            continue
        if states.is_failed(child.status):
            for later in children[position + 1 :]:
                move(connection, later.id, states.CANCELED, error_code=SKIPPED)
            reason = {"error": child.error, "error_code": child.error_code}
            move(connection, parent_id, child.status, **reason)
        elif child.status == states.WAITING:
            move(connection, child.id, states.PENDING)
        return
    move(connection, parent_id, states.COMPLETED)


def _lease_end(seconds: float) -> str:
    return schema.format_time(datetime.now(UTC) + timedelta(seconds=seconds))


def _outcome_values(outcome: Outcome) -> dict[str, Any]:
    values = attrs.asdict(outcome, recurse=False)
    return {"key": values.pop("job_id"), **values}
