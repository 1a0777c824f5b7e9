"""Components and materials nested in cell specifications: found or created, changed, and read back.

A component is the only one of its kind in its specification. A material is shared by the organization; one with the
same name and manufacturer is used again.

Source: docs/contract/wire.md section 20; docs/contract/api-reference.md section 11 (nested upsert).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground.errors import unprocessable
from ionworks.server.nouns.cells.quantities import check_quantities
from ionworks.server.store import schema
from ionworks.server.store.records import Record, flat

SLOTS: Final = ("anode", "cathode", "electrolyte", "separator", "case")
"""Kinds of component a cell has one of."""
_components = schema.cell_components
_materials = schema.materials
_MATERIAL_FIELDS: Final = ("name", "manufacturer", "product_id", "definition")
_MATERIAL_CHANGES: Final = ("product_id", "definition")
_SYSTEM: Final = ("parameter_set", "component")
_COMPONENT_FIELDS: Final = ("properties", "material", "material_id")


def check_slots(body: Mapping[str, Any]) -> None:
    """Raise `ApiError` 422 for a quantity that is none, or a material without a name."""
    for slot in SLOTS:
        given = body.get(slot) or {}
        check_quantities(given.get("properties"), ("body", slot, "properties"))
        material = given.get("material")
        if material is not None and given.get("material_id") is None and not material.get("name"):
            raise unprocessable("a material needs a name", ("body", slot, "material", "name"), "missing")


def write_slots(call: Call, connection: sa.Connection, cell_spec_id: str, body: Mapping[str, Any]) -> None:
    """Create, change or (null) remove the components `body` names.

    Parameters
    ----------
    call : Call
    connection : sqlalchemy.Connection
        Open write transaction.
    cell_spec_id : str
    body : mapping
        Checked by `check_slots`; slots that are absent stay as they are.

    Raises
    ------
    ApiError
        422: no material with the given id.
    """
    components = call.records(_components, connection)
    for slot in SLOTS:
        if slot not in body:
            continue
        found = components.find(_components.c.cell_spec_id == cell_spec_id, _components.c.component_type == slot)
        if body[slot] is None:
            if found is not None:
                components.delete(found["id"])
            continue
        values = _component_values(call, connection, slot, body[slot], found)
        if found is not None:
            components.update(found["id"], values)
        else:
            components.insert({"cell_spec_id": cell_spec_id, "component_type": slot, **values})


def read_slots(call: Call, cell_spec_ids: Sequence[str], *, nested: bool) -> dict[str, Record]:
    """Return the slot members of specifications, by specification id.

    Parameters
    ----------
    call : Call
    cell_spec_ids : sequence of str
    nested : bool
        Whether the whole components with their materials are wanted, or their ids only.
    """
    found: dict[str, Record] = {key: {f"{slot}_id": None for slot in SLOTS} for key in cell_spec_ids}
    if nested:
        for members in found.values():
            members.update(dict.fromkeys(SLOTS))
    components = call.records(_components).all(_components.c.cell_spec_id.in_(cell_spec_ids))
    materials = _materials_by_id(call, {row["material_id"] for row in components}) if nested else {}
    for row in components:
        members = found[row["cell_spec_id"]]
        members[f"{row['component_type']}_id"] = row["id"]
        if nested:
            members[row["component_type"]] = flat(row) | {"material": materials.get(row["material_id"])}
    return found


def having_material(identifiers: Sequence[str], slots: Sequence[str]) -> sa.Select[Any]:
    """Select the ids of specifications with one of the materials in one of the slots."""
    return sa.select(_components.c.cell_spec_id).where(
        _components.c.material_id.in_(identifiers), _components.c.component_type.in_(slots)
    )


def _component_values(
    call: Call, connection: sa.Connection, slot: str, given: Mapping[str, Any], found: Record | None
) -> Record:
    extra = {name: value for name, value in given.items() if name not in _COMPONENT_FIELDS}
    values: Record = {"extra": {**((found or {}).get("extra") or {}), **extra}}
    if "properties" in given:
        values["properties"] = given["properties"]
    if given.get("material_id") is not None:
        if call.records(_materials, connection).find(_materials.c.id == given["material_id"]) is None:
            raise unprocessable("no material has this id", ("body", slot, "material_id"))
        values["material_id"] = given["material_id"]
    elif given.get("material") is not None:
        values["material_id"] = _material(call, connection, given["material"])
    elif {"material", "material_id"} & given.keys():
        values["material_id"] = None
    return values


def _material(call: Call, connection: sa.Connection, given: Mapping[str, Any]) -> str:
    """Return the id of the material with this name and manufacturer, created or completed."""
    materials = call.records(_materials, connection)
    found = materials.find(
        # those of the system are not changed: they are named by their id
        _materials.c.parameter_set.is_(None),
        _materials.c.name == given["name"],
        _materials.c.manufacturer.is_not_distinct_from(given.get("manufacturer")),
    )
    if found is None:
        extra = {name: value for name, value in given.items() if name not in _MATERIAL_FIELDS}
        values = {name: given[name] for name in _MATERIAL_FIELDS if name in given}
        return str(materials.insert({**values, "extra": extra})["id"])
    changes = {name: given[name] for name in _MATERIAL_CHANGES if name in given and given[name] != found[name]}
    if changes:
        materials.update(found["id"], changes)
    return str(found["id"])


def _materials_by_id(call: Call, identifiers: set[str | None]) -> dict[str, Record]:
    known = [key for key in identifiers if key is not None]
    return {row["id"]: material_record(row) for row in call.records(_materials).all(_materials.c.id.in_(known))}


def material_record(row: Record) -> Record:
    """Return a material as on the wire; those of the system belong to no organization."""
    record = flat({name: value for name, value in row.items() if name not in _SYSTEM})
    return {**record, "project_id": None} | ({} if row["parameter_set"] is None else {"organization_id": None})
