from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="EcmExample")


@_attrs_define
class EcmExample:
    """A small data set to try a fit on.

    Attributes:
        id (str): Id.
        name (str): Name shown to users.
        description (None | str | Unset): How it was made.
        capacity_ah (float | None | Unset): Capacity of the cell [A.h].
        initial_soc (float | None | Unset): State of charge of the first row (0 to 1).
    """

    id: str
    name: str
    description: None | str | Unset = UNSET
    capacity_ah: float | None | Unset = UNSET
    initial_soc: float | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        description: None | str | Unset
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        capacity_ah: float | None | Unset
        if isinstance(self.capacity_ah, Unset):
            capacity_ah = UNSET
        else:
            capacity_ah = self.capacity_ah

        initial_soc: float | None | Unset
        if isinstance(self.initial_soc, Unset):
            initial_soc = UNSET
        else:
            initial_soc = self.initial_soc

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if capacity_ah is not UNSET:
            field_dict["capacity_Ah"] = capacity_ah
        if initial_soc is not UNSET:
            field_dict["initial_soc"] = initial_soc

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        def _parse_description(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_capacity_ah(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        capacity_ah = _parse_capacity_ah(d.pop("capacity_Ah", UNSET))

        def _parse_initial_soc(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        initial_soc = _parse_initial_soc(d.pop("initial_soc", UNSET))

        ecm_example = cls(
            id=id,
            name=name,
            description=description,
            capacity_ah=capacity_ah,
            initial_soc=initial_soc,
        )

        ecm_example.additional_properties = d
        return ecm_example

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
