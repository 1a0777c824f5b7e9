from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.element_result_parameter_values import ElementResultParameterValues
    from ..models.element_result_thinning import ElementResultThinning


T = TypeVar("T", bound="ElementResult")


@_attrs_define
class ElementResult:
    """Result of one element. `type` names the result class; without it the other members do.

    Attributes:
        type_ (str | Unset): Known values: `PassthroughResult`, `ParameterEstimatorResult`, `OptimizationResult`,
            `EnsembleResult`, `PosteriorResult`, `RegressionResult`, `ValidationResult`, `ConfidenceIntervalResult`,
            `SensitivityResult`.
        parameter_values (ElementResultParameterValues | Unset): Parameter name (with its unit) to number or serialized
            expression.
        cost (float | None | Unset): Value of the cost at the best point.
        thinning (ElementResultThinning | Unset): Objectives whose model was solved for fewer rows than were measured,
            by name (our addition); all rows are compared. The option `thinning` of an objective, `auto` or `off`, decides.
    """

    type_: str | Unset = UNSET
    parameter_values: ElementResultParameterValues | Unset = UNSET
    cost: float | None | Unset = UNSET
    thinning: ElementResultThinning | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        parameter_values: dict[str, Any] | Unset = UNSET
        if not isinstance(self.parameter_values, Unset):
            parameter_values = self.parameter_values.to_dict()

        cost: float | None | Unset
        if isinstance(self.cost, Unset):
            cost = UNSET
        else:
            cost = self.cost

        thinning: dict[str, Any] | Unset = UNSET
        if not isinstance(self.thinning, Unset):
            thinning = self.thinning.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if type_ is not UNSET:
            field_dict["type"] = type_
        if parameter_values is not UNSET:
            field_dict["parameter_values"] = parameter_values
        if cost is not UNSET:
            field_dict["cost"] = cost
        if thinning is not UNSET:
            field_dict["thinning"] = thinning

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.element_result_parameter_values import (
            ElementResultParameterValues,  # noqa: PLC0415
        )
        from ..models.element_result_thinning import ElementResultThinning  # noqa: PLC0415

        d = dict(src_dict)
        type_ = d.pop("type", UNSET)

        _parameter_values = d.pop("parameter_values", UNSET)
        parameter_values: ElementResultParameterValues | Unset
        if isinstance(_parameter_values, Unset):
            parameter_values = UNSET
        else:
            parameter_values = ElementResultParameterValues.from_dict(_parameter_values)

        def _parse_cost(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        cost = _parse_cost(d.pop("cost", UNSET))

        _thinning = d.pop("thinning", UNSET)
        thinning: ElementResultThinning | Unset
        if isinstance(_thinning, Unset):
            thinning = UNSET
        else:
            thinning = ElementResultThinning.from_dict(_thinning)

        element_result = cls(
            type_=type_,
            parameter_values=parameter_values,
            cost=cost,
            thinning=thinning,
        )

        element_result.additional_properties = d
        return element_result

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
