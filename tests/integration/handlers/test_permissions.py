"""All operations in all roles, on real records: who lacks a role sees nothing, changes nothing, and is told so.

The expectation is the table of `ionworks.server.nouns.accounts.permissions`; the records are made anew for every change.
"""

import io
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import attrs
import polars as pl
import pytest
import sqlalchemy as sa

from ionworks.server.nouns.accounts import permissions
from ionworks.server.nouns.accounts import keys as security
from ionworks.server.nouns.accounts.permissions import NEEDS, Need
from ionworks.server.http import binding
from ionworks.server.store import schema
from ionworks.server.store.schema_knowledge import (
    analyses,
    material_property_datasets,
    measurement_raw_data,
    model_builders,
    raw_data,
)
from ionworks.server.store.schema_lab import (
    cell_batches,
    channels,
    cyclers,
    incidents,
    planned_measurements,
    sites,
)
from ionworks.server.store.schema_measurements import measurement_uploads
from ionworks.server.store.schema_optimizations import optimization_templates, optimizations
from ionworks.server.store.schema_pipelines import pipeline_elements, pipelines, simple_pipelines
from tests.contract.specification import operations, resolve
from tests.integration.handlers.conftest import ADMIN, MEMBER, STRANGER, VIEWER, Api, role_id

pytestmark = [pytest.mark.local_only]

CONTRIBUTOR, PROJECT_ADMIN = "contributor-key-0123456789", "project-admin-key-0123456789"
ROLES = {VIEWER: "Project Viewer", CONTRIBUTOR: "Project Contributor", PROJECT_ADMIN: "Project Admin"}
ALLOWED = {
    Need.MEMBER: {MEMBER, VIEWER, CONTRIBUTOR, PROJECT_ADMIN, ADMIN, STRANGER},
    Need.READ: {VIEWER, CONTRIBUTOR, PROJECT_ADMIN, ADMIN},
    Need.WRITE: {CONTRIBUTOR, PROJECT_ADMIN, ADMIN},
    Need.ADMIN: {PROJECT_ADMIN, ADMIN},
    Need.ORGANIZATION_ADMIN: {ADMIN},
}
EVERYBODY = (MEMBER, VIEWER, CONTRIBUTOR, PROJECT_ADMIN, ADMIN, STRANGER)
REFUSED = {
    # these refuse everybody, or have no files, series, complete bodies or announcements here
    "create_job": 410,
    "add_custom_variable": 409,
    "confirm_measurement_upload": 400,
    "confirm_measurement_extend": 404,
    "upload_custom_model": 400,
    "serialize_ionworks_model": 404,
    "download_measurement_file": 400,
    "list_measurement_files": 400,
    **dict.fromkeys(("get_measurement_series", "get_simulation_series", "download_simulation_profile"), 404),
    "get_material_property_data": 404,
    **dict.fromkeys(("get_job_metadata", "get_job_series", "get_datafit_plot_data", "get_validation_plot_data"), 404),
    # a file of nothing; the measurement has no file
    "detect_ecm_file": 400,
    # a proposal of another day
    "apply_schedule": 409,
    **dict.fromkeys(("get_cell_measurement_steps", "get_measurement_cycles", "get_measurement_steps_and_cycles"), 404),
}
SCOPES = {"list_analyses": "measurement_id"}
"""Queries that need one of several parameters: the one that is given."""
OF_TABLES = {"create_analysis", "create_material_property_dataset", "update_material_property_file"}
"""Operations whose file is a table."""
_sink = io.BytesIO()
pl.DataFrame({"a": [1.0]}).write_parquet(_sink)
TABLE = _sink.getvalue()
PROTOCOL = {
    "global": {"initial_soc": 1, "temperature": 25},
    "steps": [
        {"direction": "Discharge", "mode": "C-rate", "value": 1, "ends": [{"variable": "Voltage [V]", "value": 3}]}
    ],
}


@attrs.frozen
class World:
    """A project with a record of every kind, all named with one word that must not leak."""

    secret: str
    ids: dict[str, str]


@pytest.fixture(scope="module")
def people(api: Api) -> Api:
    _add_contributors(api)
    return api


def _add_contributors(api: Api) -> None:
    for key in (CONTRIBUTOR, PROJECT_ADMIN):
        api.users[key] = api.insert(schema.users, email=f"{key}@example.com")
        given = {"organization_id": api.home.organization_id, "user_id": api.users[key]}
        api.insert(schema.memberships, **given, role="Member", is_active=True)
        row = security.key_row(key, **given, name="test")
        with api.store.write() as connection:
            connection.execute(sa.insert(schema.api_keys), row)


def _world(api: Api) -> World:
    secret = f"secret-{uuid.uuid4().hex}"
    user = api.users[ADMIN]
    owner = {"organization_id": api.home.organization_id, "created_by": user}
    moment = schema.now()
    ids: dict[str, str] = {"organization_id": api.home.organization_id}
    viewer = role_id(api, "Project Viewer")
    with api.store.write() as connection:

        def add(called: str, table: sa.Table, **values: Any) -> str:
            times = {"created_at": moment, "updated_at": moment}
            given = {"id": str(uuid.uuid4()), **owner, **times, "project_id": ids.get("project_id"), "name": secret}
            row = {key: value for key, value in {**given, **values}.items() if key in table.c}
            connection.execute(sa.insert(table), row)
            ids[called] = row.get("id", "")
            return ids[called]

        def job(kind: str, **values: Any) -> str:
            return add(
                "job_id",
                schema.jobs,
                **{"job_type": kind, "status": "pending", "priority": 5, "error": secret, **values},
            )

        add("project_id", schema.projects)
        guest = add("user_id", schema.users, email=f"{uuid.uuid4().hex}@example.com", name="Guest")
        add("membership", schema.memberships, user_id=guest, role="Member", is_active=True, invite_pending=True)
        add("member guest", schema.project_members, user_id=guest, project_role_id=viewer)
        for key, role in ROLES.items():
            add(f"member {key}", schema.project_members, user_id=api.users[key], project_role_id=role_id(api, role))
        model = add("model_id", schema.models, config={"type": "SPM"}, is_custom_model=False, chemistry="lithium_ion")
        spec = add("cell_spec_id", schema.cell_specs)
        material = add("material_id", schema.materials)
        add("component", schema.cell_components, cell_spec_id=spec, material_id=material, component_type="anode")
        columns = [{"name": "a", "unit": "", "source_column_index": 0}]
        stored = {"storage_folder": secret, "version_folder": f"datasets/{secret}"}
        add("dataset_id", material_property_datasets, material_id=material, data_version=1, columns=columns, **stored)
        cell = add("cell_instance_id", schema.cell_instances, cell_spec_id=spec)
        shared = {"cell_spec_id": spec, "model_id": model, "parameter_set": "Chen2020"}
        parameterized = add("parameterized_model_id", schema.parameterized_models, **shared)
        ids["parameterized_model"] = parameterized
        recipe = {"elements": {"known": {"element_type": "entry", "values": {}}}}
        add("model_builder_id", model_builders, model_id=model, config=recipe)
        add("study_id", schema.studies)
        add("cell_batch_id", cell_batches, cell_spec_id=spec, name_key=secret)
        add("site_id", sites, name=f"Hall {uuid.uuid4()}")  # shared by the organization
        cycler = add("cycler_id", cyclers, site_id=ids["site_id"])
        add("channel_id", channels, cycler_id=cycler, out_of_commission=False)
        add("incident", incidents, channel_id=ids["channel_id"], started_at=moment, is_estimated=False)
        add("planned_measurement_id", planned_measurements, status="requested", estimated_duration_seconds=60.0)
        protocol = add(
            "experiment_template_id",
            schema.protocols,
            protocol_config=PROTOCOL,
            parameters_schema={},
            content_hash=secret[:64],
            source_protocol=secret,
        )
        ids |= {"protocol_id": ids["experiment_template_id"], "cell_specification_id": spec}
        data = {"time_series": f"measurements/{secret}/series", "steps": f"measurements/{secret}/steps"}
        kind = {"cell_instance_id": cell, "measurement_type": "time_series", "step_labels_validated": False}
        measurement = add("measurement_id", schema.cell_measurements, **kind, data_files=data)
        add("upload", measurement_uploads, cell_instance_id=cell, kind="file", filenames=["a.txt"])
        stored = {"storage_folder": secret, "storage_key": f"{secret}/0", "source": secret}
        add("raw_data_id", raw_data, filename=secret, content_type="a/b", size_bytes=1, metadata={}, **stored)
        add("attachment", measurement_raw_data, measurement_id=measurement, raw_data_id=ids["raw_data_id"])
        table = {"columns": [{"name": "a", "unit": ""}], "plots": [], "metadata": {}, "storage_folder": secret}
        add("analysis_id", analyses, measurement_id=measurement, analysis_type="x", **table)
        batch = add("batch", schema.simulation_batches, protocol_id=protocol, group_key=secret[:64], run_count=1)
        add(
            "simulation_id",
            schema.simulations,
            batch_id=batch,
            job_id=job("simulate"),
            is_partial=False,
            parameterized_model_id=parameterized,
            protocol_id=protocol,
            storage_folder=secret,
            time_series_offset=0,
            time_series_rows=1,
            steps_offset=0,
            steps_rows=1,
        )
        simulation = ids["simulation_id"]
        add("mapping 1", schema.study_simulations, study_id=ids["study_id"], simulation_id=simulation)
        add("mapping 2", schema.study_measurements, study_id=ids["study_id"], measurement_id=measurement)
        pipeline = add("pipeline_id", pipelines, job_id=job("pipeline", status="completed"))
        element = {"pipeline_id": pipeline, "element_order": 1, "element_type": "entry", "config": {}}
        add("element_id", pipeline_elements, **element, job_id=job("pipeline_element", parent_id=ids["job_id"]))
        known = {"elements": {"known": {"element_type": "entry", "values": {}}}}
        add("simple_pipeline_id", simple_pipelines, job_id=job("simple_pipeline"), config=known)
        failed = job("optimization", status="failed")
        given = {"kind": "optimize", "config": {}, "seed": 1, "run_count": 1, "parameterized_model_id": parameterized}
        add("optimization_id", optimizations, **given, job_id=failed)
        add("optimization_template_id", optimization_templates, initial_form_data={})
        job("simulate")
    return World(secret, ids)


def _ids_in(body: Any, ids: dict[str, str]) -> Any:
    """The example of a body with the ids of a world in place of its own."""
    if isinstance(body, dict):
        found = {}
        for key, value in body.items():
            if key in ids:
                found[key] = ids[key]
            elif key == "measurements":
                found[key] = [{**one, "id": ids["measurement_id"]} for one in value]
            elif key.endswith("_ids") and f"{key[:-4]}_id" in ids:
                found[key] = [ids[f"{key[:-4]}_id"]]
            else:
                found[key] = _ids_in(value, ids)
        return found
    if isinstance(body, list):
        return [_ids_in(one, ids) for one in body]
    return f"db:{ids['measurement_id']}" if isinstance(body, str) and body.startswith("db:") else body


def _request(api: Api, world: World, name: str) -> tuple[str, str, dict[str, Any]]:
    """Method, path and parts of a request that makes an operation work, as far as its example goes."""
    operation = operations()[name]
    named = {
        "example_id": "known-circuit",
        "name": "protocol",
        "filename": "a.txt",
        "objective": "o",
        "objective_name": "o",
        "columns": "x",
        "q": "secret-",
        "parameter": "Electrode area [m2]",
    }
    ids = {**world.ids, **named, "project_role_id": role_id(api, "Project Viewer")}
    if name == "confirm_measurement_upload":
        ids["measurement_id"] = ids["upload"]
    query = [one for one in operation.parameters if one["in"] == "query" and one.get("required")]
    parts: dict[str, Any] = {"params": {one["name"]: ids[one["name"]] for one in query}}
    if name in SCOPES:
        parts["params"] = {SCOPES[name]: ids[SCOPES[name]]}
    for media, content in resolve(operation.node.get("requestBody", {})).get("content", {}).items():
        example = _ids_in(content["example"], world.ids | {"project_role_id": ids["project_role_id"]})
        if name == "create_site":
            example = {**example, "name": f"Hall {uuid.uuid4()}"}
        if media == "application/json":
            parts["json"] = example
        else:
            form = {key: (None, value) for key, value in example.items() if key != "file"}
            parts["files"] = {**form, "file": ("protocol.yaml", TABLE if name in OF_TABLES else b"{}")}
    return operation.method.upper(), operation.path.format(**ids), parts


@pytest.fixture(scope="module")
def version(people: Api) -> Iterator[Callable[[], int]]:
    """A number that another one follows whenever anything of the database changes."""
    with closing(sqlite3.connect(people.store.engine.url.database)) as watcher:
        yield lambda: watcher.execute("PRAGMA data_version").fetchone()[0]


def _patiently(people: Api, *arguments: Any, **parts: Any) -> Any:
    """Ask again while the worker still imports what it needs."""
    for _ in range(5):
        answer = people(*arguments, **parts)
        if answer.status_code != 429:
            break
    return answer


@pytest.fixture(scope="module")
def lasting(people: Api) -> World:
    """Records that nobody is allowed to change."""
    return _world(people)


def test_every_operation_has_a_need(people: Api) -> None:
    assert set(NEEDS) == set(operations())


def test_any_change_is_seen(people: Api, version: Callable[[], int]) -> None:
    before = version()
    people("GET", "/users/me")
    assert version() == before
    people.insert(schema.projects, name="Seen")
    assert version() != before


@pytest.mark.parametrize("name", sorted(set(NEEDS) - {"health_check", *binding.UNSERVED}))
def test_a_role_allows_what_the_table_says(people: Api, lasting: World, version: Callable[[], int], name: str) -> None:
    need = NEEDS[name]
    is_ours = any(part in operations()[name].path for part in ("{organization_id}", "{site_id}"))
    allowed = ALLOWED[need] - ({STRANGER} if is_ours else set())
    before = version()
    for key in EVERYBODY:
        if key in allowed:
            continue
        verb, path, parts = _request(people, lasting, name)
        answer = people(verb, path, key=key, **parts)
        assert answer.status_code == (404 if key == STRANGER else 403), (key, answer.text)
        if key in {MEMBER, STRANGER}:
            assert lasting.secret not in answer.text, key
    assert version() == before, "what was refused has written something"
    makes_no_change = operations()[name].method == "get" or need is Need.MEMBER
    for key in allowed:
        world = lasting if makes_no_change else _world(people)
        verb, path, parts = _request(people, world, name)
        answer = _patiently(people, verb, path, key=key, **parts)
        expected = REFUSED.get(name)
        assert answer.status_code == expected if expected else answer.status_code < 400, (key, answer.text)
        if key in {MEMBER, STRANGER}:
            assert world.secret not in answer.text, key


CELL = {"ratings.capacity": "Nominal cell capacity [A.h]"}
ENTRY = {"element_type": "entry", "values": {"Ambient temperature [K]": 298.15}}


def _fit(**options: Any) -> dict[str, Any]:
    bounds = {"Negative particle diffusivity [m2.s-1]": {"bounds": [1e-15, 1e-12], "initial_value": 1e-14}}
    return {"element_type": "data_fit", "objectives": {"o": {"type": "CurrentDriven", **options}}, "parameters": bounds}


def _references(ids: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Elements of a pipeline that refer to the records of a world, each to one kind."""
    own = {"data_input": {"data": {"Time [s]": [0, 1], "Current [A]": [0, 0], "Voltage [V]": [4, 4]}}}
    model = {"options": {"parameterized_model_id": ids["parameterized_model_id"]}}
    return {
        "measurement": _fit(data_input=f"db:{ids['measurement_id']}", options={"model": {"type": "SPM"}}),
        "model": _fit(**own, **model),
        "pipeline": {"element_type": "entry", "values": {}, "pipeline_id": ids["pipeline_id"]},
        "cell": {"element_type": "entry", "cell_spec_id": ids["cell_spec_id"], "mapping": CELL},
    }


@pytest.fixture(scope="module")
def own_project(people: Api) -> str:
    """A project in which the member without other roles contributes."""
    project = people.insert(schema.projects, name="Own")
    owner = {"project_id": project, "user_id": people.users[MEMBER]}
    people.insert(schema.project_members, **owner, project_role_id=role_id(people, "Project Contributor"))
    return project


@pytest.mark.parametrize("kind", ["measurement", "model", "pipeline", "cell"])
@pytest.mark.parametrize("path", ["/pipelines", "/simple_pipelines"])
def test_ones_own_pipeline_reads_no_other_project(
    people: Api, lasting: World, own_project: str, version: Callable[[], int], path: str, kind: str
) -> None:
    elements = {"known": ENTRY, "prying": _references(lasting.ids)[kind]}
    body = {"elements": elements} if path == "/pipelines" else {"config": {"elements": elements}}
    before = version()
    for key, status in ((MEMBER, 403), (STRANGER, 404)):
        answer = people("POST", path, {**body, "project_id": own_project, "name": "x"}, key=key)
        assert answer.status_code == status, answer.text
        assert lasting.secret not in answer.text
    assert version() == before, "what was refused has written something"


def test_ones_own_runs_read_no_other_project(
    people: Api, lasting: World, own_project: str, version: Callable[[], int]
) -> None:
    ids = lasting.ids
    theirs, own = (
        ids["parameterized_model_id"],
        people.insert(
            schema.protocols,
            project_id=own_project,
            name="Own",
            protocol_config=PROTOCOL,
            parameters_schema={},
            content_hash="x",
        ),
    )
    system = people("GET", "/parameterized_models", params={"project_id": own_project}, key=MEMBER).json()["items"][0]
    runs = {"project_id": own_project, "experiment_parameter_sets": [{}]}
    values = {"model_id": ids["model_id"], "parameters": {"Nominal cell capacity [A.h]": 5.0}}
    design = operations()["create_optimization"].node["requestBody"]["content"]["application/json"]["example"]
    fit = {"kind": "datafit", "config": _fit(data_input=f"db:{ids['measurement_id']}")}
    before = version()
    for path, body in (
        ("/simulations/with-template/batch", {**runs, "parameterized_model": theirs, "experiment_template_id": own}),
        ("/simulations/with-template/batch", {**runs, "parameterized_model": values, "experiment_template_id": own}),
        (
            "/simulations/with-template/batch",
            {**runs, "parameterized_model": system["id"], "experiment_template_id": ids["experiment_template_id"]},
        ),
        ("/optimizations", {**design, "project_id": own_project, "parameterized_model_id": theirs}),
        ("/optimizations", {**fit, "name": "x", "project_id": own_project, "parameterized_model_id": system["id"]}),
        ("/parameterized_models", {**values, "name": "x", "project_id": own_project}),
        (f"/optimization_templates/{ids['optimization_template_id']}/copy", {"project_id": own_project}),
    ):
        answer = people("POST", path, body, key=MEMBER)
        assert answer.status_code == 403, (path, answer.text)
        assert lasting.secret not in answer.text
    assert version() == before, "what was refused has written something"
