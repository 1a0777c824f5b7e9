"""Rules for cycler time series that hold only when strict validation is asked for.

Source: docs/contract/wire.md section 44.2.
"""

from typing import TYPE_CHECKING, Any

from ionworks.errors import ValidationError
from ionworks.validators.columns import (
    CHARGE_CAPACITY,
    CHARGE_ENERGY,
    CURRENT,
    CYCLE_COLUMNS,
    DISCHARGE_CAPACITY,
    DISCHARGE_ENERGY,
    POWER,
    STEP_COUNT,
    TIME,
    VOLTAGE,
    as_polars,
    has_columns,
    numbers,
    run_starts,
    step_runs,
)
from ionworks.validators.integrals import CAPACITY_ENERGY_INTEGRAL_TOLERANCE, step_integral, worst_error
from ionworks.validators.issues import IssueCode, ValidationIssue

if TYPE_CHECKING:
    import polars as pl

MIN_POINTS_PER_STEP = 2
MAX_TIME_GAP_S = 5 * 3600.0
MAX_VOLTAGE_JUMP = 0.80
MAX_JUMP_FRACTION = 0.05

# Column, code, and whether it integrates power (else current), and the sign of the part it integrates.
_INTEGRALS = (
    (DISCHARGE_CAPACITY, IssueCode.DISCHARGE_CAPACITY_INTEGRAL_MISMATCH, False, 1),
    (CHARGE_CAPACITY, IssueCode.CHARGE_CAPACITY_INTEGRAL_MISMATCH, False, -1),
    (DISCHARGE_ENERGY, IssueCode.DISCHARGE_ENERGY_INTEGRAL_MISMATCH, True, 1),
    (CHARGE_ENERGY, IssueCode.CHARGE_ENERGY_INTEGRAL_MISMATCH, True, -1),
)


def validate_minimum_points_per_step(df: Any) -> list[ValidationIssue]:
    """Each step has at least 2 rows.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series, one row per sample.

    Returns
    -------
    list of ValidationIssue
        One per short step; payload ``step_index``, ``row_index``, ``num_rows``, ``minimum``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.2 (check ``minimum_points_per_step``).
    """
    frame = as_polars(df)
    if STEP_COUNT not in frame.columns:
        return []
    runs = step_runs(frame)
    first_rows = run_starts(runs).arg_true()
    sizes = first_rows.extend_constant(frame.height, 1).diff().slice(1)
    return [
        ValidationIssue(
            IssueCode.STEP_TOO_FEW_POINTS,
            f"Step {step} (row {first_rows[step]}) has {sizes[step]} row; it needs {MIN_POINTS_PER_STEP}.",
            payload={
                "step_index": step,
                "row_index": first_rows[step],
                "num_rows": sizes[step],
                "minimum": MIN_POINTS_PER_STEP,
            },
        )
        for step in (sizes < MIN_POINTS_PER_STEP).arg_true()
    ]


def validate_cycle_constant_within_step(df: Any) -> list[ValidationIssue]:
    """Check that the cycle does not change within a step.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series; the first present of ``Cycle count``, ``Cycle number``, ``Cycle from cycler`` counts.

    Returns
    -------
    list of ValidationIssue
        The first change per step; payload ``column``, ``step_index``, ``row_index``, ``from``, ``to``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.2 (check ``cycle_constant_within_step``).
    """
    import polars as pl

    frame = as_polars(df)
    column = next((name for name in CYCLE_COLUMNS if name in frame.columns), None)
    if column is None or STEP_COUNT not in frame.columns:
        return []
    step, cycle = pl.col("step"), pl.col("cycle")
    changes = (
        pl.DataFrame({"step": step_runs(frame), "cycle": frame.get_column(column)})
        .lazy()
        .with_row_index("row")
        .with_columns(previous=cycle.shift(1))
        .filter((step == step.shift(1)) & cycle.ne_missing(pl.col("previous")))
        .unique("step", keep="first", maintain_order=True)
        .collect()
    )
    return [
        ValidationIssue(
            IssueCode.CYCLE_CHANGES_WITHIN_STEP,
            f"{column!r} changes from {previous} to {value} on row {row}, within step {index}.",
            payload={"column": column, "step_index": index, "row_index": row, "from": previous, "to": value},
        )
        for row, index, value, previous in changes.iter_rows()
    ]


def validate_capacity_energy_from_current_power(df: Any) -> list[ValidationIssue]:
    """Capacity and energy columns agree with the integral of current and power over each step.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series with ``Time [s]`` and ``Current [A]`` (positive is discharge); power is ``Power [W]`` or
        voltage times current. Capacity in A.h, energy in W.h.

    Returns
    -------
    list of ValidationIssue
        One per column; payload ``column``, ``row_index``, ``observed``, ``expected``, ``relative_error``,
        ``tolerance``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.2 (check ``capacity_energy_from_current_power``: the largest deviation of a
    row over the larger of both magnitudes, at most 0.10). Rows without time or current are passed over.
    """
    frame = as_polars(df)
    if not has_columns(frame, (TIME, CURRENT)):
        return []
    time, current, power = numbers(frame, TIME), numbers(frame, CURRENT), _power(frame)
    rows = (time.is_not_null() & current.is_not_null()).arg_true()
    starts = run_starts(step_runs(frame).gather(rows))
    issues = []
    for column, code, of_power, sign in _INTEGRALS:
        signal = power if of_power else current
        if column not in frame.columns or signal is None:
            continue
        part = (sign * signal).clip(lower_bound=0).gather(rows)
        expected = step_integral(part, time.gather(rows), starts)
        reported = numbers(frame, column).gather(rows)
        position, error = worst_error(reported, expected)
        if error > CAPACITY_ENERGY_INTEGRAL_TOLERANCE:
            payload = {
                "column": column,
                "row_index": rows[position],
                "observed": reported[position],
                "expected": expected[position],
                "relative_error": error,
                "tolerance": CAPACITY_ENERGY_INTEGRAL_TOLERANCE,
            }
            source = "power" if of_power else "current"
            message = (
                f"{column!r} differs from the integral of {source} by {100 * error:.0f} % (at most "
                f"{100 * CAPACITY_ENERGY_INTEGRAL_TOLERANCE:.0f} %): row {payload['row_index']} has "
                f"{payload['observed']:.6g}, expected {payload['expected']:.6g}."
            )
            issues.append(ValidationIssue(code, message, payload=payload))
    return issues


def _power(frame: "pl.DataFrame") -> "pl.Series | None":
    if POWER in frame.columns:
        return numbers(frame, POWER)
    return numbers(frame, VOLTAGE) * numbers(frame, CURRENT) if VOLTAGE in frame.columns else None


def validate_time_gaps(df: Any) -> list[ValidationIssue]:
    """Consecutive timed rows are at most 5 h (18 000 s) apart.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series, one row per sample.

    Returns
    -------
    list of ValidationIssue
        At most one, for the longest gap; payload ``row_index`` (the row after it), ``gap`` and ``threshold``
        [s], ``num_violations``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.2 (check ``time_gaps``).
    """
    frame = as_polars(df)
    if TIME not in frame.columns:
        return []
    time = numbers(frame, TIME)
    rows = time.is_not_null().arg_true()
    gaps = time.gather(rows).diff()
    count = int((gaps > MAX_TIME_GAP_S).sum())
    position = gaps.arg_max()
    if count == 0 or position is None:
        return []
    payload = {
        "row_index": rows[position],
        "gap": gaps[position],
        "threshold": MAX_TIME_GAP_S,
        "num_violations": count,
    }
    message = (
        f"{count} gap(s) in {TIME!r} are longer than {MAX_TIME_GAP_S:.0f} s; the longest, "
        f"{gaps[position]:.0f} s, ends on row {payload['row_index']}."
    )
    return [ValidationIssue(IssueCode.TIME_GAP_TOO_LARGE, message, payload=payload)]


def validate_voltage_continuity(df: Any, voltage_window: tuple[float, float] | None) -> list[ValidationIssue]:
    """Voltage seldom jumps: rows out of order, as after a bad group-by, make it jump all the time.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series, one row per sample.
    voltage_window : (float, float) or None
        Lower and upper cut-off voltage [V]; without it the rule is passed over.

    Returns
    -------
    list of ValidationIssue
        At most one; payload ``fraction`` of row pairs that jump by more than ``jump_threshold`` [V] (0.80 of
        the window), and ``threshold`` (0.05).

    Raises
    ------
    ValidationError
        When the window is not two numbers, lower first.

    Notes
    -----
    Source: docs/contract/wire.md section 44.2 (check ``voltage_continuity``).
    """
    frame = as_polars(df)
    if voltage_window is None:
        return []
    if len(voltage_window) != 2 or not voltage_window[0] < voltage_window[1]:
        raise ValidationError(f"voltage_window must be (lower, upper) in volts, lower first, found {voltage_window!r}.")
    if VOLTAGE not in frame.columns:
        return []
    jump = MAX_VOLTAGE_JUMP * (voltage_window[1] - voltage_window[0])
    jumps = (numbers(frame, VOLTAGE).drop_nulls().diff().abs() > jump).drop_nulls()
    fraction = float(jumps.sum()) / max(jumps.len(), 1)
    if fraction <= MAX_JUMP_FRACTION:
        return []
    payload = {"fraction": fraction, "threshold": MAX_JUMP_FRACTION, "jump_threshold": jump}
    message = (
        f"{100 * fraction:.0f} % of consecutive rows differ by more than {jump:.3g} V in {VOLTAGE!r} "
        f"(at most {100 * MAX_JUMP_FRACTION:.0f} %); the rows seem to be out of order."
    )
    return [ValidationIssue(IssueCode.VOLTAGE_CONTINUITY, message, payload=payload)]
