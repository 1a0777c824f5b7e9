from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cell_properties import CellProperties
    from ..models.material import Material


T = TypeVar("T", bound="CellComponent")


@_attrs_define
class CellComponent:
    """A component of a cell (docs). `full` lists and single reads carry the nested material.

    Example:
        {'id': 'e7264f8b-03ad-4e95-bd1c-5a9f8c702e41', 'component_type': 'cathode', 'material_id':
            'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'properties': {'loading': {'value': 18.5, 'unit': 'mg/cm**2'}},
            'material': {'id': 'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'name': 'NMC811', 'manufacturer': 'Acme'}}

    Attributes:
        id (None | str | Unset): Id of the component.
        component_type (None | str | Unset): Known values: anode, cathode, electrolyte, separator, case, cell.
        material_id (None | str | Unset): Id of its material.
        organization_id (None | str | Unset): Id of the organization that owns it.
        properties (CellProperties | None | Unset): Properties of the component.
        material (Material | None | Unset): Its material.
        created_at (None | str | Unset): Time of creation, ISO 8601 in UTC.
        updated_at (None | str | Unset): Time of the last change, ISO 8601 in UTC.
    """

    id: None | str | Unset = UNSET
    component_type: None | str | Unset = UNSET
    material_id: None | str | Unset = UNSET
    organization_id: None | str | Unset = UNSET
    properties: CellProperties | None | Unset = UNSET
    material: Material | None | Unset = UNSET
    created_at: None | str | Unset = UNSET
    updated_at: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.cell_properties import CellProperties  # noqa: PLC0415
        from ..models.material import Material  # noqa: PLC0415

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

        component_type: None | str | Unset
        if isinstance(self.component_type, Unset):
            component_type = UNSET
        else:
            component_type = self.component_type

        material_id: None | str | Unset
        if isinstance(self.material_id, Unset):
            material_id = UNSET
        else:
            material_id = self.material_id

        organization_id: None | str | Unset
        if isinstance(self.organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = self.organization_id

        properties: dict[str, Any] | None | Unset
        if isinstance(self.properties, Unset):
            properties = UNSET
        elif isinstance(self.properties, CellProperties):
            properties = self.properties.to_dict()
        else:
            properties = self.properties

        material: dict[str, Any] | None | Unset
        if isinstance(self.material, Unset):
            material = UNSET
        elif isinstance(self.material, Material):
            material = self.material.to_dict()
        else:
            material = self.material

        created_at: None | str | Unset
        if isinstance(self.created_at, Unset):
            created_at = UNSET
        else:
            created_at = self.created_at

        updated_at: None | str | Unset
        if isinstance(self.updated_at, Unset):
            updated_at = UNSET
        else:
            updated_at = self.updated_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if component_type is not UNSET:
            field_dict["component_type"] = component_type
        if material_id is not UNSET:
            field_dict["material_id"] = material_id
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if properties is not UNSET:
            field_dict["properties"] = properties
        if material is not UNSET:
            field_dict["material"] = material
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cell_properties import CellProperties  # noqa: PLC0415
        from ..models.material import Material  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        def _parse_component_type(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        component_type = _parse_component_type(d.pop("component_type", UNSET))

        def _parse_material_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        material_id = _parse_material_id(d.pop("material_id", UNSET))

        def _parse_organization_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization_id = _parse_organization_id(d.pop("organization_id", UNSET))

        def _parse_properties(data: object) -> CellProperties | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                properties_type_0 = CellProperties.from_dict(data)

                return properties_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellProperties | None | Unset, data)

        properties = _parse_properties(d.pop("properties", UNSET))

        def _parse_material(data: object) -> Material | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                material_type_0 = Material.from_dict(data)

                return material_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Material | None | Unset, data)

        material = _parse_material(d.pop("material", UNSET))

        def _parse_created_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_at = _parse_created_at(d.pop("created_at", UNSET))

        def _parse_updated_at(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        updated_at = _parse_updated_at(d.pop("updated_at", UNSET))

        cell_component = cls(
            id=id,
            component_type=component_type,
            material_id=material_id,
            organization_id=organization_id,
            properties=properties,
            material=material,
            created_at=created_at,
            updated_at=updated_at,
        )

        cell_component.additional_properties = d
        return cell_component

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
