"""Transforms of a measurement, applied in a fixed order.

Source: docs/contract/pipeline-config.md section 2.11 (the semantics are those of ``ionworksdata.DataLoader``).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl
from scipy.signal import savgol_filter

from ionworks.errors import ValidationError
from ionworks.server.ground.arrays import Array

TRANSFORMS = frozenset(
    {"rest_to_ocp", "sort", "remove_duplicates", "remove_extremes", "filters", "interpolate", "keep_first_ocp_point"}
)
"""Names of the transforms and of their one modifier."""
CAPACITY, VOLTAGE, TIME = "Capacity [A.h]", "Voltage [V]", "Time [s]"


def transformed(table: pl.DataFrame, steps: pl.DataFrame | None, wanted: Mapping[str, Any]) -> pl.DataFrame:
    """Apply transforms in the order rest_to_ocp, sort, remove_duplicates, remove_extremes, filters, interpolate.

    Parameters
    ----------
    table : polars.DataFrame
        One row per sample.
    steps : polars.DataFrame or None
        One row per step, indices relative to `table`.
    wanted : mapping
        Transform name to its argument; false and ``None`` switch it off.
    """
    if wanted.get("rest_to_ocp"):
        table = rest_to_ocp(table, steps, keep_first=bool(wanted.get("keep_first_ocp_point")))
    if wanted.get("sort"):
        table = sort_by_capacity(table)
    if wanted.get("remove_duplicates"):
        table = without_duplicates(table)
    if wanted.get("remove_extremes"):
        table = without_extremes(table)
    if wanted.get("filters"):
        table = filtered(table, wanted["filters"])
    if wanted.get("interpolate") is not None:
        table = interpolated(table, wanted["interpolate"])
    return table


def rest_to_ocp(table: pl.DataFrame, steps: pl.DataFrame | None, *, keep_first: bool) -> pl.DataFrame:
    """Open-circuit points: the last sample of each rest against net discharged capacity, sorted, from 0."""
    if steps is None or "Step type" not in steps.columns:
        raise ValidationError("data transform rest_to_ocp needs a steps table with a column 'Step type'")
    rows = [int(row) for row in steps.filter(pl.col("Step type") == "Rest")["End index"]]
    if not rows:
        raise ValidationError("data transform rest_to_ocp found no step with Step type 'Rest'")
    time, current = _numbers(table, TIME), _numbers(table, "Current [A]")
    net = np.concatenate([[0.0], np.cumsum(np.diff(time) * (current[1:] + current[:-1]) / 2)]) / 3600
    chosen = [0, *rows] if keep_first else rows
    points = pl.DataFrame({CAPACITY: net[chosen], VOLTAGE: _numbers(table, VOLTAGE)[chosen]}).sort(CAPACITY)
    return points.with_columns(pl.col(CAPACITY) - points[CAPACITY][0])


def sort_by_capacity(table: pl.DataFrame) -> pl.DataFrame:
    """Voltage falling, capacity rising from 0, duplicates dropped."""
    names = [name for name in table.columns if name.startswith("Capacity [")]
    if len(names) != 1:
        raise ValidationError(f"data transform sort needs one capacity column, found {names}")
    voltage = _numbers(table, VOLTAGE)
    if voltage[-1] > voltage[0]:
        table = table.reverse()
    capacity = _numbers(table, names[0])
    if capacity[0] > capacity[-1]:
        capacity = capacity.max() - capacity
    table = table.with_columns(pl.Series(names[0], capacity - capacity.min()))
    return without_duplicates(table, names[0])


def without_duplicates(table: pl.DataFrame, capacity_name: str = CAPACITY) -> pl.DataFrame:
    """First sample of each capacity, then of each voltage."""
    table = table.unique(subset=[capacity_name], maintain_order=True, keep="first")
    return table.unique(subset=[VOLTAGE], maintain_order=True, keep="first")


def without_extremes(table: pl.DataFrame) -> pl.DataFrame:
    """Span between the first and the last sample with a second derivative of voltage above 1e-10 V/(A.h)^2."""
    capacity, voltage = _numbers(table, CAPACITY), _numbers(table, VOLTAGE)
    second = np.gradient(np.gradient(voltage, capacity), capacity)
    rows = np.flatnonzero(np.abs(second) > 1e-10)
    if not len(rows):
        raise ValidationError("data transform remove_extremes: the voltage is a straight line of capacity")
    return table.slice(int(rows[0]), int(rows[-1] - rows[0]) + 1)


def filtered(table: pl.DataFrame, filters: Mapping[str, Any]) -> pl.DataFrame:
    """Columns smoothed with a Savitzky-Golay filter."""
    for name, spec in filters.items():
        if spec.get("filter_type") != "savgol":
            raise ValidationError(f"data filter of {name!r} is {spec.get('filter_type')!r}; allowed: 'savgol'")
        try:
            smooth = savgol_filter(_numbers(table, name), **(spec.get("parameters") or {}))
        except (TypeError, ValueError) as error:
            raise ValidationError(f"data filter of {name!r}: {error}") from error
        table = table.with_columns(pl.Series(name, smooth))
    return table


def interpolated(table: pl.DataFrame, knots: Any) -> pl.DataFrame:
    """Numeric columns interpolated to a spacing in seconds or to given times."""
    time = _numbers(table, TIME)
    if isinstance(knots, list):
        times = np.asarray(knots, float)
    elif isinstance(knots, (int, float)) and knots > 0:
        times = np.arange(time[0], time[-1] + 1e-9 * knots, knots)
    else:
        raise ValidationError(f"data transform interpolate is {knots!r}; a spacing > 0 s or a list of times is needed")
    names = [name for name, kind in table.schema.items() if kind.is_numeric() and name != TIME]
    columns = {name: np.interp(times, time, _numbers(table, name)) for name in names}
    return pl.DataFrame({TIME: times, **columns})


def _numbers(table: pl.DataFrame, name: str) -> Array:
    if name not in table.columns:
        raise ValidationError(f"data has no column {name!r}; found: {', '.join(map(repr, table.columns))}")
    return table[name].cast(pl.Float64).to_numpy().copy()
