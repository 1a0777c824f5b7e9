from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.parameter_map import ParameterMap


T = TypeVar("T", bound="SimulationCondition")


@_attrs_define
class SimulationCondition:
    """One explicit run.

    Attributes:
        experiment_parameters (ParameterMap | Unset): Parameter name to number or text. The name ends in the unit of the
            number, for example `Positive electrode thickness [m]`.
        design_parameters (ParameterMap | Unset): Parameter name to number or text. The name ends in the unit of the
            number, for example `Positive electrode thickness [m]`.
    """

    experiment_parameters: ParameterMap | Unset = UNSET
    design_parameters: ParameterMap | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        experiment_parameters: dict[str, Any] | Unset = UNSET
        if not isinstance(self.experiment_parameters, Unset):
            experiment_parameters = self.experiment_parameters.to_dict()

        design_parameters: dict[str, Any] | Unset = UNSET
        if not isinstance(self.design_parameters, Unset):
            design_parameters = self.design_parameters.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if experiment_parameters is not UNSET:
            field_dict["experiment_parameters"] = experiment_parameters
        if design_parameters is not UNSET:
            field_dict["design_parameters"] = design_parameters

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.parameter_map import ParameterMap  # noqa: PLC0415

        d = dict(src_dict)
        _experiment_parameters = d.pop("experiment_parameters", UNSET)
        experiment_parameters: ParameterMap | Unset
        if isinstance(_experiment_parameters, Unset):
            experiment_parameters = UNSET
        else:
            experiment_parameters = ParameterMap.from_dict(_experiment_parameters)

        _design_parameters = d.pop("design_parameters", UNSET)
        design_parameters: ParameterMap | Unset
        if isinstance(_design_parameters, Unset):
            design_parameters = UNSET
        else:
            design_parameters = ParameterMap.from_dict(_design_parameters)

        simulation_condition = cls(
            experiment_parameters=experiment_parameters,
            design_parameters=design_parameters,
        )

        return simulation_condition
