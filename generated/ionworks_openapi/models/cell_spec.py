from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cell_component import CellComponent
    from ..models.cell_properties import CellProperties
    from ..models.cell_ratings import CellRatings
    from ..models.free_object import FreeObject


T = TypeVar("T", bound="CellSpec")


@_attrs_define
class CellSpec:
    """A cell specification (docs and observed).

    Example:
        {'id': '5b7a9e34-1c80-4f2b-8e6d-7d94a0c2f613', 'name': 'LG M50', 'project_id':
            '8d2f1c9a-52b7-4d6e-9a41-0c3b7e5f2d18', 'organization_id': '10e6b8d2-7f95-4b3a-9c04-d28a5e61f7b3',
            'form_factor': '21700', 'manufacturer': 'LG', 'ratings': {'capacity': {'value': 5.0, 'unit': 'A*h'},
            'voltage_min': {'value': 2.5, 'unit': 'V'}, 'voltage_max': {'value': 4.2, 'unit': 'V'}}, 'cathode': {'id':
            'e7264f8b-03ad-4e95-bd1c-5a9f8c702e41', 'component_type': 'cathode', 'material_id':
            'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'properties': {'loading': {'value': 18.5, 'unit': 'mg/cm**2'}},
            'material': {'id': 'c41e7d05-9b3f-4a8c-b2d7-1f60e8a5934b', 'name': 'NMC811', 'manufacturer': 'Acme'}},
            'created_at': '2025-01-31T08:15:00+00:00', 'updated_at': '2025-01-31T08:15:00+00:00'}

    Attributes:
        id (str): Id of the cell specification.
        name (str): Name of the cell specification.
        project_id (None | str | Unset): Id of its project.
        organization_id (None | str | Unset): Id of the organization that owns it.
        form_factor (None | str | Unset): Usual values: 18650, 21700, R2032, pouch, prismatic, cylindrical.
        manufacturer (None | str | Unset): Who makes the cell.
        ratings (CellRatings | None | Unset): Rated values.
        anode_id (None | str | Unset): Id of the anode.
        cathode_id (None | str | Unset): Id of the cathode.
        electrolyte_id (None | str | Unset): Id of the electrolyte.
        separator_id (None | str | Unset): Id of the separator.
        case_id (None | str | Unset): Id of the case.
        anode (CellComponent | None | Unset): The anode.
        cathode (CellComponent | None | Unset): The cathode.
        electrolyte (CellComponent | None | Unset): The electrolyte.
        separator (CellComponent | None | Unset): The separator.
        case (CellComponent | None | Unset): The case.
        properties (CellProperties | None | Unset): Non-electrical design properties.
        source (FreeObject | None | Unset): Where the data come from: doi, license, citation, creator.
        notes (None | str | Unset): Free text.
        instance_ids (list[str] | None | Unset): Ids of its cell instances, one per entry.
        created_by (None | str | Unset): Id of the creator.
        created_by_email (None | str | Unset): E-mail address of the creator.
        created_at (None | str | Unset): Time of creation, ISO 8601 in UTC.
        updated_at (None | str | Unset): Time of the last change, ISO 8601 in UTC.
    """

    id: str
    name: str
    project_id: None | str | Unset = UNSET
    organization_id: None | str | Unset = UNSET
    form_factor: None | str | Unset = UNSET
    manufacturer: None | str | Unset = UNSET
    ratings: CellRatings | None | Unset = UNSET
    anode_id: None | str | Unset = UNSET
    cathode_id: None | str | Unset = UNSET
    electrolyte_id: None | str | Unset = UNSET
    separator_id: None | str | Unset = UNSET
    case_id: None | str | Unset = UNSET
    anode: CellComponent | None | Unset = UNSET
    cathode: CellComponent | None | Unset = UNSET
    electrolyte: CellComponent | None | Unset = UNSET
    separator: CellComponent | None | Unset = UNSET
    case: CellComponent | None | Unset = UNSET
    properties: CellProperties | None | Unset = UNSET
    source: FreeObject | None | Unset = UNSET
    notes: None | str | Unset = UNSET
    instance_ids: list[str] | None | Unset = UNSET
    created_by: None | str | Unset = UNSET
    created_by_email: None | str | Unset = UNSET
    created_at: None | str | Unset = UNSET
    updated_at: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.cell_component import CellComponent  # noqa: PLC0415
        from ..models.cell_properties import CellProperties  # noqa: PLC0415
        from ..models.cell_ratings import CellRatings  # noqa: PLC0415
        from ..models.free_object import FreeObject  # noqa: PLC0415

        id = self.id

        name = self.name

        project_id: None | str | Unset
        if isinstance(self.project_id, Unset):
            project_id = UNSET
        else:
            project_id = self.project_id

        organization_id: None | str | Unset
        if isinstance(self.organization_id, Unset):
            organization_id = UNSET
        else:
            organization_id = self.organization_id

        form_factor: None | str | Unset
        if isinstance(self.form_factor, Unset):
            form_factor = UNSET
        else:
            form_factor = self.form_factor

        manufacturer: None | str | Unset
        if isinstance(self.manufacturer, Unset):
            manufacturer = UNSET
        else:
            manufacturer = self.manufacturer

        ratings: dict[str, Any] | None | Unset
        if isinstance(self.ratings, Unset):
            ratings = UNSET
        elif isinstance(self.ratings, CellRatings):
            ratings = self.ratings.to_dict()
        else:
            ratings = self.ratings

        anode_id: None | str | Unset
        if isinstance(self.anode_id, Unset):
            anode_id = UNSET
        else:
            anode_id = self.anode_id

        cathode_id: None | str | Unset
        if isinstance(self.cathode_id, Unset):
            cathode_id = UNSET
        else:
            cathode_id = self.cathode_id

        electrolyte_id: None | str | Unset
        if isinstance(self.electrolyte_id, Unset):
            electrolyte_id = UNSET
        else:
            electrolyte_id = self.electrolyte_id

        separator_id: None | str | Unset
        if isinstance(self.separator_id, Unset):
            separator_id = UNSET
        else:
            separator_id = self.separator_id

        case_id: None | str | Unset
        if isinstance(self.case_id, Unset):
            case_id = UNSET
        else:
            case_id = self.case_id

        anode: dict[str, Any] | None | Unset
        if isinstance(self.anode, Unset):
            anode = UNSET
        elif isinstance(self.anode, CellComponent):
            anode = self.anode.to_dict()
        else:
            anode = self.anode

        cathode: dict[str, Any] | None | Unset
        if isinstance(self.cathode, Unset):
            cathode = UNSET
        elif isinstance(self.cathode, CellComponent):
            cathode = self.cathode.to_dict()
        else:
            cathode = self.cathode

        electrolyte: dict[str, Any] | None | Unset
        if isinstance(self.electrolyte, Unset):
            electrolyte = UNSET
        elif isinstance(self.electrolyte, CellComponent):
            electrolyte = self.electrolyte.to_dict()
        else:
            electrolyte = self.electrolyte

        separator: dict[str, Any] | None | Unset
        if isinstance(self.separator, Unset):
            separator = UNSET
        elif isinstance(self.separator, CellComponent):
            separator = self.separator.to_dict()
        else:
            separator = self.separator

        case: dict[str, Any] | None | Unset
        if isinstance(self.case, Unset):
            case = UNSET
        elif isinstance(self.case, CellComponent):
            case = self.case.to_dict()
        else:
            case = self.case

        properties: dict[str, Any] | None | Unset
        if isinstance(self.properties, Unset):
            properties = UNSET
        elif isinstance(self.properties, CellProperties):
            properties = self.properties.to_dict()
        else:
            properties = self.properties

        source: dict[str, Any] | None | Unset
        if isinstance(self.source, Unset):
            source = UNSET
        elif isinstance(self.source, FreeObject):
            source = self.source.to_dict()
        else:
            source = self.source

        notes: None | str | Unset
        if isinstance(self.notes, Unset):
            notes = UNSET
        else:
            notes = self.notes

        instance_ids: list[str] | None | Unset
        if isinstance(self.instance_ids, Unset):
            instance_ids = UNSET
        elif isinstance(self.instance_ids, list):
            instance_ids = self.instance_ids

        else:
            instance_ids = self.instance_ids

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
        field_dict.update(
            {
                "id": id,
                "name": name,
            }
        )
        if project_id is not UNSET:
            field_dict["project_id"] = project_id
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if form_factor is not UNSET:
            field_dict["form_factor"] = form_factor
        if manufacturer is not UNSET:
            field_dict["manufacturer"] = manufacturer
        if ratings is not UNSET:
            field_dict["ratings"] = ratings
        if anode_id is not UNSET:
            field_dict["anode_id"] = anode_id
        if cathode_id is not UNSET:
            field_dict["cathode_id"] = cathode_id
        if electrolyte_id is not UNSET:
            field_dict["electrolyte_id"] = electrolyte_id
        if separator_id is not UNSET:
            field_dict["separator_id"] = separator_id
        if case_id is not UNSET:
            field_dict["case_id"] = case_id
        if anode is not UNSET:
            field_dict["anode"] = anode
        if cathode is not UNSET:
            field_dict["cathode"] = cathode
        if electrolyte is not UNSET:
            field_dict["electrolyte"] = electrolyte
        if separator is not UNSET:
            field_dict["separator"] = separator
        if case is not UNSET:
            field_dict["case"] = case
        if properties is not UNSET:
            field_dict["properties"] = properties
        if source is not UNSET:
            field_dict["source"] = source
        if notes is not UNSET:
            field_dict["notes"] = notes
        if instance_ids is not UNSET:
            field_dict["instance_ids"] = instance_ids
        if created_by is not UNSET:
            field_dict["created_by"] = created_by
        if created_by_email is not UNSET:
            field_dict["created_by_email"] = created_by_email
        if created_at is not UNSET:
            field_dict["created_at"] = created_at
        if updated_at is not UNSET:
            field_dict["updated_at"] = updated_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cell_component import CellComponent  # noqa: PLC0415
        from ..models.cell_properties import CellProperties  # noqa: PLC0415
        from ..models.cell_ratings import CellRatings  # noqa: PLC0415
        from ..models.free_object import FreeObject  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        def _parse_project_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        project_id = _parse_project_id(d.pop("project_id", UNSET))

        def _parse_organization_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        organization_id = _parse_organization_id(d.pop("organization_id", UNSET))

        def _parse_form_factor(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        form_factor = _parse_form_factor(d.pop("form_factor", UNSET))

        def _parse_manufacturer(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        manufacturer = _parse_manufacturer(d.pop("manufacturer", UNSET))

        def _parse_ratings(data: object) -> CellRatings | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                ratings_type_0 = CellRatings.from_dict(data)

                return ratings_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellRatings | None | Unset, data)

        ratings = _parse_ratings(d.pop("ratings", UNSET))

        def _parse_anode_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        anode_id = _parse_anode_id(d.pop("anode_id", UNSET))

        def _parse_cathode_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cathode_id = _parse_cathode_id(d.pop("cathode_id", UNSET))

        def _parse_electrolyte_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        electrolyte_id = _parse_electrolyte_id(d.pop("electrolyte_id", UNSET))

        def _parse_separator_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        separator_id = _parse_separator_id(d.pop("separator_id", UNSET))

        def _parse_case_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        case_id = _parse_case_id(d.pop("case_id", UNSET))

        def _parse_anode(data: object) -> CellComponent | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                anode_type_0 = CellComponent.from_dict(data)

                return anode_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellComponent | None | Unset, data)

        anode = _parse_anode(d.pop("anode", UNSET))

        def _parse_cathode(data: object) -> CellComponent | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                cathode_type_0 = CellComponent.from_dict(data)

                return cathode_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellComponent | None | Unset, data)

        cathode = _parse_cathode(d.pop("cathode", UNSET))

        def _parse_electrolyte(data: object) -> CellComponent | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                electrolyte_type_0 = CellComponent.from_dict(data)

                return electrolyte_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellComponent | None | Unset, data)

        electrolyte = _parse_electrolyte(d.pop("electrolyte", UNSET))

        def _parse_separator(data: object) -> CellComponent | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                separator_type_0 = CellComponent.from_dict(data)

                return separator_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellComponent | None | Unset, data)

        separator = _parse_separator(d.pop("separator", UNSET))

        def _parse_case(data: object) -> CellComponent | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                case_type_0 = CellComponent.from_dict(data)

                return case_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(CellComponent | None | Unset, data)

        case = _parse_case(d.pop("case", UNSET))

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

        def _parse_source(data: object) -> FreeObject | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                source_type_0 = FreeObject.from_dict(data)

                return source_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(FreeObject | None | Unset, data)

        source = _parse_source(d.pop("source", UNSET))

        def _parse_notes(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        notes = _parse_notes(d.pop("notes", UNSET))

        def _parse_instance_ids(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                instance_ids_type_0 = cast(list[str], data)

                return instance_ids_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        instance_ids = _parse_instance_ids(d.pop("instance_ids", UNSET))

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

        cell_spec = cls(
            id=id,
            name=name,
            project_id=project_id,
            organization_id=organization_id,
            form_factor=form_factor,
            manufacturer=manufacturer,
            ratings=ratings,
            anode_id=anode_id,
            cathode_id=cathode_id,
            electrolyte_id=electrolyte_id,
            separator_id=separator_id,
            case_id=case_id,
            anode=anode,
            cathode=cathode,
            electrolyte=electrolyte,
            separator=separator,
            case=case,
            properties=properties,
            source=source,
            notes=notes,
            instance_ids=instance_ids,
            created_by=created_by,
            created_by_email=created_by_email,
            created_at=created_at,
            updated_at=updated_at,
        )

        cell_spec.additional_properties = d
        return cell_spec

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
