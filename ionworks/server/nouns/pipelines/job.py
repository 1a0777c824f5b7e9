"""Pipeline elements and simple pipelines as jobs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs
import sqlalchemy as sa

from ionworks.server.files.blobs import Blobs
from ionworks.server.fit.task import Task
from ionworks.server.nouns.jobs.metadata import files_of
from ionworks.server.nouns.pipelines.records import parameters_of
from ionworks.server.nouns.pipelines.references import context
from ionworks.server.nouns.pipelines.task import ElementTask, SimpleTask, run_pipeline_element, run_simple_pipeline
from ionworks.server.queue import states
from ionworks.server.queue.kind import Result, TaskFunction
from ionworks.server.queue.kind import Task as JobTask
from ionworks.server.store.records import Record, change_row, row_of
from ionworks.server.store.schema_pipelines import pipeline_elements, simple_pipelines
from ionworks.server.store.schema_pipelines import pipelines as pipeline_table

PIPELINE_JOB: Final = "pipeline"
"""Waits for the jobs of its elements; never runs."""
ELEMENT_JOB: Final = "pipeline_element"
SIMPLE_JOB: Final = "simple_pipeline"


@attrs.frozen
class PipelineElement:
    """One element of a pipeline; its ``subject_id`` is the row in ``pipeline_elements``."""

    blobs: Blobs
    function: TaskFunction = run_pipeline_element

    def build(self, connection: sa.Connection, claimed: Sequence[Record]) -> JobTask:
        """Return config, parameters of the elements before it, and everything it refers to."""
        job = claimed[0]
        row = row_of(connection, pipeline_elements, job["subject_id"])
        pipeline = row_of(connection, pipeline_table, row["pipeline_id"])
        organization = job["organization_id"]
        known = parameters_of(connection, organization, pipeline["id"])
        shared = context(connection, organization, row["config"], row["cell_specs"], pipeline["options"])
        element = Task.of(shared, row["name"], row["config"], known)
        return ElementTask(files=files_of(self.blobs, job["id"]), element=element).to_json()

    def record(self, connection: sa.Connection, claimed: Sequence[Record], results: Sequence[Result]) -> None:
        """Write result and parameters into the element."""
        for result in results:
            if result["status"] == states.COMPLETED:
                values = {"result": result["element_result"], "parameters": result["parameters"]}
                change_row(connection, pipeline_elements, claimed[0]["subject_id"], **values)


@attrs.frozen
class SimplePipeline:
    """All elements of a simple pipeline; its ``subject_id`` is the row in ``simple_pipelines``."""

    blobs: Blobs
    function: TaskFunction = run_simple_pipeline

    def build(self, connection: sa.Connection, claimed: Sequence[Record]) -> JobTask:
        """Return the elements and everything they refer to."""
        job = claimed[0]
        row = row_of(connection, simple_pipelines, job["subject_id"])
        elements = row["config"]["elements"]
        shared = context(connection, job["organization_id"], elements, row["cell_specs"], row["options"])
        files, warnings = files_of(self.blobs, job["id"]), tuple(row["warnings"] or ())
        return SimpleTask(files=files, shared=shared, elements=elements, warnings=warnings).to_json()

    def record(self, connection: sa.Connection, claimed: Sequence[Record], results: Sequence[Result]) -> None:
        """Write the result into the simple pipeline."""
        for result in results:
            if result["status"] == states.COMPLETED:
                change_row(connection, simple_pipelines, claimed[0]["subject_id"], result=result["pipeline_result"])
