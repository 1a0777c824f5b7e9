from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.model_builder import ModelBuilder


T = TypeVar("T", bound="ModelBuilderPage")


@_attrs_define
class ModelBuilderPage:
    """One page of model builders.

    Example:
        {'items': [{'id': '5d1f3a7c-2b4e-4c6d-8e9f-0a1b2c3d4e5f', 'organization_id':
            '10e6b8d2-7f95-4b3a-9c04-d28a5e61f7b3', 'project_id': '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10', 'model_id':
            'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'name': 'From the data sheet', 'config': {'elements': {}}}], 'count': 1,
            'total': 1}

    Attributes:
        items (list[ModelBuilder]): Builders, one entry each.
        count (int | Unset): Number of entries on this page.
        total (int | Unset): Number of entries that match.
    """

    items: list[ModelBuilder]
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
        from ..models.model_builder import ModelBuilder  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = ModelBuilder.from_dict(items_item_data)

            items.append(items_item)

        count = d.pop("count", UNSET)

        total = d.pop("total", UNSET)

        model_builder_page = cls(
            items=items,
            count=count,
            total=total,
        )

        model_builder_page.additional_properties = d
        return model_builder_page

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
