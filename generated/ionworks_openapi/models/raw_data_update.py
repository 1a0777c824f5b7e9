from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.raw_data_update_metadata import RawDataUpdateMetadata


T = TypeVar("T", bound="RawDataUpdate")


@_attrs_define
class RawDataUpdate:
    """Fields to change; a field that is absent keeps its value (observed).

    Example:
        {'name': 'Channel 4 (rack B)', 'source': ''}

    Attributes:
        name (str | Unset): New name.
        source (None | str | Unset): New source; an empty one clears it.
        metadata (RawDataUpdateMetadata | Unset): Replaces the metadata.
    """

    name: str | Unset = UNSET
    source: None | str | Unset = UNSET
    metadata: RawDataUpdateMetadata | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        source: None | str | Unset
        if isinstance(self.source, Unset):
            source = UNSET
        else:
            source = self.source

        metadata: dict[str, Any] | Unset = UNSET
        if not isinstance(self.metadata, Unset):
            metadata = self.metadata.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if source is not UNSET:
            field_dict["source"] = source
        if metadata is not UNSET:
            field_dict["metadata"] = metadata

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.raw_data_update_metadata import RawDataUpdateMetadata  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        def _parse_source(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        source = _parse_source(d.pop("source", UNSET))

        _metadata = d.pop("metadata", UNSET)
        metadata: RawDataUpdateMetadata | Unset
        if isinstance(_metadata, Unset):
            metadata = UNSET
        else:
            metadata = RawDataUpdateMetadata.from_dict(_metadata)

        raw_data_update = cls(
            name=name,
            source=source,
            metadata=metadata,
        )

        raw_data_update.additional_properties = d
        return raw_data_update

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
