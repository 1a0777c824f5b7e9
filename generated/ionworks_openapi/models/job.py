from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.job_result_type_0 import JobResultType0


T = TypeVar("T", bound="Job")


@_attrs_define
class Job:
    """A background job without its large members.

    Attributes:
        job_id (str): Id.
        job_type (str): Known values: `simulate`, `datafit`, `validation`, `evaluate_variables`, `optimize`, `dummy`.
        status (str): Known values: `pending`, `waiting`, `processing`, `completed`, `failed`, `canceled`.
        priority (int): Rank in the queue (dimensionless).
        created_at (str): Creation time (ISO 8601, UTC).
        updated_at (str): Time of the last change (ISO 8601, UTC).
        is_terminal (bool): True when the state will not change any more.
        is_failed (bool): True when failed or canceled.
        error (None | str | Unset): Why it failed.
        error_code (None | str | Unset): Cause of a failure; known values: `CONFIGURATION_ERROR`, `SOLVER_ERROR`,
            `EXECUTION_TIMEOUT`, `SUBMISSION_FAILED`, `INTERNAL_ERROR`.
        result (JobResultType0 | None | Unset): Short result.
        started_at (None | str | Unset): Start (ISO 8601, UTC).
        completed_at (None | str | Unset): End (ISO 8601, UTC).
        compute_time (float | None | Unset): Run time in s.
        user_id (None | str | Unset): Submitting user.
        organization_id (None | str | Unset): Owning organization.
        project_id (None | str | Unset): Project.
        parent_job_id (None | str | Unset): Job whose cancellation cancels this one.
        access_level (None | str | Unset): `project` or `organization`.
        callback_url (None | str | Unset): Address called at the end.
        params_path (None | str | Unset): Where the submitted configuration is stored.
        metadata_path (None | str | Unset): Where the metadata is stored.
    """

    job_id: str
    job_type: str
    status: str
    priority: int
    created_at: str
    updated_at: str
    is_terminal: bool
    is_failed: bool
    error: None | str | Unset = UNSET
    error_code: None | str | Unset = UNSET
    result: JobResultType0 | None | Unset = UNSET
    started_at: None | str | Unset = UNSET
    completed_at: None | str | Unset = UNSET
    compute_time: float | None | Unset = UNSET
    user_id: None | str | Unset = UNSET
    organization_id: None | str | Unset = UNSET
    project_id: None | str | Unset = UNSET
    parent_job_id: None | str | Unset = UNSET
    access_level: None | str | Unset = UNSET
    callback_url: None | str | Unset = UNSET
    params_path: None | str | Unset = UNSET
    metadata_path: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.job_result_type_0 import JobResultType0  # noqa: PLC0415

        job_id = self.job_id

        job_type = self.job_type

        status = self.status

        priority = self.priority

        created_at = self.created_at

        updated_at = self.updated_at

        is_terminal = self.is_terminal

        is_failed = self.is_failed

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

        result: dict[str, Any] | None | Unset
        if isinstance(self.result, Unset):
            result = UNSET
        elif isinstance(self.result, JobResultType0):
            result = self.result.to_dict()
        else:
            result = self.result

        started_at: None | str | Unset
        if isinstance(self.started_at, Unset):
            started_at = UNSET
        else:
            started_at = self.started_at

        completed_at: None | str | Unset
        if isinstance(self.completed_at, Unset):
            completed_at = UNSET
        else:
            completed_at = self.completed_at

        compute_time: float | None | Unset
        if isinstance(self.compute_time, Unset):
            compute_time = UNSET
        else:
            compute_time = self.compute_time

        user_id: None | str | Unset
        if isinstance(self.user_id, Unset):
            user_id = UNSET
        else:
            user_id = self.user_id

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

        parent_job_id: None | str | Unset
        if isinstance(self.parent_job_id, Unset):
            parent_job_id = UNSET
        else:
            parent_job_id = self.parent_job_id

        access_level: None | str | Unset
        if isinstance(self.access_level, Unset):
            access_level = UNSET
        else:
            access_level = self.access_level

        callback_url: None | str | Unset
        if isinstance(self.callback_url, Unset):
            callback_url = UNSET
        else:
            callback_url = self.callback_url

        params_path: None | str | Unset
        if isinstance(self.params_path, Unset):
            params_path = UNSET
        else:
            params_path = self.params_path

        metadata_path: None | str | Unset
        if isinstance(self.metadata_path, Unset):
            metadata_path = UNSET
        else:
            metadata_path = self.metadata_path

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "job_id": job_id,
                "job_type": job_type,
                "status": status,
                "priority": priority,
                "created_at": created_at,
                "updated_at": updated_at,
                "is_terminal": is_terminal,
                "is_failed": is_failed,
            }
        )
        if error is not UNSET:
            field_dict["error"] = error
        if error_code is not UNSET:
            field_dict["error_code"] = error_code
        if result is not UNSET:
            field_dict["result"] = result
        if started_at is not UNSET:
            field_dict["started_at"] = started_at
        if completed_at is not UNSET:
            field_dict["completed_at"] = completed_at
        if compute_time is not UNSET:
            field_dict["compute_time"] = compute_time
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if parent_job_id is not UNSET:
            field_dict["parent_job_id"] = parent_job_id
        if access_level is not UNSET:
            field_dict["access_level"] = access_level
        if callback_url is not UNSET:
            field_dict["callback_url"] = callback_url
        if params_path is not UNSET:
            field_dict["params_path"] = params_path
        if metadata_path is not UNSET:
            field_dict["metadata_path"] = metadata_path

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.job_result_type_0 import JobResultType0  # noqa: PLC0415

        d = dict(src_dict)
        job_id = d.pop("job_id")

        job_type = d.pop("job_type")

        status = d.pop("status")

        priority = d.pop("priority")

        created_at = d.pop("created_at")

        updated_at = d.pop("updated_at")

        is_terminal = d.pop("is_terminal")

        is_failed = d.pop("is_failed")

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

        def _parse_result(data: object) -> JobResultType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                result_type_0 = JobResultType0.from_dict(data)

                return result_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(JobResultType0 | None | Unset, data)

        result = _parse_result(d.pop("result", UNSET))

        def _parse_started_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        started_at = _parse_started_at(d.pop("started_at", UNSET))

        def _parse_completed_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        completed_at = _parse_completed_at(d.pop("completed_at", UNSET))

        def _parse_compute_time(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        compute_time = _parse_compute_time(d.pop("compute_time", UNSET))

        def _parse_user_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        user_id = _parse_user_id(d.pop("user_id", UNSET))

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

        def _parse_parent_job_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parent_job_id = _parse_parent_job_id(d.pop("parent_job_id", UNSET))

        def _parse_access_level(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        access_level = _parse_access_level(d.pop("access_level", UNSET))

        def _parse_callback_url(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        callback_url = _parse_callback_url(d.pop("callback_url", UNSET))

        def _parse_params_path(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        params_path = _parse_params_path(d.pop("params_path", UNSET))

        def _parse_metadata_path(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        metadata_path = _parse_metadata_path(d.pop("metadata_path", UNSET))

        job = cls(
            job_id=job_id,
            job_type=job_type,
            status=status,
            priority=priority,
            created_at=created_at,
            updated_at=updated_at,
            is_terminal=is_terminal,
            is_failed=is_failed,
            error=error,
            error_code=error_code,
            result=result,
            started_at=started_at,
            completed_at=completed_at,
            compute_time=compute_time,
            user_id=user_id,
            organization_id=organization_id,
            project_id=project_id,
            parent_job_id=parent_job_id,
            access_level=access_level,
            callback_url=callback_url,
            params_path=params_path,
            metadata_path=metadata_path,
        )

        job.additional_properties = d
        return job

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
