from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.pipeline_elements import PipelineElements


T = TypeVar("T", bound="SimplePipelineConfig")


@_attrs_define
class SimplePipelineConfig:
    """Configuration of a simple pipeline; at most one `data_fit`, `array_data_fit` or `validation` element.

    Attributes:
        elements (PipelineElements): Elements by name, in the order in which they run.
    """

    elements: PipelineElements
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
        from ..models.pipeline_elements import PipelineElements  # noqa: PLC0415

        d = dict(src_dict)
        elements = PipelineElements.from_dict(d.pop("elements"))

        simple_pipeline_config = cls(
            elements=elements,
        )

        simple_pipeline_config.additional_properties = d
        return simple_pipeline_config

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
