"""Who may do what: roles in the organization and in its projects.

An ``Admin`` of the organization may do everything. Other members see the projects they have a role in: a viewer
reads, a contributor also writes, a project admin also changes the project and its members.

Source: docs/contract/wire.md sections 4 (403), 11 and 24; docs/contract/api-reference.md section 9 (the creator becomes
Project Admin).
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground.errors import forbidden
from ionworks.server.store import schema
from ionworks.server.store.records import Record

ORGANIZATION_ADMIN: Final = "Admin"
ORGANIZATION_MEMBER: Final = "Member"
PROJECT_ADMIN: Final = "Project Admin"
PROJECT_CONTRIBUTOR: Final = "Project Contributor"
PROJECT_VIEWER: Final = "Project Viewer"
PROJECT_ROLES: Final = (PROJECT_ADMIN, PROJECT_CONTRIBUTOR, PROJECT_VIEWER)


def readable_project(call: Call, project_id: str) -> Record:
    """Return a project the caller may read.

    Raises
    ------
    ApiError
        404: unknown or another organization's; 403: the caller has no role in it.
    """
    return _project(call, project_id, PROJECT_ROLES)


def writable_project(call: Call, project_id: str) -> Record:
    """Return a project whose contents the caller may change; errors as `readable_project`."""
    return _project(call, project_id, (PROJECT_ADMIN, PROJECT_CONTRIBUTOR))


def administered_project(call: Call, project_id: str) -> Record:
    """Return a project the caller may change or delete; errors as `readable_project`."""
    return _project(call, project_id, (PROJECT_ADMIN,))


def readable(call: Call, record: Record) -> Record:
    """Return `record` after checking that the caller may read its project; records of none are the system's."""
    if record["project_id"] is not None:
        readable_project(call, record["project_id"])
    return record


def writable(call: Call, record: Record, kind: str) -> Record:
    """Return `record` after checking that the caller may change it.

    Raises
    ------
    ApiError
        403: it is one of the system's templates, or the caller only reads its project.
    """
    if record["project_id"] is None:
        raise forbidden(f"The {kind} {record['name']!r} belongs to the system and cannot be changed; create your own.")
    writable_project(call, record["project_id"])
    return record


def own(call: Call, record: Record) -> Record:
    """Return a record without a project after checking that it is the caller's; Admins have all. ApiError 403."""
    if call.caller.role != ORGANIZATION_ADMIN and record["created_by"] != call.caller.user_id:
        raise forbidden(f"The {record['kind']} belongs to no project and to another member.")
    return record


def organization_admin(call: Call) -> None:
    """Raise `ApiError` 403 unless the caller administers the organization."""
    if call.caller.role != ORGANIZATION_ADMIN:
        raise forbidden("Only an Admin of the organization may do this.")


def visible(call: Call, table: sa.Table) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that leave the records the caller may read: of projects with a role, or without project.

    Those without a project are the caller's own, except for models, which are then the system's.
    """
    if call.caller.role == ORGANIZATION_ADMIN:
        return []
    members = schema.project_members
    with_role = sa.select(members.c.project_id).where(members.c.user_id == call.caller.user_id)
    if table is schema.projects:
        return [table.c.id.in_(with_role)]
    is_system = table in (schema.models, schema.parameterized_models)
    mine = sa.true() if is_system else table.c.created_by == call.caller.user_id
    return [sa.or_(table.c.project_id.in_(with_role), sa.and_(table.c.project_id.is_(None), mine))]


def _project(call: Call, project_id: str, roles: tuple[str, ...]) -> Record:
    project = call.records(schema.projects).get(project_id)
    if call.caller.role == ORGANIZATION_ADMIN:
        return project
    role = _project_role(call, project_id)
    if role is None:
        # who has no role does not learn the name either
        raise forbidden(f"You have no role in project {project_id}; this needs {' or '.join(roles)}.")
    if role not in roles:
        raise forbidden(f"Project {project['name']!r}: your role is {role}; this needs {' or '.join(roles)}.")
    return project


def _project_role(call: Call, project_id: str) -> str | None:
    members, roles = schema.project_members, schema.project_roles
    statement = (
        sa.select(roles.c.name)
        .join(members, members.c.project_role_id == roles.c.id)
        .where(members.c.project_id == project_id, members.c.user_id == call.caller.user_id)
    )
    with call.store.read() as connection:
        name: str | None = connection.execute(statement).scalar()
    return name
