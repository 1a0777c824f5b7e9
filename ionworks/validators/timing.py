"""Rules for the wall-clock start and end of a measurement; all of them only warn.

Source: docs/contract/wire.md section 44.3.
"""

from datetime import UTC, datetime
from typing import Any

from ionworks.validators.columns import TIME, as_polars, numbers
from ionworks.validators.issues import IssueCode, ValidationIssue

DURATION_TOLERANCE_S = 60.0
DURATION_TOLERANCE_FRACTION = 0.05

Instant = str | datetime | None


def validate_times_not_in_future(
    start_time: Instant, end_time: Instant, *, now: datetime | None = None
) -> list[ValidationIssue]:
    """Warn when the start or end lies in the future.

    Parameters
    ----------
    start_time, end_time : str, datetime or None
        ISO 8601 with zone. Times without zone or that cannot be read are passed over.
    now : datetime, optional
        Instant to compare with, with zone; the clock's by default.

    Returns
    -------
    list of ValidationIssue
        At most one warning each; payload ``observed``, ``now`` (ISO 8601).

    Notes
    -----
    Source: docs/contract/wire.md section 44.3 (``start_time_in_future``, ``end_time_in_future``).
    """
    now = now or datetime.now(UTC)
    issues = []
    for name, value, code in (
        ("start_time", start_time, IssueCode.START_TIME_IN_FUTURE),
        ("end_time", end_time, IssueCode.END_TIME_IN_FUTURE),
    ):
        instant = _parse(value)
        if instant is not None and instant.tzinfo is not None and instant > now:
            payload = {"observed": instant.isoformat(), "now": now.isoformat()}
            message = f"{name} {payload['observed']} is in the future."
            issues.append(ValidationIssue(code, message, "warning", payload))
    return issues


def validate_end_after_start(start_time: Instant, end_time: Instant) -> list[ValidationIssue]:
    """Warn when the end comes before the start.

    Parameters
    ----------
    start_time, end_time : str, datetime or None
        ISO 8601, both with zone or both without; else passed over.

    Returns
    -------
    list of ValidationIssue
        At most one warning; payload ``start_time``, ``end_time`` (ISO 8601).

    Notes
    -----
    Source: docs/contract/wire.md section 44.3 (``end_time_before_start_time``).
    """
    wall = _wall_seconds(start_time, end_time)
    if wall is None or wall >= 0:
        return []
    payload = {"start_time": str(start_time), "end_time": str(end_time)}
    message = f"end_time {end_time} comes before start_time {start_time}."
    return [ValidationIssue(IssueCode.END_TIME_BEFORE_START_TIME, message, "warning", payload)]


def validate_duration(df: Any, start_time: Instant, end_time: Instant) -> list[ValidationIssue]:
    """Warn when the wall-clock duration and the span of ``Time [s]`` disagree.

    Parameters
    ----------
    df : polars.DataFrame, pandas.DataFrame or dict of columns
        Time series, one row per sample.
    start_time, end_time : str, datetime or None
        ISO 8601, both with zone or both without; else passed over.

    Returns
    -------
    list of ValidationIssue
        At most one warning, when they differ by more than 60 s and 5 % of the span; payload
        ``wall_duration``, ``data_duration``, ``tolerance`` [s].

    Notes
    -----
    Source: docs/contract/wire.md section 44.3 (``duration_mismatch``).
    """
    frame = as_polars(df)
    wall = _wall_seconds(start_time, end_time)
    if wall is None or wall < 0 or TIME not in frame.columns:
        return []
    time = numbers(frame, TIME)
    low, high = time.min(), time.max()
    if not (isinstance(low, float) and isinstance(high, float)):
        return []
    span = high - low
    tolerance = max(DURATION_TOLERANCE_S, DURATION_TOLERANCE_FRACTION * span)
    if abs(wall - span) <= tolerance:
        return []
    message = f"start_time to end_time is {wall:.0f} s but {TIME!r} spans {span:.0f} s (tolerance {tolerance:.0f} s)."
    payload = {"wall_duration": wall, "data_duration": span, "tolerance": tolerance}
    return [ValidationIssue(IssueCode.DURATION_MISMATCH, message, "warning", payload)]


def _parse(value: Instant) -> datetime | None:
    if isinstance(value, datetime) or value is None:
        return value
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None  # the server judges the text itself; these rules only compare readable times


def _wall_seconds(start_time: Instant, end_time: Instant) -> float | None:
    """Seconds from start to end, or ``None`` when they cannot be compared."""
    start, end = _parse(start_time), _parse(end_time)
    if start is None or end is None or (start.tzinfo is None) != (end.tzinfo is None):
        return None
    return (end - start).total_seconds()
