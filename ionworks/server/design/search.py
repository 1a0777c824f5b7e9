"""Search for the best point: methods of the fit engine for one cost, NSGA-II of pymoo for several.

Source: docs/contract/guides.md section 7 (algorithm, multistarts); Storn and Price 1997,
https://doi.org/10.1023/A:1008202821328; Hansen 2016, https://arxiv.org/abs/1604.00772; Nelder and Mead 1965,
https://doi.org/10.1093/comjnl/7.4.308; Deb et al. 2002, https://doi.org/10.1109/4235.996017 (NSGA-II, package
``pymoo``).
"""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any, Final

import attrs
import numpy as np

from ionworks.optimization.problem import Algorithm, Parameter
from ionworks.server.design.checkpoint import Checkpoint, Measured
from ionworks.server.design.scoring import Score, Scorer, pareto_rows
from ionworks.server.ground.arrays import Array
from ionworks.server.search.optimizers import populations, scipy_family
from ionworks.server.search.optimizers.base import Outcome
from ionworks.server.search.space import SearchSpace, read_space, starting_points
from ionworks.server.search.target import Best, StopSearchError

Measure = Callable[[Sequence[Mapping[str, float]]], list[Measured]]
Report = Callable[[dict[str, Any]], None]

_REPORT_EVERY_S: Final = 0.5
_FIRST_CHUNK: Final = 4
_MAX_CHUNK: Final = 256
_MOST_GROWTH: Final = 4
_CHUNK_S: Final = 2.0
"""Points of about this many seconds are evaluated together, and are lost together in a crash."""
_TOLERANCE: Final = 1e-5
"""Agreement of a population's costs, in parts of the baseline, that ends a search."""
_SPREAD: Final = 1e-3
"""Agreement of its positions, in parts of the bounds."""
_SHOWN: Final = 100
"""Generations, and trade-offs, of which a search tells while it runs."""


@attrs.frozen
class Visited:
    """One evaluated point."""

    point: dict[str, float]
    measured: Measured
    score: Score


@attrs.frozen
class Generation:
    """Points that were evaluated together."""

    start: int
    """Which search, from 0."""
    evaluations: int
    """Points evaluated so far, repetitions included."""
    mean_cost: float | None
    """Mean cost of those whose runs completed."""
    feasible: int
    """How many of them keep every constraint."""
    best: Visited
    """Best point so far, of all searches."""


class Search:
    """Points and scores of a search, with what the optimizers of the fit engine ask of a problem.

    Parameters
    ----------
    space : SearchSpace
    measure : callable
        Points to metrics.
    scorer : Scorer
    checkpoint : Checkpoint
    algorithm : Algorithm
        Its budgets.
    report : callable, optional
        Receives progress about twice a second.
    """

    has_residuals = False

    def __init__(
        self,
        space: SearchSpace,
        measure: Measure,
        scorer: Scorer,
        checkpoint: Checkpoint,
        algorithm: Algorithm,
        report: Report | None = None,
    ) -> None:
        self.space = space
        self.start = 0
        self.best: Best | None = None
        self.winner: Visited | None = None
        self.visited: dict[tuple[float, ...], Visited] = {}
        self.history: list[Generation] = []
        self.evaluations = 0
        self._front: list[Visited] = []
        self._compared = 0
        self._measure, self._scorer, self._checkpoint = measure, scorer, checkpoint
        self._algorithm, self._report, self._chunk = algorithm, report, _FIRST_CHUNK
        self._begun = self._reported = time.monotonic()

    def next_iteration(self) -> None:
        """Do nothing: every batch counts as an iteration."""

    def costs(self, points: Array) -> Array:
        """Cost of each proposal, shape (n,), for points of shape (n, d) in search space.

        Raises
        ------
        StopSearchError
            A budget is used up.
        """
        return np.array([one.score.cost for one in self.evaluate(points)])

    def cost(self, z: Array) -> float:
        """Cost of one proposal."""
        return float(self.costs(np.atleast_2d(z))[0])

    def cost_and_gradient(self, z: Array) -> tuple[float, Array]:
        """Cost, which sets the scale of a local search; there is no gradient."""
        return self.cost(z), np.zeros(len(z))

    def evaluate(self, points: Array) -> list[Visited]:
        """Evaluate proposals of shape (n, d) in search space; those that are known are not run again."""
        proposals = [self._inside(z) for z in np.atleast_2d(points)]
        keys = [tuple(point.values()) for point in proposals]
        fresh = {key: point for key, point in zip(keys, proposals, strict=True) if self._checkpoint.get(key) is None}
        waiting = list(fresh)
        while waiting:
            self._check_time()
            part, waiting = waiting[: self._chunk], waiting[self._chunk :]
            begun = time.monotonic()
            found = self._measure([fresh[key] for key in part])
            self._checkpoint.add(dict(zip(part, found, strict=True)))
            self._pace(len(part), time.monotonic() - begun)
        results = [self._visit(key, point) for key, point in zip(keys, proposals, strict=True)]
        self._note(np.atleast_2d(points), results)
        return results

    def _pace(self, points: int, seconds: float) -> None:
        """Let a batch take about as long as a crash may cost."""
        wanted = int(_CHUNK_S * points / max(seconds, 1e-6))
        self._chunk = max(1, min(_MAX_CHUNK, _MOST_GROWTH * self._chunk, wanted))

    def _inside(self, z: Array) -> dict[str, float]:
        """Physical values, exactly inside the bounds in spite of rounding."""
        values = self.space.as_inputs(z)
        return {item.name: min(max(values[item.name], item.lower), item.upper) for item in self.space.parameters}

    def _visit(self, key: tuple[float, ...], point: dict[str, float]) -> Visited:
        if key not in self.visited:
            measured = self._checkpoint.get(key)
            assert measured is not None
            self.visited[key] = Visited(point, measured, self._scorer.score(measured.values))
        return self.visited[key]

    def _note(self, points: Array, results: Sequence[Visited]) -> None:
        self.evaluations += len(results)
        lowest = min(range(len(results)), key=lambda row: results[row].score.rank)
        if self.best is None or results[lowest].score.cost < self.best.cost:
            self.best = Best(np.array(points[lowest], float), results[lowest].score.cost)
        candidates = [results[lowest]] if self.winner is None else [self.winner, results[lowest]]
        self.winner = min(candidates, key=lambda one: one.score.rank)
        done = [one.score.cost for one in results if np.isfinite(one.score.violation)]
        mean = float(np.mean(done)) if done else None
        feasible = sum(one.score.is_feasible for one in results)
        self.history.append(Generation(self.start, self.evaluations, mean, feasible, self.winner))
        now = time.monotonic()
        if self._report is not None and now - self._reported >= _REPORT_EVERY_S:
            self._reported = now
            self._report(self.progress())
        limit = self._algorithm.max_evaluations
        if limit is not None and self.evaluations >= limit:
            raise StopSearchError

    def _check_time(self) -> None:
        limit = self._algorithm.max_time_s
        if limit is not None and self.winner is not None and time.monotonic() - self._begun > limit:
            raise StopSearchError

    def progress(self) -> dict[str, Any]:
        """Best cost, its parameters, the counts, the course and the trade-offs so far, for display while running."""
        best, course = self.winner, _some(self.history)
        return {
            "best_cost": None if best is None else best.score.cost,
            "parameters": {} if best is None else best.point,
            "iteration": len(self.history),
            "evaluations": self.evaluations,
            "start": self.start,
            "series": {
                "Evaluations": [one.evaluations for one in course],
                "Best cost": [one.best.score.cost for one in course],
            },
            "pareto": _some(self.trade_offs()),
        }

    def trade_offs(self) -> list[dict[str, Any]]:
        """Feasible points so far that no other one beats in every goal, with their metrics; none with a single goal."""
        fresh = islice(self.visited.values(), self._compared, None)
        feasible = [*self._front, *(one for one in fresh if one.score.is_feasible)]
        self._compared = len(self.visited)
        if not feasible or len(feasible[0].score.goals) < 2:
            return []
        # who was beaten stays beaten: only new points are compared with those that are left
        self._front = [feasible[row] for row in pareto_rows(np.array([one.score.goals for one in feasible]))]
        names = [term.name for term in self._scorer.terms]
        return [
            {**one.point, **dict(zip(names, one.measured.values, strict=True)), "cost": one.score.cost}
            for one in self._front
        ]


def _some(rows: Sequence[Any]) -> list[Any]:
    """Return at most about `_SHOWN` rows, evenly, with the last."""
    every = max(1, math.ceil(len(rows) / _SHOWN))
    return [row for index, row in enumerate(rows) if index % every == 0 or index == len(rows) - 1]


def search_space(parameters: Sequence[Parameter], baseline: Mapping[str, float]) -> SearchSpace:
    """Box of the searched parameters; searches start at the baseline, or at the bound it is beyond."""
    return read_space(
        {
            item.name: {
                "bounds": [item.lower, item.upper],
                "initial_value": min(max(baseline[item.name], item.lower), item.upper),
                "transform": "Log" if item.is_logarithmic else "Identity",
            }
            for item in parameters
        }
    )


def run_search(search: Search, algorithm: Algorithm, seed: int, goals: int) -> tuple[bool, str]:
    """Search with the method of `algorithm`; the results are in `search`.

    Parameters
    ----------
    search : Search
    algorithm : Algorithm
    seed : int
    goals : int
        Number of goals, for ``NSGA2``.

    Returns
    -------
    converged : bool
        Whether the method ended by itself, in the start that found the best point.
    message : str
        Why it ended.
    """
    streams = np.random.SeedSequence(seed).spawn(2)
    ended, winner = (False, ""), None
    try:
        if algorithm.type == "NSGA2":
            return _nsga2(search, algorithm, int(streams[1].generate_state(1)[0]), goals)
        guesses = starting_points(
            search.space, algorithm.multistarts, "LatinHypercube", np.random.default_rng(streams[0])
        )
        for index, (guess, stream) in enumerate(zip(guesses, streams[1].spawn(len(guesses)), strict=True)):
            search.start, search.best = index, None
            search.costs(np.atleast_2d(guess))
            outcome = _minimize(search, algorithm, guess, np.random.default_rng(stream))
            if search.winner is not winner:
                ended, winner = (outcome.success, outcome.message), search.winner
    except StopSearchError:
        return False, "time or evaluation budget used up"
    return ended


def _minimize(search: Search, algorithm: Algorithm, guess: Array, rng: np.random.Generator) -> Outcome:
    spec: dict[str, Any] = {
        "type": algorithm.type,
        "max_iterations": algorithm.max_iterations,
        "relative_tolerance": _TOLERANCE,
        "absolute_tolerance": _TOLERANCE,
        "population_convergence_tol": _SPREAD,
    }
    if algorithm.population_size is not None:
        spec["population_size"] = algorithm.population_size
    if algorithm.type == "CMAES":
        return populations.cmaes(search, guess, spec, rng)
    if algorithm.type == "NelderMead":
        plain = {"type": "ScipyMinimize", "method": "Nelder-Mead", "max_iterations": algorithm.max_iterations}
        return scipy_family.minimize(search, guess, plain, rng)
    return scipy_family.evolution(search, guess, spec, rng)


def _nsga2(search: Search, algorithm: Algorithm, seed: int, goals: int) -> tuple[bool, str]:
    """NSGA-II over the separate costs of the goals; violations of filters are its constraint."""
    from pymoo.algorithms.moo.nsga2 import NSGA2
    from pymoo.core.problem import Problem
    from pymoo.optimize import minimize

    lower, upper = search.space.bounds()
    size = algorithm.population_size or max(20, 10 * goals)

    class Goals(Problem):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(n_var=len(lower), n_obj=goals, n_ieq_constr=1, xl=lower, xu=upper)

        def _evaluate(self, points: Array, out: dict[str, Array], *_args: Any, **_kwargs: Any) -> None:
            found = [visited.score for visited in search.evaluate(points)]
            out["F"] = np.array([score.goals for score in found])
            out["G"] = np.array([[min(score.filtered, 1e9)] for score in found])

    rng = np.random.default_rng(seed)
    first = lower + rng.random((size, len(lower))) * (upper - lower)
    first[0] = search.space.initial
    minimize(
        Goals(),
        NSGA2(pop_size=size, sampling=first),
        ("n_gen", algorithm.max_iterations),
        seed=seed % 2**31,
        verbose=False,
    )
    return True, f"{algorithm.max_iterations} generations"
