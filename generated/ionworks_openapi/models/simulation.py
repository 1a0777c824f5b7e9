from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.simulation_design_type_0 import SimulationDesignType0
    from ..models.simulation_experiment_type_0 import SimulationExperimentType0
    from ..models.simulation_metrics_type_0 import SimulationMetricsType0
    from ..models.simulation_parameterized_model_type_0 import (
        SimulationParameterizedModelType0,
    )


T = TypeVar("T", bound="Simulation")


@_attrs_define
class Simulation:
    """A simulation. It is finished when `storage_folder` is not empty.

    Attributes:
        id (str): Id.
        job_id (None | str | Unset): Id of its job.
        organization_id (None | str | Unset): Owning organization.
        project_id (None | str | Unset): Project.
        parameterized_model_id (None | str | Unset): Parameterized model that was run.
        experiment_id (None | str | Unset): Protocol with its input values.
        experiment_template_id (None | str | Unset): Saved protocol that was run.
        design_id (None | str | Unset): Design that was run.
        status (None | str | Unset): State of its job. Known values: `pending`, `waiting`, `processing`, `completed`,
            `failed`, `canceled`.
        error (None | str | Unset): Why it failed.
        error_code (None | str | Unset): Cause of a failure; known values: `CONFIGURATION_ERROR`, `SOLVER_ERROR`,
            `EXECUTION_TIMEOUT`, `SUBMISSION_FAILED`, `INTERNAL_ERROR`.
        metrics (None | SimulationMetricsType0 | Unset): Scalars computed over the run; each name ends in its unit. Left
            out by `summary`.
        warnings (list[str] | Unset): What to know of a run, completed or not: a test that ended at a voltage cut-off of
            the parameter set, voltages outside these cut-offs. Our addition.
        storage_folder (None | str | Unset): Where the results are stored; empty until finished.
        simulation_data (Any | Unset): Results of old records; null otherwise.
        experiment (None | SimulationExperimentType0 | Unset): The protocol and its input values.
        parameterized_model (None | SimulationParameterizedModelType0 | Unset): The parameterized model.
        design (None | SimulationDesignType0 | Unset): The design; `design_parameters` holds the varied values.
        created_at (None | str | Unset): Creation time (ISO 8601, UTC).
        updated_at (None | str | Unset): Time of the last change (ISO 8601, UTC).
    """

    id: str
    job_id: None | str | Unset = UNSET
    organization_id: None | str | Unset = UNSET
    project_id: None | str | Unset = UNSET
    parameterized_model_id: None | str | Unset = UNSET
    experiment_id: None | str | Unset = UNSET
    experiment_template_id: None | str | Unset = UNSET
    design_id: None | str | Unset = UNSET
    status: None | str | Unset = UNSET
    error: None | str | Unset = UNSET
    error_code: None | str | Unset = UNSET
    metrics: None | SimulationMetricsType0 | Unset = UNSET
    warnings: list[str] | Unset = UNSET
    storage_folder: None | str | Unset = UNSET
    simulation_data: Any | Unset = UNSET
    experiment: None | SimulationExperimentType0 | Unset = UNSET
    parameterized_model: None | SimulationParameterizedModelType0 | Unset = UNSET
    design: None | SimulationDesignType0 | Unset = UNSET
    created_at: None | str | Unset = UNSET
    updated_at: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.simulation_design_type_0 import SimulationDesignType0  # noqa: PLC0415
        from ..models.simulation_experiment_type_0 import SimulationExperimentType0  # noqa: PLC0415
        from ..models.simulation_metrics_type_0 import SimulationMetricsType0  # noqa: PLC0415
        from ..models.simulation_parameterized_model_type_0 import (
            SimulationParameterizedModelType0,  # noqa: PLC0415
        )

        id = self.id

        job_id: None | str | Unset
        if isinstance(self.job_id, Unset):
            job_id = UNSET
        else:
            job_id = self.job_id

        organization_id: None | str | Unset
        if isinstance(self.organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = self.organization_id

        project_id: None | str | Unset
        if isinstance(self.project_id, Unset):
            project_id = UNSET
        else:
            project_id = self.project_id

        parameterized_model_id: None | str | Unset
        if isinstance(self.parameterized_model_id, Unset):
            parameterized_model_id = UNSET
        else:
            parameterized_model_id = self.parameterized_model_id

        experiment_id: None | str | Unset
        if isinstance(self.experiment_id, Unset):
            experiment_id = UNSET
        else:
            experiment_id = self.experiment_id

        experiment_template_id: None | str | Unset
        if isinstance(self.experiment_template_id, Unset):
            experiment_template_id = UNSET
        else:
            experiment_template_id = self.experiment_template_id

        design_id: None | str | Unset
        if isinstance(self.design_id, Unset):
            design_id = UNSET
        else:
            design_id = self.design_id

        status: None | str | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        else:
            status = self.status

        error: None | str | Unset
        if isinstance(self.error, Unset):
            error = UNSET
        else:
            error = self.error

        error_code: None | str | Unset
        if isinstance(self.error_code, Unset):
            error_code = UNSET
        else:
            error_code = self.error_code

        metrics: dict[str, Any] | None | Unset
        if isinstance(self.metrics, Unset):
            metrics = UNSET
        elif isinstance(self.metrics, SimulationMetricsType0):
            metrics = self.metrics.to_dict()
        else:
            metrics = self.metrics

        warnings: list[str] | Unset = UNSET
        if not isinstance(self.warnings, Unset):
            warnings = self.warnings

        storage_folder: None | str | Unset
        if isinstance(self.storage_folder, Unset):
            storage_folder = UNSET
        else:
            storage_folder = self.storage_folder

        simulation_data = self.simulation_data

        experiment: dict[str, Any] | None | Unset
        if isinstance(self.experiment, Unset):
            experiment = UNSET
        elif isinstance(self.experiment, SimulationExperimentType0):
            experiment = self.experiment.to_dict()
        else:
            experiment = self.experiment

        parameterized_model: dict[str, Any] | None | Unset
        if isinstance(self.parameterized_model, Unset):
            parameterized_model = UNSET
        elif isinstance(self.parameterized_model, SimulationParameterizedModelType0):
            parameterized_model = self.parameterized_model.to_dict()
        else:
            parameterized_model = self.parameterized_model

        design: dict[str, Any] | None | Unset
        if isinstance(self.design, Unset):
            design = UNSET
        elif isinstance(self.design, SimulationDesignType0):
            design = self.design.to_dict()
        else:
            design = self.design

        created_at: None | str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        else:
            created_at = self.created_at

        updated_at: None | str | Unset
        if isinstance(self.updated_at, Unset):
            updated_at = UNSET
        else:
            updated_at = self.updated_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if job_id is not UNSET:
            field_dict["job_id"] = job_id
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if parameterized_model_id is not UNSET:
            field_dict["parameterized_model_id"] = parameterized_model_id
        if experiment_id is not UNSET:
            field_dict["experiment_id"] = experiment_id
        if experiment_template_id is not UNSET:
            field_dict["experiment_template_id"] = experiment_template_id
        if design_id is not UNSET:
            field_dict["design_id"] = design_id
        if status is not UNSET:
            field_dict["status"] = status
        if error is not UNSET:
            field_dict["error"] = error
        if error_code is not UNSET:
            field_dict["error_code"] = error_code
        if metrics is not UNSET:
            field_dict["metrics"] = metrics
        if warnings is not UNSET:
            field_dict["warnings"] = warnings
        if storage_folder is not UNSET:
            field_dict["storage_folder"] = storage_folder
        if simulation_data is not UNSET:
            field_dict["simulation_data"] = simulation_data
        if experiment is not UNSET:
            field_dict["experiment"] = experiment
        if parameterized_model is not UNSET:
            field_dict["parameterized_model"] = parameterized_model
        if design is not UNSET:
            field_dict["design"] = design
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.simulation_design_type_0 import SimulationDesignType0  # noqa: PLC0415
        from ..models.simulation_experiment_type_0 import SimulationExperimentType0  # noqa: PLC0415
        from ..models.simulation_metrics_type_0 import SimulationMetricsType0  # noqa: PLC0415
        from ..models.simulation_parameterized_model_type_0 import (
            SimulationParameterizedModelType0,  # noqa: PLC0415
        )

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_job_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        job_id = _parse_job_id(d.pop("job_id", UNSET))

        def _parse_organization_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization_id = _parse_organization_id(d.pop("organization_id", UNSET))

        def _parse_project_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        project_id = _parse_project_id(d.pop("project_id", UNSET))

        def _parse_parameterized_model_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parameterized_model_id = _parse_parameterized_model_id(
            d.pop("parameterized_model_id", UNSET)
        )

        def _parse_experiment_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        experiment_id = _parse_experiment_id(d.pop("experiment_id", UNSET))

        def _parse_experiment_template_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        experiment_template_id = _parse_experiment_template_id(
            d.pop("experiment_template_id", UNSET)
        )

        def _parse_design_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        design_id = _parse_design_id(d.pop("design_id", UNSET))

        def _parse_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

        def _parse_error(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error = _parse_error(d.pop("error", UNSET))

        def _parse_error_code(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        error_code = _parse_error_code(d.pop("error_code", UNSET))

        def _parse_metrics(data: object) -> None | SimulationMetricsType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                metrics_type_0 = SimulationMetricsType0.from_dict(data)

                return metrics_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimulationMetricsType0 | Unset, data)

        metrics = _parse_metrics(d.pop("metrics", UNSET))

        warnings = cast(list[str], d.pop("warnings", UNSET))

        def _parse_storage_folder(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        storage_folder = _parse_storage_folder(d.pop("storage_folder", UNSET))

        simulation_data = d.pop("simulation_data", UNSET)

        def _parse_experiment(data: object) -> None | SimulationExperimentType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                experiment_type_0 = SimulationExperimentType0.from_dict(data)

                return experiment_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimulationExperimentType0 | Unset, data)

        experiment = _parse_experiment(d.pop("experiment", UNSET))

        def _parse_parameterized_model(
            data: object,
        ) -> None | SimulationParameterizedModelType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                parameterized_model_type_0 = (
                    SimulationParameterizedModelType0.from_dict(data)
                )

                return parameterized_model_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimulationParameterizedModelType0 | Unset, data)

        parameterized_model = _parse_parameterized_model(
            d.pop("parameterized_model", UNSET)
        )

        def _parse_design(data: object) -> None | SimulationDesignType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                design_type_0 = SimulationDesignType0.from_dict(data)

                return design_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimulationDesignType0 | Unset, data)

        design = _parse_design(d.pop("design", UNSET))

        def _parse_created_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        def _parse_updated_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        updated_at = _parse_updated_at(d.pop("updated_at", UNSET))

        simulation = cls(
            id=id,
            job_id=job_id,
            organization_id=organization_id,
            project_id=project_id,
            parameterized_model_id=parameterized_model_id,
            experiment_id=experiment_id,
            experiment_template_id=experiment_template_id,
            design_id=design_id,
            status=status,
            error=error,
            error_code=error_code,
            metrics=metrics,
            warnings=warnings,
            storage_folder=storage_folder,
            simulation_data=simulation_data,
            experiment=experiment,
            parameterized_model=parameterized_model,
            design=design,
            created_at=created_at,
            updated_at=updated_at,
        )

        simulation.additional_properties = d
        return simulation

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
