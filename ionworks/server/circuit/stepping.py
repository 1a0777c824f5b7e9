"""The exact course of RC pairs over rows of measured current.

Between two rows the time constant is constant and what drives a pair (current times resistance) is a straight line, so
that its overpotential goes on by ``v <- a v + b0 u0 + b1 u1``: exact for a constant current, however rare the rows.
"""

from __future__ import annotations

import attrs
import numpy as np
from scipy.linalg import lapack

from ionworks.server.circuit.knots import Array

_SMALL = 1e-5
"""Interval, in time constants, below which series replace differences of nearly equal numbers."""


@attrs.frozen(eq=False)
class Steps:
    """Factors of each interval, and their derivatives with respect to its length in time constants."""

    keep: Array
    start: Array
    end: Array
    keep_slope: Array
    start_slope: Array
    end_slope: Array


def steps(length: Array) -> Steps:
    """Return the factors of intervals of `length` time constants."""
    small = length < _SMALL
    x = np.where(small, 1.0, length)
    keep = np.exp(-length)
    mean = np.where(small, 1.0 - length / 2.0 + length**2 / 6.0, -np.expm1(-x) / x)
    slope = np.where(small, -0.5 + length / 3.0 - length**2 / 8.0, (keep - mean) / x)
    return Steps(keep, mean - keep, 1.0 - mean, -keep, slope + keep, -slope)


def accumulate(keep: Array, forcing: Array, start: Array) -> Array:
    """Return the columns ``v[n] = keep[n] v[n-1] + forcing[n]`` that begin from `start`."""
    driven = np.asfortranarray(forcing)
    driven[0] += keep[0] * start
    band = np.ones((2, keep.size))
    band[1, :-1] = -keep[1:]
    found, failed = lapack.dtbtrs(band, driven, uplo="L", diag="U", overwrite_b=True)
    assert not failed
    return np.asarray(found)
