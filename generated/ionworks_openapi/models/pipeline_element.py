from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.pipeline_element_error_detail_type_0 import (
        PipelineElementErrorDetailType0,
    )
    from ..models.pipeline_element_job_config_type_0 import (
        PipelineElementJobConfigType0,
    )
    from ..models.pipeline_element_progress_type_0 import PipelineElementProgressType0
    from ..models.pipeline_element_result_type_0 import PipelineElementResultType0


T = TypeVar("T", bound="PipelineElement")


@_attrs_define
class PipelineElement:
    """One element of a submitted pipeline.

    Attributes:
        name (str): Name, unique in the pipeline.
        element_type (str): Known values: `Direct Entry`, `Data Fit`, `Calculation`, `Validation`.
        id (str | Unset): Id.
        pipeline_id (str | Unset): Pipeline.
        element_order (int | Unset): Place in the pipeline, from 1.
        status (str | Unset): Known values: `pending`, `running`, `completed`, `failed`, `canceled`, `skipped`.
        job_id (None | str | Unset): Job that runs it.
        job_status (None | str | Unset): State of that job. Known values: `pending`, `waiting`, `processing`,
            `completed`, `failed`, `canceled`.
        job_config (None | PipelineElementJobConfigType0 | Unset): Its configuration.
        result (None | PipelineElementResultType0 | Unset): Its result.
        progress (None | PipelineElementProgressType0 | Unset): What a fit reported last: `best_cost` so far (in the
            unit of the cost), its `parameters`, `evaluations`, `iteration`, `start`, `elapsed_s` in seconds, and the course
            so far as `series`: `Time [s]`, `Evaluations` and `Best cost`, all of one length.
        error (None | str | Unset): Why it failed.
        error_code (None | str | Unset): Cause of a failure; known values: `CONFIGURATION_ERROR`, `SOLVER_ERROR`,
            `EXECUTION_TIMEOUT`, `SUBMISSION_FAILED`, `INTERNAL_ERROR`.
        error_detail (None | PipelineElementErrorDetailType0 | Unset): More about the failure.
        organization_id (None | str | Unset): Owning organization.
        created_at (str | Unset): Creation time (ISO 8601, UTC).
        updated_at (str | Unset): Time of the last change (ISO 8601, UTC).
    """

    name: str
    element_type: str
    id: str | Unset = UNSET
    pipeline_id: str | Unset = UNSET
    element_order: int | Unset = UNSET
    status: str | Unset = UNSET
    job_id: None | str | Unset = UNSET
    job_status: None | str | Unset = UNSET
    job_config: None | PipelineElementJobConfigType0 | Unset = UNSET
    result: None | PipelineElementResultType0 | Unset = UNSET
    progress: None | PipelineElementProgressType0 | Unset = UNSET
    error: None | str | Unset = UNSET
    error_code: None | str | Unset = UNSET
    error_detail: None | PipelineElementErrorDetailType0 | Unset = UNSET
    organization_id: None | str | Unset = UNSET
    created_at: str | Unset = UNSET
    updated_at: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.pipeline_element_error_detail_type_0 import (
            PipelineElementErrorDetailType0,  # noqa: PLC0415
        )
        from ..models.pipeline_element_job_config_type_0 import (
            PipelineElementJobConfigType0,  # noqa: PLC0415
        )
        from ..models.pipeline_element_progress_type_0 import (
            PipelineElementProgressType0,  # noqa: PLC0415
        )
        from ..models.pipeline_element_result_type_0 import PipelineElementResultType0  # noqa: PLC0415

        name = self.name

        element_type = self.element_type

        id = self.id

        pipeline_id = self.pipeline_id

        element_order = self.element_order

        status = self.status

        job_id: None | str | Unset
        if isinstance(self.job_id, Unset):
            job_id = UNSET
        else:
            job_id = self.job_id

        job_status: None | str | Unset
        if isinstance(self.job_status, Unset):
            job_status = UNSET
        else:
            job_status = self.job_status

        job_config: dict[str, Any] | None | Unset
        if isinstance(self.job_config, Unset):
            job_config = UNSET
        elif isinstance(self.job_config, PipelineElementJobConfigType0):
            job_config = self.job_config.to_dict()
        else:
            job_config = self.job_config

        result: dict[str, Any] | None | Unset
        if isinstance(self.result, Unset):
            result = UNSET
        elif isinstance(self.result, PipelineElementResultType0):
            result = self.result.to_dict()
        else:
            result = self.result

        progress: dict[str, Any] | None | Unset
        if isinstance(self.progress, Unset):
            progress = UNSET
        elif isinstance(self.progress, PipelineElementProgressType0):
            progress = self.progress.to_dict()
        else:
            progress = self.progress

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

        error_detail: dict[str, Any] | None | Unset
        if isinstance(self.error_detail, Unset):
            error_detail = UNSET
        elif isinstance(self.error_detail, PipelineElementErrorDetailType0):
            error_detail = self.error_detail.to_dict()
        else:
            error_detail = self.error_detail

        organization_id: None | str | Unset
        if isinstance(self.organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = self.organization_id

        created_at = self.created_at

        updated_at = self.updated_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "element_type": element_type,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if pipeline_id is not UNSET:
            field_dict["pipeline_id"] = pipeline_id
        if element_order is not UNSET:
            field_dict["element_order"] = element_order
        if status is not UNSET:
            field_dict["status"] = status
        if job_id is not UNSET:
            field_dict["job_id"] = job_id
        if job_status is not UNSET:
            field_dict["job_status"] = job_status
        if job_config is not UNSET:
            field_dict["job_config"] = job_config
        if result is not UNSET:
            field_dict["result"] = result
        if progress is not UNSET:
            field_dict["progress"] = progress
        if error is not UNSET:
            field_dict["error"] = error
        if error_code is not UNSET:
            field_dict["error_code"] = error_code
        if error_detail is not UNSET:
            field_dict["error_detail"] = error_detail
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pipeline_element_error_detail_type_0 import (
            PipelineElementErrorDetailType0,  # noqa: PLC0415
        )
        from ..models.pipeline_element_job_config_type_0 import (
            PipelineElementJobConfigType0,  # noqa: PLC0415
        )
        from ..models.pipeline_element_progress_type_0 import (
            PipelineElementProgressType0,  # noqa: PLC0415
        )
        from ..models.pipeline_element_result_type_0 import PipelineElementResultType0  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        element_type = d.pop("element_type")

        id = d.pop("id", UNSET)

        pipeline_id = d.pop("pipeline_id", UNSET)

        element_order = d.pop("element_order", UNSET)

        status = d.pop("status", UNSET)

        def _parse_job_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        job_id = _parse_job_id(d.pop("job_id", UNSET))

        def _parse_job_status(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        job_status = _parse_job_status(d.pop("job_status", UNSET))

        def _parse_job_config(
            data: object,
        ) -> None | PipelineElementJobConfigType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                job_config_type_0 = PipelineElementJobConfigType0.from_dict(data)

                return job_config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PipelineElementJobConfigType0 | Unset, data)

        job_config = _parse_job_config(d.pop("job_config", UNSET))

        def _parse_result(data: object) -> None | PipelineElementResultType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                result_type_0 = PipelineElementResultType0.from_dict(data)

                return result_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PipelineElementResultType0 | Unset, data)

        result = _parse_result(d.pop("result", UNSET))

        def _parse_progress(
            data: object,
        ) -> None | PipelineElementProgressType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                progress_type_0 = PipelineElementProgressType0.from_dict(data)

                return progress_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PipelineElementProgressType0 | Unset, data)

        progress = _parse_progress(d.pop("progress", UNSET))

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

        def _parse_error_detail(
            data: object,
        ) -> None | PipelineElementErrorDetailType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                error_detail_type_0 = PipelineElementErrorDetailType0.from_dict(data)

                return error_detail_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PipelineElementErrorDetailType0 | Unset, data)

        error_detail = _parse_error_detail(d.pop("error_detail", UNSET))

        def _parse_organization_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization_id = _parse_organization_id(d.pop("organization_id", UNSET))

        created_at = d.pop("created_at", UNSET)

        updated_at = d.pop("updated_at", UNSET)

        pipeline_element = cls(
            name=name,
            element_type=element_type,
            id=id,
            pipeline_id=pipeline_id,
            element_order=element_order,
            status=status,
            job_id=job_id,
            job_status=job_status,
            job_config=job_config,
            result=result,
            progress=progress,
            error=error,
            error_code=error_code,
            error_detail=error_detail,
            organization_id=organization_id,
            created_at=created_at,
            updated_at=updated_at,
        )

        pipeline_element.additional_properties = d
        return pipeline_element

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
