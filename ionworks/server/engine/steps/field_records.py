"""Variables over space as a run passes: a bounded number of times, the same for all variables of the run."""

from collections.abc import Iterator, Mapping
from typing import Final

import attrs
import numpy as np
import polars as pl

from ionworks.errors import ValidationError
from ionworks.server.engine.cell.fields import Axis, Fields
from ionworks.server.engine.steps.drawing import round_times
from ionworks.server.engine.steps.integrals import TIME, Points, is_among
from ionworks.server.engine.trajectory import Segment
from ionworks.server.ground.arrays import Array, Indices, Mask

MOST_PROFILE_ROWS: Final = 200_000
"""Rows of the table of one variable of one run: points times times."""
MOST_TIMES: Final = 2_000
_FEWEST_TIMES: Final = 4


@attrs.frozen(eq=False)
class _Part:
    """What is kept of some times; `places` count all times there were of their kind."""

    times: Array
    values: Array
    is_end: Mask
    places: Indices

    def only(self, is_kept: Mask) -> "_Part":
        """Return some of the times."""
        return _Part(self.times[is_kept], self.values[is_kept], self.is_end[is_kept], self.places[is_kept])


class FieldRecords:
    """Values of fields over a run; where there are too many times, one of every two goes, ends of steps last.

    Memory: `MOST_PROFILE_ROWS` numbers for each field, a few times while they are thinned.

    Parameters
    ----------
    names : tuple of str
        Of the fields.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self._axes: tuple[tuple[Axis, ...], ...] = ()
        self._capacity = 0
        self._parts: list[_Part] = []
        self._last: _Part | None = None
        self._every = {False: 1, True: 1}
        self._seen = {False: 0, True: 0}

    @property
    def warning(self) -> str | None:
        """Says that there are fewer times than the run had, and how many."""
        every = max(self._every.values())
        if every == 1:
            return None
        return f"profiles are kept at one of {every} times, so that a table has at most {MOST_PROFILE_ROWS:,} rows"

    def add(self, fields: Fields, segment: Segment, times: Array, inputs: Mapping[str, float]) -> None:
        """Keep a segment at rising times, the last of which is its end.

        Raises
        ------
        ValidationError
            A field has too many points to be kept at all.
        """
        if not self._axes:
            self._begin(fields, inputs)
        if not times.size:
            return
        is_end = np.zeros(times.size, dtype=bool)
        is_end[0] = times[0] == segment.times[0]
        is_end[-1] = True
        places = np.where(is_end, np.cumsum(is_end), np.cumsum(~is_end)) - 1
        places += np.where(is_end, self._seen[True], self._seen[False])
        self._seen[True] += int(is_end.sum())
        self._seen[False] += int((~is_end).sum())
        asked = _Part(times, np.empty((times.size, 0)), is_end, places)
        while (kept := self._is_kept(asked)).sum() > self._capacity:
            self._thin(asked)
        is_asked = kept.copy()
        is_asked[-1] = True
        found = attrs.evolve(asked.only(is_asked), values=fields.values(segment, times[is_asked], inputs))
        self._last = found.only(np.arange(found.times.size) == found.times.size - 1)
        if kept.any():
            self._parts.append(found.only(kept[is_asked]))
        while sum(part.times.size for part in self._parts) > self._capacity:
            self._thin()

    def tables(self) -> Iterator[tuple[str, pl.DataFrame]]:
        """Name and long table of each field: time, coordinates from the outermost to the innermost, value."""
        if self._last is None:
            return
        whole = self._joined()
        if not whole.times.size or whole.places[-1] != self._last.places[-1] or not whole.is_end[-1]:
            whole = _concatenated([whole, self._last])
        begin = 0
        for name, axes in zip(self.names, self._axes, strict=True):
            points = np.meshgrid(*(axis.points for axis in axes), indexing="ij")
            size = points[0].size
            columns = {TIME: np.repeat(whole.times, size)}
            columns |= {
                axis.name: np.tile(one.reshape(-1), whole.times.size) for axis, one in zip(axes, points, strict=True)
            }
            yield name, pl.DataFrame({**columns, name: whole.values[:, begin : begin + size].reshape(-1)})
            begin += size

    def _begin(self, fields: Fields, inputs: Mapping[str, float]) -> None:
        most = max(fields.sizes)
        times = min(MOST_TIMES, MOST_PROFILE_ROWS // most)
        self._capacity = times - 1  # one more is the end of the run
        if times < _FEWEST_TIMES:
            name, allowed = fields.names[fields.sizes.index(most)], MOST_PROFILE_ROWS // _FEWEST_TIMES
            raise ValidationError(f"extra_variables: {name!r} has {most} points on this mesh; allowed: {allowed}")
        self._axes = tuple(fields.axes(inputs))

    def _is_kept(self, part: _Part) -> Mask:
        every = np.where(part.is_end, self._every[True], self._every[False])
        is_kept: Mask = part.places % every == 0
        return is_kept

    def _thin(self, more: _Part | None = None) -> None:
        """Let go of every other time inside of steps, or of the ends of steps where these are too many."""
        parts = [*self._parts, *([more] if more is not None else [])]
        ends = sum(int((part.is_end & self._is_kept(part)).sum()) for part in parts)
        self._every[ends > self._capacity // 2] *= 2
        if self._parts:
            whole = self._joined()
            self._parts = [whole.only(self._is_kept(whole))]

    def _joined(self) -> _Part:
        return _concatenated(self._parts)


def profile_times(points: Points, segment: Segment, *, is_automatic: bool) -> Array:
    """Times of a segment at which fields are kept, with both ends.

    The samples; where nobody said how finely to sample, round times and the solver's own.
    """
    if not is_automatic:
        return points.columns[TIME][points.is_sample]
    regular = round_times(segment.times)
    return np.unique(np.concatenate([regular[~is_among(regular, segment.times)], segment.times]))


def _concatenated(parts: list[_Part]) -> _Part:
    names = [field.name for field in attrs.fields(_Part)]
    return _Part(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})
