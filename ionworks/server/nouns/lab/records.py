"""What records of the lab share: columns and free members of a body, times, ratings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.ground.errors import bad_request, unprocessable
from ionworks.server.store import schema
from ionworks.server.store.filters import timestamp
from ionworks.server.store.records import Record, with_extra

RATINGS: Final = ("max_amps", "min_volts", "max_volts")


def values(table: sa.Table, body: Mapping[str, Any], fields: Sequence[str], before: Record | None = None) -> Record:
    """Return the columns that a body sets; members without a column are kept beside those of before."""
    return with_extra(body, fields, table.c.keys(), before)


def instant(text: str | None, name: str) -> str | None:
    """Return an ISO 8601 instant as stored text; ApiError 422 naming the member."""
    if text is None:
        return None
    try:
        return timestamp(text)
    except ValueError:
        message = f"{text!r:.80} is not an ISO 8601 instant, such as 2025-01-31T08:00:00Z"
        raise unprocessable(message, ("body", name)) from None


def later(text: str, days: int) -> str:
    """Return a stored instant so many days later."""
    try:
        return schema.format_time(moment(text) + timedelta(days=days))
    except OverflowError:
        raise bad_request(f"{days} days after {text} no calendar goes on") from None


def moment(text: str) -> datetime:
    """Return a stored instant as a time of the calendar."""
    return datetime.fromisoformat(text).astimezone(UTC)


def check_order(start: str | None, end: str | None, start_name: str, end_name: str) -> None:
    """Raise `ApiError` 400 naming both instants when the end is not after the start."""
    if start is not None and end is not None and end <= start:
        raise bad_request(f"{end_name} {end} is not after {start_name} {start}")


def check_rating(rating: Mapping[str, Any]) -> None:
    """Raise `ApiError` 400 naming both values of ratings that contradict each other."""
    low, high, amps = rating.get("min_volts"), rating.get("max_volts"), rating.get("max_amps")
    if low is not None and high is not None and low >= high:
        raise bad_request(f"min_volts {low:g} is not below max_volts {high:g}")
    if amps is not None and not amps > 0:
        raise bad_request(f"max_amps is {amps:g}; it must be above 0")
