from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="RawDataAttachment")


@_attrs_define
class RawDataAttachment:
    """Raw-data records to attach to a measurement.

    Example:
        {'raw_data_ids': ['9a1d1a59-5d04-4a60-8f43-0b3f7f7f1c55']}

    Attributes:
        raw_data_ids (list[str]): Ids of raw-data records of the same project.
    """

    raw_data_ids: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        raw_data_ids = self.raw_data_ids

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "raw_data_ids": raw_data_ids,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        raw_data_ids = cast(list[str], d.pop("raw_data_ids"))

        raw_data_attachment = cls(
            raw_data_ids=raw_data_ids,
        )

        raw_data_attachment.additional_properties = d
        return raw_data_attachment

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
