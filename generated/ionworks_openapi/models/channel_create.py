from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ChannelCreate")


@_attrs_define
class ChannelCreate:
    """A new channel; `out_of_commission` is refused.

    Attributes:
        name (str): Name.
        notes (None | str | Unset): Free text.
        max_amps (float | None | Unset): Largest current [A].
        min_volts (float | None | Unset): Lowest voltage [V].
        max_volts (float | None | Unset): Highest voltage [V].
    """

    name: str
    notes: None | str | Unset = UNSET
    max_amps: float | None | Unset = UNSET
    min_volts: float | None | Unset = UNSET
    max_volts: float | None | Unset = UNSET
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

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if notes is not UNSET:
            field_dict["notes"] = notes
        if max_amps is not UNSET:
            field_dict["max_amps"] = max_amps
        if min_volts is not UNSET:
            field_dict["min_volts"] = min_volts
        if max_volts is not UNSET:
            field_dict["max_volts"] = max_volts

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

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

        channel_create = cls(
            name=name,
            notes=notes,
            max_amps=max_amps,
            min_volts=min_volts,
            max_volts=max_volts,
        )

        channel_create.additional_properties = d
        return channel_create

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
