"""A fit that names no optimizer finds the truth from bad starts, and every fit says what is doubtful about it.

Source: docs/decisions/0015-default-fit.md.
"""

from pathlib import Path

import polars as pl
import pybamm
import pytest

from ionworks.server.engine.model.parameters import write_parameters
from ionworks.server.fit.elements.element import run_element
from tests.integration.fits.fit_cases import D_N, D_P, SPECS, TRUTH, chen, discharge, fit_config

pytestmark = pytest.mark.local_only

BAD_STARTS = (
    (4e-15, 4.3e-16),
    (1.4e-13, 4.05e-16),
    (9.5e-14, 9e-16),
    (3.8e-15, 7e-16),
    (1.55e-14, 8e-16),
    (1.87e-13, 5.2e-16),
)
"""Least squares alone ends at 66 to 342 mV from each of them."""


HPPC = Path(__file__).parents[2] / "data" / "cyclers" / "ampworks_hppc.csv"


def run(config, **task):
    return run_element({"name": "fit", "config": config, "options": {"workers": 1}, "parameters": chen(), **task})


def from_start(names, start, data, model="SPMe", **fields):
    config = fit_config(model, names, data, **fields)
    values = dict(zip(names, start, strict=True))
    config["parameters"] = {name: {**SPECS[name], "initial_value": values[name]} for name in names}
    return config


@pytest.mark.parametrize("start", BAD_STARTS)
def test_a_fit_without_an_optimizer_leaves_a_local_minimum(start):
    names = (D_N, D_P)
    result = run(from_start(names, start, discharge("SPMe", names, seconds=3300)))["result"]
    for name in names:
        assert result["parameter_values"][name] / TRUTH[name] == pytest.approx(1, rel=0.1)
    assert result["starts"]["tried"] > 1
    assert result["starts"]["is_confirmed"]


@pytest.mark.parametrize("corner", [(0.5, 0.5, 0.5, 0.5), (0.95, 0.05, 0.95, 0.1)])
def test_measured_pulses_on_a_circuit_end_at_one_cost(corner):
    """A circuit cannot follow this cell: nothing is noise, and least squares alone ends at 30.2 mV from the first corner."""
    rows = pl.read_csv(HPPC)[300:900].unique("Seconds", keep="first", maintain_order=True)
    data = {
        "Time [s]": (rows["Seconds"] - rows["Seconds"][0]).to_list(),
        "Current [A]": (-rows["Amps"]).to_list(),
        "Voltage [V]": rows["Volts"].to_list(),
    }
    parameters = pybamm.equivalent_circuit.Thevenin().default_parameter_values
    parameters.update({"Cell capacity [A.h]": 0.0064, "Nominal cell capacity [A.h]": 0.0064})
    bounds = {"R0 [Ohm]": (0.1, 100), "R1 [Ohm]": (0.1, 100), "C1 [F]": (0.01, 1e4)}
    specs = {
        name: {"bounds": list(ends), "transform": "Log10", "initial_value": ends[0] * (ends[1] / ends[0]) ** part}
        for (name, ends), part in zip(bounds.items(), corner, strict=False)
    }
    specs["Initial SoC"] = {"bounds": [0.5, 1.0], "initial_value": 0.5 + 0.5 * corner[3]}
    objective = {"type": "CurrentDriven", "data": data, "options": {"model": {"type": "Thevenin"}}}
    config = {
        "element_type": "data_fit",
        "objectives": {"pulses": objective},
        "parameters": specs,
        "options": {"seed": 1},
    }
    known = {name: value for name, value in write_parameters(parameters).items() if name not in specs}
    output = run(config, parameters=known)
    found = output["result"]["residuals"]["pulses"]["Voltage [V]"]
    assert found["rmse"] == pytest.approx(0.02333, abs=2e-5)
    assert output["result"]["starts"]["is_confirmed"]
    assert any(text.startswith("'R1 [Ohm]' is on its bound 100") for text in output["warnings"])
    assert any("far above the noise" in text for text in output["warnings"])


def test_voltages_of_a_model_past_its_meaning_are_told():
    """A fifth of the diffusivity fills the surface of the particles before the discharge ends: -200 kV."""
    config = {**fit_config("SPMe", (D_P,), discharge("SPMe", (D_P,))), "element_type": "validation"}
    del config["parameters"]
    doubtful = run(config, parameters={**chen(), D_P: TRUTH[D_P] / 5})["warnings"]
    assert any("the model means nothing there" in text and "e+05 to " in text for text in doubtful), doubtful
    assert not any("means nothing" in text for text in run(config, parameters={**chen(), D_P: TRUTH[D_P]})["warnings"])


def test_named_optimizers_and_starts_are_obeyed_and_say_what_is_wrong():
    names = (D_N, D_P)
    named = from_start(
        names, BAD_STARTS[0], discharge("SPMe", names, seconds=3300), optimizer={"type": "ScipyLeastSquares"}
    )
    output = run(named)
    assert output["result"]["starts"]["tried"] == 1
    assert not output["result"]["starts"]["is_confirmed"]
    assert any("far above the noise" in text for text in output["warnings"])
    assert any(text.startswith(f"{D_N!r} is not identifiable") for text in output["warnings"])
    assert run({**named, "optimizer": None, "multistarts": 2})["result"]["starts"]["tried"] == 2


def test_a_good_fit_has_intervals_around_the_truth_and_no_doubts():
    output = run(from_start((D_P,), (1e-14,), discharge("SPM", (D_P,)), "SPM"))
    interval = output["result"]["confidence_intervals"]["intervals"][D_P]
    assert interval["lower"] < TRUTH[D_P] < interval["upper"] < 1.05 * interval["lower"]
    found = output["result"]["residuals"]["1C"]["Voltage [V]"]
    assert found["noise"] == pytest.approx(found["rmse"], rel=0.2)
    assert output["warnings"] == []
    assert output["result"]["starts"] == {
        "tried": 1,
        "agreed": 1,
        "is_confirmed": True,
        "evaluations": output["result"]["evaluations"],
    }


def test_a_bound_few_rows_and_a_voltage_outside_the_window_are_told():
    data = {name: values[::30] for name, values in discharge("SPM", (D_P,)).items()}
    config = fit_config("SPM", (D_P,), data)
    config["parameters"][D_P] = {"initial_value": 1e-14, "bounds": [4e-15, 4e-14]}
    config["objectives"]["1C"]["parameters"] = {"Lower voltage cut-off [V]": 3.5}
    warnings = " | ".join(run(config)["warnings"])
    assert f"{D_P!r} is on its bound 4e-15" in warnings
    assert "few rows: 4 for 1 parameters" in warnings
    assert "outside the voltage window of the model, 3.5 to 4.2 V" in warnings


def test_an_optimizer_that_did_not_converge_is_told():
    config = from_start((D_P,), (1e-14,), discharge("SPM", (D_P,)), "SPM")
    config["optimizer"] = {"type": "ScipyMinimize", "max_iterations": 1}
    output = run(config)
    assert not output["result"]["success"]
    assert output["warnings"][0].startswith("the optimizer stopped without converging: ")


def test_a_validation_doubts_data_of_another_cell():
    data = discharge("SPM", (D_P,))
    objective = fit_config("SPM", (D_P,), {**data, "Voltage [V]": [0.9 * value for value in data["Voltage [V]"]]})[
        "objectives"
    ]
    output = run({"element_type": "validation", "objectives": objective})
    assert any("far above the noise of the data" in text for text in output["warnings"])
    assert output["result"]["residuals"]["1C"]["Voltage [V]"]["rows"] == 100
