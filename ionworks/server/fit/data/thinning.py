"""Which rows of a long trace a model needs: as few as leave what the trace says unchanged.

All rows stay in the comparison. A model is solved at the rows chosen here and its curve is drawn straight between them;
the current that drives it is drawn straight between the rows chosen for it, with the charge of the measured one.

Source: docs/decisions/0014-measured-currents.md.
"""

from collections.abc import Mapping

import attrs
import numpy as np
from scipy.linalg import solveh_banded

from ionworks.server.fit.data.traces import noise
from ionworks.server.ground.arrays import Array, Indices, Mask

FRACTION = 0.25
"""Share of the noise that thinning may add."""
_FLOOR = 2.5e-6
_ROUNDS = 24
_COARSE = 128
_FINER = 16
_GROWTH = 1.5
_SURE = 3.0
_SPREAD_FACTOR, _PEAK_FACTOR = 2.0, 6.0


def tolerance(values: Array, spread: float) -> float:
    """Error of a curve that does not matter: a fraction of its noise, at least the accuracy of the solver."""
    return max(FRACTION * spread, _FLOOR * float(np.max(np.abs(values))))


@attrs.frozen
class Knots:
    """A signal drawn straight between some of its rows."""

    rows: Indices
    """Rows of the knots, first and last included."""
    values: Array
    """Values there; the integral over time is that of the signal."""


def curve_rows(times: Array, curves: Mapping[str, Array], kept: Indices, tolerances: Mapping[str, float]) -> Indices:
    """Rows between which straight lines follow measured curves within their tolerances.

    Intervals are halved until what a parabola would add is no more than sixteen tolerances, or cannot be told from the
    noise; then each is divided by sixteen, which leaves a 256th of it. The mean of many samples says more than one of
    them: what is left has to be less than the noise over the root of their number.

    Parameters
    ----------
    times : ndarray, shape (n,)
    curves : mapping of str to ndarray
        Measured curves the model is compared with, shape (n,) each.
    kept : ndarray
        Rows that are chosen in any case: both sides of steps.
    tolerances : mapping of str to float
        Error of each curve that does not matter.
    """
    coarse = np.linspace(0, len(times) - 1, _COARSE + 1).astype(np.intp)
    chosen = np.union1d(np.union1d(coarse, kept), _relaxations(kept))
    for name, values in curves.items():
        chosen = np.union1d(chosen, _refined(times, values, chosen, _FINER * tolerances[name]).rows)
    parts = [chosen[:-1] + (np.diff(chosen) * part) // _FINER for part in range(_FINER)]
    return np.union1d(np.concatenate(parts), chosen)


def driving_knots(times: Array, current: Array, kept: Indices, allowed: float) -> Knots:
    """Current drawn straight between as few rows as its effect on the voltage allows.

    Parameters
    ----------
    times, current : ndarray, shape (n,)
    kept : ndarray
        Rows that are knots in any case: both sides of steps.
    allowed : float
        Deviation that does not matter, A; noise may spread twice as far.
    """
    ends = np.array([0, len(times) - 1], np.intp)
    return _refined(times, current, np.union1d(ends, kept), allowed, is_bounded=True)


def _relaxations(kept: Indices) -> Indices:
    """Rows at growing distances after each of the rows: diffusion begins with the root of time."""
    parts = [kept]
    distance = 1.0
    while distance < kept[-1]:
        later = kept[:-1] + int(distance)
        parts.append(later[later < kept[1:]])
        distance = max(distance + 1, distance * _GROWTH)
    return np.concatenate(parts)


def _refined(times: Array, values: Array, rows: Indices, allowed: float, *, is_bounded: bool = False) -> Knots:
    """Halve the intervals between rows until lines between them follow the signal."""
    spread = noise(times, values)
    for _ in range(_ROUNDS):
        knots = _drawn(times, values, rows)
        wrong = _bent(times, values, knots, allowed, spread)
        if is_bounded:
            wrong |= _outside(times, values, knots, allowed)
        wrong &= np.diff(rows) > 1
        if not wrong.any():
            break
        rows = np.union1d(rows, (rows[:-1][wrong] + rows[1:][wrong]) // 2)
    return _drawn(times, values, rows)


def _drawn(times: Array, values: Array, rows: Indices) -> Knots:
    """Best continuous line through the knots: least squares over time, so that charge and its first moment are kept."""
    if len(rows) == len(times):
        return Knots(rows, values)
    spans = np.diff(times[rows])
    diagonal, beside = np.zeros(len(rows)), spans / 6
    diagonal[:-1] += spans / 3
    diagonal[1:] += spans / 3
    interval = np.repeat(np.arange(len(spans)), np.diff(rows))
    steps = np.diff(times)
    left = (times[:-1] - times[rows][interval]) / spans[interval]
    right = (times[1:] - times[rows][interval]) / spans[interval]
    # exact integrals of sample lines times hats: both are straight between two samples
    rising = steps / 6 * (values[:-1] * (2 * left + right) + values[1:] * (left + 2 * right))
    whole = steps / 2 * (values[:-1] + values[1:])
    up = np.bincount(interval, rising, len(spans))
    total = np.bincount(interval, whole, len(spans))
    sides = np.zeros(len(rows))
    sides[1:] += up
    sides[:-1] += total - up
    banded = np.stack([np.concatenate([[0.0], beside]), diagonal])
    return Knots(rows, solveh_banded(banded, sides))


def _bent(times: Array, values: Array, knots: Knots, allowed: float, spread: float) -> Mask:
    """Intervals in which a parabola would follow the signal better, by more than is allowed and its own error."""
    inner, interval = _inner(knots.rows)
    count = len(knots.rows) - 1
    off = values[inner] - np.interp(times[inner], times[knots.rows], knots.values)
    begin, end = times[knots.rows][:-1][interval], times[knots.rows][1:][interval]
    share = (times[inner] - begin) / (end - begin)
    bow = 4 * share * (1 - share)
    rows = np.maximum(np.bincount(interval, minlength=count), 1)
    bow -= (np.bincount(interval, bow, count) / rows)[interval]
    power = np.bincount(interval, bow**2, count)
    power[power < 1e-12] = np.inf
    height = np.bincount(interval, bow * off, count) / power
    return np.abs(height) > allowed + _SURE * spread / np.sqrt(power)


def _outside(times: Array, values: Array, knots: Knots, allowed: float) -> Mask:
    """Intervals in which the signal spreads about the line, or leaves it, by more than is allowed."""
    inner, interval = _inner(knots.rows)
    count = len(knots.rows) - 1
    off = np.abs(values[inner] - np.interp(times[inner], times[knots.rows], knots.values))
    rows = np.maximum(np.bincount(interval, minlength=count), 1)
    spread = np.sqrt(np.bincount(interval, off**2, count) / rows)
    peaks = np.zeros(count)
    np.maximum.at(peaks, interval, off)
    return (spread > _SPREAD_FACTOR * allowed) | (peaks > _PEAK_FACTOR * allowed)


def _inner(rows: Indices) -> tuple[Indices, Indices]:
    """Rows that are no knots, and the interval each lies in."""
    every = np.arange(rows[-1] + 1)
    interval = np.repeat(np.arange(len(rows) - 1), np.diff(rows))
    is_inner = np.ones(len(every), bool)
    is_inner[rows] = False
    inner = np.flatnonzero(is_inner)
    return inner, interval[inner]
