from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.pipeline_result_element_results import PipelineResultElementResults
    from ..models.pipeline_result_result import PipelineResultResult


T = TypeVar("T", bound="PipelineResult")


@_attrs_define
class PipelineResult:
    """Result of a finished pipeline. No number is NaN or infinite: null stands for those.

    Attributes:
        result (PipelineResultResult): Result of the whole; `parameter_values` holds every parameter found (name with
            unit to value), `warnings` the sentences of all elements. A fit that was canceled has the best so far in
            `element_results` only.
        element_results (PipelineResultElementResults): Results by element name.
    """

    result: PipelineResultResult
    element_results: PipelineResultElementResults
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        result = self.result.to_dict()

        element_results = self.element_results.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "result": result,
                "element_results": element_results,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pipeline_result_element_results import (
            PipelineResultElementResults,  # noqa: PLC0415
        )
        from ..models.pipeline_result_result import PipelineResultResult  # noqa: PLC0415

        d = dict(src_dict)
        result = PipelineResultResult.from_dict(d.pop("result"))

        element_results = PipelineResultElementResults.from_dict(
            d.pop("element_results")
        )

        pipeline_result = cls(
            result=result,
            element_results=element_results,
        )

        pipeline_result.additional_properties = d
        return pipeline_result

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
