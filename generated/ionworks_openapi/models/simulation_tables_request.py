from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.simulation_tables_request_table import SimulationTablesRequestTable
from ..types import UNSET, Unset

T = TypeVar("T", bound="SimulationTablesRequest")


@_attrs_define
class SimulationTablesRequest:
    """Simulations and which of their tables.

    Attributes:
        simulation_ids (list[str]): Ids; unknown ones are left out of the answer.
        table (SimulationTablesRequestTable | Unset): One row per time point, or one row per executed step. Default:
            SimulationTablesRequestTable.TIME_SERIES.
    """

    simulation_ids: list[str]
    table: SimulationTablesRequestTable | Unset = (
        SimulationTablesRequestTable.TIME_SERIES
    )

    def to_dict(self) -> dict[str, Any]:
        simulation_ids = self.simulation_ids

        table: str | Unset = UNSET
        if not isinstance(self.table, Unset):
            table = self.table.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "simulation_ids": simulation_ids,
            }
        )
        if table is not UNSET:
            field_dict["table"] = table

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        simulation_ids = cast(list[str], d.pop("simulation_ids"))

        _table = d.pop("table", UNSET)
        table: SimulationTablesRequestTable | Unset
        if isinstance(_table, Unset):
            table = UNSET
        else:
            table = SimulationTablesRequestTable(_table)

        simulation_tables_request = cls(
            simulation_ids=simulation_ids,
            table=table,
        )

        return simulation_tables_request
