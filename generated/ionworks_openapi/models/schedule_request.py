from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="ScheduleRequest")


@_attrs_define
class ScheduleRequest:
    """What to find places for.

    Attributes:
        planned_measurement_ids (list[str]): Planned measurements in the order of their priority.
        start_after (None | str | Unset): Earliest time at which work on them begins; now by default, ISO 8601.
    """

    planned_measurement_ids: list[str]
    start_after: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        planned_measurement_ids = self.planned_measurement_ids

        start_after: None | str | Unset
        if isinstance(self.start_after, Unset):
            start_after = UNSET
        else:
            start_after = self.start_after

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "planned_measurement_ids": planned_measurement_ids,
            }
        )
        if start_after is not UNSET:
            field_dict["start_after"] = start_after

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        planned_measurement_ids = cast(list[str], d.pop("planned_measurement_ids"))

        def _parse_start_after(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        start_after = _parse_start_after(d.pop("start_after", UNSET))

        schedule_request = cls(
            planned_measurement_ids=planned_measurement_ids,
            start_after=start_after,
        )

        return schedule_request
