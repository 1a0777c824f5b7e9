"""Lots of cells: how many cells they have, when they were made, and what becomes of the cells when a lot goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground.errors import bad_request, unprocessable
from ionworks.server.store import schema
from ionworks.server.store.records import Record
from ionworks.server.store.schema_lab import cell_batches as _table

_cells = schema.cell_instances


def wire_records(call: Call, rows: Sequence[Record]) -> list[Record]:
    """Return lots in wire form, with the number of their cells."""
    counting = (
        sa.select(_cells.c.batch_id, sa.func.count())
        .where(_cells.c.batch_id.in_([row["id"] for row in rows]))
        .group_by(_cells.c.batch_id)
    )
    with call.store.read() as connection:
        counts: dict[str, int] = dict(connection.execute(counting).all())
    hidden = {"extra", "name_key", "cell_spec_id"}
    return [
        {
            **(row["extra"] or {}),
            **{name: value for name, value in row.items() if name not in hidden},
            "cell_specification_id": row["cell_spec_id"],
            "instance_count": counts.get(row["id"], 0),
        }
        for row in rows
    ]


def check_date_manufactured(body: Mapping[str, Any]) -> None:
    """Refuse a date of manufacture that is none; ApiError 422."""
    made = body.get("date_manufactured")
    if made is None:
        return
    try:
        datetime.fromisoformat(made)
    except ValueError:
        message = f"{made!r:.80} is not an ISO 8601 date or instant, such as 2025-01-31"
        raise unprocessable(message, ("body", "date_manufactured")) from None


def delete(call: Call, identifier: str) -> None:
    """Delete a lot and unlink its cells."""
    with call.store.write() as connection:
        call.records(_table, connection).delete(identifier)
        connection.execute(sa.update(_cells).where(_cells.c.batch_id == identifier).values(batch_id=None))


def check_member(call: Call, batch_id: str | None, cell_spec_id: str) -> None:
    """Raise `ApiError` 400 when a lot is none of a specification."""
    if batch_id is None:
        return
    found = call.records(_table).find(_table.c.id == batch_id, _table.c.cell_spec_id == cell_spec_id)
    if found is None:
        raise bad_request(f"batch_id {batch_id!r:.80} is not a lot of this specification")


def names(call: Call, rows: Sequence[Record]) -> dict[str, str]:
    """Return the names of the lots of cells by id."""
    wanted = sa.select(_table.c.id, _table.c.name).where(_table.c.id.in_({row["batch_id"] for row in rows}))
    with call.store.read() as connection:
        return dict(connection.execute(wanted).all())
