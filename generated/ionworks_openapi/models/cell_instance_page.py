from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cell_instance import CellInstance


T = TypeVar("T", bound="CellInstancePage")


@_attrs_define
class CellInstancePage:
    """One page of cells.

    Example:
        {'items': [{'id': '6f1a54b2-52a0-4b0e-9c53-0f4b2a7f3c11', 'name': 'CELL-0001', 'cell_specification_id':
            '0b7a6f5e-96c1-4e7b-a4c9-6f0c0e8f1d20', 'batch_id': None, 'batch_name': None, 'date_manufactured': '2025-03-14',
            'measured_properties': {'cell': {'mass': {'value': 68.9, 'unit': 'g'}}}, 'notes': None, 'created_at':
            '2025-04-01T09:30:00Z', 'updated_at': '2025-04-01T09:30:00Z'}], 'count': 1, 'total': 1}

    Attributes:
        items (list[CellInstance]): Cells, one entry each.
        count (int | Unset): Number of entries on this page.
        total (int | Unset): Number of entries that match the filters.
    """

    items: list[CellInstance]
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
        from ..models.cell_instance import CellInstance  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = CellInstance.from_dict(items_item_data)

            items.append(items_item)

        count = d.pop("count", UNSET)

        total = d.pop("total", UNSET)

        cell_instance_page = cls(
            items=items,
            count=count,
            total=total,
        )

        cell_instance_page.additional_properties = d
        return cell_instance_page

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
