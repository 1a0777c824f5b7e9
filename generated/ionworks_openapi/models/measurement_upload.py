from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.upload_info import UploadInfo


T = TypeVar("T", bound="MeasurementUpload")


@_attrs_define
class MeasurementUpload:
    """Places to send the files to (observed).

    Example:
        {'measurement_id': '3d2c7c0e-7a3f-4f0c-8f6e-55d7a3c4b9aa', 'uploads': [{'filename': 'time_series.parquet',
            'signed_url': 'https://storage.example/up/1?token=t1', 'token': 't1', 'path': 'm/1/time_series.parquet',
            'multipart': None}, {'filename': 'steps.parquet', 'signed_url': 'https://storage.example/up/2?token=t2',
            'token': 't2', 'path': 'm/1/steps.parquet', 'multipart': None}]}

    Attributes:
        measurement_id (str): Id the measurement gets at confirm.
        uploads (list[UploadInfo]): One entry per file. Time series: `time_series.parquet` and `steps.parquet` (optional
            to send). Extend: `time_series_extend.parquet`. File: as requested, same order.
    """

    measurement_id: str
    uploads: list[UploadInfo]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        measurement_id = self.measurement_id

        uploads = []
        for uploads_item_data in self.uploads:
            uploads_item = uploads_item_data.to_dict()
            uploads.append(uploads_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "measurement_id": measurement_id,
                "uploads": uploads,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.upload_info import UploadInfo  # noqa: PLC0415

        d = dict(src_dict)
        measurement_id = d.pop("measurement_id")

        uploads = []
        _uploads = d.pop("uploads")
        for uploads_item_data in _uploads:
            uploads_item = UploadInfo.from_dict(uploads_item_data)

            uploads.append(uploads_item)

        measurement_upload = cls(
            measurement_id=measurement_id,
            uploads=uploads,
        )

        measurement_upload.additional_properties = d
        return measurement_upload

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
