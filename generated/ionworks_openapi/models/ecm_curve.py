from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

T = TypeVar("T", bound="EcmCurve")


@_attrs_define
class EcmCurve:
    """An open-circuit voltage over the state of charge.

    Attributes:
        soc (list[float]): States of charge that rise within 0 to 1.
        ocv (list[float]): Open-circuit voltage [V].
    """

    soc: list[float]
    ocv: list[float]

    def to_dict(self) -> dict[str, Any]:
        soc = self.soc

        ocv = self.ocv

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "soc": soc,
                "ocv": ocv,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        soc = cast(list[float], d.pop("soc"))

        ocv = cast(list[float], d.pop("ocv"))

        ecm_curve = cls(
            soc=soc,
            ocv=ocv,
        )

        return ecm_curve
