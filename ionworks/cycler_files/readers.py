"""Reading files of cyclers with `ionworksdata`."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ionworks.cycler_files.bdf import is_bdf, read_bdf
from ionworks.cycler_files.step_columns import (
    PLAIN_READERS,
    STEP,
    corrected_reader,
    step_mappings,
    with_own_steps,
    with_steps_found,
    without_empty_counters,
)
from ionworks.errors import ConfigurationError, MeasurementValidationError, ValidationError
from ionworks.frames import unreadable
from ionworks.jsonable import to_jsonable
from ionworks.validators.columns import CURRENT, FREQUENCY, STEP_COUNT, TIME, VOLTAGE

if TYPE_CHECKING:
    import polars as pl

_REQUIRED: Final = (TIME, VOLTAGE, CURRENT, STEP_COUNT)
_NEEDED: Final = {TIME, VOLTAGE, CURRENT}
TEMPERATURE: Final = "Temperature [degC]"
_REPLACED: Final = "Replaced: "
_HEADER_LINES: Final = 200
_MOST_COLUMNS: Final = 60
_ENCODINGS: Final = ("utf-8-sig", "utf-16", "latin-1")


def read_cycler_file(
    path: Path,
    reader: str | None = None,
    *,
    extra_column_mappings: Mapping[str, str] | None = None,
    extra_constant_columns: Mapping[str, float] | None = None,
    options: Mapping[str, Any] | None = None,
) -> tuple[pl.DataFrame, dict[str, Any]]:
    """Read a cycler's file into standard columns.

    Parameters
    ----------
    path : Path
        The file.
    reader : str, optional
        Name of the reader; found from the content by default.
    extra_column_mappings : mapping, optional
        Standard column name by column name of the file.
    extra_constant_columns : mapping, optional
        Columns to add, with their one value.
    options : mapping, optional
        Options of the reader.

    Returns
    -------
    (polars.DataFrame, dict)
        Time series, one row per sample, ``Current [A]`` positive on discharge; and what the header of the file
        says of the measurement: ``test_setup``, ``start_time``, ….

    Raises
    ------
    FileNotFoundError
        There is no such file.
    ConfigurationError
        The extra ``data`` is not installed.
    ValidationError
        The reader is unknown or cannot read the file, or a needed column is missing; lists the columns found.
    MeasurementValidationError
        The reader read data that break rules.

    Notes
    -----
    Source: ionworksdata ``read.time_series`` and ``read.metadata``; docs/contract/guides.md section 5.4.
    """
    if not path.is_file():
        raise FileNotFoundError(f"path: there is no file {str(path)!r}")
    if (reader or "bdf").lower() == "bdf" and not (extra_column_mappings or extra_constant_columns) and is_bdf(path):
        try:
            return read_bdf(path), {"test_setup": {"cycler": "bdf"}}
        except unreadable(Exception) as error:  # what polars meets in a damaged table
            raise _unreadable(path, "bdf", str(error).rstrip(".")) from error
    read = _reading()
    name = reader
    mappings = dict(extra_column_mappings or {})
    try:
        name = reader or _detected(read, path, mappings)
        if name.lower() in PLAIN_READERS:
            columns = found_columns(path)
            mappings |= step_mappings(columns, mappings) | _made_room(columns, mappings)
        with _as_read(path, name) as source:
            frame = read.time_series(
                source,
                name,
                extra_column_mappings=mappings or None,
                extra_constant_columns=dict(extra_constant_columns or {}) or None,
                options=dict(options or {}) or None,
            )
            header = read.metadata(source, name, dict(options or {}) or None)
    except MeasurementValidationError:
        raise
    except unreadable(Exception) as error:  # readers of a dozen formats raise whatever their parsers do
        raise _unreadable(path, name, str(error).rstrip(".") or type(error).__name__) from error
    missing = [column for column in _REQUIRED if column not in frame.columns]
    if missing and FREQUENCY not in frame.columns:
        raise _unreadable(path, name, f"it lacks {', '.join(map(repr, missing))}")
    frame = without_empty_counters(frame.drop(one for one in frame.columns if one.startswith(_REPLACED)))
    frame = with_own_steps(frame, mappings) if STEP in frame.columns else with_steps_found(frame)
    header["test_setup"] = {**_numbered(header.get("test_setup") or {}), "cycler": name}
    described: dict[str, Any] = to_jsonable(header, "header")
    return frame, described


def _detected(read: Any, path: Path, mappings: Mapping[str, str]) -> str:
    """Return the reader of a file; a CSV that is nobody's and has what is needed is a plain one."""
    columns = found_columns(path)
    try:
        return corrected_reader(read.detect_reader(path), columns)
    except ValueError:
        if (
            path.suffix.lower() == ".csv"
            and {*plain_meanings(columns, mappings).values(), *mappings.values()} >= _NEEDED
        ):
            return "csv"
        raise


def plain_meanings(columns: Sequence[str], mappings: Mapping[str, str]) -> dict[str, str]:
    """Return what the plain readers take columns for, by their names, besides the user's `mappings`."""
    from ionworksdata.read.csv import CURRENT_COLUMNS, TEMPERATURE_COLUMNS, TIME_COLUMNS, VOLTAGE_COLUMNS

    lists = {VOLTAGE: VOLTAGE_COLUMNS, CURRENT: CURRENT_COLUMNS, TIME: TIME_COLUMNS, TEMPERATURE: TEMPERATURE_COLUMNS}
    by_name = {name.replace(" ", ""): name for name in columns if name not in mappings}
    found = step_mappings(columns, mappings)
    for target, choices in lists.items():
        names = (value for one in choices for value in one["values"] if value in by_name)
        source = None if target in mappings.values() else next(names, None)
        if source is not None:
            found[by_name[source]] = target
    return found


def _made_room(columns: Sequence[str], mappings: Mapping[str, str]) -> dict[str, str]:
    """Return mappings that take a column of a plain file away whose name the user gives to another one."""
    return {name: _REPLACED + name for name in columns if name in mappings.values() and name not in mappings}


@contextmanager
def _as_read(path: Path, reader: str) -> Iterator[Path]:
    """Path to give to the reader; Maccor's leaves out the first sample of a ``.csv`` that has no row of units."""
    if reader.lower() != "maccor" or path.suffix.lower() != ".csv" or _has_units_row(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="ionworks-") as folder:
        yield Path(shutil.copyfile(path, Path(folder) / f"{path.stem}.txt"))


def _has_units_row(path: Path) -> bool:
    """Whether the line after the one with ``Step`` begins with a word."""
    with path.open(encoding="latin-1") as lines:
        for line in lines:
            cells = _cells(line)
            if "Step" in cells:
                first = (_cells(next(lines, "")) or [""])[0]
                return not first.replace(".", "", 1).isdecimal()
    return False


def _numbered(setup: Mapping[str, Any]) -> dict[str, Any]:
    """Return a test set-up whose channel number is one, as the service wants it; others become ``channel``."""
    channel = setup.get("channel_number")
    if not isinstance(channel, str):
        return dict(setup)
    others = {key: value for key, value in setup.items() if key != "channel_number"}
    return others | ({"channel_number": int(channel)} if channel.isdecimal() else {"channel": channel})


def _reading() -> Any:
    try:
        from ionworksdata import read
    except ModuleNotFoundError as error:
        message = f"cycler files need the extra 'data' (missing: {error.name}): pip install 'ionworks-api[data]'"
        raise ConfigurationError(message) from error
    return read


def _unreadable(path: Path, reader: str | None, reason: str) -> ValidationError:
    """Return the error of a file; its ``data`` has the reason alone."""
    found = found_columns(path)
    columns = ", ".join(map(repr, found[:_MOST_COLUMNS])) if found else "none that could be recognised"
    which = "no reader can" if reader is None else f"reader {reader!r} cannot"
    message = (
        f"{path.name}: {which} read it: {reason}. Columns found in the file: {columns}. Name another reader, or "
        "map columns with extra_column_mappings={'name in the file': 'Voltage [V]'}."
    )
    return ValidationError(message, data={"reason": f"{which} read it: {reason}."})


def found_columns(path: Path) -> list[str]:
    """Column names in a file, as far as they can be seen without knowing its format; for messages only.

    Parameters
    ----------
    path : Path
        Parquet, Excel, or delimited text, whose header is taken to be its widest early line.
    """
    import polars as pl

    suffix = path.suffix.lower()
    try:
        if suffix == ".parquet":
            return list(pl.read_parquet_schema(path))
        if suffix in {".xls", ".xlsx"}:
            sheets = pl.read_excel(path, sheet_id=0, read_options={"n_rows": 1}, raise_if_empty=False)
            return [f"{sheet}: {column}" for sheet, table in sheets.items() for column in table.columns]
    except unreadable(Exception):  # a broken file has no columns to show, and its readers raise all kinds
        return []
    return _text_columns(path)


def _text_columns(path: Path) -> list[str]:
    start = path.read_bytes()[: 1024 * 1024]
    if b"\x00" in start[:4096] and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return []
    for encoding in _ENCODINGS:
        try:
            lines = start.decode(encoding).splitlines()[:_HEADER_LINES]
        except UnicodeError:
            continue
        candidates = [_cells(line) for line in lines]
        return max((cells for cells in candidates if _is_header(cells)), key=len, default=[])
    return []


def _cells(line: str) -> list[str]:
    delimiter = max("\t;,", key=line.count)
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:  # a cell longer than any name
        return []


def _is_header(cells: list[str]) -> bool:
    """Whether most cells are words."""
    words = sum(any(letter.isalpha() for letter in cell) for cell in cells)
    return len(cells) > 1 and 2 * words > len(cells)
