"""Optimizations as jobs: a document is checked and stored with its job, and becomes a task when a worker is free.

Kind ``optimize`` runs `ionworks.server.design`; kind ``datafit`` runs one ``data_fit`` element of the fit engine.

Source: docs/contract/wire.md section 19; docs/contract/api-reference.md section 6; docs/contract/guides.md section 7.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.ground import errors
from ionworks.server.nouns.optimizations.document import prepared_design
from ionworks.server.nouns.optimizations.fits import prepare_fit
from ionworks.server.nouns.optimizations.job import OPTIMIZATION_JOB
from ionworks.server.nouns.optimizations.kinds import DATAFIT, DESIGN, KINDS
from ionworks.server.nouns.pipelines.references import cell_specs_of
from ionworks.server.queue import jobs
from ionworks.server.store import schema
from ionworks.server.store.records import Record, new_id
from ionworks.server.store.schema_optimizations import optimizations


def submit(call: Call, body: Mapping[str, Any]) -> str:
    """Store an optimization with its job, and start it; return its id.

    Raises
    ------
    ApiError
        422 with every finding and its path; 404 for an unknown model or protocol; 400 for parameters or variables
        the model does not have. Nothing is stored then.
    """
    kind = body.get("kind") or DESIGN
    if kind not in KINDS:
        raise errors.unprocessable(f"found {kind!r}; allowed: {', '.join(KINDS)}", ("body", "kind"))
    config = prepared_design(call, body) if kind == DESIGN else prepare_fit(call, body)
    identifier = new_id()
    seed = ((config.get("algorithm") or {}) if kind == DESIGN else {}).get("seed")
    values = {
        "id": identifier,
        "project_id": body["project_id"],
        "name": body.get("name") or f"Optimization {identifier[:8]}",
        "description": body.get("description"),
        "kind": kind,
        "config": config,
        "cell_specs": cell_specs_of(call, config) if kind == DATAFIT else {},
        "seed": secrets.randbelow(2**32) if seed is None else seed,
        "run_count": 1,
        "optimization_template_id": body.get("optimization_template_id"),
        "parameterized_model_id": body.get("parameterized_model_id"),
    }
    with call.store.write() as connection:
        records = call.records(optimizations, connection)
        row = records.complete(values)
        job = jobs.job_for(row, OPTIMIZATION_JOB)
        connection.execute(sa.insert(schema.jobs), [job])
        records.insert({**row, "job_id": job["id"]})
    call.dispatcher.notify()
    return identifier


def resubmit(call: Call, row: Record) -> None:
    """Give a failed or canceled optimization a new job; points evaluated before are not evaluated again."""
    with call.store.write() as connection:
        records = call.records(optimizations, connection)
        # the job belongs to who asks for it, not to who made the optimization
        mine = records.complete({"id": row["id"], "project_id": row["project_id"]})
        job = jobs.job_for(mine, OPTIMIZATION_JOB)
        connection.execute(sa.insert(schema.jobs), [job])
        changes = {"job_id": job["id"], "run_count": row["run_count"] + 1}
        records.update(row["id"], changes, optimizations.c.job_id == row["job_id"])
    call.dispatcher.notify()
