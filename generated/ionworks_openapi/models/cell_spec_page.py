from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cell_spec import CellSpec


T = TypeVar("T", bound="CellSpecPage")


@_attrs_define
class CellSpecPage:
    """One page of cell specifications (observed).

    Example:
        {'items': [{'id': '5b7a9e34-1c80-4f2b-8e6d-7d94a0c2f613', 'name': 'LG M50', 'project_id':
            '8d2f1c9a-52b7-4d6e-9a41-0c3b7e5f2d18', 'organization_id': '10e6b8d2-7f95-4b3a-9c04-d28a5e61f7b3',
            'form_factor': '21700', 'manufacturer': 'LG', 'ratings': {'capacity': {'value': 5.0, 'unit': 'A*h'},
            'voltage_min': {'value': 2.5, 'unit': 'V'}, 'voltage_max': {'value': 4.2, 'unit': 'V'}}, 'cathode': {'id':
            'e7264f8b-03ad-4e95-bd1c-5a9f8c702e41', 'component_type': 'cathode', 'material_id':
            'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'properties': {'loading': {'value': 18.5, 'unit': 'mg/cm**2'}},
            'material': {'id': 'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'name': 'NMC811', 'manufacturer': 'Acme'}},
            'created_at': '2025-01-31T08:15:00+00:00', 'updated_at': '2025-01-31T08:15:00+00:00'}], 'count': 1, 'total': 1}

    Attributes:
        items (list[CellSpec]): The records of the page, one per entry.
        count (int | Unset): Number of records in this page.
        total (int | Unset): Number of records that match on all pages; absent means `count`.
    """

    items: list[CellSpec]
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
        from ..models.cell_spec import CellSpec  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = CellSpec.from_dict(items_item_data)

            items.append(items_item)

        count = d.pop("count", UNSET)

        total = d.pop("total", UNSET)

        cell_spec_page = cls(
            items=items,
            count=count,
            total=total,
        )

        cell_spec_page.additional_properties = d
        return cell_spec_page

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
