from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.raw_data import RawData


T = TypeVar("T", bound="RawDataPage")


@_attrs_define
class RawDataPage:
    """One page of raw-data records.

    Example:
        {'items': [{'id': '9a1d1a59-5d04-4a60-8f43-0b3f7f7f1c55', 'project_id': '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10',
            'name': 'Channel 4', 'filename': 'ch4.mpr', 'source': None}], 'count': 1, 'total': 1}

    Attributes:
        items (list[RawData]): Records, one entry each.
        count (int | Unset): Number of entries on this page.
        total (int | Unset): Number of entries that match.
    """

    items: list[RawData]
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
        from ..models.raw_data import RawData  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = RawData.from_dict(items_item_data)

            items.append(items_item)

        count = d.pop("count", UNSET)

        total = d.pop("total", UNSET)

        raw_data_page = cls(
            items=items,
            count=count,
            total=total,
        )

        raw_data_page.additional_properties = d
        return raw_data_page

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
