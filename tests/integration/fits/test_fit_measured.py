"""Models driven by measured currents: exact against plain PyBaMM, and fits of long noisy traces that end soon."""

import numpy as np
import pybamm
import pytest
from tests.integration.fits.fit_cases import D_P, EPS_N, EPS_P, chen, fit_config

from ionworks.server.fit.elements.analysis import run_confidence_interval
from ionworks.server.fit.elements.datafit import run_data_fit
from ionworks.server.fit.elements.validation import run_validation
from ionworks.server.fit.model.evaluate import PreparedModel
from ionworks.server.fit.task import Task
from tests.measured_traces import biologic_pulse, digitized, drive_cycle, maccor_diagnostics

pytestmark = pytest.mark.local_only

VOLTAGE, STATE = "Voltage [V]", {"Initial SOC [%]": 60}
SLOW = {D_P: 4e-15, EPS_N: 0.75, EPS_P: 0.665}


def exact(model, times, current, soc=0.6):
    """Plain PyBaMM at all rows: straight lines between them, a stop at each, tight tolerances."""
    parameters = pybamm.ParameterValues("Chen2020")
    parameters["Current function [A]"] = pybamm.Interpolant(times, current, pybamm.t)
    built = getattr(pybamm.lithium_ion, model)()
    built.events = []
    solver = pybamm.IDAKLUSolver(rtol=1e-9, atol=1e-9, output_variables=[VOLTAGE])
    simulation = pybamm.Simulation(built, parameter_values=parameters, solver=solver)
    return simulation.solve(times, initial_soc=soc, t_interp=times)[VOLTAGE].data


def validated(model, times, current, voltage, state=STATE, **options):
    """Voltage of a validation at the measured rows, and its result."""
    data = {"Time [s]": times.tolist(), "Current [A]": current.tolist(), VOLTAGE: voltage.tolist()}
    objective = {"type": "CurrentDriven", "data": data, "options": {"model": {"type": model}, **options}}
    config = {"element_type": "validation", "objectives": {"trace": objective}}
    output = run_validation(Task("check", config, parameters={**chen(), **state}))
    return np.array(output.series["trace"]["optimal"][f"{VOLTAGE} (model)"]), output.result


def traces():
    times = np.arange(3000.0)
    smooth = 2 * np.sin(times / 200) + np.where(times % 1000 < 300, 3.0, 0.0)
    return {"smooth": (times, smooth), "LA4": drive_cycle(5.0)}


@pytest.mark.parametrize(("model", "name"), [("SPM", "smooth"), ("SPMe", "smooth"), ("SPM", "LA4")])
def test_voltages_are_those_of_pybamm_at_every_row(model, name):
    times, current = traces()[name]
    expected = exact(model, times, current)
    found, result = validated(model, times, current, expected)
    assert np.max(np.abs(found - expected)) < 1e-4
    thinning = result["thinning"]["trace"]
    assert thinning["rows"] == len(times)
    assert thinning["difference"][VOLTAGE] < 1e-4


@pytest.mark.parametrize("columns", [maccor_diagnostics, biologic_pulse])
def test_measured_currents_drive_a_model_within_the_noise(columns):
    found = columns()
    times, current, measured = found[0] - found[0][0], found[-2], found[-1]
    later = np.diff(times, prepend=-1.0) <= 0  # the other side of a step, at the same time in the file
    expected = exact("SPM", times + 1e-6 * later, current, 0.5)
    voltage, result = validated("SPM", times, current, measured, {"Initial SOC [%]": 50})
    thinning = result["thinning"]["trace"]
    off = np.abs(voltage - expected)
    assert thinning["current"] < 0.1 * thinning["rows"]
    assert np.sqrt(np.mean(off**2)) < 1e-4
    assert np.percentile(off, 99) < 2e-4


def slow_discharge(rows, seed=0):
    """C/10 of an LG M50 as a cycler records it: 1 mV noise and 16 bits of voltage, 0.2 mA and 16 bits of current."""
    times = np.linspace(0, 34_660, rows)
    parameters = pybamm.ParameterValues("Chen2020")
    parameters["Current function [A]"] = 0.5
    solver = pybamm.IDAKLUSolver(rtol=1e-9, atol=1e-9)
    simulation = pybamm.Simulation(pybamm.lithium_ion.SPM(), parameter_values=parameters, solver=solver)
    voltage = simulation.solve([0, times[-1]], t_interp=times)[VOLTAGE].data
    columns = {
        "Time [s]": times,
        "Current [A]": digitized(np.full(rows, 0.5), 2e-4, 7.6e-5, seed),
        VOLTAGE: digitized(voltage, 1e-3, 7.6e-5, seed + 1),
    }
    return {name: values.tolist() for name, values in columns.items()}


def slow_fit(data, names=tuple(SLOW), **options):
    config = fit_config("SPM", names, data)
    starts = {name: 0.97 * SLOW[name] for name in names}
    config["parameters"] = {
        name: {"initial_value": value, "bounds": [0.8 * SLOW[name], 1.2 * SLOW[name]]} for name, value in starts.items()
    }
    config["objectives"]["1C"]["options"] |= options
    return config


def test_a_slow_discharge_of_34661_rows_is_fitted_to_its_noise():
    config = slow_fit(slow_discharge(34_661))
    output = run_data_fit(Task("fit", config, parameters=chen()))
    (rmse,) = (row["value"] for row in output.result["summary_stats"]["1C"] if row["name"].startswith("RMSE"))
    assert rmse == pytest.approx(1.0, rel=0.02)
    thinning = output.result["thinning"]["1C"]
    assert thinning["rows"] == 34_661
    assert thinning["used"] < 3500
    assert thinning["difference"][VOLTAGE] < thinning["tolerance"][VOLTAGE]
    assert len(output.series["1C"]["optimal"][f"{VOLTAGE} (model)"]) == 34_661
    for name in (EPS_N, EPS_P):
        assert output.parameters[name] == pytest.approx(SLOW[name], rel=1e-3)


def test_thinning_moves_a_fit_by_a_small_part_of_its_confidence_interval():
    """The fit of all rows needs tight tolerances: at the usual ones its solver steps over the noise it is driven by."""
    data, names = slow_discharge(3000), (EPS_N, EPS_P)
    tight = {"solver": {"type": "IDAKLUSolver", "rtol": 1e-9, "atol": 1e-9}}
    thinned = run_data_fit(Task("fit", slow_fit(data, names), parameters=chen()))
    whole = run_data_fit(Task("fit", slow_fit(data, names, thinning="off", simulation_kwargs=tight), parameters=chen()))
    assert thinned.result["thinning"]["1C"]["used"] < 2500
    assert whole.result["thinning"] == {}
    interval = {**slow_fit(data, names), "element_type": "linear_confidence_interval"}
    found = run_confidence_interval(Task("interval", interval, parameters={**chen(), **whole.parameters})).result
    for name in names:
        low, high = found["intervals"][name].values()
        assert abs(thinned.parameters[name] - whole.parameters[name]) < 0.1 * (high - low)


def test_a_drive_cycle_is_fitted_as_exactly_as_without_coarse_solves(monkeypatch):
    times, current = (column[:800] for column in drive_cycle(8.0))
    voltage = digitized(exact("SPM", times, current, 0.8), 5e-4, 7.6e-5, 1)
    data = {"Time [s]": times.tolist(), "Current [A]": current.tolist(), VOLTAGE: voltage.tolist()}
    solved = []
    solve = PreparedModel.solve_with_gradient

    def spy(self, *arguments, is_coarse=False):
        solved.append(is_coarse)
        return solve(self, *arguments, is_coarse=is_coarse)

    monkeypatch.setattr(PreparedModel, "solve_with_gradient", spy)
    config = fit_config("SPM", (D_P,), data)
    state = {"Initial SOC [%]": 80}
    found = run_data_fit(Task("fit", config, parameters={**chen(), **state}))
    assert 3 <= sum(solved) < len(solved) <= sum(solved) + 3
    solver = {"type": "IDAKLUSolver", "rtol": 1e-6, "atol": 1e-6}  # what somebody asks for is obeyed
    config["objectives"]["1C"]["options"] |= {"simulation_kwargs": {"solver": solver}}
    expected = run_data_fit(Task("fit", config, parameters={**chen(), **state}))
    assert found.result["success"] and found.result["starts"]["is_confirmed"]
    assert found.result["cost"] == pytest.approx(expected.result["cost"], rel=3e-3)  # noise of the solver
    for name, interval in expected.result["confidence_intervals"]["intervals"].items():
        off = abs(found.parameters[name] - expected.parameters[name])
        assert off < 0.05 * (interval["upper"] - interval["lower"])  # a fifth of a standard error


def test_a_model_validated_against_its_own_run_with_steps_one_unit_in_the_last_place_apart():
    experiment = pybamm.Experiment(
        ["Discharge at 1C for 10 minutes", "Rest for 5 minutes", "Charge at C/2 for 5 minutes"]
    )
    simulation = pybamm.Simulation(
        pybamm.lithium_ion.DFN(), experiment=experiment, parameter_values=pybamm.ParameterValues("Chen2020")
    )
    solution = simulation.solve(initial_soc=0.9)
    times, current, voltage = (solution[name].entries for name in ("Time [s]", "Current [A]", VOLTAGE))
    assert np.min(np.diff(times)) < 1e-9
    found, _ = validated("DFN", times, current, voltage, {"Initial SOC [%]": 90})
    assert np.sqrt(np.mean((found - voltage) ** 2)) < 2e-5
    assert np.max(np.abs(found - voltage)) < 2e-4
