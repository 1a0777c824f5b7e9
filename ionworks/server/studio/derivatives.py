"""Curves of one half cycle: capacity, its slope and that of the voltage, from samples. Pure."""

from __future__ import annotations

from typing import Final

import attrs
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
_BINS: Final = 150
_FINE: Final = 300 * _BINS
_HOUR: Final = 3600.0


@attrs.frozen(kw_only=True, eq=False)
class HalfCycle:
    """Charge that passed in one direction, and the slopes of the curve."""

    capacity: Array
    """Charge since the beginning in A.h, rising."""
    voltage: Array
    capacity_middles: Array
    voltage_slope: Array
    """dV/dQ in V/A.h, falling voltage negative, at `capacity_middles`."""
    voltage_middles: Array
    capacity_slope: Array
    """dQ/dV in A.h/V, signed as dV/dQ, at `voltage_middles`."""


def half_cycle(time: Array, voltage: Array, current: Array) -> HalfCycle | None:
    """Return the curves of a charge or a discharge, ``None`` where too few samples or no charge passed.

    Parameters
    ----------
    time : array
        In s, not falling.
    voltage : array
        In V.
    current : array
        In A, of one sign.

    Notes
    -----
    Slopes are means over bins of equal capacity, or of equal voltage, and take noise smaller than a bin. dQ/dV is the
    charge that passed in each bin of voltage, so that a voltage that goes to and fro is no division by zero.
    """
    is_present = np.isfinite(time) & np.isfinite(voltage) & np.isfinite(current)
    time, voltage, current = time[is_present], voltage[is_present], current[is_present]
    if len(time) < 3:
        return None
    passed = np.abs(np.diff(time) * (current[1:] + current[:-1]) / (2 * _HOUR))
    capacity = np.concatenate(([0.0], np.cumsum(passed)))
    low, high = float(voltage.min()), float(voltage.max())
    if capacity[-1] <= 0 or high <= low:
        return None
    fine = (np.arange(_FINE) + 0.5) * (capacity[-1] / _FINE)
    at = np.interp(fine, capacity, voltage)
    edges = np.linspace(low, high, _BINS + 1)
    counts, _ = np.histogram(at, edges)
    sign = np.sign(voltage[-1] - voltage[0]) or 1.0
    step = capacity[-1] / _BINS
    means = at.reshape(_BINS, -1).mean(axis=1)
    return HalfCycle(
        capacity=capacity,
        voltage=voltage,
        capacity_middles=np.arange(1, _BINS) * step,
        voltage_slope=np.diff(means) / step,
        voltage_middles=(edges[1:] + edges[:-1]) / 2,
        capacity_slope=sign * counts * (capacity[-1] / _FINE) / (edges[1] - edges[0]),
    )
