"""The measured current as a model is driven with it: where the solver stops, and where it is asked for values.

Source: docs/decisions/0014-measured-currents.md.
"""

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np

from ionworks.errors import ValidationError
from ionworks.server.fit.data import thinning
from ionworks.server.fit.data.traces import changes, instants, noise, response, side_rows
from ionworks.server.ground.arrays import Array, Indices
from ionworks.server.ground.choices import choice

AUTO, OFF = "auto", "off"
MODES = (AUTO, OFF)
"""Values of the option ``thinning``."""
THINNED = ("CurrentDriven", "Pulse", "CycleAgeing")
"""Objectives that have it."""
_FEW_ROWS = 1000
_LEAST_CHANGE = 1e-3
_VOLTAGE, _CURRENT = "Voltage [V]", "Current [A]"


@attrs.frozen
class Drive:
    """Current between straight lines."""

    times: Array
    """Seconds from 0, strictly rising, shape (k,)."""
    current: Array
    """Amperes, positive is discharge, shape (k,)."""

    @property
    def is_constant(self) -> bool:
        """Whether the current never changes."""
        return bool(np.all(self.current == self.current[0]))


@attrs.frozen
class Profile:
    """Measured current, and the instants at which a model is solved for it."""

    samples: Array
    """Instants of the measured rows, seconds from 0, strictly rising, shape (n,)."""
    drive: Drive
    """What drives the model."""
    stops: Array
    """Instants the solver has to stop at: both ends, both sides of every step, and where a steady current ends."""
    times: Array
    """Instants at which the model is solved, stops included, shape (m,)."""
    tolerances: Mapping[str, float] = attrs.Factory(dict)
    """What thinning may change, by column, when rows were left out."""

    @property
    def is_thinned(self) -> bool:
        """Whether rows were left out."""
        return len(self.times) < len(self.samples) or len(self.drive.times) < len(self.samples)

    def at_samples(self, values: Array) -> Array:
        """Values at the instants of the measured rows, straight between those where the model was solved."""
        if len(self.times) == len(self.samples):
            return values
        return np.interp(self.samples, self.times, values)

    def unthinned(self) -> "Profile":
        """The same drive, solved for at every measured row."""
        return attrs.evolve(self, times=self.samples)


def read_thinning(options: Mapping[str, Any]) -> str:
    """How an objective thins its rows: ``"auto"`` or ``"off"``.

    Raises
    ------
    ValidationError
        Another value, or one that contradicts ``interpolant_lossless``.
    """
    is_lossless = bool(options.get("interpolant_lossless"))
    chosen = options.get("thinning")
    if chosen is None:
        return OFF if is_lossless else AUTO
    if not isinstance(chosen, str) or chosen not in MODES:
        raise choice("option 'thinning'", chosen, MODES)
    if is_lossless and chosen != OFF:
        raise ValidationError(f"option 'thinning' is {chosen!r}; allowed with 'interpolant_lossless': 'off'")
    return chosen


def read_profile(times: Array, current: Array, curves: Mapping[str, Array], mode: str = AUTO) -> Profile:
    """Profile from measured columns, time shifted to start at 0.

    Parameters
    ----------
    times, current : ndarray, shape (n,)
    curves : mapping of str to ndarray
        What the model is compared with, shape (n,) each; the voltage says what a change of current does.
    mode : str
        ``"auto"`` leaves rows out of long traces, ``"off"`` never does.

    Raises
    ------
    ValidationError
        Fewer than two samples, values that are not finite, or time that falls.
    """
    if len(times) < 2 or not (np.all(np.isfinite(times)) and np.all(np.isfinite(current))):
        raise ValidationError("data columns 'Time [s]' and 'Current [A]' need two or more finite values")
    if np.any(np.diff(times) < 0):
        raise ValidationError(f"data column 'Time [s]' falls at row {int(np.argmax(np.diff(times) < 0)) + 1}")
    samples = instants(times)
    tolerances = _tolerances(samples, current, curves)
    found = changes(current, tolerances[_CURRENT])
    steps = np.union1d(side_rows(times), found.steps)
    ends = np.array([0, len(samples) - 1])
    stops = np.unique(np.concatenate([ends, steps, steps + 1, found.onsets]))
    whole = Profile(samples, Drive(samples, current), samples[stops], samples)
    if mode == OFF or len(samples) <= _FEW_ROWS or not curves:
        return whole
    return _thinned(whole, curves, stops, tolerances)


def _thinned(whole: Profile, curves: Mapping[str, Array], kept: Indices, tolerances: Mapping[str, float]) -> Profile:
    samples, drive, turns = whole.samples, whole.drive, kept
    if _VOLTAGE in curves:
        knots = thinning.driving_knots(samples, drive.current, kept, tolerances[_CURRENT])
        drive, turns = Drive(samples[knots.rows], knots.values), knots.rows
    rows = np.union1d(thinning.curve_rows(samples, curves, kept, tolerances), turns)
    return attrs.evolve(whole, drive=drive, times=samples[rows], tolerances=tolerances)


def _tolerances(samples: Array, current: Array, curves: Mapping[str, Array]) -> dict[str, float]:
    """Errors that do not matter, by column; of the current, what the voltage does not show."""
    found = {name: thinning.tolerance(values, noise(samples, values)) for name, values in curves.items()}
    unknown = max(_LEAST_CHANGE * float(np.ptp(current)), noise(samples, current))
    if _VOLTAGE not in curves:
        return found | {_CURRENT: unknown}
    answer = response(samples, current, curves[_VOLTAGE])
    found[_VOLTAGE] = thinning.tolerance(curves[_VOLTAGE], answer.noise)
    # a voltage that never moves says nothing of the current's effect
    return found | {_CURRENT: found[_VOLTAGE] / answer.resistance if answer.resistance > 0 else unknown}
