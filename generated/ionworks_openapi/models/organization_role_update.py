from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.organization_role_update_role_name import OrganizationRoleUpdateRoleName

T = TypeVar("T", bound="OrganizationRoleUpdate")


@_attrs_define
class OrganizationRoleUpdate:
    """A new role for a user (observed).

    Example:
        {'role_name': 'Admin'}

    Attributes:
        role_name (OrganizationRoleUpdateRoleName): Role in the organization.
    """

    role_name: OrganizationRoleUpdateRoleName
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        role_name = self.role_name.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "role_name": role_name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        role_name = OrganizationRoleUpdateRoleName(d.pop("role_name"))

        organization_role_update = cls(
            role_name=role_name,
        )

        organization_role_update.additional_properties = d
        return organization_role_update

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
