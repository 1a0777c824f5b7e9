"""Projects, members and usage (docs/contract/wire.md sections 11 and 24)."""

from typing import Any

import attrs

from ionworks.records._base import Record


@attrs.frozen(kw_only=True, repr=False)
class Project(Record):
    """A project: the room that models, cells and simulations live in."""

    id: str
    """Id of the project."""
    name: str
    """Name, unique in the organization."""
    organization_id: str
    """Organization the project belongs to."""
    description: str | None = None
    """Free text."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""
    updated_at: str | None = None
    """Time of the last change, ISO 8601 UTC."""


@attrs.frozen(kw_only=True, repr=False)
class ProjectRoleInfo(Record):
    """A role that a member can have in a project."""

    id: str
    """Id of the role."""
    name: str
    """``Project Admin``, ``Project Contributor`` or ``Project Viewer``."""
    description: str | None = None
    """What the role may do."""


@attrs.frozen(kw_only=True, repr=False)
class InviteResult(Record):
    """What an invitation did."""

    user_id: str
    """Id of the invited user."""
    invite_sent: bool
    """Whether an e-mail was sent."""
    already_member: bool = False
    """Whether the user was a member before."""
    role_name: str | None = None
    """Role the user has now."""


@attrs.frozen(kw_only=True, repr=False)
class ProjectMembership(Record):
    """Role of one member in one project."""

    project_id: str
    """Id of the project."""
    project_role_id: str
    """Id of the role, see `ProjectRoleInfo`."""


def _memberships(rows: list[Any] | None) -> list[ProjectMembership]:
    return [ProjectMembership.from_wire(row) for row in rows or []]


@attrs.frozen(kw_only=True, repr=False)
class OrganizationMember(Record):
    """A member of the organization."""

    id: str
    """Id of the user."""
    email: str | None = None
    """E-mail address."""
    organization_role: dict[str, Any] | None = None
    """Role in the organization, as ``{"name": "Admin"}`` or ``{"name": "Member"}``."""
    user_project_roles: list[ProjectMembership] = attrs.field(factory=list, converter=_memberships)
    """Roles by project."""

    @property
    def role_name(self) -> str | None:
        """Name of the role in the organization."""
        return (self.organization_role or {}).get("name")


@attrs.frozen(kw_only=True, repr=False)
class SimulationUsage(Record):
    """Simulations of the current month."""

    usage: float = 0.0
    """Number of simulations run."""
    limit: float | None = None
    """Number allowed; ``None`` means unlimited."""


@attrs.frozen(kw_only=True, repr=False)
class ComputeUsage(Record):
    """Compute time of the current month."""

    usage: float = 0.0
    """Hours used."""
    usage_by_type: dict[str, float] = attrs.field(factory=dict)
    """Hours by ``simulation``, ``datafit``, ``optimization``, ``validation`` and ``pipeline``."""
    limit: float | None = None
    """Hours allowed; ``None`` means unlimited."""


def _simulation_usage(wire: Any) -> SimulationUsage:
    return SimulationUsage.from_wire(wire)


def _compute_usage(wire: Any) -> ComputeUsage:
    return ComputeUsage.from_wire(wire)


@attrs.frozen(kw_only=True, repr=False)
class OrganizationUsage(Record):
    """Usage of all members in the current calendar month."""

    period_start: str
    """Start of the month, ISO 8601."""
    period_end: str
    """End of the month (exclusive), ISO 8601."""
    simulation: SimulationUsage = attrs.field(factory=SimulationUsage, converter=_simulation_usage)
    """Simulations."""
    compute: ComputeUsage = attrs.field(factory=ComputeUsage, converter=_compute_usage)
    """Compute time."""
