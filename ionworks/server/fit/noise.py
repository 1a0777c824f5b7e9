"""Noise of measured data, estimated from the data themselves, and how model errors compare with it.

Source: docs/decisions/0015-default-fit.md; Hall et al. 1990, https://doi.org/10.1093/biomet/77.3.521
(difference sequences).
"""

import math
from collections.abc import Sequence

import attrs
import numpy as np

from ionworks.server.fit.objectives.base import Objective, Outputs
from ionworks.server.ground.arrays import Array

NUMERICAL = 1e-4
"""Errors below this part of the range of the data are those of meshes and solvers, not of the parameters."""
_ORDERS = (2, 3, 4)
_MAD = 1.4826
_FEWEST = 8
_LEVEL = 1.5
_WHITE = 0.5
_WIDE = 100.0
_REPEATED = 0.25
_EQUAL = 1e-9
_USUAL = 0.1


@attrs.frozen
class Misfit:
    """How a model follows one measured variable."""

    objective: str
    """Objective name."""
    variable: str
    """Variable with unit."""
    rows: int
    """Samples."""
    missing: int
    """Samples the model did not reach."""
    rmse: float
    """Root of the mean squared error over the others, in the variable's unit."""
    noise: float | None
    """Standard deviation of the noise; ``None`` with too few samples."""
    span: float
    """Range of the data."""
    autocorrelation: float
    """Correlation of each error with the next, 0 for white noise."""

    @property
    def is_noise(self) -> bool:
        """Whether nothing but noise is left: no parameters could follow the data better."""
        if self.missing or not math.isfinite(self.rmse):
            return False
        if self.rmse <= NUMERICAL * self.span:
            return True
        return self.noise is not None and self.rmse <= _LEVEL * self.noise and self.autocorrelation < _WHITE


def misfits(objectives: Sequence[Objective], outputs: Sequence[Outputs]) -> list[Misfit]:
    """How the outputs of each objective follow its data, in order."""
    found = []
    for objective, values in zip(objectives, outputs, strict=True):
        axes = {panel.variable: panel.points for panel in objective.panels}
        for variable, data in objective.data.items():
            error = values[variable] - data
            present = error[np.isfinite(error)]
            found.append(
                Misfit(
                    objective=objective.name,
                    variable=variable,
                    rows=len(data),
                    missing=len(data) - len(present),
                    rmse=math.sqrt(float(present @ present) / len(present)) if len(present) else math.nan,
                    noise=noise(axes.get(variable, np.arange(len(data), dtype=float)), data),
                    span=float(np.ptp(data)),
                    autocorrelation=autocorrelation(present),
                )
            )
    return found


def noise(points: Array, values: Array) -> float | None:
    """Standard deviation of the noise of measured values.

    Each run of neighbours is compared with the polynomial through all of them but one; the median of what is left
    over is the noise, whatever the curve and its steps do. Where many values repeat the one before, they were rounded,
    which is noise too.

    Parameters
    ----------
    points, values : ndarray, shape (n,)
        Where and what was measured.

    Returns
    -------
    float or None
        ``None`` below 8 samples.
    """
    if len(values) < _FEWEST:
        return None
    axis = _axis(np.asarray(points, float))
    estimates = [_MAD * float(np.median(np.abs(_left_over(axis, values, order)))) for order in _ORDERS]
    return max(min(estimates), _rounding(values))


def autocorrelation(error: Array) -> float:
    """Correlation of each error with the next one; errors that all have one sign are correlated."""
    power = float(error @ error)
    return float(error[:-1] @ error[1:]) / power if len(error) > 1 and power > 0 else 0.0


def _axis(points: Array) -> Array:
    """Where samples lie: as measured if that rises or falls strictly, its logarithm if it spans decades."""
    if np.all(np.diff(points) < 0):
        return _axis(points[::-1])[::-1]
    if not np.all(np.isfinite(points)) or not np.all(np.diff(points) > 0):
        return np.arange(len(points), dtype=float)
    is_logarithmic = points[0] > 0 and points[-1] > _WIDE * points[0] and _is_even(np.log(points))
    return np.log(points) if is_logarithmic else points


def _is_even(points: Array) -> bool:
    steps = np.diff(points)
    return bool(steps.max() < 5 * steps.min())


def _left_over(axis: Array, values: Array, order: int) -> Array:
    """Divided difference of each run of ``order + 1`` samples, scaled so that unit noise gives unit results."""
    count = len(values) - order
    columns = np.stack([axis[k : k + count] for k in range(order + 1)], axis=1)
    columns = columns / np.abs(columns[:, -1:] - columns[:, :1])
    gaps = columns[:, :, None] - columns[:, None, :] + np.eye(order + 1)
    weights = 1 / np.prod(gaps, axis=2)
    weights /= np.linalg.norm(weights, axis=1, keepdims=True)
    runs = np.stack([values[k : k + count] for k in range(order + 1)], axis=1)
    found: Array = np.sum(weights * runs, axis=1)
    return found


def _rounding(values: Array) -> float:
    """Noise of rounding, where many values repeat the one before."""
    steps = np.abs(np.diff(values))
    tiny = _EQUAL * float(np.ptp(values))
    if np.mean(steps <= tiny) < _REPEATED:
        return 0.0
    moves = steps[steps > tiny]
    return float(np.quantile(moves, _USUAL)) / math.sqrt(12) if len(moves) else 0.0
