from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.model_recipe import ModelRecipe


T = TypeVar("T", bound="ModelBuilderUpdate")


@_attrs_define
class ModelBuilderUpdate:
    """Fields to change; a field that is absent keeps its value (observed).

    Example:
        {'description': 'Values of the sheet of 2025.'}

    Attributes:
        name (str | Unset): New name.
        description (None | str | Unset): What it is for.
        config (ModelRecipe | Unset): A recipe, like the config of a pipeline: `elements` by name, entries and
            calculations only. A mapping names paths of the cell specification the recipe is run for. Example: {'elements':
            {'sheet': {'element_type': 'entry', 'mapping': {'Nominal cell capacity [A.h]': 'ratings.capacity'}}}}.
    """

    name: str | Unset = UNSET
    description: None | str | Unset = UNSET
    config: ModelRecipe | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        config: dict[str, Any] | Unset = UNSET
        if not isinstance(self.config, Unset):
            config = self.config.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if config is not UNSET:
            field_dict["config"] = config

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.model_recipe import ModelRecipe  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        _config = d.pop("config", UNSET)
        config: ModelRecipe | Unset
        if isinstance(_config, Unset):
            config = UNSET
        else:
            config = ModelRecipe.from_dict(_config)

        model_builder_update = cls(
            name=name,
            description=description,
            config=config,
        )

        model_builder_update.additional_properties = d
        return model_builder_update

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
