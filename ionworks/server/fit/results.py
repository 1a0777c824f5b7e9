"""Results of elements in the contract's shapes: result objects, job metadata, plots and series.

Source: docs/contract/pipeline-config.md section 4.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ionworks.server.fit.objectives.base import Objective, Outputs
from ionworks.server.fit.problem import Problem
from ionworks.server.ground.arrays import Array

MAX_TRACE_ROWS = 500
"""Rows of a parameter trace that are kept."""
MILLI_UNITS = {"V": 1e3, "A": 1e3, "Ohm": 1e3}
"""Units that statistics are shown in thousandths of."""
_STATISTICS = ("RMSE", "MAE", "Max")


def finite(value: Any) -> Any:
    """JSON value with NaN and infinities as ``None``."""
    if isinstance(value, float):  # most of a result, so first
        return float(value) if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): finite(item) for key, item in value.items()}
    if isinstance(value, np.ndarray | np.generic):
        return finite(value.tolist())
    if isinstance(value, list | tuple):
        return [finite(item) for item in value]
    return finite(dict(value)) if isinstance(value, Mapping) else value


def series_of(objective: Objective, outputs: Outputs) -> dict[str, list[Any]]:
    """Channels of one objective: its axis, and each variable as measured and as modelled."""
    channels: dict[str, list[Any]] = {}
    for panel in objective.panels:
        channels.setdefault(panel.axis, finite(panel.points))
        channels[f"{panel.variable} (data)"] = finite(objective.data[panel.variable])
        channels[f"{panel.variable} (model)"] = finite(outputs[panel.variable])
    return channels


def plots_of(objective: Objective, outputs: Outputs, *, label: str = "Fit") -> list[dict[str, Any]]:
    """Plotly-like panels of one objective: one per variable, then one residual panel each.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 4.4.
    """
    if objective.kind == "EIS":
        return [_nyquist(objective, outputs, label)]
    overlays, residuals = [], []
    for panel in objective.panels:
        x, data = finite(panel.points), objective.data[panel.variable]
        model = outputs[panel.variable]
        traces = [{"name": "Data", "x": x, "y": finite(data)}, {"name": label, "x": x, "y": finite(model)}]
        overlays.append(_plot(objective.kind, traces, panel.axis, panel.variable))
        error = [{"name": "Error", "x": x, "y": finite(model - data)}]
        residuals.append(_plot(objective.kind, error, panel.axis, f"Error of {panel.variable}"))
    return overlays + residuals


def plot_config(objectives: Sequence[Objective]) -> dict[str, Any]:
    """How many plots each objective has."""
    counts = {item.name: 1 if item.kind == "EIS" else 2 * len(item.panels) for item in objectives}
    return {"objectives": {item.name: {"plot_count": counts[item.name], "type": item.kind} for item in objectives}}


def statistics(objective: Objective, outputs: Outputs, kinds: Sequence[str]) -> list[dict[str, Any]]:
    """Statistics of the errors in physical units, such as ``RMSE [mV] (Voltage [V])``.

    Samples the model did not reach are left out and counted as ``missing``.
    """
    rows = []
    for kind in kinds:
        for variable, data in objective.data.items():
            error = outputs[variable] - data
            present = error[np.isfinite(error)]
            unit, factor = _unit(variable)
            row = {"name": f"{kind}{unit} ({variable})", "value": finite(factor(kind) * _statistic(kind, present))}
            if len(present) < len(error):
                row["missing"] = len(error) - len(present)
            rows.append(row)
    return rows


def trace_rows(problem: Problem) -> list[dict[str, Any]]:
    """Thinned trace of a fit: cost, best cost, scaled and physical inputs."""
    trace = problem.trace
    every = max(1, math.ceil(len(trace) / MAX_TRACE_ROWS))
    kept = [row for index, row in enumerate(trace) if index % every == 0 or index == len(trace) - 1]
    names = problem.space.names
    return [
        {
            "best_cost": finite(row["best_cost"]),
            "cost": finite(row["cost"]),
            "inputs": dict(zip(names, finite(row["z"]), strict=True)),
            "inputs_unscaled": finite(problem.space.as_inputs(row["z"])),
            "multistart": row["start"],
            "evaluations": row["evaluations"],
            "elapsed_s": row["elapsed_s"],
        }
        for row in kept
    ]


def _plot(kind: str, traces: list[dict[str, Any]], x_title: str, y_title: str) -> dict[str, Any]:
    return {"type": kind, "traces": traces, "layout": {"xaxis": {"title": x_title}, "yaxis": {"title": y_title}}}


def _nyquist(objective: Objective, outputs: Outputs, label: str) -> dict[str, Any]:
    real, imaginary = "Z_Re [Ohm]", "Z_Im [Ohm]"
    traces = [
        {"name": name, "x": finite(source[real]), "y": finite(-np.asarray(source[imaginary]))}
        for name, source in (("Data", objective.data), (label, outputs))
    ]
    return _plot("EIS", traces, real, f"-{imaginary}")


def _unit(variable: str) -> tuple[str, Any]:
    """Unit label and the factor of a statistic in it."""
    if not variable.endswith("]"):
        return "", lambda kind: 1.0
    unit = variable[variable.rindex("[") + 1 : -1]
    milli = MILLI_UNITS.get(unit)
    if milli is None:
        return f" [{unit}]", lambda kind: 1.0
    return f" [m{unit}]", lambda kind: milli**2 if kind in ("SSE", "MSE") else milli


def _statistic(kind: str, error: Array) -> float:
    if not len(error):
        return math.nan
    match kind:
        case "SSE":
            return float(error @ error)
        case "MSE":
            return float(error @ error) / len(error)
        case "RMSE":
            return math.sqrt(float(error @ error) / len(error))
        case "MAE":
            return float(np.mean(np.abs(error)))
        case _:
            return float(np.max(np.abs(error)))


def shown_outputs(
    objectives: Sequence[Objective], optimal: Mapping[str, Outputs], baseline: Mapping[str, Outputs] | None
) -> dict[str, Any]:
    """Series, plots, statistics and metadata of model outputs."""
    series: dict[str, Any] = {}
    plots: dict[str, Any] = {}
    stats: dict[str, Any] = {}
    for objective in objectives:
        outputs = optimal[objective.name]
        series[objective.name] = {"optimal": series_of(objective, outputs)}
        if baseline is not None:
            series[objective.name]["baseline"] = series_of(objective, baseline[objective.name])
        plots[objective.name] = plots_of(objective, outputs, label="Fit" if baseline is not None else "Model")
        stats[objective.name] = statistics(objective, outputs, _STATISTICS)
    metadata: dict[str, Any] = {
        "validation_plot_config": plot_config(objectives),
        "validation_results": {name: sources["optimal"] for name, sources in series.items()},
    }
    if baseline is not None:
        metadata["baseline_validation_results"] = {name: sources["baseline"] for name, sources in series.items()}
    return {"series": series, "plots": plots, "summary_stats": stats, "metadata": metadata}


def gathered(objectives: Sequence[Objective], doubts: Sequence[str] = ()) -> tuple[dict[str, str], tuple[str, ...]]:
    """Assumed parameters, and warnings: those of the objectives, what was assumed, doubts."""
    assumed: dict[str, str] = {}
    warnings: list[str] = []
    for objective in objectives:
        assumed |= objective.assumed
        warnings.extend(objective.warnings)
    if assumed:
        sources = sorted(set(assumed.values()))
        warnings.append(
            f"{len(assumed)} parameters were not given and were taken from: {'; '.join(sources)} "
            '(see assumed_parameters; refuse with options {"strict_parameters": true})'
        )
    return assumed, tuple(dict.fromkeys([*warnings, *doubts]))
