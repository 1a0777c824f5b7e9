"""What the service says about itself, and its schemas."""

import jsonschema
import pytest

pytestmark = [pytest.mark.documented]


def test_health_needs_no_key(api):
    answer = api("GET", "/healthz", key="")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "server": "embedded"})
    for key in ("", "iwk_of-nobody"):
        assert "queue" not in api("GET", "/healthz", key=key).json()
    assert {"dispatcher", "workers", "disk", "queue", "version"} <= api("GET", "/healthz").json().keys()
    assert api("GET", "/discovery/capabilities", key="").status_code == 401


def test_the_caller_and_the_organization_of_the_key(api, keys):
    me = api("GET", "/users/me", key=keys["stranger"]).json()
    assert me["id"] == api.users[keys["stranger"]]
    assert me["authorized_organization"] == {"id": api.other_organization, "name": "Other"}
    assert [one["id"] for one in me["organizations"]] == [api.other_organization]


def test_capabilities_name_the_schemas(api):
    found = api("GET", "/discovery/capabilities").json()
    assert {"domain_context", "schemas", "openapi_spec", "authentication"} <= found.keys()
    assert "discharge" in found["domain_context"]["current_sign"]
    for path in found["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(api("GET", path).json())


@pytest.mark.parametrize(
    ("data", "is_valid"),
    [
        ({"cell_specification": {"name": "M50", "project_id": "p", "notes": None}}, True),
        ({"cell_specification": {"name": "M50", "project_id": "p", "ratings": {"capacity": 5}}}, False),
        ({"cell_specification": {"name": 5, "project_id": "p"}}, False),
        ({"cell_instance": {"name": "A1", "batch_id": None}}, True),
        ({"cell_instance": {}}, False),
        ({"time_series": {"Time [s]": [0.0], "Voltage [V]": [4.0], "Current [A]": [1.0], "Step count": [0]}}, True),
        ({"time_series": {"Time [s]": [0.0]}}, False),
        ({"steps": {"Step count": [0], "Step type": ["Rest"]}}, True),
        ({"steps": {"Step count": 0}}, False),
    ],
)
def test_the_data_schema_tells_right_from_wrong(api, data, is_valid):
    schema = api("GET", "/discovery/schemas/data").json()
    assert jsonschema.Draft202012Validator(schema).is_valid(data) is is_valid


def test_the_protocol_schema_takes_a_protocol(api):
    schema = api("GET", "/discovery/schemas/protocol").json()
    step = {"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 2.5"]}}
    assert jsonschema.Draft202012Validator(schema).is_valid({"steps": [step]})
    assert not jsonschema.Draft202012Validator(schema).is_valid({"steps": []})


def test_unknown_schemas_are_422(api):
    answer = api("GET", "/discovery/schemas/everything")
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["path", "name"]


def test_the_models_and_options_of_pybamm(api):
    import pybamm

    found = api("GET", "/discovery/pybamm_models").json()
    assert {"SPM", "SPMe", "DFN"} <= set(found["pybamm_models"]["lithium_ion"])
    assert found["pybamm_models"]["equivalent_circuit"] == ["Thevenin"]
    assert found["ionworks_models"] == {}
    assert {"isothermal", "lumped"} <= set(found["options"]["thermal"])
    assert found["pybamm_version"] == pybamm.__version__


@pytest.mark.parametrize(
    ("body", "word", "kind"),
    [
        ({"pybamm_model": "SPMe", "options": {"thermal": "lumped"}}, None, None),
        ({"pybamm_model": "DFN"}, None, None),
        ({"pybamm_model": "SPMe", "options": {"thermal": "warm"}}, "warm", "OptionError"),
        ({"pybamm_model": "SPMe", "options": {"particle phases": {"a": 1}}}, "", None),
        ({"pybamm_model": "NoSuchModel"}, "NoSuchModel", "ValidationError"),
        ({"pybamm_model": "SPM", "module": "lead_acid"}, "lead_acid", "ValidationError"),
        ({"pybamm_model": "__class__"}, "__class__", "ValidationError"),
    ],
)
def test_a_configuration_that_cannot_be_built_is_a_verdict(api, body, word, kind):
    answer = api("POST", "/discovery/pybamm_models/validate", body)
    assert answer.status_code == 200
    verdict = answer.json()
    assert verdict["valid"] is (word is None)
    if word is None:
        assert verdict == {"valid": True}
    else:
        assert word in verdict["error"]
        assert verdict["error_type"] == kind or kind is None


@pytest.mark.parametrize("body", [{}, {"pybamm_model": ""}, {"pybamm_model": "SPM", "module": "os"}])
def test_wrong_checks_are_422(api, body):
    assert api("POST", "/discovery/pybamm_models/validate", body).status_code == 422


def test_the_platforms_own_models_are_not_here(api):
    answer = api("POST", "/discovery/ionworks_models/serialize", {"name": "LumpedSPMR"})
    assert (answer.status_code, answer.json()["error_code"]) == (404, "NOT_FOUND")
    assert "licensed" in answer.json()["message"]
