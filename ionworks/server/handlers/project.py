"""Projects, their members and roles. Source: docs/contract/wire.md sections 11 and 43."""

from __future__ import annotations

from typing import Any

from ionworks.server.call import Call
from ionworks.server.ground.errors import not_found
from ionworks.server.nouns import projects
from ionworks.server.nouns.accounts import members, roles
from ionworks.server.store import schema
from ionworks.server.store.records import Page, Record

_PROJECT_FIELDS = ("name", "description")
_ROLE_FIELDS = ("id", "name", "description")


def list_projects(
    call: Call,
    **query: Any,
) -> Record:
    """Projects the caller may read."""
    page = Page.asked(query)
    return call.records(schema.projects).page(page, *roles.visible(call, schema.projects))


def create_project(call: Call, body: Record) -> Record:
    """Create a project; the caller becomes its Project Admin."""
    with call.store.write() as connection:
        project = call.records(schema.projects, connection).insert(_chosen(body))
        role = call.records(schema.project_roles, connection).find(schema.project_roles.c.name == roles.PROJECT_ADMIN)
        assert role is not None
        members.set_project_role(connection, project, call.caller.user_id, role["id"])
    return _with_members(call, project)


def get_project(call: Call, project_id: str) -> Record:
    """One project with its members' roles."""
    return _with_members(call, call.records(schema.projects).get(project_id))


def update_project(call: Call, project_id: str, body: Record) -> Record:
    """Change name or description."""
    return _with_members(call, call.records(schema.projects).update(project_id, _chosen(body)))


def delete_project(call: Call, project_id: str) -> None:
    """Delete a project with all it contains; what runs for it is stopped."""
    projects.delete(call, project_id)


def list_project_roles(call: Call) -> list[Record]:
    """Roles a member of a project can have."""
    rows = call.records(schema.project_roles).all()
    return [{name: row[name] for name in _ROLE_FIELDS} for row in rows]


def add_project_member(call: Call, project_id: str, body: Record) -> None:
    """Give a user of the organization a role in the project, or another one."""
    project = call.records(schema.projects).get(project_id)
    with call.store.write() as connection:
        members.active_membership(connection, call.caller.organization_id, body["user_id"])
        members.set_project_role(connection, project, body["user_id"], _role(call, body)["id"])


def invite_project_member(call: Call, project_id: str, body: Record) -> Record:
    """Give the person with an e-mail address a role; someone new joins the organization as Member."""
    project = call.records(schema.projects).get(project_id)
    role = _role(call, body)
    with call.store.write() as connection:
        user_id, _ = members.join(connection, call.caller.organization_id, body["email"], roles.ORGANIZATION_MEMBER)
        already_member = members.is_project_member(connection, project_id, user_id)
        members.set_project_role(connection, project, user_id, role["id"])
    return members.invite_result(user_id, role["name"], already_member=already_member)


def update_project_member(call: Call, project_id: str, user_id: str, body: Record) -> None:
    """Change a member's role."""
    project = call.records(schema.projects).get(project_id)
    role = _role(call, body)
    with call.store.write() as connection:
        if not members.is_project_member(connection, project_id, user_id):
            raise not_found("project member", user_id)
        members.set_project_role(connection, project, user_id, role["id"])


def remove_project_member(call: Call, project_id: str, user_id: str) -> None:
    """Take a member's role; the person stays in the organization."""
    with call.store.write() as connection:
        if not members.remove_project_role(connection, project_id, user_id):
            raise not_found("project member", user_id)


def _chosen(body: Record) -> Record:
    return {name: body[name] for name in _PROJECT_FIELDS if name in body}


def _role(call: Call, body: Record) -> Record:
    return call.records(schema.project_roles).get(body["project_role_id"])


def _with_members(call: Call, project: Record) -> Record:
    return {**project, "user_project_roles": members.project_roles(call, project["id"])}
