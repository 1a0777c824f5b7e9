"""The course of a fit: what was evaluated, the best of it, when to stop, and what to show meanwhile.

Source: docs/contract/pipeline-config.md sections 2.2 and 4.4; docs/decisions/0015-default-fit.md.
"""

import itertools
import math
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np

from ionworks.server.ground.arrays import Array
from ionworks.server.search.space import SearchSpace
from ionworks.server.search.target import Best, StopSearchError

Report = Callable[[dict[str, Any]], None]

_REPORT_EVERY_S = 0.5
_MAX_TRACE = 5000
_SHOWN = 200
_TENTH = 0.1
_FLAT = 1e-3
_FLAT_STEPS = 2
_COARSE_FLAT = 0.1
_NOTHING, _LITTLE = 1e-2, 1.0


class StalledError(Exception):
    """A start hardly gets better any more."""


class FlatError(Exception):
    """A start is where steps change the cost by no more than the solver resolves or the data tell."""


@attrs.frozen
class Budget:
    """Limits of a fit."""

    max_time_s: float | None = None
    """Seconds, all starts together."""
    max_evaluations: int = 1_000_000
    """Evaluations, all starts together."""


class Course:
    """Record of proposals and their costs.

    Parameters
    ----------
    space : SearchSpace
    budget : Budget
    report : callable or None
        Receives progress about twice a second.
    """

    def __init__(self, space: SearchSpace, budget: Budget, report: Report | None) -> None:
        self.space = space
        self.best: Best | None = None
        self.leader: Best | None = None
        self.evaluations = 0
        self.iterations = 0
        self.start = 0
        self.trace: list[dict[str, Any]] = []
        self._budget = budget
        self._report = report
        self._begun = self._reported = time.monotonic()
        self._patience: int | None = None
        self._mark = (0, math.inf)
        self._flat = 0
        self._is_last = False
        self.is_coarse = False

    def begin(self, start: int, patience: int | None = None) -> None:
        """Forget the best proposal: another start begins.

        Parameters
        ----------
        start : int
            Its number.
        patience : int, optional
            Evaluations in which it has to become a tenth better; `StalledError` is raised otherwise, and `FlatError`
            where two steps in a row become neither better nor a thousandth worse.
        """
        self._flat, self._is_last = 0, False
        self.best, self.start = None, start
        self._patience, self._mark = patience, (self.evaluations, math.inf)

    def refine(self) -> None:
        """Forget the best proposal of a start, which was found coarsely: its costs are not comparable."""
        self.is_coarse = False
        if self.leader is self.best:
            self.leader = None
        self.best, self._flat, self._is_last, self._mark = None, 0, False, (self.evaluations, math.inf)

    def adopt(self, start: int, evaluations: int, iterations: int, trace: Sequence[Mapping[str, Any]]) -> None:
        """Add what a start did in another process."""
        self.evaluations += evaluations
        self.iterations += iterations
        now = time.monotonic() - self._begun
        done = {"start": start, "evaluations": self.evaluations, "elapsed_s": now}
        rows = [{**row, **done, "z": np.array(row["z"])} for row in trace]
        best = min(rows, key=lambda row: row["best_cost"], default=None)
        if best is not None and (self.leader is None or best["cost"] < self.leader.cost):
            self.leader = Best(best["z"], best["cost"])
        self.trace.extend(rows[: max(0, _MAX_TRACE - len(self.trace))])

    @property
    def has_evaluation_limit(self) -> bool:
        """Whether the starts share a limited number of evaluations."""
        return self._budget.max_evaluations < Budget().max_evaluations

    def next_iteration(self) -> None:
        """Count an iteration of an optimizer."""
        self.iterations += 1

    def _record(self, points: Array, costs: Array) -> None:
        self.evaluations += len(costs)
        lowest = int(np.argmin(costs))
        before = self.best
        if self.best is None or costs[lowest] < self.best.cost:
            self.best = Best(np.array(points[lowest], float), float(costs[lowest]))
        if self.leader is None or self.best.cost < self.leader.cost:
            self.leader = self.best
        now = time.monotonic()
        if len(self.trace) < _MAX_TRACE:
            self.trace.append(
                {
                    "cost": float(costs[lowest]),
                    "best_cost": self.best.cost,
                    "z": points[lowest],
                    "start": self.start,
                    "evaluations": self.evaluations,
                    "elapsed_s": now - self._begun,
                }
            )
        if self._report is not None and now - self._reported >= _REPORT_EVERY_S:
            self._reported = now
            self._report(self.progress())
        limit = self._budget.max_time_s
        if (limit is not None and now - self._begun > limit) or self.evaluations >= self._budget.max_evaluations:
            raise StopSearchError
        if self._patience is not None:
            self._check_flat(before, points[lowest], float(costs[lowest]))
            self._check_patience(self.best.cost, self._patience)

    def _check_flat(self, best: Best | None, z: Array, cost: float) -> None:
        """A step along a descent that is shortened and still not better has met the noise of the solver."""
        if best is None or np.array_equal(best.z, z):
            self._flat = 0
            return
        if self.is_coarse and abs(cost - best.cost) <= _COARSE_FLAT * best.cost:
            raise FlatError
        if self._is_last and cost <= best.cost * (1 + _FLAT):
            self.best = Best(np.array(z, float), cost)
            raise FlatError
        self._flat = self._flat + 1 if best.cost <= cost <= best.cost * (1 + _FLAT) else 0
        if self._flat >= _FLAT_STEPS:
            raise FlatError

    def _check_gain(self, residuals: Array, jacobian: Array) -> None:
        """End a start where the best step along its linearization, in standard errors, is next to nothing.

        A step of less than one standard error is the last: the noise of the solver hides whether another one is better.
        """
        if self._patience is None or not np.isfinite(residuals).all():
            return
        gain = len(residuals) * float(np.sum((np.linalg.qr(jacobian)[0].T @ residuals) ** 2))
        unit = float(residuals @ residuals)
        if gain <= (_LITTLE if self.is_coarse else _NOTHING) * unit:
            raise FlatError
        self._is_last = gain <= _LITTLE * unit

    def _check_patience(self, best: float, patience: int) -> None:
        since, cost = self._mark
        if best < cost - _TENTH * abs(cost) or not math.isfinite(cost):
            self._mark = (self.evaluations, best)
        elif self.evaluations - since >= patience:
            raise StalledError

    def progress(self) -> dict[str, Any]:
        """Best cost of all starts, its parameters, the counts and the course so far, for display while running."""
        best = self.leader
        every = max(1, math.ceil(len(self.trace) / _SHOWN))
        shown = [row for index, row in enumerate(self.trace) if index % every == 0 or index == len(self.trace) - 1]
        return {
            "best_cost": None if best is None else best.cost,
            "parameters": {} if best is None else self.space.as_inputs(best.z),
            "iteration": self.iterations,
            "evaluations": self.evaluations,
            "start": self.start,
            "elapsed_s": round(time.monotonic() - self._begun, 3),
            "series": {
                "Time [s]": [round(row["elapsed_s"], 3) for row in shown],
                "Evaluations": [row["evaluations"] for row in shown],
                "Best cost": list(itertools.accumulate((row["best_cost"] for row in shown), min)),
            },
        }
