"""What the Parquet files of a measurement must be like, whoever wrote them.

Rules of the client that judge the test itself, such as the sign of current, are not repeated here: steps can be derived
without them.

Source: docs/contract/wire.md sections 43 and 44; docs/contract/guides.md section 5.1 (columns).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, Final

import attrs
import polars as pl

from ionworks.errors import ValidationError
from ionworks.frames import unreadable
from ionworks.validators import (
    validate_current_unit,
    validate_step_count_sequential,
    validate_step_count_starts_at_zero,
    validate_time_monotonic,
    validate_time_present,
)
from ionworks.validators.columns import CURRENT, FREQUENCY, STEP_COUNT, TIME, TIME_SERIES_COLUMNS, VOLTAGE, Z_IM, Z_RE
from ionworks.validators.measurement import UNIT_RULES

_X_AXES: Final = (TIME, "Capacity [A.h]", "Stoichiometry", "SOC")
_SPECTRUM: Final = (FREQUENCY, Z_RE, Z_IM)
ROWS_AT_ONCE: Final = 4_000_000
"""Rows whose units are checked together; bounds the memory."""

MOST_COLUMNS: Final = 10_000
MOST_STEPS: Final = 1_000_000
"""Steps of one measurement: each becomes a row of about fifty columns."""
_WIDEST: Final = 16
_WIDTHS: Final[Mapping[Any, int]] = MappingProxyType(
    {
        **dict.fromkeys((pl.Boolean, pl.Null, pl.Int8, pl.UInt8), 1),
        **dict.fromkeys((pl.Int16, pl.UInt16), 2),
        **dict.fromkeys((pl.Int32, pl.UInt32, pl.Float32, pl.Date), 4),
        **dict.fromkeys((pl.Int64, pl.UInt64, pl.Float64, pl.Datetime, pl.Duration, pl.Time), 8),
    }
)
"""Bytes of a value by the type of its column; others, such as texts, are at most `_WIDEST` and their contents."""

UNREADABLE: Final = unreadable()


@attrs.frozen
class Header:
    """What a Parquet file says of its table."""

    schema: pl.Schema
    rows: int

    @property
    def table_bytes(self) -> int:
        """Memory of the table without the contents of texts."""
        return self.rows * sum(_WIDTHS.get(type(kind), _WIDEST) for kind in self.schema.values())


def read_header(source: Path | IO[bytes], most_bytes: int) -> Header:
    """Return columns and rows of a Parquet file whose table is not too large; reads no data.

    Parameters
    ----------
    source : Path or binary file
    most_bytes : int
        Rows times the width of a row may be so much: a few bytes of a file can stand for any number of equal rows.

    Raises
    ------
    ValidationError
        No Parquet file, no rows, too many columns, columns of lists or of structures, or a table that is too large.
    """
    try:
        lazy = pl.scan_parquet(source, glob=False)
        schema = lazy.collect_schema()
        rows = lazy.select(pl.len()).collect().item()
    except UNREADABLE as error:
        raise ValidationError(f"is no readable Parquet file ({_first_line(error)})") from error
    if rows == 0:
        raise ValidationError("has no rows")
    if len(schema) > MOST_COLUMNS:
        raise ValidationError(f"has {len(schema)} columns; at most {MOST_COLUMNS} are allowed")
    for name, kind in schema.items():
        if kind.is_nested() or kind.is_object():
            raise ValidationError(f"column {name!r:.100} holds {kind!s:.100}; a row must hold one value in a column")
    found = Header(schema, rows)
    if found.table_bytes > most_bytes:
        raise ValidationError(
            f"is too large: {rows} rows of {len(schema)} columns are {found.table_bytes} bytes, "
            f"at most {most_bytes} are allowed (IONWORKS_SERVER_MAX_TABLE_BYTES)"
        )
    return found


def check_header(source: Path | IO[bytes], most_bytes: int) -> Header:
    """Return what `read_header` does of a time series after checking that its columns can be one.

    Raises
    ------
    ValidationError
        As `read_header`, or no columns to derive steps from; the message lists the columns found.
    """
    found = read_header(source, most_bytes)
    schema = found.schema
    names = set(schema.names())
    is_cycler = {STEP_COUNT, VOLTAGE} <= names and names & set(_X_AXES)
    if not is_cycler and not names >= set(_SPECTRUM):
        raise ValidationError(
            f"needs {STEP_COUNT!r}, {VOLTAGE!r} and one of {', '.join(_X_AXES)}, or, for impedance, "
            f"{', '.join(_SPECTRUM)}; found {', '.join(schema.names())}"
        )
    for name in TIME_SERIES_COLUMNS:
        if name in schema and not schema[name].is_numeric():
            raise ValidationError(f"column {name!r} holds {schema[name]}; it must hold numbers")
    return found


def check_series(path: Path, most_bytes: int, rated_capacity: float | None = None) -> None:
    """Check a time series as a whole: every page can be read, steps count up, time never falls, units are those named.

    Parameters
    ----------
    path : Path
        Parquet file.
    most_bytes : int
        See `read_header`.
    rated_capacity : float, optional
        Of the cell [A.h]; without it the unit of current is not checked.

    Raises
    ------
    ValidationError
        Naming the rule, and the row where there is one.
    """
    schema = check_header(path, most_bytes).schema
    _check_pages(path)
    keys = [name for name in (TIME, STEP_COUNT, FREQUENCY) if name in schema]
    check_counts(pl.scan_parquet(path, glob=False).select(keys).collect())
    check_units(path, rated_capacity)


def _check_pages(path: Path) -> None:
    """Read every page of a file, a part at a time, and keep nothing."""
    try:
        pl.scan_parquet(path, glob=False).select(pl.all().is_not_null().sum()).collect(engine="streaming")
    except UNREADABLE as error:
        raise ValidationError(f"is damaged ({_first_line(error)})") from error


def check_units(path: Path, rated_capacity: float | None) -> None:
    """Check values and units of voltage and current with the rules of the client; what only warns there passes.

    Raises
    ------
    ValidationError
        Naming column, rows, value, the likely unit and what is allowed.
    """
    lazy = pl.scan_parquet(path, glob=False)
    schema = lazy.collect_schema()
    keys = [name for name in (TIME, VOLTAGE, CURRENT, FREQUENCY) if name in schema]
    rows = lazy.select(pl.len()).collect().item()
    for offset in range(0, rows, ROWS_AT_ONCE):
        part = lazy.select(keys).slice(offset, ROWS_AT_ONCE).collect()
        findings = [
            *chain.from_iterable(rule(part) for rule in UNIT_RULES),
            *validate_current_unit(part, rated_capacity),
        ]
        problems = [issue.message for issue in findings if issue.severity == "error"]
        if problems:
            place = f"from row {offset} on (rows counted from there): " if offset else ""
            raise ValidationError(place + "; ".join(problems))


def check_counts(frame: pl.DataFrame) -> None:
    """Check the counters of a time series: steps from 0, one after another; time that never falls.

    Raises
    ------
    ValidationError
        With every rule broken.
    """
    rules = [validate_time_present, validate_time_monotonic] if TIME in frame.columns else []
    if STEP_COUNT in frame.columns:
        count = frame.get_column(STEP_COUNT)
        if count.null_count():
            raise ValidationError(f"column {STEP_COUNT!r} has {count.null_count()} empty values")
        rules += [validate_step_count_starts_at_zero, validate_step_count_sequential]
    problems = [issue.message for issue in chain.from_iterable(rule(frame) for rule in rules)]
    if problems:
        raise ValidationError("; ".join(problems))
    if STEP_COUNT in frame.columns and (steps := frame.get_column(STEP_COUNT).n_unique()) > MOST_STEPS:
        raise ValidationError(f"has {steps} steps; at most {MOST_STEPS} are allowed")


def check_steps(path: Path, series: Path, most_bytes: int) -> None:
    """Check the steps a user sent along: one row for each step of the time series, in order.

    Raises
    ------
    ValidationError
        As `read_header`, or rows that are not the steps of `series`.
    """
    found = read_header(path, most_bytes)
    if STEP_COUNT not in found.schema:
        raise ValidationError(f"needs {STEP_COUNT!r}; found {', '.join(found.schema)}")
    counts = pl.scan_parquet(series, glob=False).select(pl.col(STEP_COUNT).unique(maintain_order=True)).collect()
    if found.rows == counts.height:
        _check_pages(path)
        given = pl.scan_parquet(path, glob=False).select(STEP_COUNT).collect()
        if given.get_column(STEP_COUNT).to_list() == counts.get_column(STEP_COUNT).to_list():
            return
    raise ValidationError(
        f"{STEP_COUNT!r} has {found.rows} rows that are not the {counts.height} steps of the time series in order"
    )


def check_extension(series: Path, extension: Path, most_bytes: int, rated_capacity: float | None = None) -> None:
    """Check that rows can follow the last one of a time series of a cell of `rated_capacity` [A.h].

    Raises
    ------
    ValidationError
        Time or steps do not go on, a column holds another kind of value, or values are missing or in another unit;
        both together are too large.
    """
    known = read_header(series, most_bytes)
    # what is left when the rows there are have taken their part
    before, after = known.schema, check_header(extension, most_bytes - known.table_bytes).schema
    _check_pages(extension)
    for name, kind in after.items():
        if name in before and kind.is_numeric() != before[name].is_numeric():
            raise ValidationError(f"column {name!r} holds {kind} in the new rows and {before[name]} before")
    keys = [name for name in (TIME, STEP_COUNT, FREQUENCY) if name in before]
    missing = [name for name in keys if name not in after]
    if missing:
        raise ValidationError(f"the new rows lack {', '.join(missing)}; found {', '.join(after.names())}")
    last = pl.scan_parquet(series, glob=False).select(keys).tail(1).collect()
    first = pl.scan_parquet(extension, glob=False).select(keys).collect()
    joint = pl.concat([last, first], how="vertical_relaxed")
    if STEP_COUNT in keys:
        offset = last.get_column(STEP_COUNT).item()
        joint = joint.with_columns(pl.col(STEP_COUNT) - offset)
    check_counts(joint)
    check_units(extension, rated_capacity)


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
