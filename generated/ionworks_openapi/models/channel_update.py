from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.channel_update_incident_category import ChannelUpdateIncidentCategory
from ..types import UNSET, Unset

T = TypeVar("T", bound="ChannelUpdate")


@_attrs_define
class ChannelUpdate:
    """Changes of a channel; taking it out opens an incident, putting it back closes it.

    Attributes:
        name (str | Unset): Name.
        notes (None | str | Unset): Free text.
        max_amps (float | None | Unset): Largest current [A].
        min_volts (float | None | Unset): Lowest voltage [V].
        max_volts (float | None | Unset): Highest voltage [V].
        out_of_commission (bool | Unset): Whether it must not be used.
        incident_category (ChannelUpdateIncidentCategory | Unset): Why it is out (other by default).
        incident_notes (None | str | Unset): What is the matter.
        resolution_notes (None | str | Unset): What was done.
        service_scheduled_at (None | str | Unset): Planned start of the service, ISO 8601.
        service_scheduled_until (None | str | Unset): Planned return, ISO 8601.
    """

    name: str | Unset = UNSET
    notes: None | str | Unset = UNSET
    max_amps: float | None | Unset = UNSET
    min_volts: float | None | Unset = UNSET
    max_volts: float | None | Unset = UNSET
    out_of_commission: bool | Unset = UNSET
    incident_category: ChannelUpdateIncidentCategory | Unset = UNSET
    incident_notes: None | str | Unset = UNSET
    resolution_notes: None | str | Unset = UNSET
    service_scheduled_at: None | str | Unset = UNSET
    service_scheduled_until: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        max_amps: float | None | Unset
        if isinstance(self.max_amps, Unset):
            max_amps = UNSET
        else:
            max_amps = self.max_amps

        min_volts: float | None | Unset
        if isinstance(self.min_volts, Unset):
            min_volts = UNSET
        else:
            min_volts = self.min_volts

        max_volts: float | None | Unset
        if isinstance(self.max_volts, Unset):
            max_volts = UNSET
        else:
            max_volts = self.max_volts

        out_of_commission = self.out_of_commission

        incident_category: str | Unset = UNSET
        if not isinstance(self.incident_category, Unset):
            incident_category = self.incident_category.value

        incident_notes: None | str | Unset
        if isinstance(self.incident_notes, Unset):
            incident_notes = UNSET
        else:
            incident_notes = self.incident_notes

        resolution_notes: None | str | Unset
        if isinstance(self.resolution_notes, Unset):
            resolution_notes = UNSET
        else:
            resolution_notes = self.resolution_notes

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

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if notes is not UNSET:
            field_dict["notes"] = notes
        if max_amps is not UNSET:
            field_dict["max_amps"] = max_amps
        if min_volts is not UNSET:
            field_dict["min_volts"] = min_volts
        if max_volts is not UNSET:
            field_dict["max_volts"] = max_volts
        if out_of_commission is not UNSET:
            field_dict["out_of_commission"] = out_of_commission
        if incident_category is not UNSET:
            field_dict["incident_category"] = incident_category
        if incident_notes is not UNSET:
            field_dict["incident_notes"] = incident_notes
        if resolution_notes is not UNSET:
            field_dict["resolution_notes"] = resolution_notes
        if service_scheduled_at is not UNSET:
            field_dict["service_scheduled_at"] = service_scheduled_at
        if service_scheduled_until is not UNSET:
            field_dict["service_scheduled_until"] = service_scheduled_until

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        def _parse_max_amps(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        max_amps = _parse_max_amps(d.pop("max_amps", UNSET))

        def _parse_min_volts(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        min_volts = _parse_min_volts(d.pop("min_volts", UNSET))

        def _parse_max_volts(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        max_volts = _parse_max_volts(d.pop("max_volts", UNSET))

        out_of_commission = d.pop("out_of_commission", UNSET)

        _incident_category = d.pop("incident_category", UNSET)
        incident_category: ChannelUpdateIncidentCategory | Unset
        if isinstance(_incident_category, Unset):
            incident_category = UNSET
        else:
            incident_category = ChannelUpdateIncidentCategory(_incident_category)

        def _parse_incident_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        incident_notes = _parse_incident_notes(d.pop("incident_notes", UNSET))

        def _parse_resolution_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        resolution_notes = _parse_resolution_notes(d.pop("resolution_notes", UNSET))

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

        channel_update = cls(
            name=name,
            notes=notes,
            max_amps=max_amps,
            min_volts=min_volts,
            max_volts=max_volts,
            out_of_commission=out_of_commission,
            incident_category=incident_category,
            incident_notes=incident_notes,
            resolution_notes=resolution_notes,
            service_scheduled_at=service_scheduled_at,
            service_scheduled_until=service_scheduled_until,
        )

        channel_update.additional_properties = d
        return channel_update

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
