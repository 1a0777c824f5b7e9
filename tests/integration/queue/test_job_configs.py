"""What was submitted for a job can be read, and submitted again: each kind of job, on a real server."""

from collections.abc import Iterator
from typing import Any

import pytest

from ionworks import Ionworks
from ionworks.optimization import Algorithm, DesignParameter, Objective, OptimizationProblem, maximize
from tests.cell_frames import cycler_frame
from tests.integration.lent_workers import Lender

pytestmark = pytest.mark.documented

THICKNESS = "Positive electrode thickness [m]"
PROTOCOL = {
    "global": {"initial_soc": 'input["Initial SOC"]', "temperature": 25},
    "steps": [{"direction": "Discharge", "mode": "C-rate", "value": 1, "duration": 60}],
}
DISCHARGE = {"protocol_experiment": {"protocol": PROTOCOL, "name": "One minute"}}
INPUTS = {"experiment_parameters": {"Initial SOC": 0.9}}
GRID = {"sampling": "grid", "rows": [{"type": "discrete", "name": THICKNESS, "values": [70e-6, 75e-6]}]}
ENTRY = {"element_type": "entry", "values": {THICKNESS: 80e-6}}
FIT = {
    "element_type": "data_fit",
    "objectives": {
        "test": {
            "type": "CurrentDriven",
            "data": {"Time [s]": [0, 20, 40, 60], "Current [A]": [5.0] * 4, "Voltage [V]": [4.0, 3.95, 3.93, 3.92]},
            "options": {"parameterized_model_id": "Chen2020 SPM"},
        }
    },
    "parameters": {"Negative particle diffusivity [m2.s-1]": {"bounds": [1e-15, 1e-13], "initial_value": 1e-14}},
    "optimizer": {"type": "ScipyMinimize"},
    "options": {"max_iterations": 1},
}


@pytest.fixture(scope="module")
def client(lent_workers: Lender) -> Iterator[Ionworks]:
    with lent_workers(), Ionworks.local(workers=1) as one:
        yield one


def _full_model(client: Ionworks) -> dict[str, Any]:
    chen = client.parameterized_model.get_by_name("Chen2020 SPM")
    return {"model_id": chen.model_id, "parameters": client.parameterized_model.get_parameter_values(chen)}


@pytest.mark.parametrize("kind", ["by id", "quick", "full"])
def test_a_simulation(client: Ionworks, kind: str) -> None:
    model: Any = {"by id": "Chen2020 SPM", "quick": {"capacity": 2.5, "chemistry": "NMC/Graphite"}}.get(kind)
    extra = {} if kind == "quick" else {"extra_variables": ["X-averaged cell temperature [K]"], "max_backward_jumps": 7}
    design = {} if kind == "quick" else {"design_parameters": {THICKNESS: 70e-6}}
    given = {**DISCHARGE, **INPUTS, **extra, **design, "parameterized_model": model or _full_model(client)}
    first = client.simulation.protocol(given)
    config = client.job.get_metadata(first)["config"]
    assert config["experiment_parameters"] == {"Initial SOC": 0.9}
    assert config["protocol_experiment"]["name"] == "One minute"
    assert {**config, **extra, **design} == config
    again = client.simulation.protocol(config)
    assert (again.already_existed, again.simulation_id) == (True, first.simulation_id)


def test_runs_of_a_sweep(client: Ionworks) -> None:
    given = {**DISCHARGE, **INPUTS, "parameterized_model": "Chen2020 SPM", "design_parameters_doe": GRID}
    runs = client.simulation.protocol_batch(given)
    for run, thickness in zip(runs, (70e-6, 75e-6), strict=True):
        config = client.job.get_metadata(run)["config"]
        assert config["design_parameters"] == {THICKNESS: thickness}
        assert client.simulation.protocol(config).simulation_id == run.simulation_id


def test_a_run_bears_the_name_it_was_given(client: Ionworks) -> None:
    names = []
    for name, soc in (("First", 0.81), ("Second", 0.82)):
        experiment = {"protocol_experiment": {"protocol": PROTOCOL, "name": name}}
        config = {**experiment, "experiment_parameters": {"Initial SOC": soc}, "parameterized_model": "Chen2020 SPM"}
        record = client.simulation.get(client.simulation.protocol(config))
        names.append((record["name"], record["experiment"]["name"]))
    assert names == [("First", "First"), ("Second", "Second")]


def test_a_pipeline_and_its_elements(client: Ionworks) -> None:
    given = {"elements": {"b": ENTRY, "a": {**ENTRY, "values": {"Negative electrode thickness [m]": 85e-6}}}}
    pipeline = client.pipeline.create(given, name="Values", description="Two entries")
    client.pipeline.wait_for_completion(pipeline, verbose=False)
    jobs = {job.job_type: job for job in client.job.list() if job.job_type.startswith("pipeline")}
    config = client.job.get_metadata(jobs["pipeline"])["config"]
    assert (config["name"], config["description"], [*config["elements"]]) == ("Values", "Two entries", ["b", "a"])
    again = client.pipeline.create(config)
    client.pipeline.wait_for_completion(again, verbose=False)
    results = [client.pipeline.result(one).parameter_values for one in (pipeline, again)]
    assert results[0] == results[1] != {}
    element = client.job.get_metadata(jobs["pipeline_element"])["config"]
    assert element in config["elements"].values()


def test_a_simple_pipeline(client: Ionworks) -> None:
    given = {"elements": {"known": ENTRY, "fit": FIT}}
    first = client.simple_pipeline.create(given, name="Fit")
    done = client.simple_pipeline.wait_for_completion(first, verbose=False)
    config = client.job.get_metadata(done)["config"]
    assert (config["name"], [*config["elements"]]) == ("Fit", ["known", "fit"])
    again = client.simple_pipeline.wait_for_completion(client.simple_pipeline.create(config), verbose=False)
    assert again.result["parameter_values"] == done.result["parameter_values"]
    assert client.job.get_metadata(again)["config"] == config


DESIGN = OptimizationProblem(
    name="Thickness",
    parameterized_model_id="Chen2020 SPM",
    objectives={
        "1C": Objective("Discharge at 1C until 2.5 V", goals={"energy": maximize("gravimetric_energy_density")}),
    },
    parameters=[DesignParameter(THICKNESS, 40e-6, 150e-6)],
    algorithm=Algorithm(population_size=4, max_iterations=1, seed=1),
)


@pytest.mark.parametrize("given", [{"kind": "datafit", "name": "Fit", "config": FIT}, DESIGN], ids=["fit", "design"])
def test_optimizations(client: Ionworks, given: Any) -> None:
    first = client.optimization.run(given)
    config = client.job.get_metadata(first)["config"]
    assert config["name"] in ("Fit", "Thickness")
    again = client.optimization.run(config)
    assert client.job.get_metadata(again)["config"] == config


def test_a_measurement(client: Ionworks) -> None:
    spec = client.cell_spec.create({"name": "Cell", "form_factor": "21700"})
    cell = client.cell_instance.create(spec, {"name": "1"})
    frame = cycler_frame()
    uploaded = client.cell_measurement.create(
        cell, {"measurement": {"name": "RPT", "notes": "N"}, "time_series": frame}
    )
    job = next(one for one in client.job.list() if one.job_type == "process_measurement")
    config = client.job.get_metadata(job)["config"]
    assert (config["measurement_id"], config["cell_instance_id"]) == (uploaded.id, cell.id)
    detail = {"measurement": config["measurement"], "time_series": client.cell_measurement.time_series(uploaded)}
    assert client.cell_measurement.create_or_get(config["cell_instance_id"], detail).id == uploaded.id
