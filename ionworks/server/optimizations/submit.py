"""Optimizations as jobs: a document is checked and stored with its job, and becomes a task when a worker is free.

Kind ``optimize`` runs `ionworks.server.design`; kind ``datafit`` runs one ``data_fit`` element of the fit engine.

Source: wire.md section 19, api-reference.md section 6, guides.md section 7.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from ionworks.server import errors
from ionworks.server.call import Call
from ionworks.server.optimizations.document import prepared_design
from ionworks.server.optimizations.fits import prepare_fit
from ionworks.server.optimizations.job import DATAFIT, KINDS, OPTIMIZATION, OPTIMIZE
from ionworks.server.pipelines.references import cell_specs_of
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
    kind = body.get("kind") or OPTIMIZE
    if kind not in KINDS:
        raise errors.unprocessable(f"found {kind!r}; allowed: {', '.join(KINDS)}", ("body", "kind"))
    config = prepared_design(call, body) if kind == OPTIMIZE else prepare_fit(call, body)
    identifier = new_id()
    seed = ((config.get("algorithm") or {}) if kind == OPTIMIZE else {}).get("seed")
    job = _job(call, identifier, body["project_id"])
    row = {
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
        "job_id": job["id"],
    }
    with call.store.write() as connection:
        connection.execute(sa.insert(schema.jobs), [job])
        call.records(optimizations, connection).insert(row)
    call.dispatcher.notify()
    return identifier


def resubmit(call: Call, row: Record) -> None:
    """Give a failed or canceled optimization a new job; points evaluated before are not evaluated again."""
    job = _job(call, row["id"], row["project_id"])
    with call.store.write() as connection:
        connection.execute(sa.insert(schema.jobs), [job])
        changes = {"job_id": job["id"], "run_count": row["run_count"] + 1}
        same_job = optimizations.c.job_id == row["job_id"]
        call.records(optimizations, connection).update(row["id"], changes, same_job)
    call.dispatcher.notify()


def _job(call: Call, identifier: str, project_id: str) -> Record:
    return jobs.new_job(
        call.caller.organization_id,
        OPTIMIZATION,
        subject_id=identifier,
        project_id=project_id,
        created_by=call.caller.user_id,
        created_by_email=call.caller.email,
    )
