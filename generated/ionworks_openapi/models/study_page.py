from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.study import Study


T = TypeVar("T", bound="StudyPage")


@_attrs_define
class StudyPage:
    """One page of studies (observed).

    Example:
        {'items': [{'id': '3f0c5c8e-6f0d-4a53-9f0e-2b6d1c7e9a10', 'name': 'Rate study', 'project_id':
            '8d2f1c9a-52b7-4d6e-9a41-0c3b7e5f2d18', 'description': 'C/10 to 4C', 'simulation_count': 12, 'validation_count':
            0, 'created_at': '2025-01-31T08:15:00+00:00', 'updated_at': '2025-01-31T08:15:00+00:00'}], 'count': 1, 'total':
            1}

    Attributes:
        items (list[Study]): The records of the page, one per entry.
        count (int | Unset): Number of records in this page.
        total (int | Unset): Number of records that match on all pages; absent means `count`.
    """

    items: list[Study]
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
        from ..models.study import Study  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = Study.from_dict(items_item_data)

            items.append(items_item)

        count = d.pop("count", UNSET)

        total = d.pop("total", UNSET)

        study_page = cls(
            items=items,
            count=count,
            total=total,
        )

        study_page.additional_properties = d
        return study_page

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
