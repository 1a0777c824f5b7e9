"""Lots of cells. Source: docs/contract/wire.md sections 26 and 43."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from ionworks.server.call import Call
from ionworks.server.cells import batches
from ionworks.server.cells.quantities import check_quantities
from ionworks.server.ground.errors import unprocessable
from ionworks.server.store import schema
from ionworks.server.store.records import Page, Record
from ionworks.server.store.schema_lab import cell_batches as _table

_FIELDS: Final = ("name", "notes", "date_manufactured", "properties")


def list_cell_batches(
    call: Call, cell_spec_id: str, limit: int | None = None, offset: int = 0, **filters: str
) -> Record:
    """Lots of a specification."""
    page = Page(limit=limit, offset=offset, filters=filters)
    found = call.records(_table).page(page, _table.c.cell_spec_id == cell_spec_id)
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
    made = body.get("date_manufactured")
    if made is not None and not _is_date(made):
        raise unprocessable(f"{made!r:.80} is not an ISO 8601 date, such as 2025-01-31", ("body", "date_manufactured"))
    check_quantities(body.get("properties"), ("body", "properties"))
    own = {name: value for name, value in body.items() if name not in _FIELDS and name not in _table.c}
    own = {name: value for name, value in own.items() if name not in ("cell_specification_id", "instance_count")}
    key = {"name_key": body["name"].casefold()} if "name" in body else {}
    return {
        **{name: body[name] for name in _FIELDS if name in body},
        **key,
        "extra": {**(before.get("extra") or {}), **own},
    }


def _is_date(text: str) -> bool:
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            read(text)
        except ValueError:
            continue
        return True
    return False
