from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cell_measurement import CellMeasurement


T = TypeVar("T", bound="CellMeasurementPage")


@_attrs_define
class CellMeasurementPage:
    """One page of measurements.

    Example:
        {'items': [{'id': '3d2c7c0e-7a3f-4f0c-8f6e-55d7a3c4b9aa', 'name': 'C/3 discharge', 'cell_instance_id':
            '6f1a54b2-52a0-4b0e-9c53-0f4b2a7f3c11', 'measurement_type': 'time_series', 'channel_id': None, 'protocol_id':
            None, 'start_time': '2025-04-02T08:00:00Z', 'end_time': '2025-04-02T12:10:00Z', 'processing_status': 'ready',
            'processing_error': None, 'tags': ['C/3', 'reference'], 'notes': None, 'protocol': {'name': 'C/3 capacity
            check', 'ambient_temperature_degc': 25}, 'test_setup': {'cycler': 'Maccor', 'channel_number': 4}, 'created_at':
            '2025-04-02T13:00:00Z', 'updated_at': '2025-04-02T13:00:09Z'}], 'count': 1, 'total': 1}

    Attributes:
        items (list[CellMeasurement]): Measurements, one entry each.
        count (int | Unset): Number of entries on this page.
        total (int | Unset): Number of entries that match the filters.
    """

    items: list[CellMeasurement]
    count: int | Unset = UNSET
    total: int | Unset = UNSET
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
            }
        )
        if count is not UNSET:
            field_dict["count"] = count
        if total is not UNSET:
            field_dict["total"] = total

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cell_measurement import CellMeasurement  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = CellMeasurement.from_dict(items_item_data)

            items.append(items_item)

        count = d.pop("count", UNSET)

        total = d.pop("total", UNSET)

        cell_measurement_page = cls(
            items=items,
            count=count,
            total=total,
        )

        cell_measurement_page.additional_properties = d
        return cell_measurement_page

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
