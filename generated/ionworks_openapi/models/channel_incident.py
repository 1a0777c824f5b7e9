from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ChannelIncident")


@_attrs_define
class ChannelIncident:
    """A time in which a channel was out of commission.

    Attributes:
        id (str): Id.
        channel_id (str): Channel.
        project_id (str): Project.
        started_at (str): Start, ISO 8601.
        service_event_id (None | str | Unset): Service of the cycler it belongs to.
        category (None | str | Unset): Known values: `hardware_failure`, `maintenance`, `calibration`, `decommissioned`,
            `other`.
        notes (None | str | Unset): Free text.
        service_scheduled_at (None | str | Unset): Planned start of the service, ISO 8601.
        service_scheduled_until (None | str | Unset): Planned return, ISO 8601.
        resolved_at (None | str | Unset): End, null while it is open, ISO 8601.
        resolution_notes (None | str | Unset): What was done.
        started_by (None | str | Unset): Who reported it.
        resolved_by (None | str | Unset): Who closed it.
        is_estimated (bool | Unset): Whether the start is a guess.
    """

    id: str
    channel_id: str
    project_id: str
    started_at: str
    service_event_id: None | str | Unset = UNSET
    category: None | str | Unset = UNSET
    notes: None | str | Unset = UNSET
    service_scheduled_at: None | str | Unset = UNSET
    service_scheduled_until: None | str | Unset = UNSET
    resolved_at: None | str | Unset = UNSET
    resolution_notes: None | str | Unset = UNSET
    started_by: None | str | Unset = UNSET
    resolved_by: None | str | Unset = UNSET
    is_estimated: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        channel_id = self.channel_id

        project_id = self.project_id

        started_at = self.started_at

        service_event_id: None | str | Unset
        if isinstance(self.service_event_id, Unset):
            service_event_id = UNSET
        else:
            service_event_id = self.service_event_id

        category: None | str | Unset
        if isinstance(self.category, Unset):
            category = UNSET
        else:
            category = self.category

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        service_scheduled_at: None | str | Unset
        if isinstance(self.service_scheduled_at, Unset):
            service_scheduled_at = UNSET
        else:
            service_scheduled_at = self.service_scheduled_at

        service_scheduled_until: None | str | Unset
        if isinstance(self.service_scheduled_until, Unset):
            service_scheduled_until = UNSET
        else:
            service_scheduled_until = self.service_scheduled_until

        resolved_at: None | str | Unset
        if isinstance(self.resolved_at, Unset):
            resolved_at = UNSET
        else:
            resolved_at = self.resolved_at

        resolution_notes: None | str | Unset
        if isinstance(self.resolution_notes, Unset):
            resolution_notes = UNSET
        else:
            resolution_notes = self.resolution_notes

        started_by: None | str | Unset
        if isinstance(self.started_by, Unset):
            started_by = UNSET
        else:
            started_by = self.started_by

        resolved_by: None | str | Unset
        if isinstance(self.resolved_by, Unset):
            resolved_by = UNSET
        else:
            resolved_by = self.resolved_by

        is_estimated = self.is_estimated

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "channel_id": channel_id,
                "project_id": project_id,
                "started_at": started_at,
            }
        )
        if service_event_id is not UNSET:
            field_dict["service_event_id"] = service_event_id
        if category is not UNSET:
            field_dict["category"] = category
        if notes is not UNSET:
            field_dict["notes"] = notes
        if service_scheduled_at is not UNSET:
            field_dict["service_scheduled_at"] = service_scheduled_at
        if service_scheduled_until is not UNSET:
            field_dict["service_scheduled_until"] = service_scheduled_until
        if resolved_at is not UNSET:
            field_dict["resolved_at"] = resolved_at
        if resolution_notes is not UNSET:
            field_dict["resolution_notes"] = resolution_notes
        if started_by is not UNSET:
            field_dict["started_by"] = started_by
        if resolved_by is not UNSET:
            field_dict["resolved_by"] = resolved_by
        if is_estimated is not UNSET:
            field_dict["is_estimated"] = is_estimated

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        channel_id = d.pop("channel_id")

        project_id = d.pop("project_id")

        started_at = d.pop("started_at")

        def _parse_service_event_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        service_event_id = _parse_service_event_id(d.pop("service_event_id", UNSET))

        def _parse_category(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        category = _parse_category(d.pop("category", UNSET))

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        def _parse_service_scheduled_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        service_scheduled_at = _parse_service_scheduled_at(
            d.pop("service_scheduled_at", UNSET)
        )

        def _parse_service_scheduled_until(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        service_scheduled_until = _parse_service_scheduled_until(
            d.pop("service_scheduled_until", UNSET)
        )

        def _parse_resolved_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        resolved_at = _parse_resolved_at(d.pop("resolved_at", UNSET))

        def _parse_resolution_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        resolution_notes = _parse_resolution_notes(d.pop("resolution_notes", UNSET))

        def _parse_started_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        started_by = _parse_started_by(d.pop("started_by", UNSET))

        def _parse_resolved_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        resolved_by = _parse_resolved_by(d.pop("resolved_by", UNSET))

        is_estimated = d.pop("is_estimated", UNSET)

        channel_incident = cls(
            id=id,
            channel_id=channel_id,
            project_id=project_id,
            started_at=started_at,
            service_event_id=service_event_id,
            category=category,
            notes=notes,
            service_scheduled_at=service_scheduled_at,
            service_scheduled_until=service_scheduled_until,
            resolved_at=resolved_at,
            resolution_notes=resolution_notes,
            started_by=started_by,
            resolved_by=resolved_by,
            is_estimated=is_estimated,
        )

        channel_incident.additional_properties = d
        return channel_incident

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
