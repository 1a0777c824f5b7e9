"""Fits of circuits to measurements and files, stored as jobs; circuits saved as models, and run on data.

Source: docs/contract/wire.md section 32; docs/contract/api-reference.md section 14.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final

import attrs
import sqlalchemy as sa

from ionworks.server.call import Call
from ionworks.server.circuit.source import EXAMPLES, Source
from ionworks.server.ground.errors import bad_request, not_found
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.cells.instances import rated_capacity
from ionworks.server.nouns.cells.specs import parameter_overrides
from ionworks.server.nouns.ecm import questions
from ionworks.server.nouns.ecm.job import ECM_JOB
from ionworks.server.nouns.ecm.task import EcmParams
from ionworks.server.nouns.measurements.records import measurement_tables
from ionworks.server.nouns.models import engine_document
from ionworks.server.queue import jobs
from ionworks.server.store import schema
from ionworks.server.store.records import Record

_CAPACITY: Final = "Cell capacity [A.h]"


def submit_measurements(call: Call, body: Mapping[str, Any]) -> Record:
    """Queue the fit of one circuit to measurements of one project.

    Raises
    ------
    ApiError
        404, 403: a measurement that the caller may not use; 409: it is still processed; 400: of two projects, without
        an initial state of charge, or options that cannot be.
    """
    given = body["measurements"]
    rows = [roles.writable(call, _measurement(call, one["id"]), "cell measurement") for one in given]
    if len({row["project_id"] for row in rows}) > 1:
        names = ", ".join(repr(row["name"]) for row in rows)
        raise bad_request(f"measurements {names} belong to different projects; a fit takes those of one")
    lacking = [row["name"] for one, row in zip(given, rows, strict=True) if one.get("initial_soc") is None]
    if len(rows) > 1 and lacking:
        raise bad_request(
            f"measurements: initial_soc is missing for {lacking[0]!r}; with {len(rows)} measurements each needs it"
        )
    options = body.get("ecm_options") or {}
    call.engine.check(questions.check_options, dict(options))
    sources = [measurement_source(call, row, one).to_json() for one, row in zip(given, rows, strict=True)]
    return _queue(call, sources, options, rows[0]["project_id"])


def submit_file(call: Call, filename: str, content: bytes, options: Mapping[str, Any], initial: float | None) -> Record:
    """Queue the fit of a circuit to a file; it is the caller's, of no project."""
    call.engine.check(questions.check_options, dict(options))
    key = store_upload(call, content)
    source = Source(label=filename, key=key, filename=filename, initial_soc=initial)
    return _queue(call, [source.to_json()], options, None, upload=key)


def store_upload(call: Call, content: bytes) -> str:
    """Store a file that is read once; return its storage key."""
    key = f"ecm/{call.caller.organization_id}/{uuid.uuid4().hex}"
    call.blobs.write(key, content)
    return key


def _queue(
    call: Call, sources: list[Any], options: Mapping[str, Any], project_id: str | None, upload: str | None = None
) -> Record:
    params = EcmParams(sources=sources, options=dict(options), upload=upload).to_json()
    caller = call.caller
    row = jobs.new_job(
        caller.organization_id,
        ECM_JOB,
        params=params,
        project_id=project_id,
        created_by=caller.user_id,
        created_by_email=caller.email,
    )
    with call.store.write() as connection:
        connection.execute(sa.insert(schema.jobs), [row])
    call.dispatcher.notify()
    return {"job_id": row["id"], "status": row["status"]}


def measurement_source(call: Call, row: Record, wanted: Mapping[str, Any]) -> Source:
    """Return the rows of a measurement with what a request says about them."""
    with call.store.read() as connection:
        tables = measurement_tables(connection, call.caller.organization_id, row["id"])
    names = ("start_step", "end_step", "initial_soc", "capacity")
    told = {name: wanted[name] for name in names if wanted.get(name) is not None}
    rated = rated_capacity(call, row["cell_instance_id"])
    return Source(label=f"measurement {row['name']!r}", key=tables["time_series"], rated=rated, **told)


def example_source(example_id: str) -> Source:
    """Return the rows of an example; ApiError 404."""
    if example_id not in EXAMPLES:
        raise not_found("ECM example", example_id)
    return Source(label=f"example {example_id!r}", example=example_id)


def validation(call: Call, body: Mapping[str, Any]) -> Record:
    """Run a circuit on a measurement or an example.

    Raises
    ------
    ApiError
        400: not exactly one source of data and one of a model; 404 and 403: records the caller may not read.
    """
    told = {name: value for name, value in body.items() if value is not None}
    _exactly_one(told, "measurement_id", "example_id")
    _exactly_one(told, "fit_results", "parameterized_model_id")
    if "measurement_id" in told:
        row = roles.readable(call, _measurement(call, told["measurement_id"]))
        source = measurement_source(call, row, told)
    else:
        steps = [name for name in ("start_step", "end_step") if name in told]
        if steps:
            raise bad_request(f"{steps[0]} is for measurements; {told['example_id']!r} is an example")
        source = attrs.evolve(
            example_source(told["example_id"]), initial_soc=told.get("initial_soc"), capacity=told.get("capacity")
        )
    stored = None
    if "parameterized_model_id" in told:
        table = schema.parameterized_models
        roles.readable(call, call.records(table).get(told["parameterized_model_id"]))
        with call.store.read() as connection:
            stored = engine_document(connection, call.caller.organization_id, told["parameterized_model_id"])
    found: Record = call.engine.ask(
        questions.run_circuit, call.blobs.location, source.to_json(), told.get("fit_results"), stored
    )
    return found


def _exactly_one(told: Mapping[str, Any], first: str, second: str) -> None:
    found = [name for name in (first, second) if name in told]
    if len(found) != 1:
        raise bad_request(f"found {' and '.join(found) or 'neither'}; allowed: exactly one of {first} and {second}")


def save(call: Call, body: Mapping[str, Any]) -> Record:
    """Save a circuit as a model and a parameterized model of a cell specification.

    Raises
    ------
    ApiError
        404, 403: the specification; 400: the circuit; 409 with ``existing_id``: the name is taken.
    """
    spec = roles.writable(call, call.records(schema.cell_specs).get(body["cell_spec_id"]), "cell specification")
    circuit = body["fit_results"]
    pairs = len(circuit.get("rc_pairs") or [])
    if body.get("num_rcs") not in (None, pairs):
        raise bad_request(f"num_rcs is {body['num_rcs']}, but fit_results has {pairs} rc_pairs")
    made = call.engine.ask(questions.model_parameters, circuit)
    overrides = parameter_overrides(spec, is_circuit=True)
    # the state of charge was counted with the capacity of the fit
    overrides.pop(_CAPACITY, None)
    labels = {"name": body["name"], "description": body.get("description") or None}
    with call.store.write() as connection:
        model = call.records(schema.models, connection).insert(
            {**labels, "project_id": spec["project_id"], "config": made["config"], "chemistry": "ecm"}
        )
        saved = call.records(schema.parameterized_models, connection).insert(
            {
                **labels,
                "project_id": spec["project_id"],
                "model_id": model["id"],
                "cell_spec_id": spec["id"],
                "parameters": {**made["parameters"], **overrides},
            }
        )
    return {"model_id": model["id"], "parameterized_model_id": saved["id"]}


def _measurement(call: Call, measurement_id: str) -> Record:
    return call.records(schema.cell_measurements).get(measurement_id)
