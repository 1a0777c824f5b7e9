"""Optimizations through client and embedded server: states, refusals, templates, independent checks of the optimum."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ionworks import Ionworks
from ionworks.errors import (
    BadRequestError,
    ConflictError,
    JobFailedError,
    NotFoundError,
    PermissionDeniedError,
    UnprocessableError,
    ValidationError,
)
from ionworks.optimization import (
    Algorithm,
    Constraint,
    DesignParameter,
    ExperimentInput,
    LinkedParameter,
    Metric,
    Objective,
    OptimizationProblem,
    maximize,
    minimize,
)
from ionworks.server.design.task import DesignTask
from ionworks.server.design.run import run_optimization
from ionworks.server.local import LocalServer
from tests.integration.live_server import KEY, LiveServer, wait_for
from tests.integration.lent_workers import Lender

pytestmark = pytest.mark.local_only

THICKNESS = "Positive electrode thickness [m]"
DISCHARGE = {
    "global": {"initial_soc": 100, "initial_temperature": 25},
    "steps": [{"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 2.5"]}}],
}
CHARGE = {
    "global": {"initial_soc": 10, "initial_temperature": 25},
    "steps": [
        {"Charge": {"mode": "C-rate", "value": 'input["First rate"]', "ends": ["SOC > 45", "Voltage > 4.2"]}},
        {"Charge": {"mode": "C-rate", "value": 'input["Second rate"]', "ends": ["SOC > 70", "Voltage > 4.2"]}},
    ],
}
LINKED = [
    LinkedParameter("Negative electrode thickness [m]", {THICKNESS: 85.2 / 75.6}),
    LinkedParameter("Nominal cell capacity [A.h]", {THICKNESS: 5 / 75.6e-6}),
]


@pytest.fixture(scope="module")
def client(lent_workers: Lender) -> Iterator[Ionworks]:
    with (
        lent_workers(),
        LocalServer(workers=1) as server,
        Ionworks(server.api_key, server.url, server.project_id) as opened,
    ):
        yield opened


@pytest.fixture(scope="module")
def chen(client: Ionworks) -> str:
    return model_id(client)


def model_id(client: Ionworks, name: str = "Chen2020 SPMe") -> str:
    return next(one.id for one in client.parameterized_model.list_by_project(summary=True) if one.name == name)


def thickness(model: str, **algorithm: Any) -> OptimizationProblem:
    return OptimizationProblem(
        parameterized_model_id=model,
        objectives={"1C": Objective(DISCHARGE, goals={"density": maximize("gravimetric_energy_density")})},
        parameters=[DesignParameter(THICKNESS, 50e-6, 140e-6)],
        linked=LINKED,
        algorithm=Algorithm(**{"population_size": 8, "max_iterations": 5, "seed": 1, **algorithm}),
    )


def finished(client: Ionworks, problem: Any) -> Any:
    submitted = client.optimization.run(problem)
    client.optimization.wait_for_completion(submitted.id, timeout=240, poll_interval=0.2, verbose=False)
    return client.optimization.result(submitted.id)


@pytest.fixture(scope="module")
def grid_optimum() -> float:
    """Best of 37 thicknesses between the bounds, refined by a parabola, with mass and energy by hand."""
    from ionworks.server.engine import simulate
    from ionworks.server.engine.task import SimulationTask

    values = np.linspace(50e-6, 140e-6, 37)
    runs = [
        {
            "simulation_id": str(index),
            "job_id": "",
            "inputs": {},
            "design_parameters": {
                THICKNESS: value,
                "Negative electrode thickness [m]": value * 85.2 / 75.6,
                "Nominal cell capacity [A.h]": value * 5 / 75.6e-6,
            },
        }
        for index, value in enumerate(values)
    ]
    task = {"model": {"type": "SPMe", "options": {}}, "parameter_set": "Chen2020", "protocol": DISCHARGE, "runs": runs}
    energy = np.array([run.metrics["Discharge energy [W.h]"] for run in simulate.run(SimulationTask.from_json(task))])
    densities = energy / np.array([mass_of_chen(value) for value in values])
    best = int(np.argmax(densities))
    around = slice(best - 2, best + 3)
    curve = np.polyfit(values[around] * 1e6, densities[around], 2)
    return float(-curve[1] / (2 * curve[0]) * 1e-6)


def mass_of_chen(positive: float) -> float:
    """Mass of the layers of Chen2020 in kg, from its published thicknesses and densities."""
    area = 0.065 * 1.58
    negative = positive * 85.2 / 75.6
    return area * (12e-6 * 8960 + negative * 1657 + 12e-6 * 397 + positive * 3262 + 16e-6 * 2700)


@pytest.mark.parametrize(
    "algorithm",
    [
        Algorithm(type="DifferentialEvolution", population_size=8, max_iterations=15),
        Algorithm(type="CMAES", population_size=8, max_iterations=12),
        Algorithm(type="NelderMead", max_iterations=25),
    ],
    ids=lambda one: one.type,
)
def test_one_parameter_design_agrees_with_a_fine_grid(algorithm: Algorithm, grid_optimum: float) -> None:
    problem = thickness("m").to_wire() | {"algorithm": algorithm.to_wire()}
    model = {"model": {"type": "SPMe", "options": {}}, "parameter_set": "Chen2020"}
    found = run_optimization(DesignTask(config=problem, model=model, seed=3))["result"]
    assert found["parameters"][THICKNESS] == pytest.approx(grid_optimum, rel=0.01)


def test_optimum_holds_when_simulated_independently(client: Ionworks, chen: str) -> None:
    """The energy density of a plain simulation at the optimum, with the mass by hand, is the one reported."""
    result = finished(client, thickness(chen))
    run = client.simulation.protocol(
        {
            "parameterized_model": chen,
            "protocol_experiment": {"protocol": yaml_of(DISCHARGE), "name": "check"},
            "design_parameters": result.design_parameters,
        }
    )
    client.simulation.wait_for_completion(run, verbose=False)
    energy = client.simulation.get(run.simulation_id)["metrics"]["Discharge energy [W.h]"]
    row = result.summary["metrics"][0]
    assert row["optimum"] == pytest.approx(energy / mass_of_chen(result.parameters[THICKNESS]), rel=1e-3)
    assert row["optimum"] > 1.05 * row["baseline"]


def yaml_of(protocol: dict[str, Any]) -> str:
    import yaml

    return yaml.safe_dump(protocol, sort_keys=False)


def test_constraints_hold_when_simulated_independently(client: Ionworks) -> None:
    base = client.model.create({"name": "warm SPMe", "config": {"type": "SPMe", "options": {"thermal": "lumped"}}})
    warm = client.parameterized_model.create(None, {"name": "warm", "model_id": base.id, "parameters": "Chen2020"})
    plating = "Negative electrode surface potential difference at separator interface [V]"
    problem = OptimizationProblem(
        parameterized_model_id=warm.id,
        objectives={
            "charge": Objective(
                CHARGE,
                goals={"time": minimize("charge_time")},
                constraints={
                    "delivered": Constraint("charge_capacity", lower=2.99),
                    "voltage": Constraint("maximum_voltage", upper=4.1),
                    "temperature": Constraint("maximum_temperature", upper=32, mode="filter"),
                    "plating": Constraint("plating_margin", lower=0.0, scale=0.02),
                },
            )
        },
        parameters=[ExperimentInput(name, 0.2, 2.0, initial=0.4) for name in ("First rate", "Second rate")],
        algorithm=Algorithm(population_size=8, max_iterations=8, seed=1),
    )
    result = finished(client, problem)
    assert result.is_feasible
    run = client.simulation.protocol(
        {
            "parameterized_model": warm.id,
            "protocol_experiment": {"protocol": yaml_of(CHARGE), "name": "check"},
            "experiment_parameters": result.inputs,
            "extra_variables": [plating],
        }
    )
    client.simulation.wait_for_completion(run, verbose=False)
    series = client.simulation.get_result(run.simulation_id).time_series
    assert series["Voltage [V]"].max() <= 4.1 + 1e-4
    assert series["Temperature [degC]"].max() <= 32 + 1e-3
    assert series[plating].min() >= -1e-4
    assert series["Time [s]"].max() < 0.85 * result.summary["metrics"][0]["baseline"]
    assert result.plot_comparison("Temperature [degC]")[0].get_ylabel() == "Temperature [degC]"


def test_states_names_and_lists(client: Ionworks, chen: str) -> None:
    problem = thickness(chen, max_iterations=10, population_size=10, seed=9)
    first = client.optimization.run(problem)
    second = client.optimization.run(thickness(chen).to_wire() | {"name": "Second", "description": "D"})
    assert first.name == f"Optimization {first.id[:8]}"
    assert client.optimization.get(second.id)["status"] == "queued"
    wait_for(lambda: client.optimization.get(first.id)["progress"] is not None, 90)
    running = client.optimization.get(first.id)
    assert running["status"] == "running" and running["progress"]["evaluations"] > 0
    assert client.optimization.cancel(first.id)["status"] == "canceled"
    done = client.optimization.wait_for_completion(second.id, poll_interval=0.2, verbose=False)
    assert done["status"] == "succeeded" and done["run_count"] == 1 and done["kind"] == "optimize"
    pair = done["metrics"]["1C"]["density [W.h.kg-1]"]
    assert pair["optimum"] > pair["baseline"]
    assert client.optimization.cancel(second.id)["status"] == "succeeded"
    assert client.optimization.update(second.id, {"name": "Renamed"}).name == "Renamed"
    page = client.optimization.list(limit=1)
    assert page["total"] >= 2 and [row["id"] for row in page["optimizations"]] == [second.id]
    assert "density" in page["optimizations"][0]["objectives"]["1C"]["goals"]
    with pytest.raises(ConflictError, match="only one that failed or was canceled"):
        client.optimization.resubmit(second.id)
    with pytest.raises(NotFoundError):
        client.optimization.result(first.id)
    # a canceled search goes on after its resubmission, and finds what one finds that was never canceled
    again = client.optimization.resubmit(first.id)
    assert again["run_count"] == 2 and again["job_id"] != first.job_id
    record = client.optimization.wait_for_completion(first.id, poll_interval=0.2, verbose=False)
    assert record["status"] == "succeeded"
    whole = finished(client, problem)
    assert client.optimization.result(first.id).parameters == pytest.approx(whole.parameters, rel=1e-3)


def test_failure_says_why(client: Ionworks, chen: str) -> None:
    never = Objective(DISCHARGE, goals={"t": minimize(Metric("last", "Time [s]", step=7))})
    wire = thickness(chen, population_size=4, max_iterations=1).to_wire() | {"objectives": {"1C": never.to_wire()}}
    submitted = client.optimization.run(wire)
    with pytest.raises(JobFailedError, match="a metric has no value") as caught:
        client.optimization.wait_for_completion(submitted.id, poll_interval=0.1, verbose=False)
    assert caught.value.error_code == "JOB_FAILED"
    assert caught.value.data == {"detail": {"status": "failed", "optimization_id": submitted.id}}
    assert client.optimization.get(submitted.id)["error_code"] == "CONFIGURATION_ERROR"


def test_several_goals_have_a_front(client: Ionworks, chen: str) -> None:
    objective = Objective(
        DISCHARGE, goals={"density": maximize("gravimetric_energy_density"), "size": minimize("cell_volume")}
    )
    problem = OptimizationProblem(
        parameterized_model_id=chen,
        objectives={"1C": objective},
        parameters=[DesignParameter(THICKNESS, 50e-6, 120e-6)],
        linked=LINKED,
        algorithm=Algorithm(type="NSGA2", population_size=10, max_iterations=3, seed=1),
    )
    front = finished(client, problem).pareto().sort("1C: size [L]")
    assert front.height > 5
    assert np.all(np.diff(front["1C: density [W.h.kg-1]"].to_numpy()) > 0)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"algorithm": {"type": "Genetic"}}, UnprocessableError, "body.algorithm: type: found 'Genetic'"),
        ({"kind": "sweep"}, UnprocessableError, "allowed: optimize, datafit"),
        ({"parameterized_model_id": "nobody"}, NotFoundError, "no parameterized model named 'nobody'"),
        ({"project_id": "nobody"}, NotFoundError, "No project"),
        ({"optimization_template_id": "nobody"}, NotFoundError, "No optimization template"),
        ({"parameters": {"Thickness": {"bounds": [1, 2]}}, "linked_parameters": {}}, BadRequestError, "'Thickness' is not in"),
        ({"parameters": {"rate": {"bounds": [1, 2], "type": "input"}}, "linked_parameters": {}}, UnprocessableError,
         "parameters.rate: is no input of any protocol"),
        ({"objectives": {"a": {"protocol": {"steps": [{"Chrage": {}}]}, "goals": {"e": {"type": "maximize", "metric": "energy"}}}}},
         UnprocessableError, "objectives.a.protocol"),
        ({"objectives": {"a": {"protocol": CHARGE, "goals": {"e": {"type": "maximize", "metric": "energy"}}}}},
         UnprocessableError, "objectives.a.inputs"),
        ({"objectives": {"a": {"protocol": DISCHARGE, "goals": {"e": {"type": "maximize", "metric": {"type": "last", "variable": "Volts"}}}}}},
         BadRequestError, "'Volts' is not a scalar variable"),
    ],
    ids=str,
)  # fmt: skip
def test_refusals_before_anything_runs(client: Ionworks, chen: str, change: Any, error: Any, message: str) -> None:
    before = client.optimization.list()["total"]
    with pytest.raises(error) as caught:
        client.optimization.run(thickness(chen).to_wire() | change)
    assert message in str(caught.value)
    assert client.optimization.list()["total"] == before


def test_unknown_optimization(client: Ionworks) -> None:
    for method in (client.optimization.get, client.optimization.cancel, client.optimization.resubmit):
        with pytest.raises(NotFoundError):
            method("nobody")


def test_templates(client: Ionworks, chen: str) -> None:
    names = [template.name for template in client.optimization.list_templates()]
    assert names == ["Design", "Charge"]
    own = client.optimization.create_template({"name": "Mine", "initial_form_data": {"algorithm": {"seed": 4}}})
    assert own.access_level == "project"
    changed = client.optimization.update_template(own.id, {"initial_form_data": {"algorithm": {"seed": 5}}})
    assert changed.initial_form_data == {"algorithm": {"seed": 5}}
    copied = client.optimization.copy_template("system-charge")
    assert copied.project_id == own.project_id and copied.id != "system-charge"
    assert [template.name for template in client.optimization.list_templates()] == [
        "Design",
        "Charge",
        "Mine",
        "Charge",
    ]
    with pytest.raises(PermissionDeniedError, match="belongs to the system"):
        client.optimization.update_template("system-design", {"name": "Mine"})
    with pytest.raises(UnprocessableError, match="initial_form_data.algorithm"):
        client.optimization.create_template({"name": "Bad", "initial_form_data": {"algorithm": {"type": "Genetic"}}})
    form = thickness(chen, population_size=4, max_iterations=1).to_wire()
    filled = client.optimization.update_template(own.id, {"initial_form_data": form})
    submitted = client.optimization.run({"optimization_template_id": filled.id})
    record = client.optimization.wait_for_completion(submitted.id, poll_interval=0.1, verbose=False)
    assert record["status"] == "succeeded" and record["optimization_template_id"] == own.id


def test_fit_as_an_optimization(client: Ionworks) -> None:
    """A data_fit element finds the diffusivity that made the data, like in a pipeline."""
    import pybamm

    diffusivity = "Negative particle diffusivity [m2.s-1]"
    values = pybamm.ParameterValues("Marquis2019")
    values[diffusivity] = 5e-14
    solution = pybamm.Simulation(pybamm.lithium_ion.SPM(), parameter_values=values).solve(np.linspace(0, 3000, 101))
    data = {name: solution[name].entries.tolist() for name in ("Time [s]", "Current [A]", "Voltage [V]")}
    config = {
        "objectives": {"voltage": {"data": data, "options": {"model": {"type": "SPM"}}}},
        "parameters": {diffusivity: {"bounds": [1e-14, 1e-12], "initial_value": 3.3e-14}},
    }
    submitted = client.optimization.run({"kind": "datafit", "config": config, "name": "fit"})
    record = client.optimization.wait_for_completion(submitted.id, poll_interval=0.2, verbose=False)
    assert (record["kind"], record["status"]) == ("datafit", "succeeded")
    assert record["metrics"]["parameters"][diffusivity] == pytest.approx(5e-14, rel=0.02)
    with pytest.raises(ValidationError, match="no optimum"):
        client.optimization.result(submitted.id)
    with pytest.raises(UnprocessableError, match="objectives"):
        client.optimization.run({"kind": "datafit", "config": {**config, "objectives": {"voltage": {"datum": 1}}}})
    with pytest.raises(UnprocessableError, match="unknown key"):
        client.optimization.run({"kind": "datafit", "config": config, "goals": {}})


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveServer]:
    server = LiveServer(tmp_path / "data", "--workers", "1")
    server.start()
    yield server
    server.stop()


def client_of(live: LiveServer) -> Ionworks:
    with Ionworks(KEY, live.url, timeout=30) as plain:
        project = plain.project.list()[0].id
    return Ionworks(KEY, live.url, project, timeout=30)


def saved_points(live: LiveServer) -> int:
    return sum(len(path.read_text().splitlines()) - 1 for path in live.folder.rglob("points.jsonl"))


def test_killed_server_goes_on_where_it_was(live: LiveServer) -> None:
    with client_of(live) as client:
        problem = thickness(model_id(client), max_iterations=8, population_size=20, seed=7)
        submitted = client.optimization.run(problem)
        wait_for(lambda: saved_points(live) >= 40, 90)
    live.kill()
    saved = saved_points(live)
    live.start()
    with client_of(live) as client:
        record = client.optimization.wait_for_completion(submitted.id, poll_interval=0.2, verbose=False)
        assert record["status"] == "succeeded" and record["run_count"] == 1
        result = client.optimization.result(submitted.id)
        assert result.summary["evaluations"] > saved
        assert result.summary["metrics"][0]["optimum"] > result.summary["metrics"][0]["baseline"]
    assert not list(live.folder.rglob("points.jsonl"))
