"""Helper processes: same answers, shared starts, and fits that go on when a helper is lost."""

import gc
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from ionworks.server.fit.crew import Crew, crew
from ionworks.server.fit.element import run_element
from ionworks.server.fit.fit_setup import build_objectives, build_problem, read_parameters_of
from ionworks.server.fit.task import Task
from tests.integration.fit_cases import D_N, D_P, TRUTH, chen, discharge, fit_config

pytestmark = pytest.mark.local_only

SCALAR = {"type": "RMSE"}


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
    with helpers.assigned(task) as team:
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
    assert together["x"] == alone["x"]
    assert together["evaluations"] == alone["evaluations"]
    if not optimizer:
        assert [child["initial_guess"] for child in together["children"]] == [
            child["initial_guess"] for child in alone["children"]
        ]


def test_a_fit_survives_the_loss_of_its_helper():
    doomed = Crew(1)
    assert doomed.wait_until_up()
    config = fit_config("SPM", (D_N,), discharge("SPM", (D_N,)), cost=SCALAR)
    task = Task("fit", config, parameters=chen())
    parameters = read_parameters_of(config)
    problem = build_problem(task, config, parameters, build_objectives(task, parameters, config["objectives"]), None)
    points = problem.space.initial + 0.05 * np.arange(4)[:, None]
    with doomed.assigned(task) as team:
        assert team.wait_until_ready()
        os.kill(doomed._helpers[0]._process.pid, signal.SIGKILL)
        assert team.costs(points, problem.evaluated).tolist() == problem.evaluated(points).tolist()
        done = []
        team.starts(3, lambda index: done.append(index) or True, lambda record: True)
        assert sorted(done) == [0, 1, 2]
    with doomed.assigned(task) as team:
        assert team.wait_until_ready()
    with doomed.assigned(task), doomed.assigned(task) as second:
        assert second is None
    doomed.stop()


def test_helpers_end_with_their_fit():
    code = ("import os, signal; from ionworks.server.fit.crew import Crew; c = Crew(1); c.wait_until_up();"
            "print(c._helpers[0]._process.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)")  # fmt: skip
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    pid = int(found.stdout)
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        with open(f"/proc/{pid}/stat") as stat:
            if stat.read().split()[2] == "Z":
                return
        time.sleep(0.05)
    pytest.fail("the helper is still there")


def test_a_helper_at_work_ends_when_its_fit_is_gone():
    variables = {**os.environ, "WORKER_PARENT_PID": "999999999"}
    command = [sys.executable, "-m", "ionworks.server.fit.helper"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=variables) as orphan:
        # its input is still open, as while it computes
        assert orphan.wait(60) == 1


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
    assert result["x"][0] == pytest.approx(TRUTH[D_N], rel=0.2)
