"""What the dispatcher must know of each kind of job: the task it becomes, and where its results go."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

import attrs
import sqlalchemy as sa

from ionworks.server import tasks
from ionworks.server.blobs import Blobs
from ionworks.server.store import jobs, schema
from ionworks.server.store.records import Record

Task = dict[str, Any]
Result = dict[str, Any]
TaskFunction = Callable[[Task], list[Result]]


class JobType(Protocol):
    """One kind of job.

    Results of the task function are one dict per job with at least ``job_id`` and ``status`` (``completed``
    or ``failed``), and ``error``, ``error_code``, ``result`` and ``metadata_key`` where they apply.
    """

    @property
    def function(self) -> TaskFunction:
        """Importable function that runs in a worker process."""
        ...

    def build(self, connection: sa.Connection, claimed: Sequence[Record]) -> Task:
        """Return the task for claimed rows of one group."""
        ...

    def record(self, connection: sa.Connection, claimed: Sequence[Record], results: Sequence[Result]) -> None:
        """Write what goes beyond the job rows; results of jobs canceled meanwhile are left out."""
        ...


@attrs.frozen
class Simulate:
    """Runs of one protocol on one model, solved together and stored in one pair of Parquet files.

    A job's ``params`` are ``{"inputs": {...}, "design_parameters": {...}}``, its ``subject_id`` the
    simulation; the group's task holds what the runs share: ``model, parameters, simulation_settings,
    protocol, extra_variables, max_backward_jumps``.
    """

    blobs: Blobs
    function: TaskFunction = tasks.simulate_chunk

    def build(self, connection: sa.Connection, claimed: Sequence[Record]) -> Task:
        """Return the shared task with one run per row and a new storage folder."""
        first = claimed[0]
        folder = f"simulations/{first['organization_id']}/{uuid.uuid4().hex}"
        runs = [{"simulation_id": row["subject_id"], "job_id": row["id"], **(row["params"] or {})} for row in claimed]
        shared = jobs.group_task(connection, first["group_key"])
        return {
            **shared,
            "runs": runs,
            "output_prefix": str(self.blobs.path(folder)),
            "storage_folder": folder,
        }

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


def _simulation_values(result: Mapping[str, Any]) -> dict[str, Any]:
    series = result["time_series"] or (None, None)
    steps = result["steps"] or (None, None)
    return {
        "key": result["simulation_id"],
        "metrics": result["metrics"],
        "is_partial": bool(result["partial"]),
        "storage_folder": result["storage_folder"] if result["time_series"] else None,
        "time_series_offset": series[0],
        "time_series_rows": series[1],
        "steps_offset": steps[0],
        "steps_rows": steps[1],
    }


def job_types(blobs: Blobs) -> Mapping[str, JobType]:
    """Return the kinds of jobs this server runs, by the name in the ``job_type`` column."""
    return MappingProxyType({"simulate": Simulate(blobs)})
