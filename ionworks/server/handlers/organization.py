"""The caller's organization: members and use. Source: docs/contract/wire.md sections 24 and 43."""

from __future__ import annotations

from datetime import UTC, datetime

from ionworks.server.call import Call
from ionworks.server.ground.errors import conflict
from ionworks.server.nouns.accounts import members
from ionworks.server.nouns.kinds import usage
from ionworks.server.store.records import Record


def get_organization_usage(call: Call) -> Record:
    """Hours of computing in the running calendar month (UTC), all members together; there is no limit."""
    start, end = usage.month(datetime.now(UTC))
    with call.store.read() as connection:
        hours = usage.hours(connection, call.caller.organization_id, start, end)
    compute = {"usage": sum(hours.values()), "usage_by_type": hours, "limit": None}
    return {
        "period_start": start.isoformat(),
        "period_end": end.isoformat(),
        "simulation": {"usage": hours[usage.SIMULATION], "limit": None},
        "compute": compute,
    }


def list_organization_users(call: Call, organization_id: str) -> list[Record]:
    """Every member, active or not, oldest first."""
    with call.store.read() as connection:
        rows = members.with_users(connection, organization_id)
    roles: dict[str, list[Record]] = {}
    for one in members.project_roles(call):
        roles.setdefault(one["user_id"], []).append(one)
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
    with call.store.write() as connection:
        user_id, was_member = members.join(connection, organization_id, body["email"], body["role_name"])
        role = members.membership(connection, organization_id, user_id)["role"]
    return members.invite_result(user_id, role, already_member=was_member)


def set_organization_role(call: Call, organization_id: str, user_id: str, body: Record) -> None:
    """Change a member's role in the organization."""
    with call.store.write() as connection:
        found = members.membership(connection, organization_id, user_id)
        members.change_membership(connection, found, role=body["role_name"])


def set_organization_user_active(call: Call, organization_id: str, user_id: str, body: Record) -> None:
    """Shut a member out, or let the member in again; the member's keys follow."""
    with call.store.write() as connection:
        found = members.membership(connection, organization_id, user_id)
        members.change_membership(connection, found, is_active=body["is_active"])


def resend_organization_invite(call: Call, organization_id: str, user_id: str, body: object = None) -> None:
    """Renew an invitation that was not taken up yet; this server sends no e-mail."""
    del body
    with call.store.write() as connection:
        found = members.active_membership(connection, organization_id, user_id)
        if not found["invite_pending"]:
            raise conflict("This member has joined already; there is no invitation to renew.", user_id)
        members.change_membership(connection, found, invite_pending=True)


def remove_organization_user(call: Call, organization_id: str, user_id: str) -> None:
    """Remove a member with the member's project roles and keys."""
    with call.store.write() as connection:
        members.remove(connection, members.membership(connection, organization_id, user_id))
