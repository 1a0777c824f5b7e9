from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.raw_data_upload_request_metadata import RawDataUploadRequestMetadata


T = TypeVar("T", bound="RawDataUploadRequest")


@_attrs_define
class RawDataUploadRequest:
    """Announces a file (observed).

    Example:
        {'project_id': '51c0b2de-9c7f-4a43-8c39-7e1f8d2a6b10', 'name': 'Channel 4', 'filename': 'ch4.mpr',
            'content_type': 'application/octet-stream', 'metadata': {'channel': 4}, 'source': 'BCS-815'}

    Attributes:
        project_id (str): Project it will belong to.
        name (str): Name shown to users.
        filename (str): Name of the file, without folder.
        content_type (str): MIME type.
        metadata (RawDataUploadRequestMetadata | Unset): Free metadata.
        source (None | str | Unset): Where the file came from.
    """

    project_id: str
    name: str
    filename: str
    content_type: str
    metadata: RawDataUploadRequestMetadata | Unset = UNSET
    source: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        project_id = self.project_id

        name = self.name

        filename = self.filename

        content_type = self.content_type

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        source: None | str | Unset
        if isinstance(self.source, Unset):
            source = UNSET
        else:
            source = self.source

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "project_id": project_id,
                "name": name,
                "filename": filename,
                "content_type": content_type,
            }
        )
        if metadata is not UNSET:
            field_dict["metadata"] = metadata
        if source is not UNSET:
            field_dict["source"] = source

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.raw_data_upload_request_metadata import (
            RawDataUploadRequestMetadata,  # noqa: PLC0415
        )

        d = dict(src_dict)
        project_id = d.pop("project_id")

        name = d.pop("name")

        filename = d.pop("filename")

        content_type = d.pop("content_type")

        _metadata = d.pop("metadata", UNSET)
        metadata: RawDataUploadRequestMetadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = RawDataUploadRequestMetadata.from_dict(_metadata)

        def _parse_source(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source = _parse_source(d.pop("source", UNSET))

        raw_data_upload_request = cls(
            project_id=project_id,
            name=name,
            filename=filename,
            content_type=content_type,
            metadata=metadata,
            source=source,
        )

        raw_data_upload_request.additional_properties = d
        return raw_data_upload_request

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
