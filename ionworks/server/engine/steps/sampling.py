"""Output times of a solved segment: a regular grid, the profile's own times, changes of a signal."""

from collections.abc import Callable

import attrs
import numpy as np

from ionworks.server.engine.trajectory import Segment
from ionworks.server.ground.arrays import Array

_MAX_PARTS = 2000
_FINENESS = 8  # looks per wanted change, as a signal does not move evenly between two solver times
Observe = Callable[[Array], dict[str, Array]]


@attrs.frozen
class Grid:
    """Where a step is sampled.

    Attributes
    ----------
    start : float
        Start of the step, s.
    period : float or None
        A sample every so many seconds from the start.
    voltage, current : float or None
        A sample at every change by so much, V and A.
    """

    start: float
    period: float | None = None
    voltage: float | None = None
    current: float | None = None

    @property
    def is_automatic(self) -> bool:
        """Whether nobody said where: samples follow the curves (`drawing`)."""
        return self.period is None and self.voltage is None and self.current is None

    def regular_count(self, segment: Segment) -> float:
        """Regular samples in a segment."""
        return float(segment.times[-1] - segment.times[0]) / self.period if self.period else 0.0


def sample_times(segment: Segment, grid: Grid, observe: Observe, knots: Array) -> Array:
    """Return the times to report of a segment, rising, with its start and its end.

    Parameters
    ----------
    segment : Segment
    grid : Grid
    observe : callable
        Outputs at given times.
    knots : array
        Times of the profile to report as well, s.
    """
    start, end = segment.times[0], segment.times[-1]
    inside = [knots]
    if grid.period:
        count = np.arange(np.ceil((start - grid.start) / grid.period), (end - grid.start) / grid.period)
        inside.append(grid.start + count * grid.period)
    if (grid.voltage or grid.current) and segment.times.size > 1:
        inside.append(_changes(segment, grid, observe))
    times = np.unique(np.concatenate(inside))
    # A grid point a hair before the end would only repeat the end.
    slack = 1e-9 * max(1.0, abs(end))
    times = times[(times > start + slack) & (times < end - slack)]
    return np.concatenate(([start], times, [end] if end > start else []))


def _changes(segment: Segment, grid: Grid, observe: Observe) -> Array:
    """Return the times at which voltage or current have moved far enough since the last such time."""
    coarse = observe(segment.times)
    signals = [(coarse["Voltage [V]"], grid.voltage), (coarse["Current [A]"], grid.current)]
    moves = sum(np.abs(np.diff(values)) / amount for values, amount in signals if amount)
    parts = np.clip(np.ceil(_FINENESS * np.asarray(moves)), 1, _MAX_PARTS).astype(int)
    edges = zip(segment.times[:-1], segment.times[1:], parts, strict=True)
    fine = np.concatenate([np.linspace(left, right, n, endpoint=False) for left, right, n in edges])
    outputs = observe(fine)
    tracks = [(outputs["Voltage [V]"], grid.voltage), (outputs["Current [A]"], grid.current)]
    wanted = [(values, amount) for values, amount in tracks if amount]
    picked, last = [], [float(values[0]) for values, _ in wanted]
    for index in range(fine.size):
        here = [float(values[index]) for values, _ in wanted]
        if any(abs(new - old) >= amount for new, old, (_, amount) in zip(here, last, wanted, strict=True)):
            picked.append(index)
            last = here
    return fine[picked]
