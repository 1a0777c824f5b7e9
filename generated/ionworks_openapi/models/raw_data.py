from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.raw_data_metadata_type_0 import RawDataMetadataType0


T = TypeVar("T", bound="RawData")


@_attrs_define
class RawData:
    """A file as it came from the cycler; its bytes never change (observed).

    Attributes:
        id (str): Id of the record.
        project_id (str): Id of its project.
        name (str): Name shown to users.
        filename (str): Name of the file.
        source (None | str | Unset): Where the file came from.
        content_type (None | str | Unset): MIME type.
        size_bytes (int | None | Unset): Size of the file [byte].
        metadata (None | RawDataMetadataType0 | Unset): Free metadata.
    """

    id: str
    project_id: str
    name: str
    filename: str
    source: None | str | Unset = UNSET
    content_type: None | str | Unset = UNSET
    size_bytes: int | None | Unset = UNSET
    metadata: None | RawDataMetadataType0 | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.raw_data_metadata_type_0 import RawDataMetadataType0  # noqa: PLC0415

        id = self.id

        project_id = self.project_id

        name = self.name

        filename = self.filename

        source: None | str | Unset
        if isinstance(self.source, Unset):
            source = UNSET
        else:
            source = self.source

        content_type: None | str | Unset
        if isinstance(self.content_type, Unset):
            content_type = UNSET
        else:
            content_type = self.content_type

        size_bytes: int | None | Unset
        if isinstance(self.size_bytes, Unset):
            size_bytes = UNSET
        else:
            size_bytes = self.size_bytes

        metadata: dict[str, Any] | None | Unset
        if isinstance(self.metadata, Unset):
            metadata = UNSET
        elif isinstance(self.metadata, RawDataMetadataType0):
            metadata = self.metadata.to_dict()
        else:
            metadata = self.metadata

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "project_id": project_id,
                "name": name,
                "filename": filename,
            }
        )
        if source is not UNSET:
            field_dict["source"] = source
        if content_type is not UNSET:
            field_dict["content_type"] = content_type
        if size_bytes is not UNSET:
            field_dict["size_bytes"] = size_bytes
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.raw_data_metadata_type_0 import RawDataMetadataType0  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        project_id = d.pop("project_id")

        name = d.pop("name")

        filename = d.pop("filename")

        def _parse_source(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source = _parse_source(d.pop("source", UNSET))

        def _parse_content_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        content_type = _parse_content_type(d.pop("content_type", UNSET))

        def _parse_size_bytes(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        size_bytes = _parse_size_bytes(d.pop("size_bytes", UNSET))

        def _parse_metadata(data: object) -> None | RawDataMetadataType0 | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                metadata_type_0 = RawDataMetadataType0.from_dict(data)

                return metadata_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RawDataMetadataType0 | Unset, data)

        metadata = _parse_metadata(d.pop("metadata", UNSET))

        raw_data = cls(
            id=id,
            project_id=project_id,
            name=name,
            filename=filename,
            source=source,
            content_type=content_type,
            size_bytes=size_bytes,
            metadata=metadata,
        )

        raw_data.additional_properties = d
        return raw_data

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
