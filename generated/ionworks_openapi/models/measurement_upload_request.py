from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.measurement_upload_request_measurement_type import (
    MeasurementUploadRequestMeasurementType,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.measurement_upload_label import MeasurementUploadLabel


T = TypeVar("T", bound="MeasurementUploadRequest")


@_attrs_define
class MeasurementUploadRequest:
    """Announces an upload; the record is made at confirm (observed).

    Example:
        {'measurement': {'name': 'C/3 discharge'}}

    Attributes:
        measurement (MeasurementUploadLabel): Name and notes of the announced measurement.
        measurement_type (MeasurementUploadRequestMeasurementType | Unset): Kind of upload. Default:
            MeasurementUploadRequestMeasurementType.TIME_SERIES.
        filenames (list[str] | Unset): File names without folders, one upload entry each in the same order; only for
            kind `file`.
    """

    measurement: MeasurementUploadLabel
    measurement_type: MeasurementUploadRequestMeasurementType | Unset = (
        MeasurementUploadRequestMeasurementType.TIME_SERIES
    )
    filenames: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        measurement = self.measurement.to_dict()

        measurement_type: str | Unset = UNSET
        if not isinstance(self.measurement_type, Unset):
            measurement_type = self.measurement_type.value

        filenames: list[str] | Unset = UNSET
        if not isinstance(self.filenames, Unset):
            filenames = self.filenames

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "measurement": measurement,
            }
        )
        if measurement_type is not UNSET:
            field_dict["measurement_type"] = measurement_type
        if filenames is not UNSET:
            field_dict["filenames"] = filenames

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.measurement_upload_label import MeasurementUploadLabel  # noqa: PLC0415

        d = dict(src_dict)
        measurement = MeasurementUploadLabel.from_dict(d.pop("measurement"))

        _measurement_type = d.pop("measurement_type", UNSET)
        measurement_type: MeasurementUploadRequestMeasurementType | Unset
        if isinstance(_measurement_type, Unset):
            measurement_type = UNSET
        else:
            measurement_type = MeasurementUploadRequestMeasurementType(
                _measurement_type
            )

        filenames = cast(list[str], d.pop("filenames", UNSET))

        measurement_upload_request = cls(
            measurement=measurement,
            measurement_type=measurement_type,
            filenames=filenames,
        )

        measurement_upload_request.additional_properties = d
        return measurement_upload_request

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
