from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cycler_service_event import CyclerServiceEvent


T = TypeVar("T", bound="CyclerServiceEventPage")


@_attrs_define
class CyclerServiceEventPage:
    """One page of service events.

    Attributes:
        items (list[CyclerServiceEvent]): Records of this page.
        count (int | Unset): Number of entries on this page.
        total (int | Unset): Number of entries that match.
    """

    items: list[CyclerServiceEvent]
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
        from ..models.cycler_service_event import CyclerServiceEvent  # noqa: PLC0415

        d = dict(src_dict)
        items = []
        _items = d.pop("items")
        for items_item_data in _items:
            items_item = CyclerServiceEvent.from_dict(items_item_data)

            items.append(items_item)

        count = d.pop("count", UNSET)

        total = d.pop("total", UNSET)

        cycler_service_event_page = cls(
            items=items,
            count=count,
            total=total,
        )

        cycler_service_event_page.additional_properties = d
        return cycler_service_event_page

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
