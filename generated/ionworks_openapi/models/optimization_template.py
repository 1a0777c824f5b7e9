from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.optimization_template_initial_form_data_type_0 import (
        OptimizationTemplateInitialFormDataType0,
    )


T = TypeVar("T", bound="OptimizationTemplate")


@_attrs_define
class OptimizationTemplate:
    """A prepared optimization form.

    Attributes:
        id (str): Id.
        name (str): Name.
        organization_id (str): Owning organization.
        created_at (str): Creation time (ISO 8601, UTC).
        updated_at (str): Time of the last change (ISO 8601, UTC).
        description (None | str | Unset): Free text.
        initial_form_data (None | OptimizationTemplateInitialFormDataType0 | Unset): Form content.
        project_id (None | str | Unset): Project; null for a system template.
        access_level (str | Unset): `project`, or `system` for built-in templates.
    """

    id: str
    name: str
    organization_id: str
    created_at: str
    updated_at: str
    description: None | str | Unset = UNSET
    initial_form_data: None | OptimizationTemplateInitialFormDataType0 | Unset = UNSET
    project_id: None | str | Unset = UNSET
    access_level: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.optimization_template_initial_form_data_type_0 import (
            OptimizationTemplateInitialFormDataType0,  # noqa: PLC0415
        )

        id = self.id

        name = self.name

        organization_id = self.organization_id

        created_at = self.created_at

        updated_at = self.updated_at

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        initial_form_data: dict[str, Any] | None | Unset
        if isinstance(self.initial_form_data, Unset):
            initial_form_data = UNSET
        elif isinstance(
            self.initial_form_data, OptimizationTemplateInitialFormDataType0
        ):
            initial_form_data = self.initial_form_data.to_dict()
        else:
            initial_form_data = self.initial_form_data

        project_id: None | str | Unset
        if isinstance(self.project_id, Unset):
            project_id = UNSET
        else:
            project_id = self.project_id

        access_level = self.access_level

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "organization_id": organization_id,
                "created_at": created_at,
                "updated_at": updated_at,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if initial_form_data is not UNSET:
            field_dict["initial_form_data"] = initial_form_data
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if access_level is not UNSET:
            field_dict["access_level"] = access_level

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.optimization_template_initial_form_data_type_0 import (
            OptimizationTemplateInitialFormDataType0,  # noqa: PLC0415
        )

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        organization_id = d.pop("organization_id")

        created_at = d.pop("created_at")

        updated_at = d.pop("updated_at")

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_initial_form_data(
            data: object,
        ) -> None | OptimizationTemplateInitialFormDataType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                initial_form_data_type_0 = (
                    OptimizationTemplateInitialFormDataType0.from_dict(data)
                )

                return initial_form_data_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OptimizationTemplateInitialFormDataType0 | Unset, data)

        initial_form_data = _parse_initial_form_data(d.pop("initial_form_data", UNSET))

        def _parse_project_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        project_id = _parse_project_id(d.pop("project_id", UNSET))

        access_level = d.pop("access_level", UNSET)

        optimization_template = cls(
            id=id,
            name=name,
            organization_id=organization_id,
            created_at=created_at,
            updated_at=updated_at,
            description=description,
            initial_form_data=initial_form_data,
            project_id=project_id,
            access_level=access_level,
        )

        optimization_template.additional_properties = d
        return optimization_template

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
