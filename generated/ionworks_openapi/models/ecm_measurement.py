from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="EcmMeasurement")


@_attrs_define
class EcmMeasurement:
    """A measurement to fit to.

    Attributes:
        id (str): Id of the measurement.
        start_step (int | None | Unset): First step.
        end_step (int | None | Unset): Last step, which is included.
        initial_soc (float | None | Unset): State of charge of the first row (0 to 1).
        capacity (float | None | Unset): Capacity [A.h].
    """

    id: str
    start_step: int | None | Unset = UNSET
    end_step: int | None | Unset = UNSET
    initial_soc: float | None | Unset = UNSET
    capacity: float | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        start_step: int | None | Unset
        if isinstance(self.start_step, Unset):
            start_step = UNSET
        else:
            start_step = self.start_step

        end_step: int | None | Unset
        if isinstance(self.end_step, Unset):
            end_step = UNSET
        else:
            end_step = self.end_step

        initial_soc: float | None | Unset
        if isinstance(self.initial_soc, Unset):
            initial_soc = UNSET
        else:
            initial_soc = self.initial_soc

        capacity: float | None | Unset
        if isinstance(self.capacity, Unset):
            capacity = UNSET
        else:
            capacity = self.capacity

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
            }
        )
        if start_step is not UNSET:
            field_dict["start_step"] = start_step
        if end_step is not UNSET:
            field_dict["end_step"] = end_step
        if initial_soc is not UNSET:
            field_dict["initial_soc"] = initial_soc
        if capacity is not UNSET:
            field_dict["capacity"] = capacity

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_start_step(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        start_step = _parse_start_step(d.pop("start_step", UNSET))

        def _parse_end_step(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        end_step = _parse_end_step(d.pop("end_step", UNSET))

        def _parse_initial_soc(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        initial_soc = _parse_initial_soc(d.pop("initial_soc", UNSET))

        def _parse_capacity(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        capacity = _parse_capacity(d.pop("capacity", UNSET))

        ecm_measurement = cls(
            id=id,
            start_step=start_step,
            end_step=end_step,
            initial_soc=initial_soc,
            capacity=capacity,
        )

        return ecm_measurement
