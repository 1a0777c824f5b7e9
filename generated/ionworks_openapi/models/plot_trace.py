from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PlotTrace")


@_attrs_define
class PlotTrace:
    """One line of a plot.

    Attributes:
        x (list[float | None]): Abscissa, in the unit of the axis title.
        y (list[float | None]): Ordinate, as long as `x`, in the unit of the axis title.
        name (str | Unset): Label, for example `Data` or `Model`.
    """

    x: list[float | None]
    y: list[float | None]
    name: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        x = []
        for x_item_data in self.x:
            x_item: float | None
            x_item = x_item_data
            x.append(x_item)

        y = []
        for y_item_data in self.y:
            y_item: float | None
            y_item = y_item_data
            y.append(y_item)

        name = self.name

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "x": x,
                "y": y,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        x = []
        _x = d.pop("x")
        for x_item_data in _x:

            def _parse_x_item(data: object) -> float | None:
                if data is None:
                    return data
                return cast(float | None, data)

            x_item = _parse_x_item(x_item_data)

            x.append(x_item)

        y = []
        _y = d.pop("y")
        for y_item_data in _y:

            def _parse_y_item(data: object) -> float | None:
                if data is None:
                    return data
                return cast(float | None, data)

            y_item = _parse_y_item(y_item_data)

            y.append(y_item)

        name = d.pop("name", UNSET)

        plot_trace = cls(
            x=x,
            y=y,
            name=name,
        )

        plot_trace.additional_properties = d
        return plot_trace

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
