"""Cycle ageing against PyBaMM's own experiment and closed forms."""

import json

import numpy as np
import pybamm
import pytest

from ionworks.errors import ValidationError
from ionworks.server.fit.config.prepare import prepare
from ionworks.server.nouns.pipelines.references import references
from ionworks.server.fit.elements.element import run_element
from tests.integration.fits.fit_cases import chen

pytestmark = pytest.mark.local_only

RATE = "SEI kinetic rate constant [m.s-1]"
TEXTS = [["Discharge at 1C for 20 minutes", "Charge at 1C for 20 minutes"]] * 3
MODEL = {"type": "SPM", "options": {"SEI": "ec reaction limited", "SEI porosity change": "false"}}


def run(config, parameters=None, **task):
    return run_element(json.loads(json.dumps({"name": "e", "config": config, "parameters": parameters or {}, **task})))


def validation(data, **options):
    objective = {"type": "CycleAgeing", "data": data, "options": {"model": MODEL, **options}}
    return run({"element_type": "validation", "objectives": {"a": objective}}, chen())["series"]["a"]["optimal"]


@pytest.fixture(scope="module")
def aged():
    """Loss of lithium after each cycle, from PyBaMM alone, at a tenfold rate."""
    parameters = pybamm.ParameterValues("Chen2020")
    parameters[RATE] *= 10
    model = pybamm.lithium_ion.SPM({"SEI": "ec reaction limited"})
    experiment = pybamm.Experiment([tuple(cycle) for cycle in TEXTS])
    solution = pybamm.Simulation(model, parameter_values=parameters, experiment=experiment).solve(calc_esoh=False)
    return parameters[RATE], [float(cycle["LLI [%]"].entries[-1]) for cycle in solution.cycles]


def test_the_rate_of_ageing_is_recovered_from_the_loss_of_lithium(aged):
    rate, loss = aged
    data = {"Cycle number": [1, 2, 3], "LLI [%]": loss, "Capacity [A.h]": [None, None, None]}
    experiment = pybamm.Experiment([tuple(cycle) for cycle in TEXTS]).to_config()
    objective = {"type": "CycleAgeing", "data": data,
                 "options": {"model": MODEL, "experiment": experiment, "objective variables": ["LLI [%]"]}}  # fmt: skip
    config = {"element_type": "data_fit", "objectives": {"a": objective},
              "parameters": {RATE: {"initial_value": rate / 5, "bounds": [rate / 100, rate * 10], "transform": "Log10"}}}  # fmt: skip
    output = run(config, chen())
    assert output["parameters"][RATE] == pytest.approx(rate, rel=1e-2)
    assert output["plots"]["a"][0]["layout"]["xaxis"]["title"] == "Cycle number"


def test_capacities_and_gaps():
    data = {
        "Cycle number": [1, 2, 3],
        "Discharge capacity [A.h]": [1.0, None, 1.0],
        "Capacity [A.h]": [None, None, 5.0],
    }
    series = validation(data, experiment=TEXTS)
    assert series["Discharge capacity [A.h] (model)"] == pytest.approx([5 / 3, 5 / 3], rel=1e-6)
    assert series["Capacity [A.h] (model)"] == pytest.approx([5.0], abs=0.2)


def measured_cycles():
    """Two cycles of rest, discharge and a charge that a cycler logged as one step: constant current, then held."""
    time, current, voltage, steps = [], [], [], []
    for cycle in range(2):
        for kind, amperes, volts in (("Rest", np.zeros(11), np.full(11, 4.0)), ("Constant current discharge", np.full(61, 2.5), np.linspace(4.0, 3.9, 61)),
                                     ("Unknown step type", np.r_[np.full(30, -2.5), np.linspace(-2.5, -0.5, 30)], np.r_[np.linspace(3.9, 4.09, 30), np.full(30, 4.1)])):  # fmt: skip
            start = len(time)
            begin = time[-1] + 10 if time else 0
            time += [begin + 10 * i for i in range(len(amperes))]
            current += amperes.tolist()
            voltage += volts.tolist()
            steps.append(
                {
                    "Start index": start,
                    "End index": len(time) - 1,
                    "Cycle count": cycle,
                    "Step type": kind,
                    "Step count": len(steps),
                }
            )
    series = {"Time [s]": time, "Current [A]": current, "Voltage [V]": voltage}
    return {"time_series": series, "steps": {key: [step[key] for step in steps] for key in steps[0]}}


def test_an_experiment_from_the_data_itself():
    """Without a cycle table the charge of each measured cycle is compared; replayed by duration it is the same."""
    series = validation(measured_cycles(), experiment="from data")
    assert series["Discharge capacity [A.h] (data)"] == pytest.approx([2.5 * 600 / 3600] * 2)
    assert series["Discharge capacity [A.h] (model)"] == pytest.approx([2.5 * 600 / 3600] * 2, rel=1e-6)
    assert series["Charge capacity [A.h] (model)"] == pytest.approx(series["Charge capacity [A.h] (data)"], rel=0.02)


def test_a_replayed_step_moves_the_charge_that_was_measured():
    """A cycler logs the overshoot of its first second ten times, and the ten minutes after it twenty times."""
    time = [*np.linspace(0, 1, 11), *np.linspace(30, 600, 20)]
    series = {"Time [s]": time, "Current [A]": [3.0] * 11 + [2.5] * 20, "Voltage [V]": np.linspace(4, 3.9, 31).tolist()}
    steps = {"Start index": [0], "End index": [30], "Cycle count": [0], "Step type": ["Constant current discharge"]}
    found = validation({"time_series": series, "steps": steps}, experiment="from data")
    charge = np.trapezoid(series["Current [A]"], time) / 3600
    assert found["Discharge capacity [A.h] (model)"] == pytest.approx([charge], rel=1e-6)


def test_an_experiment_from_other_data_ends_at_its_events():
    data = {"Cycle number": [0, 1], "Discharge capacity [A.h]": [0.5, 0.5]}
    options = {"experiment": {"from data": measured_cycles()}, "termination": "events", "use_cv": True}
    series = validation(data, **options)
    model = np.array(series["Discharge capacity [A.h] (model)"])
    assert np.all(np.isfinite(model))
    assert not np.allclose(model, 2.5 * 600 / 3600, rtol=1e-3)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "needs the option 'experiment'"),
        ({"experiment": "later"}, "allowed: 'from data' or steps"),
        ({"experiment": TEXTS, "use_cv": True}, "needs an experiment from data"),
        ({"experiment": "from data"}, "steps table"),
        ({"experiment": TEXTS[:2]}, "cycle number 3 is not in the experiment; its cycles are 1 to 2"),
        ({"experiment": TEXTS, "metrics": {"LLI [%]": {}}}, "'metrics' is not supported by this engine"),
        ({"experiment": TEXTS, "objective variables": ["Health"]}, "Health"),
        ({"experiment": {"cycles": [[{"type": "os.system", "value": 1}]]}}, "cannot be read"),
        ({"experiment": [["import os"]]}, "cannot be read"),
        ({"experiment": []}, "0 steps"),
    ],
)  # fmt: skip
def test_refused_options(options, message):
    with pytest.raises(ValidationError, match=message):
        validation({"Cycle number": [1, 2, 3], "LLI [%]": [0.1, 0.2, 0.3], "Health": [1, 1, 1]} if "objective variables" in options
                   else {"Cycle number": [1, 2, 3], "LLI [%]": [0.1, 0.2, 0.3]}, **options)  # fmt: skip


def test_the_measurement_of_the_experiment_is_looked_up():
    objective = {
        "type": "CycleAgeing",
        "data": "db:table",
        "options": {"model": "SPM", "experiment": {"from data": "db:trace"}},
    }
    fit = {"element_type": "data_fit", "objectives": {"a": objective}, "parameters": {RATE: {"bounds": [1e-18, 1e-12]}}}
    assert [*references(prepare({"elements": {"f": fit}}).elements[0].config)] == [("db:", "table"), ("db:", "trace")]
