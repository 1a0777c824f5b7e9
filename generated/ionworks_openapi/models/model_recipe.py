from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.model_recipe_elements import ModelRecipeElements


T = TypeVar("T", bound="ModelRecipe")


@_attrs_define
class ModelRecipe:
    """A recipe, like the config of a pipeline: `elements` by name, entries and calculations only. A mapping names paths of
    the cell specification the recipe is run for.

        Example:
            {'elements': {'sheet': {'element_type': 'entry', 'mapping': {'Nominal cell capacity [A.h]':
                'ratings.capacity'}}}}

        Attributes:
            elements (ModelRecipeElements): Elements by name, in order.
    """

    elements: ModelRecipeElements
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        elements = self.elements.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "elements": elements,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.model_recipe_elements import ModelRecipeElements  # noqa: PLC0415

        d = dict(src_dict)
        elements = ModelRecipeElements.from_dict(d.pop("elements"))

        model_recipe = cls(
            elements=elements,
        )

        model_recipe.additional_properties = d
        return model_recipe

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
