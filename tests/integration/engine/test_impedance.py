"""Spectra after steps, against PyBaMM: its own frequency-domain solver at rest, a sine in the time domain elsewhere."""

import numpy as np
import pybamm
import pytest

from ionworks.server.engine.model.parameters import parameter_set
from ionworks.server.engine.simulate import run
from ionworks.server.engine.task import SimulationTask
from tests.integration.engine.impedance_references import DISCHARGE_S, SINES

pytestmark = pytest.mark.local_only

CHARGE_AH = 4.0
AT_HZ = [1000.0, 10.0, 0.1, 0.01]


def spectrum_after(model, *steps, parameters="Chen2020", at_hz=AT_HZ, design=None, wire=None):
    task = {
        "model": model,
        "parameters": wire or {},
        "parameter_set": parameters,
        "simulation_settings": {"solver": {"rtol": 1e-7, "atol": 1e-9}},
        "protocol": {"global": {"initial_soc": 1}, "steps": [*steps, {"EIS": {"frequencies": at_hz}}]},
        "runs": [{"simulation_id": "s", "job_id": "j", "inputs": {}, "design_parameters": design or {}}],
    }
    (result,) = run(SimulationTask.from_json(task))
    assert result.error is None
    rows = result.time_series.drop_nulls("Frequency [Hz]")
    assert rows["Frequency [Hz]"].to_list() == at_hz
    return rows["Z_Re [Ohm]"].to_numpy() + 1j * rows["Z_Im [Ohm]"].to_numpy()


def discharge(**until):
    return {"Discharge": {"mode": "C-rate", "value": 1, **until}}


def relaxed_parameters(model, rest_s):
    """Chen2020 whose initial concentrations are those after a discharge and a rest."""
    parameters = pybamm.ParameterValues("Chen2020")
    begin_rest = 3600 * CHARGE_AH / 5
    parameters["Current function [A]"] = 5 * (pybamm.t < begin_rest)
    solver = pybamm.IDAKLUSolver(rtol=1e-8, atol=1e-10)
    simulation = pybamm.Simulation(model(), parameter_values=parameters, solver=solver)
    solved = simulation.solve(np.array([0, begin_rest, begin_rest + rest_s]), initial_soc=1, calc_esoh=False)
    for electrode in ("Negative", "Positive"):
        found = solved[f"Average {electrode.lower()} particle concentration [mol.m-3]"].data[-1]
        parameters[f"Initial concentration in {electrode.lower()} electrode [mol.m-3]"] = float(found)
    return parameters


@pytest.mark.parametrize("model", ["SPM", "DFN"])
def test_a_spectrum_after_discharge_and_rest_is_that_of_the_state_reached(model):
    kind = getattr(pybamm.lithium_ion, model)
    rest_s = 6 * 3600.0
    found = spectrum_after(model, discharge(ends=[f"Capacity > {CHARGE_AH}"]), {"Rest": {"duration": rest_s}})
    simulation = pybamm.EISSimulation(
        kind({"surface form": "differential"}), parameter_values=relaxed_parameters(kind, rest_s)
    )
    exact = simulation.solve(AT_HZ).impedance
    assert np.abs(found - exact).max() < 1e-3 * np.abs(exact).min()


@pytest.mark.parametrize("case", SINES, ids=lambda case: case.parameters)
def test_a_spectrum_is_the_response_to_a_small_sine(case):
    rest = [{"Rest": {"duration": case.rest_s}}] if case.rest_s else []
    steps = (discharge(duration=DISCHARGE_S), *rest)
    model = {"type": "SPMe", "options": case.options}
    found = spectrum_after(model, *steps, parameters=case.parameters, at_hz=[case.hertz])
    assert abs(found[0] - case.impedance) < 1e-3 * abs(case.impedance)


def test_a_cell_that_is_swept_has_the_spectrum_of_its_single_run():
    design = {"Positive electrode thickness [m]": 8e-5, "Negative electrode porosity": 0.2}
    parameters = {**parameter_set("Chen2020"), **design}
    swept = spectrum_after("SPMe", discharge(duration=1800), design=design)
    single = spectrum_after("SPMe", discharge(duration=1800), wire=parameters)
    assert np.abs(swept - single).max() < 1e-5 * np.abs(single).min()
