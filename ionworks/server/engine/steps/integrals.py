"""Capacities, energies, means and extremes of steps, from all points the solver and the samples have.

Between two neighbouring points a signal is the cubic whose slopes are those of the parabolas through three points;
across a corner of an imposed profile no parabola reaches. So an imposed current, linear between its corners, is
integrated exactly, and nothing depends on how often a step is sampled.

Source: docs/contract/ucp.md section 3; docs/decisions/0012-integrals.md.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np

from ionworks.server.ground.arrays import Array, Indices, Mask

TIME = "Time [s]"
VOLTAGE, CURRENT, POWER = "Voltage [V]", "Current [A]", "Power [W]"
TEMPERATURE = "Temperature [degC]"
TOTALS = ("Discharge capacity [A.h]", "Charge capacity [A.h]", "Discharge energy [W.h]", "Charge energy [W.h]")
STATISTICS = (("voltage [V]", VOLTAGE), ("current [A]", CURRENT), ("power [W]", POWER))
MEAN_TEMPERATURE, MAX_TEMPERATURE = "Mean temperature [degC]", "Max temperature [degC]"
_PER_HOUR = 1 / 3600
_ROUNDING = 1e-12
_INSIDE = np.array([0.75, 0.5, 0.25])
_BEND = 1e-5
_SEEN = 1e-3  # of the range of a curve: a pixel of a picture
_SEEN_ROUNDING = 1e-6
_LARGE = 0.05
_PASSES, _PASSES_DRAWN = 3, 6
Observe = Callable[[Indices, Array], Mapping[str, Array]]


@attrs.frozen(eq=False)
class Points:
    """Outputs of the model at the points of steps, one step after another.

    Attributes
    ----------
    columns : mapping of str to array, shape (n_points,)
        ``Time [s]`` and the outputs.
    heights : array, shape (n_steps,)
        Points of each step, at least 1.
    is_sample : array of bool, shape (n_points,)
        Points to report; the first and the last of every step are among them.
    is_corner : array of bool, shape (n_points,)
        Where slopes may jump.
    """

    columns: Mapping[str, Array]
    heights: Indices
    is_sample: Mask
    is_corner: Mask


@attrs.frozen(eq=False)
class Measured:
    """What steps have passed.

    Attributes
    ----------
    columns : dict of str to array, shape (n_samples,)
        The samples with power, and with capacities and energies counted from the start of each step.
    heights : array, shape (n_steps,)
        Samples of each step.
    numbers : dict of str to array, shape (n_steps,)
        Totals; extremes, means over time and spreads of voltage, current and power; mean and highest temperature.
    """

    columns: dict[str, Array]
    heights: Indices
    numbers: dict[str, Array]


def samples_only(columns: Mapping[str, Array]) -> Points:
    """One step of which nothing but samples is known."""
    count = columns[TIME].size
    return Points(columns, np.array([count]), np.ones(count, dtype=bool), np.zeros(count, dtype=bool))


def one_step(parts: Sequence[Points]) -> Points:
    """Parts of one step; each after the first begins where the one before ended, and leaves that point out."""
    begins = [0] + [1 if part.is_sample.size > 1 else 0 for part in parts[1:]]

    def whole(pieces: Iterator[Any]) -> Any:
        return np.concatenate([piece[begin:] for piece, begin in zip(pieces, begins, strict=True)])

    columns = {name: whole(part.columns[name] for part in parts) for name in parts[0].columns}
    is_sample, is_corner = whole(part.is_sample for part in parts), whole(part.is_corner for part in parts)
    return Points(columns, np.array([is_sample.size]), is_sample, is_corner)


def united(samples: Array, own: Array) -> tuple[Array, Mask]:
    """Times of the samples and of the solver between them, rising, and which are samples.

    A time of the solver that is, but for rounding, the time of a sample is left out.
    """
    inside = (own > samples[0]) & (own < samples[-1]) & ~is_among(own, samples)
    inside[1:] &= np.diff(own) > 0
    times = np.concatenate([samples, own[inside]])
    order = np.argsort(times, kind="stable")
    return times[order], order < samples.size


def is_among(times: Array, marks: Array) -> Mask:
    """Which times are, but for rounding, among the rising marks."""
    after = np.searchsorted(marks, times)
    left, right = marks[np.maximum(after - 1, 0)], marks[np.minimum(after, marks.size - 1)]
    distance = np.minimum(np.abs(times - left), np.abs(right - times))
    near: Mask = distance <= _ROUNDING * np.maximum(1.0, np.abs(times))
    return near


def refined(points: Points, observe: Observe, *, is_drawn: bool = False) -> Points:
    """Points with more of them where voltage or power bend so much between two that it shows in an integral.

    States are smooth, but a voltage can fall within one step of the solver as an electrode runs empty. A large part of
    a step is never left without points either, as an end may hide in it.

    Parameters
    ----------
    points : Points
    observe : callable
        Outputs for given (indices of the steps, times).
    is_drawn : bool, optional
        Also where a straight line would be seen to miss an output.
    """
    for _ in range(_PASSES_DRAWN if is_drawn else _PASSES):
        steps = Intervals(points)
        voltage = points.columns[VOLTAGE]
        bent = steps.are_bent(voltage) | steps.are_bent(voltage * points.columns[CURRENT])
        if is_drawn:
            seen = [steps.are_seen(values) for name, values in points.columns.items() if name != TIME]
            bent |= np.logical_or.reduce(seen)
        beside = bent | np.roll(bent, 1) | np.roll(bent, -1)
        large = steps.width > _LARGE * np.repeat(steps.duration, steps.heights)
        at = np.flatnonzero((beside & (steps.width > 0)) | large)
        if not at.size:
            break
        points = _with_more(points, steps, at, observe)
    return points


def _with_more(points: Points, steps: "Intervals", at: Indices, observe: Observe) -> Points:
    """Points with more of them in some intervals."""
    time = points.columns[TIME]
    owners = np.repeat(np.arange(points.heights.size), points.heights)
    wanted = (time[at, None] - steps.width[at, None] * _INSIDE).reshape(-1)
    of = np.repeat(owners[at], _INSIDE.size)
    found = {TIME: wanted, **observe(of, wanted)}
    order = np.lexsort((np.concatenate([time, wanted]), np.concatenate([owners, of])))
    no = np.zeros(wanted.size, dtype=bool)
    return Points(
        {name: np.concatenate([values, found[name]])[order] for name, values in points.columns.items()},
        points.heights + np.bincount(of, minlength=points.heights.size),
        np.concatenate([points.is_sample, no])[order],
        np.concatenate([points.is_corner, no])[order],
    )


def measure(points: Points) -> Measured:
    """Integrate over every step.

    Parameters
    ----------
    points : Points

    Notes
    -----
    Source: docs/contract/ucp.md section 3.1 (capacities and energies are not negative and start at 0 in every step).
    """
    steps = Intervals(points)
    columns = dict(points.columns)
    columns[POWER] = columns[VOLTAGE] * columns[CURRENT]
    middles = {name: steps.middles(columns[name]) for name in (VOLTAGE, CURRENT, TEMPERATURE)}
    middles[POWER] = middles[VOLTAGE] * middles[CURRENT]
    parts = [part for name in (CURRENT, POWER) for part in steps.signed_parts(columns[name], middles[name])]
    columns |= {name: steps.cumulative(part * _PER_HOUR) for name, part in zip(TOTALS, parts, strict=True)}
    numbers = {name: columns[name][steps.last] for name in TOTALS}
    for label, name in STATISTICS:
        numbers |= steps.statistics(label, columns[name], middles[name])
    numbers[MEAN_TEMPERATURE] = steps.means(columns[TEMPERATURE], middles[TEMPERATURE])
    numbers[MAX_TEMPERATURE] = np.maximum.reduceat(columns[TEMPERATURE], steps.first)
    heights = np.add.reduceat(points.is_sample.astype(np.intp), steps.first)
    return Measured({name: values[points.is_sample] for name, values in columns.items()}, heights, numbers)


class Intervals:
    """Intervals between the points of steps: the interval of a point reaches back to the point before."""

    def __init__(self, points: Points) -> None:
        self.heights = points.heights
        self.last = np.cumsum(points.heights) - 1
        self.first = self.last - points.heights + 1
        self.width = np.diff(points.columns[TIME], prepend=0.0)
        self.width[self.first] = 0.0
        self.duration = np.add.reduceat(self.width, self.first)
        is_open = self.width > 0
        # whether one parabola passes through this interval and the one before
        self.joins = is_open & np.roll(is_open & ~points.is_corner, 1)
        self.joins[:1] = False
        self.joins_next = np.roll(self.joins, -1)

    def middles(self, values: Array) -> Array:
        """Values half-way to the point before."""
        at_start, at_end = self._slopes(values)
        middles: Array = (values + np.roll(values, 1)) / 2 + self.width / 8 * (at_start - at_end)
        return middles

    def between(self, values: Array, of: Indices, shares: Array) -> Array:
        """Values inside intervals, at shares of them from the point before."""
        at_start, at_end = (slopes[of] * self.width[of] for slopes in self._slopes(values))
        before, rise = np.roll(values, 1)[of], (values - np.roll(values, 1))[of]
        bend = shares * (1 - shares) * ((1 - shares) * (at_start - rise) + shares * (rise - at_end))
        inside: Array = before + shares * rise + bend
        return inside

    def _slopes(self, values: Array) -> tuple[Array, Array]:
        """Slopes at the start and at the end of each interval."""
        width, before = self.width, np.roll(values, 1)
        rise = np.divide(values - before, width, out=np.zeros_like(values), where=width > 0)
        widths = width + np.roll(width, 1)
        at_start = np.divide(
            np.roll(rise, 1) * width + rise * np.roll(width, 1), widths, out=rise.copy(), where=self.joins
        )
        at_end = np.where(self.joins_next, np.roll(at_start, -1), 2 * rise - at_start)
        return np.where(self.joins, at_start, 2 * rise - at_end), at_end

    def integrals(self, values: Array, middles: Array) -> Array:
        """Integral over each interval."""
        return self.width / 6 * (np.roll(values, 1) + 4 * middles + values)

    def are_bent(self, values: Array) -> Mask:
        """Intervals whose distance from a straight line is a share worth seeing of the integral over the step."""
        bend = np.abs(self.middles(values) - (values + np.roll(values, 1)) / 2) * self.width
        whole = np.add.reduceat(np.abs(values) * self.width, self.first)
        bent: Mask = bend > _BEND * np.repeat(whole, self.heights)
        return bent

    def are_seen(self, values: Array) -> Mask:
        """Intervals whose distance from a straight line can be seen."""
        seen: Mask = np.abs(self.middles(values) - (values + np.roll(values, 1)) / 2) > self.resolved(values)
        return seen

    def resolved(self, values: Array) -> Array:
        """Smallest difference at each point that can be seen beside the range of its step."""
        highest, lowest = np.maximum.reduceat(values, self.first), np.minimum.reduceat(values, self.first)
        rounding = _SEEN_ROUNDING * np.maximum(np.abs(highest), np.abs(lowest))
        return np.repeat(np.maximum(_SEEN * (highest - lowest), rounding), self.heights)

    def means(self, values: Array, middles: Array) -> Array:
        """Mean over the time of each step; of a step without duration the mean of its points."""
        total = np.add.reduceat(self.integrals(values, middles), self.first)
        plain = np.add.reduceat(values, self.first) / self.heights
        return np.divide(total, self.duration, out=plain, where=self.duration > 0)

    def statistics(self, label: str, values: Array, middles: Array) -> dict[str, Array]:
        """Extremes, mean over time, and root of the mean square distance from it."""
        mean = self.means(values, middles)
        centre = np.repeat(mean, self.heights)
        spread = self.means((values - centre) ** 2, (middles - centre) ** 2)
        return {
            f"Min {label}": np.minimum.reduceat(values, self.first),
            f"Max {label}": np.maximum.reduceat(values, self.first),
            f"Mean {label}": mean,
            f"Std {label}": np.sqrt(spread),
        }

    def signed_parts(self, values: Array, middles: Array) -> Iterator[Array]:
        """Integrals of the positive part and of the negative part, as magnitudes, over each interval."""
        whole = self.integrals(values, middles)
        positive = np.maximum(whole, 0.0)
        before = np.roll(values, 1)
        crossing = np.flatnonzero((before * values < 0) & (self.width > 0))
        if crossing.size:
            head, tail = _split(before[crossing], middles[crossing], values[crossing])
            above = np.where(before[crossing] > 0, head, tail)
            positive[crossing] = np.maximum(above, 0.0) * self.width[crossing]
        return iter((positive, positive - whole))

    def cumulative(self, changes: Array) -> Array:
        """Sum since the start of the step."""
        # one row per step, so that a sum does not depend on the steps before
        is_point = np.arange(self.heights.max()) < self.heights[:, None]
        table = np.zeros(is_point.shape)
        table[is_point] = changes
        sums: Array = np.cumsum(table, axis=1)[is_point]
        return sums


def _split(left: Array, middle: Array, right: Array) -> tuple[Array, Array]:
    """Integrals of parabolas through three values, on an interval of length 1, before and after they change sign."""
    square, slope = 2 * left - 4 * middle + 2 * right, 4 * middle - 3 * left - right
    root = np.sqrt(np.maximum(slope**2 - 4 * square * left, 0.0))
    # the root between 0 and 1, without cancellation: there is one, as the ends differ in sign
    half = -(slope + np.copysign(root, slope)) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        near, far = left / half, half / square
    at = np.where((near >= 0) & (near <= 1), near, far).clip(0.0, 1.0)
    head: Array = at * (left + at * (slope / 2 + at * square / 3))
    return head, (left + 4 * middle + right) / 6 - head
