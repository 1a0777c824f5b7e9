"""What the dispatcher must know of each kind of job: the task it becomes, and where its results go."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import Any, Protocol

import attrs
import sqlalchemy as sa

from ionworks.server import tasks
from ionworks.server.files.blobs import Blobs
from ionworks.server.measurements import job as measurement_jobs
from ionworks.server.measurements import records as measurements
from ionworks.server.optimizations import submit as optimizations
from ionworks.server.pipelines import submit as pipelines
from ionworks.server.queue import jobs, states
from ionworks.server.store import schema
from ionworks.server.store.records import Record
from ionworks.server.store.schema_optimizations import optimizations as optimization_table
from ionworks.server.store.schema_pipelines import pipeline_elements, simple_pipelines
from ionworks.server.store.schema_pipelines import pipelines as pipeline_table

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

    A job's ``subject_id`` is the simulation, which holds inputs and design parameters; the group's task holds what the
    runs share: ``model, parameters, simulation_settings, protocol, extra_variables, max_backward_jumps``.
    """

    blobs: Blobs
    function: TaskFunction = tasks.simulate_chunk

    def build(self, connection: sa.Connection, claimed: Sequence[Record]) -> Task:
        """Return the shared task with one run per row and a new storage folder."""
        first = claimed[0]
        folder = f"simulations/{first['organization_id']}/{uuid.uuid4().hex}"
        runs = _runs(connection, claimed)
        shared = jobs.group_task(connection, first["group_key"])
        return {
            **shared,
            "runs": runs,
            "storage": self.blobs.location,
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
        "is_partial": bool(result["partial"]),
        "storage_folder": result["storage_folder"] if result["time_series"] else None,
        "time_series_offset": series[0],
        "time_series_rows": series[1],
        "steps_offset": steps[0],
        "steps_rows": steps[1],
    }


@attrs.frozen
class PipelineElement:
    """One element of a pipeline; its ``subject_id`` is the row in ``pipeline_elements``."""

    blobs: Blobs
    function: TaskFunction = tasks.run_pipeline_element

    def build(self, connection: sa.Connection, claimed: Sequence[Record]) -> Task:
        """Return config, parameters of the elements before it, and everything it refers to."""
        job = claimed[0]
        row = _one(connection, pipeline_elements, job["subject_id"])
        pipeline = _one(connection, pipeline_table, row["pipeline_id"])
        organization = job["organization_id"]
        known = pipelines.parameters_of(connection, organization, pipeline["id"])
        return {
            **_files(self.blobs, job["id"]),
            **attrs.asdict(pipelines.context(connection, organization, row["config"])),
            "name": row["name"],
            "config": row["config"],
            "parameters": known,
            "cell_specs": row["cell_specs"] or {},
            "options": pipeline["options"] or {},
        }

    def record(self, connection: sa.Connection, claimed: Sequence[Record], results: Sequence[Result]) -> None:
        """Write result and parameters into the element."""
        for result in results:
            if result["status"] == states.COMPLETED:
                values = {"result": result["element_result"], "parameters": result["parameters"]}
                _update(connection, pipeline_elements, claimed[0]["subject_id"], **values)


@attrs.frozen
class SimplePipeline:
    """All elements of a simple pipeline; its ``subject_id`` is the row in ``simple_pipelines``."""

    blobs: Blobs
    function: TaskFunction = tasks.run_simple_pipeline

    def build(self, connection: sa.Connection, claimed: Sequence[Record]) -> Task:
        """Return the elements and everything they refer to."""
        job = claimed[0]
        row = _one(connection, simple_pipelines, job["subject_id"])
        elements = row["config"]["elements"]
        return {
            **_files(self.blobs, job["id"]),
            **attrs.asdict(pipelines.context(connection, job["organization_id"], elements)),
            "elements": elements,
            "warnings": row["warnings"] or [],
            "cell_specs": row["cell_specs"] or {},
            "options": row["options"] or {},
        }

    def record(self, connection: sa.Connection, claimed: Sequence[Record], results: Sequence[Result]) -> None:
        """Write the result into the simple pipeline."""
        for result in results:
            if result["status"] == states.COMPLETED:
                _update(connection, simple_pipelines, claimed[0]["subject_id"], result=result["pipeline_result"])


@attrs.frozen
class Optimization:
    """A design or charge optimization, or a fit; its ``subject_id`` is the row in ``optimizations``."""

    blobs: Blobs
    function: TaskFunction = tasks.run_optimization

    def build(self, connection: sa.Connection, claimed: Sequence[Record]) -> Task:
        """Return the document, the model, and where points are kept for a later run."""
        job = claimed[0]
        row = _one(connection, optimization_table, job["subject_id"])
        return {**_files(self.blobs, job["id"]), **optimizations.task_of(connection, row)}

    def record(self, connection: sa.Connection, claimed: Sequence[Record], results: Sequence[Result]) -> None:
        """Write result and metrics into the optimization."""
        for result in results:
            if result["status"] == states.COMPLETED:
                values = {"result": result["optimization_result"], "metrics": result["metrics"]}
                _update(connection, optimization_table, claimed[0]["subject_id"], **values)
                # a result counts, also where the points it no longer needs cannot be removed
                with suppress(OSError):
                    self.blobs.delete(optimizations.checkpoint_key(claimed[0]["subject_id"]))


def _files(blobs: Blobs, job_id: str) -> dict[str, str]:
    """Where a job reads its data, and writes its metadata and its progress."""
    return {
        "job_id": job_id,
        "storage": blobs.location,
        "metadata_key": pipelines.metadata_key(job_id),
        "progress_key": pipelines.progress_key(job_id),
    }


def _one(connection: sa.Connection, table: sa.Table, identifier: str) -> Record:
    return dict(connection.execute(sa.select(table).where(table.c.id == identifier)).mappings().one())


def _update(connection: sa.Connection, table: sa.Table, identifier: str, **values: Any) -> None:
    connection.execute(sa.update(table).where(table.c.id == identifier).values(updated_at=schema.now(), **values))


def job_types(blobs: Blobs) -> Mapping[str, JobType]:
    """Return the kinds of jobs this server runs, by the name in the ``job_type`` column."""
    return MappingProxyType(
        {
            "simulate": Simulate(blobs),
            measurements.PROCESS: measurement_jobs.Process(blobs),
            measurements.EXTEND: measurement_jobs.Process(blobs),
            pipelines.ELEMENT: PipelineElement(blobs),
            pipelines.SIMPLE: SimplePipeline(blobs),
            optimizations.JOB_TYPE: Optimization(blobs),
        }
    )
