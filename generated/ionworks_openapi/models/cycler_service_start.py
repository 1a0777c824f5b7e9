from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.cycler_service_start_event_type import CyclerServiceStartEventType
from ..types import UNSET, Unset

T = TypeVar("T", bound="CyclerServiceStart")


@_attrs_define
class CyclerServiceStart:
    """Service to begin.

    Attributes:
        event_type (CyclerServiceStartEventType): Kind of service.
        scheduled_for (str): Planned start, ISO 8601.
        scheduled_until (None | str | Unset): Planned end, ISO 8601.
        notes (None | str | Unset): Free text.
    """

    event_type: CyclerServiceStartEventType
    scheduled_for: str
    scheduled_until: None | str | Unset = UNSET
    notes: None | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        event_type = self.event_type.value

        scheduled_for = self.scheduled_for

        scheduled_until: None | str | Unset
        if isinstance(self.scheduled_until, Unset):
            scheduled_until = UNSET
        else:
            scheduled_until = self.scheduled_until

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "event_type": event_type,
                "scheduled_for": scheduled_for,
            }
        )
        if scheduled_until is not UNSET:
            field_dict["scheduled_until"] = scheduled_until
        if notes is not UNSET:
            field_dict["notes"] = notes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        event_type = CyclerServiceStartEventType(d.pop("event_type"))

        scheduled_for = d.pop("scheduled_for")

        def _parse_scheduled_until(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        scheduled_until = _parse_scheduled_until(d.pop("scheduled_until", UNSET))

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        cycler_service_start = cls(
            event_type=event_type,
            scheduled_for=scheduled_for,
            scheduled_until=scheduled_until,
            notes=notes,
        )

        return cycler_service_start
