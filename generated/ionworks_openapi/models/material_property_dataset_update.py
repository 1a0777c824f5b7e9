from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.property_column import PropertyColumn


T = TypeVar("T", bound="MaterialPropertyDatasetUpdate")


@_attrs_define
class MaterialPropertyDatasetUpdate:
    """Fields to change; a field that is absent keeps its value (observed).

    Example:
        {'name': 'Transport at 25 degC'}

    Attributes:
        name (str | Unset): New name.
        columns (list[PropertyColumn] | Unset): Replaces the columns.
    """

    name: str | Unset = UNSET
    columns: list[PropertyColumn] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        columns: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.columns, Unset):
            columns = []
            for columns_item_data in self.columns:
                columns_item = columns_item_data.to_dict()
                columns.append(columns_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if columns is not UNSET:
            field_dict["columns"] = columns

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.property_column import PropertyColumn  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        _columns = d.pop("columns", UNSET)
        columns: list[PropertyColumn] | Unset = UNSET
        if _columns is not UNSET:
            columns = []
            for columns_item_data in _columns:
                columns_item = PropertyColumn.from_dict(columns_item_data)

                columns.append(columns_item)

        material_property_dataset_update = cls(
            name=name,
            columns=columns,
        )

        material_property_dataset_update.additional_properties = d
        return material_property_dataset_update

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
