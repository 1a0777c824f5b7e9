"""Optimizations as jobs: a document is checked and stored with its job, and becomes a task when a worker is free.

Kind ``optimize`` runs `ionworks.server.design`; kind ``datafit`` runs one ``data_fit`` element of the fit engine.

Source: wire.md section 19, api-reference.md section 6, guides.md section 7.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

import attrs
import sqlalchemy as sa

from ionworks import ucp
from ionworks.optimization.problem import Objective, OptimizationProblem
from ionworks.optimization.reading import OptimizationConfigError, read_problem
from ionworks.server import errors, questions
from ionworks.server.accounts import roles
from ionworks.server.handlers.protocol import readable_protocol
from ionworks.server.http.binding import Call
from ionworks.server.optimizations.fits import prepare_fit
from ionworks.server.pipelines import submit as pipelines
from ionworks.server.queue import jobs
from ionworks.server.store import schema
from ionworks.server.store.records import Record, new_id
from ionworks.server.store.schema_optimizations import optimizations

JOB_TYPE: Final = "optimize"
OPTIMIZE: Final = "optimize"
DATAFIT: Final = "datafit"
KINDS: Final = (OPTIMIZE, DATAFIT)
ELEMENT: Final = "fit"
"""Name of the one element of a fit."""


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
    config = _prepared_design(call, body) if kind == OPTIMIZE else prepare_fit(call, body)
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
        "cell_specs": pipelines.cell_specs_of(call, config) if kind == DATAFIT else {},
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
        JOB_TYPE,
        subject_id=identifier,
        project_id=project_id,
        created_by=call.caller.user_id,
        created_by_email=call.caller.email,
    )


def _prepared_design(call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document of a design optimization in canonical form, protocols filled in."""
    try:
        problem = read_problem(body)
    except OptimizationConfigError as error:
        raise refused(error) from error
    model = call.records(schema.parameterized_models).get(problem.parameterized_model_id)
    roles.readable(call, model)
    objectives = {name: _with_protocol(call, name, one) for name, one in problem.objectives.items()}
    problem = attrs.evolve(problem, objectives=objectives)
    _check_inputs(problem)
    with call.store.read() as connection:
        document = model_document(connection, call.caller.organization_id, model["id"])
    _check_names(call, problem, document)
    return problem.to_wire()


def refused(error: OptimizationConfigError) -> errors.ApiError:
    """422 with every finding."""
    return errors.invalid_shape(
        [{"loc": ["body", issue["path"]], "msg": issue["message"], "type": "value_error"} for issue in error.issues]
    )


def _with_protocol(call: Call, name: str, objective: Objective) -> Objective:
    """Return an objective with its protocol as an object, whatever it was given as."""
    if objective.protocol_id is not None:
        found = readable_protocol(call, objective.protocol_id)["protocol_config"]
        return attrs.evolve(objective, protocol=found, protocol_id=None)
    try:
        document = ucp.load(objective.protocol)
        ucp.parse(document)
    except ucp.ProtocolError as error:
        raise errors.unprocessable(str(error), ("body", f"objectives.{name}.protocol")) from error
    return attrs.evolve(objective, protocol=document)


def _check_inputs(problem: OptimizationProblem) -> None:
    """Bind every protocol with its inputs and the lower bounds of searched ones; each of these must be used."""
    searched = {item.name: item.lower for item in problem.parameters if item.kind != "design"}
    used: set[str] = set()
    for name, objective in problem.objectives.items():
        wanted = set(ucp.find_input_references(objective.protocol))
        used |= wanted
        inputs = {**objective.inputs, **{key: value for key, value in searched.items() if key in wanted}}
        try:
            ucp.bind(ucp.parse(objective.protocol), inputs)
        except ucp.ProtocolError as error:
            raise errors.unprocessable(str(error), ("body", f"objectives.{name}.inputs")) from error
    unused = sorted(searched.keys() - used)
    if unused:
        message = f"is no input of any protocol; allowed: {', '.join(sorted(used)) or 'none, there are no inputs'}"
        raise errors.unprocessable(message, ("body", f"parameters.{unused[0]}"))


def _check_names(call: Call, problem: OptimizationProblem, document: Mapping[str, Any]) -> None:
    """Ask a worker whether the model has these parameters and variables; left to the run while all are busy."""
    names = [item.name for item in problem.parameters if item.kind != "input"]
    names += [item.name for item in problem.linked]
    variables: set[str] = set()
    for objective in problem.objectives.values():
        names += objective.design_parameters
        variables = variables.union(*(metric.variables for metric in objective.metrics))
    try:
        call.engine.recall(questions.check_optimization, document, sorted(set(names)), sorted(variables))
    except errors.ApiError as error:
        if error.status != HTTPStatus.TOO_MANY_REQUESTS:
            raise


def model_document(connection: sa.Connection, organization: str, identifier: str) -> dict[str, Any]:
    """Return a stored parameterized model as the simulation engine takes it."""
    table, base = schema.parameterized_models, schema.models
    columns = [
        base.c.config,
        base.c.simulation_settings.label("base_settings"),
        *(table.c[name] for name in ("parameters", "parameter_set", "simulation_settings")),
    ]
    row = connection.execute(
        sa.select(*columns)
        .join(base, base.c.id == table.c.model_id)
        .where(table.c.id == identifier, table.c.organization_id == organization)
    ).one()
    settings = {**(row.base_settings or {}), **(row.simulation_settings or {})}
    return {
        "model": row.config,
        "parameters": row.parameters or {},
        "parameter_set": row.parameter_set,
        "simulation_settings": settings or None,
    }


def task_of(connection: sa.Connection, row: Record) -> dict[str, Any]:
    """Return what `ionworks.server.tasks.run_optimization` needs besides the files of the job."""
    organization = row["organization_id"]
    if row["kind"] == DATAFIT:
        found = attrs.asdict(pipelines.context(connection, organization, row["config"]))
        return {
            "kind": DATAFIT,
            "fields": {
                **found,
                "name": ELEMENT,
                "config": row["config"],
                "cell_specs": row["cell_specs"] or {},
                "options": {},
                "seed": row["seed"],
            },
        }
    return {
        "kind": OPTIMIZE,
        "fields": {
            "config": row["config"],
            "model": model_document(connection, organization, row["config"]["parameterized_model_id"]),
            "seed": row["seed"],
            "checkpoint_key": checkpoint_key(row["id"]),
        },
    }


def checkpoint_key(identifier: str) -> str:
    """Return the storage key of the points an optimization has evaluated."""
    return f"optimizations/{identifier}/points.jsonl"
