from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.multipart_info import MultipartInfo


T = TypeVar("T", bound="UploadInfo")


@_attrs_define
class UploadInfo:
    """Where to send one file: `PUT signed_url` with the raw bytes and only the header Content-Type; any 2xx is success
    (observed).

        Attributes:
            signed_url (str): Signed URL, valid for minutes; never log it.
            token (str): Token inside the signed URL; never log it.
            path (str): Object path in the store.
            filename (None | str | Unset): Name of the file, such as `time_series.parquet`.
            multipart (MultipartInfo | None | Unset):
    """

    signed_url: str
    token: str
    path: str
    filename: None | str | Unset = UNSET
    multipart: MultipartInfo | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.multipart_info import MultipartInfo  # noqa: PLC0415

        signed_url = self.signed_url

        token = self.token

        path = self.path

        filename: None | str | Unset
        if isinstance(self.filename, Unset):
            filename = UNSET
        else:
            filename = self.filename

        multipart: dict[str, Any] | None | Unset
        if isinstance(self.multipart, Unset):
            multipart = UNSET
        elif isinstance(self.multipart, MultipartInfo):
            multipart = self.multipart.to_dict()
        else:
            multipart = self.multipart

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "signed_url": signed_url,
                "token": token,
                "path": path,
            }
        )
        if filename is not UNSET:
            field_dict["filename"] = filename
        if multipart is not UNSET:
            field_dict["multipart"] = multipart

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.multipart_info import MultipartInfo  # noqa: PLC0415

        d = dict(src_dict)
        signed_url = d.pop("signed_url")

        token = d.pop("token")

        path = d.pop("path")

        def _parse_filename(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        filename = _parse_filename(d.pop("filename", UNSET))

        def _parse_multipart(data: object) -> MultipartInfo | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                multipart_type_0 = MultipartInfo.from_dict(data)

                return multipart_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MultipartInfo | None | Unset, data)

        multipart = _parse_multipart(d.pop("multipart", UNSET))

        upload_info = cls(
            signed_url=signed_url,
            token=token,
            path=path,
            filename=filename,
            multipart=multipart,
        )

        upload_info.additional_properties = d
        return upload_info

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
