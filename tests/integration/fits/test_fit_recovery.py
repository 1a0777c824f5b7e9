"""Fits recover the parameters that made the data: 1, 2 and 4 parameters, SPM and SPMe, 1 mV noise.

Tolerances: the noise alone moves the diffusivities by up to 4 % and the volume fractions by 0.2 %; every optimizer
has to come within 0.1 mV of the best fit.
"""

import json

import numpy as np
import pytest

from ionworks.errors import ValidationError
from ionworks.server.fit.elements.element import run_element
from ionworks.server.fit.failures import MissingParametersError

from tests.integration.fits.fit_cases import D_N, D_P, EPS_N, EPS_P, TRUTH, chen, discharge, fit_config

pytestmark = pytest.mark.local_only


def fit(config, parameters=None, **task):
    task = {"name": "fit", "config": config, "parameters": chen() if parameters is None else parameters, **task}
    return run_element(json.loads(json.dumps(task)))


def rmse_mv(output, objective="1C"):
    return output["result"]["summary_stats"][objective][0]["value"]


@pytest.mark.parametrize("model", ["SPM", "SPMe"])
@pytest.mark.parametrize("names", [(D_N,), (D_N, D_P), (D_N, D_P, EPS_N, EPS_P)], ids=["1", "2", "4"])
def test_default_optimizer(model, names):
    output = fit(fit_config(model, names, discharge(model, names)))
    result = output["result"]
    assert result["type"] == "OptimizationResult"
    assert result["success"]
    assert rmse_mv(output) < 1.1
    for name in names:
        assert output["parameters"][name] == pytest.approx(TRUTH[name], rel=0.06 if "diffusivity" in name else 0.01)
    assert output["assumed_parameters"] == {}
    assert output["warnings"] == []


SCALAR = {"type": "RMSE"}
OPTIMIZERS = [
    ({"type": "ScipyLeastSquares"}, {"type": "SSE"}),
    ({"type": "ScipyMinimize"}, SCALAR),
    ({"type": "ScipyMinimize", "method": "Nelder-Mead"}, SCALAR),
    ({"type": "DifferentialEvolution", "population_size": 16}, SCALAR),
    ({"type": "ScipyDifferentialEvolution", "popsize": 6}, {"type": "MSE"}),
    ({"type": "CMAES"}, SCALAR),
    ({"type": "PSO"}, SCALAR),
    ({"type": "XNES", "max_iterations": 60, "population_convergence_tol": 1e-3}, SCALAR),
    ({"type": "AskTellOptimizer", "method": "CMAES"}, SCALAR),
    ({"type": "AskTellOptimizer", "method": "Nelder-Mead"}, SCALAR),
    ({"type": "ScipyBasinhopping", "niter": 2}, SCALAR),
    ({"type": "ScipyDualAnnealing", "maxiter": 15}, SCALAR),
    ({"type": "ScipyShgo", "iters": 2}, SCALAR),
]


@pytest.mark.parametrize(
    ("optimizer", "cost"), OPTIMIZERS, ids=lambda value: f"{value['type']} {value.get('method', '')}".strip()
)
def test_every_optimizer_recovers_two_diffusivities(optimizer, cost):
    names = (D_N, D_P)
    output = fit(fit_config("SPM", names, discharge("SPM", names), optimizer=optimizer, cost=cost))
    assert rmse_mv(output) < 1.15
    assert output["parameters"][D_N] == pytest.approx(TRUTH[D_N], rel=0.12)
    assert output["parameters"][D_P] == pytest.approx(TRUTH[D_P], rel=0.06)
    assert output["result"]["evaluations"] < 4000


@pytest.mark.parametrize("kind", ["DifferentialEvolution", "CMAES", "PSO", "XNES"])
def test_a_seed_makes_a_fit_reproducible(kind):
    config = fit_config(
        "SPM", (D_N,), discharge("SPM", (D_N,)), optimizer={"type": kind, "max_iterations": 4}, cost=SCALAR
    )
    first, second = fit(config), fit(config)
    assert first["result"]["x"] == second["result"]["x"]
    assert first["result"]["costs"] == second["result"]["costs"]


def test_grid_and_point_estimate():
    config = fit_config(
        "SPM", (D_N,), discharge("SPM", (D_N,)), optimizer={"type": "GridSearch", "npts": 9}, cost=SCALAR
    )
    output = fit(config)
    assert output["result"]["type"] == "EnsembleResult"
    assert output["result"]["evaluations"] == 9
    grid = 10 ** np.linspace(np.log10(3.3e-15), np.log10(3.3e-13), 9)
    assert np.min(np.abs(grid / output["parameters"][D_N] - 1)) < 1e-9
    config["optimizer"] = {"type": "PointEstimate"}
    assert fit(config)["parameters"][D_N] == pytest.approx(1e-14)


def test_multistarts_are_ranked_children():
    config = fit_config("SPM", (D_N, D_P), discharge("SPM", (D_N, D_P)), multistarts=3)
    result = fit(config)["result"]
    costs = [child["cost"] for child in result["children"]]
    assert len(costs) == 3
    assert costs == sorted(costs)
    assert result["cost"] == costs[0]
    assert all(child["children"] is None for child in result["children"])


def test_pulses_dfn_and_links():
    data = discharge("SPM", (D_N,), pulses=True)
    config = fit_config("SPM", (D_N,), data)
    config["objectives"]["1C"]["type"] = "Pulse"
    output = fit(config)
    assert rmse_mv(output) < 1.2
    assert output["parameters"][D_N] == pytest.approx(TRUTH[D_N], rel=0.1)


def test_dfn_uses_differences():
    config = fit_config("DFN", (D_N,), discharge("DFN", (D_N,), samples=40))
    output = fit(config)
    assert rmse_mv(output) < 1.3
    assert output["parameters"][D_N] == pytest.approx(TRUTH[D_N], rel=0.15)


def test_initial_state_from_soc_and_geometry_as_fit_parameter():
    import pybamm

    parameters = pybamm.ParameterValues("Chen2020").set_initial_state(0.9, inplace=False)
    thickness = "Positive electrode thickness [m]"
    times = np.linspace(0, 2400, 60)
    simulation = pybamm.Simulation(
        pybamm.lithium_ion.SPM(), parameter_values=parameters, solver=pybamm.IDAKLUSolver(rtol=1e-8)
    )
    voltage = simulation.solve([0, 2400], t_interp=times)["Voltage [V]"].data
    data = {"Time [s]": times.tolist(), "Current [A]": [5.0] * 60, "Voltage [V]": voltage.tolist()}
    config = fit_config("SPM", (), data)
    config["parameters"] = {thickness: {"initial_value": 7e-5, "bounds": [5e-5, 1e-4]}}
    output = fit(config, {**chen(), "Initial SOC [%]": 90.0})
    assert output["parameters"][thickness] == pytest.approx(75.6e-6, rel=2e-3)
    config["parameters"] = {"Initial SOC [%]": {"initial_value": 80.0, "bounds": [70, 100]}}
    output = fit(config)
    assert output["parameters"]["Initial SOC [%]"] == pytest.approx(90.0, rel=2e-3)


def test_assumed_parameters_are_reported_or_refused():
    times = np.linspace(0, 1800, 31)
    data = {"Time [s]": times.tolist(), "Current [A]": [0.5] * 31, "Voltage [V]": (3.76 - 1e-4 * times).tolist()}
    config = fit_config("SPM", (D_N,), data, optimizer={"type": "PointEstimate"})
    output = fit(config, {})
    assert len(output["assumed_parameters"]) > 20
    assert D_N not in output["assumed_parameters"]
    assert "Marquis2019" in output["assumed_parameters"]["Electrode height [m]"]
    assert "strict_parameters" in output["warnings"][0]
    with pytest.raises(MissingParametersError) as caught:
        fit(config, {}, options={"strict_parameters": True})
    _, _, listed = caught.value.message.partition(" gives: ")
    assert listed == ", ".join(map(repr, output["assumed_parameters"]))


def test_a_parameter_nothing_reads_is_refused():
    config = fit_config("SPM", (D_N,), discharge("SPM", (D_N,)))
    config["parameters"] = {"Negative particle difusivity [m2.s-1]": {"bounds": [1e-15, 1e-13]}}
    with pytest.raises(ValidationError, match="difusivity"):
        fit(config)


def test_least_squares_refuses_rmse():
    config = fit_config("SPM", (D_N,), discharge("SPM", (D_N,)), optimizer={"type": "ScipyLeastSquares"}, cost=SCALAR)
    with pytest.raises(ValidationError, match="sum of squares"):
        fit(config)


def test_priors_and_penalties_pull():
    free = fit(fit_config("SPM", (D_N,), discharge("SPM", (D_N,))))["parameters"][D_N]
    prior = {
        "type": "Prior",
        "distribution": {"distribution": "LogNormal", "mean": float(np.log(1e-14)), "std": 0.05},
        "regularizer_weight": 1.0,
    }
    pulled = fit(fit_config("SPM", (D_N,), discharge("SPM", (D_N,)), priors={D_N: prior}))["parameters"][D_N]
    assert 0.9e-14 < pulled < free


def test_a_fit_result_is_complete_json():
    output = fit(fit_config("SPM", (D_N,), discharge("SPM", (D_N,))))
    json.dumps(output, allow_nan=False)
    assert set(output["series"]["1C"]) == {"optimal", "baseline"}
    assert set(output["series"]["1C"]["optimal"]) == {"Time [s]", "Voltage [V] (data)", "Voltage [V] (model)"}
    assert output["metadata"]["validation_plot_config"] == {
        "objectives": {"1C": {"plot_count": 2, "type": "CurrentDriven"}}
    }
    assert [trace["name"] for trace in output["plots"]["1C"][0]["traces"]] == ["Data", "Fit"]
    rows = output["metadata"]["intermediate_results"]
    assert rows[-1]["best_cost"] == pytest.approx(output["result"]["cost"], rel=1e-6)
    assert rows[0]["inputs_unscaled"][D_N] == pytest.approx(1e-14)


def test_budget_ends_a_fit_with_its_best_point():
    config = fit_config("SPM", (D_N, D_P), discharge("SPM", (D_N, D_P)), cost=SCALAR)
    config["optimizer"] = {"type": "CMAES", "max_evaluations": 30}
    output = fit(config)
    assert not output["result"]["success"]
    assert "budget" in output["result"]["message"]
    assert output["result"]["evaluations"] <= 60


def test_progress_is_reported():
    seen = []
    config = fit_config("DFN", (D_N,), discharge("DFN", (D_N,), samples=40), cost=SCALAR)
    config["optimizer"] = {"type": "CMAES", "max_iterations": 5}
    run_element({"name": "fit", "config": config, "parameters": chen()}, seen.append)
    assert seen
    assert {"best_cost", "iteration", "evaluations", "parameters"} <= set(seen[-1])
