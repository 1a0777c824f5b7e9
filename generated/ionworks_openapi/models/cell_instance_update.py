from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cell_instance_update_measured_properties_type_0 import (
        CellInstanceUpdateMeasuredPropertiesType0,
    )


T = TypeVar("T", bound="CellInstanceUpdate")


@_attrs_define
class CellInstanceUpdate:
    """Fields to change; a field that is absent keeps its value (observed).

    Example:
        {'notes': 'Tab re-welded before cycle 12.', 'batch_id': None}

    Attributes:
        name (str | Unset): New name or serial number.
        batch_id (None | str | Unset): Id of a lot of the same specification, null leaves the lot.
        date_manufactured (None | str | Unset): ISO 8601 date (`YYYY-MM-DD`) or instant.
        measured_properties (CellInstanceUpdateMeasuredPropertiesType0 | None | Unset): Replaces the stored values.
        notes (None | str | Unset): Free text.
    """

    name: str | Unset = UNSET
    batch_id: None | str | Unset = UNSET
    date_manufactured: None | str | Unset = UNSET
    measured_properties: CellInstanceUpdateMeasuredPropertiesType0 | None | Unset = (
        UNSET
    )
    notes: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.cell_instance_update_measured_properties_type_0 import (
            CellInstanceUpdateMeasuredPropertiesType0,  # noqa: PLC0415
        )

        name = self.name

        batch_id: None | str | Unset
        if isinstance(self.batch_id, Unset):
            batch_id = UNSET
        else:
            batch_id = self.batch_id

        date_manufactured: None | str | Unset
        if isinstance(self.date_manufactured, Unset):
            date_manufactured = UNSET
        else:
            date_manufactured = self.date_manufactured

        measured_properties: dict[str, Any] | None | Unset
        if isinstance(self.measured_properties, Unset):
            measured_properties = UNSET
        elif isinstance(
            self.measured_properties, CellInstanceUpdateMeasuredPropertiesType0
        ):
            measured_properties = self.measured_properties.to_dict()
        else:
            measured_properties = self.measured_properties

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if batch_id is not UNSET:
            field_dict["batch_id"] = batch_id
        if date_manufactured is not UNSET:
            field_dict["date_manufactured"] = date_manufactured
        if measured_properties is not UNSET:
            field_dict["measured_properties"] = measured_properties
        if notes is not UNSET:
            field_dict["notes"] = notes

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cell_instance_update_measured_properties_type_0 import (
            CellInstanceUpdateMeasuredPropertiesType0,  # noqa: PLC0415
        )

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        def _parse_batch_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        batch_id = _parse_batch_id(d.pop("batch_id", UNSET))

        def _parse_date_manufactured(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        date_manufactured = _parse_date_manufactured(d.pop("date_manufactured", UNSET))

        def _parse_measured_properties(
            data: object,
        ) -> CellInstanceUpdateMeasuredPropertiesType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                measured_properties_type_0 = (
                    CellInstanceUpdateMeasuredPropertiesType0.from_dict(data)
                )

                return measured_properties_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellInstanceUpdateMeasuredPropertiesType0 | None | Unset, data)

        measured_properties = _parse_measured_properties(
            d.pop("measured_properties", UNSET)
        )

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        cell_instance_update = cls(
            name=name,
            batch_id=batch_id,
            date_manufactured=date_manufactured,
            measured_properties=measured_properties,
            notes=notes,
        )

        cell_instance_update.additional_properties = d
        return cell_instance_update

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
