"""Pictures of sweeps: a metric against a parameter, or the curves of all runs coloured by a parameter."""

from __future__ import annotations

from typing import Any, Final

from ionworks.errors import ValidationError
from ionworks.frames import to_polars
from ionworks.plotting._axes import new_axes

RUN: Final = "simulation_id"
TIME: Final = "Time [s]"
CAPACITY: Final = "Capacity [A.h]"
_COLOURS: Final = "viridis"
"""Even in lightness, so that order is seen in print and without colour vision."""
_POWERS: Final = (-3, 4)
"""Numbers outside these powers of ten are written with a common factor."""


def plot_sweep(
    results: Any, parameter: str, value: str = "Voltage [V]", *, x: str | None = None, axis: Any = None
) -> Any:
    """Draw a sweep.

    Parameters
    ----------
    results : DataFrame
        From ``client.simulation.results``. With time series the curves of all runs are drawn, without them one
        point per run.
    parameter : str
        Column of the design parameter or input: the colour of the curves, or the horizontal axis of the points.
    value : str
        Column on the vertical axis.
    x : str, optional
        Column on the horizontal axis of curves; ``Capacity [A.h]`` by default, else ``Time [s]``.
    axis : matplotlib.axes.Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValidationError
        A column is missing; the message lists those there are.
    ConfigurationError
        matplotlib is not installed.
    """
    frame = to_polars(results)
    is_series = TIME in frame.columns
    horizontal = (x or (CAPACITY if CAPACITY in frame.columns else TIME)) if is_series else parameter
    for name in (parameter, value, horizontal):
        if name not in frame.columns:
            raise ValidationError(f"the results have no column {name!r}; there are {', '.join(frame.columns)}")
    axis = new_axes() if axis is None else axis
    (_curves if is_series else _points)(frame, parameter, value, horizontal, axis)
    axis.set(xlabel=horizontal, ylabel=value)
    for scale in (axis.xaxis, axis.yaxis):
        scale.get_major_formatter().set_powerlimits(_POWERS)
    axis.grid(color="0.9", linewidth=0.6)
    axis.spines[["top", "right"]].set_visible(False)
    return axis


def _curves(frame: Any, parameter: str, value: str, x: str, axis: Any) -> None:
    import matplotlib as mpl
    from matplotlib.colors import Normalize

    levels = frame[parameter].drop_nulls()
    scale = Normalize(float(levels.min()), float(levels.max()))
    # the lightest tenth of the colours is hard to see on white
    colours = mpl.colormaps[_COLOURS].resampled(256)
    for (_run,), curve in frame.group_by([RUN], maintain_order=True):
        level = curve[parameter][0]
        colour = "0.6" if level is None else colours(0.9 * scale(level))
        style = "--" if curve["is_partial"][0] else "-"
        axis.plot(curve[x].to_numpy(), curve[value].to_numpy(), style, color=colour, linewidth=1.2)
    mappable = mpl.cm.ScalarMappable(scale, mpl.colors.ListedColormap(colours([0.9 * i / 255 for i in range(256)])))
    bar = axis.figure.colorbar(mappable, ax=axis, label=parameter, pad=0.02)
    bar.formatter.set_powerlimits(_POWERS)


def _points(frame: Any, parameter: str, value: str, _x: str, axis: Any) -> None:
    known = frame.drop_nulls([parameter, value]).sort(parameter)
    whole, partial = known.filter(~known["is_partial"]), known.filter(known["is_partial"])
    axis.plot(whole[parameter].to_numpy(), whole[value].to_numpy(), "o", color="#0072b2", markersize=4, alpha=0.8)
    if partial.height:
        points = (partial[parameter].to_numpy(), partial[value].to_numpy())
        axis.plot(*points, "x", color="#d55e00", label="failed midway")
        axis.legend(frameon=False)
