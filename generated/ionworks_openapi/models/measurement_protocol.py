from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="MeasurementProtocol")


@_attrs_define
class MeasurementProtocol:
    """Protocol as described by the user (docs).

    Attributes:
        name (None | str | Unset): Name of the protocol.
        ambient_temperature_degc (float | None | Unset): Ambient temperature [degC].
        definition (Any | Unset): The protocol itself, an object or text.
    """

    name: None | str | Unset = UNSET
    ambient_temperature_degc: float | None | Unset = UNSET
    definition: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        ambient_temperature_degc: float | None | Unset
        if isinstance(self.ambient_temperature_degc, Unset):
            ambient_temperature_degc = UNSET
        else:
            ambient_temperature_degc = self.ambient_temperature_degc

        definition = self.definition

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if ambient_temperature_degc is not UNSET:
            field_dict["ambient_temperature_degc"] = ambient_temperature_degc
        if definition is not UNSET:
            field_dict["definition"] = definition

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_ambient_temperature_degc(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        ambient_temperature_degc = _parse_ambient_temperature_degc(
            d.pop("ambient_temperature_degc", UNSET)
        )

        definition = d.pop("definition", UNSET)

        measurement_protocol = cls(
            name=name,
            ambient_temperature_degc=ambient_temperature_degc,
            definition=definition,
        )

        measurement_protocol.additional_properties = d
        return measurement_protocol

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
