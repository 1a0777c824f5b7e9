"""Optimizations and templates: who may see and change them; nothing is run here."""

from typing import Any

import pytest

from ionworks.optimization import DesignParameter, Objective, OptimizationProblem, maximize
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
