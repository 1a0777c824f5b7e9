from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cell_properties import CellProperties
    from ..models.material_input import MaterialInput


T = TypeVar("T", bound="CellComponentInput")


@_attrs_define
class CellComponentInput:
    """A component to create or change together with its cell specification (docs).

    Example:
        {'properties': {'loading': {'value': 18.5, 'unit': 'mg/cm**2'}}, 'material': {'name': 'NMC811', 'manufacturer':
            'Acme'}}

    Attributes:
        properties (CellProperties | None | Unset): Properties of the component.
        material (MaterialInput | None | Unset): Its material.
        material_id (None | str | Unset): Id of a material that exists (our decision: beats `material`).
    """

    properties: CellProperties | None | Unset = UNSET
    material: MaterialInput | None | Unset = UNSET
    material_id: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.cell_properties import CellProperties  # noqa: PLC0415
        from ..models.material_input import MaterialInput  # noqa: PLC0415

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
        elif isinstance(self.material, MaterialInput):
            material = self.material.to_dict()
        else:
            material = self.material

        material_id: None | str | Unset
        if isinstance(self.material_id, Unset):
            material_id = UNSET
        else:
            material_id = self.material_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if properties is not UNSET:
            field_dict["properties"] = properties
        if material is not UNSET:
            field_dict["material"] = material
        if material_id is not UNSET:
            field_dict["material_id"] = material_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cell_properties import CellProperties  # noqa: PLC0415
        from ..models.material_input import MaterialInput  # noqa: PLC0415

        d = dict(src_dict)

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

        def _parse_material(data: object) -> MaterialInput | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                material_type_0 = MaterialInput.from_dict(data)

                return material_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(MaterialInput | None | Unset, data)

        material = _parse_material(d.pop("material", UNSET))

        def _parse_material_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        material_id = _parse_material_id(d.pop("material_id", UNSET))

        cell_component_input = cls(
            properties=properties,
            material=material,
            material_id=material_id,
        )

        cell_component_input.additional_properties = d
        return cell_component_input

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
