from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Study")


@_attrs_define
class Study:
    """A named group of simulations and measurements (observed).

    Example:
        {'id': '3f0c5c8e-6f0d-4a53-9f0e-2b6d1c7e9a10', 'name': 'Rate study', 'project_id':
            '8d2f1c9a-52b7-4d6e-9a41-0c3b7e5f2d18', 'description': 'C/10 to 4C', 'simulation_count': 12, 'validation_count':
            0, 'created_at': '2025-01-31T08:15:00+00:00', 'updated_at': '2025-01-31T08:15:00+00:00'}

    Attributes:
        id (str): Id of the study.
        name (str): Name of the study.
        project_id (None | str | Unset): Id of its project.
        description (None | str | Unset): Free text.
        simulation_count (int | None | Unset): Number of its simulations; list rows only.
        validation_count (int | None | Unset): Number of its validations; list rows only.
        created_at (None | str | Unset): Time of creation, ISO 8601 in UTC.
        updated_at (None | str | Unset): Time of the last change, ISO 8601 in UTC.
    """

    id: str
    name: str
    project_id: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    simulation_count: int | None | Unset = UNSET
    validation_count: int | None | Unset = UNSET
    created_at: None | str | Unset = UNSET
    updated_at: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        project_id: None | str | Unset
        if isinstance(self.project_id, Unset):
            project_id = UNSET
        else:
            project_id = self.project_id

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        simulation_count: int | None | Unset
        if isinstance(self.simulation_count, Unset):
            simulation_count = UNSET
        else:
            simulation_count = self.simulation_count

        validation_count: int | None | Unset
        if isinstance(self.validation_count, Unset):
            validation_count = UNSET
        else:
            validation_count = self.validation_count

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
        field_dict.update(
            {
                "id": id,
                "name": name,
            }
        )
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if description is not UNSET:
            field_dict["description"] = description
        if simulation_count is not UNSET:
            field_dict["simulation_count"] = simulation_count
        if validation_count is not UNSET:
            field_dict["validation_count"] = validation_count
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        def _parse_project_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        project_id = _parse_project_id(d.pop("project_id", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_simulation_count(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        simulation_count = _parse_simulation_count(d.pop("simulation_count", UNSET))

        def _parse_validation_count(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        validation_count = _parse_validation_count(d.pop("validation_count", UNSET))

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

        study = cls(
            id=id,
            name=name,
            project_id=project_id,
            description=description,
            simulation_count=simulation_count,
            validation_count=validation_count,
            created_at=created_at,
            updated_at=updated_at,
        )

        study.additional_properties = d
        return study

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
