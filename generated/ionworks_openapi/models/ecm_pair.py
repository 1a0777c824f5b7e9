from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="EcmPair")


@_attrs_define
class EcmPair:
    """One RC pair; a list has one value for each knot of the state of charge.

    Example:
        {'r': [0.01, 0.01], 'c': [3000.0, 3000.0], 'tau': [30.0, 30.0]}

    Attributes:
        r (list[float]): Resistance [Ohm].
        c (list[float] | None | Unset): Capacitance [F].
        tau (list[float] | None | Unset): Time constant [s].
    """

    r: list[float]
    c: list[float] | None | Unset = UNSET
    tau: list[float] | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        r = self.r

        c: list[float] | None | Unset
        if isinstance(self.c, Unset):
            c = UNSET
        elif isinstance(self.c, list):
            c = self.c

        else:
            c = self.c

        tau: list[float] | None | Unset
        if isinstance(self.tau, Unset):
            tau = UNSET
        elif isinstance(self.tau, list):
            tau = self.tau

        else:
            tau = self.tau

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "r": r,
            }
        )
        if c is not UNSET:
            field_dict["c"] = c
        if tau is not UNSET:
            field_dict["tau"] = tau

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        r = cast(list[float], d.pop("r"))

        def _parse_c(data: object) -> list[float] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                c_type_0 = cast(list[float], data)

                return c_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[float] | None | Unset, data)

        c = _parse_c(d.pop("c", UNSET))

        def _parse_tau(data: object) -> list[float] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                tau_type_0 = cast(list[float], data)

                return tau_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[float] | None | Unset, data)

        tau = _parse_tau(d.pop("tau", UNSET))

        ecm_pair = cls(
            r=r,
            c=c,
            tau=tau,
        )

        ecm_pair.additional_properties = d
        return ecm_pair

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
