from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.model_builder_config import ModelBuilderConfig


T = TypeVar("T", bound="ModelBuilder")


@_attrs_define
class ModelBuilder:
    """A recipe that makes a parameterized model of a cell specification (observed).

    Example:
        {'id': '5d1f3a7c-2b4e-4c6d-8e9f-0a1b2c3d4e5f', 'organization_id': '10e6b8d2-7f95-4b3a-9c04-d28a5e61f7b3',
            'project_id': '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10', 'model_id': 'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b',
            'name': 'From the data sheet', 'description': None, 'config': {'elements': {'sheet': {'element_type': 'entry',
            'mapping': {'Nominal cell capacity [A.h]': 'ratings.capacity'}}}}, 'created_at': '2025-04-02T13:00:00Z',
            'updated_at': '2025-04-02T13:00:00Z'}

    Attributes:
        id (str): Id of the builder.
        organization_id (str): Id of the organization.
        project_id (str): Id of the project.
        model_id (str): Id of the model.
        name (str): Name, unique for the model in the project.
        config (ModelBuilderConfig): See ModelRecipe.
        description (None | str | Unset): What it is for.
        created_at (str | Unset): Time of creation, ISO 8601 UTC.
        updated_at (str | Unset): Time of the last change, ISO 8601 UTC.
    """

    id: str
    organization_id: str
    project_id: str
    model_id: str
    name: str
    config: ModelBuilderConfig
    description: None | str | Unset = UNSET
    created_at: str | Unset = UNSET
    updated_at: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        organization_id = self.organization_id

        project_id = self.project_id

        model_id = self.model_id

        name = self.name

        config = self.config.to_dict()

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        created_at = self.created_at

        updated_at = self.updated_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "organization_id": organization_id,
                "project_id": project_id,
                "model_id": model_id,
                "name": name,
                "config": config,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.model_builder_config import ModelBuilderConfig  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        organization_id = d.pop("organization_id")

        project_id = d.pop("project_id")

        model_id = d.pop("model_id")

        name = d.pop("name")

        config = ModelBuilderConfig.from_dict(d.pop("config"))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        created_at = d.pop("created_at", UNSET)

        updated_at = d.pop("updated_at", UNSET)

        model_builder = cls(
            id=id,
            organization_id=organization_id,
            project_id=project_id,
            model_id=model_id,
            name=name,
            config=config,
            description=description,
            created_at=created_at,
            updated_at=updated_at,
        )

        model_builder.additional_properties = d
        return model_builder

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
