"""Whose job is next: organizations take turns, within one its users, and within one user the oldest job is next."""

from __future__ import annotations

import attrs
import sqlalchemy as sa

from ionworks.server.queue import states
from ionworks.server.queue.jobs import Head
from ionworks.server.store import schema

_jobs = schema.jobs


@attrs.define
class Turns:
    """Remembers who was served last, so that one sweep cannot starve another user's single run."""

    organization: str = ""
    """Organization served last."""
    users: dict[str, str | None] = attrs.field(factory=dict)
    """User served last, by organization; ``None`` stands for jobs of nobody."""

    @property
    def last(self) -> tuple[str, str | None]:
        """Organization and user whose turn it was last."""
        return self.organization, self.users.get(self.organization)

    def front(self, connection: sa.Connection) -> Head | None:
        """Return the pending job whose turn it is; three index look-ups, however long the queue is."""
        pending = _jobs.c.status == states.PENDING
        organizations = _jobs.c.organization_id
        organization = _least(connection, organizations, pending, organizations > self.organization)
        organization = organization or _least(connection, organizations, pending)
        if organization is None:
            return None
        where = (pending, organizations == organization)
        user = _next_user(connection, where, self.users.get(organization, ""))
        self.organization, self.users[organization] = organization, user
        columns = [_jobs.c[field.name] for field in attrs.fields(Head)]
        oldest = sa.select(*columns).where(*where, _is_user(user)).order_by(_jobs.c.priority, _jobs.c.created_at)
        row = connection.execute(oldest.limit(1)).first()
        return None if row is None else Head(*row)


def _next_user(connection: sa.Connection, where: tuple[sa.ColumnElement[bool], ...], last: str | None) -> str | None:
    """Return the user after `last`; jobs of nobody come after the last user."""
    users = _jobs.c.created_by
    if last is not None:
        following = _least(connection, users, *where, users > last)
        if following is not None:
            return following
        nobody = sa.select(_jobs.c.id).where(*where, users.is_(None)).limit(1)
        if connection.execute(nobody).first() is not None:
            return None
    return _least(connection, users, *where, users.is_not(None))


def _least(connection: sa.Connection, column: sa.Column[str], *where: sa.ColumnElement[bool]) -> str | None:
    found: str | None = connection.execute(sa.select(sa.func.min(column)).where(*where)).scalar()
    return found


def _is_user(user: str | None) -> sa.ColumnElement[bool]:
    users = _jobs.c.created_by
    found: sa.ColumnElement[bool] = users.is_(None) if user is None else users == user
    return found
