from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="StudySimulation")


@_attrs_define
class StudySimulation:
    """A simulation's place in a study (observed).

    Example:
        {'study_id': '3f0c5c8e-6f0d-4a53-9f0e-2b6d1c7e9a10', 'simulation_id': '5b7a9e34-1c80-4f2b-8e6d-7d94a0c2f613'}

    Attributes:
        study_id (str | Unset): Id of the study.
        simulation_id (str | Unset): Id of the simulation.
    """

    study_id: str | Unset = UNSET
    simulation_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        study_id = self.study_id

        simulation_id = self.simulation_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if study_id is not UNSET:
            field_dict["study_id"] = study_id
        if simulation_id is not UNSET:
            field_dict["simulation_id"] = simulation_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        study_id = d.pop("study_id", UNSET)

        simulation_id = d.pop("simulation_id", UNSET)

        study_simulation = cls(
            study_id=study_id,
            simulation_id=simulation_id,
        )

        study_simulation.additional_properties = d
        return study_simulation

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
