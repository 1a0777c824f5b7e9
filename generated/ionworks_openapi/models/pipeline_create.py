from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.pipeline_elements import PipelineElements
    from ..models.pipeline_options import PipelineOptions


T = TypeVar("T", bound="PipelineCreate")


@_attrs_define
class PipelineCreate:
    """A pipeline to run.

    Attributes:
        project_id (str): Project.
        elements (PipelineElements): Elements by name, in the order in which they run.
        name (None | str | Unset): Name; absent means the service makes one up.
        description (None | str | Unset): Free text.
        output_file (None | str | Unset): File name the schema package notes in a configuration; not used by the
            service.
        options (PipelineOptions | Unset): How to run a pipeline; not part of its configuration.
    """

    project_id: str
    elements: PipelineElements
    name: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    output_file: None | str | Unset = UNSET
    options: PipelineOptions | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        project_id = self.project_id

        elements = self.elements.to_dict()

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

        output_file: None | str | Unset
        if isinstance(self.output_file, Unset):
            output_file = UNSET
        else:
            output_file = self.output_file

        options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = self.options.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "project_id": project_id,
                "elements": elements,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if output_file is not UNSET:
            field_dict["output_file"] = output_file
        if options is not UNSET:
            field_dict["options"] = options

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pipeline_elements import PipelineElements  # noqa: PLC0415
        from ..models.pipeline_options import PipelineOptions  # noqa: PLC0415

        d = dict(src_dict)
        project_id = d.pop("project_id")

        elements = PipelineElements.from_dict(d.pop("elements"))

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

        def _parse_output_file(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        output_file = _parse_output_file(d.pop("output_file", UNSET))

        _options = d.pop("options", UNSET)
        options: PipelineOptions | Unset
        if isinstance(_options, Unset):
            options = UNSET
        else:
            options = PipelineOptions.from_dict(_options)

        pipeline_create = cls(
            project_id=project_id,
            elements=elements,
            name=name,
            description=description,
            output_file=output_file,
            options=options,
        )

        return pipeline_create
