"""Reading a cycler's file, and telling which of its columns were taken for what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from ionworks.cycler_files.bdf import LABELS, is_bdf
from ionworks.cycler_files.readers import found_columns, read_cycler_file
from ionworks.cycler_files.step_columns import PLAIN_READERS, step_mappings
from ionworks.validators.columns import CURRENT, TIME, VOLTAGE

if TYPE_CHECKING:
    import polars as pl

TEMPERATURE: Final = "Temperature [degC]"


@attrs.frozen(kw_only=True, eq=False)
class ReadFile:
    """A file that could be read."""

    frame: pl.DataFrame
    header: dict[str, Any]
    """What the file says of the measurement."""
    reader: str
    columns: Sequence[str]
    """Columns of the file, in its order."""
    meanings: Mapping[str, str]
    """What the reader took columns of the file for; it converts units afterwards, as of ``Current [mA]``."""


def read_with_meanings(path: Path, reader: str | None, mappings: Mapping[str, str]) -> ReadFile:
    """Read a file as `read_cycler_file` does, and tell which column was taken for what.

    Parameters
    ----------
    path : Path
        The file.
    reader : str, optional
        Name of the reader; found from the content by default.
    mappings : mapping
        Standard column by column of the file.
    """
    was_bdf = not mappings and is_bdf(path)
    with _listening() as heard:
        frame, header = read_cycler_file(path, reader, extra_column_mappings=mappings)
    name = str(header["test_setup"]["cycler"]).lower()
    columns = list(dict.fromkeys([*(name for names, _ in heard for name in names), *found_columns(path)]))
    if was_bdf and name == "bdf":
        found = {label: standard for standard, label in LABELS.items() if label in columns}
    elif name in PLAIN_READERS:
        found = _plain_meanings(columns, mappings)
    else:
        found = {source: target for _, resolved in heard for source, target in resolved.items()}
    return ReadFile(frame=frame, header=header, reader=name, columns=columns, meanings={**found, **mappings})


def reader_names() -> list[str]:
    """Return the names of all readers; without the extra ``data`` there is one."""
    try:
        from ionworksdata.read import BaseReader
    except ModuleNotFoundError:
        return ["bdf"]
    return sorted(BaseReader.get_reader_types())


def _plain_meanings(columns: Sequence[str], mappings: Mapping[str, str]) -> dict[str, str]:
    from ionworksdata.read.csv import CURRENT_COLUMNS, TEMPERATURE_COLUMNS, TIME_COLUMNS, VOLTAGE_COLUMNS

    lists = {VOLTAGE: VOLTAGE_COLUMNS, CURRENT: CURRENT_COLUMNS, TIME: TIME_COLUMNS, TEMPERATURE: TEMPERATURE_COLUMNS}
    by_name = {name.replace(" ", ""): name for name in columns}
    found = step_mappings(columns, mappings)
    for target, choices in lists.items():
        names = (value for one in choices for value in one["values"] if value in by_name)
        source = None if target in mappings.values() else next(names, None)
        if source is not None:
            found[by_name[source]] = target
    return found


@contextmanager
def _listening() -> Iterator[list[tuple[Sequence[str], Mapping[str, str]]]]:
    """Hear what vendors' readers take columns for: they all ask one function of `ionworksdata`."""
    try:
        from ionworksdata import util
    except ModuleNotFoundError:
        # who reads says so
        yield []
        return
    asked = util.resolve_renamings
    heard: list[tuple[Sequence[str], Mapping[str, str]]] = []

    def resolve(renamings: Any, data: Any, priority: Any = None) -> Any:
        resolved = asked(renamings, data, priority=priority)
        heard.append((list(data.columns), resolved))
        return resolved

    util.resolve_renamings = resolve
    try:
        yield heard
    finally:
        util.resolve_renamings = asked
