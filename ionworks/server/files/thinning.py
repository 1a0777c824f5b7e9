"""Fewer rows of a curve without losing a peak. Pure.

The axis is cut into equal pieces, one for some pixels of a screen; of each piece the rows where a curve is lowest and
highest are kept, so that the line through them covers the same pixels as the whole curve.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]


def kept_rows(axis: Values, curves: Sequence[Values], most: int | None) -> npt.NDArray[np.int64]:
    """Return `most` rows in order, or all there are, the first and the last among them.

    Parameters
    ----------
    axis : array of float, shape (n,)
        Where it falls or jumps (a capacity over cycles), rows are counted instead.
    curves : sequence of array of float, shape (n,)
        Each keeps its lowest and highest value of every piece; a piece of NaN keeps one, so that gaps stay.
    most : int or None
        ``None`` keeps all. With too few for two rows a piece and curve, rows are evenly spread.
    """
    count = len(axis)
    if most is None or count <= most:
        return np.arange(count)
    pieces = (most - 2) // max(1, 2 * len(curves))
    if pieces < 1 or not curves:
        return np.unique(np.round(np.linspace(0, count - 1, most)).astype(np.int64))[:most]
    starts = _starts(axis, pieces)
    kept = [np.array([0, count - 1]), *(rows for curve in curves for rows in _extremes(curve, starts))]
    rows = np.unique(np.concatenate(kept))
    # what is left of `most`, evenly spread
    others = np.setdiff1d(np.arange(count), rows, assume_unique=True)
    extra = np.round(np.linspace(0, len(others) - 1, max(0, most - len(rows)))).astype(np.int64)
    return np.sort(np.concatenate([rows, others[extra]]))


def _starts(axis: Values, pieces: int) -> npt.NDArray[np.int64]:
    """Return the first row of each piece that has rows."""
    if np.all(np.diff(axis) >= 0):
        edges = np.linspace(axis[0], axis[-1], pieces + 1)[:-1]
        starts = np.searchsorted(axis, edges)
    else:
        starts = np.linspace(0, len(axis), pieces + 1)[:-1].astype(np.int64)
    return np.unique(starts[starts < len(axis)])


def _extremes(curve: Values, starts: npt.NDArray[np.int64]) -> list[npt.NDArray[np.int64]]:
    """Return the rows of the lowest and of the highest value in each piece."""
    lengths = np.diff(np.append(starts, len(curve)))
    piece = np.repeat(np.arange(len(starts)), lengths)
    found = []
    for pick in (np.fmin, np.fmax):
        rows = np.flatnonzero(curve == pick.reduceat(curve, starts)[piece])
        _, first = np.unique(piece[rows], return_index=True)
        found.append(rows[first])
    empty = np.setdiff1d(np.arange(len(starts)), piece[found[0]], assume_unique=True)
    return [*found, starts[empty]]
