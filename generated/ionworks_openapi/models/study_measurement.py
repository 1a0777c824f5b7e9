from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="StudyMeasurement")


@_attrs_define
class StudyMeasurement:
    """A measurement's place in a study (observed).

    Example:
        {'study_id': '3f0c5c8e-6f0d-4a53-9f0e-2b6d1c7e9a10', 'measurement_id': '5b7a9e34-1c80-4f2b-8e6d-7d94a0c2f613'}

    Attributes:
        study_id (str | Unset): Id of the study.
        measurement_id (str | Unset): Id of the measurement.
    """

    study_id: str | Unset = UNSET
    measurement_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        study_id = self.study_id

        measurement_id = self.measurement_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if study_id is not UNSET:
            field_dict["study_id"] = study_id
        if measurement_id is not UNSET:
            field_dict["measurement_id"] = measurement_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        study_id = d.pop("study_id", UNSET)

        measurement_id = d.pop("measurement_id", UNSET)

        study_measurement = cls(
            study_id=study_id,
            measurement_id=measurement_id,
        )

        study_measurement.additional_properties = d
        return study_measurement

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
