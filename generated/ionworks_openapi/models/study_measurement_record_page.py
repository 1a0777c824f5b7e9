from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.study_measurement_record import StudyMeasurementRecord


T = TypeVar("T", bound="StudyMeasurementRecordPage")


@_attrs_define
class StudyMeasurementRecordPage:
    """One page of measurements of a study (observed).

    Example:
        {'items': [{'id': '5b7a9e34-1c80-4f2b-8e6d-7d94a0c2f613', 'name': 'C/10 discharge', 'cell_instance_id':
            '3f0c5c8e-6f0d-4a53-9f0e-2b6d1c7e9a10'}], 'count': 1, 'total': 1}

    Attributes:
        items (list[StudyMeasurementRecord]): The records of the page, one per entry.
        count (int): Number of records in this page.
        total (int): Number of records that match on all pages; absent means `count`.
    """

    items: list[StudyMeasurementRecord]
    count: int
    total: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        items = []
        for items_item_data in self.items:
            items_item = items_item_data.to_dict()
            items.append(items_item)

        count = self.count

        total = self.total

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "items": items,
                "count": count,
                "total": total,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.study_measurement_record import StudyMeasurementRecord  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = StudyMeasurementRecord.from_dict(items_item_data)

            items.append(items_item)

        count = d.pop("count")

        total = d.pop("total")

        study_measurement_record_page = cls(
            items=items,
            count=count,
            total=total,
        )

        study_measurement_record_page.additional_properties = d
        return study_measurement_record_page

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
