"""Parameterized models of projects and of cell specifications."""

import pybamm
import pytest

from ionworks.server.engine.model.parameters import parameter_set
from ionworks.server.store import schema

pytestmark = [pytest.mark.documented]

PATH = "/parameterized_models"
VALUES = {
    **parameter_set("Chen2020"),
    "Nominal cell capacity [A.h]": 3.0,
    "Upper voltage cut-off [V]": 4.4,
    "Electrode height [m]": "0.1",
    "Some table": {"$type": "numpy.ndarray", "data": [1.0, 2.0], "dtype": "float64"},
}


@pytest.fixture(scope="module")
def models(api):
    """Ids of the system's models by name."""
    items = api("GET", "/models", params={"project_id": api.project_id}).json()["items"]
    return {row["name"]: row["id"] for row in items}


@pytest.fixture(scope="module")
def make(api, models):
    def create(name, path=PATH, **members):
        body = {"name": name, "model_id": models["SPM"], **members}
        return api.made(path, {"project_id": api.project_id, **body} if path == PATH else body)

    return create


@pytest.fixture(scope="module")
def spec(api):
    ratings = {
        "capacity": {"value": 5000, "unit": "mA*h"},
        "voltage_min": {"value": 2.5, "unit": "V"},
        "voltage_max": {"value": 4200, "unit": "mV"},
    }
    return api.made("/cell_specifications", {"name": "M50", "project_id": api.project_id, "ratings": ratings})


def test_life_of_one_without_a_cell(api, make, models):
    made = make("Mine", description="d", parameters=VALUES, simulation_settings={"var_pts": {"r_n": 16}})
    (warning,) = made.pop("warnings")
    assert "'Some table' has no effect: " in warning
    assert made["parameters"] == VALUES
    assert (made["model_id"], made["model_name"]) == (models["SPM"], "SPM")
    assert (made["cell_spec_id"], made["project_id"]) == (None, api.project_id)
    one = f"{PATH}/{made['id']}"
    assert api("GET", one).json() == made
    assert api("GET", f"{one}/parameter-values").json() == VALUES
    changed = api("PATCH", one, {"description": None, "simulation_settings": None}).json()
    assert (changed["name"], changed["description"], changed["simulation_settings"]) == ("Mine", None, None)
    assert api("DELETE", one).status_code == 204
    for method, rest, body in (
        ("GET", "", None),
        ("PATCH", "", {}),
        ("DELETE", "", None),
        ("GET", "/parameter-values", None),
        ("GET", "/variable-names", None),
    ):
        assert api(method, one + rest, body).status_code == 404


def test_without_values_the_models_own_defaults_hold(api, make):
    made = make("Defaults")
    values = api("GET", f"{PATH}/{made['id']}/parameter-values").json()
    expected = pybamm.lithium_ion.SPM().default_parameter_values
    name = "Maximum concentration in negative electrode [mol.m-3]"
    assert values[name] == expected[name]
    assert set(values) == {str(key) for key in expected} - {"chemistry", "citations"}


def test_a_half_cell_without_values_gets_xu2019(api, make):
    config = {"type": "SPM", "options": {"working electrode": "positive"}}
    half = api.made("/models", {"name": "Half cell", "config": config, "project_id": api.project_id})
    made = make("Half cell", model_id=half["id"])
    values = api("GET", f"{PATH}/{made['id']}/parameter-values").json()
    assert values["Exchange-current density for lithium metal electrode [A.m-2]"]
    assert (
        values["Positive electrode thickness [m]"]
        == pybamm.ParameterValues("Xu2019")["Positive electrode thickness [m]"]
    )


def test_the_cell_dictates_capacity_cut_offs_and_current(api, make, spec):
    path = f"/cells/{spec['id']}/parameterized_models"
    made = make("Of the cell", path, parameters=VALUES)
    assert (made["cell_spec_id"], made["project_id"]) == (spec["id"], api.project_id)
    assert made["parameters"] == VALUES | {
        "Nominal cell capacity [A.h]": 5.0,
        "Current function [A]": 5.0,
        "Lower voltage cut-off [V]": 2.5,
        "Upper voltage cut-off [V]": 4.2,
    }
    alone = make("Alone", parameters=VALUES)
    assert alone["parameters"]["Nominal cell capacity [A.h]"] == 3.0
    from_set = make("From the default set", path)
    values = api("GET", f"{PATH}/{from_set['id']}/parameter-values").json()
    assert values["Upper voltage cut-off [V]"] == 4.2
    assert len(values) > 50


def test_a_circuit_gets_the_capacity_twice(api, make, spec):
    circuit = api.made("/models", {"name": "RC", "config": {"type": "Thevenin"}, "project_id": api.project_id})
    made = make("RC", f"/cells/{spec['id']}/parameterized_models", model_id=circuit["id"])
    values = api("GET", f"{PATH}/{made['id']}/parameter-values").json()
    assert values["Cell capacity [A.h]"] == values["Nominal cell capacity [A.h]"] == 5.0
    names = api("GET", f"{PATH}/{made['id']}/variable-names").json()
    assert "Voltage [V]" in names


def test_names_are_unique_for_a_cell(api, make, models, spec):
    path = f"/cells/{spec['id']}/parameterized_models"
    made = make("Twin", path)
    body = {"name": "Twin", "model_id": models["DFN"]}
    answer = api("POST", path, body)
    assert (answer.status_code, answer.json()["detail"]) == (409, {"existing_id": made["id"]})
    other = make("No twin", path)
    renamed = api("PATCH", f"{path}/{other['id']}", {"name": "Twin"})
    assert (renamed.status_code, renamed.json()["detail"]) == (409, {"existing_id": made["id"]})
    assert make("Twin")["id"] != make("Twin")["id"]


def test_the_cells_routes_know_only_its_own(api, make, spec):
    path = f"/cells/{spec['id']}/parameterized_models"
    made = make("Routed", path)
    other = api.made("/cell_specifications", {"name": "Other", "project_id": api.project_id})["id"]
    for method, body in (("PATCH", {"description": "x"}), ("DELETE", None)):
        assert api(method, f"/cells/{other}/parameterized_models/{made['id']}", body).status_code == 404
    assert api("PATCH", f"{path}/{made['id']}", {"description": "x"}).json()["description"] == "x"
    listed = api("GET", path, params={"limit": 1}).json()
    assert listed["items"][0]["model_name"] == "SPM"
    assert listed["total"] > 1
    assert api("GET", f"/cells/{other}/parameterized_models").json()["total"] == 0
    assert api("GET", "/cells/unknown/parameterized_models").status_code == 404
    assert api("DELETE", f"{path}/{made['id']}").status_code == 204
    assert api("GET", f"{PATH}/{made['id']}").status_code == 404


def test_lists_hold_the_systems_and_drop_values_in_summaries(api, make, spec):
    project = api.made("/projects", {"name": "Lists"})["id"]
    make("Own", project_id=project, parameters=VALUES)
    system = api.count(schema.parameterized_models, schema.parameterized_models.c.project_id.is_(None))
    page = api("GET", PATH, params={"project_id": project, "limit": 1000}).json()
    assert page["total"] == system + 1
    assert page["items"][0]["parameters"] == VALUES
    summary = api("GET", PATH, params={"project_id": project, "summary": "true"}).json()["items"]
    assert {"id", "name", "description", "cell_spec_id", "model_id", "model_name", "created_at"} <= summary[0].keys()
    assert all("parameters" not in row for row in summary)
    of_cell = api("GET", PATH, params={"project_id": api.project_id, "cell_spec_id": spec["id"]}).json()
    assert {row["cell_spec_id"] for row in of_cell["items"]} == {spec["id"]}
    assert api("GET", PATH, params={"project_id": project, "cell_spec_id": spec["id"]}).status_code == 404
    assert api("GET", PATH).status_code == 422


def test_the_systems_are_complete_and_cannot_be_changed(api):
    items = api("GET", PATH, params={"project_id": api.project_id, "limit": 1000}).json()["items"]
    chen = next(row for row in items if row["name"] == "Chen2020 SPM" and row["project_id"] is None)
    one = f"{PATH}/{chen['id']}"
    values = api("GET", f"{one}/parameter-values").json()
    assert values["Nominal cell capacity [A.h]"] == 5.0
    assert not {"citations", "chemistry"} & values.keys()
    names = api("GET", f"{one}/variable-names").json()
    assert {"Voltage [V]", "Current [A]", "Discharge capacity [A.h]"} <= set(names)
    assert "Negative particle concentration [mol.m-3]" not in names
    assert names == sorted(names)
    for method, body in (("PATCH", {"name": "mine"}), ("DELETE", None)):
        answer = api(method, one, body)
        assert (answer.status_code, answer.json()["error_code"]) == (403, "FORBIDDEN")


def test_settings_are_fixed_once_used(api, make):
    made = make("Used")
    batch = api.insert(schema.simulation_batches, group_key="g", run_count=1)
    run = api.insert(schema.simulations, batch_id=batch, parameterized_model_id=made["id"], is_partial=False)
    one = f"{PATH}/{made['id']}"
    assert api("PATCH", one, {"simulation_settings": {"var_pts": {"r_n": 5}}}).status_code == 409
    assert api("PATCH", one, {"name": "Still", "simulation_settings": None}).status_code == 200
    assert api("DELETE", one).status_code == 204
    assert api.count(schema.simulations, schema.simulations.c.id == run) == 1


@pytest.mark.parametrize(
    ("members", "status", "word"),
    [
        ({"parameters": VALUES | {"Initial SoC [%]": 50}}, 400, "Initial SOC [%]"),
        ({"parameters": {"Nominal cell capacity [A.h]": 3.0}}, 400, "parameters that are not given: 'Ambient"),
        ({"parameters": VALUES | {"Ambient temperature [K]": 25}}, 400, "298.15"),
        ({"parameters": {"a": True}}, 400, "'a'"),
        ({"parameters": {"a": None}}, 400, "'a'"),
        ({"parameters": {"a": "three"}}, 400, "three"),
        ({"parameters": {"a": {"value": 3}}}, 400, "'a'"),
        ({"parameters": {"a": {"$type": "os.system"}}}, 422, "os.system"),
        ({"parameters": {"a": {"py/object": "subprocess.Popen"}}}, 422, "subprocess"),
        ({"parameters": "Chen2020"}, 422, "Chen2020"),
        ({"simulation_settings": {"solver": {"type": "os.system"}}}, 422, "os.system"),
        ({"model_id": "unknown"}, 404, "unknown"),
        ({"name": ""}, 422, "name"),
    ],
)
def test_wrong_ones_are_refused(api, models, spec, members, status, word):
    body = {"name": "Wrong", "model_id": models["SPM"], "project_id": api.project_id, **members}
    for path in (PATH, f"/cells/{spec['id']}/parameterized_models"):
        answer = api("POST", path, body)
        assert answer.status_code == status, answer.text
        assert word in answer.text


def test_models_and_cells_of_other_projects_do_not_fit(api, models, spec):
    other = api.made("/projects", {"name": "Foreign"})["id"]
    foreign = api.made("/models", {"name": "Foreign", "config": {"type": "SPM"}, "project_id": other})
    body = {"name": "x", "model_id": foreign["id"], "project_id": api.project_id}
    assert api("POST", PATH, body).status_code == 404
    body = {"name": "x", "model_id": models["SPM"], "project_id": other}
    assert api("POST", f"/cells/{spec['id']}/parameterized_models", body).status_code == 400
    two_pairs = {"type": "Thevenin", "options": {"number of rc elements": 2}}
    no_defaults = api.made("/models", {"name": "2 RC", "config": two_pairs, "project_id": other})
    answer = api("POST", PATH, {"name": "x", "model_id": no_defaults["id"], "project_id": other})
    assert (answer.status_code, "parameters" in answer.text) == (400, True)


def test_roles_and_organizations(api, make, models, keys, spec):
    path = f"/cells/{spec['id']}/parameterized_models"
    made = make("Guarded", path)
    body = {"name": "x", "model_id": models["SPM"]}
    for method, route, given, viewer in (
        ("GET", f"{PATH}?project_id={api.project_id}", None, 200),
        ("POST", PATH, {**body, "project_id": api.project_id}, 403),
        ("GET", f"{PATH}/{made['id']}", None, 200),
        ("PATCH", f"{PATH}/{made['id']}", {"name": "y"}, 403),
        ("DELETE", f"{PATH}/{made['id']}", None, 403),
        ("GET", path, None, 200),
        ("POST", path, body, 403),
        ("PATCH", f"{path}/{made['id']}", {"name": "y"}, 403),
        ("DELETE", f"{path}/{made['id']}", None, 403),
    ):
        assert api(method, route, given, key=keys["stranger"]).status_code == 404
        assert api(method, route, given, key=keys["member"]).status_code == 403
        assert api(method, route, given, key=keys["viewer"]).status_code == viewer
