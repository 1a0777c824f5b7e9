"""Measured data of an objective or calculation: the six wire shapes, step and time windows, and transforms.

Source: docs/contract/pipeline-config.md sections 1.3 and 2.11 (semantics of ``ionworksdata.DataLoader``).
"""

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
import polars as pl

from ionworks.errors import ValidationError
from ionworks.server.fit.data.step_query import query_step
from ionworks.server.fit.data.transforms import TRANSFORMS, transformed
from ionworks.server.ground.arrays import Array
from ionworks.server.ground.choices import did_you_mean

SHAPE_KEYS = frozenset({"data", "options", "analysis", "metadata", "time_series", "steps", "time_range"})
"""Reserved keys that decide the shape; any other key is a column."""
VOLTAGE_ALIASES = ("OCP [V]", "OCV [V]", "Open-circuit potential [V]", "Open-circuit voltage [V]")
_OPTIONS = frozenset({"first_step", "last_step", "first_step_dict", "last_step_dict", "capacity_column", "transforms"})
_WINDOW_SLACK_S = 1e-6


@attrs.frozen
class Measurement:
    """Columns of a measurement after slicing and transforms."""

    table: pl.DataFrame
    """One row per sample."""
    steps: pl.DataFrame | None = None
    """One row per step, when known; indices count from the first row of `table`."""
    initial_voltage: float | None = None
    """Voltage just before the first sample, when the slice does not start with the measurement."""

    def column(self, name: str) -> Array:
        """Values of one column, shape (n,), missing values as NaN.

        Raises
        ------
        ValidationError
            Naming the columns there are.
        """
        if name not in self.table.columns:
            found = ", ".join(map(repr, self.table.columns))
            raise ValidationError(
                f"data has no column {name!r}{did_you_mean(name, self.table.columns)}; found: {found}"
            )
        try:
            return self.table[name].cast(pl.Float64).to_numpy().copy()
        except pl.exceptions.PolarsError as error:
            raise ValidationError(f"data column {name!r} is not numeric: {error}") from error

    def has(self, name: str) -> bool:
        """Whether there is such a column."""
        return name in self.table.columns


def load_measurement(spec: Any, resolved: Mapping[str, Any]) -> Measurement:
    """Read the data an objective or calculation names.

    Parameters
    ----------
    spec : str or mapping
        ``"db:<id>"``, columns, ``{"data": ...}`` or ``{"time_series": ..., "steps": ...}``, each with optional
        ``options``, ``time_range`` and ``metadata``.
    resolved : mapping of str to (str or mapping)
        What the server found for each reference: path of a Parquet file of its own, columns, or
        ``{"time_series": ..., "steps": ...}`` of these.

    Returns
    -------
    Measurement

    Raises
    ------
    ValidationError
        Unresolved reference, unknown option, wrong step or an empty window.

    Notes
    -----
    Source: docs/contract/pipeline-config.md sections 1.3 and 2.11.
    """
    source, options, window = _unwrapped(spec)
    series, steps = _tables(source, resolved)
    return _sliced(series, steps, options, window)


def reference_of(spec: Any) -> str | None:
    """Return the ``db:`` reference inside a data spec, if it is one."""
    source = spec
    while isinstance(source, Mapping) and "data" in source:
        source = source["data"]
    return source if isinstance(source, str) else None


def _unwrapped(spec: Any) -> tuple[Any, dict[str, Any], dict[str, Any]]:
    options: dict[str, Any] = {}
    window: dict[str, Any] = {}
    source = spec
    while isinstance(source, Mapping) and source.keys() <= SHAPE_KEYS:
        if source.get("analysis"):
            raise ValidationError("data: stored analyses are not supported by this engine; give the table itself")
        options = {**(source.get("options") or {}), **options}
        window = {**(source.get("time_range") or {}), **window}
        if "data" not in source:
            break
        source = source["data"]
    return source, _checked_options(options), window


def _checked_options(options: Mapping[str, Any]) -> dict[str, Any]:
    unknown = options.keys() - _OPTIONS - TRANSFORMS
    if unknown:
        allowed = ", ".join(sorted(_OPTIONS | TRANSFORMS))
        raise ValidationError(f"data option {min(unknown)!r} is not known; allowed: {allowed}")
    checked = {key: value for key, value in options.items() if key in _OPTIONS and value is not None}
    for key in ("first_step", "last_step"):
        old = checked.pop(f"{key}_dict", None)
        if old is not None and key in checked:
            raise ValidationError(f"data options: give {key!r} or {key}_dict, not both")
        if old is not None:
            checked[key] = old
    flat = {key: options[key] for key in options.keys() & TRANSFORMS}
    checked["transforms"] = {**flat, **(checked.get("transforms") or {})}
    unknown = checked["transforms"].keys() - TRANSFORMS
    if unknown:
        raise ValidationError(f"data transform {min(unknown)!r} is not known; allowed: {', '.join(sorted(TRANSFORMS))}")
    return checked


def _tables(source: Any, resolved: Mapping[str, Any]) -> tuple[pl.DataFrame, pl.DataFrame | None]:
    if isinstance(source, str):
        if source not in resolved:
            raise ValidationError(f"data {source!r} could not be resolved to a measurement")
        source = resolved[source]
    if isinstance(source, Mapping) and "time_series" in source:
        steps = source.get("steps")
        return _frame(source["time_series"], "time_series"), None if steps is None else _frame(steps, "steps")
    return _frame(source, "data"), None


def _frame(source: Any, what: str) -> pl.DataFrame:
    """Table of columns, or of a Parquet file the server chose (paths never come from a config)."""
    if isinstance(source, str):
        return pl.read_parquet(source)
    if not isinstance(source, Mapping) or not source:
        raise ValidationError(f"{what} must be a mapping of column name to values, found {type(source).__name__}")
    columns = {name: values for name, values in source.items() if isinstance(values, list)}
    if len(columns) != len(source):
        odd = next(name for name in source if name not in columns)
        raise ValidationError(f"{what} column {odd!r} must be a list, found {type(source[odd]).__name__}")
    lengths = {name: len(values) for name, values in columns.items()}
    if len(set(lengths.values())) > 1:
        raise ValidationError(f"{what} columns differ in length: {lengths}")
    return pl.DataFrame(columns, strict=False)


def _sliced(
    series: pl.DataFrame, steps: pl.DataFrame | None, options: dict[str, Any], window: dict[str, Any]
) -> Measurement:
    start, end, voltage = 0, series.height, None
    if steps is not None and steps.height:
        first = _step_index(options.get("first_step"), steps, first=True)
        last = _step_index(options.get("last_step"), steps, first=False)
        if not 0 <= first <= last < steps.height:
            raise ValidationError(f"data steps {first} to {last} do not lie in 0 to {steps.height - 1} in this order")
        start, end = int(steps["Start index"][first]), int(steps["End index"][last]) + 1
        steps = steps.slice(first, last - first + 1)
    elif options.get("first_step") is not None or options.get("last_step") is not None:
        raise ValidationError("data options first_step and last_step need a measurement with a steps table")
    start, end = _time_window(series, start, end, window)
    if start > 0 and "Voltage [V]" in series.columns:
        voltage = float(series["Voltage [V]"][start - 1])
    table = _aliased(series.slice(start, end - start), options.get("capacity_column"), steps is None)
    if steps is not None:
        steps = _rebased(steps, start, end)
    return Measurement(transformed(table, steps, options["transforms"]), steps, voltage)


def _rebased(steps: pl.DataFrame, start: int, end: int) -> pl.DataFrame:
    inside = steps.filter((pl.col("End index") >= start) & (pl.col("Start index") < end))
    last = end - start - 1
    return inside.with_columns(
        (pl.col("Start index") - start).clip(0, last), (pl.col("End index") - start).clip(0, last)
    )


def _time_window(series: pl.DataFrame, start: int, end: int, window: Mapping[str, Any]) -> tuple[int, int]:
    low, high = window.get("start"), window.get("end")
    if low is None and high is None:
        return start, end
    times = series["Time [s]"].slice(start, end - start).to_numpy()
    keep = np.ones(len(times), bool)
    if low is not None:
        keep &= times >= float(low) - _WINDOW_SLACK_S
    if high is not None:
        keep &= times <= float(high) + _WINDOW_SLACK_S
    rows = np.flatnonzero(keep)
    if not len(rows):
        raise ValidationError(
            f"time_range {low} to {high} s selects no sample; "
            f"the chosen steps cover {times.min():g} to {times.max():g} s"
        )
    return start + int(rows[0]), start + int(rows[-1]) + 1


def _aliased(table: pl.DataFrame, capacity_column: str | None, without_steps: bool) -> pl.DataFrame:
    if capacity_column is not None:
        if capacity_column not in table.columns:
            raise ValidationError(
                f"data option capacity_column {capacity_column!r} is not a column; found: {table.columns}"
            )
        table = table.with_columns(pl.col(capacity_column).alias("Capacity [A.h]"))
    if without_steps and "Voltage [V]" not in table.columns:
        alias = next((name for name in VOLTAGE_ALIASES if name in table.columns), None)
        if alias is not None:
            table = table.with_columns(pl.col(alias).alias("Voltage [V]"))
    return table


def _step_index(chosen: Any, steps: pl.DataFrame, *, first: bool) -> int:
    """Row of the steps table that an index, ``{"cycle": n}``, ``{"step": n}`` or a query names."""
    if chosen is None:
        return 0 if first else steps.height - 1
    if isinstance(chosen, str):
        return query_step(chosen, steps)
    if isinstance(chosen, Mapping):
        kind, number = next(iter(chosen.items()), (None, None))
        if kind == "step" and isinstance(number, int):
            return number
        if kind == "cycle":
            rows = steps.with_row_index("row").filter(pl.col("Cycle count") == number)["row"]
            if rows.len():
                return int(rows[0 if first else -1])
        raise ValidationError(
            f"data step {chosen!r} was not found; allowed: a step index, {{'cycle': n}}, {{'step': n}}"
        )
    if isinstance(chosen, bool) or not isinstance(chosen, int):
        raise ValidationError(
            f"data step is {chosen!r:.80}; "
            "allowed: a step index, a query over the table steps, {'cycle': n}, {'step': n}"
        )
    return chosen
