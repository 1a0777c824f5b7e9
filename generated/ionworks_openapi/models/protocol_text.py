from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ProtocolText")


@_attrs_define
class ProtocolText:
    """A protocol as YAML text.

    Attributes:
        protocol (str): UCP document in YAML.
    """

    protocol: str

    def to_dict(self) -> dict[str, Any]:
        protocol = self.protocol

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "protocol": protocol,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        protocol = d.pop("protocol")

        protocol_text = cls(
            protocol=protocol,
        )

        return protocol_text
