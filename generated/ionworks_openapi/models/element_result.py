from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.element_result_confidence_intervals_type_0 import (
        ElementResultConfidenceIntervalsType0,
    )
    from ..models.element_result_parameter_values import ElementResultParameterValues
    from ..models.element_result_residuals import ElementResultResiduals
    from ..models.element_result_starts import ElementResultStarts
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
        success (bool | Unset): Of a fit, whether the optimizer converged.
        starts (ElementResultStarts | Unset): Of a fit, `tried` starts, how many of them `agreed` on the best cost,
            whether it `is_confirmed` (enough agreed, or nothing but noise is left and every parameter is determined), and
            all `evaluations`.
        residuals (ElementResultResiduals | Unset): Of a fit or validation, by objective and variable and in the unit of
            the variable: `rmse`, `noise` of the data (null if unknown), `autocorrelation` of the errors, `rows`, and
            `missing` ones the model did not reach.
        confidence_intervals (ElementResultConfidenceIntervalsType0 | None | Unset): Of a fit by least squares or a
            gradient, `confidence_level` and `intervals`: `lower` and `upper` by parameter, in its unit and inside its
            bounds.
        warnings (list[str] | Unset): What a person should know or doubt, one sentence each.
    """

    type_: str | Unset = UNSET
    parameter_values: ElementResultParameterValues | Unset = UNSET
    cost: float | None | Unset = UNSET
    thinning: ElementResultThinning | Unset = UNSET
    success: bool | Unset = UNSET
    starts: ElementResultStarts | Unset = UNSET
    residuals: ElementResultResiduals | Unset = UNSET
    confidence_intervals: ElementResultConfidenceIntervalsType0 | None | Unset = UNSET
    warnings: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.element_result_confidence_intervals_type_0 import (
            ElementResultConfidenceIntervalsType0,  # noqa: PLC0415
        )

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

        success = self.success

        starts: dict[str, Any] | Unset = UNSET
        if not isinstance(self.starts, Unset):
            starts = self.starts.to_dict()

        residuals: dict[str, Any] | Unset = UNSET
        if not isinstance(self.residuals, Unset):
            residuals = self.residuals.to_dict()

        confidence_intervals: dict[str, Any] | None | Unset
        if isinstance(self.confidence_intervals, Unset):
            confidence_intervals = UNSET
        elif isinstance(
            self.confidence_intervals, ElementResultConfidenceIntervalsType0
        ):
            confidence_intervals = self.confidence_intervals.to_dict()
        else:
            confidence_intervals = self.confidence_intervals

        warnings: list[str] | Unset = UNSET
        if not isinstance(self.warnings, Unset):
            warnings = self.warnings

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
        if success is not UNSET:
            field_dict["success"] = success
        if starts is not UNSET:
            field_dict["starts"] = starts
        if residuals is not UNSET:
            field_dict["residuals"] = residuals
        if confidence_intervals is not UNSET:
            field_dict["confidence_intervals"] = confidence_intervals
        if warnings is not UNSET:
            field_dict["warnings"] = warnings

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.element_result_confidence_intervals_type_0 import (
            ElementResultConfidenceIntervalsType0,  # noqa: PLC0415
        )
        from ..models.element_result_parameter_values import (
            ElementResultParameterValues,  # noqa: PLC0415
        )
        from ..models.element_result_residuals import ElementResultResiduals  # noqa: PLC0415
        from ..models.element_result_starts import ElementResultStarts  # noqa: PLC0415
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

        success = d.pop("success", UNSET)

        _starts = d.pop("starts", UNSET)
        starts: ElementResultStarts | Unset
        if isinstance(_starts, Unset):
            starts = UNSET
        else:
            starts = ElementResultStarts.from_dict(_starts)

        _residuals = d.pop("residuals", UNSET)
        residuals: ElementResultResiduals | Unset
        if isinstance(_residuals, Unset):
            residuals = UNSET
        else:
            residuals = ElementResultResiduals.from_dict(_residuals)

        def _parse_confidence_intervals(
            data: object,
        ) -> ElementResultConfidenceIntervalsType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                confidence_intervals_type_0 = (
                    ElementResultConfidenceIntervalsType0.from_dict(data)
                )

                return confidence_intervals_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ElementResultConfidenceIntervalsType0 | None | Unset, data)

        confidence_intervals = _parse_confidence_intervals(
            d.pop("confidence_intervals", UNSET)
        )

        warnings = cast(list[str], d.pop("warnings", UNSET))

        element_result = cls(
            type_=type_,
            parameter_values=parameter_values,
            cost=cost,
            thinning=thinning,
            success=success,
            starts=starts,
            residuals=residuals,
            confidence_intervals=confidence_intervals,
            warnings=warnings,
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
