from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.model_recipe import ModelRecipe


T = TypeVar("T", bound="ModelBuilderCreate")


@_attrs_define
class ModelBuilderCreate:
    """A model builder to create (observed).

    Example:
        {'model_id': 'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'project_id': '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10',
            'name': 'From the data sheet', 'config': {'elements': {'sheet': {'element_type': 'entry', 'mapping': {'Nominal
            cell capacity [A.h]': 'ratings.capacity'}}}}}

    Attributes:
        model_id (str): Id of the model.
        project_id (str): Id of the project.
        name (str): Name.
        config (ModelRecipe): A recipe, like the config of a pipeline: `elements` by name, entries and calculations
            only. A mapping names paths of the cell specification the recipe is run for. Example: {'elements': {'sheet':
            {'element_type': 'entry', 'mapping': {'Nominal cell capacity [A.h]': 'ratings.capacity'}}}}.
        description (None | str | Unset): What it is for.
    """

    model_id: str
    project_id: str
    name: str
    config: ModelRecipe
    description: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        model_id = self.model_id

        project_id = self.project_id

        name = self.name

        config = self.config.to_dict()

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "model_id": model_id,
                "project_id": project_id,
                "name": name,
                "config": config,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.model_recipe import ModelRecipe  # noqa: PLC0415

        d = dict(src_dict)
        model_id = d.pop("model_id")

        project_id = d.pop("project_id")

        name = d.pop("name")

        config = ModelRecipe.from_dict(d.pop("config"))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        model_builder_create = cls(
            model_id=model_id,
            project_id=project_id,
            name=name,
            config=config,
            description=description,
        )

        model_builder_create.additional_properties = d
        return model_builder_create

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
