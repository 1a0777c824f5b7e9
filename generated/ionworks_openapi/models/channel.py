from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Channel")


@_attrs_define
class Channel:
    """A channel of a cycler.

    Attributes:
        id (str): Id.
        name (str): Name, unique in the cycler.
        cycler_id (str): Cycler.
        project_id (str): Project.
        notes (None | str | Unset): Free text.
        out_of_commission (bool | Unset): Whether it must not be used.
        max_amps (float | None | Unset): Largest current [A].
        min_volts (float | None | Unset): Lowest voltage [V].
        max_volts (float | None | Unset): Highest voltage [V].
        created_at (None | str | Unset): Creation, ISO 8601.
        updated_at (None | str | Unset): Last change, ISO 8601.
        created_by_email (None | str | Unset): Who made it.
    """

    id: str
    name: str
    cycler_id: str
    project_id: str
    notes: None | str | Unset = UNSET
    out_of_commission: bool | Unset = UNSET
    max_amps: float | None | Unset = UNSET
    min_volts: float | None | Unset = UNSET
    max_volts: float | None | Unset = UNSET
    created_at: None | str | Unset = UNSET
    updated_at: None | str | Unset = UNSET
    created_by_email: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        cycler_id = self.cycler_id

        project_id = self.project_id

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        out_of_commission = self.out_of_commission

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

        created_at: None | str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        else:
            created_at = self.created_at

        updated_at: None | str | Unset
        if isinstance(self.updated_at, Unset):
            updated_at = UNSET
        else:
            updated_at = self.updated_at

        created_by_email: None | str | Unset
        if isinstance(self.created_by_email, Unset):
            created_by_email = UNSET
        else:
            created_by_email = self.created_by_email

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "cycler_id": cycler_id,
                "project_id": project_id,
            }
        )
        if notes is not UNSET:
            field_dict["notes"] = notes
        if out_of_commission is not UNSET:
            field_dict["out_of_commission"] = out_of_commission
        if max_amps is not UNSET:
            field_dict["max_amps"] = max_amps
        if min_volts is not UNSET:
            field_dict["min_volts"] = min_volts
        if max_volts is not UNSET:
            field_dict["max_volts"] = max_volts
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at
        if created_by_email is not UNSET:
            field_dict["created_by_email"] = created_by_email

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        cycler_id = d.pop("cycler_id")

        project_id = d.pop("project_id")

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        out_of_commission = d.pop("out_of_commission", UNSET)

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

        def _parse_created_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        def _parse_updated_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        updated_at = _parse_updated_at(d.pop("updated_at", UNSET))

        def _parse_created_by_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by_email = _parse_created_by_email(d.pop("created_by_email", UNSET))

        channel = cls(
            id=id,
            name=name,
            cycler_id=cycler_id,
            project_id=project_id,
            notes=notes,
            out_of_commission=out_of_commission,
            max_amps=max_amps,
            min_volts=min_volts,
            max_volts=max_volts,
            created_at=created_at,
            updated_at=updated_at,
            created_by_email=created_by_email,
        )

        channel.additional_properties = d
        return channel

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
