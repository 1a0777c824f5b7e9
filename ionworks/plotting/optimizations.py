"""Pictures of optimizations.

Colours: Okabe and Ito 2008, distinguishable without colour vision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from ionworks.plotting._axes import new_axes

Rows = Sequence[Mapping[str, Any]]

_BASELINE: Final = "#7a7a7a"
_OPTIMUM: Final = "#0072b2"
_FRONT: Final = "#009e73"
_FAR: Final = 1e5
"""Costs above belong to points that failed or were filtered out."""


def history(rows: Rows, baseline: float, axis: Any) -> Any:
    """Best and mean cost of each generation; starts are set apart by lines.

    Parameters
    ----------
    rows : sequence of mapping
        One row per generation.
    baseline : float
        Cost of the baseline.
    axis : matplotlib.axes.Axes or None
        Where to draw; a new figure by default.
    """
    axis = new_axes() if axis is None else axis
    evaluations = [row["evaluations"] for row in rows]
    mean = [float("nan") if row["mean_cost"] is None else row["mean_cost"] for row in rows]
    axis.plot(evaluations, mean, ".", color=_BASELINE, markersize=5, label="mean of a generation")
    axis.step(evaluations, [row["best_cost"] for row in rows], where="post", color=_OPTIMUM, label="best so far")
    if abs(baseline) < _FAR:
        axis.axhline(baseline, color=_BASELINE, linestyle="--", linewidth=1, label="baseline")
    for before, row in pairwise(rows):
        if before["start"] != row["start"]:
            axis.axvline(before["evaluations"], color="0.85", linewidth=1, zorder=0)
    _limit(axis, [*mean, *(row["best_cost"] for row in rows), baseline])
    axis.set(xlabel="Points evaluated", ylabel="Cost", title="Search history")
    axis.legend(frameon=False)
    return axis


def pareto(rows: Rows, x: str, y: str, ends: Mapping[str, tuple[float | None, float | None]], axis: Any) -> Any:
    """Trade-off of two goals, with baseline and the point of least weighted cost.

    Parameters
    ----------
    rows : sequence of mapping
        One row per point.
    x, y : str
        Columns of the rows.
    ends : mapping
        (baseline, optimum) by column.
    axis : matplotlib.axes.Axes or None
        Where to draw; a new figure by default.
    """
    axis = new_axes() if axis is None else axis
    axis.plot([row[x] for row in rows], [row[y] for row in rows], "o", color=_FRONT, markersize=4, label="trade-offs")
    if x in ends and y in ends:
        for position, name, colour, shape in ((0, "baseline", _BASELINE, "s"), (1, "optimum", _OPTIMUM, "*")):
            at = (ends[x][position], ends[y][position])
            if None not in at:
                axis.plot(*at, shape, color=colour, markersize=9 if shape == "s" else 13, label=name)
    axis.set(xlabel=x, ylabel=y, title="Trade-off")
    axis.legend(frameon=False)
    return axis


def comparison(series: Mapping[str, Mapping[str, Mapping[str, Sequence[Any]]]], variable: str) -> Any:
    """One variable over time at baseline and optimum, one panel per objective.

    Parameters
    ----------
    series : mapping
        Columns by objective and source.
    variable : str
    """
    axes = list(new_axes(1, len(series), width=max(7.0, 4.6 * len(series)), squeeze=False)[0])
    for axis, (name, sources) in zip(axes, series.items(), strict=True):
        for source, colour, label in (("baseline", _BASELINE, "baseline"), ("optimal", _OPTIMUM, "optimum")):
            columns = sources.get(source) or {}
            if variable in columns:
                minutes = [second / 60 for second in columns["Time [s]"]]
                axis.plot(minutes, columns[variable], color=colour, label=label)
        axis.set(xlabel="Time [min]", ylabel=variable, title=name)
        axis.legend(frameon=False)
    return axes


def _limit(axis: Any, values: Sequence[float]) -> None:
    """Keep huge costs of failed and filtered points from hiding the rest."""
    shown = sorted(value for value in values if abs(value) < _FAR)
    if not shown:
        return
    low, high = shown[0], shown[min(len(shown) - 1, int(0.95 * len(shown)))]
    margin = 0.08 * (high - low) or 0.05
    axis.set_ylim(low - margin, high + margin)
