from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="OptimizationParameter")


@_attrs_define
class OptimizationParameter:
    """A searched quantity.

    Attributes:
        bounds (list[float]): Lower and upper bound, in the unit of the name.
        initial_value (float | Unset): Value of the baseline, in the unit of the name; default the model's, else the
            experiment's, else the middle of the bounds.
        type_ (str | Unset): `design` (default) sets a parameter of the model, `input` an input of the protocols, `both`
            both.
        scale (str | Unset): `linear` (default) or `log`.
    """

    bounds: list[float]
    initial_value: float | Unset = UNSET
    type_: str | Unset = UNSET
    scale: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        bounds = self.bounds

        initial_value = self.initial_value

        type_ = self.type_

        scale = self.scale

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "bounds": bounds,
            }
        )
        if initial_value is not UNSET:
            field_dict["initial_value"] = initial_value
        if type_ is not UNSET:
            field_dict["type"] = type_
        if scale is not UNSET:
            field_dict["scale"] = scale

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        bounds = cast(list[float], d.pop("bounds"))

        initial_value = d.pop("initial_value", UNSET)

        type_ = d.pop("type", UNSET)

        scale = d.pop("scale", UNSET)

        optimization_parameter = cls(
            bounds=bounds,
            initial_value=initial_value,
            type_=type_,
            scale=scale,
        )

        optimization_parameter.additional_properties = d
        return optimization_parameter

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
