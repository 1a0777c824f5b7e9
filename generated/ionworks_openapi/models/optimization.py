from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.optimization_metrics_type_0 import OptimizationMetricsType0
    from ..models.optimization_objectives_type_0 import OptimizationObjectivesType0
    from ..models.optimization_progress_type_0 import OptimizationProgressType0


T = TypeVar("T", bound="Optimization")


@_attrs_define
class Optimization:
    """An optimization.

    Attributes:
        id (str): Id.
        project_id (str): Project.
        job_id (None | str | Unset): Job that runs it.
        organization_id (None | str | Unset): Owning organization.
        name (None | str | Unset): Name.
        description (None | str | Unset): Free text.
        status (None | str | Unset): Known values: `queued`, `running`, `succeeded`, `failed`, `canceled`.
        kind (None | str | Unset): Kind, for example `optimize` or `datafit`.
        created_at (None | str | Unset): Creation time (ISO 8601, UTC).
        created_by_email (None | str | Unset): E-mail address of the submitter.
        cell_spec_id (None | str | Unset): Cell specification.
        cell_name (None | str | Unset): Name of the cell.
        parameterized_model_id (None | str | Unset): Parameterized model.
        parameterized_model_name (None | str | Unset): Name of the parameterized model.
        optimization_template_id (None | str | Unset): Template it was made from.
        metrics (None | OptimizationMetricsType0 | Unset): When complete, `optimum` and `baseline` by objective and
            metric, each name with its unit; of a `datafit`, `cost` and the fitted `parameters`.
        progress (None | OptimizationProgressType0 | Unset): Last reported `iteration`, `evaluations`, `best_cost`,
            `parameters`, `start` and `series` (the course so far); of a `datafit` also `elapsed_s`, of an `optimize` also
            `pareto` (trade-offs between its goals so far); only of single reads.
        objectives (None | OptimizationObjectivesType0 | Unset): Objectives; only in lists.
        error (None | str | Unset): Why it failed.
        error_code (None | str | Unset): Cause of a failure; known values: `CONFIGURATION_ERROR`, `SOLVER_ERROR`,
            `EXECUTION_TIMEOUT`, `SUBMISSION_FAILED`, `INTERNAL_ERROR`.
        run_count (int | Unset): Number of runs started for it.
    """

    id: str
    project_id: str
    job_id: None | str | Unset = UNSET
    organization_id: None | str | Unset = UNSET
    name: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    status: None | str | Unset = UNSET
    kind: None | str | Unset = UNSET
    created_at: None | str | Unset = UNSET
    created_by_email: None | str | Unset = UNSET
    cell_spec_id: None | str | Unset = UNSET
    cell_name: None | str | Unset = UNSET
    parameterized_model_id: None | str | Unset = UNSET
    parameterized_model_name: None | str | Unset = UNSET
    optimization_template_id: None | str | Unset = UNSET
    metrics: None | OptimizationMetricsType0 | Unset = UNSET
    progress: None | OptimizationProgressType0 | Unset = UNSET
    objectives: None | OptimizationObjectivesType0 | Unset = UNSET
    error: None | str | Unset = UNSET
    error_code: None | str | Unset = UNSET
    run_count: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.optimization_metrics_type_0 import OptimizationMetricsType0  # noqa: PLC0415
        from ..models.optimization_objectives_type_0 import OptimizationObjectivesType0  # noqa: PLC0415
        from ..models.optimization_progress_type_0 import OptimizationProgressType0  # noqa: PLC0415

        id = self.id

        project_id = self.project_id

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

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        status: None | str | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        else:
            status = self.status

        kind: None | str | Unset
        if isinstance(self.kind, Unset):
            kind = UNSET
        else:
            kind = self.kind

        created_at: None | str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        else:
            created_at = self.created_at

        created_by_email: None | str | Unset
        if isinstance(self.created_by_email, Unset):
            created_by_email = UNSET
        else:
            created_by_email = self.created_by_email

        cell_spec_id: None | str | Unset
        if isinstance(self.cell_spec_id, Unset):
            cell_spec_id = UNSET
        else:
            cell_spec_id = self.cell_spec_id

        cell_name: None | str | Unset
        if isinstance(self.cell_name, Unset):
            cell_name = UNSET
        else:
            cell_name = self.cell_name

        parameterized_model_id: None | str | Unset
        if isinstance(self.parameterized_model_id, Unset):
            parameterized_model_id = UNSET
        else:
            parameterized_model_id = self.parameterized_model_id

        parameterized_model_name: None | str | Unset
        if isinstance(self.parameterized_model_name, Unset):
            parameterized_model_name = UNSET
        else:
            parameterized_model_name = self.parameterized_model_name

        optimization_template_id: None | str | Unset
        if isinstance(self.optimization_template_id, Unset):
            optimization_template_id = UNSET
        else:
            optimization_template_id = self.optimization_template_id

        metrics: dict[str, Any] | None | Unset
        if isinstance(self.metrics, Unset):
            metrics = UNSET
        elif isinstance(self.metrics, OptimizationMetricsType0):
            metrics = self.metrics.to_dict()
        else:
            metrics = self.metrics

        progress: dict[str, Any] | None | Unset
        if isinstance(self.progress, Unset):
            progress = UNSET
        elif isinstance(self.progress, OptimizationProgressType0):
            progress = self.progress.to_dict()
        else:
            progress = self.progress

        objectives: dict[str, Any] | None | Unset
        if isinstance(self.objectives, Unset):
            objectives = UNSET
        elif isinstance(self.objectives, OptimizationObjectivesType0):
            objectives = self.objectives.to_dict()
        else:
            objectives = self.objectives

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

        run_count = self.run_count

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "project_id": project_id,
            }
        )
        if job_id is not UNSET:
            field_dict["job_id"] = job_id
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if status is not UNSET:
            field_dict["status"] = status
        if kind is not UNSET:
            field_dict["kind"] = kind
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if created_by_email is not UNSET:
            field_dict["created_by_email"] = created_by_email
        if cell_spec_id is not UNSET:
            field_dict["cell_spec_id"] = cell_spec_id
        if cell_name is not UNSET:
            field_dict["cell_name"] = cell_name
        if parameterized_model_id is not UNSET:
            field_dict["parameterized_model_id"] = parameterized_model_id
        if parameterized_model_name is not UNSET:
            field_dict["parameterized_model_name"] = parameterized_model_name
        if optimization_template_id is not UNSET:
            field_dict["optimization_template_id"] = optimization_template_id
        if metrics is not UNSET:
            field_dict["metrics"] = metrics
        if progress is not UNSET:
            field_dict["progress"] = progress
        if objectives is not UNSET:
            field_dict["objectives"] = objectives
        if error is not UNSET:
            field_dict["error"] = error
        if error_code is not UNSET:
            field_dict["error_code"] = error_code
        if run_count is not UNSET:
            field_dict["run_count"] = run_count

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.optimization_metrics_type_0 import OptimizationMetricsType0  # noqa: PLC0415
        from ..models.optimization_objectives_type_0 import OptimizationObjectivesType0  # noqa: PLC0415
        from ..models.optimization_progress_type_0 import OptimizationProgressType0  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        project_id = d.pop("project_id")

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

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

        def _parse_kind(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        kind = _parse_kind(d.pop("kind", UNSET))

        def _parse_created_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        def _parse_created_by_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by_email = _parse_created_by_email(d.pop("created_by_email", UNSET))

        def _parse_cell_spec_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cell_spec_id = _parse_cell_spec_id(d.pop("cell_spec_id", UNSET))

        def _parse_cell_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cell_name = _parse_cell_name(d.pop("cell_name", UNSET))

        def _parse_parameterized_model_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parameterized_model_id = _parse_parameterized_model_id(
            d.pop("parameterized_model_id", UNSET)
        )

        def _parse_parameterized_model_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parameterized_model_name = _parse_parameterized_model_name(
            d.pop("parameterized_model_name", UNSET)
        )

        def _parse_optimization_template_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        optimization_template_id = _parse_optimization_template_id(
            d.pop("optimization_template_id", UNSET)
        )

        def _parse_metrics(data: object) -> None | OptimizationMetricsType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                metrics_type_0 = OptimizationMetricsType0.from_dict(data)

                return metrics_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OptimizationMetricsType0 | Unset, data)

        metrics = _parse_metrics(d.pop("metrics", UNSET))

        def _parse_progress(data: object) -> None | OptimizationProgressType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                progress_type_0 = OptimizationProgressType0.from_dict(data)

                return progress_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OptimizationProgressType0 | Unset, data)

        progress = _parse_progress(d.pop("progress", UNSET))

        def _parse_objectives(
            data: object,
        ) -> None | OptimizationObjectivesType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                objectives_type_0 = OptimizationObjectivesType0.from_dict(data)

                return objectives_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OptimizationObjectivesType0 | Unset, data)

        objectives = _parse_objectives(d.pop("objectives", UNSET))

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

        run_count = d.pop("run_count", UNSET)

        optimization = cls(
            id=id,
            project_id=project_id,
            job_id=job_id,
            organization_id=organization_id,
            name=name,
            description=description,
            status=status,
            kind=kind,
            created_at=created_at,
            created_by_email=created_by_email,
            cell_spec_id=cell_spec_id,
            cell_name=cell_name,
            parameterized_model_id=parameterized_model_id,
            parameterized_model_name=parameterized_model_name,
            optimization_template_id=optimization_template_id,
            metrics=metrics,
            progress=progress,
            objectives=objectives,
            error=error,
            error_code=error_code,
            run_count=run_count,
        )

        optimization.additional_properties = d
        return optimization

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
