"""Pictures of variables over space: curves over one coordinate, maps over two, at some times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from ionworks.errors import ValidationError
from ionworks.plotting._axes import new_axes
from ionworks.plotting.units import readable

if TYPE_CHECKING:
    import polars as pl

_TIME: Final = "Time [s]"
_UNITS: Final = ((7200.0, 3600.0, "h"), (120.0, 60.0, "min"), (0.0, 1.0, "s"))
_SHOWN: Final = 5
_LEGEND: Final = 8
_ROW: Final = 4


def chosen_times(times: Sequence[float]) -> list[float]:
    """Some times of a run, evenly spaced, with the first and the last."""
    first, last = times[0], times[-1]
    if first == last:
        return [first]
    return [first + (last - first) * index / (_SHOWN - 1) for index in range(_SHOWN)]


def plot_profile(frame: pl.DataFrame, title: str) -> Any:
    """Draw a variable over space at all times of a table.

    Parameters
    ----------
    frame : polars.DataFrame
        ``Time [s]``, one or two coordinates, the value; every time has the same points.
    title : str
        Title of the picture.

    Returns
    -------
    list of matplotlib.axes.Axes
        One of curves, one per time of maps.

    Raises
    ------
    ValidationError
        More than eight maps, or more than two coordinates.
    """
    coordinates = frame.columns[1:-1]
    points = frame.select(coordinates).n_unique()
    labels = time_labels(frame[_TIME].gather_every(points).to_list())
    if len(coordinates) == 1:
        return _curves(frame, labels, title)
    if len(coordinates) > 2:
        found = ", ".join(coordinates)
        raise ValidationError(f"plot: {frame.columns[-1]!r} is over {found}; allowed: one or two coordinates")
    if len(labels) > _LEGEND:
        raise ValidationError(f"times: found {len(labels)}; allowed: up to {_LEGEND} maps")
    return _maps(frame, labels, title)


def time_labels(times: Sequence[float]) -> list[str]:
    """Times in the unit that suits the longest."""
    longest = max(times)
    _, seconds, unit = next(one for one in _UNITS if longest >= one[0])
    return [f"{time / seconds:.4g} {unit}" for time in times]


def _curves(frame: pl.DataFrame, labels: Sequence[str], title: str) -> Any:
    import matplotlib as mpl

    coordinate, name = frame.columns[1:]
    places, values = (frame[one].to_numpy().reshape(len(labels), -1) for one in (coordinate, name))
    across, per_place = readable(coordinate, places[0])
    up, per_value = readable(name, values.reshape(-1))
    axes = new_axes()
    shades = mpl.colormaps["viridis"]
    for index, label in enumerate(labels):
        color = shades(0.9 * index / max(1, len(labels) - 1))
        shown = label if len(labels) <= _LEGEND or index in (0, len(labels) - 1) else None
        axes.plot(per_place * places[index], per_value * values[index], color=color, label=shown)
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.set_title(title)
    axes.grid(alpha=0.3)
    axes.legend(title="Time")
    return [axes]


def _maps(frame: pl.DataFrame, labels: Sequence[str], title: str) -> Any:
    import numpy as np

    outer, inner, name = frame.columns[1:]
    right, above = (np.unique(frame[one].to_numpy()) for one in (outer, inner))
    up, per_value = readable(name, frame[name])
    values = per_value * frame[name].to_numpy().reshape(len(labels), right.size, above.size)
    (across, per_right), (along, per_above) = readable(outer, right), readable(inner, above)
    rows = 1 if len(labels) <= _ROW else 2
    columns = -(-len(labels) // rows)
    panels = new_axes(
        rows, columns, width=1.6 + 2.6 * columns, height=0.9 + 2.5 * rows, sharex=True, sharey=True, squeeze=False
    )
    drawn = list(panels.flat)[: len(labels)]
    for spare in list(panels.flat)[len(labels) :]:
        spare.set_axis_off()
    limits = {"vmin": float(values.min()), "vmax": float(values.max())}
    for axes, label, one in zip(drawn, labels, values, strict=True):
        mesh = axes.pcolormesh(per_right * right, per_above * above, one.T, shading="nearest", **limits)
        axes.set_title(label, fontsize="medium")
    for axes in drawn[-columns:]:  # those with none below
        axes.set_xlabel(across)
        axes.tick_params(labelbottom=True)
    for axes in panels[:, 0]:
        axes.set_ylabel(along)
    figure = drawn[0].figure
    figure.suptitle(title)
    figure.colorbar(mesh, ax=drawn, label=up)
    return drawn
