from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ModelBuilderCheck")


@_attrs_define
class ModelBuilderCheck:
    """The cell specification to check a builder for.

    Example:
        {'cell_spec_id': 'a90c5e17-6d28-4f3b-8e41-7b2c9f05d186'}

    Attributes:
        cell_spec_id (str): Id of the specification.
    """

    cell_spec_id: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        cell_spec_id = self.cell_spec_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "cell_spec_id": cell_spec_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        cell_spec_id = d.pop("cell_spec_id")

        model_builder_check = cls(
            cell_spec_id=cell_spec_id,
        )

        model_builder_check.additional_properties = d
        return model_builder_check

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
