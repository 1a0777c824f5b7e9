"""Cell specifications with their components.

Source: docs/contract/wire.md sections 20 and 43; docs/contract/api-reference.md section 11.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ionworks.server.call import Call
from ionworks.server.nouns.cells.components import SLOTS, check_slots, read_slots, write_slots
from ionworks.server.nouns.cells.quantities import check_quantities, check_ratings
from ionworks.server.nouns.cells.specs import conditions, delete, nested_spec, spec_record, table, with_components
from ionworks.server.store.records import FILTERABLE, Page, Record, with_extra

_FIELDS: Final = ("name", "form_factor", "manufacturer", "ratings", "properties", "source", "notes")
_READ_ONLY: Final = frozenset(
    {
        *(column.name for column in table.c if column.name not in _FIELDS),
        *SLOTS,
        *(f"{slot}_id" for slot in SLOTS),
        "instance_ids",
    }
)


def list_cell_specs(
    call: Call,
    project_id: str | None = None,
    full: bool = False,
    material_id: str | None = None,
    material_ids: list[str] | None = None,
    exclude_cell_spec_id: str | None = None,
    **query: Any,
) -> Record:
    """Cell specifications of a project, or of every project the caller may read; `full` nests components."""
    slot_materials = {slot: query.pop(f"{slot}_material_id", None) for slot in SLOTS}
    anywhere = [*(material_ids or ()), *([material_id] if material_id is not None else ())]
    where = conditions(call, project_id, slot_materials, anywhere, exclude_cell_spec_id)
    page = Page.asked(
        query,
        filterable=(*FILTERABLE, "form_factor"),
    )
    found = call.records(table).page(page, *where)
    slots = read_slots(call, [row["id"] for row in found["items"]], nested=full)
    return {**found, "items": [spec_record(row) | slots[row["id"]] for row in found["items"]]}


def create_cell_spec(call: Call, body: Record) -> Record:
    """Create a specification; components and materials that exist are used again."""
    _check(body)
    with call.store.write() as connection:
        values = {**with_extra(body, _FIELDS, _READ_ONLY), "project_id": body["project_id"]}
        spec = call.records(table, connection).insert(values)
        write_slots(call, connection, spec["id"], body)
    return with_components(call, spec)


def get_cell_spec(call: Call, cell_spec_id: str) -> Record:
    """One specification with components, materials and the ids of its cells."""
    return nested_spec(call, cell_spec_id)


def update_cell_spec(call: Call, cell_spec_id: str, body: Record) -> Record:
    """Change the members given; components are created, changed or, when null, removed."""
    spec = call.records(table).get(cell_spec_id)
    _check(body)
    with call.store.write() as connection:
        spec = call.records(table, connection).update(cell_spec_id, with_extra(body, _FIELDS, _READ_ONLY, spec))
        write_slots(call, connection, cell_spec_id, body)
    return with_components(call, spec)


def delete_cell_spec(call: Call, cell_spec_id: str) -> None:
    """Delete a specification with its cells, their measurements, and its parameterized models."""
    delete(call, cell_spec_id)


def _check(body: Mapping[str, Any]) -> None:
    check_ratings(body.get("ratings"), ("body", "ratings"))
    check_quantities(body.get("properties"), ("body", "properties"))
    check_slots(body)
