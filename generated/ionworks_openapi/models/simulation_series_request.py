from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.simulation_series_request_encoding import SimulationSeriesRequestEncoding
from ..types import UNSET, Unset

T = TypeVar("T", bound="SimulationSeriesRequest")


@_attrs_define
class SimulationSeriesRequest:
    """Simulations, and which of their columns.

    Attributes:
        simulation_ids (list[str]): Ids; unknown ones are left out of the answer.
        columns (list[str]): Names of columns of numbers.
        x (str | Unset): Column of the axis. Default: 'Time [s]'.
        x_min (float | Unset): Start of the window, in the unit of `x`.
        x_max (float | Unset): End of the window, in the unit of `x`.
        max_points (int | Unset): Largest number of rows for each simulation. Default: 2000.
        encoding (SimulationSeriesRequestEncoding | Unset): `json` fills `columns`, `base64` fills `packed`. Default:
            SimulationSeriesRequestEncoding.JSON.
    """

    simulation_ids: list[str]
    columns: list[str]
    x: str | Unset = "Time [s]"
    x_min: float | Unset = UNSET
    x_max: float | Unset = UNSET
    max_points: int | Unset = 2000
    encoding: SimulationSeriesRequestEncoding | Unset = (
        SimulationSeriesRequestEncoding.JSON
    )

    def to_dict(self) -> dict[str, Any]:
        simulation_ids = self.simulation_ids

        columns = self.columns

        x = self.x

        x_min = self.x_min

        x_max = self.x_max

        max_points = self.max_points

        encoding: str | Unset = UNSET
        if not isinstance(self.encoding, Unset):
            encoding = self.encoding.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "simulation_ids": simulation_ids,
                "columns": columns,
            }
        )
        if x is not UNSET:
            field_dict["x"] = x
        if x_min is not UNSET:
            field_dict["x_min"] = x_min
        if x_max is not UNSET:
            field_dict["x_max"] = x_max
        if max_points is not UNSET:
            field_dict["max_points"] = max_points
        if encoding is not UNSET:
            field_dict["encoding"] = encoding

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        simulation_ids = cast(list[str], d.pop("simulation_ids"))

        columns = cast(list[str], d.pop("columns"))

        x = d.pop("x", UNSET)

        x_min = d.pop("x_min", UNSET)

        x_max = d.pop("x_max", UNSET)

        max_points = d.pop("max_points", UNSET)

        _encoding = d.pop("encoding", UNSET)
        encoding: SimulationSeriesRequestEncoding | Unset
        if isinstance(_encoding, Unset):
            encoding = UNSET
        else:
            encoding = SimulationSeriesRequestEncoding(_encoding)

        simulation_series_request = cls(
            simulation_ids=simulation_ids,
            columns=columns,
            x=x,
            x_min=x_min,
            x_max=x_max,
            max_points=max_points,
            encoding=encoding,
        )

        return simulation_series_request
