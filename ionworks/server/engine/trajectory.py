"""What a solve gives back: the state of a cell, and the path to it, readable at any time in between."""

from collections.abc import Mapping

import attrs
import numpy as np

from ionworks.server.ground.arrays import Array, Indices


@attrs.frozen(eq=False)
class State:
    """State of a cell at one time, independent of how it is controlled."""

    time: float
    """Seconds since the start of the run."""
    values: Mapping[str, Array]
    """State variable name to its discretised values."""


@attrs.frozen(eq=False)
class Segment:
    """Path of one solve: states and slopes at the solver's own times.

    Attributes
    ----------
    times : array, shape (n,)
        s, not decreasing.
    states, slopes : array, shape (number of states, n)
        Solver states and their time derivatives.
    event : str or None
        Name of the event that ended it, None at the end of the time asked for.
    end : State
    """

    times: Array
    states: Array
    slopes: Array
    event: str | None
    end: State

    def at(self, times: Array, rows: Indices) -> Array:
        """Some of the states at any times inside; shape (len(rows), m)."""
        return interpolated(times, self.times, self.states[rows], self.slopes[rows])


def interpolated(times: Array, knots: Array, states: Array, slopes: Array) -> Array:
    """States at any times between knots, by cubic Hermite interpolation; shape (number of states, m)."""
    if knots.size == 1:
        return np.repeat(states, times.size, axis=1)
    left = np.clip(np.searchsorted(knots, times, side="right") - 1, 0, knots.size - 2)
    width = knots[left + 1] - knots[left]
    x = np.divide(times - knots[left], width, out=np.ones_like(times), where=width > 0)
    rise = states[:, left + 1] - states[:, left]
    curve_left = slopes[:, left] * width - rise
    curve_right = rise - slopes[:, left + 1] * width
    bend: Array = x * (1 - x) * ((1 - x) * curve_left + x * curve_right)
    return states[:, left] + x * rise + bend
