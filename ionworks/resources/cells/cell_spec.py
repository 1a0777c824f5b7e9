"""Cell specifications: types of cells with their ratings, components and materials."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Mapping
from typing import Any, Final

from ionworks_openapi.api.cell_spec import (
    create_cell_spec,
    delete_cell_spec,
    get_cell_spec,
    list_cell_specs,
    update_cell_spec,
)
from ionworks_openapi.models import CellSpecCreate, CellSpecUpdate, ListCellSpecsOrder, ListCellSpecsOrderBy

from ionworks.errors import IonworksError, ValidationError
from ionworks.records import CellSpecification, Record
from ionworks.resources._shared.base import Resource, body, optional
from ionworks.resources._shared.existing import create_or_reuse
from ionworks.resources._shared.filters import named, ordered, owned
from ionworks.resources._shared.ids import Thing, id_of, id_or_none, ids_of
from ionworks.resources._shared.names import by_name
from ionworks.transport.paging import PaginatedList

SLOTS: Final = ("anode", "cathode", "electrolyte", "separator", "case")
"""Places of a cell that hold a component."""


class CellSpecs(Resource):
    """``client.cell_spec``. Quantities are ``{"value": number, "unit": text}``."""

    def get(self, cell_spec_id: Thing) -> CellSpecification:
        """One cell specification with its components and materials.

        Parameters
        ----------
        cell_spec_id : str
            Id of the specification.

        Returns
        -------
        CellSpecification
            The specification.

        Raises
        ------
        NotFoundError
            No such specification, or this key may not see it.

        Notes
        -----
        Source: ``get_cell_spec``.
        """
        cell_spec_id = id_of("cell_spec_id", cell_spec_id)
        return self._record(CellSpecification, lambda api: get_cell_spec.sync_detailed(cell_spec_id, client=api))

    def get_by_name(self, name: str, project_id: Thing | None = None) -> CellSpecification:
        """The cell specification of a name in a project.

        Parameters
        ----------
        name : str
            Exact name.
        project_id : str or Project, optional
            Project to look in; the client's default otherwise.

        Returns
        -------
        CellSpecification
            The cell specification.

        Raises
        ------
        NotFoundError
            There is none; the message offers the closest names.
        ConflictError
            Several have the name; the message lists their ids.

        Notes
        -----
        Source: ``list_cell_specs``.
        """
        project = self._project(project_id)
        return by_name(
            "cell specification", name, lambda exact: self.list(limit=100, name_exact=exact, project_id=project)
        )

    def list(
        self,
        include_components: bool = False,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        form_factor: str | None = None,
        created_by_email: str | None = None,
        created_after: str | None = None,
        created_before: str | None = None,
        updated_after: str | None = None,
        updated_before: str | None = None,
        order_by: str | None = None,
        order: str | None = None,
        project_id: Thing | None = None,
        material_id: Thing | Iterable[Thing] | None = None,
        anode_material_id: Thing | None = None,
        cathode_material_id: Thing | None = None,
        electrolyte_material_id: Thing | None = None,
        separator_material_id: Thing | None = None,
        case_material_id: Thing | None = None,
        exclude_cell_spec_id: Thing | None = None,
    ) -> PaginatedList[CellSpecification]:
        """One page of cell specifications.

        Parameters
        ----------
        include_components : bool
            Nest components with their materials.
        limit, offset : int, optional
            Page size, and rows to skip.
        name, name_exact : str, optional
            Case-insensitive substring, or exact name (wins).
        form_factor : str, optional
            Exact shape, such as ``"21700"``.
        created_by_email : str, optional
            Case-insensitive part of the creator's address.
        created_after, created_before, updated_after, updated_before : str, optional
            ISO 8601 date or datetime bounds, inclusive.
        order_by : {"name", "created_at", "updated_at"}, optional
            Column to sort by.
        order : {"asc", "desc"}, optional
            Direction.
        project_id : str, optional
            Only those of this project. The client's default is used with `name_exact` and the material filters.
        material_id : str or list of str, optional
            Only those with this material, or one of these, in any slot; an empty list matches nothing.
        anode_material_id, cathode_material_id, electrolyte_material_id, separator_material_id, case_material_id : str
            Only those with this material in that slot; several slots match any.
        exclude_cell_spec_id : str, optional
            Leave this one out.

        Returns
        -------
        PaginatedList of CellSpecification
            A list that also has ``.total``.

        Raises
        ------
        ConfigurationError
            A look-up by exact name or material without any project. A ``ValueError``.

        Notes
        -----
        Source: ``list_cell_specs``.
        """
        project_id = id_or_none("project_id", project_id)
        exclude_cell_spec_id = id_or_none("exclude_cell_spec_id", exclude_cell_spec_id)
        slots = {
            "anode_material_id": anode_material_id,
            "cathode_material_id": cathode_material_id,
            "electrolyte_material_id": electrolyte_material_id,
            "separator_material_id": separator_material_id,
            "case_material_id": case_material_id,
        }
        ids = {name: id_or_none(name, material) for name, material in slots.items()}
        is_lookup = name_exact is not None or material_id is not None or any(ids.values())
        project = self._project(project_id) if is_lookup else project_id
        is_one = isinstance(material_id, str | Record | Mapping)
        several = None if material_id is None or is_one else ids_of("material_ids", material_id)
        if several == []:
            return PaginatedList([])
        return self._page(
            CellSpecification,
            lambda api: list_cell_specs.sync_detailed(
                client=api,
                project_id=optional(project),
                full=optional(include_components or None),
                **named(limit, offset, name, name_exact),
                **owned(created_by_email, created_after, created_before, updated_after, updated_before),
                **ordered(ListCellSpecsOrderBy, order_by, ListCellSpecsOrder, order),
                form_factor=optional(None if form_factor is None else f"eq.{form_factor}"),
                material_id=optional(id_of("material_id", material_id) if is_one else None),
                material_ids=optional(several),
                exclude_cell_spec_id=optional(exclude_cell_spec_id),
                **{name: optional(identifier) for name, identifier in ids.items()},
            ),
        )

    def related_specs(
        self,
        cell_spec_id: Thing,
        *,
        slots: Iterable[str] | None = None,
        exclude_self: bool = True,
        limit: int = 100,
        offset: int = 0,
        include_components: bool = False,
    ) -> PaginatedList[CellSpecification]:
        """Specifications of the same project that share a material with this one.

        Parameters
        ----------
        cell_spec_id : str
            Id of the specification.
        slots : iterable of {"anode", "cathode", "electrolyte", "separator", "case"}, optional
            Compare slot by slot, and these only; by default a shared material in any slot counts.
        exclude_self : bool
            Leave the specification itself out.
        limit, offset : int
            Page size, and rows to skip.
        include_components : bool
            Nest components with their materials.

        Returns
        -------
        PaginatedList of CellSpecification
            Empty when the specification names no material.

        Raises
        ------
        ValidationError
            Unknown slot. A ``ValueError``.
        IonworksError
            The specification has no project.

        Notes
        -----
        Source: ``get_cell_spec``, ``list_cell_specs``.
        """
        cell_spec_id = id_of("cell_spec_id", cell_spec_id)
        wanted = SLOTS if slots is None else _check_slots(slots)
        spec = self.get(cell_spec_id)
        if spec.project_id is None:
            raise IonworksError(f"cell specification {cell_spec_id} has no project to look in")
        materials = {slot: key for slot in wanted if (key := _material(getattr(spec, slot))) is not None}
        if not materials:
            return PaginatedList([])
        filters: dict[str, Any] = {f"{slot}_material_id": key for slot, key in materials.items()}
        if slots is None:
            filters = {"material_id": sorted(set(materials.values()))}
        return self.list(
            include_components,
            limit,
            offset,
            project_id=spec.project_id,
            exclude_cell_spec_id=cell_spec_id if exclude_self else None,
            **filters,
        )

    def create(self, data: dict[str, Any]) -> CellSpecification:
        """Create a specification; components and materials that exist are used again.

        Parameters
        ----------
        data : dict
            ``name`` (required, unique in the project), ``project_id`` (the client's default otherwise),
            ``form_factor``, ``manufacturer``, ``ratings`` (quantities ``capacity``, ``voltage_min``,
            ``voltage_max``, …), ``anode``, ``cathode``, ``electrolyte``, ``separator``, ``case`` (each
            ``{"properties", "material": {"name", "manufacturer"}}``), ``properties``, ``source``, ``notes``.

        Returns
        -------
        CellSpecification
            The new specification.

        Raises
        ------
        ValidationError
            `data` is no dict or has no ``name``. A ``ValueError``.
        ConflictError
            The name is taken; ``existing_id`` is the holder.
        UnprocessableError
            A quantity has an unknown unit.

        Notes
        -----
        Source: ``create_cell_spec``.
        """
        if isinstance(data, Mapping) and not data.get("project_id"):
            data = {**data, "project_id": self._project(None)}
        payload = body(CellSpecCreate, data)
        return self._record(CellSpecification, lambda api: create_cell_spec.sync_detailed(client=api, body=payload))

    def create_or_get(self, data: dict[str, Any]) -> CellSpecification:
        """Create a specification, or get the one of this name in the project, unchanged.

        Parameters
        ----------
        data : dict
            As in `create`.

        Returns
        -------
        CellSpecification
            The new or the existing specification.

        Raises
        ------
        ValidationError
            The existing one cannot be found. A ``ValueError``.

        Notes
        -----
        Source: ``create_cell_spec``, ``get_cell_spec``.
        """
        project = data.get("project_id") if isinstance(data, Mapping) else None
        return create_or_reuse(
            lambda: self.create(data),
            self.get,
            lambda name: self.list(name_exact=name, project_id=project),
            data,
        )

    def update(self, cell_spec_id: Thing, data: dict[str, Any]) -> CellSpecification:
        """Change the fields given; a component given as ``None`` is removed.

        Parameters
        ----------
        cell_spec_id : str
            Id of the specification.
        data : dict
            Fields as in `create`.

        Returns
        -------
        CellSpecification
            The changed specification.

        Raises
        ------
        NotFoundError
            No such specification.
        ConflictError
            The new name is taken.

        Notes
        -----
        Source: ``update_cell_spec``.
        """
        cell_spec_id = id_of("cell_spec_id", cell_spec_id)
        payload = body(CellSpecUpdate, data)
        return self._record(
            CellSpecification, lambda api: update_cell_spec.sync_detailed(cell_spec_id, client=api, body=payload)
        )

    def delete(self, cell_spec_id: Thing) -> None:
        """Delete a specification with its cells, their measurements and their data.

        Parameters
        ----------
        cell_spec_id : str
            Id of the specification.

        Raises
        ------
        NotFoundError
            No such specification.

        Notes
        -----
        Source: ``delete_cell_spec``.
        """
        cell_spec_id = id_of("cell_spec_id", cell_spec_id)
        self._call(lambda api: delete_cell_spec.sync_detailed(cell_spec_id, client=api))


def _check_slots(slots: Iterable[str]) -> builtins.list[str]:
    found = [slots] if isinstance(slots, str) else list(slots)
    for slot in found:
        if slot not in SLOTS:
            raise ValidationError(f"slots: found {slot!r}; allowed: {', '.join(map(repr, SLOTS))}")
    return found


def _material(component: Any) -> str | None:
    """Id of the material in a component as the service nests it."""
    if not isinstance(component, Mapping):
        return None
    material = component.get("material_id") or (component.get("material") or {}).get("id")
    return str(material) if material else None
