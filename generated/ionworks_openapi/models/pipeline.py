from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.pipeline_element import PipelineElement
    from ..models.pipeline_options_type_0 import PipelineOptionsType0
    from ..models.pipeline_progress_type_0 import PipelineProgressType0


T = TypeVar("T", bound="Pipeline")


@_attrs_define
class Pipeline:
    """A submitted pipeline.

    Attributes:
        id (str): Id.
        name (str): Name.
        status (str): Known values: `pending`, `running`, `completed`, `failed`, `canceled`.
        is_terminal (bool): True when the state will not change any more.
        is_failed (bool): True when failed or canceled.
        project_id (None | str | Unset): Project.
        organization_id (None | str | Unset): Owning organization.
        user_id (None | str | Unset): Submitting user.
        description (None | str | Unset): Free text.
        options (None | PipelineOptionsType0 | Unset): Options of the run.
        error (None | str | Unset): Why it failed.
        error_code (None | str | Unset): Cause of a failure; known values: `CONFIGURATION_ERROR`, `SOLVER_ERROR`,
            `EXECUTION_TIMEOUT`, `SUBMISSION_FAILED`, `INTERNAL_ERROR`.
        created_by_email (None | str | Unset): E-mail address of the submitter.
        created_at (str | Unset): Creation time (ISO 8601, UTC).
        updated_at (str | Unset): Time of the last change (ISO 8601, UTC).
        progress (None | PipelineProgressType0 | Unset): While a fit runs, what it reported last: `element`,
            `best_cost`, `parameters`, `evaluations`, `iteration`, `start` and `elapsed_s` (seconds); only of single reads.
        elements (list[PipelineElement] | Unset): Elements; only in the answer to the submission.
    """

    id: str
    name: str
    status: str
    is_terminal: bool
    is_failed: bool
    project_id: None | str | Unset = UNSET
    organization_id: None | str | Unset = UNSET
    user_id: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    options: None | PipelineOptionsType0 | Unset = UNSET
    error: None | str | Unset = UNSET
    error_code: None | str | Unset = UNSET
    created_by_email: None | str | Unset = UNSET
    created_at: str | Unset = UNSET
    updated_at: str | Unset = UNSET
    progress: None | PipelineProgressType0 | Unset = UNSET
    elements: list[PipelineElement] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.pipeline_options_type_0 import PipelineOptionsType0  # noqa: PLC0415
        from ..models.pipeline_progress_type_0 import PipelineProgressType0  # noqa: PLC0415

        id = self.id

        name = self.name

        status = self.status

        is_terminal = self.is_terminal

        is_failed = self.is_failed

        project_id: None | str | Unset
        if isinstance(self.project_id, Unset):
            project_id = UNSET
        else:
            project_id = self.project_id

        organization_id: None | str | Unset
        if isinstance(self.organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = self.organization_id

        user_id: None | str | Unset
        if isinstance(self.user_id, Unset):
            user_id = UNSET
        else:
            user_id = self.user_id

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        options: dict[str, Any] | None | Unset
        if isinstance(self.options, Unset):
            options = UNSET
        elif isinstance(self.options, PipelineOptionsType0):
            options = self.options.to_dict()
        else:
            options = self.options

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

        created_by_email: None | str | Unset
        if isinstance(self.created_by_email, Unset):
            created_by_email = UNSET
        else:
            created_by_email = self.created_by_email

        created_at = self.created_at

        updated_at = self.updated_at

        progress: dict[str, Any] | None | Unset
        if isinstance(self.progress, Unset):
            progress = UNSET
        elif isinstance(self.progress, PipelineProgressType0):
            progress = self.progress.to_dict()
        else:
            progress = self.progress

        elements: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.elements, Unset):
            elements = []
            for elements_item_data in self.elements:
                elements_item = elements_item_data.to_dict()
                elements.append(elements_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "status": status,
                "is_terminal": is_terminal,
                "is_failed": is_failed,
            }
        )
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if user_id is not UNSET:
            field_dict["user_id"] = user_id
        if description is not UNSET:
            field_dict["description"] = description
        if options is not UNSET:
            field_dict["options"] = options
        if error is not UNSET:
            field_dict["error"] = error
        if error_code is not UNSET:
            field_dict["error_code"] = error_code
        if created_by_email is not UNSET:
            field_dict["created_by_email"] = created_by_email
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at
        if progress is not UNSET:
            field_dict["progress"] = progress
        if elements is not UNSET:
            field_dict["elements"] = elements

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pipeline_element import PipelineElement  # noqa: PLC0415
        from ..models.pipeline_options_type_0 import PipelineOptionsType0  # noqa: PLC0415
        from ..models.pipeline_progress_type_0 import PipelineProgressType0  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        status = d.pop("status")

        is_terminal = d.pop("is_terminal")

        is_failed = d.pop("is_failed")

        def _parse_project_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        project_id = _parse_project_id(d.pop("project_id", UNSET))

        def _parse_organization_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization_id = _parse_organization_id(d.pop("organization_id", UNSET))

        def _parse_user_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        user_id = _parse_user_id(d.pop("user_id", UNSET))

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_options(data: object) -> None | PipelineOptionsType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                options_type_0 = PipelineOptionsType0.from_dict(data)

                return options_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PipelineOptionsType0 | Unset, data)

        options = _parse_options(d.pop("options", UNSET))

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

        def _parse_created_by_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by_email = _parse_created_by_email(d.pop("created_by_email", UNSET))

        created_at = d.pop("created_at", UNSET)

        updated_at = d.pop("updated_at", UNSET)

        def _parse_progress(data: object) -> None | PipelineProgressType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                progress_type_0 = PipelineProgressType0.from_dict(data)

                return progress_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | PipelineProgressType0 | Unset, data)

        progress = _parse_progress(d.pop("progress", UNSET))

        _elements = d.pop("elements", UNSET)
        elements: list[PipelineElement] | Unset = UNSET
        if _elements is not UNSET:
            elements = []
            for elements_item_data in _elements:
                elements_item = PipelineElement.from_dict(elements_item_data)

                elements.append(elements_item)

        pipeline = cls(
            id=id,
            name=name,
            status=status,
            is_terminal=is_terminal,
            is_failed=is_failed,
            project_id=project_id,
            organization_id=organization_id,
            user_id=user_id,
            description=description,
            options=options,
            error=error,
            error_code=error_code,
            created_by_email=created_by_email,
            created_at=created_at,
            updated_at=updated_at,
            progress=progress,
            elements=elements,
        )

        pipeline.additional_properties = d
        return pipeline

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
