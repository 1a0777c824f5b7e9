"""Users in organizations and projects: joining, roles, and the rule that an organization keeps an Admin.

Source: docs/contract/wire.md sections 11, 24 and 43 (project roles and invites).
"""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground.errors import bad_request, conflict, not_found, unprocessable
from ionworks.server.nouns.accounts.roles import ORGANIZATION_ADMIN
from ionworks.server.store import schema
from ionworks.server.store.database import lock_row
from ionworks.server.store.records import Record, new_id

_PROJECT_ROLE_FIELDS: Final = ("user_id", "project_id", "project_role_id", "created_at", "updated_at")
"""What the wire shows of a role in a project."""


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
        # who never took up the invitation cannot be counted on
        ~members.c.invite_pending,
    )
    # of two Admins who leave at once, the second waits for the first, and then is the last
    lock_row(connection, schema.organizations.c.id, leaving["organization_id"])
    if _is_active_admin(leaving) and connection.execute(others.limit(1)).first() is None:
        raise bad_request("This is the last active Admin of the organization; make another member Admin first.")


def remove(connection: sa.Connection, found: Record) -> None:
    """Remove a member with the member's project roles and keys.

    Raises
    ------
    ApiError
        400: the organization would be left without an active Admin.
    """
    keep_an_admin(connection, found)
    for table in (schema.project_members, schema.api_keys, schema.memberships):
        where = (table.c.organization_id == found["organization_id"], table.c.user_id == found["user_id"])
        connection.execute(sa.delete(table).where(*where))


def with_users(connection: sa.Connection, organization_id: str) -> list[Record]:
    """Return the memberships of an organization with e-mail address and name, oldest first."""
    members, users = schema.memberships, schema.users
    statement = (
        sa.select(members, users.c.email, users.c.name)
        .join(users, users.c.id == members.c.user_id)
        .where(members.c.organization_id == organization_id)
        .order_by(members.c.created_at, members.c.id)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def organizations_of(connection: sa.Connection, user_id: str) -> list[Record]:
    """Return id and name of the organizations where a user is an active member, and the role there, oldest first."""
    organizations, members = schema.organizations, schema.memberships
    statement = (
        sa.select(organizations.c.id, organizations.c.name, members.c.role)
        .join(members, members.c.organization_id == organizations.c.id)
        .where(members.c.user_id == user_id, members.c.is_active)
        .order_by(organizations.c.created_at)
    )
    return [dict(row) for row in connection.execute(statement).mappings()]


def project_roles(call: Call, project_id: str | None = None) -> list[Record]:
    """Return who has which role in one project, or in any of the organization's, as on the wire."""
    table = schema.project_members
    where = () if project_id is None else (table.c.project_id == project_id,)
    return [{name: row[name] for name in _PROJECT_ROLE_FIELDS} for row in call.records(table).all(*where)]


def is_project_member(connection: sa.Connection, project_id: str, user_id: str) -> bool:
    """Whether a user has a role in a project."""
    table = schema.project_members
    where = (table.c.project_id == project_id, table.c.user_id == user_id)
    return connection.execute(sa.select(table.c.id).where(*where)).first() is not None


def remove_project_role(connection: sa.Connection, project_id: str, user_id: str) -> bool:
    """Take a user's role in a project; return whether there was one."""
    table = schema.project_members
    where = (table.c.project_id == project_id, table.c.user_id == user_id)
    return bool(connection.execute(sa.delete(table).where(*where)).rowcount)


def invite_result(user_id: str, role_name: str, *, already_member: bool) -> Record:
    """Return the answer to an invitation; this server sends no e-mail, so `invite_sent` is always false."""
    return {
        "user_id": user_id,
        "invite_sent": False,
        "already_member": already_member,
        "role_name": role_name,
    }


def _is_active_admin(found: Record) -> bool:
    return bool(found["is_active"]) and not found["invite_pending"] and found["role"] == ORGANIZATION_ADMIN


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
