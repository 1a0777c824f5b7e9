from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.measurement_upload_confirm_measurement_type import (
    MeasurementUploadConfirmMeasurementType,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cell_measurement_metadata import CellMeasurementMetadata


T = TypeVar("T", bound="MeasurementUploadConfirm")


@_attrs_define
class MeasurementUploadConfirm:
    """Finishes an upload and makes the record (docs, observed).

    Example:
        {'cell_instance_id': '6f1a54b2-52a0-4b0e-9c53-0f4b2a7f3c11', 'measurement': {'name': 'C/3 discharge',
            'start_time': '2025-04-02T08:00:00Z', 'tags': ['C/3']}, 'measurement_type': 'time_series'}

    Attributes:
        cell_instance_id (str): Id of the measured cell; the one the upload was announced for.
        measurement (CellMeasurementMetadata): Metadata of a measurement to create; also carries keys not listed.
            `data_type` chooses local validation rules and is never sent (docs, observed). Example: {'name': 'C/3
            discharge', 'start_time': '2025-04-02T08:00:00Z', 'protocol': {'name': 'C/3 capacity check',
            'ambient_temperature_degc': 25}}.
        measurement_type (MeasurementUploadConfirmMeasurementType): Kind of upload.
        filenames (list[str] | Unset): File names as announced; only for kind `file`.
    """

    cell_instance_id: str
    measurement: CellMeasurementMetadata
    measurement_type: MeasurementUploadConfirmMeasurementType
    filenames: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        cell_instance_id = self.cell_instance_id

        measurement = self.measurement.to_dict()

        measurement_type = self.measurement_type.value

        filenames: list[str] | Unset = UNSET
        if not isinstance(self.filenames, Unset):
            filenames = self.filenames

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "cell_instance_id": cell_instance_id,
                "measurement": measurement,
                "measurement_type": measurement_type,
            }
        )
        if filenames is not UNSET:
            field_dict["filenames"] = filenames

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cell_measurement_metadata import CellMeasurementMetadata  # noqa: PLC0415

        d = dict(src_dict)
        cell_instance_id = d.pop("cell_instance_id")

        measurement = CellMeasurementMetadata.from_dict(d.pop("measurement"))

        measurement_type = MeasurementUploadConfirmMeasurementType(
            d.pop("measurement_type")
        )

        filenames = cast(list[str], d.pop("filenames", UNSET))

        measurement_upload_confirm = cls(
            cell_instance_id=cell_instance_id,
            measurement=measurement,
            measurement_type=measurement_type,
            filenames=filenames,
        )

        measurement_upload_confirm.additional_properties = d
        return measurement_upload_confirm

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
