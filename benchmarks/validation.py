"""How long local validation of a cycler measurement takes: rows, seconds, seconds per million rows."""

import statistics
import time

import polars as pl

from ionworks.validators import validate_measurement_data

CYCLE_ROWS = 1000
QUARTER = CYCLE_ROWS // 4


def cycling_frame(rows: int) -> pl.DataFrame:
    """Discharge, rest, charge and rest in turn, 12 columns; positive current is discharge."""
    row = pl.int_range(0, rows, eager=True)
    frame = pl.DataFrame({"row": row}).with_columns(
        phase=(pl.col("row") % CYCLE_ROWS) // QUARTER, place=(pl.col("row") % QUARTER) / QUARTER
    )
    current = pl.when(pl.col("phase") == 0).then(5.0).when(pl.col("phase") == 2).then(-5.0).otherwise(0.0)
    soc = (
        pl.when(pl.col("phase") == 0).then(1 - pl.col("place")).when(pl.col("phase") == 2).then("place")
        .when(pl.col("phase") == 3).then(1.0).otherwise(0.0)
    )  # fmt: skip
    step_hours = pl.col("place") * QUARTER * 10 / 3600
    voltage = 3.0 + soc + 0.1 * (6 * soc).sin() - 0.02 * current
    return frame.select(
        pl.col("row").cast(pl.Float64).mul(10).alias("Time [s]"),
        voltage.alias("Voltage [V]"),
        current.alias("Current [A]"),
        (voltage * current).alias("Power [W]"),
        pl.lit(25.0).alias("Temperature [degC]"),
        (pl.col("row") // QUARTER).alias("Step count"),
        (pl.col("row") // CYCLE_ROWS).alias("Cycle count"),
        (pl.col("row") // CYCLE_ROWS).alias("Cycle from cycler"),
        (step_hours * current.clip(lower_bound=0)).alias("Discharge capacity [A.h]"),
        (step_hours * (-current).clip(lower_bound=0)).alias("Charge capacity [A.h]"),
        (step_hours * current.clip(lower_bound=0) * 3.6).alias("Discharge energy [W.h]"),
        (step_hours * (-current).clip(lower_bound=0) * 3.6).alias("Charge energy [W.h]"),
    )


def seconds(frame: pl.DataFrame, *, strict: bool, repeats: int = 5) -> float:
    """Median wall-clock seconds of one validation."""
    validate_measurement_data(frame.head(2000))
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        validate_measurement_data(frame, strict=strict, voltage_window=(2.5, 4.2))
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def main() -> None:
    """Print the table."""
    print(f"{'rows':>10} {'columns':>8} {'strict':>7} {'seconds':>9} {'per million rows':>17}")
    for rows in (10_000, 100_000, 1_000_000):
        frame = cycling_frame(rows)
        for strict in (False, True):
            took = seconds(frame, strict=strict)
            print(f"{rows:>10,} {frame.width:>8} {strict!s:>7} {took:>9.4f} {took * 1e6 / rows:>17.3f}")


if __name__ == "__main__":
    main()
