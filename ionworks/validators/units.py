"""Rules that find a wrong unit, or no value at all, by magnitudes no cell has."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ionworks.validators.columns import CURRENT, FREQUENCY, TIME, VOLTAGE, as_polars, has_columns, numbers
from ionworks.validators.issues import IssueCode, ValidationIssue

if TYPE_CHECKING:
    import polars as pl

MAX_CELL_VOLTAGE_V = 20.0
"""No single cell has more; 3.6 V in mV is far above, and half cells have less."""
LIKELY_CELL_VOLTAGE_V = 6.0
WRONG_UNIT = 50.0
"""Charge in units of the capacity that no cell takes; with milliamperes for amperes a tenth of a cycle moves 100."""
MAX_C_RATE = 200.0
MAX_USUAL_C_RATE = 50.0
"""Short bursts of racing packs reach it; half of all samples above it are in milliamperes."""
SUSPICIOUS_CHARGE = 2.0
MIN_C_RATE = 1e-3
_MIN_CHARGE_SHARE = 0.025
_LARGE_VOLTAGE_CHANGE_V = 0.2
_SAME_CURRENT = 0.02
_MANY_ROWS = 20


def validate_values_present(df: Any, columns: Iterable[str]) -> list[ValidationIssue]:
    """Check that every row has a finite number in these columns.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        One row per sample.
    columns : iterable of str
        Columns to look at; those that are not there are passed over.

    Returns
    -------
    list of ValidationIssue
        One per column; payload ``column``, ``num_rows`` without a value, ``row_index`` of the first.

    Notes
    -----
    Source: ours (values that no cell has).
    """
    frame = as_polars(df)
    issues = []
    for column in columns:
        if column not in frame.columns:
            continue
        missing = ~numbers(frame, column).is_finite().fill_null(value=False)
        if not missing.any():
            continue
        payload = {"column": column, "num_rows": missing.sum(), "row_index": missing.arg_true()[0]}
        message = (
            f"{column!r} has no value on {payload['num_rows']} of {frame.height} rows, first on row "
            f"{payload['row_index']}; every row needs a number: leave such rows out."
        )
        issues.append(ValidationIssue(IssueCode.VALUE_MISSING, message, payload=payload))
    return issues


def validate_samples_present(df: Any) -> list[ValidationIssue]:
    """Check that voltage and current have a number on every row that is no impedance point.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series, one row per sample.

    Returns
    -------
    list of ValidationIssue
        As `validate_values_present`; row numbers count the rows that are no impedance points.

    Notes
    -----
    Source: ours (values that no cell has).
    """
    import polars as pl

    frame = as_polars(df)
    names = [name for name in (VOLTAGE, CURRENT) if name in frame.columns]
    if FREQUENCY in frame.columns:
        frame = frame.filter(pl.col(FREQUENCY).is_null())
    return validate_values_present(frame, names)


def validate_voltage_unit(df: Any) -> list[ValidationIssue]:
    """``Voltage [V]`` is that of one cell: up to 6 V is common, above 20 V is another unit or no reading.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        One row per sample.

    Returns
    -------
    list of ValidationIssue
        At most one, a warning between 6 and 20 V; payload ``observed`` [V], ``row_index``, ``num_rows`` above the
        limit and ``likely_unit`` (None unless most rows are above).

    Notes
    -----
    Source: ours (values that no cell has).
    """
    frame = as_polars(df)
    if VOLTAGE not in frame.columns:
        return []
    size = numbers(frame, VOLTAGE).abs()
    high = (size > LIKELY_CELL_VOLTAGE_V).fill_null(value=False)
    if not high.any():
        return []
    row = int(size.fill_null(0.0).arg_max() or 0)
    observed = float(size[row])
    is_wrong = observed > MAX_CELL_VOLTAGE_V
    is_scaled = is_wrong and float(size.median() or 0.0) > LIKELY_CELL_VOLTAGE_V  # type: ignore[arg-type]
    payload = {
        "observed": observed,
        "row_index": row,
        "num_rows": high.sum(),
        "likely_unit": "mV" if is_scaled else None,
    }
    message = (
        f"{VOLTAGE!r} reaches {observed:g} V on row {row} of {frame.height}; a cell has at most about "
        f"{LIKELY_CELL_VOLTAGE_V:g} V"
    )
    if is_scaled:
        message += ": the values are likely in mV; divide them by 1000."
    elif is_wrong:
        message += f": {payload['num_rows']} row(s) are no reading of a cell; leave them out."
    else:
        message += "; is it that of a pack?"
    return [ValidationIssue(IssueCode.VOLTAGE_UNIT, message, "error" if is_wrong else "warning", payload)]


def validate_current_unit(df: Any, rated_capacity: float | None) -> list[ValidationIssue]:
    """``Current [A]`` over ``Time [s]`` moves a charge that the cell can take.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        One row per sample.
    rated_capacity : float or None
        Capacity of the cell [A.h]; None or <= 0 passes the rule over.

    Returns
    -------
    list of ValidationIssue
        At most one: an error when the unit is certainly wrong (over 50 capacities in one direction, over 200C, or
        mostly over 50C), a warning when it is likely; payload ``charge`` [A.h], ``peak`` [A] and its ``row_index``,
        ``rated_capacity`` and ``likely_unit``.

    Notes
    -----
    Source: ours (values that no cell has). The charge is the span of the integral of current over time, so that
    cycling, however long, stays below one capacity; overpotentials and losses leave ample room below 2.
    """
    frame = as_polars(df)
    if rated_capacity is None or rated_capacity <= 0 or not has_columns(frame, (TIME, CURRENT)):
        return []
    samples = _finite(frame)
    if samples.height < 2:
        return []
    charge, peak = _charge_span(samples), float(samples["current"].abs().max())  # type: ignore[arg-type]
    full, rate = charge / rated_capacity, peak / rated_capacity
    row = int(numbers(frame, CURRENT).abs().fill_null(0.0).arg_max() or 0)
    seen = (
        f"{CURRENT!r} (up to {peak:g} A, {rate:.3g}C, on row {row} of {frame.height}) moves "
        f"{charge:.3g} A.h, {full:.3g} times the capacity of {rated_capacity:g} A.h"
    )
    payload: dict[str, Any] = {"charge": charge, "peak": peak, "row_index": row, "rated_capacity": rated_capacity}
    payload["likely_unit"] = None
    if full > WRONG_UNIT or rate > MAX_C_RATE or _usual(samples) > MAX_USUAL_C_RATE * rated_capacity:
        payload["likely_unit"] = "mA"
        message = (
            f"{seen}: the current is likely in mA, or the time in ms; divide it by 1000. Allowed: at most "
            f"{WRONG_UNIT:g} capacities in one direction, {MAX_C_RATE:g}C, and mostly below {MAX_USUAL_C_RATE:g}C."
        )
        return [ValidationIssue(IssueCode.CURRENT_UNIT, message, payload=payload)]
    advice = None
    if full > SUSPICIOUS_CHARGE:
        advice = "check the units of current and time, and the capacity."
    elif 0 < rate < MIN_C_RATE:
        advice = "that is next to nothing; check its unit and the capacity."
    elif full < _MIN_CHARGE_SHARE and rate > 0 and _swings(frame, peak):
        advice = f"the voltage changes too much for it; is {TIME!r} in hours or minutes?"
    if advice is None:
        return []
    return [ValidationIssue(IssueCode.CURRENT_UNIT, f"{seen}: {advice}", "warning", payload)]


def _finite(frame: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    samples = pl.DataFrame({"time": numbers(frame, TIME), "current": numbers(frame, CURRENT)})
    return samples.filter(pl.all_horizontal(pl.all().is_finite().fill_null(value=False)))


def _charge_span(samples: "pl.DataFrame") -> float:
    """Largest net charge between two moments [A.h]."""
    time, current = samples["time"], samples["current"]
    moved = ((time.diff() * (current + current.shift(1))).fill_null(0.0) / 7200).cum_sum()
    return float(moved.max()) - float(moved.min())  # type: ignore[arg-type]


def _usual(samples: "pl.DataFrame") -> float:
    """Median size of the currents that flow at all [A]."""
    size = samples["current"].abs()
    flowing = size.filter(size > 0.01 * float(size.max()))  # type: ignore[arg-type]
    return float(flowing.median() or 0.0)  # type: ignore[arg-type]


def _swings(frame: "pl.DataFrame", peak: float) -> bool:
    """Whether the voltage at one current, the usual one, wanders far, as it does over a good part of a cycle."""
    if VOLTAGE not in frame.columns or frame.height < _MANY_ROWS:
        return False
    level = (numbers(frame, CURRENT) / (_SAME_CURRENT * peak)).round()
    usual = level.mode().abs().min()
    voltage = numbers(frame, VOLTAGE).filter((level.abs() == usual).fill_null(value=False))
    ends = [voltage.quantile(share) for share in (0.05, 0.95)]
    return None not in ends and float(ends[1]) - float(ends[0]) > _LARGE_VOLTAGE_CHANGE_V  # type: ignore[arg-type]
