from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.mapping_preview_request_mapping import MappingPreviewRequestMapping


T = TypeVar("T", bound="MappingPreviewRequest")


@_attrs_define
class MappingPreviewRequest:
    """A mapping to try out (observed).

    Example:
        {'cell_spec_id': 'a90c5e17-6d28-4f3b-8e41-7b2c9f05d186', 'mapping': {'Nominal cell capacity [A.h]':
            'ratings.capacity'}}

    Attributes:
        cell_spec_id (str): Id of the specification.
        mapping (MappingPreviewRequestMapping): Dotted paths by parameter.
    """

    cell_spec_id: str
    mapping: MappingPreviewRequestMapping
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        cell_spec_id = self.cell_spec_id

        mapping = self.mapping.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "cell_spec_id": cell_spec_id,
                "mapping": mapping,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.mapping_preview_request_mapping import (
            MappingPreviewRequestMapping,  # noqa: PLC0415
        )

        d = dict(src_dict)
        cell_spec_id = d.pop("cell_spec_id")

        mapping = MappingPreviewRequestMapping.from_dict(d.pop("mapping"))

        mapping_preview_request = cls(
            cell_spec_id=cell_spec_id,
            mapping=mapping,
        )

        mapping_preview_request.additional_properties = d
        return mapping_preview_request

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
