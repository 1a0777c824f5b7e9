from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.optimization_metric_at import OptimizationMetricAt


T = TypeVar("T", bound="OptimizationMetric")


@_attrs_define
class OptimizationMetric:
    """One number of a run. Named metrics: `capacity` and `charge_capacity` [A.h], `energy` and `charge_energy` [W.h],
    `gravimetric_energy_density` [W.h.kg-1], `volumetric_energy_density` [W.h.L-1], `charge_time` and `duration` [s],
    `minimum_voltage` and `maximum_voltage` [V], `maximum_temperature` [degC], `plating_margin` (lowest potential of the
    negative electrode against the electrolyte [V]), `cell_mass` [kg], `cell_volume` [L]. Statistics of `variable`:
    `first`, `last`, `minimum`, `maximum`, `mean` (over time), `sum` (of samples), `integral` (over time in s).
    `value_at` reads `variable` where another one first crosses a level. A text is short for `type`.

        Attributes:
            type_ (str | Unset): Named metric, statistic, or `value_at`.
            variable (str | Unset): Output variable of a statistic, with its unit.
            step (int | Unset): Only samples of this executed step, from 0; negative counts from the last.
            at (OptimizationMetricAt | Unset): Where `value_at` reads; `variable`, `value` and `direction` (`any`, `rising`,
                `falling`).
    """

    type_: str | Unset = UNSET
    variable: str | Unset = UNSET
    step: int | Unset = UNSET
    at: OptimizationMetricAt | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        variable = self.variable

        step = self.step

        at: dict[str, Any] | Unset = UNSET
        if not isinstance(self.at, Unset):
            at = self.at.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if type_ is not UNSET:
            field_dict["type"] = type_
        if variable is not UNSET:
            field_dict["variable"] = variable
        if step is not UNSET:
            field_dict["step"] = step
        if at is not UNSET:
            field_dict["at"] = at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.optimization_metric_at import OptimizationMetricAt  # noqa: PLC0415

        d = dict(src_dict)
        type_ = d.pop("type", UNSET)

        variable = d.pop("variable", UNSET)

        step = d.pop("step", UNSET)

        _at = d.pop("at", UNSET)
        at: OptimizationMetricAt | Unset
        if isinstance(_at, Unset):
            at = UNSET
        else:
            at = OptimizationMetricAt.from_dict(_at)

        optimization_metric = cls(
            type_=type_,
            variable=variable,
            step=step,
            at=at,
        )

        optimization_metric.additional_properties = d
        return optimization_metric

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
