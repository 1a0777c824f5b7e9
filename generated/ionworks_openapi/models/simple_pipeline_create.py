from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.pipeline_options import PipelineOptions
    from ..models.simple_pipeline_config import SimplePipelineConfig


T = TypeVar("T", bound="SimplePipelineCreate")


@_attrs_define
class SimplePipelineCreate:
    """A simple pipeline to run.

    Attributes:
        project_id (str): Project.
        config (SimplePipelineConfig): Configuration of a simple pipeline; at most one `data_fit`, `array_data_fit` or
            `validation` element.
        name (None | str | Unset): Name.
        description (None | str | Unset): Free text.
        options (PipelineOptions | Unset): How to run a pipeline; not part of its configuration.
    """

    project_id: str
    config: SimplePipelineConfig
    name: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    options: PipelineOptions | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        project_id = self.project_id

        config = self.config.to_dict()

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

        options: dict[str, Any] | Unset = UNSET
        if not isinstance(self.options, Unset):
            options = self.options.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "project_id": project_id,
                "config": config,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if options is not UNSET:
            field_dict["options"] = options

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pipeline_options import PipelineOptions  # noqa: PLC0415
        from ..models.simple_pipeline_config import SimplePipelineConfig  # noqa: PLC0415

        d = dict(src_dict)
        project_id = d.pop("project_id")

        config = SimplePipelineConfig.from_dict(d.pop("config"))

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

        _options = d.pop("options", UNSET)
        options: PipelineOptions | Unset
        if isinstance(_options, Unset):
            options = UNSET
        else:
            options = PipelineOptions.from_dict(_options)

        simple_pipeline_create = cls(
            project_id=project_id,
            config=config,
            name=name,
            description=description,
            options=options,
        )

        return simple_pipeline_create
