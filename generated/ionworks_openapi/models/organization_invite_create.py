from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.organization_invite_create_role_name import (
    OrganizationInviteCreateRoleName,
)

T = TypeVar("T", bound="OrganizationInviteCreate")


@_attrs_define
class OrganizationInviteCreate:
    """A person to invite to an organization (observed).

    Example:
        {'email': 'bob@example.com', 'role_name': 'Member'}

    Attributes:
        email (str): E-mail address of the person.
        role_name (OrganizationInviteCreateRoleName): Role in the organization.
    """

    email: str
    role_name: OrganizationInviteCreateRoleName
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        email = self.email

        role_name = self.role_name.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "email": email,
                "role_name": role_name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        email = d.pop("email")

        role_name = OrganizationInviteCreateRoleName(d.pop("role_name"))

        organization_invite_create = cls(
            email=email,
            role_name=role_name,
        )

        organization_invite_create.additional_properties = d
        return organization_invite_create

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
