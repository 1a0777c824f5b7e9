"""Rules that always hold for cycler data: time, step count and cumulative columns.

Source: docs/contract/wire.md section 44.1.
"""

from typing import TYPE_CHECKING, Any

from ionworks.validators.columns import (
    CUMULATIVE_COLUMNS,
    FREQUENCY,
    STEP_COUNT,
    TIME,
    as_polars,
    numbers,
    run_starts,
    step_runs,
)
from ionworks.validators.issues import IssueCode, ValidationIssue

if TYPE_CHECKING:
    import polars as pl

START_TIME_TOLERANCE_S = 1e-6
TIME_TOLERANCE_S = 1e-12
CUMULATIVE_TOLERANCE = 1e-6
MAX_EXAMPLES = 5


def validate_time_present(df: Any) -> list[ValidationIssue]:
    """``Time [s]`` may be missing only on impedance rows, those with a ``Frequency [Hz]``.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series, one row per sample.

    Returns
    -------
    list of ValidationIssue
        At most one; payload ``row_index`` (first such row) and ``num_rows``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.1 (``time_missing_on_non_eis_row``).
    """
    frame = as_polars(df)
    if TIME not in frame.columns:
        return []
    missing = numbers(frame, TIME).is_null()
    if FREQUENCY in frame.columns and missing.any():
        missing &= numbers(frame, FREQUENCY).is_null()
    if not missing.any():
        return []
    payload = {"row_index": missing.arg_true()[0], "num_rows": missing.sum()}
    message = (
        f"{TIME!r} is missing on {payload['num_rows']} row(s) without {FREQUENCY!r}, "
        f"first on row {payload['row_index']}; only impedance rows may have no time."
    )
    return [ValidationIssue(IssueCode.TIME_MISSING_ON_NON_EIS_ROW, message, payload=payload)]


def validate_time_starts_at_zero(df: Any) -> list[ValidationIssue]:
    """Check that the first known ``Time [s]`` is 0 within 1e-6 s.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series, one row per sample.

    Returns
    -------
    list of ValidationIssue
        At most one; payload ``observed`` and ``tolerance`` [s].

    Notes
    -----
    Source: docs/contract/wire.md section 44.1 (``time_does_not_start_at_zero``).
    """
    frame = as_polars(df)
    if TIME not in frame.columns:
        return []
    first = numbers(frame, TIME).drop_nulls().head(1)
    if first.is_empty() or abs(first[0]) <= START_TIME_TOLERANCE_S:
        return []
    message = f"{TIME!r} must start at 0, found {first[0]:.9g}; subtract the first value."
    payload = {"observed": first[0], "tolerance": START_TIME_TOLERANCE_S}
    return [ValidationIssue(IssueCode.TIME_DOES_NOT_START_AT_ZERO, message, payload=payload)]


def validate_time_monotonic(df: Any) -> list[ValidationIssue]:
    """``Time [s]`` never falls from one timed row to the next; rows without time are passed over.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series, one row per sample.

    Returns
    -------
    list of ValidationIssue
        At most one; payload ``row_index``, ``previous_time``, ``current_time`` [s] of the first fall and
        ``num_violations``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.1 (``time_not_monotonic``).
    """
    frame = as_polars(df)
    if TIME not in frame.columns:
        return []
    time = numbers(frame, TIME)
    timed = time.is_not_null().arg_true() if time.has_nulls() else None
    known = time if timed is None else time.drop_nulls()
    falls = (known.diff() < -TIME_TOLERANCE_S).arg_true()
    if falls.is_empty():
        return []
    position = falls[0]
    payload = {
        "row_index": position if timed is None else timed[position],
        "previous_time": known[position - 1],
        "current_time": known[position],
        "num_violations": falls.len(),
    }
    message = (
        f"{TIME!r} falls from {payload['previous_time']:.9g} to {payload['current_time']:.9g} on row "
        f"{payload['row_index']} ({payload['num_violations']} such row(s)); time must never decrease."
    )
    return [ValidationIssue(IssueCode.TIME_NOT_MONOTONIC, message, payload=payload)]


def validate_step_count_present(df: Any) -> list[ValidationIssue]:
    """Check that the column ``Step count`` exists.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series, one row per sample.

    Returns
    -------
    list of ValidationIssue
        At most one; payload ``column`` and ``available_columns``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.1 (``step_count_missing``).
    """
    frame = as_polars(df)
    if STEP_COUNT in frame.columns:
        return []
    message = f"Column {STEP_COUNT!r} is missing; found {', '.join(map(repr, frame.columns)) or 'no columns'}."
    payload = {"column": STEP_COUNT, "available_columns": frame.columns}
    return [ValidationIssue(IssueCode.STEP_COUNT_MISSING, message, payload=payload)]


def validate_step_count_starts_at_zero(df: Any) -> list[ValidationIssue]:
    """Check that the first ``Step count`` is exactly 0.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series, one row per sample.

    Returns
    -------
    list of ValidationIssue
        At most one; payload ``column`` and ``observed_first``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.1 (``step_count_does_not_start_at_zero``).
    """
    frame = as_polars(df)
    if STEP_COUNT not in frame.columns or frame.is_empty():
        return []
    first = numbers(frame.head(1), STEP_COUNT)[0]
    if first == 0:
        return []
    message = f"{STEP_COUNT!r} must start at 0, found {first}."
    payload = {"column": STEP_COUNT, "observed_first": first}
    return [ValidationIssue(IssueCode.STEP_COUNT_DOES_NOT_START_AT_ZERO, message, payload=payload)]


def validate_step_count_sequential(df: Any) -> list[ValidationIssue]:
    """``Step count`` stays or rises by 1 from row to row.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series, one row per sample.

    Returns
    -------
    list of ValidationIssue
        At most one; payload ``column``, ``num_violations`` and ``examples``, the first 5 as
        ``{row_index, from, to, diff}``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.1 (``step_count_non_sequential``).
    """
    frame = as_polars(df)
    if STEP_COUNT not in frame.columns:
        return []
    step = numbers(frame, STEP_COUNT)
    difference = step.diff()
    wrong = ~((difference == 0) | (difference == 1)).fill_null(value=False)
    rows = wrong.slice(1).arg_true() + 1
    if rows.is_empty():
        return []
    examples = [
        {"row_index": row, "from": step[row - 1], "to": step[row], "diff": difference[row]}
        for row in rows.head(MAX_EXAMPLES)
    ]
    shown = ", ".join(f"{e['from']} to {e['to']} on row {e['row_index']}" for e in examples)
    message = f"{STEP_COUNT!r} must stay or rise by 1 from row to row; {rows.len()} row(s) differ: {shown}."
    payload = {"column": STEP_COUNT, "num_violations": rows.len(), "examples": examples}
    return [ValidationIssue(IssueCode.STEP_COUNT_NON_SEQUENTIAL, message, payload=payload)]


def validate_cumulative_reset(df: Any) -> list[ValidationIssue]:
    """Capacity and energy columns are 0 (within 1e-6) on the first row of each step.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series, one row per sample; capacity in A.h, energy in W.h.

    Returns
    -------
    list of ValidationIssue
        One per column and step; payload ``column``, ``step_index``, ``observed``, ``tolerance``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.1 (``cumulative_value_not_reset``). Steps are runs of equal ``Step count``.
    """
    frame = as_polars(df)
    if STEP_COUNT not in frame.columns:
        return []
    first_rows = run_starts(step_runs(frame)).arg_true()
    issues = []
    for column in _present(frame):
        first = numbers(frame, column).gather(first_rows)
        for step in (first.abs() > CUMULATIVE_TOLERANCE).arg_true():
            message = f"{column!r} must restart at 0 with each step; step {step} starts at {first[step]:.6g}."
            payload = {
                "column": column,
                "step_index": step,
                "observed": first[step],
                "tolerance": CUMULATIVE_TOLERANCE,
            }
            issues.append(ValidationIssue(IssueCode.CUMULATIVE_VALUE_NOT_RESET, message, payload=payload))
    return issues


def validate_cumulative_non_decreasing(df: Any) -> list[ValidationIssue]:
    """Capacity and energy columns never fall (by more than 1e-6) within a step.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series, one row per sample; capacity in A.h, energy in W.h.

    Returns
    -------
    list of ValidationIssue
        The first fall per column and step; payload ``column``, ``step_index``, ``row_index``,
        ``previous_value``, ``current_value``.

    Notes
    -----
    Source: docs/contract/wire.md section 44.1 (``cumulative_value_decreased``). Rows without a value are passed over.
    """
    import polars as pl

    frame = as_polars(df)
    if STEP_COUNT not in frame.columns:
        return []
    runs = step_runs(frame)
    issues = []
    for column in _present(frame):
        values = numbers(frame, column)
        known = pl.DataFrame({"step": runs, "value": values}).with_row_index("row")
        if values.has_nulls():
            known = known.drop_nulls("value")
        value, step = pl.col("value"), pl.col("step")
        falls = (
            known.lazy()
            .with_columns(previous=value.shift(1))
            .filter((value - pl.col("previous") < -CUMULATIVE_TOLERANCE) & (step == step.shift(1)))
        )
        for fall in falls.unique("step", keep="first", maintain_order=True).collect().iter_rows(named=True):
            message = (
                f"{column!r} falls from {fall['previous']:.6g} to {fall['value']:.6g} on row {fall['row']}, "
                f"within step {fall['step']}; it must never decrease within a step."
            )
            payload = {
                "column": column,
                "step_index": fall["step"],
                "row_index": fall["row"],
                "previous_value": fall["previous"],
                "current_value": fall["value"],
            }
            issues.append(ValidationIssue(IssueCode.CUMULATIVE_VALUE_DECREASED, message, payload=payload))
    return issues


def _present(frame: "pl.DataFrame") -> list[str]:
    return [column for column in CUMULATIVE_COLUMNS if column in frame.columns]
