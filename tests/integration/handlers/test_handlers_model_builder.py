"""Model builders: recipes over a cell specification, what is in the way of a model, and the model that is made."""

import copy
from typing import Any

import pytest

from ionworks.server.store import schema
from ionworks.server.store.schema_knowledge import model_builders
from tests.integration.handlers.conftest import ADMIN, MEMBER, STRANGER, VIEWER, Api

pytestmark = pytest.mark.local_only

THICKNESS = "Positive electrode thickness [m]"
OCP = "Positive electrode OCP [V]"
MAPPING = {
    "Nominal cell capacity [A.h]": "ratings.capacity",
    THICKNESS: "cathode.properties.thickness",
    "Reference temperature [K]": "properties.reference",
    OCP: "cathode.properties.ocp",
}
SPEC = {
    "name": "Sheet cell",
    "form_factor": "pouch",
    "ratings": {"capacity": {"value": 5000, "unit": "mA*h"}, "voltage_min": {"value": 2.6, "unit": "V"}},
    "properties": {"reference": {"value": 25, "unit": "degC"}},
    "cathode": {
        "properties": {
            "thickness": {"value": 75.6, "unit": "um"},
            "ocp": {"x": [0.2, 0.6, 0.95], "y": [4300, 3900, 3500], "unit": "mV"},
        }
    },
}


@pytest.fixture(scope="module")
def spm(api: Api) -> tuple[str, dict[str, Any]]:
    """Id of the system's SPM, and the published values that a recipe leaves open less."""
    rows = api("GET", "/parameterized_models", params={"project_id": api.project_id, "limit": 1000}).json()["items"]
    row = next(one for one in rows if one["name"] == "Chen2020 SPM")
    values = api("GET", f"/parameterized_models/{row['id']}/parameter-values").json()
    return row["model_id"], {name: value for name, value in values.items() if name not in MAPPING}


@pytest.fixture(scope="module")
def spec(api: Api) -> str:
    return api.made("/cell_specifications", {**SPEC, "project_id": api.project_id})["id"]


def _recipe(spm: tuple[str, dict[str, Any]], mapping: dict[str, str] = MAPPING) -> dict[str, Any]:
    return {
        "elements": {
            "published": {"element_type": "entry", "values": spm[1]},
            "sheet": {"element_type": "entry", "mapping": mapping},
            "capacity": {"element_type": "calculation", "type": "ElectrodeCapacity", "electrode": "positive"},
        }
    }


@pytest.fixture(scope="module")
def builder(api: Api, spm: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    body = {"model_id": spm[0], "project_id": api.project_id, "name": "From the sheet", "config": _recipe(spm)}
    return api.made("/model_builders", body)


def test_a_builder_makes_the_model_of_a_specification(api: Api, builder: Any, spec: str) -> None:
    path = f"/model_builders/{builder['id']}"
    report = api("POST", f"{path}/check", {"cell_spec_id": spec}).json()
    assert (report["ready"], report["issues"]) == (True, [])
    assert report["resolved"] == report["total"] > 20
    built = api("POST", f"{path}/build", {"cell_spec_id": spec}).json()
    values = built["parameters"]
    assert values[THICKNESS] == pytest.approx(75.6e-6, rel=1e-12)
    assert values["Reference temperature [K]"] == pytest.approx(298.15)
    assert (values["Nominal cell capacity [A.h]"], values["Lower voltage cut-off [V]"]) == (5.0, 2.6)
    assert values["Positive electrode capacity [A.h]"] == pytest.approx(8.73, abs=0.01)
    assert built["missing"] == [] and built["parameterized_model_id"] is None
    body = {"cell_spec_id": spec, "save": True, "set_as_default": True, "name": "Of the sheet"}
    made = api("POST", f"{path}/build", body)
    assert made.status_code == 200, made.text
    saved = made.json()["parameterized_model_id"]
    stored = api("GET", f"/parameterized_models/{saved}/parameter-values").json()
    # a capacity is no parameter of the model, only a step on the way to others
    assert stored == {name: value for name, value in values.items() if name != "Positive electrode capacity [A.h]"}
    assert api("GET", f"/cell_specifications/{spec}").json()["default_parameterized_model_id"] == saved
    again = api("POST", f"{path}/build", body)
    assert (again.status_code, again.json()["detail"]["existing_id"]) == (409, saved)


def test_what_is_in_the_way_is_told_with_its_place(api: Api, spm: Any, builder: Any) -> None:
    poor = {**copy.deepcopy(SPEC), "name": "Poor sheet", "project_id": api.project_id}
    del poor["cathode"]["properties"]["ocp"]
    poor["cathode"]["properties"]["thickness"]["unit"] = "V"
    other = api.made("/cell_specifications", poor)["id"]
    report = api("POST", f"/model_builders/{builder['id']}/check", {"cell_spec_id": other}).json()
    found = {(issue["code"], issue.get("parameter"), issue.get("path")) for issue in report["issues"]}
    assert not report["ready"] and report["resolved"] == report["total"] - 2
    assert {
        ("path_not_found", OCP, "cathode.properties.ocp"),
        ("value_not_usable", THICKNESS, "cathode.properties.thickness"),
        ("missing_parameter", OCP, None),
        ("missing_parameter", THICKNESS, None),
    } <= found
    assert "element_failed" in {code for code, _, _ in found}
    path = f"/model_builders/{builder['id']}/build"
    refused = api("POST", path, {"cell_spec_id": other, "save": True})
    assert refused.status_code == 400 and "cannot be saved" in refused.json()["message"]
    assert api("POST", path, {"cell_spec_id": other, "set_as_default": True}).status_code == 400
    assert set(api("POST", path, {"cell_spec_id": other}).json()["missing"]) == {OCP, THICKNESS}
    rows = api("GET", f"/cell_specifications/{other}/builder_readiness", params={"model_id": spm[0]}).json()
    (row,) = (one for one in rows if one["model_builder_id"] == builder["id"])
    assert (row["ready"], row["error_count"]) == (False, len(report["issues"]))


def test_a_recipe_is_tried_without_saving_it(api: Api, spm: Any, spec: str) -> None:
    body = {"model_id": spm[0], "cell_spec_id": spec, "config": _recipe(spm)}
    tried = api("POST", "/model_builders/dry_run", body).json()
    assert tried["report"]["ready"] and tried["error"] is None and tried["parameters"][THICKNESS] > 0
    fit = {"element_type": "data_fit", "objectives": {}, "parameters": {}}
    wrong = api("POST", "/model_builders/dry_run", {**body, "config": {"elements": {"fit": fit}}}).json()
    assert "fit" in wrong["error"] and not wrong["report"]["ready"]
    preview = api("POST", "/model_builders/preview_mapping", {"cell_spec_id": spec, "mapping": MAPPING}).json()
    assert preview["Nominal cell capacity [A.h]"]["converted"] == 5.0
    assert preview[OCP]["curve"] == {"x": [0.2, 0.6, 0.95], "y": [4.3, 3.9, 3.5]}
    odd = {THICKNESS: "cathode.colour", "Electrode area [m2]": "ratings.capacity", "Electrode width [m]": "name"}
    preview = api("POST", "/model_builders/preview_mapping", {"cell_spec_id": spec, "mapping": odd}).json()
    assert "'colour' is missing" in preview[THICKNESS]["issue"]
    assert "cannot be converted to 'm2'" in preview["Electrode area [m2]"]["issue"]
    assert "a number is needed" in preview["Electrode width [m]"]["issue"]
    resolved = api("GET", f"/cell_specifications/{spec}/resolved").json()
    assert resolved["cathode"]["properties"]["thickness"]["value"] == 75.6


def test_calculations_that_give_a_parameter_are_listed(api: Api) -> None:
    def producing(name: str) -> list[dict[str, Any]]:
        return api("GET", "/model_builders/calculations/producing", params={"parameter": name}).json()

    found = producing("Negative electrode capacity [A.h]")
    assert {"type", "inputs", "outputs"} <= found[0].keys() and ("ElectrodeCapacity", "negative") in {
        (one["type"], one.get("electrode")) for one in found
    }
    assert producing("Colour of the sky") == []


@pytest.mark.parametrize(
    "elements",
    [
        {},
        {"a": {"element_type": "validation", "objectives": {}}},
        {"a": {"element_type": "entry"}},
        {"a": {"element_type": "colour"}},
        {"a": {"element_type": "entry", "mapping": {"x [m]": "a"}, "cell_spec_id": "another"}},
        {"a": {"element_type": "calculation", "type": "NoSuchThing"}},
    ],
)
def test_what_is_no_recipe_is_refused(api: Api, spm: Any, elements: dict[str, Any]) -> None:
    body = {"model_id": spm[0], "project_id": api.project_id, "name": "Wrong", "config": {"elements": elements}}
    answer = api("POST", "/model_builders", body)
    assert answer.status_code == 400, answer.text


def test_names_projects_and_other_organizations(api: Api, spm: Any, builder: Any, spec: str) -> None:
    body = {"model_id": spm[0], "project_id": api.project_id, "name": builder["name"], "config": builder["config"]}
    taken = api("POST", "/model_builders", body)
    assert (taken.status_code, taken.json()["detail"]["existing_id"]) == (409, builder["id"])
    path = f"/model_builders/{builder['id']}"
    assert api("PATCH", path, {"description": "D"}).json()["description"] == "D"
    assert api("GET", "/model_builders", params={"model_id": spm[0]}).json()["items"][0]["id"] == builder["id"]
    assert api("GET", "/model_builders", key=MEMBER).json()["items"] == []
    assert api("GET", path, key=VIEWER).status_code == 200
    for key, status in ((MEMBER, 403), (STRANGER, 404)):
        assert api("POST", f"{path}/check", {"cell_spec_id": spec}, key=key).status_code == status
        run = {"model_id": spm[0], "cell_spec_id": spec, "config": builder["config"]}
        assert api("POST", "/model_builders/dry_run", run, key=key).status_code == status
        asked = {"cell_spec_id": spec, "mapping": MAPPING}
        assert api("POST", "/model_builders/preview_mapping", asked, key=key).status_code == status
    assert api("POST", f"{path}/build", {"cell_spec_id": spec, "save": True}, key=VIEWER).status_code == 403
    elsewhere = api.insert(schema.projects, name="Elsewhere", created_by=api.users[ADMIN])
    foreign = api.insert(schema.cell_specs, project_id=elsewhere, name="Foreign")
    own = api.insert(schema.models, project_id=api.project_id, name="M", config={"type": "SPM"}, is_custom_model=False)
    theirs = api.insert(model_builders, project_id=api.project_id, model_id=own, name="B", config=builder["config"])
    crossed = api("POST", f"/model_builders/{theirs}/check", {"cell_spec_id": foreign})
    assert crossed.status_code == 400 and "another project" in crossed.json()["message"]
