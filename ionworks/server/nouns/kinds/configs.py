"""What was submitted for a job, put together from what is stored when it is asked for: nothing is written per run.

Each config is what the method of the client takes that submits such a job, so that the work can be done again.

Source: tests/documents/python-client.txt "Canceling jobs"; docs/contract/wire.md section 23.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.nouns.measurements.job import EXTEND_JOB, PROCESS_JOB
from ionworks.server.nouns.optimizations.job import OPTIMIZATION_JOB
from ionworks.server.nouns.optimizations.kinds import DATAFIT
from ionworks.server.nouns.pipelines.job import ELEMENT_JOB, PIPELINE_JOB, SIMPLE_JOB
from ionworks.server.nouns.simulations.job import SIMULATION_JOB
from ionworks.server.queue import jobs
from ionworks.server.store import schema
from ionworks.server.store.records import Record
from ionworks.server.store.schema_optimizations import optimizations
from ionworks.server.store.schema_pipelines import pipeline_elements, pipelines, simple_pipelines

_LABELS: Final = ("name", "description", "options", "project_id")


def submitted_config(connection: sa.Connection, job: Record) -> dict[str, Any] | None:
    """Return the config of a job, or ``None`` when what it worked on is gone.

    Parameters
    ----------
    connection : sqlalchemy.Connection
    job : dict
        Row of the job.
    """
    kind = _KINDS.get(job["job_type"])
    if kind is None:
        return None
    table, build = kind
    row = connection.execute(sa.select(table).where(table.c.id == job["subject_id"])).mappings().first()
    return None if row is None else build(connection, job, dict(row))


def _simulation(connection: sa.Connection, job: Record, row: Mapping[str, Any]) -> dict[str, Any]:
    """Config of ``client.simulation.protocol``."""
    task = jobs.group_task(connection, job["group_key"])
    config = {
        "parameterized_model": _model(task, row),
        "protocol_experiment": {"protocol": task["protocol"], "name": row["name"]},
        "experiment_parameters": row["experiment_parameters"],
        "design_parameters": row["design_parameters"],
        "extra_variables": task["extra_variables"],
        "max_backward_jumps": task["max_backward_jumps"],
        "project_id": row["project_id"],
    }
    return {key: value for key, value in config.items() if value not in (None, {}, [])}


def _model(task: Mapping[str, Any], row: Mapping[str, Any]) -> Any:
    if "quick_model" in task:
        return {"quick_model": task["quick_model"]}
    if "model_id" not in task:
        return row["parameterized_model_id"]
    settings = {"simulation_settings": task["simulation_settings"]} if task.get("simulation_settings") else {}
    return {"model_id": task["model_id"], "parameters": task["parameters"], **settings}


def _pipeline(connection: sa.Connection, _job: Record, row: Mapping[str, Any]) -> dict[str, Any]:
    """Config of ``client.pipeline.create``."""
    table = pipeline_elements
    elements = sa.select(table.c.name, table.c.config).where(table.c.pipeline_id == row["id"])
    ordered = connection.execute(elements.order_by(table.c.element_order))
    return {"elements": {row.name: row.config for row in ordered}, **_given(row, _LABELS)}


def _element(_connection: sa.Connection, _job: Record, row: Mapping[str, Any]) -> dict[str, Any]:
    """One of the ``elements`` of a pipeline's config."""
    config: dict[str, Any] = row["config"]
    return config


def _simple_pipeline(_connection: sa.Connection, _job: Record, row: Mapping[str, Any]) -> dict[str, Any]:
    """Config of ``client.simple_pipeline.create``."""
    return {**row["config"], **_given(row, _LABELS)}


def _optimization(_connection: sa.Connection, _job: Record, row: Mapping[str, Any]) -> dict[str, Any]:
    """What ``client.optimization.run`` takes."""
    labels = _given(row, ("name", "description", "project_id"))
    if row["kind"] == DATAFIT:
        return {"kind": DATAFIT, "config": row["config"], **labels}
    return {**row["config"], **labels}


def _measurement(_connection: sa.Connection, job: Record, row: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments of ``client.cell_measurement.create``; the data are those of `measurement_id`."""
    names = ("name", "notes", "start_time", "end_time", "channel_id", "protocol", "tags", "test_setup")
    params = {"rated_capacity": job["params"]["rated_capacity"]} if job["params"].get("rated_capacity") else {}
    described = {name: row[name] for name in names if row.get(name) not in (None, [])}
    return {
        "measurement_id": row["id"],
        "cell_instance_id": row["cell_instance_id"],
        "measurement": described,
        **params,
    }


def _given(row: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in names if row[name] is not None}


_Build = Callable[[sa.Connection, Record, Mapping[str, Any]], dict[str, Any]]
_KINDS: Final[Mapping[str, tuple[sa.Table, _Build]]] = {
    SIMULATION_JOB: (schema.simulations, _simulation),
    PIPELINE_JOB: (pipelines, _pipeline),
    ELEMENT_JOB: (pipeline_elements, _element),
    SIMPLE_JOB: (simple_pipelines, _simple_pipeline),
    OPTIMIZATION_JOB: (optimizations, _optimization),
    PROCESS_JOB: (schema.cell_measurements, _measurement),
    EXTEND_JOB: (schema.cell_measurements, _measurement),
}
"""Table a job's ``subject_id`` refers to, and how its config is made, by the type of job."""
