from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="SimulationStatusesRequest")


@_attrs_define
class SimulationStatusesRequest:
    """Simulations to report on.

    Attributes:
        simulation_ids (list[str]): Ids; unknown ones are left out of the answer.
        limit (int | Unset): Largest number of rows. Default: 100.
        offset (int | Unset): Number of rows to pass over. Default: 0.
    """

    simulation_ids: list[str]
    limit: int | Unset = 100
    offset: int | Unset = 0

    def to_dict(self) -> dict[str, Any]:
        simulation_ids = self.simulation_ids

        limit = self.limit

        offset = self.offset

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "simulation_ids": simulation_ids,
            }
        )
        if limit is not UNSET:
            field_dict["limit"] = limit
        if offset is not UNSET:
            field_dict["offset"] = offset

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        simulation_ids = cast(list[str], d.pop("simulation_ids"))

        limit = d.pop("limit", UNSET)

        offset = d.pop("offset", UNSET)

        simulation_statuses_request = cls(
            simulation_ids=simulation_ids,
            limit=limit,
            offset=offset,
        )

        return simulation_statuses_request
