"""Cells and what hangs on them."""

from __future__ import annotations

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.nouns.cells.quantities import amount
from ionworks.server.nouns.deletion import delete_with_files, keys_of_measurements
from ionworks.server.store import schema


def measurement_ids(call: Call, cell_instance_id: str) -> list[str]:
    """Return the ids of a cell's measurements, oldest first."""
    measurements = schema.cell_measurements
    mine = measurements.c.cell_instance_id == cell_instance_id
    statement = sa.select(measurements.c.id).where(mine).order_by(measurements.c.created_at)
    with call.store.read() as connection:
        return list(connection.execute(statement).scalars())


def rated_capacity(call: Call, cell_instance_id: str) -> float | None:
    """Return the capacity [A.h] that the specification of a cell rates it at; ``None`` when it says none."""
    cell = call.records(schema.cell_instances).get(cell_instance_id)
    spec = call.records(schema.cell_specs).get(cell["cell_spec_id"])
    return amount((spec["ratings"] or {}).get("capacity"), "A*h", ("ratings", "capacity"))


def delete(call: Call, cell_instance_id: str) -> None:
    """Delete a cell with its measurements and their files."""
    keys = keys_of_measurements(schema.cell_instances.c.id == cell_instance_id)
    delete_with_files(call.records(schema.cell_instances), cell_instance_id, call.blobs, *keys)
