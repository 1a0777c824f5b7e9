from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.optimization_objective_constraints import (
        OptimizationObjectiveConstraints,
    )
    from ..models.optimization_objective_design_parameters import (
        OptimizationObjectiveDesignParameters,
    )
    from ..models.optimization_objective_goals import OptimizationObjectiveGoals
    from ..models.optimization_objective_inputs import OptimizationObjectiveInputs


T = TypeVar("T", bound="OptimizationObjective")


@_attrs_define
class OptimizationObjective:
    """One experiment and what is wanted of it: `protocol` or `protocol_id`, and at least one goal or constraint.

    Attributes:
        protocol (Any | Unset): UCP protocol, text or object.
        protocol_id (str | Unset): Id of a saved protocol.
        inputs (OptimizationObjectiveInputs | Unset): Values of inputs of the protocol that are not searched.
        design_parameters (OptimizationObjectiveDesignParameters | Unset): Parameters of the model in this experiment
            only, each in the unit of its name.
        goals (OptimizationObjectiveGoals | Unset): Goals by name.
        constraints (OptimizationObjectiveConstraints | Unset): Constraints by name.
    """

    protocol: Any | Unset = UNSET
    protocol_id: str | Unset = UNSET
    inputs: OptimizationObjectiveInputs | Unset = UNSET
    design_parameters: OptimizationObjectiveDesignParameters | Unset = UNSET
    goals: OptimizationObjectiveGoals | Unset = UNSET
    constraints: OptimizationObjectiveConstraints | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        protocol = self.protocol

        protocol_id = self.protocol_id

        inputs: dict[str, Any] | Unset = UNSET
        if not isinstance(self.inputs, Unset):
            inputs = self.inputs.to_dict()

        design_parameters: dict[str, Any] | Unset = UNSET
        if not isinstance(self.design_parameters, Unset):
            design_parameters = self.design_parameters.to_dict()

        goals: dict[str, Any] | Unset = UNSET
        if not isinstance(self.goals, Unset):
            goals = self.goals.to_dict()

        constraints: dict[str, Any] | Unset = UNSET
        if not isinstance(self.constraints, Unset):
            constraints = self.constraints.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if protocol is not UNSET:
            field_dict["protocol"] = protocol
        if protocol_id is not UNSET:
            field_dict["protocol_id"] = protocol_id
        if inputs is not UNSET:
            field_dict["inputs"] = inputs
        if design_parameters is not UNSET:
            field_dict["design_parameters"] = design_parameters
        if goals is not UNSET:
            field_dict["goals"] = goals
        if constraints is not UNSET:
            field_dict["constraints"] = constraints

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.optimization_objective_constraints import (
            OptimizationObjectiveConstraints,  # noqa: PLC0415
        )
        from ..models.optimization_objective_design_parameters import (
            OptimizationObjectiveDesignParameters,  # noqa: PLC0415
        )
        from ..models.optimization_objective_goals import OptimizationObjectiveGoals  # noqa: PLC0415
        from ..models.optimization_objective_inputs import OptimizationObjectiveInputs  # noqa: PLC0415

        d = dict(src_dict)
        protocol = d.pop("protocol", UNSET)

        protocol_id = d.pop("protocol_id", UNSET)

        _inputs = d.pop("inputs", UNSET)
        inputs: OptimizationObjectiveInputs | Unset
        if isinstance(_inputs, Unset):
            inputs = UNSET
        else:
            inputs = OptimizationObjectiveInputs.from_dict(_inputs)

        _design_parameters = d.pop("design_parameters", UNSET)
        design_parameters: OptimizationObjectiveDesignParameters | Unset
        if isinstance(_design_parameters, Unset):
            design_parameters = UNSET
        else:
            design_parameters = OptimizationObjectiveDesignParameters.from_dict(
                _design_parameters
            )

        _goals = d.pop("goals", UNSET)
        goals: OptimizationObjectiveGoals | Unset
        if isinstance(_goals, Unset):
            goals = UNSET
        else:
            goals = OptimizationObjectiveGoals.from_dict(_goals)

        _constraints = d.pop("constraints", UNSET)
        constraints: OptimizationObjectiveConstraints | Unset
        if isinstance(_constraints, Unset):
            constraints = UNSET
        else:
            constraints = OptimizationObjectiveConstraints.from_dict(_constraints)

        optimization_objective = cls(
            protocol=protocol,
            protocol_id=protocol_id,
            inputs=inputs,
            design_parameters=design_parameters,
            goals=goals,
            constraints=constraints,
        )

        optimization_objective.additional_properties = d
        return optimization_objective

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
