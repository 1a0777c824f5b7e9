"""Optimizations and templates: every documented status, what a refusal says, who may do what; nothing is run here."""

from typing import Any

import pytest
import sqlalchemy as sa

from ionworks.optimization import DesignParameter, Objective, OptimizationProblem, maximize
from ionworks.server.contract import specification
from ionworks.server.queue import states
from ionworks.server.store import schema

pytestmark = pytest.mark.local_only

PROTOCOL = {"steps": [{"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 2.5"]}}]}


@pytest.fixture
def body(api: Any) -> dict[str, Any]:
    with api.store.read() as connection:
        table = schema.parameterized_models
        model = connection.execute(table.select().where(table.c.name == "Chen2020 SPM")).mappings().one()["id"]
    problem = OptimizationProblem(
        parameterized_model_id=model,
        project_id=api.project_id,
        objectives={"1C": Objective(PROTOCOL, goals={"energy": maximize("energy")})},
        parameters=[DesignParameter("Positive electrode thickness [m]", 5e-5, 1e-4)],
    )
    return problem.to_wire()


def test_roles(api: Any, body: dict[str, Any], keys: dict[str, str]) -> None:
    path = f"/optimizations/{api.made('/optimizations', body)['id']}"
    assert api("GET", path).json()["status"] == "queued"
    assert api("GET", path, key=keys["viewer"]).status_code == 200
    assert api("GET", path, key=keys["member"]).status_code == 403
    assert api("GET", path, key=keys["stranger"]).status_code == 404
    assert api("GET", path, key="").status_code == 401
    assert api("POST", "/optimizations", body, key=keys["viewer"]).status_code == 403
    for method, place, change in (
        ("PATCH", path, {"name": "n"}),
        ("POST", f"{path}/cancel", {}),
        ("POST", f"{path}/resubmit", {}),
    ):
        assert api(method, place, change, key=keys["viewer"]).status_code == 403
        assert api(method, place, change, key=keys["stranger"]).status_code == 404
    assert api("POST", f"{path}/resubmit", {}).status_code == 409
    assert api("POST", f"{path}/cancel", {}).json()["status"] == "canceled"
    assert api("POST", f"{path}/resubmit", {}).status_code == 202


@pytest.mark.parametrize("name", [None, ""])
def test_blank_name_is_filled_in(api: Any, body: dict[str, Any], name: str | None) -> None:
    made = api.made("/optimizations", body | {"name": name})
    assert made["name"] == f"Optimization {made['id'][:8]}" and len(made["name"]) == len("Optimization ") + 8


def test_lists_show_what_the_caller_may_read(api: Any, body: dict[str, Any], keys: dict[str, str]) -> None:
    api.made("/optimizations", body)
    total = api("GET", "/optimizations").json()["total"]
    assert total >= 1
    assert api("GET", "/optimizations", key=keys["viewer"]).json()["total"] == total
    assert api("GET", "/optimizations", key=keys["member"]).json() == {"optimizations": [], "total": 0}
    assert api("GET", "/optimizations", key=keys["stranger"]).json()["total"] == 0
    assert api("GET", f"/optimizations?project_id={api.project_id}", key=keys["member"]).status_code == 403
    assert api("GET", f"/optimizations?project_id={api.project_id}", key=keys["stranger"]).status_code == 404


def test_templates_belong_to_their_project(api: Any, keys: dict[str, str]) -> None:
    template = api.made("/optimization_templates", {"name": "T", "project_id": api.project_id})
    path = f"/optimization_templates/{template['id']}"
    assert api("PATCH", path, {"name": "U"}, key=keys["viewer"]).status_code == 403
    assert api("PATCH", path, {"name": "U"}, key=keys["stranger"]).status_code == 404
    assert api("PATCH", path, {"name": "U"}).json()["name"] == "U"
    copied = {"project_id": api.project_id}
    assert api("POST", f"{path}/copy", copied, key=keys["viewer"]).status_code == 403
    assert api("POST", f"{path}/copy", copied).json()["name"] == "U"
    listed = api("GET", f"/optimization_templates?project_id={api.project_id}", key=keys["viewer"]).json()
    assert [one["access_level"] for one in listed] == ["system", "system", "project", "project"]


NO_MODEL = {"parameterized_model_id": "nobody"}
NO_PARAMETER = {"parameters": {"Thickness": {"bounds": [1, 2]}}}
TEMPLATE = {"name": "T"}
CASES = [
    # operation, method, path, body ("whole": that of a valid optimization), who asks, status
    ("create_optimization", "POST", "/optimizations", "whole", "admin", 201),
    ("create_optimization", "POST", "/optimizations", NO_PARAMETER, "admin", 400),
    ("create_optimization", "POST", "/optimizations", "whole", "nobody", 401),
    ("create_optimization", "POST", "/optimizations", "whole", "viewer", 403),
    ("create_optimization", "POST", "/optimizations", "whole", "stranger", 404),
    ("create_optimization", "POST", "/optimizations", NO_MODEL, "admin", 404),
    ("create_optimization", "POST", "/optimizations", {"optimization_template_id": "nobody"}, "admin", 404),
    ("create_optimization", "POST", "/optimizations", {"kind": "sweep"}, "admin", 422),
    ("list_optimizations", "GET", "/optimizations", None, "admin", 200),
    ("list_optimizations", "GET", "/optimizations", None, "nobody", 401),
    ("list_optimizations", "GET", "/optimizations?project_id={project}", None, "member", 403),
    ("list_optimizations", "GET", "/optimizations?project_id={project}", None, "stranger", 404),
    ("list_optimizations", "GET", "/optimizations?limit=0", None, "admin", 422),
    ("get_optimization", "GET", "/optimizations/{id}", None, "viewer", 200),
    ("get_optimization", "GET", "/optimizations/{id}", None, "nobody", 401),
    ("get_optimization", "GET", "/optimizations/{id}", None, "stranger", 404),
    ("get_optimization", "GET", "/optimizations/nobody", None, "admin", 404),
    ("get_optimization", "GET", "/optimizations/{id}?verbose=1", None, "admin", 422),
    ("update_optimization", "PATCH", "/optimizations/{id}", {"name": "N", "description": None}, "admin", 200),
    ("update_optimization", "PATCH", "/optimizations/{id}", {"name": "N"}, "nobody", 401),
    ("update_optimization", "PATCH", "/optimizations/{id}", {"name": "N"}, "viewer", 403),
    ("update_optimization", "PATCH", "/optimizations/{id}", {"name": "N"}, "stranger", 404),
    ("update_optimization", "PATCH", "/optimizations/{id}", {}, "admin", 422),
    ("update_optimization", "PATCH", "/optimizations/{id}", {"status": "succeeded"}, "admin", 422),
    ("cancel_optimization", "POST", "/optimizations/{id}/cancel", {}, "admin", 200),
    ("cancel_optimization", "POST", "/optimizations/{id}/cancel", {}, "nobody", 401),
    ("cancel_optimization", "POST", "/optimizations/{id}/cancel", {}, "viewer", 403),
    ("cancel_optimization", "POST", "/optimizations/{id}/cancel", {}, "stranger", 404),
    ("cancel_optimization", "POST", "/optimizations/{id}/cancel", [], "admin", 422),
    ("resubmit_optimization", "POST", "/optimizations/{canceled}/resubmit", {}, "admin", 202),
    ("resubmit_optimization", "POST", "/optimizations/{canceled}/resubmit", {}, "nobody", 401),
    ("resubmit_optimization", "POST", "/optimizations/{canceled}/resubmit", {}, "viewer", 403),
    ("resubmit_optimization", "POST", "/optimizations/{canceled}/resubmit", {}, "stranger", 404),
    ("resubmit_optimization", "POST", "/optimizations/{id}/resubmit", {}, "admin", 409),
    ("resubmit_optimization", "POST", "/optimizations/{canceled}/resubmit", [], "admin", 422),
    ("list_optimization_templates", "GET", "/optimization_templates?project_id={project}", None, "viewer", 200),
    ("list_optimization_templates", "GET", "/optimization_templates?project_id={project}", None, "nobody", 401),
    ("list_optimization_templates", "GET", "/optimization_templates?project_id={project}", None, "member", 403),
    ("list_optimization_templates", "GET", "/optimization_templates?project_id={project}", None, "stranger", 404),
    ("list_optimization_templates", "GET", "/optimization_templates", None, "admin", 422),
    ("create_optimization_template", "POST", "/optimization_templates", TEMPLATE, "admin", 201),
    ("create_optimization_template", "POST", "/optimization_templates", TEMPLATE, "nobody", 401),
    ("create_optimization_template", "POST", "/optimization_templates", TEMPLATE, "viewer", 403),
    ("create_optimization_template", "POST", "/optimization_templates", TEMPLATE, "stranger", 404),
    ("create_optimization_template", "POST", "/optimization_templates", {"initial_form_data": {}}, "admin", 422),
    ("update_optimization_template", "PATCH", "/optimization_templates/{template}", {"name": "U"}, "admin", 200),
    ("update_optimization_template", "PATCH", "/optimization_templates/{template}", {"name": "U"}, "nobody", 401),
    ("update_optimization_template", "PATCH", "/optimization_templates/{template}", {"name": "U"}, "viewer", 403),
    ("update_optimization_template", "PATCH", "/optimization_templates/system-charge", {"name": "U"}, "admin", 403),
    ("update_optimization_template", "PATCH", "/optimization_templates/{template}", {"name": "U"}, "stranger", 404),
    ("update_optimization_template", "PATCH", "/optimization_templates/{template}", {"name": ""}, "admin", 422),
    ("copy_optimization_template", "POST", "/optimization_templates/system-charge/copy", {}, "admin", 201),
    ("copy_optimization_template", "POST", "/optimization_templates/{template}/copy", {}, "admin", 201),
    ("copy_optimization_template", "POST", "/optimization_templates/{template}/copy", {}, "nobody", 401),
    ("copy_optimization_template", "POST", "/optimization_templates/{template}/copy", {}, "viewer", 403),
    ("copy_optimization_template", "POST", "/optimization_templates/{template}/copy", {}, "stranger", 404),
    ("copy_optimization_template", "POST", "/optimization_templates/nobody/copy", {}, "admin", 404),
    ("copy_optimization_template", "POST", "/optimization_templates/{template}/copy", {"name": "V"}, "admin", 422),
]
CODES = {400: "BAD_REQUEST", 403: "FORBIDDEN", 404: "NOT_FOUND", 409: "CONFLICT"}


@pytest.mark.parametrize(
    ("operation", "method", "path", "change", "who", "status"), CASES, ids=[f"{c[0]}-{c[5]}-{c[4]}" for c in CASES]
)
def test_documented_status(
    api: Any, body: dict[str, Any], keys: dict[str, str], operation, method, path, change, who, status
) -> None:
    ids = {"project": api.project_id}
    if "{id}" in path or "{canceled}" in path:
        ids["id"] = ids["canceled"] = api.made("/optimizations", body)["id"]
    if "{canceled}" in path:
        api("POST", f"/optimizations/{ids['id']}/cancel", {})
    if "{template}" in path:
        ids["template"] = api.made("/optimization_templates", {"name": "T", "project_id": api.project_id})["id"]
    sent = change
    if path == "/optimizations" and method == "POST":
        sent = body if change == "whole" else body | change
    elif isinstance(change, dict) and operation in ("create_optimization_template", "copy_optimization_template"):
        sent = change | {"project_id": api.project_id}
    answer = api(method, path.format(**ids), sent, key=keys.get(who, ""))
    assert answer.status_code == status, answer.text
    found = answer.json()
    if status in CODES:
        assert found["error_code"] == CODES[status] and found["message"]
    if status == 409:
        assert found["detail"]["existing_id"] == ids["id"]
    if status == 422:
        assert all(one["loc"] and one["msg"] and one["type"] for one in found["detail"])


def test_every_documented_status_is_in_the_table() -> None:
    """Names of templates may repeat, so 409 is the platform's; 501 is for operations that are not served."""
    document = specification.load()
    documented = {
        (operation["operationId"], int(status))
        for path in document["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict) and operation.get("tags") == ["optimization"]
        for status in operation["responses"]
        if status.isdigit() and status != "501"
    }
    exempt = {("create_optimization_template", 409), ("copy_optimization_template", 409)}
    assert documented - exempt == {(case[0], case[5]) for case in CASES}


@pytest.mark.parametrize(
    ("job_state", "status"),
    [
        (states.PENDING, "queued"),
        (states.WAITING, "queued"),
        (states.PROCESSING, "running"),
        (states.COMPLETED, "succeeded"),
        (states.FAILED, "failed"),
        (states.CANCELED, "canceled"),
    ],
)
def test_status_and_what_may_be_done_in_it(api: Any, body: dict[str, Any], job_state: str, status: str) -> None:
    made = api.made("/optimizations", body)
    path = f"/optimizations/{made['id']}"
    with api.store.write() as connection:
        change = {"status": job_state, "error": "E" if status == "failed" else None}
        connection.execute(sa.update(schema.jobs).where(schema.jobs.c.id == made["job_id"]).values(**change))
    found = api("GET", path).json()
    assert (found["status"], found["error"], found["run_count"]) == (status, change["error"], 1)
    assert "objectives" not in found
    again = api("POST", f"{path}/resubmit", {})
    if status in ("failed", "canceled"):
        assert (again.status_code, again.json()["status"], again.json()["run_count"]) == (202, "queued", 2)
    else:
        assert again.status_code == 409 and f"is {status}" in again.json()["message"]
        ended = api("POST", f"{path}/cancel", {}).json()["status"]
        assert ended == ("succeeded" if status == "succeeded" else "canceled")


VOLTAGE = {
    "data": {"Time [s]": [0, 1, 2], "Current [A]": [1, 1, 1], "Voltage [V]": [4, 3.9, 3.8]},
    "options": {"model": {"type": "SPM"}},
}
SEARCHED = {"Negative particle diffusivity [m2.s-1]": {"bounds": [1e-14, 1e-12], "initial_value": 3e-14}}
FIT = {"objectives": {"voltage": VOLTAGE}, "parameters": SEARCHED}
WRONG_FITS = [
    ({"config": None}, ["config"], "the config of a data_fit element"),
    ({"config": [1]}, ["config"], "found [1]; allowed: an object"),
    ({"objectives": {}}, ["objectives"], "unknown key; allowed: kind, project_id"),
    ({"config": {**FIT, "objectives": {}}}, ["config", "objectives"], "found {}; allowed: at least one objective"),
    ({"config": {**FIT, "objectives": [VOLTAGE]}}, ["config", "objectives"], "allowed: at least one objective by name"),
    ({"config": {**FIT, "element_type": "entry"}}, ["config", "element_type"], "found 'entry'; allowed: data_fit"),
    ({"config": {**FIT, "parameters": {"x": 1.0}}}, ["config", "parameters"], "at least one parameter with bounds"),
    ({"config": {**FIT, "parameters": {"x": "free"}}}, ["config", "parameters"], "'x' is 'free'; a parameter object"),
    ({"config": {**FIT, "parameters": {"x": {"bounds": [2, 1]}}}}, ["config", "parameters.x"], "they must rise"),
    (
        {"config": {**FIT, "optimizer": {"type": "Genetic"}}},
        ["config", "optimizer.type"],
        "DifferentialEvolution, CMAES",
    ),
    ({"config": {**FIT, "optimiser": {}}}, ["config", "optimiser"], "did you mean 'optimizer'"),
]


@pytest.mark.parametrize(
    ("change", "path", "message"), WRONG_FITS, ids=[f"{case[1][-1]}-{i}" for i, case in enumerate(WRONG_FITS)]
)
def test_refused_fit(api: Any, change: dict[str, Any], path: list[str], message: str) -> None:
    body = {"kind": "datafit", "project_id": api.project_id, "config": FIT} | change
    answer = api("POST", "/optimizations", body)
    assert answer.status_code == 422, answer.text
    finding = answer.json()["detail"][0]
    assert finding["loc"] == ["body", *path] and message in finding["msg"]


def test_fit_with_the_model_of_its_document(api: Any, body: dict[str, Any]) -> None:
    plain = {"data": VOLTAGE["data"]}
    sent = {
        "kind": "datafit",
        "project_id": api.project_id,
        "parameterized_model_id": body["parameterized_model_id"],
        "config": {**FIT, "objectives": {"own": VOLTAGE, "voltage": plain}},
    }
    made = api.made("/optimizations", sent)
    objectives = api("GET", "/optimizations?limit=1").json()["optimizations"][0]["objectives"]
    assert made["kind"] == "datafit" and made["parameterized_model_name"] == "Chen2020 SPM"
    assert objectives["voltage"]["options"]["parameterized_model_id"] == body["parameterized_model_id"]
    assert objectives["own"]["options"] == VOLTAGE["options"]
    assert api("POST", "/optimizations", sent | {"parameterized_model_id": "nobody"}).status_code == 404


@pytest.mark.parametrize(
    ("form", "path"),
    [
        ({"kind": "sweep"}, ["kind"]),
        ({"parameter": {}}, ["parameter"]),
        ({"parameters": {"x": {"bounds": [2, 1]}}}, ["parameters.x"]),
        ({"kind": "datafit", "goals": {}}, ["goals"]),
        ({"kind": "datafit", "config": 1}, ["config"]),
        ({"kind": "datafit", "config": {**FIT, "objectives": {}}}, ["config", "objectives"]),
        ({"kind": "datafit", "config": {**FIT, "parameters": {"x": 1.0}}}, ["config", "parameters"]),
    ],
    ids=str,
)
def test_refused_form_data(api: Any, form: dict[str, Any], path: list[str]) -> None:
    made = {"name": "T", "project_id": api.project_id}
    template = api.made("/optimization_templates", made)
    for method, place, rest in (
        ("POST", "/optimization_templates", made),
        ("PATCH", f"/optimization_templates/{template['id']}", {}),
    ):
        answer = api(method, place, {**rest, "initial_form_data": form})
        assert answer.status_code == 422, answer.text
        loc = answer.json()["detail"][0]["loc"]
        assert ".".join(loc) == ".".join(["body", "initial_form_data", *path])


@pytest.mark.parametrize("form", [{}, {"config": {}}, {"config": {"optimizer": {"type": "CMAES"}}}, {"config": FIT}])
def test_form_data_of_a_fit_may_be_incomplete(api: Any, form: dict[str, Any]) -> None:
    given = {"kind": "datafit", **form}
    template = api.made(
        "/optimization_templates", {"name": "F", "project_id": api.project_id, "initial_form_data": given}
    )
    assert template["initial_form_data"] == given
    body = {"project_id": api.project_id, "optimization_template_id": template["id"], "config": FIT}
    assert api.made("/optimizations", body)["kind"] == "datafit"
