from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ProjectMembership")


@_attrs_define
class ProjectMembership:
    """A role a user has in a project (docs).

    Example:
        {'user_id': 'a95d30b7-6e42-4c1f-83d8-e4b1f7290c56', 'project_id': '8d2f1c9a-52b7-4d6e-9a41-0c3b7e5f2d18',
            'project_role_id': 'e7264f8b-03ad-4e95-bd1c-5a9f8c702e41'}

    Attributes:
        user_id (str | Unset): Id of the user.
        project_id (str | Unset): Id of the project.
        project_role_id (str | Unset): Id of the role.
        created_at (None | str | Unset): Time of creation, ISO 8601 in UTC.
        updated_at (None | str | Unset): Time of the last change, ISO 8601 in UTC.
    """

    user_id: str | Unset = UNSET
    project_id: str | Unset = UNSET
    project_role_id: str | Unset = UNSET
    created_at: None | str | Unset = UNSET
    updated_at: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        user_id = self.user_id

        project_id = self.project_id

        project_role_id = self.project_role_id

        created_at: None | str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        else:
            created_at = self.created_at

        updated_at: None | str | Unset
        if isinstance(self.updated_at, Unset):
            updated_at = UNSET
        else:
            updated_at = self.updated_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if project_role_id is not UNSET:
            field_dict["project_role_id"] = project_role_id
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        user_id = d.pop("user_id", UNSET)

        project_id = d.pop("project_id", UNSET)

        project_role_id = d.pop("project_role_id", UNSET)

        def _parse_created_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        def _parse_updated_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        updated_at = _parse_updated_at(d.pop("updated_at", UNSET))

        project_membership = cls(
            user_id=user_id,
            project_id=project_id,
            project_role_id=project_role_id,
            created_at=created_at,
            updated_at=updated_at,
        )

        project_membership.additional_properties = d
        return project_membership

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
