from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="PipelineElementConfig")


@_attrs_define
class PipelineElementConfig:
    """One element. Further members depend on `element_type`; the service checks them.

    Attributes:
        element_type (str): `entry`, `calculation`, `data_fit`, `array_data_fit`, `validation`,
            `linear_confidence_interval` or `sobol_sensitivity`; the labels `Direct Entry`, `Data Fit`, `datafit`,
            `Calculation`, `Validation` are understood too.
    """

    element_type: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        element_type = self.element_type

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "element_type": element_type,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        element_type = d.pop("element_type")

        pipeline_element_config = cls(
            element_type=element_type,
        )

        pipeline_element_config.additional_properties = d
        return pipeline_element_config

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
