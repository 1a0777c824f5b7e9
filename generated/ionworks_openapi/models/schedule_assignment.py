from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ScheduleAssignment")


@_attrs_define
class ScheduleAssignment:
    """Where and when a planned measurement could run.

    Attributes:
        planned_measurement_id (str): Planned measurement.
        planned_measurement_name (None | str): Its name.
        planned_measurement_updated_at (str): Its last change when the proposal was made.
        channel_id (None | str | Unset): Channel.
        channel_name (None | str | Unset): Name of the channel.
        cycler_name (None | str | Unset): Name of the cycler.
        planned_start_time (None | str | Unset): Start, ISO 8601.
        planned_end_time (None | str | Unset): End, ISO 8601.
        unscheduled_reason (None | str | Unset): Why it found no place.
    """

    planned_measurement_id: str
    planned_measurement_name: None | str
    planned_measurement_updated_at: str
    channel_id: None | str | Unset = UNSET
    channel_name: None | str | Unset = UNSET
    cycler_name: None | str | Unset = UNSET
    planned_start_time: None | str | Unset = UNSET
    planned_end_time: None | str | Unset = UNSET
    unscheduled_reason: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        planned_measurement_id = self.planned_measurement_id

        planned_measurement_name: None | str
        planned_measurement_name = self.planned_measurement_name

        planned_measurement_updated_at = self.planned_measurement_updated_at

        channel_id: None | str | Unset
        if isinstance(self.channel_id, Unset):
            channel_id = UNSET
        else:
            channel_id = self.channel_id

        channel_name: None | str | Unset
        if isinstance(self.channel_name, Unset):
            channel_name = UNSET
        else:
            channel_name = self.channel_name

        cycler_name: None | str | Unset
        if isinstance(self.cycler_name, Unset):
            cycler_name = UNSET
        else:
            cycler_name = self.cycler_name

        planned_start_time: None | str | Unset
        if isinstance(self.planned_start_time, Unset):
            planned_start_time = UNSET
        else:
            planned_start_time = self.planned_start_time

        planned_end_time: None | str | Unset
        if isinstance(self.planned_end_time, Unset):
            planned_end_time = UNSET
        else:
            planned_end_time = self.planned_end_time

        unscheduled_reason: None | str | Unset
        if isinstance(self.unscheduled_reason, Unset):
            unscheduled_reason = UNSET
        else:
            unscheduled_reason = self.unscheduled_reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "planned_measurement_id": planned_measurement_id,
                "planned_measurement_name": planned_measurement_name,
                "planned_measurement_updated_at": planned_measurement_updated_at,
            }
        )
        if channel_id is not UNSET:
            field_dict["channel_id"] = channel_id
        if channel_name is not UNSET:
            field_dict["channel_name"] = channel_name
        if cycler_name is not UNSET:
            field_dict["cycler_name"] = cycler_name
        if planned_start_time is not UNSET:
            field_dict["planned_start_time"] = planned_start_time
        if planned_end_time is not UNSET:
            field_dict["planned_end_time"] = planned_end_time
        if unscheduled_reason is not UNSET:
            field_dict["unscheduled_reason"] = unscheduled_reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        planned_measurement_id = d.pop("planned_measurement_id")

        def _parse_planned_measurement_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        planned_measurement_name = _parse_planned_measurement_name(
            d.pop("planned_measurement_name")
        )

        planned_measurement_updated_at = d.pop("planned_measurement_updated_at")

        def _parse_channel_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        channel_id = _parse_channel_id(d.pop("channel_id", UNSET))

        def _parse_channel_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        channel_name = _parse_channel_name(d.pop("channel_name", UNSET))

        def _parse_cycler_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cycler_name = _parse_cycler_name(d.pop("cycler_name", UNSET))

        def _parse_planned_start_time(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        planned_start_time = _parse_planned_start_time(
            d.pop("planned_start_time", UNSET)
        )

        def _parse_planned_end_time(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        planned_end_time = _parse_planned_end_time(d.pop("planned_end_time", UNSET))

        def _parse_unscheduled_reason(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        unscheduled_reason = _parse_unscheduled_reason(
            d.pop("unscheduled_reason", UNSET)
        )

        schedule_assignment = cls(
            planned_measurement_id=planned_measurement_id,
            planned_measurement_name=planned_measurement_name,
            planned_measurement_updated_at=planned_measurement_updated_at,
            channel_id=channel_id,
            channel_name=channel_name,
            cycler_name=cycler_name,
            planned_start_time=planned_start_time,
            planned_end_time=planned_end_time,
            unscheduled_reason=unscheduled_reason,
        )

        schedule_assignment.additional_properties = d
        return schedule_assignment

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
