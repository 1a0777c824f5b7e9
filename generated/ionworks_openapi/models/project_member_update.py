from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ProjectMemberUpdate")


@_attrs_define
class ProjectMemberUpdate:
    """A new role for a member (observed).

    Example:
        {'project_role_id': 'e7264f8b-03ad-4e95-bd1c-5a9f8c702e41'}

    Attributes:
        project_role_id (str): Id of the role, from `list_project_roles`.
    """

    project_role_id: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        project_role_id = self.project_role_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "project_role_id": project_role_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        project_role_id = d.pop("project_role_id")

        project_member_update = cls(
            project_role_id=project_role_id,
        )

        project_member_update.additional_properties = d
        return project_member_update

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
