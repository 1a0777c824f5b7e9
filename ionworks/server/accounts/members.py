"""Users in organizations and projects: joining, roles, and the rule that an organization keeps an Admin.

Source: wire.md sections 11, 24 and 43 (project roles and invites).
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ionworks.server.accounts.roles import ORGANIZATION_ADMIN
from ionworks.server.errors import bad_request, conflict, not_found, unprocessable
from ionworks.server.store import schema
from ionworks.server.store.records import Record, new_id


def membership(connection: sa.Connection, organization_id: str, user_id: str) -> Record:
    """Return a user's membership in the organization.

    Raises
    ------
    ApiError
        404: the organization has no such user.
    """
    members = schema.memberships
    where = (members.c.organization_id == organization_id, members.c.user_id == user_id)
    row = connection.execute(sa.select(members).where(*where)).mappings().first()
    if row is None:
        raise not_found("user", user_id)
    return dict(row)


def active_membership(connection: sa.Connection, organization_id: str, user_id: str) -> Record:
    """Return a membership as `membership` does; 409 when the user was deactivated."""
    found = membership(connection, organization_id, user_id)
    if not found["is_active"]:
        raise conflict("This member was deactivated; reactivate the member first.", user_id)
    return found


def join(connection: sa.Connection, organization_id: str, email: str, role: str) -> tuple[str, bool]:
    """Make the person with an e-mail address a member; an existing membership is not touched.

    Returns
    -------
    tuple of str and bool
        Id of the user, and whether the person was a member before.

    Raises
    ------
    ApiError
        422: not an e-mail address; 409: the member was deactivated.
    """
    user_id = _user(connection, email)
    members = schema.memberships
    where = (members.c.organization_id == organization_id, members.c.user_id == user_id)
    if connection.execute(sa.select(members.c.id).where(*where)).first() is not None:
        active_membership(connection, organization_id, user_id)
        return user_id, True
    row = _new_row(organization_id=organization_id, user_id=user_id, role=role, is_active=True)
    connection.execute(sa.insert(members), row | {"invite_pending": True})
    return user_id, False


def set_project_role(connection: sa.Connection, project: Record, user_id: str, role_id: str) -> None:
    """Give a user a role in a project, in place of the one held before."""
    members = schema.project_members
    where = (members.c.project_id == project["id"], members.c.user_id == user_id)
    change = sa.update(members).where(*where).values(project_role_id=role_id, updated_at=schema.now())
    if not connection.execute(change).rowcount:
        row = _new_row(organization_id=project["organization_id"], project_id=project["id"], user_id=user_id)
        connection.execute(sa.insert(members), row | {"project_role_id": role_id})


def change_membership(connection: sa.Connection, found: Record, **changes: Any) -> None:
    """Change role or activity of a member.

    Raises
    ------
    ApiError
        400: the organization would be left without an active Admin.
    """
    after = found | changes
    if _is_active_admin(found) and not _is_active_admin(after):
        keep_an_admin(connection, found)
    members = schema.memberships
    statement = sa.update(members).where(members.c.id == found["id"])
    connection.execute(statement.values(**changes, updated_at=schema.now()))


def keep_an_admin(connection: sa.Connection, leaving: Record) -> None:
    """Raise `ApiError` 400 when nobody but `leaving` administers the organization."""
    members = schema.memberships
    others = sa.select(members.c.id).where(
        members.c.organization_id == leaving["organization_id"],
        members.c.id != leaving["id"],
        members.c.role == ORGANIZATION_ADMIN,
        members.c.is_active,
    )
    if _is_active_admin(leaving) and connection.execute(others.limit(1)).first() is None:
        raise bad_request("This is the last active Admin of the organization; make another member Admin first.")


def invite_result(user_id: str, role_name: str, *, already_member: bool) -> Record:
    """Return the answer to an invitation; this server sends no e-mail, so `invite_sent` is always false."""
    return {
        "user_id": user_id,
        "invite_sent": False,
        "already_member": already_member,
        "role_name": role_name,
    }


def _is_active_admin(found: Record) -> bool:
    return bool(found["is_active"]) and found["role"] == ORGANIZATION_ADMIN


def _user(connection: sa.Connection, email: str) -> str:
    """Return the id of the user with this address, who is created when unknown."""
    address = email.strip()
    name, at, domain = address.partition("@")
    if not (name and at and domain) or any(letter.isspace() for letter in address) or "@" in domain:
        raise unprocessable(f"{email!r:.80} is not an e-mail address", ("body", "email"))
    users = schema.users
    known = sa.select(users.c.id).where(sa.func.lower(users.c.email) == address.lower())
    found = connection.execute(known).scalar()
    if found is not None:
        return str(found)
    row = _new_row(email=address)
    connection.execute(sa.insert(users), row)
    return str(row["id"])


def _new_row(**values: Any) -> Record:
    moment = schema.now()
    return {"id": new_id(), "created_at": moment, "updated_at": moment, **values}
