"""Valid cycler data of any shape, and ways to break exactly one rule."""

from collections.abc import Sequence

import numpy as np
import polars as pl

CAPACITY_AH = 5.0
CYCLE = ((5.0, 40), (0.0, 10), (-5.0, 40), (0.0, 10))
"""Current [A] and rows of the steps of one cycle; positive current is discharge."""


def cycler_frame(steps: Sequence[tuple[float, int]] = CYCLE * 2, interval_s: float = 60.0) -> pl.DataFrame:
    """Samples of a cell whose open-circuit voltage is linear in charge, with counters and integrals.

    Parameters
    ----------
    steps : sequence of (current [A], rows)
        Positive current is discharge.
    interval_s : float
        Seconds between samples.
    """
    current = np.concatenate([np.full(rows, value) for value, rows in steps])
    step = np.concatenate([np.full(rows, index) for index, (_, rows) in enumerate(steps)])
    time = np.arange(current.size) * interval_s
    charge = np.concatenate([[0.0], np.cumsum((current[1:] + current[:-1]) / 2 * interval_s / 3600)])
    voltage = 3.9 - 0.2 * charge / CAPACITY_AH - 0.01 * current
    frame = pl.DataFrame(
        {
            "Time [s]": time,
            "Voltage [V]": voltage,
            "Current [A]": current,
            "Step count": step,
            "Cycle count": step // 4,
            "Temperature [degC]": 25.0 + 0.01 * np.abs(current),
        }
    )
    power = pl.col("Current [A]") * pl.col("Voltage [V]")
    sides = {"Discharge": 1, "Charge": -1}
    return frame.with_columns(
        *(integral(side * pl.col("Current [A]")).alias(f"{name} capacity [A.h]") for name, side in sides.items()),
        *(integral(side * power).alias(f"{name} energy [W.h]") for name, side in sides.items()),
    )


def integral(rate: pl.Expr) -> pl.Expr:
    """Positive part of a rate, integrated by trapezoids from the start of each step, per hour."""
    positive = rate.clip(lower_bound=0)
    area = (positive + positive.shift(1)).fill_null(0) / 2 * pl.col("Time [s]").diff().fill_null(0) / 3600
    return area.cum_sum().over("Step count")


def at(name: str, row: int, value: float | None) -> pl.Expr:
    """Column with another value in one row."""
    return pl.when(pl.int_range(pl.len()) == row).then(pl.lit(value, pl.Float64)).otherwise(pl.col(name)).alias(name)
