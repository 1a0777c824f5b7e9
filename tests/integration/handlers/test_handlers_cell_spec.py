"""Cell specifications, their components and materials."""

import pytest

from ionworks.server.store import schema

pytestmark = [pytest.mark.documented]

PATH = "/cell_specifications"
RATINGS = {
    "capacity": {"value": 5000, "unit": "mA*h"},
    "voltage_min": {"value": 2.5, "unit": "V"},
    "voltage_max": {"value": 4200, "unit": "mV"},
}


def _quantity(value, unit):
    return {"value": value, "unit": unit}


@pytest.fixture(scope="module")
def make(api):
    def create(name, **members):
        return api.made(PATH, {"name": name, "project_id": members.pop("project_id", api.project_id), **members})

    return create


def test_components_and_materials_are_created_and_reused(api, make):
    members = {
        "form_factor": "21700",
        "manufacturer": "LG",
        "ratings": RATINGS,
        "properties": {"assembly_method": "wound", "mass": _quantity(69, "g")},
        "source": {"doi": "10.1149/1945-7111/ab9050"},
        "notes": "M50",
        "datasheet_revision": 3,
        "anode": {
            "properties": {"loading": _quantity(12.3, "mg/cm**2")},
            "material": {"name": "Graphite-SiOx", "manufacturer": "ACME", "definition": {"formula": "C"}},
        },
        "cathode": {"material": {"name": "NMC811"}},
    }
    made = make("M50", **members)
    for name in ("form_factor", "manufacturer", "ratings", "properties", "source", "notes", "datasheet_revision"):
        assert made[name] == members[name]
    anode = made["anode"]
    assert made["anode_id"] == anode["id"]
    assert anode["component_type"] == "anode"
    assert anode["properties"] == members["anode"]["properties"]
    assert anode["material"]["definition"] == {"formula": "C"}
    assert anode["material_id"] == anode["material"]["id"]
    assert made["electrolyte"] is None
    assert made["electrolyte_id"] is None
    assert made["instance_ids"] == []
    assert api("GET", f"{PATH}/{made['id']}").json() == made
    same = {"material": {"name": "Graphite-SiOx", "manufacturer": "ACME"}}
    other_maker = {"material": {"name": "Graphite-SiOx", "manufacturer": "Other"}}
    second = make("M50 T", anode=same, cathode=other_maker)
    assert second["anode"]["material_id"] == anode["material_id"]
    assert second["anode"]["id"] != anode["id"]
    assert second["cathode"]["material_id"] != anode["material_id"]


def test_a_patch_touches_only_what_it_names(api, make):
    made = make("Patched", notes="n", colour="red", anode={"properties": {"a": 1}, "material": {"name": "Gr"}})
    route = f"{PATH}/{made['id']}"
    changed = api("PATCH", route, {"anode": {"properties": {"b": 2}}, "shape": "round", "id": "mine"}).json()
    assert changed["id"] == made["id"]
    assert (changed["notes"], changed["colour"], changed["shape"]) == ("n", "red", "round")
    assert changed["anode"]["id"] == made["anode"]["id"]
    assert changed["anode"]["properties"] == {"b": 2}
    assert changed["anode"]["material"]["name"] == "Gr"
    moved = api("PATCH", route, {"anode": {"material": {"name": "Si"}}, "case": {"properties": {}}}).json()
    assert (moved["anode"]["material"]["name"], moved["anode"]["properties"]) == ("Si", {"b": 2})
    assert moved["case"]["material"] is None
    chosen = api("PATCH", route, {"case": {"material_id": moved["anode"]["material_id"]}}).json()
    assert chosen["case"]["material"]["name"] == "Si"
    removed = api("PATCH", route, {"anode": None, "notes": None}).json()
    assert (removed["anode"], removed["notes"]) == (None, None)
    wrong = api("PATCH", route, {"case": {"material_id": "unknown"}})
    assert wrong.json()["detail"][0]["loc"] == ["body", "case", "material_id"]


def test_names_are_unique_in_a_project(api, make):
    made = make("Twin")
    answer = api("POST", PATH, {"name": "Twin", "project_id": api.project_id})
    assert answer.status_code == 409
    assert answer.json()["error_code"] == "CONFLICT"
    assert answer.json()["detail"] == {"existing_id": made["id"]}
    elsewhere = api.made("/projects", {"name": "Elsewhere"})["id"]
    assert make("Twin", project_id=elsewhere)["id"] != made["id"]
    other = make("Not a twin")
    renamed = api("PATCH", f"{PATH}/{other['id']}", {"name": "Twin", "anode": {"properties": {}}})
    assert (renamed.status_code, renamed.json()["detail"]) == (409, {"existing_id": made["id"]})
    assert api("GET", f"{PATH}/{other['id']}").json()["anode"] is None


@pytest.mark.parametrize(
    ("members", "where"),
    [
        ({"ratings": {"capacity": _quantity(5, "V")}}, ["ratings", "capacity", "unit"]),
        ({"ratings": {"capacity": _quantity(5, "parsnips")}}, ["ratings", "capacity", "unit"]),
        ({"ratings": {"capacity": _quantity(0, "A*h")}}, ["ratings", "capacity"]),
        ({"ratings": {"capacity": 5}}, ["ratings", "capacity"]),
        ({"ratings": {"capacity": {"value": "5", "unit": "A*h"}}}, ["ratings", "capacity"]),
        (
            {"ratings": {"voltage_min": _quantity(4.2, "V"), "voltage_max": _quantity(2500, "mV")}},
            ["ratings", "voltage_min"],
        ),
        ({"properties": {"mass": _quantity(69, "m**9**9**9")}}, ["properties", "mass", "unit"]),
        (
            {"anode": {"properties": {"deep": [{"er": _quantity(True, "mm")}]}}},
            ["anode", "properties", "deep", 0, "er", "value"],
        ),
        ({"anode": {"material": {"manufacturer": "ACME"}}}, ["anode", "material", "name"]),
        ({"name": ""}, ["name"]),
        ({"form_factor": 21700}, ["form_factor"]),
    ],
)
def test_wrong_values_are_named(api, members, where):
    answer = api("POST", PATH, {"name": "Wrong", "project_id": api.project_id, **members})
    assert answer.status_code == 422, answer.text
    found = answer.json()["detail"][0]["loc"]
    assert found[: len(where) + 1] == ["body", *where]
    assert api("GET", PATH, params={"name": "eq.Wrong"}).json()["total"] == 0


@pytest.fixture(scope="module")
def shelf(api):
    """Three specifications in a project of their own, by name, and the materials' ids."""
    project = api.made("/projects", {"name": "Shelf"})["id"]
    anodes = {"one": "Gr", "two": "Si", "three": "Li"}
    cathodes = {"one": "NMC", "two": "NMC", "three": "Gr"}
    specs = {
        name: api.made(
            PATH,
            {
                "name": name,
                "project_id": project,
                "form_factor": "pouch" if name == "one" else "18650",
                "anode": {"material": {"name": anodes[name]}},
                "cathode": {"material": {"name": cathodes[name]}},
            },
        )
        for name in anodes
    }
    materials = {
        spec[slot]["material"]["name"]: spec[slot]["material_id"]
        for spec in specs.values()
        for slot in ("anode", "cathode")
    }
    return project, specs, materials


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, {"one", "two", "three"}),
        ({"form_factor": "eq.pouch"}, {"one"}),
        ({"name": "ilike.%T%"}, {"two", "three"}),
        ({"anode_material_id": "Gr"}, {"one"}),
        ({"material_id": "Gr"}, {"one", "three"}),
        ({"material_ids": ["Si", "Li"]}, {"two", "three"}),
        ({"anode_material_id": "Li", "cathode_material_id": "NMC"}, {"one", "two", "three"}),
        ({"anode_material_id": "Li", "case_material_id": "Gr"}, {"three"}),
        ({"exclude_cell_spec_id": "one"}, {"two", "three"}),
    ],
)
def test_lists_filter(api, shelf, query, names):
    project, specs, materials = shelf
    known = materials | {
        name: spec["id"] for name, spec in specs.items() if name in str(query.get("exclude_cell_spec_id"))
    }
    query = {
        name: [known[one] for one in value] if isinstance(value, list) else known.get(value, value)
        for name, value in query.items()
    }
    page = api("GET", PATH, params={"project_id": project, **query}).json()
    assert {row["name"] for row in page["items"]} == names


def test_lists_nest_components_only_when_asked(api, shelf):
    project, specs, _ = shelf
    query = {"project_id": project, "name": "eq.one"}
    plain = api("GET", PATH, params=query).json()["items"][0]
    assert plain["anode_id"] == specs["one"]["anode_id"]
    assert "anode" not in plain
    full = api("GET", PATH, params={**query, "full": "true"}).json()["items"][0]
    assert full["anode"] == specs["one"]["anode"]
    assert full["separator"] is None


def test_a_specification_takes_its_cells_and_files_with_it(api, make):
    made = make("Doomed", anode={"material": {"name": "stays"}})
    cell = api.made(f"{PATH}/{made['id']}/cell_instances", {"name": "A1"})
    blobs = api.app.app.app.app.storage.blobs
    blobs.write("measurements/doomed/time_series.parquet", b"rows")
    api.insert(
        schema.cell_measurements,
        name="m",
        cell_instance_id=cell["id"],
        project_id=api.project_id,
        measurement_type="time_series",
        step_labels_validated=False,
        storage_folder="measurements/doomed",
    )
    assert api("GET", f"{PATH}/{made['id']}").json()["instance_ids"] == [cell["id"]]
    assert api("DELETE", f"{PATH}/{made['id']}").status_code == 204
    assert api("GET", f"/cell_instances/{cell['id']}").status_code == 404
    assert api.count(schema.cell_measurements) == 0
    assert not blobs.exists("measurements/doomed/time_series.parquet")
    assert api.count(schema.materials, schema.materials.c.name == "stays") == 1
    for method, body in (("GET", None), ("PATCH", {}), ("DELETE", None)):
        assert api(method, f"{PATH}/{made['id']}", body).status_code == 404


def test_roles_and_organizations(api, make, keys):
    made = make("Guarded")
    one = f"{PATH}/{made['id']}"
    for method, body, viewer in (("GET", None, 200), ("PATCH", {"notes": "x"}, 403), ("DELETE", None, 403)):
        assert api(method, one, body, key=keys["stranger"]).status_code == 404
        assert api(method, one, body, key=keys["member"]).status_code == 403
        assert api(method, one, body, key=keys["viewer"]).status_code == viewer
    body = {"name": "x", "project_id": api.project_id}
    assert api("POST", PATH, body, key=keys["stranger"]).status_code == 404
    assert api("POST", PATH, body, key=keys["viewer"]).status_code == 403
    assert api("GET", PATH, params={"project_id": api.project_id}, key=keys["stranger"]).status_code == 404
    assert api("GET", PATH, key=keys["stranger"]).json()["total"] == 0
    assert api("GET", PATH, key=keys["member"]).json()["total"] == 0
    seen = {row["project_id"] for row in api("GET", PATH, key=keys["viewer"]).json()["items"]}
    assert seen == {api.project_id}
