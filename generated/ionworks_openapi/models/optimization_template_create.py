from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.optimization_template_create_initial_form_data_type_0 import (
        OptimizationTemplateCreateInitialFormDataType0,
    )


T = TypeVar("T", bound="OptimizationTemplateCreate")


@_attrs_define
class OptimizationTemplateCreate:
    """A template to store.

    Attributes:
        name (str): Name.
        project_id (str): Project.
        description (None | str | Unset): Free text.
        initial_form_data (None | OptimizationTemplateCreateInitialFormDataType0 | Unset): Form content.
    """

    name: str
    project_id: str
    description: None | str | Unset = UNSET
    initial_form_data: None | OptimizationTemplateCreateInitialFormDataType0 | Unset = (
        UNSET
    )

    def to_dict(self) -> dict[str, Any]:
        from ..models.optimization_template_create_initial_form_data_type_0 import (
            OptimizationTemplateCreateInitialFormDataType0,  # noqa: PLC0415
        )

        name = self.name

        project_id = self.project_id

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        initial_form_data: dict[str, Any] | None | Unset
        if isinstance(self.initial_form_data, Unset):
            initial_form_data = UNSET
        elif isinstance(
            self.initial_form_data, OptimizationTemplateCreateInitialFormDataType0
        ):
            initial_form_data = self.initial_form_data.to_dict()
        else:
            initial_form_data = self.initial_form_data

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "project_id": project_id,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if initial_form_data is not UNSET:
            field_dict["initial_form_data"] = initial_form_data

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.optimization_template_create_initial_form_data_type_0 import (
            OptimizationTemplateCreateInitialFormDataType0,  # noqa: PLC0415
        )

        d = dict(src_dict)
        name = d.pop("name")

        project_id = d.pop("project_id")

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_initial_form_data(
            data: object,
        ) -> None | OptimizationTemplateCreateInitialFormDataType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                initial_form_data_type_0 = (
                    OptimizationTemplateCreateInitialFormDataType0.from_dict(data)
                )

                return initial_form_data_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                None | OptimizationTemplateCreateInitialFormDataType0 | Unset, data
            )

        initial_form_data = _parse_initial_form_data(d.pop("initial_form_data", UNSET))

        optimization_template_create = cls(
            name=name,
            project_id=project_id,
            description=description,
            initial_form_data=initial_form_data,
        )

        return optimization_template_create
