from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.simulation_table_file_simulations_item import (
        SimulationTableFileSimulationsItem,
    )


T = TypeVar("T", bound="SimulationTableFile")


@_attrs_define
class SimulationTableFile:
    """A Parquet file with the rows of some simulations.

    Attributes:
        url (str): Signed address of the file; short-lived; serves GET with Range, and HEAD.
        simulations (list[SimulationTableFileSimulationsItem]): Whose rows it holds, in their order.
    """

    url: str
    simulations: list[SimulationTableFileSimulationsItem]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        simulations = []
        for simulations_item_data in self.simulations:
            simulations_item = simulations_item_data.to_dict()
            simulations.append(simulations_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "url": url,
                "simulations": simulations,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.simulation_table_file_simulations_item import (
            SimulationTableFileSimulationsItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        url = d.pop("url")

        simulations = []
        _simulations = d.pop("simulations")
        for simulations_item_data in _simulations:
            simulations_item = SimulationTableFileSimulationsItem.from_dict(
                simulations_item_data
            )

            simulations.append(simulations_item)

        simulation_table_file = cls(
            url=url,
            simulations=simulations,
        )

        simulation_table_file.additional_properties = d
        return simulation_table_file

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
