from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.free_object import FreeObject


T = TypeVar("T", bound="AnalysisPlot")


@_attrs_define
class AnalysisPlot:
    """A prepared plot (observed): `x`, and curves `y` and `y2` over it, or several `rows` of them one above another; at
    least one curve. All name columns.

        Example:
            {'x': 'SOC', 'y': ['Resistance [Ohm]'], 'title': '10 s resistance'}

        Attributes:
            x (str): Column of the horizontal axis.
            y (list[str] | Unset): Columns on the left axis.
            y2 (list[str] | Unset): Columns on the right axis.
            rows (list[FreeObject] | Unset): Objects with `y` and `y2`, one plot each.
            group_by (None | str | Unset): Column whose values make curves of their own.
            title (None | str | Unset): Title.
    """

    x: str
    y: list[str] | Unset = UNSET
    y2: list[str] | Unset = UNSET
    rows: list[FreeObject] | Unset = UNSET
    group_by: None | str | Unset = UNSET
    title: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        x = self.x

        y: list[str] | Unset = UNSET
        if not isinstance(self.y, Unset):
            y = self.y

        y2: list[str] | Unset = UNSET
        if not isinstance(self.y2, Unset):
            y2 = self.y2

        rows: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.rows, Unset):
            rows = []
            for rows_item_data in self.rows:
                rows_item = rows_item_data.to_dict()
                rows.append(rows_item)

        group_by: None | str | Unset
        if isinstance(self.group_by, Unset):
            group_by = UNSET
        else:
            group_by = self.group_by

        title: None | str | Unset
        if isinstance(self.title, Unset):
            title = UNSET
        else:
            title = self.title

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "x": x,
            }
        )
        if y is not UNSET:
            field_dict["y"] = y
        if y2 is not UNSET:
            field_dict["y2"] = y2
        if rows is not UNSET:
            field_dict["rows"] = rows
        if group_by is not UNSET:
            field_dict["group_by"] = group_by
        if title is not UNSET:
            field_dict["title"] = title

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.free_object import FreeObject  # noqa: PLC0415

        d = dict(src_dict)
        x = d.pop("x")

        y = cast(list[str], d.pop("y", UNSET))

        y2 = cast(list[str], d.pop("y2", UNSET))

        _rows = d.pop("rows", UNSET)
        rows: list[FreeObject] | Unset = UNSET
        if _rows is not UNSET:
            rows = []
            for rows_item_data in _rows:
                rows_item = FreeObject.from_dict(rows_item_data)

                rows.append(rows_item)

        def _parse_group_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        group_by = _parse_group_by(d.pop("group_by", UNSET))

        def _parse_title(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        title = _parse_title(d.pop("title", UNSET))

        analysis_plot = cls(
            x=x,
            y=y,
            y2=y2,
            rows=rows,
            group_by=group_by,
            title=title,
        )

        analysis_plot.additional_properties = d
        return analysis_plot

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
