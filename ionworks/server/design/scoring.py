"""From metrics to costs: goals, penalties and the order in which points are better.

Costs are sums over goals of weight times the metric in units of its scale, negative where more is better; so a cost of
-1.1 is ten percent better than a baseline of -1.

Source: docs/contract/guides.md section 7; Deb 2000, https://doi.org/10.1016/S0045-7825(99)00389-8 (feasible points rank
before all others). The combination is ours.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final

import attrs
import numpy as np

from ionworks.optimization.problem import Constraint, Goal, Objective
from ionworks.server.ground.arrays import Array

FAILED: Final = 1e10
"""Cost of a point whose runs did not complete, or lack a metric."""
FILTERED: Final = 1e6
"""Least cost of a point that violates a constraint of mode ``filter``."""
_TOLERANCE: Final = 1e-6
"""Violations below this part of a constraint's scale are rounding."""


@attrs.frozen
class Term:
    """One goal or constraint of one objective."""

    objective: str
    label: str
    item: Goal | Constraint

    @property
    def name(self) -> str:
        """Name with objective and unit."""
        unit = self.item.metric.unit
        return f"{self.objective}: {self.label}" + (f" [{unit}]" if unit else "")


def terms_of(objectives: Mapping[str, Objective]) -> tuple[Term, ...]:
    """Goals and constraints of all objectives, in a fixed order: goals first."""
    goals = [Term(name, label, goal) for name, one in objectives.items() for label, goal in one.goals.items()]
    bounds = [
        Term(name, label, constraint)
        for name, one in objectives.items()
        for label, constraint in one.constraints.items()
    ]
    return (*goals, *bounds)


@attrs.frozen
class Score:
    """How good one point is."""

    cost: float
    """What is minimized: goals and penalties; at least `FILTERED` or `FAILED` where those apply."""
    goals: tuple[float, ...]
    """Cost of each goal, with penalties added."""
    violation: float
    """Sum of all violations in units of their scales; 0 when every constraint holds, infinite for failed runs."""
    filtered: float
    """Violations of mode ``filter`` alone."""

    @property
    def is_feasible(self) -> bool:
        """Whether every constraint holds."""
        return self.violation == 0.0

    @property
    def rank(self) -> tuple[bool, float, float]:
        """Sorting key, best first: all feasible points, by cost, then the others."""
        return not self.is_feasible, self.cost if self.is_feasible else self.violation, self.cost


@attrs.frozen
class Scorer:
    """Turns the metrics of a point into its score."""

    terms: tuple[Term, ...]
    """Goals and constraints."""
    scales: tuple[float, ...]
    """What counts as one, per term."""

    def score(self, values: Sequence[float]) -> Score:
        """Score of a point from its metrics, in the order of the terms; NaN where there is none."""
        if not all(math.isfinite(value) for value in values):
            count = sum(isinstance(term.item, Goal) for term in self.terms)
            return Score(FAILED, (FAILED,) * count, math.inf, math.inf)
        goals: list[float] = []
        penalty = violation = filtered = 0.0
        for term, scale, value in zip(self.terms, self.scales, values, strict=True):
            if isinstance(term.item, Goal):
                goals.append(_goal_cost(term.item, value, scale))
                continue
            excess = _excess(term.item, value, scale)
            violation += excess
            if term.item.mode == "filter":
                filtered += excess
            else:
                penalty += term.item.weight * excess
        cost = FILTERED + filtered if filtered else sum(goals) + penalty
        return Score(cost, tuple(goal + penalty for goal in goals), violation, filtered)


def make_scorer(terms: tuple[Term, ...], baseline: Sequence[float]) -> Scorer:
    """Scorer whose scales come from the metrics of the baseline where the document gives none.

    Parameters
    ----------
    terms : tuple of Term
    baseline : sequence of float
        Metrics of the baseline; those that are NaN or 0 give a scale of 1.
    """
    return Scorer(terms, tuple(_scale(term.item, value) for term, value in zip(terms, baseline, strict=True)))


def _scale(item: Goal | Constraint, baseline: float) -> float:
    if item.scale is not None:
        return item.scale
    if isinstance(item, Constraint):
        return max(abs(bound) for bound in (item.lower, item.upper) if bound is not None) or 1.0
    size = abs(baseline if item.value is None else item.value)
    return size if math.isfinite(size) and size > 0 else 1.0


def _goal_cost(goal: Goal, value: float, scale: float) -> float:
    if goal.value is not None:
        return goal.weight * ((value - goal.value) / scale) ** 2
    sign = -1.0 if goal.type == "maximize" else 1.0
    return sign * goal.weight * value / scale


def _excess(constraint: Constraint, value: float, scale: float) -> float:
    below = 0.0 if constraint.lower is None else constraint.lower - value
    above = 0.0 if constraint.upper is None else value - constraint.upper
    excess = max(below, above, 0.0) / scale
    return excess if excess > _TOLERANCE else 0.0


def pareto_rows(goals: Array) -> list[int]:
    """Rows no other row beats in every column, sorted by the first column.

    Parameters
    ----------
    goals : ndarray, shape (n_points, n_goals)
        Costs, smaller is better.
    """
    kept: list[int] = []
    for row in np.lexsort(goals.T[::-1]):
        if not np.any(np.all(goals[kept] <= goals[row], axis=1)):
            kept.append(int(row))
    return kept
