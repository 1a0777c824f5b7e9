"""Simulations as jobs: claimed rows become a chunk, a chunk's results become rows."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs
import sqlalchemy as sa

from ionworks.server.files.blobs import Blobs
from ionworks.server.nouns.simulations.task import ChunkTask, simulate_chunk
from ionworks.server.queue import jobs
from ionworks.server.queue.kind import Result, Task, TaskFunction
from ionworks.server.store import schema
from ionworks.server.store.records import Record

SIMULATION_JOB: Final = "simulate"


@attrs.frozen
class Simulate:
    """Runs of one protocol on one model, solved together and stored in one pair of Parquet files.

    A job's ``subject_id`` is the simulation, which holds inputs and design parameters; the group's task holds what the
    runs share: the fields of `ChunkTask` that are not given here.
    """

    blobs: Blobs
    function: TaskFunction = simulate_chunk

    def build(self, connection: sa.Connection, claimed: Sequence[Record]) -> Task:
        """Return the shared task with one run per row and a new storage folder."""
        first = claimed[0]
        folder = f"simulations/{first['organization_id']}/{uuid.uuid4().hex}"
        runs = _runs(connection, claimed)
        shared = jobs.group_task(connection, first["group_key"])
        own = {"runs": runs, "storage": self.blobs.location, "storage_folder": folder}
        return ChunkTask.from_json({**shared, **own}).to_json()

    def record(self, connection: sa.Connection, claimed: Sequence[Record], results: Sequence[Result]) -> None:
        """Write metrics and the place of the tables into the simulations."""
        del claimed
        if not results:
            return
        simulations = schema.simulations
        statement = (
            sa.update(simulations).where(simulations.c.id == sa.bindparam("key")).values(updated_at=schema.now())
        )
        connection.execute(statement, [_simulation_values(result) for result in results])


def _runs(connection: sa.Connection, claimed: Sequence[Record]) -> list[dict[str, Any]]:
    """Runs of claimed jobs, in their order; a simulation that was deleted since then is left out."""
    table = schema.simulations
    columns = (table.c.id, table.c.experiment_parameters, table.c.design_parameters)
    wanted = sa.select(*columns).where(table.c.id.in_([job["subject_id"] for job in claimed]))
    found = {row.id: row for row in connection.execute(wanted)}
    return [
        {
            "simulation_id": row.id,
            "job_id": job["id"],
            "inputs": row.experiment_parameters or {},
            "design_parameters": row.design_parameters or {},
        }
        for job in claimed
        if (row := found.get(job["subject_id"])) is not None
    ]


def _simulation_values(result: Mapping[str, Any]) -> dict[str, Any]:
    series = result["time_series"] or (None, None)
    steps = result["steps"] or (None, None)
    return {
        "key": result["simulation_id"],
        "metrics": result["metrics"],
        "warnings": result["warnings"],
        "is_partial": bool(result["partial"]),
        "storage_folder": result["storage_folder"] if result["time_series"] else None,
        "time_series_offset": series[0],
        "time_series_rows": series[1],
        "steps_offset": steps[0],
        "steps_rows": steps[1],
    }
