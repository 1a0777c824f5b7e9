"""What a worker does with a cycler's file: says what is in it and which rules it breaks, and makes a time series of it.

Nobody else reads such files: a damaged one may end the process that does, a large one take all its memory.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from ionworks.errors import ConfigurationError, IonworksError, ValidationError
from ionworks.frames import unreadable
from ionworks.server.files.place import lent_as, open_blobs
from ionworks.server.ground.documents import Document
from ionworks.validators.columns import CURRENT, STEP_COUNT, TIME, TIME_SERIES_COLUMNS, VOLTAGE, step_runs

if TYPE_CHECKING:
    import polars as pl

    from ionworks.cycler_files.meanings import ReadFile
    from ionworks.validators import ValidationIssue

_HEAD_ROWS: Final = 8
_SHOWN_COLUMNS: Final = 30
_MOST_COLUMNS: Final = 500
_MOST_TOLD: Final = 5
_AROUND: Final = 2
_PLOTTED: Final = 60
"""Rows before and after the one that breaks a rule."""
_MAIN: Final = (TIME, VOLTAGE, CURRENT, STEP_COUNT)
_DERIVED: Final = (STEP_COUNT, "Cycle count", "Power [W]")
_PLAIN: Final = (".csv", ".parquet")
_NO_START: Final = "does not support reading start time"
"""Of readers whose format has none, which is no news."""
MEANINGS: Final = (*(name for name in TIME_SERIES_COLUMNS if name not in _DERIVED), "Current [mA.cm-2]")
"""What a column of a file can be taken for."""


@attrs.frozen(kw_only=True)
class ReadTask(Document):
    """Reading one file."""

    storage: Any
    """Where files are."""
    key: str
    """Storage key of the file."""
    filename: str
    """Its name; readers go by the ending."""
    reader: str | None
    """Name of the reader; ``None`` finds it from the content."""
    mappings: Any
    """Standard column by column of the file."""
    is_strict: bool
    """Whether the strict checks are applied too."""
    rated_capacity: float | None
    """A.h"""
    max_table_bytes: int


def look(task: dict[str, Any]) -> dict[str, Any]:
    """Read a file and say what is in it; nothing is written.

    Parameters
    ----------
    task : dict
        A `ReadTask`.

    Returns
    -------
    dict
        ``problem``, why it cannot be read, or nothing; ``reader``; all ``readers``; ``columns`` of the file, each with
        its ``name`` and ``meaning``; ``is_plain``, whether columns without one are not taken; ``rows``, their number;
        ``head``, the first rows; ``header``, what the file says of the test; ``notes`` of the reader; ``rules`` that
        are broken, each with its findings and the rows around the first; ``is_refused``, whether one of them is more
        than a warning.
    """
    from ionworks.cycler_files.meanings import reader_names
    from ionworks.cycler_files.readers import found_columns, plain_meanings

    read = ReadTask.from_json(task)
    common = {"readers": reader_names(), "problem": "", "reader": read.reader or ""}
    with lent_as(open_blobs(read.storage), read.key, read.filename) as path:
        try:
            found, notes, issues = _read(read, path)
        except unreadable(ValidationError, ConfigurationError) as error:
            reason = _without_place(_reason(error), path, read.filename)
            names = found_columns(path)[:_MOST_COLUMNS]
            # what a plain reader would make of them, for whoever says what the others are
            is_plain = path.suffix in _PLAIN and not isinstance(error, ConfigurationError)
            known = plain_meanings(names, dict(read.mappings)) if is_plain else {}
            columns = [{"name": one, "meaning": known.get(one, "")} for one in names]
            told = {"problem": reason, "columns": columns, "is_plain": True, "is_refused": True}
            return {**common, **told, "rows": 0, "head": None, "header": {}, "notes": [], "rules": []}
    names = [*found.columns, *(name for name in found.meanings if name not in found.columns)]
    return {
        **common,
        "reader": found.reader,
        "is_plain": found.is_plain,
        "columns": [{"name": one, "meaning": found.meanings.get(one, "")} for one in names[:_MOST_COLUMNS]],
        "rows": found.frame.height,
        "head": _rows(found.frame, _ordered(found.frame.columns), 0, _HEAD_ROWS),
        "header": found.header,
        "notes": notes,
        "rules": [_rule(found.frame, code, list(group)) for code, group in _by_code(issues)],
        "is_refused": any(issue.severity == "error" for issue in issues),
    }


def write(task: dict[str, Any], target: str) -> dict[str, Any]:
    """Read a file and store it as a time series under a key; return what the file says of the test.

    Raises
    ------
    ValidationError
        It cannot be read, or breaks a rule; nothing is written.
    """
    from ionworks.validators.issues import deliver

    read = ReadTask.from_json(task)
    blobs = open_blobs(read.storage)
    with lent_as(blobs, read.key, read.filename) as path:
        found, _, issues = _read(read, path)
    deliver(issue for issue in issues if issue.severity == "error")
    with blobs.writing(target) as stream:
        found.frame.write_parquet(stream, compression="zstd")
    return found.header


def _read(read: ReadTask, path: Path) -> tuple[ReadFile, list[str], list[ValidationIssue]]:
    """Return what a file holds, what its reader had to say, and the findings of the rules."""
    from ionworks.cycler_files.meanings import read_with_meanings
    from ionworks.server.nouns.measurements.content import read_header
    from ionworks.validators import measurement_issues

    if path.suffix == ".parquet":
        read_header(path, read.max_table_bytes)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        found = read_with_meanings(path, read.reader, dict(read.mappings))
    size = found.frame.estimated_size()
    if size > read.max_table_bytes:
        raise ValidationError(f"the table of {found.frame.height} rows is too large: {size} bytes")
    if not found.frame.height:
        raise ValidationError("it has no rows")
    texts = [str(one.message) for one in said if one.category is UserWarning]
    notes = [_without_place(text, path, read.filename) for text in texts if _NO_START not in text]
    times = {name: found.header.get(name) for name in ("start_time", "end_time")}
    issues = measurement_issues(found.frame, read.is_strict, rated_capacity=read.rated_capacity, **times)
    return found, list(dict.fromkeys(notes))[:_MOST_TOLD], issues


def _reason(error: BaseException) -> str:
    """Return why a file cannot be read, without the advice for those who write scripts."""
    if isinstance(error, IonworksError):
        reason = str(error.data["reason"]) if isinstance(error.data, dict) else error.message
        # of what is missing a reader lists every spelling
        return re.sub(r" out of \[\{.*", ".", reason, flags=re.DOTALL)
    return f"It cannot be read: {(str(error).splitlines() or [type(error).__name__])[0][:200]}"


def _without_place(text: str, path: Path, filename: str) -> str:
    """Return what a reader said with the name of the user's file in place of the copy that was read."""
    return text.replace(str(path), filename).replace(str(path.parent), "").replace(path.name, filename)[:1000]


def _by_code(issues: Iterable[ValidationIssue]) -> Iterable[tuple[str, Iterable[ValidationIssue]]]:
    """Group findings by rule, refusals first."""
    ranked = sorted(issues, key=lambda one: (one.severity != "error", one.code))
    return groupby(ranked, key=lambda one: str(one.code))


def _rule(frame: pl.DataFrame, code: str, issues: Sequence[ValidationIssue]) -> dict[str, Any]:
    """Return the findings of one rule, and the rows around the first that says where it is."""
    located = [(row, issue) for issue in issues if (row := _row_of(frame, issue)) is not None]
    told = {
        "code": code,
        "severity": issues[0].severity,
        "messages": [issue.message for issue in issues[:_MOST_TOLD]],
        "count": len(issues),
        "row": None,
    }
    if not located:
        return told
    row, issue = located[0]
    column = issue.payload.get("column")
    drawn = [column] if column in frame.columns else [TIME] if code.startswith("time_") else [VOLTAGE, CURRENT]
    columns = [name for name in dict.fromkeys((*_MAIN, *drawn)) if name in frame.columns]
    excerpt = _rows(frame, columns, max(0, row - _AROUND), row + _AROUND + 1)
    around = _rows(frame, [name for name in drawn if name in columns], max(0, row - _PLOTTED), row + _PLOTTED + 1)
    return {**told, "row": row, "excerpt": excerpt, "around": around}


def _row_of(frame: pl.DataFrame, issue: ValidationIssue) -> int | None:
    """Return the row a finding speaks of: its own, that of its first example, or the first one of its step."""
    payload = issue.payload
    examples = payload.get("examples") or [{}]
    row = payload.get("row_index", examples[0].get("row_index") if isinstance(examples[0], Mapping) else None)
    if row is None and "step_index" in payload:
        row = step_runs(frame).index_of(payload["step_index"])
    if row is None and ("observed_first" in payload or issue.code == "time_does_not_start_at_zero"):
        row = 0
    return int(row) if row is not None and 0 <= int(row) < frame.height else None


def _ordered(columns: Sequence[str]) -> list[str]:
    """Return the columns that everybody looks for first, then the others."""
    known = [name for name in TIME_SERIES_COLUMNS if name in columns]
    return [*known, *(name for name in columns if name not in known)][:_SHOWN_COLUMNS]


def _rows(frame: pl.DataFrame, columns: Sequence[str], start: int, end: int) -> dict[str, Any]:
    part = frame.select(columns).slice(start, end - start)
    rows = [[_plain(value) for value in row] for row in part.rows()]
    return {"columns": list(columns), "first": start, "rows": rows}


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; what is no number is shortened text."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else None
    return str(value)[:80]
