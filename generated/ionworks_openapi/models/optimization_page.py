from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.optimization import Optimization


T = TypeVar("T", bound="OptimizationPage")


@_attrs_define
class OptimizationPage:
    """A page of optimizations.

    Attributes:
        optimizations (list[Optimization]): Records of this page.
        total (int | Unset): Number of records that match in all pages.
    """

    optimizations: list[Optimization]
    total: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        optimizations = []
        for optimizations_item_data in self.optimizations:
            optimizations_item = optimizations_item_data.to_dict()
            optimizations.append(optimizations_item)

        total = self.total

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "optimizations": optimizations,
            }
        )
        if total is not UNSET:
            field_dict["total"] = total

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.optimization import Optimization  # noqa: PLC0415

        d = dict(src_dict)
        optimizations = []
        _optimizations = d.pop("optimizations")
        for optimizations_item_data in _optimizations:
            optimizations_item = Optimization.from_dict(optimizations_item_data)

            optimizations.append(optimizations_item)

        total = d.pop("total", UNSET)

        optimization_page = cls(
            optimizations=optimizations,
            total=total,
        )

        optimization_page.additional_properties = d
        return optimization_page

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
