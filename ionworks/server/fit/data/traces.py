"""What a measured trace says about itself: its instants, its noise, its steps, and how the voltage answers its current.

Every judgement is relative to the trace: a jump of the current is judged against the noise around it and by what it
does to the voltage, never by a number of amperes.

Source: docs/decisions/0014-measured-currents.md.
"""

import math
from typing import Any

import attrs
import numpy as np
from scipy.ndimage import median_filter

from ionworks.server.ground.arrays import Array, Indices, Mask

_ULPS = 8
_OF_INTERVAL = 1e-6
_FINEST_S = 1e-8
_SPREAD = 1.4826  # median absolute deviation to standard deviation
_QUANTUM = 1e-3
_ROUNDING = 1e-9
_SELDOM = 0.1
_LEAST_RESISTANCE = 1e-3
_WINDOW = 25
_JUMP, _GREAT_JUMP = 6.0, 30.0
_TURN = 12.0
_LEVEL = 3
_QUIET = 8


def time_resolution(times: Array) -> float:
    """Least difference that two instants of a time column can have, s.

    A few units in the last place, or a millionth of the usual interval between samples, or 10 ns; the largest of them.
    """
    last_place = _ULPS * float(np.spacing(np.max(np.abs(times))))
    steps = np.diff(times)
    usual = float(np.median(steps[steps > last_place])) if np.any(steps > last_place) else 0.0
    return max(last_place, _OF_INTERVAL * usual, _FINEST_S)


def instants(times: Array) -> Array:
    """Seconds from 0, strictly rising: rows closer than the resolution of the column are sides of one instant.

    The first side keeps the instant, the last one follows at half the resolution, others between them.
    """
    shifted = times - times[0]
    resolution = time_resolution(times)
    first = np.setdiff1d(np.arange(len(times)), side_rows(times) + 1)
    counts = np.diff(np.append(first, len(times)))
    sides = np.arange(len(times)) - np.repeat(first, counts)
    whole = np.maximum(np.repeat(counts, counts) - 1, 1)
    risen: Array = np.repeat(shifted[first], counts) + 0.5 * resolution * sides / whole
    return risen


def side_rows(times: Array) -> Indices:
    """Rows whose next row is the other side of the same instant."""
    return np.flatnonzero(np.diff(times) <= time_resolution(times))


def noise(times: Array, values: Array) -> float:
    """Standard deviation of the white noise of a trace, quantization included.

    The spread of each sample about the line between its neighbours; steps and slopes do not count.
    """
    if len(values) < 3:
        return 0.0
    share = (times[1:-1] - times[:-2]) / (times[2:] - times[:-2])
    off = values[1:-1] - (1 - share) * values[:-2] - share * values[2:]
    off /= np.sqrt(1 + share**2 + (1 - share) ** 2)
    return max(_SPREAD * float(np.median(np.abs(off))), _quantum(values) / math.sqrt(12))


def _quantum(values: Array) -> float:
    """Step of a digitized signal; 0 when its neighbours are seldom equal, or differ by more than a digit would."""
    size = float(np.max(np.abs(values)))
    moves = np.abs(np.diff(values))
    is_move = moves > _ROUNDING * size
    smallest = float(np.min(moves[is_move], initial=np.inf))
    is_digital = np.mean(is_move) < 1 - _SELDOM and smallest <= _QUANTUM * size
    return smallest if is_digital else 0.0


@attrs.frozen
class Response:
    """How a voltage answers its current from one sample to the next."""

    resistance: float
    """Most that it moves per ampere, Ohm: the slope and twice its standard error, a thousandth of U/I at least."""
    noise: float
    """Noise of the voltage without the answer, V."""


def response(times: Array, current: Array, voltage: Array) -> Response:
    """Slope between the differences of voltage and current, and the noise that is left.

    Parameters
    ----------
    times, current, voltage : ndarray, shape (n,)
    """
    amperes, volts = np.diff(current), np.diff(voltage)
    least = _LEAST_RESISTANCE * float(np.max(np.abs(voltage))) / max(float(np.max(np.abs(current))), 1e-12)
    power = float(amperes @ amperes)
    if power == 0:
        return Response(least, noise(times, voltage))
    slope = float(amperes @ volts) / power
    error = float(np.std(volts - slope * amperes)) / math.sqrt(power)
    quiet = min(noise(times, voltage), noise(times, voltage - slope * current))
    return Response(max(abs(slope) + 2 * error, least), quiet)


@attrs.frozen
class Changes:
    """Rows of a current that are not like the rows around them."""

    steps: Indices
    """Rows after which it steps to another level."""
    onsets: Indices
    """Rows at which it begins to move after it stood still: an integrator would step across."""


def changes(current: Array, least: float) -> Changes:
    """Steps and onsets of a current, judged against its changes close by.

    Parameters
    ----------
    current : ndarray, shape (n,)
    least : float
        Smaller changes do not matter, A.
    """
    change = np.diff(current)
    if not np.any(np.abs(change) > least):
        return Changes(np.empty(0, np.intp), np.empty(0, np.intp))
    off = np.abs(change - _running_median(change))
    spread = _SPREAD * _running_median(off)
    limit = np.maximum(_JUMP * spread, least)
    before, after = _levels(current)
    stays = (np.abs(after - before) > 0.5 * np.abs(change)) | (off > _GREAT_JUMP * spread)
    turns = np.abs(np.diff(change, prepend=change[0])) > np.maximum(_TURN * spread, least)
    return Changes(np.flatnonzero((off > limit) & stays), _after_rest(turns))


def _after_rest(moves: Mask) -> Indices:
    """Rows that move with none before them that does."""
    before = np.concatenate([[0], np.cumsum(moves)])
    rows = np.flatnonzero(moves)
    rows = rows[rows >= _QUIET]
    is_first: Mask = before[rows] == before[rows - _QUIET]
    return rows[is_first]


def _running_median(values: Array) -> Array:
    filtered: Any = median_filter(values, size=min(_WINDOW, len(values)), mode="mirror")
    return np.asarray(filtered, float)


def _levels(current: Array) -> tuple[Array, Array]:
    """Levels of the current before and after each of its changes: medians of a few samples."""
    ends = np.pad(current, _LEVEL - 1, mode="edge")
    levels = np.median(np.lib.stride_tricks.sliding_window_view(ends, _LEVEL), axis=1)
    return levels[: len(current) - 1], levels[_LEVEL:]
