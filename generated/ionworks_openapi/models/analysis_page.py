from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.analysis import Analysis


T = TypeVar("T", bound="AnalysisPage")


@_attrs_define
class AnalysisPage:
    """One page of analyses.

    Example:
        {'items': [{'id': '0d5c7a12-9d3e-4c1a-8a52-6c1f0b7d9e21', 'measurement_id':
            '3d2c7c0e-7a3f-4f0c-8f6e-55d7a3c4b9aa', 'name': 'HPPC resistances', 'analysis_type': 'dcir_from_hppc'}],
            'count': 1, 'total': 1}

    Attributes:
        items (list[Analysis]): Analyses, one entry each.
        count (int | Unset): Number of entries on this page.
        total (int | Unset): Number of entries that match.
    """

    items: list[Analysis]
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
        from ..models.analysis import Analysis  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = Analysis.from_dict(items_item_data)

            items.append(items_item)

        count = d.pop("count", UNSET)

        total = d.pop("total", UNSET)

        analysis_page = cls(
            items=items,
            count=count,
            total=total,
        )

        analysis_page.additional_properties = d
        return analysis_page

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
