"""The fit that names no optimizer: a descent from the given start, judged; then others, until the best is confirmed.

A start whose residual is nothing but noise, inside the bounds, with every parameter determined, is the answer. Where
it is not, points of the whole box are evaluated without gradients, and the best ones that are not neighbours are
descended from, until `ENOUGH` starts have found the same best cost or the budget ends.

Source: docs/decisions/0015-default-fit.md.
"""

import math
import time
from collections.abc import Iterator, Sequence
from typing import Any

import attrs
import numpy as np
from scipy.stats import qmc

from ionworks.errors import ValidationError
from ionworks.server.fit.elements.fit_setup import Parameters
from ionworks.server.fit.elements.starts import (
    Plan,
    Start,
    assigned_team,
    is_team_worth_it,
    plan_starts,
    run_guesses,
    run_start,
    seed_of,
    seeded,
)
from ionworks.server.fit.intervals import intervals
from ionworks.server.fit.noise import Misfit, misfits
from ionworks.server.fit.problem import PENALTY, Problem
from ionworks.server.fit.task import Task
from ionworks.server.ground.arrays import Array
from ionworks.server.search.space import FitParameter, SearchSpace
from ionworks.server.search.target import StopSearchError

ENOUGH = 3
"""Starts that have to agree before the best of them is believed."""
MANY = 6
"""Starts that have to agree before others are left out, where the best is on a bound or not determined by the data."""
MOST = 12
"""Most starts, the given one included."""
_POINTS = 16
_MOST_POINTS = 64
_SAME = 1e-3
_APART = 0.5
_DECADE = 10.0
_EDGE = 1e-3
_SLOW_S = 1.0
_PATIENCE = 8


def run_starts(task: Task, parameters: Parameters, problem: Problem) -> list[Start]:
    """Run the starts of a fit; best first.

    Raises
    ------
    ValidationError
        Nothing that was tried could be evaluated.
    """
    task = seeded(task)
    plan = plan_starts(task, parameters, problem)
    if is_open(task, plan, problem):
        starts = _finished(problem, plan, search(task, plan, problem))
    else:
        count = len(plan.guesses)
        with assigned_team(task, is_worth_it=is_team_worth_it(task, count)) as team:
            starts = run_guesses(problem, plan, list(enumerate(plan.guesses)), team)
    ranked = sorted(starts, key=lambda start: (_cost(start), start.index))
    if not math.isfinite(_cost(ranked[0])) or _cost(ranked[0]) >= PENALTY:
        raise ValidationError("the model could not be solved for any proposal; check bounds, initial values and data")
    return ranked


def is_open(task: Task, plan: Plan, problem: Problem) -> bool:
    """Whether a fit leaves it to the server how to search: no optimizer, one start, finite bounds."""
    return task.config.get("optimizer") is None and len(plan.guesses) == 1 and problem.space.has_finite_bounds()


def search(task: Task, plan: Plan, problem: Problem) -> list[Start]:
    """Run starts until the best is confirmed or the budget ends, in the order they began."""
    begun = time.monotonic()
    patience = _PATIENCE + len(plan.guesses[0])
    starts = run_guesses(problem, plan, [(0, plan.guesses[0])], None, patience)
    if starts[0].is_stopped or is_settled(problem, starts[0]):
        return starts
    with assigned_team(task, is_worth_it=time.monotonic() - begun > _SLOW_S) as team:
        problem.team = team
        try:
            problem.begin(1)
            guesses = _screened(problem, seed_of(task))
        except StopSearchError:
            return starts
        finally:
            problem.team = None
        size = task.workers if team is not None else 1
        for wave in _waves(guesses, size):
            for start in sorted(run_guesses(problem, plan, wave, team, patience), key=lambda one: one.index):
                starts.append(start)
                if _is_enough(problem, starts):
                    return starts  # what helpers did beyond it would not be done without them
    return starts


def _finished(problem: Problem, plan: Plan, starts: list[Start]) -> list[Start]:
    """Starts, with the best one run to its end if it had been given up."""
    best = min(starts, key=_cost)
    if not best.is_stalled or any(start.is_stopped for start in starts):
        return starts
    rest = run_start(problem, plan, best.index, best.outcome.z)
    whole = attrs.evolve(
        rest,
        guess=best.guess,
        costs=[*best.costs, *rest.costs],
        evaluations=best.evaluations + rest.evaluations,
        iterations=best.iterations + rest.iterations,
    )
    return [whole if start is best else start for start in starts]


def _is_enough(problem: Problem, starts: Sequence[Start]) -> bool:
    latest, best = starts[-1], min(starts, key=_cost)
    count = len(agreeing(starts))
    if latest.is_stopped or count >= MANY or (latest is best and is_settled(problem, latest)):
        return True
    return count >= ENOUGH and _is_sound(problem, best)


def agreeing(starts: Sequence[Start]) -> list[Start]:
    """Return the starts that ended at the best cost."""
    best = min(map(_cost, starts))
    return [start for start in starts if _cost(start) - best <= _SAME * abs(best)]


def is_settled(problem: Problem, start: Start) -> bool:
    """Whether no other start can do better: noise is all that is left, and the data determine every parameter."""
    if _cost(start) >= PENALTY:
        return False
    fits = misfits(problem.objectives, list(problem.outputs(start.outcome.z).values()))
    return all(fit.is_noise for fit in fits) and _is_sound(problem, start, fits)


def _is_sound(problem: Problem, start: Start, fits: Sequence[Misfit] | None = None) -> bool:
    """Whether a start ended inside the bounds, where the data determine every parameter."""
    z = start.outcome.z
    if on_bounds(problem.space, z):
        return False
    found = intervals(problem, z, fits or misfits(problem.objectives, list(problem.outputs(z).values())))
    return found is not None and all(item.is_determined for item in found)


def starts_record(problem: Problem, starts: Sequence[Start]) -> dict[str, Any]:
    """How many starts were tried and agreed, for the result; the best start comes first."""
    count = len(agreeing(starts))
    return {
        "tried": len(starts),
        "agreed": count,
        "is_confirmed": count >= ENOUGH or is_settled(problem, starts[0]),
        "evaluations": problem.evaluations,
    }


def on_bounds(space: SearchSpace, z: Array) -> list[tuple[FitParameter, float]]:
    """Parameters at a bound, with the bound."""
    lower, upper = space.bounds()
    near = _EDGE * np.where(np.isfinite(upper - lower), upper - lower, 0.0)
    found = []
    for index, item in enumerate(space.parameters):
        is_low, is_high = z[index] - lower[index] <= near[index], upper[index] - z[index] <= near[index]
        if is_low or is_high:
            ends = sorted((item.lower, item.upper), key=lambda end: abs(_position(item, end) - z[index]))
            found.append((item, ends[0]))
    return found


def _position(item: FitParameter, value: float) -> float:
    with np.errstate(all="ignore"):
        return float(item.transform.forward(np.float64(value))) / item.scale if math.isfinite(value) else math.inf


def _cost(start: Start) -> float:
    return start.outcome.cost


def _screened(problem: Problem, seed: int | None) -> list[Array]:
    """Starting points: Sobol points of the box in the order of their costs, without neighbours of better ones."""
    dimension = len(problem.space.parameters)
    count = min(_MOST_POINTS, _POINTS * 2 ** math.ceil(math.log2(dimension)))
    unit = qmc.Sobol(dimension, rng=np.random.default_rng(seed)).random(count)
    points = np.array([_spread(problem.space, row) for row in unit])
    costs = problem.costs(points)
    apart = _APART * count ** (-1 / dimension)
    chosen: list[int] = []
    for row in np.argsort(costs, kind="stable"):
        if costs[row] < PENALTY and all(np.linalg.norm(unit[row] - unit[other]) > apart for other in chosen):
            chosen.append(int(row))
    return [points[row] for row in chosen[: MOST - 1]]


def _spread(space: SearchSpace, unit: Array) -> Array:
    """Point of the box; positive parameters that may vary by a decade are spread over their logarithm."""
    lower, upper = space.bounds()
    point = lower + unit * (upper - lower)
    for index, item in enumerate(space.parameters):
        if item.lower > 0 and item.upper >= _DECADE * item.lower:
            value = item.lower * (item.upper / item.lower) ** unit[index]
            point[index] = float(item.transform.forward(np.float64(value))) / item.scale
    return space.clipped(point)


def _waves(guesses: Sequence[Array], size: int) -> Iterator[list[tuple[int, Array]]]:
    numbered = list(enumerate(guesses, 1))
    for start in range(0, len(numbered), size):
        yield numbered[start : start + size]
