"""From the body of a batch to rows of simulations and jobs.

A batch is one model, one protocol and many runs; a run is a set of inputs and a set of design parameters. Runs that
were submitted before, with everything that decides their result equal, are returned and not solved again.

Source: docs/contract/wire.md sections 16 and 43 (idempotent creates); tests/documents/simulate-api.txt "Batch
simulations with design of experiments".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

import attrs
import sqlalchemy as sa

from ionworks import doe, ucp
from ionworks.errors import ValidationError
from ionworks.serialize import screen
from ionworks.server.call import Call
from ionworks.server.engine.task import MAX_BACKWARD_JUMPS
from ionworks.server.ground import errors
from ionworks.server.nouns import studies
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.models import engine_document, merged_settings
from ionworks.server.nouns.protocols import bound, readable_protocol
from ionworks.server.nouns.simulations.admission import check_names, check_profiles, check_room
from ionworks.server.nouns.simulations.job import SIMULATION_JOB
from ionworks.server.queue import jobs, states
from ionworks.server.store import bulk, schema
from ionworks.server.store.database import lock_row
from ionworks.server.store.records import Record, new_ids

MAX_RUNS: Final = 1_000_000
_LOOKUP: Final = 500
_canonical: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


@attrs.frozen(kw_only=True)
class Model:
    """What a batch simulates."""

    document: dict[str, Any]
    """``model``, ``parameters`` and ``simulation_settings`` as the engine takes them."""
    parameterized_model_id: str | None
    project_id: str | None


@attrs.frozen
class Runs:
    """The runs of a batch, without a dictionary for each until it is asked for."""

    inputs: Mapping[str, Any]
    """Inputs shared by all runs of a design."""
    design: doe.Design | None
    conditions: Sequence[Mapping[str, Any]]
    """Explicit runs, used instead of the design when there are any."""

    def __len__(self) -> int:
        if self.conditions:
            return len(self.conditions)
        return 1 if self.design is None else len(self.design)

    def __iter__(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Yield inputs and design parameters of each run, in order."""
        if self.conditions:
            for condition in self.conditions:
                own = condition.get("experiment_parameters") or {}
                yield {**self.inputs, **own}, dict(condition.get("design_parameters") or {})
        elif self.design is None:
            yield dict(self.inputs), {}
        else:
            for row in self.design.rows():
                yield dict(self.inputs), row

    def representative_designs(self) -> list[dict[str, Any]]:
        """Return designs that stand for all when names and ranges are checked: the ends of each column."""
        if self.conditions:
            return [dict(condition.get("design_parameters") or {}) for condition in self.conditions]
        if self.design is None or not len(self.design):
            return []
        low, high = self.design.values.min(axis=0), self.design.values.max(axis=0)
        return [
            {name: float(column[index])}
            for index, name in enumerate(self.design.names)
            for column in ((low,) if low[index] == high[index] else (low, high))
        ]


def submit(call: Call, body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Store the runs of a batch and wake the dispatcher.

    Parameters
    ----------
    call : Call
    body : mapping
        Body of ``create_simulations``.

    Returns
    -------
    list of dict
        ``simulation_id``, ``job_id`` and ``already_existed`` of each run, in the order of the design.

    Raises
    ------
    ApiError
        404 for an unknown model, protocol, project or study; 422 for inputs or a design that do not fit; 400 for
        parameters or variables the model does not have; 429 when the queue is full. Nothing is stored then.
    """
    template = readable_protocol(call, body["experiment_template_id"])
    model = _model(call, body)
    project_id = body.get("project_id") or template["project_id"] or model.project_id
    if project_id is not None:
        roles.writable_project(call, project_id)
    runs = _runs(body)
    check_room(call, len(runs))
    _check_inputs(template["protocol_config"], runs)
    extra_variables = list(dict.fromkeys(body.get("extra_variables") or ()))
    names = (extra_variables, ucp.parse(template["protocol_config"]).model_variables)
    check_names(call, model.document, runs.representative_designs(), *names)
    check_profiles(call, model.document, extra_variables, len(runs))
    shared = {
        **model.document,
        "protocol": template["protocol_config"],
        "extra_variables": extra_variables,
        "max_backward_jumps": body.get("max_backward_jumps", MAX_BACKWARD_JUMPS),
    }
    study_id = _study(call, body, project_id)
    answers = _store(call, shared, runs, template=template, model=model, project_id=project_id)
    if study_id is not None:
        studies.assign_simulations(call, study_id, [answer["simulation_id"] for answer in answers])
    call.dispatcher.notify()
    return answers


def _model(call: Call, body: Mapping[str, Any]) -> Model:
    """The model a request names, quotes or asks to be made."""
    asked = body["parameterized_model"]
    if isinstance(asked, str):
        row = roles.readable(call, call.records(schema.parameterized_models).get(asked))
        with call.store.read() as connection:
            stored = engine_document(connection, row["organization_id"], row["id"])
        return Model(document=stored, parameterized_model_id=row["id"], project_id=row["project_id"])
    if "quick_model" in asked:
        if body.get("project_id") is None:
            raise errors.unprocessable("a quick model needs a project_id", ("body", "project_id"), "missing")
        quick = {key: value for key, value in asked["quick_model"].items() if key != "cell_spec_id"}
        return Model(document={"quick_model": quick}, parameterized_model_id=None, project_id=body["project_id"])
    row = roles.readable(call, call.records(schema.models).get(asked["model_id"]))
    document = {
        "model_id": row["id"],
        "model": row["config"],
        "parameters": _screened(asked["parameters"]),
        "simulation_settings": merged_settings(row, asked),
    }
    return Model(document=document, parameterized_model_id=None, project_id=row["project_id"])


def _screened(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters of a request, safe to be read by PyBaMM, or raise 422."""
    try:
        safe: dict[str, Any] = screen(parameters, "parameters")
    except ValidationError as error:
        raise errors.unprocessable(error.message, ("body", "parameterized_model", "parameters")) from error
    return safe


def _runs(body: Mapping[str, Any]) -> Runs:
    sets = body["experiment_parameter_sets"]
    conditions = body.get("conditions")
    design = body.get("design_parameters_doe")
    if conditions is not None and design is not None:
        message = "conditions and design_parameters_doe exclude each other"
        raise errors.unprocessable(message, ("body", "conditions"))
    if conditions is not None and not conditions:
        raise errors.unprocessable("needs at least one run", ("body", "conditions"))
    try:
        if design is not None and doe.expected_count(design) > MAX_RUNS:
            message = f"asks for {doe.expected_count(design)} runs; allowed are {MAX_RUNS} in one batch"
            raise errors.unprocessable(message, ("body", "design_parameters_doe"))
        expanded = None if design is None else doe.expand(design)
    except ValidationError as error:
        raise errors.unprocessable(error.message, ("body", "design_parameters_doe")) from error
    return Runs(inputs=sets[0] if sets else {}, design=expanded, conditions=conditions or ())


def _check_inputs(protocol: Mapping[str, Any], runs: Runs) -> None:
    """Bind the protocol once for each distinct set of inputs."""
    if not runs.conditions:
        bound(protocol, runs.inputs, ("body", "experiment_parameter_sets", 0))
        return
    seen: set[str] = set()
    for position, (inputs, _) in enumerate(runs):
        text = json.dumps(inputs, sort_keys=True)
        if text not in seen:
            bound(protocol, inputs, ("body", "conditions", position, "experiment_parameters"))
            seen.add(text)


def _study(call: Call, body: Mapping[str, Any], project_id: str | None) -> str | None:
    study_id: str | None = body.get("study_id")
    if study_id is None:
        return None
    where = () if project_id is None else (schema.studies.c.project_id == project_id,)
    call.records(schema.studies).get(study_id, *where)
    return study_id


def _store(
    call: Call,
    shared: Mapping[str, Any],
    runs: Runs,
    *,
    template: Record,
    model: Model,
    project_id: str | None,
) -> list[dict[str, Any]]:
    """Write what is new, and return one answer per run."""
    organization = call.caller.organization_id
    with call.store.write() as connection:
        group_key, is_new = jobs.save_group(connection, organization, shared)
        batch = call.records(schema.simulation_batches, connection).insert(
            {
                "project_id": project_id,
                "protocol_id": template["id"],
                "parameterized_model_id": model.parameterized_model_id,
                "group_key": group_key,
                "run_count": len(runs),
            }
        )
    common = call.records(schema.simulations).complete(
        {
            "project_id": project_id,
            "batch_id": batch["id"],
            "parameterized_model_id": model.parameterized_model_id,
            "protocol_id": template["id"],
            "name": template["name"],
        }
    )
    templates = _templates(common, group_key)
    answers: list[dict[str, Any]] = []
    times = iter(bulk.spaced_times(len(runs)))
    known: dict[str, tuple[str, str]] = {}
    for chunk in _chunks(runs, bulk.INSERT_CHUNK):
        hashed = [_Run(_digest(group_key, inputs, design), next(times), inputs, design) for inputs, design in chunk]
        try:
            added = _store_chunk(call, templates, hashed, known, looks=not is_new)
        except sa.exc.IntegrityError:
            # nobody has equal runs when the group begins; by now another request of the same batch has
            is_new = False
            added = _store_chunk(call, templates, hashed, known, looks=True)
        for run in hashed:
            simulation_id, job_id = known[run.digest]
            existed = run.digest not in added
            added.discard(run.digest)
            answers.append({"simulation_id": simulation_id, "job_id": job_id, "already_existed": existed})
    return answers


@attrs.frozen
class _Run:
    """One run of a chunk."""

    digest: str
    moment: str
    inputs: dict[str, Any]
    design: dict[str, Any]


def _store_chunk(
    call: Call, templates: _Templates, runs: Sequence[_Run], known: dict[str, tuple[str, str]], *, looks: bool
) -> set[str]:
    """Write the runs that are not `known` yet, in one transaction; return their digests and add all runs to `known`.

    Equal runs of other requests wait for each other at their group; the unique index of digests is the judge.
    """
    new: dict[str, tuple[str, str]] = {}
    new_jobs, new_runs = [], []
    ids = new_ids(2 * len(runs))
    project_id = templates.simulation["project_id"]
    with call.store.write() as connection:
        lock_row(connection, schema.job_groups.c.group_key, templates.job["group_key"])
        if looks:
            wanted = [run.digest for run in runs if run.digest not in known]
            known.update(_existing(connection, call.caller.organization_id, project_id, wanted))
        for run in runs:
            if run.digest not in known and run.digest not in new:
                new[run.digest] = next(ids), next(ids)
                job, row = templates.rows(new[run.digest], run.moment, run.digest, run.inputs, run.design)
                new_jobs.append(job)
                new_runs.append(row)
        bulk.insert_many(connection, schema.jobs, new_jobs)
        bulk.insert_many(connection, schema.simulations, new_runs)
    known.update(new)
    return set(new)


def _chunks(runs: Runs, size: int) -> Iterator[list[tuple[dict[str, Any], dict[str, Any]]]]:
    iterator = iter(runs)
    while chunk := list(islice(iterator, size)):
        yield chunk


def _digest(group_key: str, inputs: Mapping[str, Any], design: Mapping[str, Any]) -> str:
    """Identity of a run: everything that decides its result."""
    return hashlib.sha256(_canonical([group_key, inputs, design]).encode()).hexdigest()


def _existing(
    connection: sa.Connection, organization_id: str, project_id: str | None, digests: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """Simulations of the project that did not fail, by digest: (simulation id, job id); failed ones give up theirs.

    Never of another project: its members may not be ours, and its end would take the results along.
    """
    table, job = schema.simulations, schema.jobs
    found: dict[str, tuple[str, str]] = {}
    failed: list[str] = []
    for start in range(0, len(digests), _LOOKUP):
        statement = (
            sa.select(table.c.content_hash, table.c.id, table.c.job_id, job.c.status)
            .outerjoin(job, job.c.id == table.c.job_id)
            .where(
                table.c.organization_id == organization_id,
                table.c.project_id == project_id,
                table.c.content_hash.in_(digests[start : start + _LOOKUP]),
            )
        )
        for digest, run, job_id, status in connection.execute(statement):
            if status in {None, states.FAILED, states.CANCELED}:
                failed.append(run)
            else:
                found[digest] = run, job_id
    for start in range(0, len(failed), _LOOKUP):
        given_up = table.c.id.in_(failed[start : start + _LOOKUP])
        connection.execute(sa.update(table).where(given_up).values(content_hash=None))
    return found


@attrs.frozen
class _Templates:
    """Rows of a job and a simulation without what differs from run to run."""

    job: Record
    simulation: Record

    def rows(
        self, ids: tuple[str, str], moment: str, digest: str, inputs: dict[str, Any], design: dict[str, Any]
    ) -> tuple[Record, Record]:
        """Return the rows of one new run; `ids` are those of simulation and job."""
        simulation_id, job_id = ids
        job = {
            **self.job,
            "id": job_id,
            "subject_id": simulation_id,
            "created_at": moment,
            "updated_at": moment,
        }
        simulation = {
            **self.simulation,
            "id": simulation_id,
            "job_id": job_id,
            "experiment_parameters": inputs,
            "design_parameters": design,
            "content_hash": digest,
            "created_at": moment,
            "updated_at": moment,
        }
        return job, simulation


def _templates(common: Record, group_key: str) -> _Templates:
    return _Templates(jobs.job_for(common, SIMULATION_JOB, group_key=group_key), common)
