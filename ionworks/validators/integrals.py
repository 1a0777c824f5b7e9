"""Integrals over time that restart with each step, and the error of reported against integrated columns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ionworks.errors import ValidationError
from ionworks.validators.columns import as_polars, numbers, run_starts

if TYPE_CHECKING:
    import polars as pl

CAPACITY_ENERGY_INTEGRAL_TOLERANCE = 0.10
"""Largest accepted worst-row relative error of a capacity or energy column (docs/contract/wire.md section 44.2)."""

SECONDS_PER_HOUR = 3600.0


def step_boundary_idx(step: Sequence[float]) -> Any:
    """Row indices at which a step starts.

    Parameters
    ----------
    step : array-like, shape (n_rows,)
        ``Step count``; a step is a run of equal values.

    Returns
    -------
    numpy.ndarray of int, shape (n_steps,)
        First row of each step, from 0; needs numpy.

    Notes
    -----
    Source: docs/contract/client-surface.md section 7.2.
    """
    runs = as_polars({"step": step}).get_column("step").rle_id()
    return run_starts(runs).arg_true().to_numpy()


def running_step_reset_integral(
    signal: Sequence[float], time: Sequence[float], boundary_idx: Sequence[int] | None = None
) -> Any:
    """Trapezoidal integral of `signal` over `time` in hours, restarting at 0 with each step.

    Parameters
    ----------
    signal : array-like of float, shape (n_rows,)
        For instance the discharge part of the current, ``max(I, 0)`` [A].
    time : array-like of float, shape (n_rows,)
        Time [s].
    boundary_idx : array-like of int, optional
        First row of each step, from `step_boundary_idx`. One step by default.

    Returns
    -------
    numpy.ndarray of float, shape (n_rows,)
        Integral since the start of the step, in the unit of `signal` times hours; needs numpy.

    Raises
    ------
    ValidationError
        When `signal` and `time` differ in length or a boundary is no row.

    Notes
    -----
    Source: docs/contract/wire.md section 44.2; docs/contract/client-surface.md section 7.2. The interval before a
    boundary belongs to no step.
    """
    import polars as pl

    frame = as_polars({"signal": signal, "time": time})
    starts = pl.zeros(frame.height, dtype=pl.UInt8, eager=True)
    rows = pl.Series([] if boundary_idx is None else boundary_idx, dtype=pl.Int64)
    if rows.len() and not rows.is_between(0, frame.height - 1).all():
        raise ValidationError(f"boundary_idx must lie between 0 and {frame.height - 1}, found {rows.to_list()}.")
    starts = starts.scatter(rows, 1).cast(pl.Boolean)
    return step_integral(numbers(frame, "signal"), numbers(frame, "time"), starts).to_numpy()


def worst_row_relative_error(reported: Sequence[float], integrated: Sequence[float]) -> tuple[int, float]:
    """Largest deviation of two columns relative to the larger of their magnitudes.

    Parameters
    ----------
    reported, integrated : array-like of float, shape (n_rows,)
        Cumulative columns of equal unit; rows in which either is missing are passed over.

    Returns
    -------
    row : int
        Row of the largest deviation, from 0; -1 when no row can be compared.
    error : float
        ``max|reported - integrated| / max(max|reported|, max|integrated|)``; 0 when both are 0.

    Raises
    ------
    ValidationError
        When the two differ in length.

    Notes
    -----
    Source: docs/contract/wire.md section 44.2.
    """
    frame = as_polars({"reported": reported, "integrated": integrated})
    return worst_error(numbers(frame, "reported"), numbers(frame, "integrated"))


def step_integral(signal: "pl.Series", time: "pl.Series", starts: "pl.Series") -> "pl.Series":
    """`running_step_reset_integral` on series; `starts` is true on the first row of each step."""
    import polars as pl

    area = (signal + signal.shift(1)) * time.diff() / (2 * SECONDS_PER_HOUR)
    frame = pl.DataFrame({"area": area, "start": starts})
    inside = pl.when("start").then(0.0).otherwise("area").fill_null(0.0).cum_sum()
    return (
        frame.with_columns(total=inside)
        .select(pl.col("total") - pl.when("start").then("total").forward_fill().fill_null(0.0))
        .to_series()
    )


def worst_error(reported: "pl.Series", integrated: "pl.Series") -> tuple[int, float]:
    """`worst_row_relative_error` on series."""
    import polars as pl

    table = pl.DataFrame({"reported": reported, "integrated": integrated}).with_row_index("row").drop_nulls()
    if table.is_empty():
        return -1, 0.0
    deviation = (pl.col("reported") - pl.col("integrated")).abs()
    row, worst, magnitude = table.select(
        pl.col("row").get(deviation.arg_max()),
        deviation.max().alias("worst"),
        pl.max_horizontal(pl.col("reported", "integrated").abs().max()).alias("magnitude"),
    ).row(0)
    return row, worst / magnitude if magnitude > 0 else 0.0
