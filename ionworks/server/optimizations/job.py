"""Optimizations as jobs."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

import attrs
import sqlalchemy as sa

from ionworks.server.files.blobs import Blobs
from ionworks.server.job_metadata import files_of
from ionworks.server.models import engine_document
from ionworks.server.optimizations.kinds import DATAFIT, DESIGN
from ionworks.server.optimizations.task import run_optimization
from ionworks.server.pipelines.references import context
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
        return {**files_of(self.blobs, job["id"]), **task_of(connection, row)}

    def record(self, connection: sa.Connection, claimed: Sequence[Record], results: Sequence[Result]) -> None:
        """Write result and metrics into the optimization."""
        for result in results:
            if result["status"] == states.COMPLETED:
                values = {"result": result["optimization_result"], "metrics": result["metrics"]}
                change_row(connection, optimization_table, claimed[0]["subject_id"], **values)
                # a result counts, also where the points it no longer needs cannot be removed
                with suppress(OSError):
                    self.blobs.delete(checkpoint_key(claimed[0]["subject_id"]))


def task_of(connection: sa.Connection, row: Record) -> dict[str, Any]:
    """Return what `ionworks.server.optimizations.task.run_optimization` needs besides the files of the job."""
    organization = row["organization_id"]
    if row["kind"] == DATAFIT:
        found = attrs.asdict(context(connection, organization, row["config"]))
        return {
            "kind": DATAFIT,
            "fields": {
                **found,
                "name": _ELEMENT,
                "config": row["config"],
                "cell_specs": row["cell_specs"] or {},
                "options": {},
                "seed": row["seed"],
            },
        }
    return {
        "kind": DESIGN,
        "fields": {
            "config": row["config"],
            "model": engine_document(connection, organization, row["config"]["parameterized_model_id"]),
            "seed": row["seed"],
            "checkpoint_key": checkpoint_key(row["id"]),
        },
    }


def checkpoint_key(identifier: str) -> str:
    """Return the storage key of the points an optimization has evaluated."""
    return f"optimizations/{identifier}/points.jsonl"
