from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.simulation import Simulation
    from ..models.simulation_page_model_scalar_parameters import (
        SimulationPageModelScalarParameters,
    )


T = TypeVar("T", bound="SimulationPage")


@_attrs_define
class SimulationPage:
    """A page of simulations, newest first.

    Attributes:
        simulations (list[Simulation]): Records of this page.
        model_scalar_parameters (SimulationPageModelScalarParameters): Scalar parameters by parameterized model id; each
            name ends in its unit.
        total (int | Unset): Number of records that match in all pages.
    """

    simulations: list[Simulation]
    model_scalar_parameters: SimulationPageModelScalarParameters
    total: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        simulations = []
        for simulations_item_data in self.simulations:
            simulations_item = simulations_item_data.to_dict()
            simulations.append(simulations_item)

        model_scalar_parameters = self.model_scalar_parameters.to_dict()

        total = self.total

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "simulations": simulations,
                "model_scalar_parameters": model_scalar_parameters,
            }
        )
        if total is not UNSET:
            field_dict["total"] = total

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.simulation import Simulation  # noqa: PLC0415
        from ..models.simulation_page_model_scalar_parameters import (
            SimulationPageModelScalarParameters,  # noqa: PLC0415
        )

        d = dict(src_dict)
        simulations = []
        _simulations = d.pop("simulations")
        for simulations_item_data in _simulations:
            simulations_item = Simulation.from_dict(simulations_item_data)

            simulations.append(simulations_item)

        model_scalar_parameters = SimulationPageModelScalarParameters.from_dict(
            d.pop("model_scalar_parameters")
        )

        total = d.pop("total", UNSET)

        simulation_page = cls(
            simulations=simulations,
            model_scalar_parameters=model_scalar_parameters,
            total=total,
        )

        simulation_page.additional_properties = d
        return simulation_page

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
