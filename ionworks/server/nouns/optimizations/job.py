"""Optimizations as jobs."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import attrs
import sqlalchemy as sa

from ionworks.server.design.task import DesignTask
from ionworks.server.files.blobs import Blobs
from ionworks.server.fit.task import Task as FitTask
from ionworks.server.nouns.jobs.metadata import files_of
from ionworks.server.nouns.models import engine_document
from ionworks.server.nouns.optimizations.kinds import DATAFIT
from ionworks.server.nouns.optimizations.task import OptimizationTask, run_optimization
from ionworks.server.nouns.pipelines.references import context
from ionworks.server.queue import states
from ionworks.server.queue.kind import Result, Task, TaskFunction
from ionworks.server.store.records import Record, change_row, row_of
from ionworks.server.store.schema_optimizations import optimizations as optimization_table

OPTIMIZATION_JOB: Final = "optimize"
"""Job type of optimizations of every kind."""
_ELEMENT: Final = "fit"
"""Name of the one element of a fit."""


@attrs.frozen
class Optimization:
    """A design or charge optimization, or a fit; its ``subject_id`` is the row in ``optimizations``."""

    blobs: Blobs
    function: TaskFunction = run_optimization

    def build(self, connection: sa.Connection, claimed: Sequence[Record]) -> Task:
        """Return the document, the model, and where points are kept for a later run."""
        job = claimed[0]
        row = row_of(connection, optimization_table, job["subject_id"])
        work = _fit(connection, row) if row["kind"] == DATAFIT else _design(connection, row, self.blobs)
        files = files_of(self.blobs, job["id"])
        return OptimizationTask(files=files, kind=row["kind"], work=work.to_json()).to_json()

    def record(self, connection: sa.Connection, claimed: Sequence[Record], results: Sequence[Result]) -> None:
        """Write result and metrics into the optimization."""
        for result in results:
            if result["status"] == states.COMPLETED:
                values = {"result": result["optimization_result"], "metrics": result["metrics"]}
                change_row(connection, optimization_table, claimed[0]["subject_id"], **values)
                # a result counts, also where the points it no longer needs cannot be removed
                with suppress(OSError):
                    self.blobs.delete(checkpoint_key(claimed[0]["subject_id"]))


def _fit(connection: sa.Connection, row: Record) -> FitTask:
    shared = context(connection, row["organization_id"], row["config"], row["cell_specs"])
    return FitTask.of(shared, _ELEMENT, row["config"], {}, row["seed"])


def _design(connection: sa.Connection, row: Record, blobs: Blobs) -> DesignTask:
    return DesignTask(
        config=row["config"],
        model=engine_document(connection, row["organization_id"], row["config"]["parameterized_model_id"]),
        seed=row["seed"],
        storage=blobs.location,
        checkpoint_key=checkpoint_key(row["id"]),
    )


def checkpoint_key(identifier: str) -> str:
    """Return the storage key of the points an optimization has evaluated."""
    return f"optimizations/{identifier}/points.jsonl"
