from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="MeasurementTagsUpdate")


@_attrs_define
class MeasurementTagsUpdate:
    """Tags to add to and remove from measurements. Tags are trimmed, compared without regard to case and adopt the
    spelling used in the project; an absent tag to remove is ignored (observed).

        Example:
            {'measurement_ids': ['3d2c7c0e-7a3f-4f0c-8f6e-55d7a3c4b9aa'], 'add': ['reference'], 'remove': []}

        Attributes:
            measurement_ids (list[str]): Ids of the measurements.
            add (list[str]): Tags to add; at most 50 characters each, 50 tags a measurement (else 400).
            remove (list[str]): Tags to remove.
    """

    measurement_ids: list[str]
    add: list[str]
    remove: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        measurement_ids = self.measurement_ids

        add = self.add

        remove = self.remove

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "measurement_ids": measurement_ids,
                "add": add,
                "remove": remove,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        measurement_ids = cast(list[str], d.pop("measurement_ids"))

        add = cast(list[str], d.pop("add"))

        remove = cast(list[str], d.pop("remove"))

        measurement_tags_update = cls(
            measurement_ids=measurement_ids,
            add=add,
            remove=remove,
        )

        measurement_tags_update.additional_properties = d
        return measurement_tags_update

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
