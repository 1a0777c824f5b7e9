"""Objectives other than the driven cell, array fits, validation and analyses."""

import json

import numpy as np
import pybamm
import pytest

from ionworks.errors import ValidationError
from ionworks.server.fit.elements.element import run_element
from ionworks.server.fit.model.msmr import Sites

from tests.integration.fits.fit_cases import D_N, SPECS, TRUTH, chen, discharge, fit_config

pytestmark = pytest.mark.local_only

POTENTIAL, FRACTION, IDEALITY = (
    np.array([3.6, 3.7, 3.9, 4.2]),
    np.array([0.13, 0.32, 0.22, 0.33]),
    np.array([1.2, 1.4, 3.5, 5.5]),
)
STEM = "Positive electrode host site"


def run(config, parameters=None, **task):
    return run_element(json.loads(json.dumps({"name": "e", "config": config, "parameters": parameters or {}, **task})))


def half_cell_data(noise=0.0):
    voltage = np.linspace(4.4, 3.3, 150)
    capacity = 5.0 * Sites(POTENTIAL, FRACTION, IDEALITY).filling(voltage) - 0.1
    voltage = voltage + noise * np.random.default_rng(0).standard_normal(len(voltage))
    return {"Capacity [A.h]": capacity.tolist(), "Voltage [V]": voltage.tolist()}


def around(value, part=0.03, width=0.2):
    return {
        "initial_value": float(value * (1 + part)),
        "bounds": [float(value * (1 - width)), float(value * (1 + width))],
    }


@pytest.mark.parametrize("method", ["project", "explicit", "reformulate"])
def test_msmr_half_cell_recovers_its_sites(method):
    parameters = {
        "Positive electrode capacity [A.h]": around(5.0),
        "Positive electrode lower excess capacity [A.h]": {"initial_value": 0.05, "bounds": [0, 1]},
    }
    for index in range(4):
        parameters[f"{STEM} standard potential ({index}) [V]"] = around(POTENTIAL[index], 0.003 * (-1) ** index, 0.02)
        parameters[f"{STEM} ideality factor ({index})"] = around(IDEALITY[index], 0.1, 0.6)
        if method != "reformulate" or index < 3:
            parameters[f"{STEM} occupancy fraction ({index})"] = around(FRACTION[index], 0.1 * (-1) ** index, 0.5)
    known = {f"{STEM} occupancy fraction (3)": 0.3} if method == "reformulate" else {}
    model = {"type": "MSMRHalfCellModel", "electrode": "positive", "options": {"species format": "Xj"}}
    objective = {
        "type": "MSMRHalfCell",
        "data": half_cell_data(),
        "options": {"model": model, "constrain Xj method": method},
    }
    output = run({"element_type": "data_fit", "objectives": {"ocp": objective}, "parameters": parameters}, known)
    found = output["parameters"]
    assert found["Positive electrode capacity [A.h]"] == pytest.approx(5.0, rel=2e-3)
    assert [found[f"{STEM} standard potential ({i}) [V]"] for i in range(4)] == pytest.approx(
        POTENTIAL.tolist(), abs=2e-3
    )
    fractions = [found[f"{STEM} occupancy fraction ({i})"] for i in range(3 if method == "reformulate" else 4)]
    assert fractions == pytest.approx(FRACTION[: len(fractions)].tolist(), abs=3e-3)


def test_msmr_by_capacity_and_old_names():
    parameters = {"U0_p_0": around(3.6, 0.002, 0.02), "Q_p_0": around(0.65, 0.1, 0.5)}
    known = {"Positive electrode lower excess capacity [A.h]": 0.1}
    for index in range(4):
        known[f"w_p_{index}"] = float(IDEALITY[index])
        if index:
            known[f"U0_p_{index}"] = float(POTENTIAL[index])
            known[f"Q_p_{index}"] = float(5 * FRACTION[index])
    model = {"type": "MSMRHalfCellModel", "electrode": "positive"}
    objective = {"type": "MSMRHalfCell", "data": half_cell_data(), "options": {"model": model}}
    output = run({"element_type": "data_fit", "objectives": {"ocp": objective}, "parameters": parameters}, known)
    assert output["parameters"]["U0_p_0"] == pytest.approx(3.6, abs=1e-4)
    assert output["parameters"]["Q_p_0"] == pytest.approx(0.65, rel=1e-3)


BALANCE = {
    "Negative electrode capacity [A.h]": 5.8, "Negative electrode lower excess capacity [A.h]": 0.15,
    "Positive electrode capacity [A.h]": 7.5, "Positive electrode lower excess capacity [A.h]": 2.0,
}  # fmt: skip


def full_cell_data(rising=False):
    parameters = pybamm.ParameterValues("Chen2020")
    ocp = {side: parameters[f"{side} electrode OCP [V]"] for side in ("Negative", "Positive")}
    q = np.linspace(0, 5, 120)
    negative = (0.15 + 5 - q) / 5.8
    positive = (2.0 + q) / 7.5
    voltage = np.array(
        [
            ocp["Positive"](pybamm.Scalar(p)).evaluate() - ocp["Negative"](pybamm.Scalar(n)).evaluate()
            for p, n in zip(positive, negative, strict=True)
        ]
    ).ravel()
    if rising:
        voltage = voltage[::-1]
    return {"Capacity [A.h]": q.tolist(), "Voltage [V]": voltage.tolist()}


@pytest.mark.parametrize("rising", [False, True], ids=["discharge", "charge"])
def test_electrode_balancing_recovers_its_capacities(rising):
    known = {name: value for name, value in chen().items() if name.endswith("OCP [V]")}
    parameters = {name: around(value, 0.05, 0.4) for name, value in BALANCE.items()}
    objective = {"type": "ElectrodeBalancing", "data": full_cell_data(rising)}
    output = run({"element_type": "data_fit", "objectives": {"ocv": objective}, "parameters": parameters}, known)
    for name, value in BALANCE.items():
        assert output["parameters"][name] == pytest.approx(value, rel=2e-3, abs=2e-3)
    assert output["parameters"]["Usable capacity [A.h]"] == pytest.approx(5.0)
    assert output["parameters"]["Negative electrode upper excess capacity [A.h]"] == pytest.approx(0.65, abs=5e-3)


def test_ocp_half_cell_recovers_its_capacity():
    parameters = pybamm.ParameterValues("Chen2020")
    filling = np.linspace(0.3, 0.95, 80)
    voltage = [float(parameters["Positive electrode OCP [V]"](pybamm.Scalar(x)).evaluate()) for x in filling]
    data = {"Capacity [A.h]": (4.0 * (filling - 0.3)).tolist(), "Voltage [V]": voltage}
    known = {name: value for name, value in chen().items() if name.endswith("OCP [V]")}
    objective = {"type": "OCPHalfCell", "electrode": "positive", "data": data, "options": {"theta_ref": 0.95}}
    prior = {
        "Q_pe": {
            "type": "Prior",
            "distribution": {"distribution": "Normal", "mean": 4.2, "std": 5.0},
            "regularizer_weight": 1e-9,
        }
    }
    output = run({"element_type": "data_fit", "objectives": {"ocp": objective}, "priors": prior}, known)
    assert output["parameters"]["Positive electrode capacity [A.h]"] == pytest.approx(4.0, rel=1e-3)


def test_msmr_full_cell():
    n = Sites(np.array([0.09, 0.13, 0.2]), np.array([0.5, 0.3, 0.2]), np.array([0.1, 0.3, 3.0]))
    p = Sites(POTENTIAL, FRACTION, IDEALITY)
    q = np.linspace(0, 4, 100)
    voltage = p.voltage((0.6 + q) / 5.5) - n.voltage((0.2 + 4 - q) / 4.6)
    known = {
        "Negative electrode lower excess capacity [A.h]": 0.2,
        "Positive electrode lower excess capacity [A.h]": 0.6,
    }
    for side, sites in (("Negative", n), ("Positive", p)):
        stem = f"{side} electrode host site"
        known |= {f"{stem} standard potential [V]": sites.potential.tolist(), f"{stem} occupancy fraction": sites.fraction.tolist(),
                  f"{stem} ideality factor": sites.ideality.tolist()}  # fmt: skip
    objective = {"type": "MSMRFullCell", "data": {"Capacity [A.h]": q.tolist(), "Voltage [V]": voltage.tolist()}}
    parameters = {
        "Negative electrode capacity [A.h]": around(4.6, 0.05),
        "Positive electrode capacity [A.h]": around(5.5, 0.05),
    }
    output = run({"element_type": "data_fit", "objectives": {"ocv": objective}, "parameters": parameters}, known)
    assert output["parameters"]["Negative electrode capacity [A.h]"] == pytest.approx(4.6, rel=1e-3)
    assert output["parameters"]["Positive electrode capacity [A.h]"] == pytest.approx(5.5, rel=1e-3)


def test_eis_agrees_with_pybamm_and_fits():
    parameters = pybamm.ParameterValues("Chen2020")
    name = "Negative electrode double-layer capacity [F.m-2]"
    parameters[name] = 0.35
    frequencies = np.logspace(-1, 3, 15)
    simulation = pybamm.EISSimulation(
        pybamm.lithium_ion.SPM({"surface form": "differential"}), parameter_values=parameters
    )
    impedance = simulation.solve(frequencies).impedance
    data = {
        "Frequency [Hz]": frequencies.tolist(),
        "Z_Re [Ohm]": impedance.real.tolist(),
        "Z_Im [Ohm]": impedance.imag.tolist(),
    }
    objective = {"type": "EIS", "data": data, "options": {"model": {"type": "SPM"}}}
    config = {
        "element_type": "data_fit",
        "objectives": {"eis": objective},
        "parameters": {name: {"initial_value": 0.2, "bounds": [0.05, 1.0]}},
    }
    output = run(config, chen())
    assert output["parameters"][name] == pytest.approx(0.35, rel=1e-3)
    assert output["plots"]["eis"][0]["type"] == "EIS"
    assert output["metadata"]["validation_plot_config"]["objectives"]["eis"] == {"plot_count": 1, "type": "EIS"}


def test_array_fit_has_one_child_per_key():
    config = fit_config("SPM", (D_N,), None)
    data = discharge("SPM", (D_N,))
    config |= {"element_type": "array_data_fit", "objectives": {
        key: {"type": "CurrentDriven", "data": data, "options": {"model": {"type": "SPM"}}} for key in ("313.15", "298.15")}}  # fmt: skip
    output = run(config, chen())
    assert output["result"]["keys"] == [298.15, 313.15]
    assert len(output["result"]["children"]) == 2
    assert output["parameters"][D_N] == pytest.approx([TRUTH[D_N]] * 2, rel=0.06)
    assert set(output["series"]) == {"298.15", "313.15"}


def test_two_objectives_with_costs_of_their_own():
    data = discharge("SPM", (D_N,))
    objective = {"type": "CurrentDriven", "data": data, "options": {"model": {"type": "SPM"}}}
    config = fit_config("SPM", (D_N,), data)
    config["objectives"] = {"a": objective, "b": {**objective, "cost": {"type": "MAE"}}}
    config["cost"] = {
        "type": "MultiCost",
        "costs": [{"cost": {"type": "SSE"}, "weight": 1.0}, {"cost": {"type": "MSE"}, "weight": 2.0}],
    }
    output = run(config, chen())
    assert output["parameters"][D_N] == pytest.approx(TRUTH[D_N], rel=0.06)


def test_noise_level_is_fitted_with_the_likelihood():
    data = discharge("SPM", (D_N,))
    config = fit_config("SPM", (D_N,), data, cost={"type": "GaussianLogLikelihood", "sigma": {"Voltage [V]": "noise"}},
                        optimizer={"type": "ScipyMinimize"})  # fmt: skip
    config["parameters"]["noise"] = {"initial_value": 5e-3, "bounds": [1e-4, 1e-1], "transform": "Log10"}
    output = run(config, chen())
    assert output["parameters"]["noise"] == pytest.approx(7.5e-4, rel=0.25)
    assert output["parameters"][D_N] == pytest.approx(TRUTH[D_N], rel=0.06)


def validation(objectives, **fields):
    return {"element_type": "validation", "objectives": objectives, **fields}


def test_validation_statistics_against_pybamm():
    data = discharge("SPM", (D_N,), noise=0.0)
    objective = {"type": "CurrentDriven", "data": data, "options": {"model": "SPM"}}
    parameters = {**chen(), D_N: TRUTH[D_N]}
    result = run(validation({"1C": objective}), parameters)["result"]
    assert [row["name"] for row in result["summary_stats"]["1C"]] == [
        f"{kind} [mV] (Voltage [V])" for kind in ("RMSE", "MAE", "Max")
    ]
    assert all(row["value"] < 0.05 for row in result["summary_stats"]["1C"])
    off = {**data, "Voltage [V]": [v - 0.01 for v in data["Voltage [V]"]]}
    stats = run(validation({"1C": {**objective, "data": off}}, summary_stats=["RMSE", {"type": "MSE"}]), parameters)[
        "result"
    ]["summary_stats"]
    assert stats["1C"][0]["value"] == pytest.approx(10, rel=1e-2)
    assert stats["1C"][1]["value"] == pytest.approx(100, rel=1e-2)


def test_validation_lists_what_failed():
    data = discharge("SPM", (D_N,))
    good = {"type": "CurrentDriven", "data": data, "options": {"model": "SPM"}}
    bad = {"type": "CurrentDriven", "data": "db:gone", "options": {"model": "SPM"}}
    result = run(validation({"good": good, "bad": bad}), chen())["result"]
    assert list(result["failed_objectives"]) == ["bad"]
    with pytest.raises(ValidationError, match="db:gone"):
        run(validation({"bad": bad}), chen())
    with pytest.raises(ValidationError, match="not supported by this engine"):
        run(validation({"good": {**good, "type": "CalendarAgeing"}}), chen())


def test_stored_models_and_voltage_as_independent_variable():
    data = discharge("SPM", (D_N,), noise=0.0)
    objective = {
        "type": "CurrentDriven",
        "data": data,
        "options": {"parameterized_model_id": "m", "independent variable": "voltage"},
    }
    models = {"m": {"model": {"type": "SPM"}, "parameters": {**chen(), D_N: TRUTH[D_N]}}}
    stats = run(validation({"v": objective}), models=models)["result"]["summary_stats"]["v"]
    assert stats[0]["name"] == "RMSE [s] (Time [s])"
    assert stats[0]["value"] < 2.0


def test_confidence_interval_against_the_covariance_by_differences():
    names = (D_N,)
    data = discharge("SPM", names)
    config = fit_config("SPM", names, data)
    best = run(config, chen())["parameters"][D_N]
    analysis = {
        **config,
        "element_type": "linear_confidence_interval",
        "variable_standard_deviations": {"Voltage [V]": 1e-3},
    }
    result = run(analysis, {**chen(), D_N: best})["result"]
    objective = {"type": "CurrentDriven", "data": data, "options": {"model": "SPM"}}

    def voltage(value):
        series = run(validation({"v": objective}), {**chen(), D_N: value})["series"]["v"]["optimal"]
        return np.array(series["Voltage [V] (model)"])

    slope = (voltage(best * 1.01) - voltage(best * 0.99)) / (0.02 * best)
    sigma = 1e-3 / np.linalg.norm(slope)
    interval = result["intervals"][D_N]
    assert (interval["upper"] - interval["lower"]) / 2 == pytest.approx(1.959964 * sigma, rel=0.02)


def test_sobol_of_a_parameter_that_matters_and_one_that_does_not():
    silent = "Separator porosity"
    config = fit_config("SPM", (D_N,), discharge("SPM", (D_N,), samples=30))
    config |= {"element_type": "sobol_sensitivity", "n_samples": 16, "cost": {"type": "RMSE"}}
    config["parameters"] = {D_N: SPECS[D_N], silent: {"bounds": [0.3, 0.6]}}
    config["options"] = {"seed": 1, "validate": False}
    result = run(config, chen())["result"]
    assert result["type"] == "SensitivityResult"
    assert result["total_order"][D_N] > 0.5
    assert abs(result["total_order"][silent]) < 1e-6


@pytest.mark.parametrize("method", ["HaarioBardenetACMC", "MALAMCMC"])
def test_chains_find_the_posterior_of_a_linear_problem(method):
    """The potential is linear in its slope parameter, so the posterior is Gaussian with known mean and width."""
    rng = np.random.default_rng(5)
    q = np.linspace(0.05, 0.95, 40)
    voltage = 4.0 - 0.8 * q + 0.01 * rng.standard_normal(40)
    from ionworks.server.fit.values import write_values

    slope = write_values({"Positive electrode OCP [V]": lambda sto: 4.0 - pybamm.Parameter("slope") * sto})
    known = {**slope, "Positive electrode capacity [A.h]": 1.0, "Positive electrode lower excess capacity [A.h]": 0.0}
    objective = {
        "type": "OCPHalfCell",
        "electrode": "positive",
        "data": {"Capacity [A.h]": q.tolist(), "Voltage [V]": voltage.tolist()},
    }
    config = {
        "element_type": "data_fit", "objectives": {"o": objective}, "parameters": {"slope": {"initial_value": 0.79, "bounds": [0.5, 1.1]}},
        "cost": {"type": "GaussianLogLikelihood", "sigma": {"Voltage [V]": 0.01}}, "options": {"seed": 3},
        "optimizer": {"type": "PintsSampler", "method": method, "max_iterations": 1200, "burnin_iterations": 400},
    }  # fmt: skip
    output = run(config, known)
    weight = float(q @ q)
    mean, width = float(q @ (4.0 - voltage)) / weight, 0.01 / np.sqrt(weight)
    summary = output["result"]["posterior_summary"]["slope"]
    assert summary["mean"] == pytest.approx(mean, abs=width / 2)
    if method == "HaarioBardenetACMC":
        assert summary["std"] == pytest.approx(width, rel=0.35)
        assert output["result"]["r_hat"][0] < 1.2
    assert np.shape(output["result"]["chains"]) == (3, 800, 1)
    assert len(output["metadata"]["samples"]["slope"]) == 2400
