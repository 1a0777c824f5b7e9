from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.model_recipe import ModelRecipe


T = TypeVar("T", bound="ModelRecipeRun")


@_attrs_define
class ModelRecipeRun:
    """A recipe to run without saving it (observed).

    Example:
        {'model_id': 'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'cell_spec_id': 'a90c5e17-6d28-4f3b-8e41-7b2c9f05d186',
            'config': {'elements': {'sheet': {'element_type': 'entry', 'mapping': {'Nominal cell capacity [A.h]':
            'ratings.capacity'}}}}}

    Attributes:
        model_id (str): Id of the model.
        cell_spec_id (str): Id of the specification.
        config (ModelRecipe): A recipe, like the config of a pipeline: `elements` by name, entries and calculations
            only. A mapping names paths of the cell specification the recipe is run for. Example: {'elements': {'sheet':
            {'element_type': 'entry', 'mapping': {'Nominal cell capacity [A.h]': 'ratings.capacity'}}}}.
    """

    model_id: str
    cell_spec_id: str
    config: ModelRecipe
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        model_id = self.model_id

        cell_spec_id = self.cell_spec_id

        config = self.config.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "model_id": model_id,
                "cell_spec_id": cell_spec_id,
                "config": config,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.model_recipe import ModelRecipe  # noqa: PLC0415

        d = dict(src_dict)
        model_id = d.pop("model_id")

        cell_spec_id = d.pop("cell_spec_id")

        config = ModelRecipe.from_dict(d.pop("config"))

        model_recipe_run = cls(
            model_id=model_id,
            cell_spec_id=cell_spec_id,
            config=config,
        )

        model_recipe_run.additional_properties = d
        return model_recipe_run

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
