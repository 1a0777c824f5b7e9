from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="OptimizationCreate")


@_attrs_define
class OptimizationCreate:
    """A design or protocol optimization to run. Further members depend on its kind and are checked by the service.

    Attributes:
        project_id (str): Project.
        name (None | str | Unset): Name; absent means `Optimization` and 8 hexadecimal digits.
        description (None | str | Unset): Free text.
        parameterized_model_id (None | str | Unset): Parameterized model to improve.
    """

    project_id: str
    name: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    parameterized_model_id: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        project_id = self.project_id

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

        parameterized_model_id: None | str | Unset
        if isinstance(self.parameterized_model_id, Unset):
            parameterized_model_id = UNSET
        else:
            parameterized_model_id = self.parameterized_model_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "project_id": project_id,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description
        if parameterized_model_id is not UNSET:
            field_dict["parameterized_model_id"] = parameterized_model_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        project_id = d.pop("project_id")

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

        def _parse_parameterized_model_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        parameterized_model_id = _parse_parameterized_model_id(
            d.pop("parameterized_model_id", UNSET)
        )

        optimization_create = cls(
            project_id=project_id,
            name=name,
            description=description,
            parameterized_model_id=parameterized_model_id,
        )

        optimization_create.additional_properties = d
        return optimization_create

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
