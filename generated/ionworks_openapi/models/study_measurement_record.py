from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="StudyMeasurementRecord")


@_attrs_define
class StudyMeasurementRecord:
    """A measurement as a study lists it; the other members are the measurement's own (observed).

    Example:
        {'id': '5b7a9e34-1c80-4f2b-8e6d-7d94a0c2f613', 'name': 'C/10 discharge', 'cell_instance_id':
            '3f0c5c8e-6f0d-4a53-9f0e-2b6d1c7e9a10'}

    Attributes:
        id (str | Unset): Id of the measurement.
        name (None | str | Unset): Name of the measurement.
        cell_instance_id (None | str | Unset): Id of the cell it was made on.
    """

    id: str | Unset = UNSET
    name: None | str | Unset = UNSET
    cell_instance_id: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name: None | str | Unset
        if isinstance(self.name, Unset):
            name = UNSET
        else:
            name = self.name

        cell_instance_id: None | str | Unset
        if isinstance(self.cell_instance_id, Unset):
            cell_instance_id = UNSET
        else:
            cell_instance_id = self.cell_instance_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if name is not UNSET:
            field_dict["name"] = name
        if cell_instance_id is not UNSET:
            field_dict["cell_instance_id"] = cell_instance_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id", UNSET)

        def _parse_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        name = _parse_name(d.pop("name", UNSET))

        def _parse_cell_instance_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cell_instance_id = _parse_cell_instance_id(d.pop("cell_instance_id", UNSET))

        study_measurement_record = cls(
            id=id,
            name=name,
            cell_instance_id=cell_instance_id,
        )

        study_measurement_record.additional_properties = d
        return study_measurement_record

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
