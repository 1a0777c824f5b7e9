"""Numbers of a run: totals, extremes and statistics of its time series.

Source: docs/contract/guides.md section 7 (goals on metrics); docs/contract/ucp.md section 3 (columns and their signs).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import polars as pl

from ionworks.errors import ValidationError
from ionworks.optimization.problem import NAMED_METRICS, Crossing, Metric
from ionworks.server.design.cell_size import CellSize
from ionworks.server.engine.simulate import RunResult
from ionworks.server.ground.arrays import Array

TIME: Final = "Time [s]"
PLATING: Final = "Negative electrode surface potential difference at separator interface [V]"
"""Potential of the negative electrode against the electrolyte where it is lowest while charging: lithium plates
below 0 V."""
TABLE_COLUMNS: Final = frozenset(
    {
        TIME,
        "Voltage [V]",
        "Current [A]",
        "Power [W]",
        "Temperature [degC]",
        "Discharge capacity [A.h]",
        "Charge capacity [A.h]",
        "Discharge energy [W.h]",
        "Charge energy [W.h]",
        "Step count",
        "Cycle count",
    }
)
"""Columns every run has."""
_TOTALS: Final[Mapping[str, str]] = {
    "capacity": "Discharge capacity [A.h]",
    "charge_capacity": "Charge capacity [A.h]",
    "energy": "Discharge energy [W.h]",
    "charge_energy": "Charge energy [W.h]",
    "duration": "Duration [s]",
    "minimum_voltage": "Min voltage [V]",
    "maximum_voltage": "Max voltage [V]",
    "maximum_temperature": "Max temperature [degC]",
}


def _mean(time: Array, values: Array) -> float:
    span = float(time[-1] - time[0])
    return float(np.trapezoid(values, time)) / span if span > 0 else float(values.mean())


_STATISTICS: Final[Mapping[str, Callable[[Array, Array], float]]] = {
    "first": lambda _time, values: float(values[0]),
    "last": lambda _time, values: float(values[-1]),
    "minimum": lambda _time, values: float(values.min()),
    "maximum": lambda _time, values: float(values.max()),
    "mean": _mean,
    "sum": lambda _time, values: float(values.sum()),
    "integral": lambda time, values: float(np.trapezoid(values, time)),
}


def extra_variables(metrics: Sequence[Metric]) -> list[str]:
    """Output variables a run has to store for these metrics, besides the columns it always has."""
    names: list[str] = []
    for metric in metrics:
        names += [PLATING] if metric.type == "plating_margin" else []
        names += [] if metric.variable is None else [metric.variable]
        names += [] if metric.at is None else [metric.at.variable]
    return sorted({name for name in names if name not in TABLE_COLUMNS})


def measure(metric: Metric, run: RunResult, size: Callable[[], CellSize]) -> float:
    """Value of a metric, in `Metric.unit`.

    Parameters
    ----------
    metric : Metric
    run : RunResult
        Of a completed run.
    size : callable
        Mass and volume of the cell; called only when needed.

    Returns
    -------
    float
        NaN when the run has no such value: a level that is never reached, a step that was not executed.

    Raises
    ------
    ValidationError
        Mass or volume is needed, and a parameter for it is missing.
    """
    if metric.type in NAMED_METRICS:
        return _named(metric.type, run, size)
    table = run.time_series if metric.step is None else _step(run.time_series, metric.step)
    if table.height == 0:
        return math.nan
    values = _column(table, str(metric.variable))
    if metric.at is not None:
        return _value_at(table, values, metric.at)
    return _STATISTICS[metric.type](_column(table, TIME), values)


def _named(name: str, run: RunResult, size: Callable[[], CellSize]) -> float:
    if name in _TOTALS:
        return float(run.metrics.get(_TOTALS[name], math.nan))
    if name == "charge_time":
        return float(run.steps.filter(pl.col("Mean current [A]") < 0)["Duration [s]"].sum())
    if name == "plating_margin":
        values = _column(run.time_series, PLATING)
        return float(values.min()) if values.size else math.nan
    found = size()
    if name == "cell_mass":
        return found.mass_kg
    if name == "cell_volume":
        return found.volume_l
    energy = float(run.metrics.get(_TOTALS["energy"], math.nan))
    return energy / (found.mass_kg if name.startswith("gravimetric") else found.volume_l)


def _step(table: pl.DataFrame, step: int) -> pl.DataFrame:
    count = pl.col("Step count")
    return table.filter(count == (step if step >= 0 else count.max() + 1 + step))


def _column(table: pl.DataFrame, name: str) -> Array:
    if name not in table.columns:
        raise ValidationError(f"metric variable {name!r} is not in the results; they have {', '.join(table.columns)}")
    values: Array = table[name].cast(pl.Float64).to_numpy()
    return values


def _value_at(table: pl.DataFrame, values: Array, crossing: Crossing) -> float:
    """Linear interpolation at the first pair of samples that encloses the level."""
    distance = _column(table, crossing.variable) - crossing.value
    rising = (distance[:-1] < 0) & (distance[1:] >= 0)
    falling = (distance[:-1] > 0) & (distance[1:] <= 0)
    hits = {"rising": rising, "falling": falling, "any": rising | falling}[crossing.direction]
    if distance.size and distance[0] == 0:
        return float(values[0])
    found = np.flatnonzero(hits)
    if not found.size:
        return math.nan
    at = int(found[0])
    part = distance[at] / (distance[at] - distance[at + 1])
    return float(values[at] + part * (values[at + 1] - values[at]))


def shown_columns(run: RunResult, extra: Sequence[str], most: int) -> dict[str, list[Any]]:
    """Columns of a run for display, at most `most` samples of each, the first and the last included."""
    table = run.time_series
    rows = np.unique(np.linspace(0, table.height - 1, min(most, table.height)).round().astype(int))
    names = [TIME, "Voltage [V]", "Current [A]", "Temperature [degC]", *extra]
    return {name: table[name].gather(rows.tolist()).to_list() for name in names}
