"""The caller's organization: members and use. Source: wire.md sections 24 and 43."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from ionworks.server.accounts import members as people
from ionworks.server.accounts import roles as access
from ionworks.server.call import Call
from ionworks.server.errors import conflict, not_found
from ionworks.server.store import schema
from ionworks.server.store.records import Record

_USAGE_KINDS: Final = {
    "simulation": ("simulation", "simulate"),
    "datafit": ("datafit",),
    "optimization": ("optimization", "optimize"),
    "validation": ("validation",),
    "pipeline": ("pipeline", "simple_pipeline"),
}
"""Kind of use -> the job types it sums up."""
_MEMBERSHIP_FIELDS: Final = ("user_id", "project_id", "project_role_id", "created_at", "updated_at")


def get_organization_usage(call: Call) -> Record:
    """Hours of computing in the running calendar month (UTC), all members together; there is no limit."""
    start, end = _month(datetime.now(UTC))
    hours = _hours_by_job_type(call, start, end)
    by_kind = {kind: sum(hours.get(name, 0.0) for name in names) for kind, names in _USAGE_KINDS.items()}
    compute = {"usage": sum(hours.values()), "usage_by_type": by_kind, "limit": None}
    return {
        "period_start": start.isoformat(),
        "period_end": end.isoformat(),
        "simulation": {"usage": by_kind["simulation"], "limit": None},
        "compute": compute,
    }


def list_organization_users(call: Call, organization_id: str) -> list[Record]:
    """Every member, active or not, oldest first."""
    _own(call, organization_id)
    members, users = schema.memberships, schema.users
    statement = (
        sa.select(members, users.c.email, users.c.name)
        .join(users, users.c.id == members.c.user_id)
        .where(members.c.organization_id == organization_id)
        .order_by(members.c.created_at, members.c.id)
    )
    with call.store.read() as connection:
        rows = connection.execute(statement).mappings().all()
        roles: dict[str, list[Record]] = {}
        for one in call.records(schema.project_members, connection).all():
            roles.setdefault(one["user_id"], []).append({name: one[name] for name in _MEMBERSHIP_FIELDS})
    return [
        {
            "id": row["user_id"],
            "email": row["email"],
            "name": row["name"],
            "is_active": row["is_active"],
            "invite_pending": row["invite_pending"],
            "organization_role": {"name": row["role"]},
            "user_project_roles": roles.get(row["user_id"], []),
        }
        for row in rows
    ]


def invite_organization_user(call: Call, organization_id: str, body: Record) -> Record:
    """Make the person with an e-mail address a member; the role of an existing member is not touched."""
    _administer(call, organization_id)
    with call.store.write() as connection:
        user_id, was_member = people.join(connection, organization_id, body["email"], body["role_name"])
        role = people.membership(connection, organization_id, user_id)["role"]
    return people.invite_result(user_id, role, already_member=was_member)


def set_organization_role(call: Call, organization_id: str, user_id: str, body: Record) -> None:
    """Change a member's role in the organization."""
    _administer(call, organization_id)
    with call.store.write() as connection:
        found = people.membership(connection, organization_id, user_id)
        people.change_membership(connection, found, role=body["role_name"])


def set_organization_user_active(call: Call, organization_id: str, user_id: str, body: Record) -> None:
    """Shut a member out, or let the member in again; the member's keys follow."""
    _administer(call, organization_id)
    with call.store.write() as connection:
        found = people.membership(connection, organization_id, user_id)
        people.change_membership(connection, found, is_active=body["is_active"])


def resend_organization_invite(call: Call, organization_id: str, user_id: str, body: object = None) -> None:
    """Renew an invitation that was not taken up yet; this server sends no e-mail."""
    del body
    _administer(call, organization_id)
    with call.store.write() as connection:
        found = people.active_membership(connection, organization_id, user_id)
        if not found["invite_pending"]:
            raise conflict("This member has joined already; there is no invitation to renew.", user_id)
        people.change_membership(connection, found, invite_pending=True)


def remove_organization_user(call: Call, organization_id: str, user_id: str) -> None:
    """Remove a member with the member's project roles and keys."""
    _administer(call, organization_id)
    with call.store.write() as connection:
        found = people.membership(connection, organization_id, user_id)
        people.keep_an_admin(connection, found)
        for table in (schema.project_members, schema.api_keys, schema.memberships):
            where = (table.c.organization_id == organization_id, table.c.user_id == user_id)
            connection.execute(sa.delete(table).where(*where))


def _own(call: Call, organization_id: str) -> None:
    if organization_id != call.caller.organization_id:
        raise not_found("organization", organization_id)


def _administer(call: Call, organization_id: str) -> None:
    _own(call, organization_id)
    access.organization_admin(call)


def _month(moment: datetime) -> tuple[datetime, datetime]:
    """Return the first instant of this and of the next month."""
    start = moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    is_december = start.month == 12
    end = start.replace(year=start.year + is_december, month=1 if is_december else start.month + 1)
    return start, end


def _hours_by_job_type(call: Call, start: datetime, end: datetime) -> dict[str, float]:
    jobs = schema.jobs
    # jobs that one worker solved together started at the same instant: their time counts once
    together = (jobs.c.job_type, sa.func.coalesce(jobs.c.group_key, jobs.c.id), jobs.c.started_at)
    statement = (
        sa.select(jobs.c.job_type, jobs.c.started_at, sa.func.max(jobs.c.finished_at))
        .where(
            jobs.c.organization_id == call.caller.organization_id,
            jobs.c.started_at.is_not(None),
            jobs.c.finished_at >= schema.format_time(start),
            jobs.c.finished_at < schema.format_time(end),
        )
        .group_by(*together)
    )
    hours: dict[str, float] = {}
    with call.store.read() as connection:
        for job_type, started, finished in connection.execute(statement):
            span = datetime.fromisoformat(finished) - datetime.fromisoformat(started)
            hours[job_type] = hours.get(job_type, 0.0) + max(0.0, span.total_seconds() / 3600.0)
    return hours
