"""Analytic problems with known optima through the same search, scoring and checkpoint as cells."""

import json
import math

import numpy as np
import pytest

from ionworks.errors import ValidationError
from ionworks.optimization import (
    Algorithm,
    Constraint,
    ExperimentInput,
    Metric,
    Objective,
    OptimizationProblem,
    maximize,
    minimize,
    target,
)
from ionworks.server.design import search
from ionworks.server.design.checkpoint import Checkpoint, Measured
from ionworks.server.design.run import optimize
from ionworks.server.design.scoring import terms_of
from ionworks.server.files.place import open_blobs

ANY = Metric("last", "Voltage [V]")
METHODS = [
    Algorithm(type="DifferentialEvolution", population_size=24, max_iterations=80, seed=3),
    Algorithm(type="CMAES", population_size=12, max_iterations=120, seed=3),
    Algorithm(type="NelderMead", max_iterations=300, multistarts=3, seed=3),
]
each_method = pytest.mark.parametrize("algorithm", METHODS, ids=lambda one: one.type)


def problem(algorithm, goals, constraints=None, bounds=((-3.0, 4.0), (-3.0, 4.0)), **parameter):
    return OptimizationProblem(
        parameterized_model_id="m",
        objectives={"analytic": Objective({}, goals=goals, constraints=constraints or {})},
        parameters=[ExperimentInput(name, *side, **parameter) for name, side in zip("xy", bounds, strict=False)],
        algorithm=algorithm,
    )


def solve(asked, function, *, baseline=None, checkpoint=None, calls=None, report=None):
    """`function` maps x, y to the values of goals and constraints."""

    def measure(points):
        if calls is not None:
            calls.extend(points)
        return [Measured(tuple(function(**point))) for point in points]

    start = baseline or {item.name: (item.lower + item.upper) / 2 for item in asked.parameters}
    seed = asked.algorithm.seed
    return optimize(asked, measure, terms_of(asked.objectives), start, seed, checkpoint, report)


@each_method
def test_minimum_of_rosenbrock(algorithm) -> None:
    found = solve(problem(algorithm, {"f": minimize(ANY)}), lambda x, y: ((1 - x) ** 2 + 20 * (y - x**2) ** 2,))
    assert found["result"]["parameters"] == pytest.approx({"x": 1.0, "y": 1.0}, abs=0.02)


@each_method
@pytest.mark.parametrize("mode", ["penalty", "filter"])
def test_constrained_optimum(algorithm, mode) -> None:
    """Closest point to (1, 1) with x + y <= 1 is (0.5, 0.5)."""
    asked = problem(
        algorithm, {"f": minimize(ANY, scale=1.0)}, {"sum": Constraint(ANY, upper=1.0, mode=mode, weight=100)}
    )
    found = solve(asked, lambda x, y: ((x - 1) ** 2 + (y - 1) ** 2, x + y))["result"]
    assert found["parameters"] == pytest.approx({"x": 0.5, "y": 0.5}, abs=0.03)
    assert found["is_feasible"]
    assert sum(found["parameters"].values()) <= 1.0 + 1e-5


@each_method
def test_maximum_over_decades(algorithm) -> None:
    bounds = ((1e-14, 1e-8),)
    asked = problem(algorithm, {"f": maximize(ANY)}, bounds=bounds, is_logarithmic=True)
    found = solve(asked, lambda x: (10 - (math.log10(x) + 11.3) ** 2,), baseline={"x": 1e-10})
    assert math.log10(found["result"]["parameters"]["x"]) == pytest.approx(-11.3, abs=0.02)


@each_method
def test_target(algorithm) -> None:
    found = solve(problem(algorithm, {"f": target(ANY, 7.0)}), lambda x, y: (x**2 + y**2,))["result"]
    assert found["metrics"][0]["optimum"] == pytest.approx(7.0, abs=0.02)


def test_multistart_leaves_a_local_minimum() -> None:
    def two_valleys(x):
        return (min((x + 2) ** 2 + 1, (x - 3) ** 2),)

    lonely, several = (
        solve(
            problem(
                Algorithm(type="NelderMead", max_iterations=60, multistarts=count, seed=1),
                {"f": minimize(ANY)},
                bounds=((-4, 4),),
            ),
            two_valleys,
            baseline={"x": -2.5},
        )["result"]["parameters"]["x"]
        for count in (1, 6)
    )
    assert lonely == pytest.approx(-2, abs=0.01)
    assert several == pytest.approx(3, abs=0.01)


def test_weights_move_the_compromise() -> None:
    """Least of w1 x^2 + w2 (x - 2)^2 is 2 w2 / (w1 + w2)."""
    goals = {"a": minimize(ANY, weight=1, scale=1), "b": minimize(ANY, weight=3, scale=1)}
    found = solve(problem(METHODS[0], goals, bounds=((-4, 4),)), lambda x: (x**2, (x - 2) ** 2))["result"]
    assert found["parameters"]["x"] == pytest.approx(1.5, abs=0.01)


def test_pareto_front_of_schaffer() -> None:
    """Minimizing x^2 and (x - 2)^2: the front is f2 = (2 - sqrt(f1))^2 for x from 0 to 2."""
    algorithm = Algorithm(type="NSGA2", population_size=30, max_iterations=25, seed=5)
    goals = {"a": minimize(ANY, scale=1), "b": minimize(ANY, scale=1)}
    found = solve(problem(algorithm, goals, bounds=((-10, 10),)), lambda x: (x**2, (x - 2) ** 2))
    x = np.array([row["x"] for row in found["pareto"]])
    a = np.array([row["analytic: a [V]"] for row in found["pareto"]])
    b = np.array([row["analytic: b [V]"] for row in found["pareto"]])
    assert len(x) > 20
    assert x.min() == pytest.approx(0, abs=0.1) and x.max() == pytest.approx(2, abs=0.1)
    assert np.diff(np.sort(x)).max() < 0.25
    np.testing.assert_allclose(b, (2 - np.sqrt(a)) ** 2, atol=1e-3)


def test_a_search_tells_its_course_and_the_trade_offs_so_far(monkeypatch) -> None:
    monkeypatch.setattr(search, "_REPORT_EVERY_S", -1.0)
    goals = {"a": minimize(ANY, scale=1), "b": minimize(ANY, scale=1)}
    limits = {"x": Constraint(ANY, lower=0.5)}
    algorithm = Algorithm(type="NSGA2", population_size=12, max_iterations=6, seed=5)
    told, visited = [], []

    def function(x):
        visited.append(x)
        return x**2, (x - 2) ** 2, x

    def report(progress):
        json.dumps(progress)
        # the search draws no point twice here, and measures the baseline, which it does not count
        told.append((progress, visited[1:]))

    found = solve(problem(algorithm, goals, limits, bounds=((-10, 10),)), function, report=report)
    assert len(told) == 6 and [one["evaluations"] for one, _ in told] == list(range(12, 73, 12))
    for progress, points in told:
        allowed = [x for x in points if x >= 0.5]
        best = [x for x in allowed if not any(abs(y) < abs(x) and abs(y - 2) < abs(x - 2) for y in allowed)]
        assert sorted(row["x"] for row in progress["pareto"]) == sorted(best)
        costs = progress["series"]["Best cost"]
        assert costs == sorted(costs, reverse=True) and costs[-1] == progress["best_cost"]
        assert progress["series"]["Evaluations"][-1] == progress["evaluations"]
    assert found["pareto"] == told[-1][0]["pareto"]
    one_goal: list = []
    solve(problem(METHODS[2], {"f": minimize(ANY)}), lambda x, y: (x**2 + y**2,), report=one_goal.append)
    last = one_goal[-1]
    assert last["pareto"] == [] and 50 <= len(last["series"]["Evaluations"]) <= 102 < last["iteration"]


def test_pareto_front_keeps_filters() -> None:
    algorithm = Algorithm(type="NSGA2", population_size=24, max_iterations=20, seed=5)
    goals = {"a": minimize(ANY, scale=1), "b": minimize(ANY, scale=1)}
    limits = {"x": Constraint(ANY, lower=0.5, upper=1.5, mode="filter")}
    found = solve(problem(algorithm, goals, limits, bounds=((-10, 10),)), lambda x: (x**2, (x - 2) ** 2, x))
    x = [row["x"] for row in found["pareto"]]
    assert min(x) >= 0.5 - 1e-5 and max(x) <= 1.5 + 1e-5
    assert min(x) == pytest.approx(0.5, abs=0.05) and max(x) == pytest.approx(1.5, abs=0.05)


@pytest.mark.parametrize("kind", ["DifferentialEvolution", "CMAES", "NelderMead", "NSGA2"])
def test_same_seed_same_search_and_another_seed_another(kind) -> None:
    goals = {"a": minimize(ANY, scale=1), "b": minimize(ANY, scale=1)}

    def history(seed):
        algorithm = Algorithm(type=kind, population_size=8, max_iterations=6, multistarts=2, seed=seed)
        return solve(problem(algorithm, goals), lambda x, y: (x**2 + y, (x - 2) ** 2 + y**2))["history"]

    assert history(11) == history(11)
    assert history(11) != history(12)


class PowerCutError(Exception):
    pass


@pytest.mark.parametrize("kind", ["DifferentialEvolution", "CMAES", "NelderMead", "NSGA2"])
def test_resumed_search_goes_on_where_it_was(kind, tmp_path) -> None:
    """Cut after 30 points: the second run ends like one that was not cut, and evaluates only the rest."""
    goals = {"a": minimize(ANY, scale=1), "b": minimize(ANY, scale=1)}
    asked = problem(Algorithm(type=kind, population_size=10, max_iterations=8, multistarts=2, seed=4), goals)

    def function(x, y):
        return x**2 + y**2, (x - 2) ** 2 + y**2

    whole_calls: list = []
    whole = solve(asked, function, calls=whole_calls)
    place = open_blobs(tmp_path), "points.jsonl"
    first: list = []

    def cut(x, y):
        if len(first) > 30:
            raise PowerCutError
        return function(x, y)

    with pytest.raises(PowerCutError):
        solve(asked, cut, checkpoint=Checkpoint("d", *place, pause_s=0.0), calls=first)
    kept = Checkpoint("d", *place)
    assert 0 < len(kept) <= 30
    second: list = []
    known = len(kept)
    resumed = solve(asked, function, checkpoint=kept, calls=second)
    assert resumed == whole
    assert len(second) == len(whole_calls) - known


def test_checkpoint_of_another_problem_is_dropped(tmp_path) -> None:
    place = open_blobs(tmp_path), "points.jsonl"
    Checkpoint("a", *place).add({(1.0,): Measured((2.0, math.nan), "why")})
    again = Checkpoint("a", *place).get([1.0])
    assert again is not None and again.error == "why" and math.isnan(again.values[1])
    assert Checkpoint("b", *place).get([1.0]) is None


def test_checkpoint_is_written_whole_and_not_too_often(tmp_path) -> None:
    blobs = open_blobs(tmp_path)
    checkpoint = Checkpoint("a", blobs, "points.jsonl", pause_s=60.0)
    for x in range(3):
        checkpoint.add({(float(x),): Measured((1.0,))})
    assert len(checkpoint) == 3
    assert len(Checkpoint("a", blobs, "points.jsonl")) == 1


def test_evaluation_budget() -> None:
    algorithm = Algorithm(population_size=10, max_iterations=50, max_evaluations=25, seed=1)
    calls: list = []
    found = solve(problem(algorithm, {"f": minimize(ANY)}), lambda x, y: (x**2 + y**2,), calls=calls)["result"]
    assert found["message"] == "time or evaluation budget used up"
    assert 20 <= len(calls) <= 36
    assert not found["success"]


def test_failed_points_are_avoided_and_a_baseline_may_fail() -> None:
    def half(x, y):
        return (math.nan,) if x < 1 else ((x - 1) ** 2 + y**2,)

    found = solve(problem(METHODS[0], {"f": minimize(ANY)}), half, baseline={"x": 0.0, "y": 0.0})["result"]
    assert found["parameters"] == pytest.approx({"x": 1.0, "y": 0.0}, abs=0.02)
    assert not found["baseline_is_feasible"]


def test_nothing_works() -> None:
    with pytest.raises(ValidationError, match="no point within the bounds"):
        solve(problem(METHODS[0], {"f": minimize(ANY)}), lambda x, y: (math.nan,))


def test_baseline_outside_the_bounds_is_only_compared_with() -> None:
    found = solve(problem(METHODS[0], {"f": minimize(ANY)}), lambda x, y: (x + 20,), baseline={"x": -9.0, "y": 0.0})
    assert found["result"]["parameters"]["x"] == pytest.approx(-3.0, abs=0.02)
    assert found["result"]["metrics"][0]["baseline"] == 11.0


def test_infeasible_problem_gives_the_least_violation() -> None:
    limits = {"x": Constraint(ANY, lower=10.0)}
    found = solve(problem(METHODS[0], {"f": minimize(ANY)}, limits), lambda x, y: (1 + y**2, x))["result"]
    assert not found["is_feasible"]
    assert found["parameters"]["x"] == pytest.approx(4.0, abs=0.05)
