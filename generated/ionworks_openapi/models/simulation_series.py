from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.simulation_series_columns import SimulationSeriesColumns
    from ..models.simulation_series_packed import SimulationSeriesPacked


T = TypeVar("T", bound="SimulationSeries")


@_attrs_define
class SimulationSeries:
    """Thinned columns of one simulation, all of one length.

    Attributes:
        simulation_id (str): The simulation.
        rows (int): Rows in the window before thinning.
        is_thinned (bool): Whether rows were left out.
        available (list[str]): Every column of numbers in the table.
        columns (SimulationSeriesColumns | Unset): Values by column, `x` among them; each name ends in its unit and
            positive current is discharge.
        packed (SimulationSeriesPacked | Unset): The same as 64-bit floats, little-endian, in Base64; missing values are
            NaN.
    """

    simulation_id: str
    rows: int
    is_thinned: bool
    available: list[str]
    columns: SimulationSeriesColumns | Unset = UNSET
    packed: SimulationSeriesPacked | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        simulation_id = self.simulation_id

        rows = self.rows

        is_thinned = self.is_thinned

        available = self.available

        columns: dict[str, Any] | Unset = UNSET
        if not isinstance(self.columns, Unset):
            columns = self.columns.to_dict()

        packed: dict[str, Any] | Unset = UNSET
        if not isinstance(self.packed, Unset):
            packed = self.packed.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "simulation_id": simulation_id,
                "rows": rows,
                "is_thinned": is_thinned,
                "available": available,
            }
        )
        if columns is not UNSET:
            field_dict["columns"] = columns
        if packed is not UNSET:
            field_dict["packed"] = packed

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.simulation_series_columns import SimulationSeriesColumns  # noqa: PLC0415
        from ..models.simulation_series_packed import SimulationSeriesPacked  # noqa: PLC0415

        d = dict(src_dict)
        simulation_id = d.pop("simulation_id")

        rows = d.pop("rows")

        is_thinned = d.pop("is_thinned")

        available = cast(list[str], d.pop("available"))

        _columns = d.pop("columns", UNSET)
        columns: SimulationSeriesColumns | Unset
        if isinstance(_columns, Unset):
            columns = UNSET
        else:
            columns = SimulationSeriesColumns.from_dict(_columns)

        _packed = d.pop("packed", UNSET)
        packed: SimulationSeriesPacked | Unset
        if isinstance(_packed, Unset):
            packed = UNSET
        else:
            packed = SimulationSeriesPacked.from_dict(_packed)

        simulation_series = cls(
            simulation_id=simulation_id,
            rows=rows,
            is_thinned=is_thinned,
            available=available,
            columns=columns,
            packed=packed,
        )

        simulation_series.additional_properties = d
        return simulation_series

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
