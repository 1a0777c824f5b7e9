"""Studies and what is assigned to them."""

import pytest

from ionworks.server.store import schema

pytestmark = [pytest.mark.documented]


@pytest.fixture(scope="module")
def path(api):
    return f"/projects/{api.project_id}/studies"


@pytest.fixture(scope="module")
def elsewhere(api):
    return api.made("/projects", {"name": "Elsewhere"})["id"]


def _simulation(api, project_id):
    batch = api.insert(schema.simulation_batches, group_key="g", run_count=1, project_id=project_id)
    return api.insert(schema.simulations, batch_id=batch, project_id=project_id, is_partial=False)


def _measurement(api, project_id, name="Cycling"):
    spec = api.insert(schema.cell_specs, name=f"Spec {name} {project_id}", project_id=project_id)
    cell = api.insert(schema.cell_instances, name="A1", cell_spec_id=spec, project_id=project_id)
    return api.insert(
        schema.cell_measurements,
        name=name,
        cell_instance_id=cell,
        project_id=project_id,
        measurement_type="time_series",
        step_labels_validated=False,
        extra={"operator_mood": "good"},
        storage_folder="measurements/x",
    )


def test_life_of_a_study(api, path):
    made = api.made(path, {"name": "Rate", "description": "C-rates"})
    assert made["project_id"] == api.project_id
    one = f"{path}/{made['id']}"
    assert api("GET", one).json() == made
    changed = api("PATCH", one, {"description": None}).json()
    assert (changed["name"], changed["description"]) == ("Rate", None)
    assert api("DELETE", one).status_code == 204
    for method, body in (("GET", None), ("PATCH", {"name": "x"}), ("DELETE", None)):
        assert api(method, one, body).status_code == 404


def test_simulations_are_assigned_once(api, path):
    study = api.made(path, {"name": "Sims"})["id"]
    simulation = _simulation(api, api.project_id)
    route = f"{path}/{study}/simulations/{simulation}"
    first = api("POST", route, {})
    assert first.status_code == 200
    assert (first.json()["study_id"], first.json()["simulation_id"]) == (study, simulation)
    assert api("POST", route).json() == first.json()
    listed = api("GET", path, params={"name": "eq.Sims"}).json()["items"]
    assert [(row["simulation_count"], row["validation_count"]) for row in listed] == [(1, 0)]
    assert api("DELETE", route).status_code == 204
    assert api("DELETE", route).status_code == 404
    assert api.count(schema.simulations, schema.simulations.c.id == simulation) == 1


def test_measurements_are_assigned_and_listed(api, path):
    study = api.made(path, {"name": "Measured"})["id"]
    measurements = [_measurement(api, api.project_id, name) for name in ("one", "two", "three")]
    for measurement in measurements:
        assert api("POST", f"{path}/{study}/measurements/{measurement}", {}).status_code == 200
    page = api("GET", f"{path}/{study}/measurements", params={"limit": 2}).json()
    assert (page["count"], page["total"]) == (2, 3)
    newest = page["items"][0]
    assert (newest["id"], newest["name"], newest["operator_mood"]) == (measurements[2], "three", "good")
    assert "storage_folder" not in newest
    assert api("DELETE", f"{path}/{study}/measurements/{measurements[2]}").status_code == 204
    assert api("GET", f"{path}/{study}/measurements").json()["total"] == 2


@pytest.mark.parametrize(("kind", "make"), [("simulations", _simulation), ("measurements", _measurement)])
def test_what_cannot_be_assigned(api, path, elsewhere, kind, make):
    study = api.made(path, {"name": kind})["id"]
    foreign = api("POST", f"{path}/{study}/{kind}/{make(api, elsewhere)}", {})
    assert (foreign.status_code, foreign.json()["error_code"]) == (400, "BAD_REQUEST")
    assert api("POST", f"{path}/{study}/{kind}/unknown", {}).status_code == 404
    own = make(api, api.project_id)
    assert api("POST", f"{path}/unknown/{kind}/{own}", {}).status_code == 404
    assert api("DELETE", f"{path}/{study}/{kind}/{own}").status_code == 404


def test_a_study_is_found_only_in_its_project(api, path, elsewhere):
    study = api.made(path, {"name": "Here"})["id"]
    for method, rest, body in (
        ("GET", "", None),
        ("PATCH", "", {}),
        ("DELETE", "", None),
        ("GET", "/measurements", None),
    ):
        assert api(method, f"/projects/{elsewhere}/studies/{study}{rest}", body).status_code == 404


@pytest.mark.parametrize(
    ("method", "rest", "body"),
    [
        ("GET", "", None),
        ("POST", "", {"name": "x"}),
        ("GET", "/s", None),
        ("PATCH", "/s", {"name": "x"}),
        ("DELETE", "/s", None),
        ("POST", "/s/simulations/x", {}),
        ("DELETE", "/s/simulations/x", None),
        ("POST", "/s/measurements/x", {}),
        ("DELETE", "/s/measurements/x", None),
        ("GET", "/s/measurements", None),
    ],
)
def test_roles_and_organizations(api, path, keys, method, rest, body):
    assert api(method, path + rest, body, key=keys["stranger"]).status_code == 404
    assert api(method, path + rest, body, key=keys["member"]).status_code == 403
    expected = {"GET": {200, 404}}.get(method, {403})
    assert api(method, path + rest, body, key=keys["viewer"]).status_code in expected


@pytest.mark.parametrize("body", [{}, {"name": ""}, {"name": None}, []])
def test_wrong_bodies_are_422(api, path, body):
    assert api("POST", path, body).status_code == 422
