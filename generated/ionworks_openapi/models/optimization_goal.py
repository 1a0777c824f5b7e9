from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.optimization_metric import OptimizationMetric


T = TypeVar("T", bound="OptimizationGoal")


@_attrs_define
class OptimizationGoal:
    """What to do with a metric. The cost of a goal is its weight times the metric in units of `scale`, or times the
    squared distance from `value`.

        Attributes:
            type_ (str): `maximize`, `minimize` or `target`.
            metric (OptimizationMetric): One number of a run. Named metrics: `capacity` and `charge_capacity` [A.h],
                `energy` and `charge_energy` [W.h], `gravimetric_energy_density` [W.h.kg-1], `volumetric_energy_density`
                [W.h.L-1], `charge_time` and `duration` [s], `minimum_voltage` and `maximum_voltage` [V], `maximum_temperature`
                [degC], `plating_margin` (lowest potential of the negative electrode against the electrolyte [V]), `cell_mass`
                [kg], `cell_volume` [L]. Statistics of `variable`: `first`, `last`, `minimum`, `maximum`, `mean` (over time),
                `sum` (of samples), `integral` (over time in s). `value_at` reads `variable` where another one first crosses a
                level. A text is short for `type`.
            value (float | Unset): Wanted value of a `target`, in the unit of the metric.
            weight (float | Unset): Importance against other goals, default 1.
            scale (float | Unset): Change that counts as one, in the unit of the metric; default the size of the baseline or
                `value`.
    """

    type_: str
    metric: OptimizationMetric
    value: float | Unset = UNSET
    weight: float | Unset = UNSET
    scale: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        metric = self.metric.to_dict()

        value = self.value

        weight = self.weight

        scale = self.scale

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "type": type_,
                "metric": metric,
            }
        )
        if value is not UNSET:
            field_dict["value"] = value
        if weight is not UNSET:
            field_dict["weight"] = weight
        if scale is not UNSET:
            field_dict["scale"] = scale

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.optimization_metric import OptimizationMetric  # noqa: PLC0415

        d = dict(src_dict)
        type_ = d.pop("type")

        metric = OptimizationMetric.from_dict(d.pop("metric"))

        value = d.pop("value", UNSET)

        weight = d.pop("weight", UNSET)

        scale = d.pop("scale", UNSET)

        optimization_goal = cls(
            type_=type_,
            metric=metric,
            value=value,
            weight=weight,
            scale=scale,
        )

        optimization_goal.additional_properties = d
        return optimization_goal

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
