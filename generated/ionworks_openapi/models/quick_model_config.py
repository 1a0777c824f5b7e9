from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="QuickModelConfig")


@_attrs_define
class QuickModelConfig:
    """Cell from which an equivalent circuit model is built.

    Attributes:
        capacity (float | Unset): Nominal capacity in A.h.
        chemistry (str | Unset): Electrode pair, for example `NMC/Graphite`.
        resistance_pct (float | Unset): Internal resistance in percent of its usual value.
        cell_spec_id (str | Unset): Cell specification to take the capacity and chemistry from.
    """

    capacity: float | Unset = UNSET
    chemistry: str | Unset = UNSET
    resistance_pct: float | Unset = UNSET
    cell_spec_id: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        capacity = self.capacity

        chemistry = self.chemistry

        resistance_pct = self.resistance_pct

        cell_spec_id = self.cell_spec_id

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if capacity is not UNSET:
            field_dict["capacity"] = capacity
        if chemistry is not UNSET:
            field_dict["chemistry"] = chemistry
        if resistance_pct is not UNSET:
            field_dict["resistance_pct"] = resistance_pct
        if cell_spec_id is not UNSET:
            field_dict["cell_spec_id"] = cell_spec_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        capacity = d.pop("capacity", UNSET)

        chemistry = d.pop("chemistry", UNSET)

        resistance_pct = d.pop("resistance_pct", UNSET)

        cell_spec_id = d.pop("cell_spec_id", UNSET)

        quick_model_config = cls(
            capacity=capacity,
            chemistry=chemistry,
            resistance_pct=resistance_pct,
            cell_spec_id=cell_spec_id,
        )

        return quick_model_config
