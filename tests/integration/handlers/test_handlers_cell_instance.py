"""Cells built to a specification."""

import pytest

from ionworks.server.store import schema

pytestmark = [pytest.mark.documented]


@pytest.fixture(scope="module")
def spec_id(api):
    return api.made("/cell_specifications", {"name": "Spec", "project_id": api.project_id})["id"]


@pytest.fixture(scope="module")
def path(spec_id):
    return f"/cell_specifications/{spec_id}/cell_instances"


def test_life_of_a_cell(api, path, spec_id):
    properties = {"cell": {"mass": {"value": 45.1, "unit": "g"}}, "anode": {"coated": True}}
    body = {
        "name": "A1",
        "date_manufactured": "2025-01-31",
        "measured_properties": properties,
        "notes": "first",
        "drawer": 7,
        "id": "ignored",
    }
    made = api.made(path, body)
    assert made["cell_specification_id"] == spec_id
    for name in ("name", "date_manufactured", "measured_properties", "notes", "drawer"):
        assert made[name] == body[name]
    assert made["id"] != "ignored"
    assert (made["batch_id"], made["batch_name"]) == (None, None)
    one = f"/cell_instances/{made['id']}"
    assert api("GET", one).json() == {**made, "measurement_ids": []}
    changed = api("PATCH", one, {"notes": None, "drawer": 8, "batch_id": None}).json()
    assert (changed["notes"], changed["drawer"], changed["measured_properties"]) == (None, 8, properties)
    assert api("DELETE", one).status_code == 204
    for method, given in (("GET", None), ("PATCH", {}), ("DELETE", None)):
        assert api(method, one, given).status_code == 404


def test_names_are_unique_in_a_specification(api, path):
    made = api.made(path, {"name": "Twin"})
    answer = api("POST", path, {"name": "Twin"})
    assert (answer.status_code, answer.json()["detail"]) == (409, {"existing_id": made["id"]})
    other = api.made(path, {"name": "Other"})
    renamed = api("PATCH", f"/cell_instances/{other['id']}", {"name": "Twin"})
    assert (renamed.status_code, renamed.json()["detail"]) == (409, {"existing_id": made["id"]})
    second = api.made("/cell_specifications", {"name": "Second", "project_id": api.project_id})
    api.made(f"/cell_specifications/{second['id']}/cell_instances", {"name": "Twin"})


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ({"name": "x", "batch": "lot 3"}, 422, "batch_id"),
        ({"name": "x", "batch_id": "lot 3"}, 400, "lot 3"),
        ({"name": "x", "date_manufactured": "last week"}, 422, "ISO 8601"),
        ({"name": "x", "measured_properties": {"cell": {"mass": {"value": 1, "unit": "stones?"}}}}, 422, "stones?"),
        ({"name": "x", "measured_properties": {"cell": {"mass": {"value": "1", "unit": "g"}}}}, 422, "number"),
        ({}, 422, "name"),
    ],
)
def test_wrong_cells_are_refused(api, path, body, status, word):
    created = api("POST", path, body)
    assert created.status_code == status
    assert word in created.text
    if body:
        made = api.made(path, {"name": f"to change {word}"})
        assert api("PATCH", f"/cell_instances/{made['id']}", body).status_code == status


def test_lists_filter_and_page(api, spec_id):
    spec = api.made("/cell_specifications", {"name": "Listed", "project_id": api.project_id})["id"]
    path = f"/cell_specifications/{spec}/cell_instances"
    for name in ("c1", "c2", "d1"):
        api.made(path, {"name": name})
    found = api("GET", path, params={"name": "ilike.%C%", "order_by": "name", "order": "desc"}).json()
    assert [row["name"] for row in found["items"]] == ["c2", "c1"]
    assert {row["cell_specification_id"] for row in found["items"]} == {spec}
    page = api("GET", path, params={"limit": 1, "offset": 1, "order_by": "name"}).json()
    assert ([row["name"] for row in page["items"]], page["count"], page["total"]) == (["c2"], 1, 3)
    assert api("GET", path, params={"batch_id": "lot"}).json()["total"] == 0
    assert api("GET", path, params={"created_by_email": "ilike.%LOCAL%"}).json()["total"] == 3


def test_measurements_go_with_the_cell(api, path):
    cell = api.made(path, {"name": "Measured"})
    measurement = api.insert(
        schema.cell_measurements,
        name="m",
        cell_instance_id=cell["id"],
        project_id=api.project_id,
        measurement_type="file",
        step_labels_validated=False,
    )
    assert api("GET", f"/cell_instances/{cell['id']}").json()["measurement_ids"] == [measurement]
    assert api("DELETE", f"/cell_instances/{cell['id']}").status_code == 204
    assert api.count(schema.cell_measurements, schema.cell_measurements.c.id == measurement) == 0


def test_roles_and_organizations(api, path, keys):
    one = f"/cell_instances/{api.made(path, {'name': 'Guarded'})['id']}"
    for method, route, body, viewer in (
        ("GET", path, None, 200),
        ("POST", path, {"name": "mine"}, 403),
        ("GET", one, None, 200),
        ("PATCH", one, {"notes": "x"}, 403),
        ("DELETE", one, None, 403),
    ):
        assert api(method, route, body, key=keys["stranger"]).status_code == 404
        assert api(method, route, body, key=keys["member"]).status_code == 403
        assert api(method, route, body, key=keys["viewer"]).status_code == viewer
