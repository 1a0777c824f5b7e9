"""Pipelines as jobs: stored at submission, one child job per element, parameters threaded from one to the next.

The parent job waits while its children run one after another (`store.jobs.advance`); a simple pipeline is a single
job that runs all its elements. Elements that completed are never run again: a restart goes on behind them.

Source: wire.md sections 17 and 18, pipeline-config.md sections 1 and 4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs
import sqlalchemy as sa

from ionworks.errors import ValidationError
from ionworks.references import find_local_references
from ionworks.serialize import screen
from ionworks.server import errors, questions
from ionworks.server.http.binding import Call
from ionworks.server.queue import jobs, states
from ionworks.server.store import bulk, schema
from ionworks.server.store.records import Record, new_id
from ionworks.server.store.schema_pipelines import pipeline_elements, pipelines, simple_pipelines

PIPELINE: Final = "pipeline"
ELEMENT: Final = "pipeline_element"
SIMPLE: Final = "simple_pipeline"
DATABASE_PREFIX: Final = "db:"
_REFERENCE_KEYS: Final = {
    "parameterized_model_id": "parameterized model",
    "pipeline_id": "pipeline",
    "cell_spec_id": "cell specification",
}


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
    answer = call.engine.ask(questions.prepare_pipeline, safe, simple)
    issues = answer["issues"]
    if issues and simple and all(issue["path"] == "element_type" and issue["allowed"] for issue in issues):
        # simulate-api.txt: an unrecognized element_type lets the job fail with the accepted values
        return Prepared(safe, [], "; ".join(_issue(issue, ())["msg"] for issue in issues))
    if issues:
        raise errors.invalid_shape([_issue(issue, place) for issue in issues])
    _check_references(call, answer["elements"])
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
    parent, children = _new_jobs(call, body["project_id"], pipeline_id, len(prepared.elements))
    record = {
        "id": pipeline_id,
        "project_id": body["project_id"],
        "job_id": parent["id"],
        "name": body.get("name") or f"Pipeline {pipeline_id[:8]}",
        "description": body.get("description"),
        "options": body.get("options") or {},
        "warnings": prepared.warnings,
    }
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
        call.records(pipelines, connection).insert(record)
        elements = call.records(pipeline_elements, connection)
        for row in rows:
            elements.insert(row)
    call.dispatcher.notify()
    return pipeline_id


def _new_jobs(call: Call, project_id: str, pipeline_id: str, count: int) -> tuple[Record, list[Record]]:
    """Job of a pipeline, and those of its elements (whose ids they bring): the first may start, the others wait."""
    times = iter(bulk.spaced_times(count + 1))

    def new_job(job_type: str, subject_id: str, status: str, parent_id: str | None = None) -> Record:
        return jobs.new_job(
            call.caller.organization_id,
            job_type,
            subject_id=subject_id,
            parent_id=parent_id,
            status=status,
            created_at=next(times),
            project_id=project_id,
            created_by=call.caller.user_id,
            created_by_email=call.caller.email,
        )

    parent = new_job(PIPELINE, pipeline_id, states.WAITING)
    statuses = [states.PENDING, *[states.WAITING] * (count - 1)][:count]
    return parent, [new_job(ELEMENT, new_id(), status, parent["id"]) for status in statuses]


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
        job = jobs.new_job(
            call.caller.organization_id,
            SIMPLE,
            subject_id=row["id"],
            project_id=body["project_id"],
            created_by=call.caller.user_id,
            created_by_email=call.caller.email,
            **_failed(prepared.refusal),
        )
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
        "error_code": "CONFIGURATION_ERROR",
        "finished_at": schema.now(),
    }


def _check_references(call: Call, elements: Mapping[str, Any]) -> None:
    """Raise 404 for a record that is named and does not exist in the caller's organization."""
    tables = {
        "parameterized_model_id": schema.parameterized_models,
        "pipeline_id": pipelines,
        "cell_spec_id": schema.cell_specs,
    }
    for key, value in _references(elements):
        table = schema.cell_measurements if key == DATABASE_PREFIX else tables[key]
        call.records(table).get(value)


def cell_specs_of(call: Call, config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cell specifications an entry takes values from, as they are now."""
    from ionworks.server.handlers.cell_spec import get_cell_spec

    named = {value for key, value in _references(config) if key == "cell_spec_id"}
    return {spec_id: get_cell_spec(call, spec_id) for spec_id in named}


def _references(node: Any) -> Iterator[tuple[str, str]]:
    """Yield what a config refers to: ``("db:", id)`` and ``("pipeline_id", id)`` and its kin."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key in _REFERENCE_KEYS and isinstance(value, str):
                yield key, value
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)
    elif isinstance(node, str) and node.startswith(DATABASE_PREFIX):
        yield DATABASE_PREFIX, node.removeprefix(DATABASE_PREFIX)


def progress_key(job_id: str) -> str:
    """Return the storage key of a job's progress."""
    return f"jobs/{job_id}/progress.json"


def metadata_key(job_id: str) -> str:
    """Return the storage key of a job's metadata."""
    return f"jobs/{job_id}/metadata.json.gz"


@attrs.frozen
class Context:
    """What elements of one pipeline may refer to, read from the database."""

    data: dict[str, Any]
    models: dict[str, Any]
    pipelines: dict[str, Any]


def context(connection: sa.Connection, organization: str, config: Any) -> Context:
    """Resolve everything a config refers to inside one organization."""
    found = Context({}, {}, {})
    for key, value in _references(config):
        if key == DATABASE_PREFIX:
            from ionworks.server.measurements.records import measurement_tables

            tables = measurement_tables(connection, organization, value)
            found.data[DATABASE_PREFIX + value] = tables
        elif key == "parameterized_model_id":
            found.models[value] = _model(connection, organization, value)
        elif key == "pipeline_id":
            found.pipelines[value] = parameters_of(connection, organization, value)
    return found


def _model(connection: sa.Connection, organization: str, model_id: str) -> dict[str, Any]:
    table, base = schema.parameterized_models, schema.models
    row = connection.execute(
        sa.select(base.c.config, table.c.parameters, table.c.parameter_set)
        .join(base, base.c.id == table.c.model_id)
        .where(table.c.id == model_id, table.c.organization_id == organization)
    ).one()
    return {"model": row.config, "parameters": row.parameters or {}, "parameter_set": row.parameter_set}


def parameters_of(connection: sa.Connection, organization: str, pipeline_id: str) -> dict[str, Any]:
    """Return the parameter values of a pipeline's completed elements, later ones over earlier ones."""
    table = pipeline_elements
    statement = (
        sa.select(table.c.parameters)
        .where(table.c.pipeline_id == pipeline_id, table.c.organization_id == organization)
        .order_by(table.c.element_order)
    )
    merged: dict[str, Any] = {}
    for parameters in connection.execute(statement).scalars():
        merged.update(parameters or {})
    return merged


def result_of(rows: Sequence[Record], submission_warnings: Sequence[str]) -> dict[str, Any]:
    """Return ``result`` and ``element_results`` of a pipeline's elements, in order."""
    parameters: dict[str, Any] = {}
    assumed: dict[str, Any] = {}
    warnings = list(submission_warnings)
    for row in rows:
        result = row["result"] or {}
        parameters.update(row["parameters"] or {})
        assumed.update(result.get("assumed_parameters") or {})
        warnings.extend(result.get("warnings") or ())
    total = {"parameter_values": parameters, "assumed_parameters": assumed, "warnings": warnings}
    return {
        "result": total,
        "element_results": {row["name"]: row["result"] for row in rows if row["result"] is not None},
    }
