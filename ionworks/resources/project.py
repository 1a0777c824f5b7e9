"""Projects, their roles and their members."""

from __future__ import annotations

import builtins
from typing import Any

from ionworks_openapi.api.project import (
    add_project_member,
    create_project,
    delete_project,
    get_project,
    invite_project_member,
    list_project_roles,
    list_projects,
    remove_project_member,
    update_project,
    update_project_member,
)
from ionworks_openapi.models import (
    ListProjectsOrder,
    ListProjectsOrderBy,
    ProjectCreate,
    ProjectInviteCreate,
    ProjectMemberCreate,
    ProjectMemberUpdate,
    ProjectUpdate,
)

from ionworks.errors import ValidationError
from ionworks.records import InviteResult, Project, ProjectRoleInfo
from ionworks.resources._shared.base import Resource, body
from ionworks.resources._shared.filters import dated, named, ordered
from ionworks.resources._shared.ids import Thing, id_of
from ionworks.resources._shared.names import by_name
from ionworks.transport.paging import PaginatedList


class Projects(Resource):
    """``client.project``: the containers of cells, models, studies and pipelines."""

    def get(self, project_id: Thing) -> Project:
        """One project.

        Parameters
        ----------
        project_id : str
            Id of the project.

        Returns
        -------
        Project
            The project.

        Raises
        ------
        NotFoundError
            No such project, or this key may not see it.

        Notes
        -----
        Source: ``get_project``.
        """
        project_id = id_of("project_id", project_id)
        return self._record(Project, lambda api: get_project.sync_detailed(project_id, client=api))

    def get_by_name(self, name: str) -> Project:
        """The project of a name.

        Parameters
        ----------
        name : str
            Exact name.

        Returns
        -------
        Project
            The project.

        Raises
        ------
        NotFoundError
            There is none; the message offers the closest names.
        ConflictError
            Several have the name; the message lists their ids.

        Notes
        -----
        Source: ``list_projects``.
        """
        return by_name("project", name, lambda exact: self.list(name_exact=exact, limit=100))

    def list(
        self,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        created_after: str | None = None,
        created_before: str | None = None,
        updated_after: str | None = None,
        updated_before: str | None = None,
        order_by: str | None = None,
        order: str | None = None,
    ) -> PaginatedList[Project]:
        """One page of the organization's projects.

        Parameters
        ----------
        limit, offset : int, optional
            Page size, and rows to skip.
        name, name_exact : str, optional
            Case-insensitive substring, or exact name (wins).
        created_after, created_before, updated_after, updated_before : str, optional
            ISO 8601 date or datetime bounds, inclusive.
        order_by : {"name", "created_at", "updated_at"}, optional
            Column to sort by.
        order : {"asc", "desc"}, optional
            Direction.

        Returns
        -------
        PaginatedList of Project
            A list that also has ``.total``.

        Notes
        -----
        Source: ``list_projects``.
        """
        return self._page(
            Project,
            lambda api: list_projects.sync_detailed(
                client=api,
                **named(limit, offset, name, name_exact),
                **dated(created_after, created_before, updated_after, updated_before),
                **ordered(ListProjectsOrderBy, order_by, ListProjectsOrder, order),
            ),
        )

    def create(self, data: dict[str, Any] | None = None) -> Project:
        """Create a project; its creator becomes its admin.

        Parameters
        ----------
        data : dict
            ``name`` (required) and ``description``.

        Returns
        -------
        Project
            The new project.

        Raises
        ------
        ValidationError
            `data` is no dict or has no ``name``.

        Notes
        -----
        Source: ``create_project``.
        """
        payload = body(ProjectCreate, data)
        return self._record(Project, lambda api: create_project.sync_detailed(client=api, body=payload))

    def update(self, project_id: Thing, data: dict[str, Any] | None = None) -> Project:
        """Change ``name`` or ``description``; other fields stay.

        Parameters
        ----------
        project_id : str
            Id of the project.
        data : dict
            The fields to change.

        Returns
        -------
        Project
            The changed project.

        Raises
        ------
        NotFoundError
            No such project.

        Notes
        -----
        Source: ``update_project``.
        """
        project_id = id_of("project_id", project_id)
        payload = body(ProjectUpdate, data)
        return self._record(Project, lambda api: update_project.sync_detailed(project_id, client=api, body=payload))

    def delete(self, project_id: Thing) -> None:
        """Delete a project with all it holds.

        Parameters
        ----------
        project_id : str
            Id of the project.

        Raises
        ------
        NotFoundError
            No such project.

        Notes
        -----
        Source: ``delete_project``.
        """
        project_id = id_of("project_id", project_id)
        self._call(lambda api: delete_project.sync_detailed(project_id, client=api))

    def roles(self) -> builtins.list[ProjectRoleInfo]:
        """Roles a member of a project may have.

        Returns
        -------
        list of ProjectRoleInfo
            ``Project Admin``, ``Project Contributor``, ``Project Viewer``.

        Notes
        -----
        Source: ``list_project_roles``.
        """
        rows = self._call(lambda api: list_project_roles.sync_detailed(client=api))
        return [ProjectRoleInfo.from_wire(row) for row in rows]

    def add_member(self, project_id: Thing, user_id: Thing, role: str = "Project Contributor") -> None:
        """Add a member of the organization to a project, or change the role of one who is in it.

        Parameters
        ----------
        project_id, user_id : str
            Ids of project and user.
        role : str
            Name (case-insensitive) or id of a role, see `roles`.

        Raises
        ------
        ValidationError
            Unknown role. A ``ValueError``.

        Notes
        -----
        Source: ``add_project_member`` after ``list_project_roles``.
        """
        project_id = id_of("project_id", project_id)
        user_id = id_of("user_id", user_id)
        payload = ProjectMemberCreate(user_id=user_id, project_role_id=self._role_id(role))
        self._call(lambda api: add_project_member.sync_detailed(project_id, client=api, body=payload))

    def invite_member(self, project_id: Thing, email: str, role: str = "Project Contributor") -> InviteResult:
        """Invite somebody by e-mail; who is not in the organization yet joins it as ``Member``.

        Parameters
        ----------
        project_id : str
            Id of the project.
        email : str
            Address of the person.
        role : str
            Name (case-insensitive) or id of a role, see `roles`.

        Returns
        -------
        InviteResult
            ``user_id``, ``invite_sent``, ``already_member``.

        Raises
        ------
        ValidationError
            Unknown role. A ``ValueError``.

        Notes
        -----
        Source: ``invite_project_member`` after ``list_project_roles``.
        """
        project_id = id_of("project_id", project_id)
        payload = ProjectInviteCreate(email=email, project_role_id=self._role_id(role))
        return self._record(
            InviteResult,
            lambda api: invite_project_member.sync_detailed(project_id, client=api, body=payload),
        )

    def update_member(self, project_id: Thing, user_id: Thing, role: str) -> None:
        """Give a member of the project another role.

        Parameters
        ----------
        project_id, user_id : str
            Ids of project and user.
        role : str
            Name (case-insensitive) or id of a role, see `roles`.

        Raises
        ------
        ValidationError
            Unknown role. A ``ValueError``.

        Notes
        -----
        Source: ``update_project_member`` after ``list_project_roles``.
        """
        project_id = id_of("project_id", project_id)
        user_id = id_of("user_id", user_id)
        payload = ProjectMemberUpdate(project_role_id=self._role_id(role))
        self._call(lambda api: update_project_member.sync_detailed(project_id, user_id, client=api, body=payload))

    def remove_member(self, project_id: Thing, user_id: Thing) -> None:
        """Take a member out of a project; the membership of the organization stays.

        Parameters
        ----------
        project_id, user_id : str
            Ids of project and user.

        Raises
        ------
        NotFoundError
            No such project or member.

        Notes
        -----
        Source: ``remove_project_member``.
        """
        project_id = id_of("project_id", project_id)
        user_id = id_of("user_id", user_id)
        self._call(lambda api: remove_project_member.sync_detailed(project_id, user_id, client=api))

    def _role_id(self, role: str) -> str:
        roles = self.roles()
        for known in roles:
            if role == known.id or role.casefold() == known.name.casefold():
                return known.id
        allowed = ", ".join(repr(known.name) for known in roles)
        raise ValidationError(f"role: found {role!r}; allowed: {allowed}")
