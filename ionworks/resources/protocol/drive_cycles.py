"""Drive cycles from tables and CSV files to protocols."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ionworks.errors import ValidationError
from ionworks.frames import to_polars
from ionworks.ucp.problems import show

TIME: Final = "Time [s]"
_KINDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "current": ("Current [A]", "current", "Current"),
    "power": ("Power [W]", "power", "Power"),
    "C-rate": ("C-rate", "c_rate", "C-rate"),
}
"""Column of a table, key of the samples in UCP and mode of the step, by kind."""


def drive_cycle_protocol(source: Any, kind: str, name: str, repeat: int, scale: float) -> dict[str, Any]:
    """UCP document with one drive step that plays a table.

    Raises
    ------
    ValidationError
        Naming the argument, column or row, what was found and what is allowed.
    """
    if kind not in _KINDS:
        raise ValidationError(f"kind: found {show(kind)}; allowed: {', '.join(map(repr, _KINDS))}")
    if isinstance(repeat, bool) or not isinstance(repeat, int) or repeat < 1:
        raise ValidationError(f"repeat: found {repeat!r}; allowed: a whole number from 1")
    if isinstance(scale, bool) or not isinstance(scale, int | float) or not math.isfinite(scale):
        raise ValidationError(f"scale: found {scale!r}; allowed: a finite number")
    column, key, mode = _KINDS[kind]
    is_file = isinstance(source, str | Path)
    times, values = _of_file(Path(source), column) if is_file else _of_table(source, column)
    _check(times, values, column, str(source) if is_file else "drive cycle")
    step: dict[str, Any] = {"name": name, "mode": mode} | ({"repeat": repeat} if repeat != 1 else {})
    step |= {"scale": scale} if scale != 1 else {}
    return {
        "drive_cycles": {name: {"time": [time - times[0] for time in times], key: values}},
        "steps": [{"Drive": step}],
    }


def _of_table(source: Any, column: str) -> tuple[list[float], list[float]]:
    frame = to_polars(source)
    names = _columns(frame.columns, column, "drive cycle")
    return tuple([_number(value) for value in frame[name].to_list()] for name in names)  # type: ignore[return-value]


def _of_file(path: Path, column: str) -> tuple[list[float], list[float]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ValidationError(f"{path}: the drive cycle cannot be read: {error}") from error
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    delimiter = next((mark for mark in ("\t", ";", ",") if lines and mark in lines[0]), ",")
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=delimiter)]
    if not rows:
        raise ValidationError(f"{path}: found no rows; allowed: a CSV file with {TIME!r} and {column!r}")
    has_header = any(math.isnan(_number(cell)) for cell in rows[0])
    header, body = (rows[0], rows[1:]) if has_header else ([TIME, column][: len(rows[0])], rows)
    places = [header.index(name) for name in _columns(header, column, str(path))]
    for number, row in enumerate(body, start=1):
        if len(row) != len(header):
            raise ValidationError(f"{path}, row {number}: found {len(row)} values; allowed: {len(header)}, as above it")
    return tuple([_number(row[place]) for row in body] for place in places)  # type: ignore[return-value]


def _columns(names: list[str], column: str, where: str) -> tuple[str, str]:
    """Return the columns of time and values: by their names, or the only two."""
    if {TIME, column} <= set(names):
        return TIME, column
    others = {found for found, _, _ in _KINDS.values()} - {column}
    if len(names) == 2 and not others & set(names):
        return names[0], names[1]
    raise ValidationError(
        f"{where}: found the columns {', '.join(names)}; allowed: {TIME!r} and {column!r}, or two columns"
    )


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return math.nan


def _check(times: list[float], values: list[float], column: str, where: str) -> None:
    """Refuse what no cycler could play, by row from 1."""
    if len(times) < 2:
        raise ValidationError(f"{where}: found {len(times)} rows; allowed: at least 2")
    for number, (time, value) in enumerate(zip(times, values, strict=True), start=1):
        if not (math.isfinite(time) and math.isfinite(value)):
            name = column if math.isfinite(time) else TIME
            raise ValidationError(f"{where}, row {number}: {name!r} is no finite number")
        if number > 1 and time <= times[number - 2]:
            raise ValidationError(f"{where}, row {number}: the time {time:g} s does not follow {times[number - 2]:g} s")
