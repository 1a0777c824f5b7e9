"""The organization of the key: members and usage."""

from __future__ import annotations

from typing import Literal

from ionworks_openapi.api.discovery import get_current_user
from ionworks_openapi.api.organization import (
    get_organization_usage,
    invite_organization_user,
    list_organization_users,
    remove_organization_user,
    resend_organization_invite,
    set_organization_role,
    set_organization_user_active,
)
from ionworks_openapi.models import (
    EmptyBody,
    OrganizationInviteCreate,
    OrganizationRoleUpdate,
    OrganizationUserUpdate,
)

from ionworks.errors import ValidationError
from ionworks.records import InviteResult, OrganizationMember, OrganizationUsage
from ionworks.resources._shared.base import Resource, body
from ionworks.resources._shared.ids import Thing, id_of
from ionworks.transport.connection import Connection

OrgRole = Literal["Admin", "Member"]


class Organization(Resource):
    """``client.organization``: the organization the key was issued for."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._found_id: str | None = connection.config.organization_id

    def usage(self) -> OrganizationUsage:
        """Compute used in the current calendar month, all members together.

        Returns
        -------
        OrganizationUsage
            Hours by kind of job, and limits (``None`` = unlimited).

        Notes
        -----
        Source: ``get_organization_usage``.
        """
        return self._record(OrganizationUsage, lambda api: get_organization_usage.sync_detailed(client=api))

    def members(self) -> list[OrganizationMember]:
        """All members.

        Returns
        -------
        list of OrganizationMember
            One per user.

        Raises
        ------
        ValidationError
            The key belongs to no organization. A ``ValueError``.

        Notes
        -----
        Source: ``list_organization_users``, after ``get_current_user`` the first time.
        """
        organization = self._id()
        rows = self._call(lambda api: list_organization_users.sync_detailed(organization, client=api))
        return [OrganizationMember.from_wire(row) for row in rows]

    def get_member(self, email: str) -> OrganizationMember:
        """The member with an e-mail address.

        Parameters
        ----------
        email : str
            Address, case-insensitive.

        Returns
        -------
        OrganizationMember
            The member.

        Raises
        ------
        ValidationError
            Nobody has this address. A ``ValueError``.

        Notes
        -----
        Source: ``list_organization_users``.
        """
        for member in self.members():
            if member.email is not None and member.email.casefold() == email.casefold():
                return member
        raise ValidationError(f"email: found {email!r}, which no member of the organization has")

    def invite(self, email: str, role: OrgRole = "Member") -> InviteResult:
        """Invite somebody to the organization.

        Parameters
        ----------
        email : str
            Address of the person.
        role : {"Member", "Admin"}
            Role in the organization.

        Returns
        -------
        InviteResult
            ``user_id``, ``invite_sent``, ``already_member``.

        Raises
        ------
        ConflictError
            The person is a deactivated member.

        Notes
        -----
        Source: ``invite_organization_user``.
        """
        organization = self._id()
        payload = body(OrganizationInviteCreate, {"email": email, "role_name": role})
        return self._record(
            InviteResult,
            lambda api: invite_organization_user.sync_detailed(organization, client=api, body=payload),
        )

    def set_role(self, user_id: Thing, role: OrgRole) -> None:
        """Give a member another role in the organization.

        Parameters
        ----------
        user_id : str
            Id of the member.
        role : {"Member", "Admin"}
            The new role.

        Raises
        ------
        NotFoundError
            No such member.

        Notes
        -----
        Source: ``set_organization_role``.
        """
        user_id = id_of("user_id", user_id)
        organization = self._id()
        payload = body(OrganizationRoleUpdate, {"role_name": role})
        self._call(lambda api: set_organization_role.sync_detailed(organization, user_id, client=api, body=payload))

    def deactivate(self, user_id: Thing) -> None:
        """Switch a member off: their keys stop working, their work stays.

        Parameters
        ----------
        user_id : str
            Id of the member.

        Raises
        ------
        NotFoundError
            No such member.

        Notes
        -----
        Source: ``set_organization_user_active``.
        """
        user_id = id_of("user_id", user_id)
        self._set_active(user_id, active=False)

    def reactivate(self, user_id: Thing) -> None:
        """Switch a member on again.

        Parameters
        ----------
        user_id : str
            Id of the member.

        Raises
        ------
        NotFoundError
            No such member.

        Notes
        -----
        Source: ``set_organization_user_active``.
        """
        user_id = id_of("user_id", user_id)
        self._set_active(user_id, active=True)

    def resend_invite(self, user_id: Thing) -> None:
        """Send the invitation again.

        Parameters
        ----------
        user_id : str
            Id of the invited user.

        Raises
        ------
        NotFoundError
            No such user.

        Notes
        -----
        Source: ``resend_organization_invite``.
        """
        user_id = id_of("user_id", user_id)
        organization = self._id()
        self._call(
            lambda api: resend_organization_invite.sync_detailed(organization, user_id, client=api, body=EmptyBody())
        )

    def remove(self, user_id: Thing) -> None:
        """Take a member out of the organization.

        Parameters
        ----------
        user_id : str
            Id of the member.

        Raises
        ------
        NotFoundError
            No such member.

        Notes
        -----
        Source: ``remove_organization_user``.
        """
        user_id = id_of("user_id", user_id)
        organization = self._id()
        self._call(lambda api: remove_organization_user.sync_detailed(organization, user_id, client=api))

    def _set_active(self, user_id: str, *, active: bool) -> None:
        organization = self._id()
        payload = OrganizationUserUpdate(is_active=active)
        self._call(
            lambda api: set_organization_user_active.sync_detailed(organization, user_id, client=api, body=payload)
        )

    def _id(self) -> str:
        """Id of the organization: configured, or asked of the service once."""
        if self._found_id is None:
            me = self._dict(lambda api: get_current_user.sync_detailed(client=api))
            organization = me.get("authorized_organization") or {}
            self._found_id = organization.get("id")
        if self._found_id is None:
            raise ValidationError(
                "organization_id: the API key belongs to no organization; pass organization_id=... to Ionworks"
            )
        return self._found_id
