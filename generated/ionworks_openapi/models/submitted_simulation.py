from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SubmittedSimulation")


@_attrs_define
class SubmittedSimulation:
    """One accepted run.

    Attributes:
        simulation_id (str): Id of the simulation.
        job_id (str): Id of its job.
        already_existed (bool | Unset): True when the same run was found and nothing new was started.
    """

    simulation_id: str
    job_id: str
    already_existed: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        simulation_id = self.simulation_id

        job_id = self.job_id

        already_existed = self.already_existed

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "simulation_id": simulation_id,
                "job_id": job_id,
            }
        )
        if already_existed is not UNSET:
            field_dict["already_existed"] = already_existed

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        simulation_id = d.pop("simulation_id")

        job_id = d.pop("job_id")

        already_existed = d.pop("already_existed", UNSET)

        submitted_simulation = cls(
            simulation_id=simulation_id,
            job_id=job_id,
            already_existed=already_existed,
        )

        submitted_simulation.additional_properties = d
        return submitted_simulation

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
