"""Runs solved together: the same tables as the interpreter makes one by one, and as PyBaMM makes afresh."""

import shutil
import time

import numpy as np
import polars as pl
import pybamm
import pytest
from polars.testing import assert_frame_equal

from ionworks import ucp
from ionworks.server.engine.cell.cell import Cell, ControlKey
from ionworks.server.engine.cell.channels import Channel
from ionworks.server.ground.environment import COMPILED_VARIABLE
from ionworks.server.engine.cell.initial_state import InitialStates
from ionworks.server.engine.cell.starting_state import StartingState
from ionworks.server.engine.cell.list_solver import ListSolver
from ionworks.server.engine.cell.numerics import compile_from_runs, read_numerics
from ionworks.server.engine.model.models import build_model
from ionworks.server.engine.model.parameters import PUBLISHED_SETS, parameter_set
from ionworks.server.engine.results.tables import make_tables
from ionworks.server.engine.runs.batch import BatchRun, run_batch
from ionworks.server.engine.simulate import run_chunk
from ionworks.server.engine.task import SimulationTask
from ionworks.server.nouns.simulations.task import simulate_chunk
from ionworks.ucp.program import Mode

pytestmark = pytest.mark.local_only

THICKNESS = "Positive electrode thickness [m]"
RADIUS = "Negative particle radius [m]"
DIFFUSIVITY = "Positive particle diffusivity [m2.s-1]"


def protocol(*ends, kind="Discharge", mode="C-rate", value=1.0, soc=1, **more):
    # the solver's own times, which are shown where nobody states a resolution, are equal but for rounding
    conditions = {"initial_soc": soc, "resolution": {"time": 60}, **more.pop("conditions", {})}
    return {"global": conditions, "steps": [{kind: {"mode": mode, "value": value, "ends": list(ends), **more}}]}


def batch_of(engine, cell, document, designs, inputs=None):
    inputs = inputs or [{}] * len(designs)
    programs = [ucp.bind(ucp.parse(document), one).program for one in inputs]
    runs = [BatchRun(n, program, design) for n, (program, design) in enumerate(zip(programs, designs, strict=True))]
    one_by_one = [
        engine.run(document, inputs=one, cell=cell, design=design) for one, design in zip(inputs, designs, strict=True)
    ]
    return run_batch(cell, runs), one_by_one


def assert_as_interpreted(batch, outcomes, *, volts=3e-4):
    """Tables as of the interpreter: equal where they are exact, within the solver's tolerance where not."""
    offset = 0
    for place, index in enumerate(batch.indices):
        expected = make_tables(outcomes[index].records)
        series = batch.tables.time_series.slice(offset, batch.heights[place])
        offset += batch.heights[place]
        steps = batch.tables.steps.slice(place, 1)
        assert series.schema == expected.time_series.schema
        assert series["Time [s]"][:-1].to_list() == expected.time_series["Time [s]"][:-1].to_list()
        assert_frame_equal(series, expected.time_series, rel_tol=2e-4, abs_tol=volts)
        assert_frame_equal(steps, expected.steps, rel_tol=2e-4, abs_tol=volts)
        assert batch.tables.metrics[place] == pytest.approx(expected.metrics, rel=2e-4, abs=volts)


@pytest.mark.parametrize(
    ("model", "name", "values"),
    [
        ("SPM", THICKNESS, (6.5e-5, 7.6e-5, 8.5e-5)),
        ("SPM", RADIUS, (5e-6, 7e-6)),
        ("SPMe", RADIUS, (5e-6, 7e-6)),
        ("SPMe", DIFFUSIVITY, (3e-15, 6e-15)),
        ("DFN", DIFFUSIVITY, (3e-15, 6e-15)),
        ("DFN", THICKNESS, (6.5e-5, 8.5e-5)),
    ],
)
def test_a_list_gives_the_tables_of_the_interpreter(engine, model, name, values):
    cell = engine.cell(model, varying=(name,))
    batch, outcomes = batch_of(engine, cell, protocol("Voltage < 2.5"), [{name: value} for value in values])
    assert batch.indices == list(range(len(values)))
    assert_as_interpreted(batch, outcomes)
    assert np.abs(np.diff([one["Discharge capacity [A.h]"] for one in batch.tables.metrics])).min() > 1e-4


@pytest.mark.parametrize("model", ["SPM", "SPMe", "DFN"])
def test_a_list_agrees_with_fresh_solves_of_pybamm(engine, model):
    values = (3e-15, 4.5e-15)
    cell = engine.cell(model, varying=(DIFFUSIVITY,))
    batch, _ = batch_of(
        engine, cell, protocol("Voltage < 2.8", mode="Current", value=5), [{DIFFUSIVITY: v} for v in values]
    )
    offset = 0
    for value, height in zip(values, batch.heights, strict=True):
        table = batch.tables.time_series.slice(offset, height)
        offset += height
        fresh = engine.plain_discharge(model, table["Time [s]"].to_numpy(), **{DIFFUSIVITY: value})
        assert table["Voltage [V]"].to_numpy() == pytest.approx(fresh["Voltage [V]"], abs=3e-4)
        assert table["Voltage [V]"][-1] == pytest.approx(2.8, abs=1e-6)


@pytest.mark.parametrize(
    ("document", "inputs"),
    [
        (protocol("Voltage < 3", value='input["rate"]'), [{"rate": 0.5}, {"rate": 1}, {"rate": 2}]),
        (protocol("Voltage < 3", soc='input["soc"]'), [{"soc": 0.5}, {"soc": 0.9}]),
        (protocol("Voltage < 3", "Time > 600", value=1), [{}, {}]),
        (protocol("Voltage < 3", duration=90.0), [{}]),
        (protocol("Voltage < 2.6", duration=600.0, resolution={"time": 7}), [{}]),
        (protocol("Voltage > 4.1", kind="Charge", mode="Current", value=2, soc=0.2), [{}]),
        (protocol("Capacity > 1", "Voltage < 2.5"), [{}]),
        (protocol("SOC < 40"), [{}]),
        ({**protocol("Voltage < 2.5"), "global": {"initial_voltage": 4.0, "initial_temperature": 30}}, [{}]),
        ({**protocol("Voltage < 2.5"), "safety_limits": {"voltage_min": 3.1}}, [{}]),
    ],
)
def test_ends_states_and_inputs(engine, document, inputs):
    batch, outcomes = batch_of(engine, engine.cell("SPM"), document, [{}] * len(inputs), inputs)
    assert batch.indices == list(range(len(inputs)))
    assert_as_interpreted(batch, outcomes)


def test_a_lumped_cell_and_its_temperature(engine):
    cell = engine.cell("SPM", varying=(THICKNESS,), thermal="lumped")
    designs = [{THICKNESS: 7e-5}, {THICKNESS: 8e-5}]
    batch, outcomes = batch_of(
        engine, cell, protocol("Voltage < 2.5", conditions={"initial_temperature": 25, "temperature": 10}), designs
    )
    assert_as_interpreted(batch, outcomes, volts=0.05)
    assert 10 < batch.tables.time_series["Temperature [degC]"].min() < 24


@pytest.mark.parametrize(
    "document",
    [
        {"global": {"initial_soc": 1}, "steps": [*protocol("Voltage < 3")["steps"], {"Rest": {"duration": 60}}]},
        protocol("Voltage < 3", mode="Power", value=5),
        protocol("Voltage < 3", resolution={"voltage": 0.01}),
        protocol("Voltage < 3", "d/dt(Voltage) < -1"),
    ],
)
def test_other_protocols_are_left_to_the_interpreter(engine, document):
    program = ucp.bind(ucp.parse(document), {}).program
    assert run_batch(engine.cell("SPM"), [BatchRun(0, program, {})]) is None


def chunk(runs, document=None, **more):
    return {
        "model": "SPM",
        "parameters": parameter_set("Chen2020"),
        "protocol": document or protocol("Voltage < 3", soc='input["soc"]'),
        "runs": [{"simulation_id": f"s{n}", "job_id": f"j{n}", **run} for n, run in enumerate(runs)],
        **more,
    }


def asked(runs, **more):
    return SimulationTask.from_json(chunk(runs, **more))


def design(value, soc=1.0):
    return {"inputs": {"soc": soc}, "design_parameters": {DIFFUSIVITY: value}}


def test_one_bad_run_does_not_cost_the_others():
    runs = [design(3e-15), design(-1e-15), design(4e-15, soc=0.0), design(4e-15), design(1e-22), design(5e-15)]
    results = run_chunk(asked(runs)).runs
    assert [result["simulation_id"] for result in results] == [f"s{n}" for n in range(6)]
    assert results[1]["status"] == "failed"
    assert "a positive value is needed" in results[1]["error"]
    # empty: below 3 V from the start, so the step ends at once
    assert results[2]["metrics"]["Discharge capacity [A.h]"] == 0.0
    assert all(results[n]["status"] == "completed" for n in (0, 2, 3, 5))
    capacities = [results[n]["metrics"]["Discharge capacity [A.h]"] for n in (0, 3, 5)]
    assert capacities == sorted(capacities)
    assert capacities[0] > 4


def test_a_result_does_not_depend_on_its_company():
    runs = [design(value) for value in np.linspace(3e-15, 5e-15, 7)]
    together = [result["metrics"] for result in run_chunk(asked(runs)).runs]
    alone = [run_chunk(asked([run])).runs[0]["metrics"] for run in runs]
    assert [one == pytest.approx(other, rel=1e-9) for one, other in zip(together, alone, strict=True)] == [True] * 7


def test_rows_in_the_files_belong_to_their_runs(tmp_path):
    runs = [design(4e-15, soc=0.0), design(3e-15, soc=0.6), design(-4e-15), design(4e-15, soc=0.9)]
    results = simulate_chunk({**chunk(runs), "storage": str(tmp_path), "storage_folder": "out"})
    series = pl.read_parquet(tmp_path / "out.time_series.parquet")
    steps = pl.read_parquet(tmp_path / "out.steps.parquet")
    assert [result["status"] for result in results] == ["completed", "completed", "failed", "completed"]
    assert results[2]["time_series"] is None
    for result in (results[1], results[3]):
        own, step = series.slice(*result["time_series"]), steps.slice(*result["steps"])
        assert own["Time [s]"][0] == 0
        assert own["Time [s]"].is_sorted()
        assert own["Discharge capacity [A.h]"][-1] == result["metrics"]["Discharge capacity [A.h]"]
        assert step["End time [s]"].to_list() == [own["Time [s]"][-1]]
    assert sum(result["time_series"][1] for result in results if result["time_series"]) == series.height


def test_extra_variables_are_columns():
    name = "Negative electrode stoichiometry"
    found = run_chunk(asked([design(3e-15), design(4e-15)], extra_variables=[name]))
    assert found.time_series.columns[-1] == name
    for result in found.runs:
        assert (found.time_series.slice(*result["time_series"])[name].diff().drop_nulls() < 0).all()


@pytest.mark.parametrize("name", [name for name, models in PUBLISHED_SETS.items() if "SPM" in models])
def test_initial_states_of_many_runs_are_those_of_pybamm(name):
    parameters = pybamm.ParameterValues(name)
    values = np.array([0.97, 1.0, 1.03]) * parameters[THICKNESS]
    parameters[THICKNESS] = "[input]"
    model = pybamm.lithium_ion.SPM()
    volts = 3.2 if name == "Prada2013" else 3.7
    states = (StartingState(fraction=1.0), StartingState(fraction=0.3), StartingState(volts=volts))
    found, charge = InitialStates(model, parameters).of_runs(states, {THICKNESS: values})
    if name in ("Ai2020", "Ramadass2004"):  # their curves turn around near the ends: solved by PyBaMM
        assert np.isnan(charge).all()
        return
    for place, state in enumerate(states):
        reference = parameters.set_initial_state(
            state.for_pybamm, param=model.param, inplace=False, inputs={THICKNESS: values[place]}, options=model.options
        )
        for key, column in found.items():
            expected = reference.evaluate(reference[key], inputs={THICKNESS: values[place]})
            assert column[place] == pytest.approx(expected, rel=1e-6)
    assert charge[:2].tolist() == [1.0, 0.3]


@pytest.mark.skipif(shutil.which("gcc") is None, reason="compiling needs gcc")
def test_models_are_compiled_in_the_background(tmp_path, monkeypatch):
    monkeypatch.setenv(COMPILED_VARIABLE, str(tmp_path / "compiled"))
    key = ControlKey(Mode.CURRENT, frozenset({Channel.VOLTAGE_BELOW}))

    def solver():
        cell = Cell(build_model("SPM"), pybamm.ParameterValues("Chen2020"), read_numerics(None))
        inputs = {
            **cell.run_inputs({}, StartingState(fraction=1.0), 25.0),
            "Ambient temperature [K]": 298.15,
            "Control target": 5.0,
        }
        return ListSolver(cell, key), {**inputs, Channel.VOLTAGE_BELOW.label: 3.0}

    def last(found):
        return float(found[1][-1].t[-1])

    def is_compiled(found):
        return found[0].observe_rows.class_name() == "External"

    lists, inputs = solver()
    first = lists.solve([inputs], 3600.0)
    assert not is_compiled(first)
    lists.solve([inputs] * compile_from_runs("SPM"), 3600.0)
    found = _until(lambda: lists.solve([inputs], 3600.0), is_compiled)
    assert last(found) == pytest.approx(last(first), rel=1e-6)
    # another worker takes it over from the folder after its first list
    other, inputs = solver()
    assert not is_compiled(other.solve([inputs], 3600.0))
    assert last(_until(lambda: other.solve([inputs], 3600.0), is_compiled)) == pytest.approx(last(first), rel=1e-6)


def _until(action, is_done, seconds=60.0):
    deadline = time.monotonic() + seconds
    while not is_done(found := action()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found
