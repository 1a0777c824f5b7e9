from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="MeasurementTestSetup")


@_attrs_define
class MeasurementTestSetup:
    """Test equipment (docs).

    Attributes:
        cycler (None | str | Unset): Name of the cycler.
        operator (None | str | Unset): Person who ran the test.
        lab (None | str | Unset): Laboratory.
        channel_number (int | None | Unset): Channel of the cycler, a plain number.
    """

    cycler: None | str | Unset = UNSET
    operator: None | str | Unset = UNSET
    lab: None | str | Unset = UNSET
    channel_number: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        cycler: None | str | Unset
        if isinstance(self.cycler, Unset):
            cycler = UNSET
        else:
            cycler = self.cycler

        operator: None | str | Unset
        if isinstance(self.operator, Unset):
            operator = UNSET
        else:
            operator = self.operator

        lab: None | str | Unset
        if isinstance(self.lab, Unset):
            lab = UNSET
        else:
            lab = self.lab

        channel_number: int | None | Unset
        if isinstance(self.channel_number, Unset):
            channel_number = UNSET
        else:
            channel_number = self.channel_number

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if cycler is not UNSET:
            field_dict["cycler"] = cycler
        if operator is not UNSET:
            field_dict["operator"] = operator
        if lab is not UNSET:
            field_dict["lab"] = lab
        if channel_number is not UNSET:
            field_dict["channel_number"] = channel_number

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_cycler(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cycler = _parse_cycler(d.pop("cycler", UNSET))

        def _parse_operator(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        operator = _parse_operator(d.pop("operator", UNSET))

        def _parse_lab(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        lab = _parse_lab(d.pop("lab", UNSET))

        def _parse_channel_number(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        channel_number = _parse_channel_number(d.pop("channel_number", UNSET))

        measurement_test_setup = cls(
            cycler=cycler,
            operator=operator,
            lab=lab,
            channel_number=channel_number,
        )

        measurement_test_setup.additional_properties = d
        return measurement_test_setup

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
