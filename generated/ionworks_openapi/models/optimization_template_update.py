from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.optimization_template_update_initial_form_data_type_0 import (
        OptimizationTemplateUpdateInitialFormDataType0,
    )


T = TypeVar("T", bound="OptimizationTemplateUpdate")


@_attrs_define
class OptimizationTemplateUpdate:
    """Change of a template.

    Attributes:
        name (str | Unset): New name.
        description (None | str | Unset): New description.
        initial_form_data (None | OptimizationTemplateUpdateInitialFormDataType0 | Unset): New form content.
    """

    name: str | Unset = UNSET
    description: None | str | Unset = UNSET
    initial_form_data: None | OptimizationTemplateUpdateInitialFormDataType0 | Unset = (
        UNSET
    )

    def to_dict(self) -> dict[str, Any]:
        from ..models.optimization_template_update_initial_form_data_type_0 import (
            OptimizationTemplateUpdateInitialFormDataType0,  # noqa: PLC0415
        )

        name = self.name

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        initial_form_data: dict[str, Any] | None | Unset
        if isinstance(self.initial_form_data, Unset):
            initial_form_data = UNSET
        elif isinstance(
            self.initial_form_data, OptimizationTemplateUpdateInitialFormDataType0
        ):
            initial_form_data = self.initial_form_data.to_dict()
        else:
            initial_form_data = self.initial_form_data

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if initial_form_data is not UNSET:
            field_dict["initial_form_data"] = initial_form_data

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.optimization_template_update_initial_form_data_type_0 import (
            OptimizationTemplateUpdateInitialFormDataType0,  # noqa: PLC0415
        )

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_initial_form_data(
            data: object,
        ) -> None | OptimizationTemplateUpdateInitialFormDataType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                initial_form_data_type_0 = (
                    OptimizationTemplateUpdateInitialFormDataType0.from_dict(data)
                )

                return initial_form_data_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                None | OptimizationTemplateUpdateInitialFormDataType0 | Unset, data
            )

        initial_form_data = _parse_initial_form_data(d.pop("initial_form_data", UNSET))

        optimization_template_update = cls(
            name=name,
            description=description,
            initial_form_data=initial_form_data,
        )

        return optimization_template_update
