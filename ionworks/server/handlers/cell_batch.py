"""Lots of cells. Source: docs/contract/wire.md sections 26 and 43."""

from __future__ import annotations

from typing import Any, Final

from ionworks.server.call import Call
from ionworks.server.nouns.cells import batches
from ionworks.server.nouns.cells.quantities import check_quantities
from ionworks.server.store import schema
from ionworks.server.store.records import Page, Record, with_extra
from ionworks.server.store.schema_lab import cell_batches as _table

_FIELDS: Final = ("name", "notes", "date_manufactured", "properties")
_READ_ONLY: Final = frozenset({*_table.c.keys(), "cell_specification_id", "instance_count"})


def list_cell_batches(call: Call, cell_spec_id: str, **query: Any) -> Record:
    """Lots of a specification."""
    found = call.records(_table).page(Page.asked(query), _table.c.cell_spec_id == cell_spec_id)
    return {**found, "items": batches.wire_records(call, found["items"])}


def create_cell_batch(call: Call, cell_spec_id: str, body: Record) -> Record:
    """Create a lot; its name is unique in the specification whatever its case."""
    spec = call.records(schema.cell_specs).get(cell_spec_id)
    scope = {"cell_spec_id": cell_spec_id, "project_id": spec["project_id"]}
    return _wire(call, call.records(_table).insert({**_values(body, {}), **scope}))


def get_cell_batch(call: Call, cell_batch_id: str) -> Record:
    """One lot with the number of its cells."""
    return _wire(call, call.records(_table).get(cell_batch_id))


def update_cell_batch(call: Call, cell_batch_id: str, body: Record) -> Record:
    """Change the members given."""
    before = call.records(_table).get(cell_batch_id)
    return _wire(call, call.records(_table).update(cell_batch_id, _values(body, before)))


def delete_cell_batch(call: Call, cell_batch_id: str) -> None:
    """Delete a lot; its cells stay, without one."""
    batches.delete(call, cell_batch_id)


def _wire(call: Call, row: Record) -> Record:
    return batches.wire_records(call, [row])[0]


def _values(body: Record, before: Record) -> Record:
    batches.check_date_manufactured(body)
    check_quantities(body.get("properties"), ("body", "properties"))
    key = {"name_key": body["name"].casefold()} if "name" in body else {}
    return with_extra(body, _FIELDS, _READ_ONLY, before) | key
