"""Pictures of fits: model over data with its error, and the course of the optimizer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ionworks.errors import ValidationError
from ionworks.plotting._axes import new_axes

_DATA = " (data)"
_MODEL = " (model)"
MILLI = 1e3


def plot_series(
    series: Mapping[str, Sequence[Any]],
    title: str,
    baseline: Mapping[str, Sequence[Any]] | None = None,
    fitted: str = "Fit",
) -> Any:
    """Draw data and model of one objective, and the error below.

    Parameters
    ----------
    series : mapping of str to sequence
        Channels of an objective: the x axis first, then ``"<variable> (data)"`` and ``"<variable> (model)"``.
    title : str
        Title of the picture.
    baseline : mapping, optional
        The same channels at the initial guess.
    fitted : str, optional
        Label of the model's curve.

    Returns
    -------
    numpy.ndarray of matplotlib.axes.Axes, shape (2,)
        Curves and error.

    Raises
    ------
    ValidationError
        There is no pair of data and model.
    """
    variable = next((name.removesuffix(_DATA) for name in series if name.endswith(_DATA)), None)
    if variable is None or variable + _MODEL not in series:
        raise ValidationError(f"series: found {', '.join(series)}; allowed: channels with '(data)' and '(model)'")
    axis = next(iter(series))
    x, data, model = series[axis], series[variable + _DATA], series[variable + _MODEL]
    top, bottom = new_axes(2, sharex=True, height=5.4, gridspec_kw={"height_ratios": [3, 1]})
    top.plot(x, data, ".", color="0.55", markersize=4, label="Data")
    if baseline is not None and variable + _MODEL in baseline:
        top.plot(baseline[axis], baseline[variable + _MODEL], ":", color="C0", label="Initial guess")
    top.plot(x, model, color="C3", label=fitted)
    top.set(ylabel=variable, title=title)
    top.legend()
    bottom.plot(x, _errors(data, model), color="C3", linewidth=1)
    bottom.axhline(0, color="0.4", linewidth=0.8)
    bottom.set(xlabel=axis, ylabel=_error_label(variable))
    for axes in (top, bottom):
        axes.grid(alpha=0.3)
    return top.figure.axes


def plot_trace(trace: Sequence[Mapping[str, Any]], title: str) -> Any:
    """Draw best cost and parameter values over the evaluations of a fit.

    Parameters
    ----------
    trace : sequence of dict
        Rows with ``best_cost`` and ``inputs_unscaled``, in order.
    title : str
        Title of the picture.

    Returns
    -------
    list of matplotlib.axes.Axes
        Cost, then one per parameter.

    Raises
    ------
    ValidationError
        The trace is empty.
    """
    if not trace:
        raise ValidationError("trace: found no rows; the element recorded none")
    names = list(trace[0]["inputs_unscaled"])
    panels = new_axes(1 + len(names), sharex=True, height=2.2 + 1.8 * len(names), squeeze=False)[:, 0]
    rows = range(1, len(trace) + 1)
    panels[0].step(rows, [row["best_cost"] for row in trace], where="post", color="black")
    panels[0].set(ylabel="Best cost", yscale="log", title=title)
    for axes, name in zip(panels[1:], names, strict=True):
        values = [row["inputs_unscaled"][name] for row in trace]
        axes.plot(rows, values, ".-", markersize=3, linewidth=0.8)
        axes.set_ylabel(name, fontsize="small", rotation=0, ha="right", va="center", wrap=True)
        if all(value is not None and value > 0 for value in values) and max(values) > 5 * min(values):
            axes.set_yscale("log")
    panels[-1].set_xlabel("Recorded evaluation")
    for axes in panels:
        axes.grid(alpha=0.3)
    return list(panels)


def _errors(data: Sequence[Any], model: Sequence[Any]) -> list[float]:
    """Model minus data, in thousandths; NaN where one is missing."""
    pairs = zip(data, model, strict=True)
    return [float("nan") if a is None or b is None else MILLI * (b - a) for a, b in pairs]


def _error_label(variable: str) -> str:
    return f"Error [m{variable.rpartition('[')[2]}" if variable.endswith("]") else "Error / 1000"
