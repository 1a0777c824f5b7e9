"""Functions of the state of charge that are straight between knots and constant beyond them."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@attrs.frozen(eq=False)
class Hat:
    """Where values of the state of charge lie between knots."""

    left: npt.NDArray[np.intp]
    """Knot below each value."""
    weight: Array
    """Share of the knot above it."""
    count: int
    """Number of knots."""

    @property
    def right(self) -> npt.NDArray[np.intp]:
        """Knot above each value."""
        return np.minimum(self.left + 1, self.count - 1)

    def of(self, values: Array) -> Array:
        """Return the function with `values` at the knots."""
        return (1.0 - self.weight) * values[self.left] + self.weight * values[self.right]

    def columns(self, first: int, last: int) -> Array:
        """Return the hat functions of the knots from `first` to `last`, one column each."""
        rows = np.arange(self.left.size)
        found = np.zeros((self.left.size, last - first + 1))
        found[rows, self.left - first] = 1.0 - self.weight
        found[rows, self.right - first] += self.weight
        return found


def hat(knots: Array, soc: Array) -> Hat:
    """Find values of the state of charge between increasing `knots`."""
    if knots.size == 1:
        return Hat(np.zeros(soc.size, dtype=np.intp), np.zeros(soc.size), 1)
    left = np.clip(np.searchsorted(knots, soc, side="right") - 1, 0, knots.size - 2)
    weight = np.clip((soc - knots[left]) / (knots[left + 1] - knots[left]), 0.0, 1.0)
    return Hat(left, weight, knots.size)


def even(low: float, high: float, count: int) -> Array:
    """Return `count` knots from `low` to `high`; one lies in the middle."""
    return np.array([0.5 * (low + high)]) if count == 1 else np.linspace(low, high, count)


def bends(values: Array) -> Array:
    """Return the matrix that takes second differences of as many values at evenly spaced knots."""
    return np.diff(np.eye(values.size), 2, axis=0)
