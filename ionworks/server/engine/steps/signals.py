"""Drive cycles and waveforms as one repeating profile of the controlled quantity.

Only one repetition is kept: the step runner plays it again and again, so a short waveform may run for days.

Source: docs/contract/ucp.md sections 1.6 and 2.1.
"""

import math
from collections.abc import Callable, Mapping

import attrs

from ionworks.ucp.program import Drive, Mode, Profile, Step, Waveform

_SINE_POINTS = 100
_POINTS_PER_CHUNK = 1000
Points = list[tuple[float, float]]


@attrs.frozen
class Signal:
    """A repeating target.

    Attributes
    ----------
    profile : Profile
        One repetition in A, V or W, + = discharge; its last sample is the first of the next repetition.
    mode : Mode
        CURRENT, VOLTAGE or POWER.
    duration : float or None
        How long the step plays it when it has no duration of its own, s; None for a waveform.
    """

    profile: Profile
    mode: Mode
    duration: float | None = None


def step_signal(
    step: Step, drive_cycles: Mapping[str, Profile], number: Callable[..., float], capacity_ah: float | None
) -> Signal:
    """Target of a drive or waveform step.

    Parameters
    ----------
    step : Step
        With a Drive or Waveform as its detail.
    drive_cycles : mapping of str to Profile
    number : callable
        Evaluates a number or expression of the step.
    capacity_ah : float or None
        Nominal capacity, for a C-rate.

    Raises
    ------
    ValueError
        A period, duty or repetition that makes no sense, naming it.
    """
    if isinstance(step.detail, Drive):
        return _drive(step, step.detail, drive_cycles, number, capacity_ah)
    if not isinstance(step.detail, Waveform):
        raise TypeError(f"{step.path} is neither a drive cycle nor a waveform")
    return _waveform(step, step.detail, number, capacity_ah)


def _drive(
    step: Step,
    drive: Drive,
    drive_cycles: Mapping[str, Profile],
    number: Callable[..., float],
    capacity_ah: float | None,
) -> Signal:
    cycle = drive_cycles[drive.profile_name]
    repeat = number(drive.repeat)
    if repeat < 1 or not float(repeat).is_integer():
        raise ValueError(f"repeat is {repeat:g}; a whole number from 1 is needed")
    mode, unit = _control(step.mode or cycle.mode or Mode.CURRENT, capacity_ah)
    scale = number(drive.scale) * unit
    points = [(time, scale * value) for time, value in zip(cycle.time, cycle.values, strict=True)]
    closed = _closed(points)
    length = closed[-1][0]
    return Signal(_profile(closed), mode, (repeat - 1) * length + points[-1][0])


def _waveform(step: Step, wave: Waveform, number: Callable[..., float], capacity_ah: float | None) -> Signal:
    mode, unit = _control(step.mode or Mode.CURRENT, capacity_ah)
    offset, amplitude = number(wave.offset) * unit, number(wave.amplitude) * unit
    if wave.shape == "custom" and wave.profile is not None:
        samples = zip(wave.profile.time, wave.profile.values, strict=True)
        return Signal(_profile(_closed([(time, offset + unit * value) for time, value in samples])), mode)
    period = number(wave.period) if wave.period is not None else 0.0
    if not 0 < period < math.inf:
        raise ValueError(f"period is {period:g} s; a positive number is needed")
    shape = _shape(wave.shape, number(wave.duty))
    repetitions = max(1, _POINTS_PER_CHUNK // len(shape))
    points = [((turn + at) * period, offset + amplitude * y) for turn in range(repetitions) for at, y in shape]
    points.append((repetitions * period, offset + amplitude * shape[-1][1]))
    return Signal(_profile(points), mode)


def _shape(shape: str, duty: float) -> Points:
    """One period of unit amplitude as (fraction of the period, value), end excluded."""
    edge = 1e-4
    match shape:
        case "sine":
            return [(k / _SINE_POINTS, math.sin(2 * math.pi * k / _SINE_POINTS)) for k in range(_SINE_POINTS)] + [
                (1 - edge, -math.sin(2 * math.pi * edge))
            ]
        case "triangle":
            return [(0.0, 0.0), (0.25, 1.0), (0.75, -1.0), (1 - edge, -4 * edge)]
        case "ramp":
            return [(0.0, 0.0), (1 - edge, 1.0)]
        case "square":
            if not 0 < duty < 1:
                raise ValueError(f"duty is {duty:g}; a number between 0 and 1 is needed")
            return [(0.0, 1.0), (duty, 1.0), (min(duty + edge, 1 - 2 * edge), -1.0), (1 - edge, -1.0)]
    raise ValueError(f"shape {shape!r} is not known; allowed: sine, square, triangle, ramp, custom")


def _control(mode: Mode, capacity_ah: float | None) -> tuple[Mode, float]:
    """Return the controlled quantity and the factor that brings samples to its unit."""
    if mode is not Mode.C_RATE:
        return mode, 1.0
    if capacity_ah is None:
        raise ValueError("a C-rate needs the parameter 'Nominal cell capacity [A.h]'")
    return Mode.CURRENT, capacity_ah


def _closed(points: Points) -> Points:
    """Append the first value of the next repetition, one sample interval after the last."""
    interval = points[1][0] - points[0][0] if len(points) > 1 else 1.0
    return [*points, (points[-1][0] + interval, points[0][1])]


def _profile(points: Points) -> Profile:
    return Profile(tuple(time for time, _ in points), tuple(value for _, value in points))
