"""Cell specifications with their components, and what they dictate to models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.cells.components import SLOTS, having_material, read_slots
from ionworks.server.nouns.cells.quantities import amount
from ionworks.server.nouns.deletion import delete_with_files, keys_of_measurements
from ionworks.server.store import schema
from ionworks.server.store.records import Record, flat

table = schema.cell_specs


def nested_spec(call: Call, cell_spec_id: str) -> Record:
    """One specification with components, materials and the ids of its cells."""
    return with_components(call, roles.readable(call, call.records(table).get(cell_spec_id)))


def parameter_overrides(spec: Record, *, is_circuit: bool) -> dict[str, float]:
    """Parameter values a specification dictates to its models.

    Parameters
    ----------
    spec : dict
        Row of a cell specification.
    is_circuit : bool
        Whether the model is an equivalent circuit, whose charge balance has a capacity of its own.

    Returns
    -------
    dict of str to float
        Capacity in A.h, voltage cut-offs in V, and the 1C discharge current in A (positive is discharge).

    Notes
    -----
    Source: docs/contract/wire.md section 43 (parameterized model under a specification).
    """
    ratings = spec["ratings"] or {}
    place = ("body", "ratings")
    capacity = amount(ratings.get("capacity"), "A*h", place)
    values = {
        "Nominal cell capacity [A.h]": capacity,
        "Current function [A]": capacity,
        "Cell capacity [A.h]": capacity if is_circuit else None,
        "Lower voltage cut-off [V]": amount(ratings.get("voltage_min"), "V", place),
        "Upper voltage cut-off [V]": amount(ratings.get("voltage_max"), "V", place),
    }
    return {name: value for name, value in values.items() if value is not None}


def spec_record(row: Record) -> Record:
    """Return a row in wire form; members without a column stand beside the others."""
    return flat(row)


def with_components(call: Call, spec: Record) -> Record:
    """Return a row in wire form with components, materials and the ids of its cells."""
    cells = schema.cell_instances
    statement = sa.select(cells.c.id).where(cells.c.cell_spec_id == spec["id"]).order_by(cells.c.created_at)
    with call.store.read() as connection:
        instance_ids = list(connection.execute(statement).scalars())
    slots = read_slots(call, [spec["id"]], nested=True)[spec["id"]]
    return {**spec_record(spec), **slots, "instance_ids": instance_ids}


def conditions(
    call: Call,
    project_id: str | None,
    slot_materials: Mapping[str, str | None],
    materials: Sequence[str],
    excluded: str | None,
) -> list[sa.ColumnElement[bool]]:
    """Return the conditions of a listing.

    Parameters
    ----------
    call : Call
    project_id : str, optional
        By default every project the caller may read.
    slot_materials : mapping of str to str
        Material id by slot; with `materials`, one match is enough.
    materials : sequence of str
        Materials in any slot.
    excluded : str, optional
        A specification to leave out.
    """
    where = roles.visible(call, table) if project_id is None else [table.c.project_id == project_id]
    matches = [table.c.id.in_(having_material([key], [slot])) for slot, key in slot_materials.items() if key]
    if materials:
        matches.append(table.c.id.in_(having_material(materials, SLOTS)))
    if matches:
        where.append(sa.or_(*matches))
    if excluded is not None:
        where.append(table.c.id != excluded)
    return where


def delete(call: Call, cell_spec_id: str) -> None:
    """Delete a specification with its cells, their measurements, and its parameterized models."""
    keys = keys_of_measurements(schema.cell_instances.c.cell_spec_id == cell_spec_id)
    delete_with_files(call.records(table), cell_spec_id, call.blobs, *keys)
