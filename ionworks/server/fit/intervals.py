"""Linear confidence intervals of a fit, from the sensitivities at its solution.

They hold in search space and are carried over to physical values, so that the interval of a diffusivity searched on a
logarithmic scale is positive. Each variable counts with its own residual; errors that are correlated with the next
one count as fewer samples than there are.

Source: docs/decisions/0015-default-fit.md; Seber and Wild 2003, https://doi.org/10.1002/0471725315.
"""

import math
from collections.abc import Sequence
from typing import Any

import attrs
import numpy as np
from scipy import stats

from ionworks.errors import ValidationError
from ionworks.server.fit.noise import NUMERICAL, Misfit
from ionworks.server.fit.problem import Problem
from ionworks.server.ground.arrays import Array

LEVEL = 0.95
"""Confidence level."""
_UNKNOWN = 0.25
_SMALLEST = 1e-9


@attrs.frozen
class Interval:
    """What the data say about one parameter."""

    name: str
    """Parameter with unit."""
    lower: float
    """Lower end, physical, inside the bounds."""
    upper: float
    """Upper end."""
    is_determined: bool
    """Whether it is narrower than half of the bounds (than the value itself, where there are none)."""


def intervals(problem: Problem, z: Array, fits: Sequence[Misfit]) -> list[Interval] | None:
    """Intervals of the parameters that a model reads.

    Parameters
    ----------
    problem : Problem
    z : ndarray, shape (d,)
        Solution, search space.
    fits : sequence of Misfit
        How it follows the data.

    Returns
    -------
    list of Interval, or None
        ``None`` where the model cannot be linearized or there are no more samples than parameters.
    """
    space = problem.space
    read = [index for index, name in enumerate(space.names) if not all(o.unread([name]) for o in problem.objectives)]
    widths = box_widths(problem, z)
    try:
        jacobian = _whitened(problem, z, fits) * widths
    except ValidationError:
        return None
    jacobian = jacobian[:, read]
    freedom = len(jacobian) - len(read)
    if freedom < 1 or not read:
        return None
    _, sizes, axes = np.linalg.svd(jacobian, full_matrices=False)
    errors = np.sqrt(np.sum((axes / np.maximum(sizes, _SMALLEST)[:, None]) ** 2, axis=0))
    halves = np.zeros(len(z))
    halves[read] = float(stats.t.ppf(0.5 + LEVEL / 2, freedom)) * errors
    ends = [space.physical(space.clipped(z + sign * halves * widths)) for sign in (-1, 1)]
    low, high = np.minimum(*ends), np.maximum(*ends)
    return [Interval(space.names[i], float(low[i]), float(high[i]), bool(halves[i] < _UNKNOWN)) for i in read]


def interval_record(found: Sequence[Interval] | None) -> dict[str, Any] | None:
    """JSON of intervals."""
    if found is None:
        return None
    ends = {item.name: {"lower": item.lower, "upper": item.upper} for item in found}
    return {"confidence_level": LEVEL, "intervals": ends}


def box_widths(problem: Problem, z: Array) -> Array:
    """Widths of the box in search space, shape (d,); twice the value where a side is open."""
    lower, upper = problem.space.bounds()
    widths: Array = np.where(np.isfinite(upper - lower), upper - lower, 2 * np.maximum(np.abs(z), 1e-12))
    return widths


def _whitened(problem: Problem, z: Array, fits: Sequence[Misfit]) -> Array:
    """Derivative of all residuals by the search variables, in standard deviations of independent errors; (m, d)."""
    _, gradients = problem.linearization(z)
    slopes = problem.space.slopes(problem.space.physical(z))
    blocks = []
    for fit in fits:
        columns = gradients[fit.objective][fit.variable]
        block = np.stack([columns[name] for name in problem.space.names], axis=1) * slopes
        blocks.append(np.nan_to_num(block) / _error_size(fit, len(z)))
    return np.concatenate(blocks)


def _error_size(fit: Misfit, dimension: int) -> float:
    count = fit.rows - fit.missing
    spread = fit.rmse * math.sqrt(count / max(1, count - dimension)) if count else math.inf
    follow = min(max(fit.autocorrelation, 0.0), 1 - 1e-12)
    repeated = min((1 + follow) / (1 - follow), max(1.0, count / (dimension + 1)))
    return max(spread * math.sqrt(repeated), NUMERICAL * fit.span, 1e-300)
