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


def assert_over_time(steps: pl.DataFrame, series: pl.DataFrame, rtol: float = 1e-9) -> None:
    """Assert that means and spreads of steps are those of the straight lines between their samples, by numpy alone.

    Parameters
    ----------
    steps, series : polars.DataFrame
        Table of steps, and the samples it is of.
    rtol : float
        Of the largest value.
    """
    power = pl.col("Voltage [V]") * pl.col("Current [A]")
    samples = series if "Power [W]" in series.columns else series.with_columns(power.alias("Power [W]"))
    number = samples["Step count"].to_numpy() if "Step count" in samples.columns else np.zeros(samples.height)
    names = [name for name in ("Voltage [V]", "Current [A]", "Power [W]", "Temperature [degC]") if name in samples]
    for name in names:
        values, time = samples[name].cast(pl.Float64).to_numpy(), samples["Time [s]"].cast(pl.Float64).to_numpy()
        scale = np.nanmax(np.abs(values))
        for row, step in zip(steps.to_dicts(), np.unique(number), strict=True):
            known = (number == step) & np.isfinite(values)
            mean, spread = _lines(time[known], values[known])
            label = name[0].lower() + name[1:]
            np.testing.assert_allclose(row[f"Mean {label}"], mean, rtol=0, atol=rtol * scale, err_msg=f"{name}, {step}")
            if f"Std {label}" in row:
                np.testing.assert_allclose(row[f"Std {label}"], spread, rtol=1e-6, atol=rtol * scale, err_msg=name)


def _lines(time: np.ndarray, values: np.ndarray) -> tuple[float, float]:
    """Mean over time and root of the mean square distance from it, Gauss-Legendre on every interval."""
    if time[-1] <= time[0]:
        return float(values.mean()), float(values.std())
    nodes, weights = np.polynomial.legendre.leggauss(2)
    shares, width = (nodes + 1) / 2, np.diff(time)[:, None]
    inner = values[:-1, None] * (1 - shares) + values[1:, None] * shares
    whole = time[-1] - time[0]
    mean = float((inner * width * weights / 2).sum() / whole)
    return mean, float(np.sqrt(((inner - mean) ** 2 * width * weights / 2).sum() / whole))
