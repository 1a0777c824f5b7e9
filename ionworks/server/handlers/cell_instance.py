"""Cells built to a specification.

Source: docs/contract/wire.md sections 21 and 43; docs/contract/api-reference.md section 11.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ionworks.server.call import Call
from ionworks.server.ground.errors import unprocessable
from ionworks.server.nouns.cells import batches, instances
from ionworks.server.nouns.cells.quantities import check_quantities
from ionworks.server.store import schema
from ionworks.server.store.records import Page, Record, with_extra

_table = schema.cell_instances
_FIELDS: Final = ("name", "batch_id", "date_manufactured", "measured_properties", "notes")
_READ_ONLY: Final = frozenset(
    {
        *(column.name for column in _table.c if column.name not in _FIELDS),
        "cell_specification_id",
        "batch_name",
        "measurement_ids",
    }
)


def list_cell_instances(
    call: Call,
    cell_spec_id: str,
    batch_id: str | None = None,
    **query: Any,
) -> Record:
    """Cells of a specification."""
    where = [_table.c.cell_spec_id == cell_spec_id]
    if batch_id is not None:
        where.append(_table.c.batch_id == batch_id)
    page = Page.asked(query)
    found = call.records(_table).page(page, *where)
    names = batches.names(call, found["items"])
    return {**found, "items": [_wire(row, names) for row in found["items"]]}


def create_cell_instance(call: Call, cell_spec_id: str, body: Record) -> Record:
    """Create a cell; its name is unique in the specification."""
    spec = call.records(schema.cell_specs).get(cell_spec_id)
    _check(call, body, cell_spec_id)
    scope = {"cell_spec_id": cell_spec_id, "project_id": spec["project_id"]}
    row = call.records(_table).insert({**with_extra(body, _FIELDS, _READ_ONLY), **scope})
    return _wire(row, batches.names(call, [row]))


def get_cell_instance(call: Call, cell_instance_id: str) -> Record:
    """One cell with the ids of its measurements."""
    return _with_measurements(call, call.records(_table).get(cell_instance_id))


def update_cell_instance(call: Call, cell_instance_id: str, body: Record) -> Record:
    """Change the members given."""
    cell = call.records(_table).get(cell_instance_id)
    _check(call, body, cell["cell_spec_id"])
    changes = with_extra(body, _FIELDS, _READ_ONLY, cell)
    return _with_measurements(call, call.records(_table).update(cell_instance_id, changes))


def delete_cell_instance(call: Call, cell_instance_id: str) -> None:
    """Delete a cell with its measurements and their files."""
    instances.delete(call, cell_instance_id)


def _check(call: Call, body: Mapping[str, Any], cell_spec_id: str) -> None:
    if "batch" in body:
        raise unprocessable("batch was replaced by batch_id", ("body", "batch"))
    batches.check_member(call, body.get("batch_id"), cell_spec_id)
    batches.check_date_manufactured(body)
    check_quantities(body.get("measured_properties"), ("body", "measured_properties"))


def _wire(row: Record, names: Mapping[str, str]) -> Record:
    own = {name: value for name, value in row.items() if name not in {"extra", "cell_spec_id"}}
    return {
        **(row["extra"] or {}),
        **own,
        "cell_specification_id": row["cell_spec_id"],
        "batch_name": names.get(row["batch_id"]),
    }


def _with_measurements(call: Call, cell: Record) -> Record:
    return {**_wire(cell, batches.names(call, [cell])), "measurement_ids": instances.measurement_ids(call, cell["id"])}
