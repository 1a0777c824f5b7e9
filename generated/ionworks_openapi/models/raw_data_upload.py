from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.upload_info import UploadInfo


T = TypeVar("T", bound="RawDataUpload")


@_attrs_define
class RawDataUpload:
    """The place to send a file to (observed).

    Example:
        {'raw_data_id': '9a1d1a59-5d04-4a60-8f43-0b3f7f7f1c55', 'uploads': [{'filename': 'ch4.mpr', 'signed_url':
            'https://storage.example/up/1?token=t1', 'token': 't1', 'path': 'r/1/ch4.mpr', 'multipart': None}]}

    Attributes:
        raw_data_id (str): Id the record gets at confirm.
        uploads (list[UploadInfo]): One entry; the first is used.
    """

    raw_data_id: str
    uploads: list[UploadInfo]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        raw_data_id = self.raw_data_id

        uploads = []
        for uploads_item_data in self.uploads:
            uploads_item = uploads_item_data.to_dict()
            uploads.append(uploads_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "raw_data_id": raw_data_id,
                "uploads": uploads,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.upload_info import UploadInfo  # noqa: PLC0415

        d = dict(src_dict)
        raw_data_id = d.pop("raw_data_id")

        uploads = []
        _uploads = d.pop("uploads")
        for uploads_item_data in _uploads:
            uploads_item = UploadInfo.from_dict(uploads_item_data)

            uploads.append(uploads_item)

        raw_data_upload = cls(
            raw_data_id=raw_data_id,
            uploads=uploads,
        )

        raw_data_upload.additional_properties = d
        return raw_data_upload

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
