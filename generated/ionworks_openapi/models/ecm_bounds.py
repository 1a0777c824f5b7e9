from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="EcmBounds")


@_attrs_define
class EcmBounds:
    """A range.

    Attributes:
        lo (float): Least value [A.h].
        hi (float): Largest value [A.h].
    """

    lo: float
    hi: float

    def to_dict(self) -> dict[str, Any]:
        lo = self.lo

        hi = self.hi

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "lo": lo,
                "hi": hi,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        lo = d.pop("lo")

        hi = d.pop("hi")

        ecm_bounds = cls(
            lo=lo,
            hi=hi,
        )

        return ecm_bounds
