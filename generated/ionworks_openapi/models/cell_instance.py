from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cell_instance_measured_properties_type_0 import (
        CellInstanceMeasuredPropertiesType0,
    )


T = TypeVar("T", bound="CellInstance")


@_attrs_define
class CellInstance:
    """One physical cell built to a cell specification (docs, observed). Fields not listed here may be present and must be
    kept.

        Example:
            {'id': '6f1a54b2-52a0-4b0e-9c53-0f4b2a7f3c11', 'name': 'CELL-0001', 'cell_specification_id':
                '0b7a6f5e-96c1-4e7b-a4c9-6f0c0e8f1d20', 'batch_id': None, 'batch_name': None, 'date_manufactured': '2025-03-14',
                'measured_properties': {'cell': {'mass': {'value': 68.9, 'unit': 'g'}}}, 'notes': None, 'created_at':
                '2025-04-01T09:30:00Z', 'updated_at': '2025-04-01T09:30:00Z'}

        Attributes:
            id (str): Id of the cell.
            name (str): Name or serial number, unique within its specification.
            cell_specification_id (str): Id of the specification the cell belongs to.
            batch_id (None | str | Unset): Id of the production lot, null when the cell is in no lot.
            batch_name (None | str | Unset): Name of the lot, read only.
            date_manufactured (None | str | Unset): Date or instant of manufacture, ISO 8601 text.
            measured_properties (CellInstanceMeasuredPropertiesType0 | None | Unset): Measured values grouped by component;
                a number is a Quantity {value, unit}, such as unit `g` or `mm`.
            notes (None | str | Unset): Free text.
            organization_id (None | str | Unset): Id of the owning organization.
            created_by (None | str | Unset): Id of the user who created the cell.
            created_by_email (None | str | Unset): E-mail address of that user.
            measurement_ids (list[str] | None | Unset): Ids of the measurements on the cell.
            created_at (str | Unset): Time of creation, ISO 8601 UTC.
            updated_at (str | Unset): Time of the last change, ISO 8601 UTC.
    """

    id: str
    name: str
    cell_specification_id: str
    batch_id: None | str | Unset = UNSET
    batch_name: None | str | Unset = UNSET
    date_manufactured: None | str | Unset = UNSET
    measured_properties: CellInstanceMeasuredPropertiesType0 | None | Unset = UNSET
    notes: None | str | Unset = UNSET
    organization_id: None | str | Unset = UNSET
    created_by: None | str | Unset = UNSET
    created_by_email: None | str | Unset = UNSET
    measurement_ids: list[str] | None | Unset = UNSET
    created_at: str | Unset = UNSET
    updated_at: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.cell_instance_measured_properties_type_0 import (
            CellInstanceMeasuredPropertiesType0,  # noqa: PLC0415
        )

        id = self.id

        name = self.name

        cell_specification_id = self.cell_specification_id

        batch_id: None | str | Unset
        if isinstance(self.batch_id, Unset):
            batch_id = UNSET
        else:
            batch_id = self.batch_id

        batch_name: None | str | Unset
        if isinstance(self.batch_name, Unset):
            batch_name = UNSET
        else:
            batch_name = self.batch_name

        date_manufactured: None | str | Unset
        if isinstance(self.date_manufactured, Unset):
            date_manufactured = UNSET
        else:
            date_manufactured = self.date_manufactured

        measured_properties: dict[str, Any] | None | Unset
        if isinstance(self.measured_properties, Unset):
            measured_properties = UNSET
        elif isinstance(self.measured_properties, CellInstanceMeasuredPropertiesType0):
            measured_properties = self.measured_properties.to_dict()
        else:
            measured_properties = self.measured_properties

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        organization_id: None | str | Unset
        if isinstance(self.organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = self.organization_id

        created_by: None | str | Unset
        if isinstance(self.created_by, Unset):
            created_by = UNSET
        else:
            created_by = self.created_by

        created_by_email: None | str | Unset
        if isinstance(self.created_by_email, Unset):
            created_by_email = UNSET
        else:
            created_by_email = self.created_by_email

        measurement_ids: list[str] | None | Unset
        if isinstance(self.measurement_ids, Unset):
            measurement_ids = UNSET
        elif isinstance(self.measurement_ids, list):
            measurement_ids = self.measurement_ids

        else:
            measurement_ids = self.measurement_ids

        created_at = self.created_at

        updated_at = self.updated_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "cell_specification_id": cell_specification_id,
            }
        )
        if batch_id is not UNSET:
            field_dict["batch_id"] = batch_id
        if batch_name is not UNSET:
            field_dict["batch_name"] = batch_name
        if date_manufactured is not UNSET:
            field_dict["date_manufactured"] = date_manufactured
        if measured_properties is not UNSET:
            field_dict["measured_properties"] = measured_properties
        if notes is not UNSET:
            field_dict["notes"] = notes
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if created_by is not UNSET:
            field_dict["created_by"] = created_by
        if created_by_email is not UNSET:
            field_dict["created_by_email"] = created_by_email
        if measurement_ids is not UNSET:
            field_dict["measurement_ids"] = measurement_ids
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cell_instance_measured_properties_type_0 import (
            CellInstanceMeasuredPropertiesType0,  # noqa: PLC0415
        )

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        cell_specification_id = d.pop("cell_specification_id")

        def _parse_batch_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        batch_id = _parse_batch_id(d.pop("batch_id", UNSET))

        def _parse_batch_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        batch_name = _parse_batch_name(d.pop("batch_name", UNSET))

        def _parse_date_manufactured(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        date_manufactured = _parse_date_manufactured(d.pop("date_manufactured", UNSET))

        def _parse_measured_properties(
            data: object,
        ) -> CellInstanceMeasuredPropertiesType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                measured_properties_type_0 = (
                    CellInstanceMeasuredPropertiesType0.from_dict(data)
                )

                return measured_properties_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellInstanceMeasuredPropertiesType0 | None | Unset, data)

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

        def _parse_organization_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization_id = _parse_organization_id(d.pop("organization_id", UNSET))

        def _parse_created_by(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by = _parse_created_by(d.pop("created_by", UNSET))

        def _parse_created_by_email(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by_email = _parse_created_by_email(d.pop("created_by_email", UNSET))

        def _parse_measurement_ids(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                measurement_ids_type_0 = cast(list[str], data)

                return measurement_ids_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        measurement_ids = _parse_measurement_ids(d.pop("measurement_ids", UNSET))

        created_at = d.pop("created_at", UNSET)

        updated_at = d.pop("updated_at", UNSET)

        cell_instance = cls(
            id=id,
            name=name,
            cell_specification_id=cell_specification_id,
            batch_id=batch_id,
            batch_name=batch_name,
            date_manufactured=date_manufactured,
            measured_properties=measured_properties,
            notes=notes,
            organization_id=organization_id,
            created_by=created_by,
            created_by_email=created_by_email,
            measurement_ids=measurement_ids,
            created_at=created_at,
            updated_at=updated_at,
        )

        cell_instance.additional_properties = d
        return cell_instance

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
