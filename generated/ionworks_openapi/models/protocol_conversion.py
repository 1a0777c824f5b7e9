from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.converted_file import ConvertedFile


T = TypeVar("T", bound="ProtocolConversion")


@_attrs_define
class ProtocolConversion:
    """The written protocol, in the shapes of the client (`target`, `primary`, `assets`) and of the docs (`filename`,
    `content`).

        Attributes:
            target (str): Cycler format.
            primary (ConvertedFile): One written file.
            assets (list[ConvertedFile] | Unset): Files the primary one refers to.
            filename (str | Unset): Name of the primary file.
            content (str | Unset): Text of the primary file.
    """

    target: str
    primary: ConvertedFile
    assets: list[ConvertedFile] | Unset = UNSET
    filename: str | Unset = UNSET
    content: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        target = self.target

        primary = self.primary.to_dict()

        assets: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.assets, Unset):
            assets = []
            for assets_item_data in self.assets:
                assets_item = assets_item_data.to_dict()
                assets.append(assets_item)

        filename = self.filename

        content = self.content

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "target": target,
                "primary": primary,
            }
        )
        if assets is not UNSET:
            field_dict["assets"] = assets
        if filename is not UNSET:
            field_dict["filename"] = filename
        if content is not UNSET:
            field_dict["content"] = content

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.converted_file import ConvertedFile  # noqa: PLC0415

        d = dict(src_dict)
        target = d.pop("target")

        primary = ConvertedFile.from_dict(d.pop("primary"))

        _assets = d.pop("assets", UNSET)
        assets: list[ConvertedFile] | Unset = UNSET
        if _assets is not UNSET:
            assets = []
            for assets_item_data in _assets:
                assets_item = ConvertedFile.from_dict(assets_item_data)

                assets.append(assets_item)

        filename = d.pop("filename", UNSET)

        content = d.pop("content", UNSET)

        protocol_conversion = cls(
            target=target,
            primary=primary,
            assets=assets,
            filename=filename,
            content=content,
        )

        protocol_conversion.additional_properties = d
        return protocol_conversion

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
