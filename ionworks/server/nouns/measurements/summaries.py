"""Steps and cycles of a measured time series.

Written here rather than taken from ``ionworksdata.steps.summarize``, which renumbers cycles, takes means over samples
whenever those were taken, leaves the last one out of spreads and needs the whole series in memory; a test compares.
`ionworks.validators.step_types` names the steps.

Means and spreads are over time, as those of runs are: between samples a quantity is a straight line.

Source: docs/contract/ucp.md sections 3.3 and 3.4; docs/decisions/0012-integrals.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import polars as pl

from ionworks.server.engine.results.columns import COUNTS, FREQUENCY_LABEL, cycle_total, sample_statistics, step_columns
from ionworks.server.engine.steps.integrals import MEAN_TEMPERATURE, STATISTICS, TOTALS
from ionworks.validators.columns import CURRENT, FREQUENCY, POWER, STEP_COUNT, TIME, VOLTAGE
from ionworks.validators.step_types import Scale, step_types, with_pulses

ROWS_AT_ONCE: Final = 4_000_000
"""Rows of whole steps summarized together; bounds the memory unless one step is longer."""
_TEMPERATURE: Final = "Temperature [degC]"
_USED: Final = (TIME, VOLTAGE, CURRENT, POWER, *COUNTS, *TOTALS, _TEMPERATURE, FREQUENCY)


def step_table(path: Path, rated_capacity: float | None = None) -> pl.DataFrame:
    """Summarize a time series into one row per step.

    Parameters
    ----------
    path : Path
        Parquet file, one row per sample; ``Step count`` never falls (without it everything is one step), positive
        current is discharge. Capacities and energies the file lacks are integrated from current and power.
    rated_capacity : float, optional
        Rated capacity of the cell [A.h]; rests and constant currents are told apart relative to it, otherwise
        relative to the largest current.

    Returns
    -------
    polars.DataFrame, shape (n_steps, n_columns)
        Columns of docs/contract/ucp.md section 3.3; null where the file does not say.
    """
    lazy = pl.scan_parquet(path, glob=False)
    present = [name for name in lazy.collect_schema().names() if name in _USED]
    scale = _scale(lazy, present, rated_capacity)
    parts = []
    for offset, count in _windows(lazy, present):
        frame = _completed(lazy.select(present).slice(offset, count).collect())
        summary = frame.group_by("__step", maintain_order=True).agg(_aggregations(frame.columns))
        summary = summary.join(step_types(frame, "__step", scale), on="__step", how="left", maintain_order="left")
        parts.append(summary.with_columns(pl.col("Start index") + offset, pl.col("End index") + offset))
    steps = pl.concat(parts).drop("__step")
    steps = steps.with_columns((pl.col("End time [s]") - pl.col("Start time [s]")).alias("Duration [s]"))
    steps = steps.with_columns(_cycle_count(steps))
    steps = with_pulses(steps.with_columns(**_cycle_sums()), rated_capacity)
    steps = steps.with_columns(pl.lit(None, pl.String).alias("Label"), pl.lit(None, pl.Int64).alias("Group number"))
    return steps.select(name for name in step_columns(has_spectrum=True) if name in steps.columns)


def with_given(steps: pl.DataFrame, given: pl.DataFrame) -> pl.DataFrame:
    """Return derived steps overlaid with those a user sent: theirs win, wherever they are not null.

    Parameters
    ----------
    steps : polars.DataFrame
        As `step_table` gives it.
    given : polars.DataFrame
        The same steps in the same order, any columns.
    """
    overlaid = [
        pl.coalesce(given[name].cast(steps.schema[name], strict=False), steps[name]).alias(name)
        if name in steps.columns
        else given[name]
        for name in given.columns
    ]
    return steps.with_columns(overlaid)


def _scale(lazy: pl.LazyFrame, present: Sequence[str], rated_capacity: float | None) -> Scale:
    if rated_capacity:
        return Scale(rated_capacity, is_rated=True)
    if CURRENT not in present:
        return Scale(0.0, is_rated=False)
    return Scale(lazy.select(pl.col(CURRENT).abs().max().cast(pl.Float64)).collect().item() or 0.0, is_rated=False)


def _windows(lazy: pl.LazyFrame, present: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (first row, rows) of runs of whole steps."""
    if STEP_COUNT not in present:
        yield 0, lazy.select(pl.len()).collect().item()
        return
    lengths = lazy.select(pl.col(STEP_COUNT).rle().struct.field("len")).collect().to_series()
    offset = count = 0
    for length in lengths:
        if count and count + length > ROWS_AT_ONCE:
            yield offset, count
            offset, count = offset + count, 0
        count += length
    yield offset, count


def _completed(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the samples with their step, row, and every column of `_USED`, derived or null."""
    step = pl.col(STEP_COUNT) if STEP_COUNT in frame.columns else pl.lit(0)
    known = set(frame.columns)
    frame = frame.with_columns(step.alias("__step")).with_row_index("__row")
    frame = frame.with_columns(pl.lit(None, pl.Float64).alias(name) for name in _USED if name not in known)
    if POWER not in known:
        frame = frame.with_columns((pl.col(VOLTAGE) * pl.col(CURRENT)).alias(POWER))
    for rate, pair in ((CURRENT, TOTALS[:2]), (POWER, TOTALS[2:])):
        for sign, name in zip((1, -1), pair, strict=True):
            if name not in known:
                frame = frame.with_columns(_integral(sign * pl.col(rate)).over("__step").alias(name))
    return frame


def _integral(rate: pl.Expr) -> pl.Expr:
    """Trapezoid of the positive part of a rate since the start of the step, per hour."""
    positive = rate.clip(lower_bound=0)
    area = (positive + positive.shift(1)) / 2 * pl.col(TIME).diff() / 3600
    return pl.when(pl.int_range(pl.len()) == 0).then(rate * 0).otherwise(area).cum_sum()


def _aggregations(columns: Sequence[str]) -> list[pl.Expr]:
    time = pl.col(TIME).cast(pl.Float64).drop_nulls()
    expressions = [
        *(pl.col(name).first().cast(pl.Int64).alias(name) for name in COUNTS if name in columns),
        pl.col("__row").first().cast(pl.Int64).alias("Start index"),
        pl.col("__row").last().cast(pl.Int64).alias("End index"),
        time.first().alias("Start time [s]"),
        time.last().alias("End time [s]"),
        pl.col(VOLTAGE).first().cast(pl.Float64).alias("Start voltage [V]"),
        pl.col(VOLTAGE).last().cast(pl.Float64).alias("End voltage [V]"),
    ]
    for label, name in STATISTICS:
        values = pl.col(name).cast(pl.Float64)
        mean, spread = _over_time(name)
        named = {"Min": values.min(), "Max": values.max(), "Mean": mean, "Std": spread}
        expressions += [value.alias(f"{word} {label}") for word, value in named.items()]
    expressions += sample_statistics(FREQUENCY_LABEL, pl.col(FREQUENCY).cast(pl.Float64))
    for name in TOTALS:
        values = pl.col(name).cast(pl.Float64).drop_nulls()
        expressions.append((values.last() - values.first()).alias(name))
    expressions.append(_over_time(_TEMPERATURE)[0].alias(MEAN_TEMPERATURE))
    return expressions


def _over_time(name: str) -> tuple[pl.Expr, pl.Expr]:
    """Mean over time and root of the mean square distance from it, of the straight lines between known samples.

    A step without duration (one sample, a spectrum) has the mean and the spread of its samples. Null where no sample
    knows the quantity.
    """
    column, time = pl.col(name).cast(pl.Float64), pl.col(TIME).cast(pl.Float64)
    is_timed = column.is_not_null() & time.is_not_null()
    values, width = column.filter(is_timed), time.filter(is_timed).diff()
    duration = width.sum()

    def average(lines: pl.Expr, samples: pl.Expr) -> pl.Expr:
        return pl.when(duration > 0).then((lines * width).sum() / duration).otherwise(samples.mean())

    mean = average((values + values.shift(1)) / 2, column)
    after, before = values - mean, values.shift(1) - mean
    spread = average((after**2 + after * before + before**2) / 3, (column - column.mean()) ** 2)
    return mean, spread.sqrt()


def _cycle_count(steps: pl.DataFrame) -> pl.Expr:
    """Cycle of each step: as given, else counted by the cycler's changes, else 0."""
    given, cycler = pl.col("Cycle count"), pl.col("Cycle from cycler")
    if steps["Cycle count"].null_count() == 0:
        return given
    changes = (cycler != cycler.shift(1)).fill_null(value=False).cum_sum().cast(pl.Int64)
    return pl.coalesce(given, changes).alias("Cycle count")


def _cycle_sums() -> dict[str, pl.Expr]:
    return {
        cycle_total(name): pl.when(pl.col(name).is_not_null().any().over("Cycle count")).then(
            pl.col(name).sum().over("Cycle count")
        )
        for name in TOTALS
    }
