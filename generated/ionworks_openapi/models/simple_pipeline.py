from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.simple_pipeline_progress_type_0 import SimplePipelineProgressType0
    from ..models.simple_pipeline_result_type_0 import SimplePipelineResultType0


T = TypeVar("T", bound="SimplePipeline")


@_attrs_define
class SimplePipeline:
    """A submitted simple pipeline.

    Attributes:
        id (str): Id.
        project_id (str): Project.
        organization_id (str): Owning organization.
        status (str): Known values: `pending`, `running`, `completed`, `failed`, `canceled`.
        created_at (str): Creation time (ISO 8601, UTC).
        updated_at (str): Time of the last change (ISO 8601, UTC).
        is_terminal (bool): True when the state will not change any more.
        is_failed (bool): True when failed or canceled.
        user_id (None | str | Unset): Submitting user.
        name (None | str | Unset): Name.
        description (None | str | Unset): Free text.
        created_by_email (None | str | Unset): E-mail address of the submitter.
        job_id (None | str | Unset): Job that runs it.
        error (None | str | Unset): Why it failed.
        error_code (None | str | Unset): Cause of a failure; known values: `CONFIGURATION_ERROR`, `SOLVER_ERROR`,
            `EXECUTION_TIMEOUT`, `SUBMISSION_FAILED`, `INTERNAL_ERROR`.
        config_path (None | str | Unset): Where the configuration is stored; not in lists.
        result (None | SimplePipelineResultType0 | Unset): Null until completed, then `parameter_values` (name with unit
            to value), what `ElementResult` lists and, for validations, `summary_stats`; of a fit that was canceled the best
            so far; not in lists.
        progress (None | SimplePipelineProgressType0 | Unset): While a fit runs, what it reported last: `best_cost`,
            `parameters`, `evaluations`, `iteration`, `start` and `elapsed_s` (seconds); not in lists.
    """

    id: str
    project_id: str
    organization_id: str
    status: str
    created_at: str
    updated_at: str
    is_terminal: bool
    is_failed: bool
    user_id: None | str | Unset = UNSET
    name: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    created_by_email: None | str | Unset = UNSET
    job_id: None | str | Unset = UNSET
    error: None | str | Unset = UNSET
    error_code: None | str | Unset = UNSET
    config_path: None | str | Unset = UNSET
    result: None | SimplePipelineResultType0 | Unset = UNSET
    progress: None | SimplePipelineProgressType0 | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.simple_pipeline_progress_type_0 import SimplePipelineProgressType0  # noqa: PLC0415
        from ..models.simple_pipeline_result_type_0 import SimplePipelineResultType0  # noqa: PLC0415

        id = self.id

        project_id = self.project_id

        organization_id = self.organization_id

        status = self.status

        created_at = self.created_at

        updated_at = self.updated_at

        is_terminal = self.is_terminal

        is_failed = self.is_failed

        user_id: None | str | Unset
        if isinstance(self.user_id, Unset):
            user_id = UNSET
        else:
            user_id = self.user_id

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

        created_by_email: None | str | Unset
        if isinstance(self.created_by_email, Unset):
            created_by_email = UNSET
        else:
            created_by_email = self.created_by_email

        job_id: None | str | Unset
        if isinstance(self.job_id, Unset):
            job_id = UNSET
        else:
            job_id = self.job_id

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

        config_path: None | str | Unset
        if isinstance(self.config_path, Unset):
            config_path = UNSET
        else:
            config_path = self.config_path

        result: dict[str, Any] | None | Unset
        if isinstance(self.result, Unset):
            result = UNSET
        elif isinstance(self.result, SimplePipelineResultType0):
            result = self.result.to_dict()
        else:
            result = self.result

        progress: dict[str, Any] | None | Unset
        if isinstance(self.progress, Unset):
            progress = UNSET
        elif isinstance(self.progress, SimplePipelineProgressType0):
            progress = self.progress.to_dict()
        else:
            progress = self.progress

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "project_id": project_id,
                "organization_id": organization_id,
                "status": status,
                "created_at": created_at,
                "updated_at": updated_at,
                "is_terminal": is_terminal,
                "is_failed": is_failed,
            }
        )
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if created_by_email is not UNSET:
            field_dict["created_by_email"] = created_by_email
        if job_id is not UNSET:
            field_dict["job_id"] = job_id
        if error is not UNSET:
            field_dict["error"] = error
        if error_code is not UNSET:
            field_dict["error_code"] = error_code
        if config_path is not UNSET:
            field_dict["config_path"] = config_path
        if result is not UNSET:
            field_dict["result"] = result
        if progress is not UNSET:
            field_dict["progress"] = progress

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.simple_pipeline_progress_type_0 import SimplePipelineProgressType0  # noqa: PLC0415
        from ..models.simple_pipeline_result_type_0 import SimplePipelineResultType0  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        project_id = d.pop("project_id")

        organization_id = d.pop("organization_id")

        status = d.pop("status")

        created_at = d.pop("created_at")

        updated_at = d.pop("updated_at")

        is_terminal = d.pop("is_terminal")

        is_failed = d.pop("is_failed")

        def _parse_user_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        user_id = _parse_user_id(d.pop("user_id", UNSET))

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

        def _parse_created_by_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by_email = _parse_created_by_email(d.pop("created_by_email", UNSET))

        def _parse_job_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        job_id = _parse_job_id(d.pop("job_id", UNSET))

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

        def _parse_config_path(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        config_path = _parse_config_path(d.pop("config_path", UNSET))

        def _parse_result(data: object) -> None | SimplePipelineResultType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                result_type_0 = SimplePipelineResultType0.from_dict(data)

                return result_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimplePipelineResultType0 | Unset, data)

        result = _parse_result(d.pop("result", UNSET))

        def _parse_progress(data: object) -> None | SimplePipelineProgressType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                progress_type_0 = SimplePipelineProgressType0.from_dict(data)

                return progress_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimplePipelineProgressType0 | Unset, data)

        progress = _parse_progress(d.pop("progress", UNSET))

        simple_pipeline = cls(
            id=id,
            project_id=project_id,
            organization_id=organization_id,
            status=status,
            created_at=created_at,
            updated_at=updated_at,
            is_terminal=is_terminal,
            is_failed=is_failed,
            user_id=user_id,
            name=name,
            description=description,
            created_by_email=created_by_email,
            job_id=job_id,
            error=error,
            error_code=error_code,
            config_path=config_path,
            result=result,
            progress=progress,
        )

        simple_pipeline.additional_properties = d
        return simple_pipeline

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
