"""Samples of steps where no resolution is stated: as a person would choose them.

Often enough for the length of a step, at round times, and where a straight line between two samples would be seen to
miss a curve. Outputs at the round times are read off the cubics between the points the model was observed at, as
integrals are, which costs little beside observing it.
"""

import math

import attrs
import numpy as np

from ionworks.server.engine.steps.integrals import TIME, Intervals, Points, is_among
from ionworks.server.ground.arrays import Array

FEWEST_SAMPLES = 200
"""Intervals a step is cut into, at least."""
_ROUND = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)


def drawn(points: Points) -> Points:
    """Points with samples enough to draw every step."""
    return _with_bends(_filled(points))


def round_period(duration: float) -> float | None:
    """Longest round number of seconds that cuts a duration into enough intervals; None for no duration."""
    longest = duration / FEWEST_SAMPLES
    if longest <= 0:
        return None
    power = 10.0 ** math.floor(math.log10(longest))
    return power * max(number for number in _ROUND if number * power <= longest or number == 1.0)


def _filled(points: Points) -> Points:
    """Points with samples at round times since the start of their step."""
    steps, time = Intervals(points), points.columns[TIME]
    own = [time[first : last + 1] for first, last in zip(steps.first, steps.last, strict=True)]
    regular = [round_times(one) for one in own]
    wanted = [times[~is_among(times, one)] for times, one in zip(regular, own, strict=True)]
    is_round = np.concatenate([is_among(one, times) for times, one in zip(regular, own, strict=True)])
    counts = np.array([times.size for times in wanted])
    times = np.concatenate(wanted)
    # in its step, the first point after each wanted time ends the interval that holds it
    numbers = np.arange(counts.size)
    owners = np.concatenate([np.repeat(numbers, points.heights), np.repeat(numbers, counts)])
    order = np.lexsort((np.concatenate([time, times]), owners))
    is_new = order >= time.size
    place = np.empty(order.size, dtype=np.intp)
    place[order] = np.cumsum(~is_new)
    of = place[time.size :]
    shares = (times - time[of - 1]) / steps.width[of]
    columns = {name: steps.between(values, of, shares) for name, values in points.columns.items() if name != TIME}
    columns[TIME] = times
    return Points(
        {name: np.concatenate([values, columns[name]])[order] for name, values in points.columns.items()},
        points.heights + counts,
        np.concatenate([points.is_sample | is_round, np.ones(times.size, dtype=bool)])[order],
        np.concatenate([points.is_corner, np.zeros(times.size, dtype=bool)])[order],
    )


def round_times(own: Array) -> Array:
    """Round times since the start of a step, from its start on."""
    start, end = float(own[0]), float(own[-1])
    period = round_period(end - start)
    if period is None:
        return own[:1]
    times = start + period * np.arange(np.ceil((end - start) / period))
    return np.asarray(times[times < end - 1e-9 * max(1.0, abs(end))])


def _with_bends(points: Points) -> Points:
    """Show the points where a straight line between two samples would be seen to miss a curve."""
    steps, time = Intervals(points), points.columns[TIME]
    samples = np.flatnonzero(points.is_sample)
    place = np.cumsum(points.is_sample) - 1
    left, right = samples[place], samples[np.minimum(place + 1, samples.size - 1)]
    width = time[right] - time[left]
    share = np.divide(time - time[left], width, out=np.zeros_like(time), where=width > 0)
    is_seen = points.is_sample.copy()
    for values in (values for name, values in points.columns.items() if name != TIME):
        line = values[left] + share * (values[right] - values[left])
        is_seen |= np.abs(line - values) > steps.resolved(values)
    return attrs.evolve(points, is_sample=is_seen)
