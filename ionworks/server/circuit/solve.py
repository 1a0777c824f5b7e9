"""Least squares of a circuit: its linear part exactly in every step, time constants by damped Gauss-Newton steps."""

from __future__ import annotations

from typing import Final

import attrs
import numpy as np
from scipy.optimize import lsq_linear

from ionworks.server.circuit.knots import Array, bends
from ionworks.server.circuit.normal import Normal, Problem, normal

_SMOOTHING: Final = 1e-4
"""Cost [mV²] of relative second differences where none is asked for: it decides what the data leave open."""
_OCV_SCALE: Final = 0.1
_MOST_STEPS: Final = 30
_ENOUGH: Final = 1e-5
"""Relative gain of a step that ends the search."""


@attrs.frozen(kw_only=True, eq=False)
class Rules:
    """What holds besides the data."""

    penalty: Array
    """Matrix of a quadratic cost [V²]."""
    low: Array
    high: Array
    clamp: float | None
    """See `ionworks.server.circuit.options.Options.clamp`."""


def rules(
    problem: Problem, start: Array, regularization: float, clamp: float | None, tau: tuple[float, float], least: float
) -> Rules:
    """Return penalty and bounds.

    Parameters
    ----------
    problem : Problem
    start : array
        Unknowns whose size is the scale of what is smoothed.
    regularization : float
        mV²
    clamp : float, optional
    tau : tuple of float
        Least and largest time constant [s].
    least : float
        Least resistance [Ohm].
    """
    penalty = np.zeros((problem.size, problem.size))
    low, high = np.full(problem.size, -np.inf), np.full(problem.size, np.inf)
    weight = 1e-6 * problem.rows
    for part in _smooth_parts(problem):
        is_log = part.start >= problem.linear
        scale = 1.0 if is_log else max(float(np.mean(np.abs(start[part]))), least)
        bend = bends(start[part]) / scale
        penalty[part, part] += weight * (regularization + _SMOOTHING) * bend.T @ bend
        low[part], high[part] = np.log(tau) if is_log else (least, np.inf)
    bend = bends(problem.ocv) / _OCV_SCALE
    penalty[problem.ocv_part, problem.ocv_part] += weight * _SMOOTHING * bend.T @ bend
    return Rules(penalty=penalty, low=low, high=high, clamp=clamp)


def _smooth_parts(problem: Problem) -> list[slice]:
    pairs = range(problem.pairs)
    return [problem.r0_part, *map(problem.r_part, pairs), *map(problem.tau_part, pairs)]


def solve(problem: Problem, start: Array, held: Rules) -> tuple[Array, float]:
    """Return the unknowns of least cost near `start`, and the cost [V²]."""
    low, high = _clamped(problem, start, held)
    point = np.clip(start, low, high)
    found, best = _at(problem, point, held)
    damping = 1e-3
    for _ in range(_MOST_STEPS if problem.pairs else 1):
        low, high = _clamped(problem, point, held)
        trial = point + _step(problem, found, damping, low - point, high - point)
        there, cost = _at(problem, trial, held)
        gain = best - cost
        if gain < 0:
            damping *= 10.0
            if damping > 1e6:
                break
            continue
        point, found, best, damping = trial, there, cost, max(damping / 10.0, 1e-9)
        if gain <= _ENOUGH * best:
            break
    return _settled(problem, found, point, held), best


def _settled(problem: Problem, found: Normal, point: Array, held: Rules) -> Array:
    """Return the best linear part for these time constants, its first and last knots near those beside them."""
    reached = point
    for _ in range(_MOST_STEPS):
        before = reached
        reached = point + _linear_step(problem, found, point, held, _clamped(problem, before, held))
        if np.abs(reached - before).max() < 1e-9:
            break
    return np.clip(reached, *_clamped(problem, reached, held))


def _at(problem: Problem, point: Array, held: Rules) -> tuple[Normal, float]:
    """Return the normal equations with the penalty, and the least cost for these time constants."""
    raw = normal(problem, point)
    pulled = held.penalty @ point
    found = Normal(raw.matrix + held.penalty, raw.gradient - pulled, raw.cost + float(point @ pulled))
    step = _linear_step(problem, found, point, held)
    return found, found.cost - float(2.0 * found.gradient @ step - step @ found.matrix @ step)


def _linear_step(
    problem: Problem, found: Normal, point: Array, held: Rules, bounds: tuple[Array, Array] | None = None
) -> Array:
    count = problem.linear
    low, high = bounds or _clamped(problem, point, held)
    step = np.zeros(problem.size)
    step[:count] = _bounded(
        found.matrix[:count, :count], found.gradient[:count], (low - point)[:count], (high - point)[:count]
    )
    return step


def _step(problem: Problem, found: Normal, damping: float, low: Array, high: Array) -> Array:
    damped = found.matrix.copy()
    place = np.arange(problem.linear, problem.size)
    typical = float(np.mean(found.matrix[place, place])) if place.size else 0.0
    damped[place, place] += damping * (found.matrix[place, place] + 1e-3 * typical)
    return _bounded(damped, found.gradient, low, high)


def _bounded(matrix: Array, gradient: Array, low: Array, high: Array) -> Array:
    """Return the step that lowers a quadratic cost most, between bounds that include 0."""
    scale = np.sqrt(np.maximum(matrix.diagonal(), 1e-300))
    scaled = matrix / np.outer(scale, scale)
    factor = np.linalg.cholesky(scaled + 1e-11 * np.eye(scale.size))
    right = np.linalg.solve(factor, gradient / scale)
    step = np.linalg.solve(factor.T, right) / scale
    if (step >= low).all() and (step <= high).all():
        return step
    low, high = np.minimum(low, 0.0) * scale, np.maximum(high, 0.0) * scale
    found = lsq_linear(factor.T, right, (low - 1e-12, high + 1e-12), method="bvls")
    return np.asarray(np.clip(found.x, low, high) / scale)


def _clamped(problem: Problem, point: Array, held: Rules) -> tuple[Array, Array]:
    """Return the bounds, with those of the first and last knots from the values beside them."""
    low, high = held.low.copy(), held.high.copy()
    if held.clamp is None:
        return low, high
    for part in _smooth_parts(problem):
        if part.stop - part.start < 3:
            continue
        for edge, inner in ((part.start, part.start + 1), (part.stop - 1, part.stop - 2)):
            is_log = edge >= problem.linear
            span = np.log(held.clamp) if is_log else held.clamp
            beside = float(point[inner])
            reach = (beside - span, beside + span) if is_log else (beside / span, beside * span)
            low[edge], high[edge] = np.clip(reach, held.low[edge], held.high[edge])
    return low, high
