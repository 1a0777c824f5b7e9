"""Pipelines as jobs: stored at submission, one child job per element, parameters threaded from one to the next.

The parent job waits while its children run one after another (`store.jobs.advance`); a simple pipeline is a single
job that runs all its elements. Elements that completed are never run again: a restart goes on behind them.

Source: docs/contract/wire.md sections 17 and 18; docs/contract/pipeline-config.md sections 1 and 4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import sqlalchemy as sa

from ionworks.errors import ValidationError
from ionworks.references import find_local_references
from ionworks.serialize import screen
from ionworks.server.call import Call
from ionworks.server.ground import errors
from ionworks.server.nouns import checks
from ionworks.server.nouns.pipelines.job import ELEMENT_JOB, PIPELINE_JOB, SIMPLE_JOB
from ionworks.server.nouns.pipelines.references import cell_specs_of, check_references
from ionworks.server.queue import jobs, states
from ionworks.server.store import bulk, schema
from ionworks.server.store.records import Record, new_id
from ionworks.server.store.schema_pipelines import pipeline_elements, pipelines, simple_pipelines


@attrs.frozen
class Prepared:
    """Elements of a request, checked as deeply as can be before they run."""

    elements: dict[str, Any]
    """Canonical configs by name, in the order they run."""
    warnings: list[str]
    """What was read leniently."""
    refusal: str | None = None
    """Why the job fails at once; only an unknown ``element_type`` of a simple pipeline does."""


def prepare(call: Call, elements: Mapping[str, Any], place: Sequence[str], *, simple: bool = False) -> Prepared:
    """Return the elements of a request in canonical form.

    Raises
    ------
    ApiError
        422 naming element, path and allowed values; 404 for a record the caller does not have.
    """
    try:
        safe = screen(elements, "elements")
    except ValidationError as error:
        raise errors.unprocessable(error.message, place) from error
    for reference in find_local_references(safe, "elements"):
        message = f"{reference}: files are read by the client; send their content or a db: reference"
        raise errors.unprocessable(message, place)
    answer = call.engine.ask(checks.prepare_pipeline, safe, simple)
    issues = answer["issues"]
    if issues and simple and all(issue["path"] == "element_type" and issue["allowed"] for issue in issues):
        # tests/documents/simulate-api.txt: an unrecognized element_type lets the job fail with the accepted values
        return Prepared(safe, [], "; ".join(_issue(issue, ())["msg"] for issue in issues))
    if issues:
        raise errors.invalid_shape([_issue(issue, place) for issue in issues])
    check_references(call, answer["elements"])
    return Prepared(answer["elements"], answer["warnings"])


def _issue(issue: Mapping[str, Any], place: Sequence[str]) -> dict[str, Any]:
    loc = [*place, *filter(None, (issue["element"], issue["path"]))]
    message: str = issue["message"]
    unsaid = [str(value) for value in issue.get("allowed") or () if str(value) not in message]
    allowed = f"; allowed: {', '.join(unsaid)}" if unsaid else ""
    return {"loc": loc, "msg": message + allowed, "type": "value_error"}


def submit(call: Call, body: Mapping[str, Any]) -> str:
    """Store a pipeline with its elements and jobs, and start it; return its id."""
    prepared = prepare(call, body["elements"], ("body", "elements"))
    pipeline_id = new_id()
    record = call.records(pipelines).complete(
        {
            "id": pipeline_id,
            "project_id": body["project_id"],
            "name": body.get("name") or f"Pipeline {pipeline_id[:8]}",
            "description": body.get("description"),
            "options": body.get("options") or {},
            "warnings": prepared.warnings,
        }
    )
    parent, children = _new_jobs(record, len(prepared.elements))
    rows = [
        {
            "id": child["subject_id"],
            "pipeline_id": pipeline_id,
            "job_id": child["id"],
            "name": name,
            "element_order": position,
            "element_type": config["element_type"],
            "config": config,
            "cell_specs": cell_specs_of(call, config),
        }
        for position, (child, (name, config)) in enumerate(zip(children, prepared.elements.items(), strict=True), 1)
    ]
    with call.store.write() as connection:
        connection.execute(sa.insert(schema.jobs), [parent, *children])
        call.records(pipelines, connection).insert({**record, "job_id": parent["id"]})
        elements = call.records(pipeline_elements, connection)
        for row in rows:
            elements.insert(row)
    call.dispatcher.notify()
    return pipeline_id


def _new_jobs(pipeline: Record, count: int) -> tuple[Record, list[Record]]:
    """Job of a pipeline, and those of its elements (whose ids they bring): the first may start, the others wait."""
    times = iter(bulk.spaced_times(count + 1))
    parent = jobs.job_for(pipeline, PIPELINE_JOB, status=states.WAITING, created_at=next(times))
    statuses = [states.PENDING, *[states.WAITING] * (count - 1)][:count]
    child = {"parent_id": parent["id"]}
    return parent, [
        jobs.job_for(pipeline, ELEMENT_JOB, **child, subject_id=new_id(), status=status, created_at=next(times))
        for status in statuses
    ]


def submit_simple(call: Call, body: Mapping[str, Any]) -> str:
    """Store a simple pipeline with its job, and start it; return its id."""
    place = ("body", "config", "elements")
    config = body["config"]
    prepared = prepare(call, config.get("elements") or {}, place, simple=True)
    with call.store.write() as connection:
        records = call.records(simple_pipelines, connection)
        row = records.complete(
            {
                "project_id": body["project_id"],
                "name": body.get("name"),
                "description": body.get("description"),
                "options": body.get("options") or {},
                "config": {**config, "elements": prepared.elements},
                "cell_specs": {} if prepared.refusal else cell_specs_of(call, prepared.elements),
                "warnings": prepared.warnings,
            }
        )
        job = jobs.job_for(row, SIMPLE_JOB, **_failed(prepared.refusal))
        connection.execute(sa.insert(schema.jobs), [job])
        records.insert({**row, "job_id": job["id"]})
    call.dispatcher.notify()
    return str(row["id"])


def _failed(refusal: str | None) -> dict[str, Any]:
    """Columns of a job that fails before it starts."""
    if refusal is None:
        return {}
    return {
        "status": states.FAILED,
        "error": f"ValueError: {refusal}",
        "error_code": errors.CONFIGURATION_ERROR,
        "finished_at": schema.now(),
    }
