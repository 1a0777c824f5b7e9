from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="UsageByType")


@_attrs_define
class UsageByType:
    """Hours used per kind of job (observed).

    Example:
        {'simulation': 0.5, 'datafit': 0.5, 'optimization': 0.5, 'validation': 0.5, 'pipeline': 0.5}

    Attributes:
        simulation (float | Unset): Hours used by simulation jobs.
        datafit (float | Unset): Hours used by datafit jobs.
        optimization (float | Unset): Hours used by optimization jobs.
        validation (float | Unset): Hours used by validation jobs.
        pipeline (float | Unset): Hours used by pipeline jobs.
    """

    simulation: float | Unset = UNSET
    datafit: float | Unset = UNSET
    optimization: float | Unset = UNSET
    validation: float | Unset = UNSET
    pipeline: float | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        simulation = self.simulation

        datafit = self.datafit

        optimization = self.optimization

        validation = self.validation

        pipeline = self.pipeline

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if simulation is not UNSET:
            field_dict["simulation"] = simulation
        if datafit is not UNSET:
            field_dict["datafit"] = datafit
        if optimization is not UNSET:
            field_dict["optimization"] = optimization
        if validation is not UNSET:
            field_dict["validation"] = validation
        if pipeline is not UNSET:
            field_dict["pipeline"] = pipeline

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        simulation = d.pop("simulation", UNSET)

        datafit = d.pop("datafit", UNSET)

        optimization = d.pop("optimization", UNSET)

        validation = d.pop("validation", UNSET)

        pipeline = d.pop("pipeline", UNSET)

        usage_by_type = cls(
            simulation=simulation,
            datafit=datafit,
            optimization=optimization,
            validation=validation,
            pipeline=pipeline,
        )

        usage_by_type.additional_properties = d
        return usage_by_type

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
