from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ModelBuild")


@_attrs_define
class ModelBuild:
    """What to build (observed).

    Example:
        {'cell_spec_id': 'a90c5e17-6d28-4f3b-8e41-7b2c9f05d186', 'save': False, 'set_as_default': False}

    Attributes:
        cell_spec_id (str): Id of the specification.
        save (bool | Unset): True makes a parameterized model. Default: False.
        set_as_default (bool | Unset): True makes it the default of the specification; needs `save`. Default: False.
        name (None | str | Unset): Name of the model, that of the builder by default.
        description (None | str | Unset): Description of the model.
    """

    cell_spec_id: str
    save: bool | Unset = False
    set_as_default: bool | Unset = False
    name: None | str | Unset = UNSET
    description: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        cell_spec_id = self.cell_spec_id

        save = self.save

        set_as_default = self.set_as_default

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

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "cell_spec_id": cell_spec_id,
            }
        )
        if save is not UNSET:
            field_dict["save"] = save
        if set_as_default is not UNSET:
            field_dict["set_as_default"] = set_as_default
        if name is not UNSET:
            field_dict["name"] = name
        if description is not UNSET:
            field_dict["description"] = description

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        cell_spec_id = d.pop("cell_spec_id")

        save = d.pop("save", UNSET)

        set_as_default = d.pop("set_as_default", UNSET)

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

        model_build = cls(
            cell_spec_id=cell_spec_id,
            save=save,
            set_as_default=set_as_default,
            name=name,
            description=description,
        )

        model_build.additional_properties = d
        return model_build

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
