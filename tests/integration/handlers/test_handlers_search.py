"""Search: what is found, in which order, and by whom."""

from typing import Any

import pytest

from ionworks.server.store import schema
from ionworks.server.store.schema_lab import channels, cyclers, sites
from ionworks.server.store.schema_optimizations import optimization_templates, optimizations
from ionworks.server.store.schema_pipelines import pipelines
from tests.integration.handlers.conftest import ADMIN, MEMBER, STRANGER, VIEWER, Api, role_id

pytestmark = pytest.mark.local_only


@pytest.fixture(scope="module")
def found(api: Api) -> Any:
    """One record of each kind called Zephyr in a project of its own, with a member who contributes there."""
    project = api.insert(schema.projects, name="Zephyr", description="nothing", created_by=api.users[ADMIN])
    member = {"project_id": project, "user_id": api.users[MEMBER]}
    api.insert(schema.project_members, **member, project_role_id=role_id(api, "Project Contributor"))
    own = {"project_id": project, "created_by": api.users[ADMIN], "name": "Zephyr"}
    model = api.insert(schema.models, **own, config={}, is_custom_model=False, chemistry="lithium_ion")
    spec = api.insert(schema.cell_specs, **own, notes="With a ceramic separator, rated at 100 %")
    material = api.insert(schema.materials, name="Zephyr", manufacturer="Acme")
    api.insert(schema.cell_components, cell_spec_id=spec, material_id=material, component_type="anode")
    cell = api.insert(schema.cell_instances, **own, cell_spec_id=spec)
    kind = {"measurement_type": "file", "step_labels_validated": False, "search_text": "zephyr\nrpt, ölfrei"}
    api.insert(schema.cell_measurements, **own, cell_instance_id=cell, **kind)
    api.insert(schema.parameterized_models, **own, model_id=model, parameter_set="Chen2020")
    api.insert(schema.protocols, **own, protocol_config={}, parameters_schema={}, content_hash="z")
    api.insert(optimization_templates, **own, initial_form_data={})
    api.insert(schema.studies, **own)
    job = {"project_id": project, "job_type": "pipeline", "status": "completed", "priority": 5}
    api.insert(pipelines, **own, job_id=api.insert(schema.jobs, **job))
    job_id = api.insert(schema.jobs, **job)
    api.insert(optimizations, **own, kind="optimize", config={}, seed=1, run_count=1, job_id=job_id)
    site = api.insert(sites, name="Lab")
    cycler = api.insert(cyclers, **own, site_id=site, manufacturer="Acme")
    api.insert(channels, **own, cycler_id=cycler, out_of_commission=False)
    return project


def _names(api: Api, key: str = ADMIN, **query: Any) -> list[tuple[str, str]]:
    answer = api("GET", "/search", key=key, params=query)
    assert answer.status_code == 200, answer.text
    return [(one["entity_type"], one["name"]) for one in answer.json()["results"]]


def test_every_kind_is_found_by_its_name_and_its_parent_is_told(api: Api, found: str) -> None:
    answer = api("GET", "/search", params={"q": "zephyR"}).json()
    kinds = [one["entity_type"] for one in answer["results"]]
    assert len(kinds) == len(set(kinds)) == answer["total"] == 14
    assert {one["project_id"] for one in answer["results"]} == {found, None}
    parents = {one["entity_type"] for one in answer["results"] if one["parent_id"]}
    assert parents == {"cell_instance", "cell_measurement", "parameterized_model", "cycler", "channel"}


def test_who_may_not_read_finds_nothing(api: Api, found: str) -> None:
    assert len(_names(api, MEMBER, q="zephyr", limit=100)) == 14
    assert _names(api, VIEWER, q="zephyr") == _names(api, STRANGER, q="zephyr") == []
    assert api("GET", "/search", key=VIEWER, params={"q": "zephyr", "project_id": found}).status_code == 403
    assert api("GET", "/search", key=STRANGER, params={"q": "zephyr", "project_id": found}).status_code == 404
    assert _names(api, q="zephyr", project_id=api.project_id) == []
    assert len(_names(api, q="zephyr", project_id=found)) == 14


def test_names_come_before_text_and_the_best_names_first(api: Api, found: str) -> None:
    own = {"project_id": found}
    for name, text in (("Deep sweep", "x"), ("Sweep", "x"), ("Sweeper", "x"), ("Other", "a SWEEP in March")):
        api.insert(schema.studies, **own, name=name, description=text)
    studies = _names(api, q="sweep", entity_types="study")
    assert [name for _, name in studies] == ["Sweep", "Sweeper", "Deep sweep", "Other"]
    assert _names(api, q="sweep", per_type=2) == studies[:2]
    assert _names(api, q="sweep", limit=2, offset=1, entity_types=["study", "model"]) == studies[1:3]
    assert [name for _, name in _names(api, q="march other")] == ["Other"]


@pytest.mark.parametrize(
    ("sought", "kinds"),
    [
        ("ceramic separator", ["cell_specification"]),
        ("100 %", ["cell_specification"]),
        ("10_ %", []),
        ("ÖLFREI rpt", ["cell_measurement"]),
        ("acme zeph", ["material", "cycler"]),
        ("' OR 1=1 --", []),
    ],
)
def test_all_words_of_a_text_are_sought_as_they_are(api: Api, found: str, sought: str, kinds: list[str]) -> None:
    assert [kind for kind, _ in _names(api, q=sought, project_id=found)] == kinds


def test_what_cannot_be_sought_is_refused(api: Api) -> None:
    for query, status in (
        ({"q": "   "}, 400),
        ({"q": "a"}, 422),
        ({"q": " a "}, 422),
        ({}, 422),
        ({"q": "ab", "per_type": 21}, 422),
        ({"q": "ab", "entity_types": "cat"}, 422),
        ({"q": "a" * 201}, 422),
    ):
        assert api("GET", "/search", params=query).status_code == status, query
