from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PropertyColumn")


@_attrs_define
class PropertyColumn:
    """A column of a property dataset.

    Example:
        {'name': 'Electrolyte conductivity', 'unit': 'S.m-1', 'source_column_index': 1}

    Attributes:
        name (str): Name, without unit.
        unit (str | Unset): Unit, such as `mol.m-3`.
        source_column_index (int | None | Unset): Position in the file that was sent, from 0.
    """

    name: str
    unit: str | Unset = UNSET
    source_column_index: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        unit = self.unit

        source_column_index: int | None | Unset
        if isinstance(self.source_column_index, Unset):
            source_column_index = UNSET
        else:
            source_column_index = self.source_column_index

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
            }
        )
        if unit is not UNSET:
            field_dict["unit"] = unit
        if source_column_index is not UNSET:
            field_dict["source_column_index"] = source_column_index

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        unit = d.pop("unit", UNSET)

        def _parse_source_column_index(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        source_column_index = _parse_source_column_index(
            d.pop("source_column_index", UNSET)
        )

        property_column = cls(
            name=name,
            unit=unit,
            source_column_index=source_column_index,
        )

        property_column.additional_properties = d
        return property_column

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
