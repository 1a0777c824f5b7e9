from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.design_of_experiments import DesignOfExperiments
    from ..models.parameter_map import ParameterMap
    from ..models.parameterized_model_inline import ParameterizedModelInline
    from ..models.quick_model_request import QuickModelRequest
    from ..models.simulation_condition import SimulationCondition


T = TypeVar("T", bound="SimulationBatchRequest")


@_attrs_define
class SimulationBatchRequest:
    """Runs of one protocol with one parameterized model: one run, the runs of `design_parameters_doe`, or those of
    `conditions` (not both).

        Attributes:
            parameterized_model (ParameterizedModelInline | QuickModelRequest | str): Id of a parameterized model, or a
                model in place.
            experiment_template_id (str): Id of a saved protocol.
            experiment_parameter_sets (list[ParameterMap]): Values of the protocol's inputs; exactly one set.
            conditions (list[SimulationCondition] | Unset): Explicit runs.
            design_parameters_doe (DesignOfExperiments | Unset): Design of experiments; the service expands it into runs.
            max_backward_jumps (int | Unset): Largest number of jumps back in the protocol; absent means 1000.
            study_id (str | Unset): Study that receives the runs.
            extra_variables (list[str] | Unset): Model variables to keep; replaces the protocol's own list. Those that are
                one number at every time are columns of the time series; those over x, r or both, at most 16, are profiles of at
                most 1000 runs in one batch.
            project_id (str | Unset): Project of the runs; needed by quick models.
    """

    parameterized_model: ParameterizedModelInline | QuickModelRequest | str
    experiment_template_id: str
    experiment_parameter_sets: list[ParameterMap]
    conditions: list[SimulationCondition] | Unset = UNSET
    design_parameters_doe: DesignOfExperiments | Unset = UNSET
    max_backward_jumps: int | Unset = UNSET
    study_id: str | Unset = UNSET
    extra_variables: list[str] | Unset = UNSET
    project_id: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.parameterized_model_inline import ParameterizedModelInline  # noqa: PLC0415
        from ..models.quick_model_request import QuickModelRequest  # noqa: PLC0415

        parameterized_model: dict[str, Any] | str
        if isinstance(self.parameterized_model, ParameterizedModelInline):
            parameterized_model = self.parameterized_model.to_dict()
        elif isinstance(self.parameterized_model, QuickModelRequest):
            parameterized_model = self.parameterized_model.to_dict()
        else:
            parameterized_model = self.parameterized_model

        experiment_template_id = self.experiment_template_id

        experiment_parameter_sets = []
        for experiment_parameter_sets_item_data in self.experiment_parameter_sets:
            experiment_parameter_sets_item = (
                experiment_parameter_sets_item_data.to_dict()
            )
            experiment_parameter_sets.append(experiment_parameter_sets_item)

        conditions: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.conditions, Unset):
            conditions = []
            for conditions_item_data in self.conditions:
                conditions_item = conditions_item_data.to_dict()
                conditions.append(conditions_item)

        design_parameters_doe: dict[str, Any] | Unset = UNSET
        if not isinstance(self.design_parameters_doe, Unset):
            design_parameters_doe = self.design_parameters_doe.to_dict()

        max_backward_jumps = self.max_backward_jumps

        study_id = self.study_id

        extra_variables: list[str] | Unset = UNSET
        if not isinstance(self.extra_variables, Unset):
            extra_variables = self.extra_variables

        project_id = self.project_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "parameterized_model": parameterized_model,
                "experiment_template_id": experiment_template_id,
                "experiment_parameter_sets": experiment_parameter_sets,
            }
        )
        if conditions is not UNSET:
            field_dict["conditions"] = conditions
        if design_parameters_doe is not UNSET:
            field_dict["design_parameters_doe"] = design_parameters_doe
        if max_backward_jumps is not UNSET:
            field_dict["max_backward_jumps"] = max_backward_jumps
        if study_id is not UNSET:
            field_dict["study_id"] = study_id
        if extra_variables is not UNSET:
            field_dict["extra_variables"] = extra_variables
        if project_id is not UNSET:
            field_dict["project_id"] = project_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.design_of_experiments import DesignOfExperiments  # noqa: PLC0415
        from ..models.parameter_map import ParameterMap  # noqa: PLC0415
        from ..models.parameterized_model_inline import ParameterizedModelInline  # noqa: PLC0415
        from ..models.quick_model_request import QuickModelRequest  # noqa: PLC0415
        from ..models.simulation_condition import SimulationCondition  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_parameterized_model(
            data: object,
        ) -> ParameterizedModelInline | QuickModelRequest | str:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                parameterized_model_type_1 = ParameterizedModelInline.from_dict(data)

                return parameterized_model_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                parameterized_model_type_2 = QuickModelRequest.from_dict(data)

                return parameterized_model_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ParameterizedModelInline | QuickModelRequest | str, data)

        parameterized_model = _parse_parameterized_model(d.pop("parameterized_model"))

        experiment_template_id = d.pop("experiment_template_id")

        experiment_parameter_sets = []
        _experiment_parameter_sets = d.pop("experiment_parameter_sets")
        for experiment_parameter_sets_item_data in _experiment_parameter_sets:
            experiment_parameter_sets_item = ParameterMap.from_dict(
                experiment_parameter_sets_item_data
            )

            experiment_parameter_sets.append(experiment_parameter_sets_item)

        _conditions = d.pop("conditions", UNSET)
        conditions: list[SimulationCondition] | Unset = UNSET
        if _conditions is not UNSET:
            conditions = []
            for conditions_item_data in _conditions:
                conditions_item = SimulationCondition.from_dict(conditions_item_data)

                conditions.append(conditions_item)

        _design_parameters_doe = d.pop("design_parameters_doe", UNSET)
        design_parameters_doe: DesignOfExperiments | Unset
        if isinstance(_design_parameters_doe, Unset):
            design_parameters_doe = UNSET
        else:
            design_parameters_doe = DesignOfExperiments.from_dict(
                _design_parameters_doe
            )

        max_backward_jumps = d.pop("max_backward_jumps", UNSET)

        study_id = d.pop("study_id", UNSET)

        extra_variables = cast(list[str], d.pop("extra_variables", UNSET))

        project_id = d.pop("project_id", UNSET)

        simulation_batch_request = cls(
            parameterized_model=parameterized_model,
            experiment_template_id=experiment_template_id,
            experiment_parameter_sets=experiment_parameter_sets,
            conditions=conditions,
            design_parameters_doe=design_parameters_doe,
            max_backward_jumps=max_backward_jumps,
            study_id=study_id,
            extra_variables=extra_variables,
            project_id=project_id,
        )

        return simulation_batch_request
