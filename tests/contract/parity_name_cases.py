"""What is sent where a name stands for an id, and by the calls that submit, wait and read in one."""

import json
from typing import Any

from tests.contract.parity_cases import PM, TABLES, Case, P, Sent, _ended, case, get, post
from tests.contract.parity_cases import DOWNLOADS

_PROTOCOL = "steps:\n- Rest for 1 second"
_OTHER = "11111111-2222-4333-8444-555555555555"


def _page(*names: str, **fields: Any) -> dict[str, Any]:
    rows = [{"id": f"id-{name}", "name": name, **fields} for name in names]
    return {"items": rows, "count": len(rows), "total": len(rows)}


def _found(sub_client: str, operation: str, path: str, call: Any, **fields: Any) -> Case:
    """Row of a ``get_by_name`` that asks for the name and gets one record."""
    query = fields.pop("query", {})
    return case(
        f"{sub_client}.get_by_name",
        call,
        get(path, **{"limit": "100", "name": "eq.N", **query}),
        answers={operation: _page("N", **fields)},
        variants=("example", "newer"),
        returns=lambda record: record.id == "id-N",
    )


_RUN = {"status": "completed", "is_terminal": True, "is_failed": False}
_MODELS = {"list_parameterized_models": _page("Chen2020 SPMe", "Chen2020 SPM")}
_MODEL_PAGE = get("/parameterized_models", project_id=P, summary="true", limit="100", offset="0")
_TEMPLATE = post(
    "/protocols/parse-to-template",
    {
        "protocol_experiment": {"protocol": _PROTOCOL, "name": "Rest"},
        "experiment_parameters": {"a": 1.0},
        "project_id": P,
    },
)
_BATCH = {
    "parameterized_model": "id-Chen2020 SPMe",
    "experiment_template_id": "t1",
    "experiment_parameter_sets": [{"a": 1.0}],
    "project_id": P,
}
_SUBMITTED = {"parse_to_template": {"template_id": "t1"}, **_MODELS}
_GRID = {"sampling": "grid", "rows": [{"type": "discrete", "name": "x", "values": [1.0, 2.0]}]}

_MEASURED = {"Time [s]": [5.0, 6.0], "Current [A]": [0.0, 1.0], "Voltage [V]": [4.0, 3.9]}
_REPLAYED = {
    "global": {"temperature": 20, "initial_state_type": "voltage", "initial_state_value": 4.0},
    "drive_cycles": {"Measured current": {"time": [0.0, 1.0], "current": [0.0, 1.0]}},
    "steps": [{"Drive": {"name": "Measured current", "mode": "Current"}}],
}

NAME_CASES = [
    _found("project", "list_projects", "/projects", lambda c: c.project.get_by_name("N"), organization_id="o"),
    _found("model", "list_models", "/models", lambda c: c.model.get_by_name("N"), query={"project_id": P}),
    case(
        "parameterized_model.get_by_name",
        lambda c: c.parameterized_model.get_by_name("Chen2020 SPM"),
        _MODEL_PAGE,
        get("/parameterized_models/id-Chen2020%20SPM"),
        answers=_MODELS,
    ),
    case(
        "parameterized_model.get",
        lambda c: c.parameterized_model.get("Chen2020 SPMe"),
        _MODEL_PAGE,
        get("/parameterized_models/id-Chen2020%20SPMe"),
        answers=_MODELS,
        note="by name",
    ),
    _found("study", "list_studies", f"/projects/{P}/studies", lambda c: c.study.get_by_name("N")),
    case(
        "protocol.get_by_name",
        lambda c: c.protocol.get_by_name("N", "p2"),
        get("/experiment_templates", project_id="p2", limit="100", name="eq.N"),
        get("/experiment_templates/id-N"),
        answers={"list_protocols": _page("N", organization_id="o")},
        variants=("example", "newer"),
    ),
    _found(
        "cell_spec",
        "list_cell_specs",
        "/cell_specifications",
        lambda c: c.cell_spec.get_by_name("N"),
        query={"project_id": P},
    ),
    _found(
        "cell_instance",
        "list_cell_instances",
        "/cell_specifications/s1/cell_instances",
        lambda c: c.cell_instance.get_by_name("N", "s1"),
        cell_specification_id="s1",
    ),
    _found(
        "cell_measurement",
        "list_cell_measurements",
        "/cell_instances/i1/cell_measurements",
        lambda c: c.cell_measurement.get_by_name("N", "i1"),
        cell_instance_id="i1",
    ),
    case(
        "pipeline.get_by_name",
        lambda c: c.pipeline.get_by_name("N"),
        get("/pipelines", project_id=P, limit="100", name="eq.N"),
        answers={"list_pipelines": {"pipelines": [{"id": "id-N", "name": "N", **_RUN}], "count": 1, "total": 1}},
        variants=("example", "newer"),
        returns=lambda record: record.id == "id-N",
    ),
    case(
        "simple_pipeline.get_by_name",
        lambda c: c.simple_pipeline.get_by_name("N"),
        get(
            "/simple_pipelines", project_id=P, limit="100", offset="0", name="eq.N", order_by="created_at", order="desc"
        ),
        answers={
            "list_simple_pipelines": _page(
                "N", project_id=P, organization_id="o", created_at="2026-01-01", updated_at="2026-01-01", **_RUN
            )
        },
        variants=("example", "newer"),
        returns=lambda record: record.id == "id-N",
    ),
    case(
        "optimization.get_by_name",
        lambda c: c.optimization.get_by_name("N"),
        get("/optimizations", project_id=P, limit="100", offset="0"),
        get("/optimizations/o2"),
        answers={
            "list_optimizations": {
                "optimizations": [
                    {"id": f"o{n}", "job_id": "j", "project_id": P, "name": name} for n, name in enumerate("LMN")
                ],
                "total": 3,
            }
        },
        variants=("example", "newer"),
    ),
    case(
        "simulation.get_by_name",
        lambda c: c.simulation.get_by_name("N"),
        get("/simulations", project_id=P, q="N", summary="true", limit="1000", offset="0"),
        answers={
            "list_simulations": {
                "simulations": [{"id": f"s{n}", "name": n} for n in ("N", "N2")],
                "model_scalar_parameters": {},
                "total": 2,
            }
        },
        variants=("example", "newer"),
        returns=lambda record: record["id"] == "sN",
    ),
    case(
        "simulation.run",
        lambda c: c.simulation.run("Chen2020 SPMe", _PROTOCOL, {"a": 1}, {"x": 2}, name="Rest"),
        _MODEL_PAGE,
        _TEMPLATE,
        post(
            "/simulations/with-template/batch",
            {
                **_BATCH,
                "design_parameters_doe": {
                    "sampling": "grid",
                    "rows": [{"type": "discrete", "name": "x", "values": [2.0]}],
                },
            },
        ),
        post("/simulations/statuses", {"simulation_ids": ["s1"], "limit": 1}),
        get("/simulations/s1"),
        get("/simulations/s1/time_series/download"),
        get("/simulations/s1/steps/download"),
        Sent("GET", "/bucket/series", {"token": "t"}, auth=False),
        Sent("GET", "/bucket/steps", {"token": "t"}, auth=False),
        answers={
            **_SUBMITTED,
            **DOWNLOADS,
            "create_simulations": [{"simulation_id": "s1", "job_id": "j1"}],
            "get_simulation_statuses": [_ended("s1")],
        },
        unordered=True,
        variants=("example",),
        returns=lambda result: result.time_series["Voltage [V]"].to_list() == [4.0, 3.9],
    ),
    case(
        "simulation.replay",
        lambda c: c.simulation.replay(_MEASURED, "Chen2020 SPMe", temperature=20, parameters={"x": 2}),
        _MODEL_PAGE,
        post(
            "/protocols/parse-to-template",
            {
                "protocol_experiment": {"protocol": json.dumps(_REPLAYED), "name": "Replay"},
                "experiment_parameters": {},
                "project_id": P,
            },
        ),
        post(
            "/simulations/with-template/batch",
            {
                **_BATCH,
                "experiment_parameter_sets": [{}],
                "design_parameters_doe": {
                    "sampling": "grid",
                    "rows": [{"type": "discrete", "name": "x", "values": [2.0]}],
                },
            },
        ),
        post("/simulations/statuses", {"simulation_ids": ["s1"], "limit": 1}),
        get("/simulations/s1"),
        get("/simulations/s1/time_series/download"),
        get("/simulations/s1/steps/download"),
        Sent("GET", "/bucket/series", {"token": "t"}, auth=False),
        Sent("GET", "/bucket/steps", {"token": "t"}, auth=False),
        answers={
            **_SUBMITTED,
            **DOWNLOADS,
            "create_simulations": [{"simulation_id": "s1", "job_id": "j1"}],
            "get_simulation_statuses": [_ended("s1")],
        },
        unordered=True,
        variants=("example",),
        returns=lambda replay: replay.rmse >= 0,
    ),
    case(
        "simulation.run_sweep",
        lambda c: c.simulation.run_sweep("Chen2020 SPMe", _PROTOCOL, {"x": [1, 2]}, {"a": 1}, name="Rest"),
        _MODEL_PAGE,
        _TEMPLATE,
        post("/simulations/with-template/batch", {**_BATCH, "design_parameters_doe": _GRID}),
        post("/simulations/statuses", {"simulation_ids": ["s1", "s2"], "limit": 2}),
        post("/simulations/statuses", {"simulation_ids": ["s1", "s2"], "limit": 2}),
        answers={
            **_SUBMITTED,
            **TABLES,
            "create_simulations": [{"simulation_id": name, "job_id": "j"} for name in ("s1", "s2")],
        },
        variants=("example",),
        returns=lambda table: table["simulation_id"].to_list() == ["s1", "s2"],
    ),
    case(
        "simulation.run_sweep",
        lambda c: c.simulation.run_sweep(
            PM, _OTHER, [{"design_parameters": {"x": 1}}, {"design_parameters": {"x": 2}}], time_series=True
        ),
        post(
            "/simulations/with-template/batch",
            {
                "parameterized_model": PM,
                "experiment_template_id": _OTHER,
                "experiment_parameter_sets": [{}],
                "conditions": [
                    {"experiment_parameters": {}, "design_parameters": {"x": 1.0}},
                    {"experiment_parameters": {}, "design_parameters": {"x": 2.0}},
                ],
            },
        ),
        post("/simulations/statuses", {"simulation_ids": ["s1", "s2"], "limit": 2}),
        post("/simulations/statuses", {"simulation_ids": ["s1", "s2"], "limit": 2}),
        post("/simulations/tables", {"simulation_ids": ["s1", "s2"], "table": "time_series"}),
        Sent("GET", "/bucket/chunk", {"token": "t"}, auth=False),
        answers={**TABLES, "create_simulations": [{"simulation_id": name, "job_id": "j"} for name in ("s1", "s2")]},
        variants=("example",),
        note="saved protocol, explicit runs, samples",
        returns=lambda table: len(table) == 4,
    ),
]
