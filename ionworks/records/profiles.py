"""Variables of a run over space."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from ionworks.errors import ValidationError
from ionworks.frames import to_backend, to_polars

if TYPE_CHECKING:
    import polars as pl

_TIME = "Time [s]"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Profile:
    """A variable of a run over space, at some of its times; the frame is in the chosen backend."""

    table: Any
    """DataFrame, one row per time and point: ``Time [s]``, coordinates such as ``x [m]`` and ``r [m]``, the value."""
    title: str = ""
    """Model, protocol and varied parameters, above pictures."""

    @property
    def name(self) -> str:
        """Name of the variable, which is that of the last column."""
        return str(self.table.columns[-1])

    @property
    def coordinates(self) -> list[str]:
        """Names of the columns of the coordinates, from the outermost to the innermost."""
        return [str(name) for name in self.table.columns[1:-1]]

    @property
    def times(self) -> list[float]:
        """Times in s, rising; one at which a step ends and the next begins is there twice."""
        frame = to_polars(self.table)
        times: list[float] = frame[_TIME].gather_every(_points(frame)).to_list()
        return times

    def at(self, times: Sequence[float] | float) -> Profile:
        """Return the profile at other times, by straight lines between those there are.

        Parameters
        ----------
        times : float or sequence of float
            In s; where a step ends and the next begins, the value is that of the next.

        Raises
        ------
        ValidationError
            A time before the first or after the last.
        """
        frame = to_polars(self.table)
        return attrs.evolve(self, table=to_backend(_interpolated(frame, _checked(times, self.times))))

    def plot(self, times: Sequence[float] | float | None = None) -> Any:
        """Draw the profile at some times: curves over one coordinate, or a map over two for each time.

        Parameters
        ----------
        times : float or sequence of float, optional
            In s; five from the first to the last by default.

        Returns
        -------
        list of matplotlib.axes.Axes
            One of curves, one per time of maps.

        Raises
        ------
        ValidationError
            A time the run does not have, more than eight maps, or more than two coordinates.

        Notes
        -----
        Needs the extra ``plot``.
        """
        from ionworks.plotting.profiles import chosen_times, plot_profile

        wanted = chosen_times(self.times) if times is None else times
        return plot_profile(to_polars(self.at(wanted).table), self.title or "Simulation")

    def __repr__(self) -> str:
        return f"Profile({self.name!r} over {', '.join(self.coordinates)}, {len(self.times)} times)"


class OnServer:
    """Profiles that are fetched when they are asked for; a copy in another process has none."""

    def __init__(self, fetch: Callable[[str, Sequence[float] | float | None], Profile]) -> None:
        self.fetch = fetch

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        return type(None), ()


def _points(frame: pl.DataFrame) -> int:
    """Points of space: the rows of each time, of which there may be two alike in a row."""
    return int(frame.select(frame.columns[1:-1]).n_unique())


def _checked(times: Sequence[float] | float, known: Sequence[float]) -> list[float]:
    asked = [times] if isinstance(times, int | float) else list(times)
    slack = 1e-9 * max(1.0, abs(known[-1]))
    first, last = known[0] - slack, known[-1] + slack
    for one in asked:
        if isinstance(one, bool) or not isinstance(one, int | float) or not first <= one <= last:
            raise ValidationError(f"times: found {one!r}; allowed: {known[0]:g} to {known[-1]:g} s")
    if not asked:
        raise ValidationError("times: found none; allowed: one or more, in s")
    return [float(one) for one in asked]


def _interpolated(frame: pl.DataFrame, times: Sequence[float]) -> pl.DataFrame:
    import numpy as np
    import polars as pl

    count = _points(frame)
    known = frame[_TIME].gather_every(count).to_numpy()
    values = frame[frame.columns[-1]].to_numpy().reshape(-1, count)
    left = np.clip(np.searchsorted(known, times, side="right") - 1, 0, max(0, known.size - 2))
    right = np.minimum(left + 1, known.size - 1)
    width = known[right] - known[left]
    share = np.divide(np.asarray(times) - known[left], width, out=np.ones(len(times)), where=width > 0)
    found = values[left] + np.clip(share, 0, 1)[:, None] * (values[right] - values[left])
    points = frame.head(count).select(frame.columns[1:-1])
    columns = {name: np.tile(points[name].to_numpy(), len(times)) for name in points.columns}
    return pl.DataFrame({_TIME: np.repeat(times, count), **columns, frame.columns[-1]: found.reshape(-1)})
