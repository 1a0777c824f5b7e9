from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ParsedProtocol")


@_attrs_define
class ParsedProtocol:
    """A vendor protocol read as UCP.

    Attributes:
        parsed_protocol_ucp (str): UCP document in YAML.
        parsed_protocol_human (str | Unset): One line per step.
        raw_protocol (str | Unset): Text of the file.
        cycler_type (None | str | Unset): Vendor, for example `maccor`.
        nominal_capacity_ah (float | None | Unset): Nominal capacity in the file, in A.h.
        required_drive_cycles (list[str] | Unset): Names of the drive cycles the protocol plays.
        available_drive_cycles (list[str] | Unset): Names of the drive cycles the service holds.
        required_subroutines (list[str] | Unset): Names of the subroutines the protocol calls.
        available_subroutines (list[str] | Unset): Names of the subroutines the service holds.
        error (None | str | Unset): Why only a part was read. Null when all was.
    """

    parsed_protocol_ucp: str
    parsed_protocol_human: str | Unset = UNSET
    raw_protocol: str | Unset = UNSET
    cycler_type: None | str | Unset = UNSET
    nominal_capacity_ah: float | None | Unset = UNSET
    required_drive_cycles: list[str] | Unset = UNSET
    available_drive_cycles: list[str] | Unset = UNSET
    required_subroutines: list[str] | Unset = UNSET
    available_subroutines: list[str] | Unset = UNSET
    error: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        parsed_protocol_ucp = self.parsed_protocol_ucp

        parsed_protocol_human = self.parsed_protocol_human

        raw_protocol = self.raw_protocol

        cycler_type: None | str | Unset
        if isinstance(self.cycler_type, Unset):
            cycler_type = UNSET
        else:
            cycler_type = self.cycler_type

        nominal_capacity_ah: float | None | Unset
        if isinstance(self.nominal_capacity_ah, Unset):
            nominal_capacity_ah = UNSET
        else:
            nominal_capacity_ah = self.nominal_capacity_ah

        required_drive_cycles: list[str] | Unset = UNSET
        if not isinstance(self.required_drive_cycles, Unset):
            required_drive_cycles = self.required_drive_cycles

        available_drive_cycles: list[str] | Unset = UNSET
        if not isinstance(self.available_drive_cycles, Unset):
            available_drive_cycles = self.available_drive_cycles

        required_subroutines: list[str] | Unset = UNSET
        if not isinstance(self.required_subroutines, Unset):
            required_subroutines = self.required_subroutines

        available_subroutines: list[str] | Unset = UNSET
        if not isinstance(self.available_subroutines, Unset):
            available_subroutines = self.available_subroutines

        error: None | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "parsed_protocol_ucp": parsed_protocol_ucp,
            }
        )
        if parsed_protocol_human is not UNSET:
            field_dict["parsed_protocol_human"] = parsed_protocol_human
        if raw_protocol is not UNSET:
            field_dict["raw_protocol"] = raw_protocol
        if cycler_type is not UNSET:
            field_dict["cycler_type"] = cycler_type
        if nominal_capacity_ah is not UNSET:
            field_dict["nominal_capacity_ah"] = nominal_capacity_ah
        if required_drive_cycles is not UNSET:
            field_dict["required_drive_cycles"] = required_drive_cycles
        if available_drive_cycles is not UNSET:
            field_dict["available_drive_cycles"] = available_drive_cycles
        if required_subroutines is not UNSET:
            field_dict["required_subroutines"] = required_subroutines
        if available_subroutines is not UNSET:
            field_dict["available_subroutines"] = available_subroutines
        if error is not UNSET:
            field_dict["error"] = error

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        parsed_protocol_ucp = d.pop("parsed_protocol_ucp")

        parsed_protocol_human = d.pop("parsed_protocol_human", UNSET)

        raw_protocol = d.pop("raw_protocol", UNSET)

        def _parse_cycler_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cycler_type = _parse_cycler_type(d.pop("cycler_type", UNSET))

        def _parse_nominal_capacity_ah(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        nominal_capacity_ah = _parse_nominal_capacity_ah(
            d.pop("nominal_capacity_ah", UNSET)
        )

        required_drive_cycles = cast(list[str], d.pop("required_drive_cycles", UNSET))

        available_drive_cycles = cast(list[str], d.pop("available_drive_cycles", UNSET))

        required_subroutines = cast(list[str], d.pop("required_subroutines", UNSET))

        available_subroutines = cast(list[str], d.pop("available_subroutines", UNSET))

        def _parse_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        parsed_protocol = cls(
            parsed_protocol_ucp=parsed_protocol_ucp,
            parsed_protocol_human=parsed_protocol_human,
            raw_protocol=raw_protocol,
            cycler_type=cycler_type,
            nominal_capacity_ah=nominal_capacity_ah,
            required_drive_cycles=required_drive_cycles,
            available_drive_cycles=available_drive_cycles,
            required_subroutines=required_subroutines,
            available_subroutines=available_subroutines,
            error=error,
        )

        parsed_protocol.additional_properties = d
        return parsed_protocol

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
