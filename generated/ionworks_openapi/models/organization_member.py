from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.organization_role import OrganizationRole
    from ..models.project_membership import ProjectMembership


T = TypeVar("T", bound="OrganizationMember")


@_attrs_define
class OrganizationMember:
    """A user of an organization (observed).

    Example:
        {'id': 'a95d30b7-6e42-4c1f-83d8-e4b1f7290c56', 'email': 'bob@example.com', 'organization_role': {'name':
            'Member'}, 'user_project_roles': [{'user_id': 'a95d30b7-6e42-4c1f-83d8-e4b1f7290c56', 'project_id':
            '8d2f1c9a-52b7-4d6e-9a41-0c3b7e5f2d18', 'project_role_id': 'e7264f8b-03ad-4e95-bd1c-5a9f8c702e41'}]}

    Attributes:
        id (str): Id of the user.
        email (None | str | Unset): E-mail address of the user.
        is_active (bool | None | Unset): False for deactivated users.
        organization_role (None | OrganizationRole | Unset): Role in the organization.
        user_project_roles (list[ProjectMembership] | None | Unset): Roles in projects, one per entry.
    """

    id: str
    email: None | str | Unset = UNSET
    is_active: bool | None | Unset = UNSET
    organization_role: None | OrganizationRole | Unset = UNSET
    user_project_roles: list[ProjectMembership] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.organization_role import OrganizationRole  # noqa: PLC0415

        id = self.id

        email: None | str | Unset
        if isinstance(self.email, Unset):
            email = UNSET
        else:
            email = self.email

        is_active: bool | None | Unset
        if isinstance(self.is_active, Unset):
            is_active = UNSET
        else:
            is_active = self.is_active

        organization_role: dict[str, Any] | None | Unset
        if isinstance(self.organization_role, Unset):
            organization_role = UNSET
        elif isinstance(self.organization_role, OrganizationRole):
            organization_role = self.organization_role.to_dict()
        else:
            organization_role = self.organization_role

        user_project_roles: list[dict[str, Any]] | None | Unset
        if isinstance(self.user_project_roles, Unset):
            user_project_roles = UNSET
        elif isinstance(self.user_project_roles, list):
            user_project_roles = []
            for user_project_roles_type_0_item_data in self.user_project_roles:
                user_project_roles_type_0_item = (
                    user_project_roles_type_0_item_data.to_dict()
                )
                user_project_roles.append(user_project_roles_type_0_item)

        else:
            user_project_roles = self.user_project_roles

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if email is not UNSET:
            field_dict["email"] = email
        if is_active is not UNSET:
            field_dict["is_active"] = is_active
        if organization_role is not UNSET:
            field_dict["organization_role"] = organization_role
        if user_project_roles is not UNSET:
            field_dict["user_project_roles"] = user_project_roles

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.organization_role import OrganizationRole  # noqa: PLC0415
        from ..models.project_membership import ProjectMembership  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        email = _parse_email(d.pop("email", UNSET))

        def _parse_is_active(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_active = _parse_is_active(d.pop("is_active", UNSET))

        def _parse_organization_role(data: object) -> None | OrganizationRole | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                organization_role_type_0 = OrganizationRole.from_dict(data)

                return organization_role_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OrganizationRole | Unset, data)

        organization_role = _parse_organization_role(d.pop("organization_role", UNSET))

        def _parse_user_project_roles(
            data: object,
        ) -> list[ProjectMembership] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                user_project_roles_type_0 = []
                _user_project_roles_type_0 = data
                for user_project_roles_type_0_item_data in _user_project_roles_type_0:
                    user_project_roles_type_0_item = ProjectMembership.from_dict(
                        user_project_roles_type_0_item_data
                    )

                    user_project_roles_type_0.append(user_project_roles_type_0_item)

                return user_project_roles_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[ProjectMembership] | None | Unset, data)

        user_project_roles = _parse_user_project_roles(
            d.pop("user_project_roles", UNSET)
        )

        organization_member = cls(
            id=id,
            email=email,
            is_active=is_active,
            organization_role=organization_role,
            user_project_roles=user_project_roles,
        )

        organization_member.additional_properties = d
        return organization_member

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
