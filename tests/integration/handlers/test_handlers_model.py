"""Models: built-in configurations, uploads, custom variables."""

import json

import pytest

from ionworks.server.store import schema

pytestmark = [pytest.mark.documented]

SPM = {"type": "SPM", "options": {"thermal": "lumped"}}


@pytest.fixture(scope="module")
def make(api):
    def create(name, config=SPM, **members):
        return api.made("/models", {"name": name, "config": config, "project_id": api.project_id, **members})

    return create


@pytest.fixture(scope="module")
def document():
    """A decay with one rate, as PyBaMM writes it; the bound is a bare Infinity token in the file."""
    import pybamm

    model = pybamm.BaseModel(name="decay")
    x = pybamm.Variable("x", bounds=(0, float("inf")))
    model.rhs = {x: -pybamm.Parameter("rate [s-1]") * x}
    model.initial_conditions = {x: pybamm.Scalar(1)}
    model.variables = {"x": x, "Voltage [V]": 2 * x}
    return json.loads(json.dumps(pybamm.expression_tree.operations.serialise.Serialise.serialise_custom_model(model)))


def _upload(api, content, key=None, **fields):
    data = {"name": "Uploaded", "project_id": api.project_id, **fields}
    files = {"file": ("model.json", content, "application/json")}
    return api("POST", "/models/upload-custom", data=data, files=files, **({"key": key} if key else {}))


def _simulate(api, model_id):
    """Rows of a finished run on the model."""
    parameterized = api.insert(schema.parameterized_models, name="p", model_id=model_id, project_id=api.project_id)
    batch = api.insert(schema.simulation_batches, group_key="g", run_count=1)
    run = {"batch_id": batch, "parameterized_model_id": parameterized, "is_partial": False}
    return parameterized, api.insert(schema.simulations, **run)


def test_life_of_a_model(api, make):
    import pybamm

    made = make("Lumped", description="d", simulation_settings={"var_pts": {"x_n": 10}})
    assert made["config"] == SPM
    assert (made["pybamm_version"], made["is_custom_model"]) == (pybamm.__version__, False)
    assert (made["project_id"], made["source_model_id"], made["user_id"]) == (
        api.project_id,
        None,
        api.home.user_id,
    )
    one = f"/models/{made['id']}"
    assert api("GET", one).json() == made
    changed = api("PATCH", one, {"name": "Renamed", "simulation_settings": None}).json()
    assert (changed["name"], changed["simulation_settings"], changed["description"]) == ("Renamed", None, "d")
    replaced = api("PATCH", one, {"config": {"type": "DFN"}}).json()
    assert replaced["config"] == {"type": "DFN"}
    assert api("DELETE", one).status_code == 204
    for method, body in (("GET", None), ("PATCH", {}), ("DELETE", None)):
        assert api(method, one, body).status_code == 404


def test_the_system_models_are_always_listed(api, make):
    make("Listed")
    other = api.made("/projects", {"name": "Elsewhere"})["id"]
    page = api("GET", "/models", params={"project_id": other, "order_by": "name"}).json()
    assert [(row["name"], row["project_id"]) for row in page["items"]] == [
        ("DFN", None),
        ("SPM", None),
        ("SPMe", None),
    ]
    assert all("config" not in row for row in page["items"])
    mine = api("GET", "/models", params={"project_id": api.project_id, "name": "eq.Listed"}).json()
    assert mine["total"] == 1
    system = f"/models/{page['items'][0]['id']}"
    assert api("GET", system).json()["config"] == {"type": "DFN", "options": {}}
    for method, rest, body in (
        ("PATCH", "", {"name": "mine"}),
        ("DELETE", "", None),
        ("POST", "/custom-variables", {"name": "x", "expression": "1"}),
    ):
        assert api(method, system + rest, body).status_code == 403


@pytest.mark.parametrize(
    ("config", "status", "word"),
    [
        ({"type": "SPN"}, 400, "SPMe"),
        ({}, 400, "type"),
        ({"type": "SPM", "options": {"thermal": "warm"}}, 400, "thermal"),
        ({"type": "SPM", "module": "os"}, 422, "module"),
        ({"type": "SPM", "options": {"x": {"$type": "os.system"}}}, 422, "os.system"),
        ({"type": "custom", "model": {"model": {"base_class": "subprocess.Popen"}}}, 422, "subprocess"),
        ({"type": "custom"}, 400, "model"),
        ("SPM", 422, "SPM"),
    ],
)
def test_models_that_cannot_be_built_are_refused(api, make, config, status, word):
    answer = api("POST", "/models", {"name": "Bad", "config": config, "project_id": api.project_id})
    assert answer.status_code == status, answer.text
    assert word in answer.text
    kept = make(f"Kept {word}")
    assert api("PATCH", f"/models/{kept['id']}", {"config": config}).status_code == status
    assert api("GET", f"/models/{kept['id']}").json()["config"] == SPM


def test_settings_may_only_name_classes_of_pybamm(api):
    settings = {"submesh_types": {"negative electrode": {"$type": "type", "class": "os.system"}}}
    body = {"name": "Bad", "config": SPM, "project_id": api.project_id, "simulation_settings": settings}
    answer = api("POST", "/models", body)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["body", "simulation_settings"]


def test_what_decides_results_is_fixed_once_used(api, make):
    made = make("Used", simulation_settings={"var_pts": {"x_n": 10}})
    parameterized, simulation = _simulate(api, made["id"])
    one = f"/models/{made['id']}"
    for method, rest, body in (
        ("PATCH", "", {"config": {"type": "DFN"}}),
        ("PATCH", "", {"simulation_settings": None}),
        ("PATCH", "", {"pybamm_version": "1.0"}),
        ("POST", "/custom-variables", {"name": "x", "expression": "1"}),
    ):
        answer = api(method, one + rest, body)
        assert (answer.status_code, answer.json()["error_code"]) == (409, "CONFLICT")
    kept = api("PATCH", one, {"name": "Used still", "description": "new", "config": SPM})
    assert (kept.status_code, kept.json()["name"]) == (200, "Used still")
    assert api("DELETE", one).status_code == 204
    assert api.count(schema.parameterized_models, schema.parameterized_models.c.id == parameterized) == 0
    assert api.count(schema.simulations, schema.simulations.c.id == simulation) == 1


def test_an_uploaded_model_is_stored_as_it_is(api, document):
    made = _upload(api, json.dumps(document), chemistry="generic", description="decay")
    assert made.status_code == 201, made.text
    model = made.json()
    assert (model["is_custom_model"], model["chemistry"], model["description"]) == (True, "generic", "decay")
    assert model["config"]["type"] == "custom"
    assert model["config"]["model"]["model"]["name"] == "decay"
    assert api("GET", f"/models/{model['id']}").json() == model
    plain = _upload(api, json.dumps(document)).json()
    assert plain["chemistry"] == "lithium_ion"
    variable = {"name": "Twice [V]", "expression": "2 * CoupledVariable('Voltage [V]')"}
    extended = api("POST", f"/models/{model['id']}/custom-variables", variable)
    assert extended.status_code == 200, extended.text
    assert "Twice [V]" in extended.json()["config"]["model"]["model"]["variables"]


def test_a_file_with_bare_infinity_is_kept_readable(api, document):
    text = json.dumps(document).replace('"Infinity"', "Infinity")
    made = _upload(api, text)
    assert made.status_code == 201, made.text
    assert made.json()["config"]["model"] == document


@pytest.mark.parametrize(
    ("content", "status", "word"),
    [
        ("not json", 422, "JSON"),
        ("[1, 2]", 422, "object"),
        ("{}", 400, "model"),
        ('{"schema_version": "1.1", "model": {"base_class": "os.path"}}', 422, "os.path"),
        ('{"schema_version": "1.1", "model": {"convert_to_format": "python"}}', 422, "python"),
        ("[" * 100_000, 422, ""),
    ],
)
def test_files_that_are_no_models_are_refused(api, content, status, word):
    answer = _upload(api, content)
    assert answer.status_code == status, answer.text
    assert word in answer.text


@pytest.mark.parametrize("fields", [{"chemistry": "sodium"}, {"name": ""}, {"project_id": ""}])
def test_wrong_form_fields_are_422(api, fields):
    assert _upload(api, "{}", **fields).status_code == 422


def test_a_custom_variable_joins_the_configuration(api, make):
    made = make("Extended")
    route = f"/models/{made['id']}/custom-variables"
    expression = (
        "(CoupledVariable('Voltage [V]') - pybamm.Parameter('Lower voltage cut-off [V]')) ** 2 / maximum(1e-3, 2)"
    )
    answer = api("POST", route, {"name": "Margin [V2]", "expression": expression})
    assert answer.status_code == 200, answer.text
    config = answer.json()["config"]
    assert list(config["custom_variables"]) == ["Margin [V2]"]
    assert api("GET", f"/models/{made['id']}").json()["config"] == config
    repeated = api("POST", route, {"name": "Margin [V2]", "expression": "1"})
    assert repeated.status_code == 409
    second = api("POST", route, {"name": "Other", "expression": "-CoupledVariable('Margin [V2]')"})
    assert list(second.json()["config"]["custom_variables"]) == ["Margin [V2]", "Other"]


@pytest.mark.parametrize(
    "expression",
    [
        "__import__('os').system('true')",
        "CoupledVariable('No such variable')",
        "CoupledVariable(name='Voltage [V]')",
        "CoupledVariable(1)",
        "CoupledVariable('Voltage [V]').name",
        "open('x')",
        "os.exp(1)",
        "exp(1, 2)",
        "lambda: 1",
        "'text'",
        "True",
        "1 +",
        "9**9**9**9",
        "-" * 200 + "1",
        "1" * 20_000,
    ],
)
def test_expressions_that_are_none_are_refused(api, make, expression):
    made = make("Refuses")
    answer = api("POST", f"/models/{made['id']}/custom-variables", {"name": "x", "expression": expression})
    assert answer.status_code == 400, answer.text
    assert "expression" in answer.json()["message"]


def test_roles_and_organizations(api, make, keys, document):
    made = make("Guarded")
    one = f"/models/{made['id']}"
    listing = f"/models?project_id={api.project_id}"
    body = {"name": "x", "config": SPM, "project_id": api.project_id}
    for method, route, given, viewer in (
        ("GET", listing, None, 200),
        ("POST", "/models", body, 403),
        ("GET", one, None, 200),
        ("PATCH", one, {"name": "mine"}, 403),
        ("POST", f"{one}/custom-variables", {"name": "x", "expression": "1"}, 403),
        ("DELETE", one, None, 403),
    ):
        assert api(method, route, given, key=keys["stranger"]).status_code == 404
        assert api(method, route, given, key=keys["member"]).status_code == 403
        assert api(method, route, given, key=keys["viewer"]).status_code == viewer
    assert _upload(api, "{}", key=keys["stranger"]).status_code == 404
    assert _upload(api, "{}", key=keys["viewer"]).status_code == 403
