from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.compute_usage import ComputeUsage
    from ..models.simulation_usage import SimulationUsage


T = TypeVar("T", bound="OrganizationUsage")


@_attrs_define
class OrganizationUsage:
    """Use of an organization in the running calendar month (observed).

    Example:
        {'period_start': '2025-01-01T00:00:00+00:00', 'period_end': '2025-02-01T00:00:00+00:00', 'simulation': {'usage':
            12.5, 'limit': 100.0}, 'compute': {'usage': 2.5, 'usage_by_type': {'simulation': 0.5, 'datafit': 0.5,
            'optimization': 0.5, 'validation': 0.5, 'pipeline': 0.5}, 'limit': None}}

    Attributes:
        period_start (str): Start of the period, ISO 8601 in UTC.
        period_end (str): End of the period (exclusive), ISO 8601 in UTC.
        simulation (SimulationUsage | Unset): Simulation time (observed). Example: {'usage': 12.5, 'limit': 100.0}.
        compute (ComputeUsage | Unset): Compute time (observed). Example: {'usage': 2.5, 'usage_by_type': {'simulation':
            0.5, 'datafit': 0.5, 'optimization': 0.5, 'validation': 0.5, 'pipeline': 0.5}, 'limit': None}.
    """

    period_start: str
    period_end: str
    simulation: SimulationUsage | Unset = UNSET
    compute: ComputeUsage | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        period_start = self.period_start

        period_end = self.period_end

        simulation: dict[str, Any] | Unset = UNSET
        if not isinstance(self.simulation, Unset):
            simulation = self.simulation.to_dict()

        compute: dict[str, Any] | Unset = UNSET
        if not isinstance(self.compute, Unset):
            compute = self.compute.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "period_start": period_start,
                "period_end": period_end,
            }
        )
        if simulation is not UNSET:
            field_dict["simulation"] = simulation
        if compute is not UNSET:
            field_dict["compute"] = compute

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.compute_usage import ComputeUsage  # noqa: PLC0415
        from ..models.simulation_usage import SimulationUsage  # noqa: PLC0415

        d = dict(src_dict)
        period_start = d.pop("period_start")

        period_end = d.pop("period_end")

        _simulation = d.pop("simulation", UNSET)
        simulation: SimulationUsage | Unset
        if isinstance(_simulation, Unset):
            simulation = UNSET
        else:
            simulation = SimulationUsage.from_dict(_simulation)

        _compute = d.pop("compute", UNSET)
        compute: ComputeUsage | Unset
        if isinstance(_compute, Unset):
            compute = UNSET
        else:
            compute = ComputeUsage.from_dict(_compute)

        organization_usage = cls(
            period_start=period_start,
            period_end=period_end,
            simulation=simulation,
            compute=compute,
        )

        organization_usage.additional_properties = d
        return organization_usage

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
