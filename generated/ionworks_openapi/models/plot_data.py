from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.plot_data_layout import PlotDataLayout
    from ..models.plot_trace import PlotTrace


T = TypeVar("T", bound="PlotData")


@_attrs_define
class PlotData:
    """One plot of an objective, thinned for drawing.

    Attributes:
        traces (list[PlotTrace]): Lines.
        layout (PlotDataLayout | Unset): Axis titles with their units (`xaxis`, `yaxis`).
        type_ (None | str | Unset): Kind of objective, for example `CurrentDriven`.
        x_full_min (float | None | Unset): Smallest abscissa before windowing.
        x_full_max (float | None | Unset): Largest abscissa before windowing.
    """

    traces: list[PlotTrace]
    layout: PlotDataLayout | Unset = UNSET
    type_: None | str | Unset = UNSET
    x_full_min: float | None | Unset = UNSET
    x_full_max: float | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        traces = []
        for traces_item_data in self.traces:
            traces_item = traces_item_data.to_dict()
            traces.append(traces_item)

        layout: dict[str, Any] | Unset = UNSET
        if not isinstance(self.layout, Unset):
            layout = self.layout.to_dict()

        type_: None | str | Unset
        if isinstance(self.type_, Unset):
            type_ = UNSET
        else:
            type_ = self.type_

        x_full_min: float | None | Unset
        if isinstance(self.x_full_min, Unset):
            x_full_min = UNSET
        else:
            x_full_min = self.x_full_min

        x_full_max: float | None | Unset
        if isinstance(self.x_full_max, Unset):
            x_full_max = UNSET
        else:
            x_full_max = self.x_full_max

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "traces": traces,
            }
        )
        if layout is not UNSET:
            field_dict["layout"] = layout
        if type_ is not UNSET:
            field_dict["type"] = type_
        if x_full_min is not UNSET:
            field_dict["x_full_min"] = x_full_min
        if x_full_max is not UNSET:
            field_dict["x_full_max"] = x_full_max

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.plot_data_layout import PlotDataLayout  # noqa: PLC0415
        from ..models.plot_trace import PlotTrace  # noqa: PLC0415

        d = dict(src_dict)
        traces = []
        _traces = d.pop("traces")
        for traces_item_data in _traces:
            traces_item = PlotTrace.from_dict(traces_item_data)

            traces.append(traces_item)

        _layout = d.pop("layout", UNSET)
        layout: PlotDataLayout | Unset
        if isinstance(_layout, Unset):
            layout = UNSET
        else:
            layout = PlotDataLayout.from_dict(_layout)

        def _parse_type_(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        type_ = _parse_type_(d.pop("type", UNSET))

        def _parse_x_full_min(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        x_full_min = _parse_x_full_min(d.pop("x_full_min", UNSET))

        def _parse_x_full_max(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        x_full_max = _parse_x_full_max(d.pop("x_full_max", UNSET))

        plot_data = cls(
            traces=traces,
            layout=layout,
            type_=type_,
            x_full_min=x_full_min,
            x_full_max=x_full_max,
        )

        plot_data.additional_properties = d
        return plot_data

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
