"""Pictures of fits: model over data with its error, and the course of the optimizer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ionworks.errors import ValidationError
from ionworks.plotting._axes import new_axes
from ionworks.plotting.impedance import FREQUENCY, IMAGINARY, REAL
from ionworks.plotting.units import readable, spans_decades

_DATA = " (data)"
_MODEL = " (model)"
_MOST_VALUES = 4
"""Values found that a title names."""


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
    if {f"{name}{end}" for name in (REAL, IMAGINARY) for end in (_DATA, _MODEL)} <= series.keys():
        return _plot_spectra(series, title, fitted)
    axis = next(iter(series))
    data, model = series[variable + _DATA], series[variable + _MODEL]
    errors = _errors(data, model)
    label, factor = readable(variable, errors)
    rmse = _rmse(errors)
    xlabel, across = readable(axis, series[axis])
    x = _scaled(series[axis], across)
    top, bottom = new_axes(2, sharex=True, height=5.4, gridspec_kw={"height_ratios": [3, 1]})
    top.plot(x, _scaled(data), ".", color="0.55", markersize=4, label="Data")
    if baseline is not None and variable + _MODEL in baseline:
        at = _scaled(baseline[axis], across)
        top.plot(at, _scaled(baseline[variable + _MODEL]), ":", color="C0", label="Initial guess")
    top.plot(x, _scaled(model), color="C3", label=f"{fitted}, rmse {_measure(factor * rmse, label)}")
    top.set(ylabel=variable, title=title)
    top.legend()
    bottom.plot(x, _scaled(errors, factor), color="C3", linewidth=1)
    bottom.axhline(0, color="0.4", linewidth=0.8)
    bottom.set(xlabel=xlabel, ylabel=f"Error {label[label.rfind('[') :]}" if label.endswith("]") else "Error")
    for axes in (top, bottom):
        axes.grid(alpha=0.3)
    return top.figure.axes


def _plot_spectra(series: Mapping[str, Sequence[Any]], title: str, fitted: str) -> Any:
    """Nyquist of data and model, and the magnitude of their difference over the frequency."""
    frequencies = series[next(iter(series))]
    sides = [
        [complex(_number(a), _number(b)) for a, b in zip(series[REAL + end], series[IMAGINARY + end], strict=True)]
        for end in (_DATA, _MODEL)
    ]
    errors = [abs(b - a) for a, b in zip(*sides, strict=True)]
    label, factor = readable("Error [Ohm]", errors)
    unit, scale = readable(REAL, [part for side in sides for z in side for part in (z.real, z.imag)])
    top, bottom = new_axes(2, width=6.0, height=6.6, gridspec_kw={"height_ratios": [3, 1]})
    rmse = _measure(factor * _rmse(errors), label)
    for values, style, name in zip(sides, ("o", "-"), ("Data", f"{fitted}, rmse {rmse}"), strict=True):
        points = [scale * z.real for z in values], [-scale * z.imag for z in values]
        top.plot(*points, style, color="0.55" if style == "o" else "C3", markersize=4, label=name)
    top.set_aspect("equal", adjustable="datalim")
    top.set(xlabel=unit.replace("Z_Re", "Re(Z)"), ylabel=unit.replace("Z_Re", "-Im(Z)"), title=title)
    top.legend()
    bottom.semilogx(frequencies, [factor * error for error in errors], ".-", color="C3", linewidth=1)
    bottom.set(xlabel=FREQUENCY, ylabel=label)
    for axes in (top, bottom):
        axes.grid(alpha=0.3)
    return top.figure.axes


def fit_title(name: str, objective: str, result: Mapping[str, Any]) -> str:
    """Title of an objective: element, whether it is a validation, and the first values found."""
    kind = "Validation " if result.get("type") == "ValidationResult" else ""
    values = {} if kind else result.get("parameter_values") or {}
    found: list[str] = []
    for parameter, value in values.items():
        if isinstance(value, int | float) and len(found) < _MOST_VALUES:
            label, factor = readable(parameter, [value])
            found.append(f"{label} = {factor * value:.4g}")
    left_out = len(values) - len(found)
    more = [f"and {left_out} more"] if found and left_out else []
    return "\n".join([f"{kind}{name}: {objective}", *found, *more])


def cost_label(config: Mapping[str, Any]) -> str:
    """Cost of a fit with its unit, as far as its configuration says it."""
    cost = config.get("cost") or {"type": "SSE"}
    kind, rule = str(cost.get("type")), cost.get("normalization") or "mean"
    if kind == "MultiCost":
        return kind
    if rule in ("mean", "range", "root_mean_squares") or kind in ("ChiSquare", "GaussianLogLikelihood"):
        return f"{kind} [-]"
    return f"{kind}, normalization {rule}"


def plot_trace(trace: Sequence[Mapping[str, Any]], title: str, config: Mapping[str, Any] | None = None) -> Any:
    """Draw best cost and parameter values over the evaluations of a fit.

    Parameters
    ----------
    trace : sequence of dict
        Rows with ``best_cost`` and ``inputs_unscaled``, in order.
    title : str
        Title of the picture.
    config : mapping, optional
        Configuration of the fit: its cost, and bounds, which are dashed lines.

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
    config = config or {}
    positive = all(row["best_cost"] is None or row["best_cost"] > 0 for row in trace)
    panels[0].set(ylabel=f"Best cost\n{cost_label(config)}", yscale="log" if positive else "linear", title=title)
    for axes, name in zip(panels[1:], names, strict=True):
        _plot_values(axes, name, [row["inputs_unscaled"][name] for row in trace], _bounds(config, name))
    panels[-1].set_xlabel("Recorded evaluation")
    for axes in panels:
        axes.grid(alpha=0.3)
    return list(panels)


def _plot_values(axes: Any, name: str, values: Sequence[float | None], bounds: Sequence[float]) -> None:
    """Values of one parameter over the evaluations, and its bounds."""
    label, factor = readable(name, [*values, *bounds])
    axes.plot(range(1, len(values) + 1), _scaled(values, factor), ".-", markersize=3, linewidth=0.8)
    for bound in bounds:
        axes.axhline(factor * bound, color="0.4", linestyle="--", linewidth=0.8)
    axes.set_ylabel(label, fontsize="small", rotation=0, ha="right", va="center", wrap=True)
    if None not in values and spans_decades([*values, *bounds]):
        axes.set_yscale("log")


def _bounds(config: Mapping[str, Any], name: str) -> list[float]:
    """Finite bounds of a parameter of a fit."""
    parameters = config.get("parameters")
    spec = parameters.get(name) if isinstance(parameters, Mapping) else None
    bounds = spec.get("bounds") if isinstance(spec, Mapping) else None
    return [float(end) for end in bounds or () if isinstance(end, int | float) and math.isfinite(end)]


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def _scaled(values: Sequence[float | None], factor: float = 1.0) -> list[float]:
    """Values in another unit; NaN where one is missing."""
    return [factor * _number(value) for value in values]


def _errors(data: Sequence[Any], model: Sequence[Any]) -> list[float]:
    """Model minus data; NaN where one is missing."""
    return [_number(b) - _number(a) for a, b in zip(data, model, strict=True)]


def _rmse(errors: Sequence[float]) -> float:
    """Root of the mean square of what is not missing."""
    known = [error for error in errors if not math.isnan(error)]
    return math.sqrt(sum(error**2 for error in known) / len(known)) if known else math.nan


def _measure(value: float, label: str) -> str:
    """A value with the unit that ends a label."""
    unit = label[label.rfind("[") + 1 : -1] if label.endswith("]") else ""
    return f"{value:.3g} {unit}".rstrip()
