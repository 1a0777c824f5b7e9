from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="ProtocolExperiment")


@_attrs_define
class ProtocolExperiment:
    """Protocol text and a name for it.

    Attributes:
        protocol (str): UCP document in YAML.
        name (str): Name of the protocol.
    """

    protocol: str
    name: str

    def to_dict(self) -> dict[str, Any]:
        protocol = self.protocol

        name = self.name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "protocol": protocol,
                "name": name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        protocol = d.pop("protocol")

        name = d.pop("name")

        protocol_experiment = cls(
            protocol=protocol,
            name=name,
        )

        return protocol_experiment
