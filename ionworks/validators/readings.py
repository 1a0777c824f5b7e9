"""Rules for samples that drive a model: a clock that stands, lost readings, rows that are missing, a stuck column.

Source: ours (readings no working cycler gives while a cell is driven).
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from ionworks.validators.columns import CURRENT, TIME, VOLTAGE, as_polars, numbers
from ionworks.validators.issues import IssueCode, ValidationIssue

_Array = npt.NDArray[np.float64]

USUAL_INTERVALS = 20.0
"""A gap is longer than so many usual intervals."""
UNKNOWN_CHARGE = 0.05
"""Share of the charge moved that may be a guess."""
NO_READING_V = 0.05
JUMP_V = 1.0
_FLOWS = 0.05
_AGAINST_V = 0.05
_SECONDS_PER_HOUR = 3600.0


def validate_driving_samples(df: Any) -> list[ValidationIssue]:
    """Samples can drive a model: time advances, every row is a reading, none is missing while charge moves.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        ``Time [s]``, ``Current [A]`` and ``Voltage [V]``, those that there are; every row has finite numbers, and time
        does not fall.

    Returns
    -------
    list of ValidationIssue
        Errors for a clock that stands and for lost readings, warnings for missing rows and stuck columns; payload
        ``row_index`` where there is one.

    Notes
    -----
    Source: ours (readings no working cycler gives while a cell is driven).
    """
    frame = as_polars(df)
    if frame.height < 2:
        return []
    issues = validate_readings_kept(frame)
    columns = {name: numbers(frame, name).to_numpy() for name in (TIME, CURRENT, VOLTAGE) if name in frame.columns}
    time, current, voltage = (columns.get(name) for name in (TIME, CURRENT, VOLTAGE))
    if time is not None and time[-1] <= time[0]:
        message = f"{TIME!r} is {time[0]:g} s on every row; it has to advance."
        return [*issues, ValidationIssue(IssueCode.TIME_STANDS_STILL, message)]
    if time is not None and current is not None:
        issues += _missing_rows(time, current, voltage)
    return issues if current is None else issues + _stuck(current, voltage)


def validate_readings_kept(df: Any) -> list[ValidationIssue]:
    """A voltage does not fall from over 1 V to nothing from one row to the next, nor back: such rows are no readings.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        One row per sample.

    Returns
    -------
    list of ValidationIssue
        At most one; payload ``row_index`` of the first and ``num_rows``.

    Notes
    -----
    Source: ours (readings no working cycler gives while a cell is driven).
    """
    frame = as_polars(df)
    if VOLTAGE not in frame.columns or frame.height < 2:
        return []
    voltage = numbers(frame, VOLTAGE).to_numpy()
    is_lost = np.abs(voltage) < NO_READING_V
    jumps = np.abs(np.diff(voltage)) > JUMP_V
    is_beside_jump = np.append(jumps, False) | np.append(False, jumps)
    rows = np.flatnonzero(is_lost & is_beside_jump)
    if not len(rows) or np.nanmedian(voltage) <= JUMP_V:
        return []
    row, count = int(rows[0]), int(np.count_nonzero(is_lost))
    message = (
        f"{VOLTAGE!r} is {voltage[row]:g} V on row {row} of {len(voltage)}, beside a reading over {JUMP_V:g} V: "
        f"{count} row(s) are no reading of a cell; leave them out."
    )
    return [ValidationIssue(IssueCode.READING_LOST, message, payload={"row_index": row, "num_rows": count})]


def _missing_rows(time: _Array, current: _Array, voltage: _Array | None) -> list[ValidationIssue]:
    """The longest gap whose charge is a guess: another current behind it, or a voltage that denies the current."""
    intervals, change = np.diff(time), np.diff(current)
    if voltage is not None:
        is_denied = _flows_on(current) & (np.sign(current[1:]) * np.diff(voltage) > _AGAINST_V)
        change = np.where(is_denied, 2 * current[1:], change)
    usual = float(np.median(intervals[intervals > 0]))
    guessed = np.where(intervals > USUAL_INTERVALS * usual, np.abs(change) * intervals / 2, 0.0)
    moved = float(np.sum((np.abs(current[1:]) + np.abs(current[:-1])) * intervals)) / 2
    row = int(np.argmax(guessed))
    if guessed[row] <= UNKNOWN_CHARGE * moved:
        return []
    message = (
        f"no rows between {time[row]:g} and {time[row + 1]:g} s ({TIME!r}), while {CURRENT!r} goes from "
        f"{current[row]:.3g} to {current[row + 1]:.3g} A: a model is driven straight between them, and about "
        f"{guessed[row] / _SECONDS_PER_HOUR:.3g} of {moved / _SECONDS_PER_HOUR:.3g} A.h are a guess; take the parts "
        "before and behind it one by one."
    )
    return [ValidationIssue(IssueCode.ROWS_MISSING, message, "warning", {"row_index": row})]


def _flows_on(current: _Array) -> npt.NDArray[np.bool_]:
    """Whether a current flows the same way at both ends of each interval."""
    least = _FLOWS * float(np.max(np.abs(current)))
    smaller = np.minimum(np.abs(current[1:]), np.abs(current[:-1]))
    found: npt.NDArray[np.bool_] = (smaller > least) & (current[1:] * current[:-1] > 0)
    return found


def _stuck(current: _Array, voltage: _Array | None) -> list[ValidationIssue]:
    message = None
    if not current.any():
        message = f"{CURRENT!r} is 0 A on every row: nothing drives the model."
    elif voltage is not None and np.all(voltage == voltage[0]):
        message = f"{VOLTAGE!r} is {voltage[0]:g} V on every row, though current flows: it says nothing of the cell."
    return [] if message is None else [ValidationIssue(IssueCode.COLUMN_STUCK, message, "warning")]
