"""Where the search for time constants begins: the best few of a grid, found in one pass over the rows."""

from __future__ import annotations

from itertools import combinations
from typing import Final

import attrs
import numpy as np

from ionworks.server.circuit.knots import Array
from ionworks.server.circuit.normal import Problem, normal

_GRID: Final = 12


def tau_bounds(problem: Problem) -> tuple[float, float]:
    """Return the least and largest time constant [s] the rows can show."""
    shortest, longest = np.inf, 0.0
    for run in problem.runs:
        interval, time = run.trace.interval, run.trace.time[run.trace.used]
        shortest = min(shortest, float(np.quantile(interval[interval > 0], 0.05)))
        dwell = np.diff(np.concatenate([time[:1], time[run.trace.changes()], time[-1:]]))
        longest = max(longest, float(dwell.max()))
    low = max(shortest, 1e-6)
    return 0.5 * low, max(3.0 * longest, 10.0 * low)


def first_guess(problem: Problem, bounds: tuple[float, float]) -> tuple[Array, float]:
    """Return unknowns of a problem with one knot for its pairs, the best of a grid of time constants, and their cost.

    Parameters
    ----------
    problem : Problem
        With one knot for its pairs.
    bounds : tuple of float
        Least and largest time constant [s].
    """
    grid = np.geomspace(2.0 * bounds[0], bounds[1] / 3.0, _GRID)
    wide = attrs.evolve(problem, pairs=_GRID if problem.pairs else 0)
    at = np.zeros(wide.size)
    if problem.pairs:
        at[wide.linear :] = np.log(grid)
    found = normal(wide, at)
    fixed = wide.ocv.size + wide.r0.size
    matrix, gradient = found.matrix[: wide.linear, : wide.linear], found.gradient[: wide.linear]
    scale = np.sqrt(np.maximum(matrix.diagonal(), 1e-300))
    matrix = matrix / np.outer(scale, scale) + 1e-9 * np.eye(scale.size)
    gradient = gradient / scale
    inverse = np.linalg.inv(matrix[:fixed, :fixed])
    link = matrix[:fixed, fixed:]
    pair_matrix = matrix[fixed:, fixed:] - link.T @ inverse @ link
    pair_gradient = gradient[fixed:] - link.T @ inverse @ gradient[:fixed]
    best, chosen, values = 0.0, tuple(range(problem.pairs)), np.zeros(problem.pairs)
    for some in combinations(range(wide.pairs), problem.pairs):
        part = list(some)
        solved = np.linalg.solve(pair_matrix[np.ix_(part, part)], pair_gradient[part])
        gain = float(solved @ pair_gradient[part])
        if gain > best and (solved > 0).all():
            best, chosen, values = gain, some, solved
    part = list(chosen)
    rest = inverse @ (gradient[:fixed] - link[:, part] @ values)
    cost = found.cost - best - float(gradient[:fixed] @ inverse @ gradient[:fixed])
    resistances = values / scale[fixed:][part] if part else values
    return np.concatenate([rest / scale[:fixed], resistances, np.log(grid[part])]), cost
