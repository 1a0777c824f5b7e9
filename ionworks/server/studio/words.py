"""Numbers, durations and times as engineers read them. Pure."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any, Final

_PREFIXES: Final = {-15: "f", -12: "p", -9: "n", -6: "µ", -3: "m", 0: "", 3: "k", 6: "M", 9: "G"}
_PREFIXED_UNITS: Final = {"m", "A", "V", "W", "Ohm", "F", "A.h", "W.h", "Hz", "mol", "Pa", "J", "B"}
"""Units that take a prefix; m2.s-1 and the like are powers, in which one would mislead."""
_SHORT_UNIT: Final = 4
"""Letters of a unit that has room beside an axis."""


def number(value: Any) -> str:
    """Return a number with four significant digits, anything else as text."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value)
    if not math.isfinite(value):
        return str(value)
    if isinstance(value, int) and abs(value) < 1e15:
        return f"{value:,}"
    if value and not 1e-3 <= abs(value) < 1e6:
        return f"{value:.4g}"
    text = f"{value:,.{max(0, 3 - _magnitude(value))}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_number(value: Any) -> bool:
    """Whether a value is a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def quantity(value: Any, unit: str) -> str:
    """Return a value with its unit, with a prefix where the unit takes one: 7.56e-05 m is 75.6 µm."""
    if is_number(value) and value and unit in _PREFIXED_UNITS:
        exponent = 3 * math.floor(_magnitude(value) / 3)
        if exponent in _PREFIXES:
            return f"{number(float(value) / 10**exponent)} {_PREFIXES[exponent]}{unit}"
    return f"{number(value)} {unit}".strip()


def split_name(name: str) -> tuple[str, str]:
    """Return description and unit of a name such as ``Voltage [V]``."""
    head, bracket, unit = name.rpartition(" [")
    return (head, unit[:-1]) if bracket and unit.endswith("]") else (name, "")


def named(name: str, value: Any) -> str:
    """Return the value of a named quantity with its unit."""
    return quantity(value, split_name(name)[1])


def end_of_axis(name: str, value: Any) -> str:
    """Return a value beside an axis: with its unit where that is short; the caption has the others."""
    unit = split_name(name)[1]
    return quantity(value, unit) if len(unit) <= _SHORT_UNIT else number(value)


def duration(seconds: float | None) -> str:
    """Return a duration such as ``3.4 s`` or ``2 h 05 min``."""
    if seconds is None:
        return ""
    if seconds < 1:
        return f"{seconds * 1000:.3g} ms"
    if seconds < 99.95:
        return f"{seconds:.3g} s"
    minutes, hours = round(seconds / 60), 3600
    if seconds < hours:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02d} min"


def data_size(count: float) -> str:
    """Return a number of bytes such as ``1.2 MB``."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.3g} {unit}"
        count /= 1000
    return f"{count:.3g} TB"


def since(moment: str | None, end: str | None = None) -> float | None:
    """Return the seconds from a time stamp to another, or to now."""
    if moment is None:
        return None
    last = datetime.now(UTC) if end is None else datetime.fromisoformat(end)
    return max(0.0, (last - datetime.fromisoformat(moment)).total_seconds())


def minute(moment: str | None) -> str:
    """Return a time stamp to the minute, in UTC; a script shows local time in its place."""
    return "" if not moment else f"{moment[:10]} {moment[11:16]} UTC"


def _magnitude(value: float) -> int:
    return math.floor(math.log10(abs(value))) if value else 0
