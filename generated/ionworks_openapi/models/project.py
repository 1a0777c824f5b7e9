from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.project_membership import ProjectMembership


T = TypeVar("T", bound="Project")


@_attrs_define
class Project:
    """A project of an organization (docs and observed).

    Example:
        {'id': '8d2f1c9a-52b7-4d6e-9a41-0c3b7e5f2d18', 'name': 'Fast charge', 'organization_id':
            '10e6b8d2-7f95-4b3a-9c04-d28a5e61f7b3', 'description': 'Cells for fast charging', 'created_at':
            '2025-01-31T08:15:00+00:00', 'updated_at': '2025-01-31T08:15:00+00:00'}

    Attributes:
        id (str): Id of the project.
        name (str): Name of the project.
        organization_id (str): Id of the organization that owns it.
        description (None | str | Unset): Free text.
        created_at (None | str | Unset): Time of creation, ISO 8601 in UTC.
        updated_at (None | str | Unset): Time of the last change, ISO 8601 in UTC.
        user_project_roles (list[ProjectMembership] | None | Unset): Members of the project, one per entry.
    """

    id: str
    name: str
    organization_id: str
    description: None | str | Unset = UNSET
    created_at: None | str | Unset = UNSET
    updated_at: None | str | Unset = UNSET
    user_project_roles: list[ProjectMembership] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        organization_id = self.organization_id

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

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
                "name": name,
                "organization_id": organization_id,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at
        if user_project_roles is not UNSET:
            field_dict["user_project_roles"] = user_project_roles

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.project_membership import ProjectMembership  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        organization_id = d.pop("organization_id")

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

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

        project = cls(
            id=id,
            name=name,
            organization_id=organization_id,
            description=description,
            created_at=created_at,
            updated_at=updated_at,
            user_project_roles=user_project_roles,
        )

        project.additional_properties = d
        return project

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
