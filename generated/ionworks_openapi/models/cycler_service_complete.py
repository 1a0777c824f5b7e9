from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.cycler_service_complete_event_type import CyclerServiceCompleteEventType
from ..types import UNSET, Unset

T = TypeVar("T", bound="CyclerServiceComplete")


@_attrs_define
class CyclerServiceComplete:
    """Service that is done.

    Attributes:
        event_type (CyclerServiceCompleteEventType | Unset): Kind of service (calibration by default).
        performed_at (None | str | Unset): When; now by default, ISO 8601.
        notes (None | str | Unset): Free text.
        calibration_interval_days (int | None | Unset): Days until the next calibration, from now on.
    """

    event_type: CyclerServiceCompleteEventType | Unset = UNSET
    performed_at: None | str | Unset = UNSET
    notes: None | str | Unset = UNSET
    calibration_interval_days: int | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        event_type: str | Unset = UNSET
        if not isinstance(self.event_type, Unset):
            event_type = self.event_type.value

        performed_at: None | str | Unset
        if isinstance(self.performed_at, Unset):
            performed_at = UNSET
        else:
            performed_at = self.performed_at

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        calibration_interval_days: int | None | Unset
        if isinstance(self.calibration_interval_days, Unset):
            calibration_interval_days = UNSET
        else:
            calibration_interval_days = self.calibration_interval_days

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if event_type is not UNSET:
            field_dict["event_type"] = event_type
        if performed_at is not UNSET:
            field_dict["performed_at"] = performed_at
        if notes is not UNSET:
            field_dict["notes"] = notes
        if calibration_interval_days is not UNSET:
            field_dict["calibration_interval_days"] = calibration_interval_days

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _event_type = d.pop("event_type", UNSET)
        event_type: CyclerServiceCompleteEventType | Unset
        if isinstance(_event_type, Unset):
            event_type = UNSET
        else:
            event_type = CyclerServiceCompleteEventType(_event_type)

        def _parse_performed_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        performed_at = _parse_performed_at(d.pop("performed_at", UNSET))

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        def _parse_calibration_interval_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        calibration_interval_days = _parse_calibration_interval_days(
            d.pop("calibration_interval_days", UNSET)
        )

        cycler_service_complete = cls(
            event_type=event_type,
            performed_at=performed_at,
            notes=notes,
            calibration_interval_days=calibration_interval_days,
        )

        return cycler_service_complete
