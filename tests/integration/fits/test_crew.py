"""Helper processes: same answers, shared starts and populations, and work that goes on when a helper is lost."""

import gc
import os
import signal
import subprocess
import sys
import time

import attrs
import numpy as np
import pytest

from ionworks.optimization import Algorithm, DesignParameter, Objective, OptimizationProblem, maximize, minimize
from ionworks.server.design.task import DesignTask, DesignWork
from ionworks.server.design.checkpoint import Measured
from ionworks.server.design.experiments import make_experiments
from ionworks.server.design.run import run_optimization
from ionworks.server.fit.elements.element import run_element
from ionworks.server.fit.elements.fit_setup import build_objectives, build_problem, read_parameters_of
from ionworks.server.fit.task import Task
from ionworks.server.workers.helpers import FIT, OPTIMIZATION, crew
from tests.integration.fits.fit_cases import D_N, D_P, TRUTH, chen, discharge, fit_config

pytestmark = pytest.mark.local_only

SCALAR = {"type": "RMSE"}
THICKNESS = "Positive electrode thickness [m]"
MODEL = {"model": {"type": "SPM", "options": {}}, "parameter_set": "Chen2020"}
DISCHARGE = {
    "global": {"initial_soc": 100, "initial_temperature": 25},
    "steps": [{"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 2.5"]}}],
}


@pytest.fixture(scope="module")
def helpers():
    """One helper, up and running."""
    found = crew(1)
    assert found.wait_until_up()
    yield found
    crew.cache_clear()
    found.stop()
    del found
    gc.collect()


def fit(config, workers):
    return run_element({"name": "fit", "config": config, "parameters": chen(), "options": {"workers": workers}})[
        "result"
    ]


def test_costs_do_not_depend_on_who_evaluates(helpers):
    config = fit_config("SPM", (D_N, D_P), discharge("SPM", (D_N, D_P)), cost=SCALAR)
    task = Task("fit", config, parameters=chen())
    parameters = read_parameters_of(config)
    problem = build_problem(task, config, parameters, build_objectives(task, parameters, config["objectives"]), None)
    points = problem.space.initial + 0.1 * np.random.default_rng(0).standard_normal((7, 2))
    alone = problem.costs(points)
    here = []
    with helpers.assigned(FIT, task) as team:
        assert team.wait_until_ready()
        together = team.costs(points, lambda share: here.append(len(share)) or problem.evaluated(share))
    assert here == [4]
    assert together.tolist() == alone.tolist()
    assert problem.evaluations == 7


@pytest.mark.parametrize(
    "optimizer",
    [{"type": "DifferentialEvolution", "population_size": 20, "max_iterations": 30}, None],
    ids=["population", "starts"],
)
def test_a_seed_gives_the_same_fit_with_helpers(helpers, optimizer):
    config = fit_config("SPM", (D_N, D_P), discharge("SPM", (D_N, D_P)))
    config |= {"optimizer": optimizer, "cost": SCALAR} if optimizer else {"multistarts": 7}
    alone, together = fit(config, 1), fit(config, 2)
    assert together["evaluations"] == alone["evaluations"]
    if optimizer:
        assert together["x"] == alone["x"]
    else:
        # gradients compiled while the fits ran (by an earlier fit's folder, in either process) round differently
        assert together["x"] == pytest.approx(alone["x"], rel=1e-10)
        assert [child["initial_guess"] for child in together["children"]] == [
            child["initial_guess"] for child in alone["children"]
        ]


def test_a_helper_at_work_ends_when_its_fit_is_gone():
    variables = {**os.environ, "WORKER_PARENT_PID": "999999999"}
    command = [sys.executable, "-m", "ionworks.server.helper"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=variables, **pipes) as orphan:
        # its input is still open, as while it computes; a command that cannot run at all also ends with 1
        assert (orphan.wait(60), orphan.stderr.read()) == (1, b"")


def test_a_budget_of_time_ends_all_starts(helpers):
    config = fit_config("SPM", (D_N,), discharge("SPM", (D_N,)), cost=SCALAR, multistarts=30)
    config["optimizer"] = {
        "type": "CMAES",
        "max_iterations": 1000,
        "relative_tolerance": 0.0,
        "absolute_tolerance": 0.0,
    }
    config["options"] = {"seed": 1, "maxtime": 2.0}
    begun = time.monotonic()
    result = fit(config, 2)
    assert time.monotonic() - begun < 20
    assert "budget" in result["message"]
    assert len(result["children"] or [None]) < 30
    # two seconds of a busy machine are a few generations, from 80 % below the truth
    assert result["x"][0] == pytest.approx(TRUTH[D_N], rel=0.5)


def design(kind="DifferentialEvolution", **goals):
    goals = goals or {"density": maximize("gravimetric_energy_density"), "volume": minimize("cell_volume")}
    return OptimizationProblem(
        parameterized_model_id="m",
        objectives={"1C": Objective(DISCHARGE, goals=goals)},
        parameters=[DesignParameter(THICKNESS, 5e-5, 1.2e-4), DesignParameter("Positive electrode porosity", 0.2, 0.5)],
        algorithm=Algorithm(type=kind, population_size=12, max_iterations=9),
    )


def points(count):
    return [{THICKNESS: 6e-5 + 3e-6 * row, "Positive electrode porosity": 0.3} for row in range(count)]


def test_metrics_of_designs_do_not_depend_on_who_evaluates(helpers):
    problem = design()
    experiments = make_experiments(problem, MODEL)
    alone = experiments.measure(points(7))
    here = []

    def measured(share):
        here.append(len(share))
        return [[one.values, one.error] for one in experiments.measure(share)]

    with helpers.assigned(OPTIMIZATION, DesignWork(config=problem.to_wire(), model=MODEL)) as team:
        assert team.wait_until_ready()
        together = team.evaluate(points(7), measured)
    assert here == [4]
    found = [Measured(tuple(values), error) for values, error in together]
    assert [one.error for one in found] == [None] * 7
    assert np.array([one.values for one in found]) == pytest.approx(np.array([one.values for one in alone]), rel=1e-7)


@pytest.mark.parametrize("kind", ["DifferentialEvolution", "CMAES", "NSGA2"])
def test_a_seed_gives_the_same_optimum_with_helpers(helpers, kind):
    fields = {"config": design(kind).to_wire(), "model": MODEL, "seed": 3}
    alone, together = (run_optimization(DesignTask(**fields, workers=count))["result"] for count in (1, 2))
    assert together["parameters"] == pytest.approx(alone["parameters"], rel=1e-9)
    assert together["evaluations"] == alone["evaluations"]
    assert together["cost"] == pytest.approx(alone["cost"], rel=1e-7)


def test_work_a_helper_cannot_prepare_goes_on_without_it(helpers):
    with helpers.assigned(OPTIMIZATION, DesignWork(config={}, model=MODEL)) as team:
        assert not team.wait_until_ready()
        assert team.evaluate([1, 2, 3], lambda share: [10 * point for point in share]) == [10, 20, 30]


def test_a_helper_ends_with_its_input_and_another_takes_its_place(helpers):
    """As when the process that started it was killed: nobody else holds the other end of the pipe."""
    (helper,) = helpers._helpers
    helper._process.stdin.close()
    assert helper._process.wait(60) == 0, "it ended by itself"
    helper.stop()
    work = DesignWork(config=design().to_wire(), model=MODEL)
    with helpers.assigned(OPTIMIZATION, work) as team, helpers.assigned(OPTIMIZATION, work) as second:
        assert second is None
        assert team.wait_until_ready()


def test_an_optimization_survives_the_loss_of_its_helper(helpers):
    problem = design()
    experiments = make_experiments(problem, MODEL)
    with helpers.assigned(OPTIMIZATION, DesignWork(config=problem.to_wire(), model=MODEL)) as team:
        assert team.wait_until_ready()

        def measured(share):
            os.kill(helpers._helpers[0]._process.pid, signal.SIGKILL)
            return [[one.values, one.error] for one in experiments.measure(share)]

        found = team.evaluate(points(5), measured)
    alone = np.array([one.values for one in experiments.measure(points(5))])
    assert np.array([values for values, _ in found]) == pytest.approx(alone, rel=1e-7)


def test_a_fit_survives_the_loss_of_its_helper(helpers):
    config = fit_config("SPM", (D_N,), discharge("SPM", (D_N,)), cost=SCALAR)
    task = Task("fit", config, parameters=chen())
    parameters = read_parameters_of(config)
    problem = build_problem(task, config, parameters, build_objectives(task, parameters, config["objectives"]), None)
    points = problem.space.initial + 0.05 * np.arange(4)[:, None]
    with helpers.assigned(FIT, task) as team:
        assert team.wait_until_ready()
        os.kill(helpers._helpers[0]._process.pid, signal.SIGKILL)
        assert team.costs(points, problem.evaluated).tolist() == problem.evaluated(points).tolist()
        done = []
        team.starts(range(3), lambda index: done.append(index) or True, lambda record: True)
        assert sorted(done) == [0, 1, 2]
