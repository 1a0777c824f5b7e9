"""Pictures of sweeps: a metric against a parameter, or the curves of all runs coloured by a parameter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from ionworks.errors import ValidationError
from ionworks.frames import to_polars
from ionworks.plotting._axes import new_axes
from ionworks.plotting.units import readable, spans_decades

RUN: Final = "simulation_id"
TIME: Final = "Time [s]"
CAPACITY: Final = "Capacity [A.h]"
_COLOURS: Final = "viridis"
"""Even in lightness, so that order is seen in print and without colour vision."""
_POWERS: Final = (-3, 4)
"""Numbers outside these powers of ten are written with a common factor."""
_LEGEND: Final = 8
"""Up to so many values are told by a legend, more by a colour bar."""


def plot_sweep(
    results: Any, parameter: str, value: str | Sequence[str] = "Voltage [V]", *, x: str | None = None, axis: Any = None
) -> Any:
    """Draw a sweep.

    Parameters
    ----------
    results : DataFrame
        From ``client.simulation.results``. With time series the curves of all runs are drawn, without them one
        point per run.
    parameter : str
        Column of the design parameter or input: the colour of the curves, or the horizontal axis of the points.
    value : str or list of str
        Column on the vertical axis; a list gives a panel each, below one another.
    x : str, optional
        Column on the horizontal axis of curves; ``Capacity [A.h]`` by default, else ``Time [s]``.
    axis : matplotlib.axes.Axes, optional
        Where to draw, as many as there are columns; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes
        A list of them for a list of columns.

    Raises
    ------
    ValidationError
        A column is missing; the message lists those there are. Or there are not as many axes as columns.
    ConfigurationError
        matplotlib is not installed.

    Notes
    -----
    The title has the names of model and protocol where all runs share them.
    """
    frame = to_polars(results)
    values = [value] if isinstance(value, str) else [*value]
    is_series = TIME in frame.columns
    horizontal = (x or (CAPACITY if CAPACITY in frame.columns else TIME)) if is_series else parameter
    for name in (parameter, *values, horizontal):
        if name not in frame.columns:
            raise ValidationError(f"the results have no column {name!r}; there are {', '.join(frame.columns)}")
    panels = _panels(values, axis)
    if is_series:
        _curves(frame, parameter, values, horizontal, panels)
    else:
        for panel, name in zip(panels, values, strict=True):
            _points(frame, parameter, name, panel)
    panels[0].set_title(_title(frame, values, horizontal))
    for panel in panels:
        for scale in (panel.xaxis, panel.yaxis):
            if hasattr(scale.get_major_formatter(), "set_powerlimits"):
                scale.get_major_formatter().set_powerlimits(_POWERS)
        panel.grid(color="0.9", linewidth=0.6)
        panel.spines[["top", "right"]].set_visible(False)
        if axis is None:
            panel.label_outer()
    return panels[0] if isinstance(value, str) else panels


def _panels(values: list[str], axis: Any) -> list[Any]:
    """Axes to draw in, one for each column."""
    if not values:
        raise ValidationError("value: found an empty list; allowed: a column, or several")
    if axis is None:
        rows = len(values)
        return list(new_axes(rows, sharex=True, height=4.2 if rows == 1 else 1.2 + 2.2 * rows, squeeze=False)[:, 0])
    given = [*axis] if isinstance(axis, Iterable) else [axis]
    if len(given) != len(values):
        raise ValidationError(f"axis: found {len(given)} axes for {len(values)} columns; allowed: one for each")
    return given


def _title(frame: Any, values: list[str], horizontal: str) -> str:
    """Model and protocol of all runs, and below them what is drawn."""
    names = [frame[name].drop_nulls().unique().to_list() for name in ("model", "protocol") if name in frame.columns]
    common = ", ".join(found[0] for found in names if len(found) == 1)
    drawn, across = (" and ".join(one.partition(" [")[0] for one in some) for some in (values, [horizontal]))
    return "\n".join(line for line in (common, f"{drawn} against {across}") if line)


def _curves(frame: Any, parameter: str, values: list[str], x: str, panels: list[Any]) -> None:
    levels = sorted(frame[parameter].drop_nulls().unique().to_list())
    label, factor = readable(parameter, levels)
    xlabel, across = readable(x, frame[x])
    scale, colours = _colour_scale([level * factor for level in levels])
    for axis, value in zip(panels, values, strict=True):
        ylabel, up = readable(value, frame[value])
        labelled: set[float] = set()
        for (_run,), curve in frame.group_by([RUN], maintain_order=True):
            level = curve[parameter][0]
            colour = "0.6" if level is None else colours(scale(level * factor))
            style = "--" if curve["is_partial"][0] else "-"
            name = None if level is None or level in labelled else f"{level * factor:.4g}"
            labelled.add(level)
            axis.plot(curve[x].to_numpy() * across, curve[value].to_numpy() * up, style, color=colour, label=name)
        axis.set(xlabel=xlabel, ylabel=ylabel)
    if len(levels) <= _LEGEND:
        panels[0].legend(title=label, frameon=False, fontsize="small", title_fontsize="small")
        return
    import matplotlib as mpl

    bar = panels[0].figure.colorbar(mpl.cm.ScalarMappable(scale, colours), ax=panels, label=label, pad=0.02)
    if hasattr(bar.formatter, "set_powerlimits"):
        bar.formatter.set_powerlimits(_POWERS)


def _colour_scale(levels: list[float]) -> tuple[Any, Any]:
    """Where values lie between 0 and 1, by their logarithm where they span decades, and the colours there."""
    import matplotlib as mpl
    from matplotlib.colors import ListedColormap, LogNorm, Normalize

    kind = LogNorm if spans_decades(levels) else Normalize
    low, high = (levels[0], levels[-1]) if levels else (0.0, 1.0)
    # the lightest tenth of the colours is hard to see on white
    colours = mpl.colormaps[_COLOURS].resampled(256)
    return kind(low, high), ListedColormap(colours([0.9 * i / 255 for i in range(256)]))


def _points(frame: Any, parameter: str, value: str, axis: Any) -> None:
    known = frame.drop_nulls([parameter, value]).sort(parameter)
    xlabel, across = readable(parameter, known[parameter])
    ylabel, up = readable(value, known[value])
    whole, partial = known.filter(~known["is_partial"]), known.filter(known["is_partial"])
    points = (whole[parameter].to_numpy() * across, whole[value].to_numpy() * up)
    axis.plot(*points, "o", color="#0072b2", markersize=4, alpha=0.8)
    if partial.height:
        points = (partial[parameter].to_numpy() * across, partial[value].to_numpy() * up)
        axis.plot(*points, "x", color="#d55e00", label="failed midway")
        axis.legend(frameon=False)
    if spans_decades(known[parameter]):
        axis.set_xscale("log")
    axis.set(xlabel=xlabel, ylabel=ylabel)
