from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CyclerServiceEvent")


@_attrs_define
class CyclerServiceEvent:
    """Service of a cycler, planned, going on or done.

    Attributes:
        id (str): Id.
        cycler_id (str): Cycler.
        project_id (str): Project.
        event_type (str): Known values: `calibration`, `preventive_maintenance`, `firmware`, `repair`, `other`.
        scheduled_for (None | str | Unset): Planned start, ISO 8601.
        scheduled_until (None | str | Unset): Planned end, ISO 8601.
        performed_at (None | str | Unset): When it was done, null while it is open, ISO 8601.
        notes (None | str | Unset): Free text.
        created_by (None | str | Unset): Who planned it.
        performed_by (None | str | Unset): Who did it.
    """

    id: str
    cycler_id: str
    project_id: str
    event_type: str
    scheduled_for: None | str | Unset = UNSET
    scheduled_until: None | str | Unset = UNSET
    performed_at: None | str | Unset = UNSET
    notes: None | str | Unset = UNSET
    created_by: None | str | Unset = UNSET
    performed_by: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        cycler_id = self.cycler_id

        project_id = self.project_id

        event_type = self.event_type

        scheduled_for: None | str | Unset
        if isinstance(self.scheduled_for, Unset):
            scheduled_for = UNSET
        else:
            scheduled_for = self.scheduled_for

        scheduled_until: None | str | Unset
        if isinstance(self.scheduled_until, Unset):
            scheduled_until = UNSET
        else:
            scheduled_until = self.scheduled_until

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

        created_by: None | str | Unset
        if isinstance(self.created_by, Unset):
            created_by = UNSET
        else:
            created_by = self.created_by

        performed_by: None | str | Unset
        if isinstance(self.performed_by, Unset):
            performed_by = UNSET
        else:
            performed_by = self.performed_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "cycler_id": cycler_id,
                "project_id": project_id,
                "event_type": event_type,
            }
        )
        if scheduled_for is not UNSET:
            field_dict["scheduled_for"] = scheduled_for
        if scheduled_until is not UNSET:
            field_dict["scheduled_until"] = scheduled_until
        if performed_at is not UNSET:
            field_dict["performed_at"] = performed_at
        if notes is not UNSET:
            field_dict["notes"] = notes
        if created_by is not UNSET:
            field_dict["created_by"] = created_by
        if performed_by is not UNSET:
            field_dict["performed_by"] = performed_by

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        cycler_id = d.pop("cycler_id")

        project_id = d.pop("project_id")

        event_type = d.pop("event_type")

        def _parse_scheduled_for(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        scheduled_for = _parse_scheduled_for(d.pop("scheduled_for", UNSET))

        def _parse_scheduled_until(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        scheduled_until = _parse_scheduled_until(d.pop("scheduled_until", UNSET))

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

        def _parse_created_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by = _parse_created_by(d.pop("created_by", UNSET))

        def _parse_performed_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        performed_by = _parse_performed_by(d.pop("performed_by", UNSET))

        cycler_service_event = cls(
            id=id,
            cycler_id=cycler_id,
            project_id=project_id,
            event_type=event_type,
            scheduled_for=scheduled_for,
            scheduled_until=scheduled_until,
            performed_at=performed_at,
            notes=notes,
            created_by=created_by,
            performed_by=performed_by,
        )

        cycler_service_event.additional_properties = d
        return cycler_service_event

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
