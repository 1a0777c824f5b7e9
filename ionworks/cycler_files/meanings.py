"""Reading a cycler's file, and telling which of its columns were taken for what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from ionworks.cycler_files.bdf import LABELS
from ionworks.cycler_files.readers import found_columns, plain_meanings, read_cycler_file
from ionworks.cycler_files.step_columns import PLAIN_READERS

if TYPE_CHECKING:
    import polars as pl


@attrs.frozen(kw_only=True, eq=False)
class ReadFile:
    """A file that could be read."""

    frame: pl.DataFrame
    header: dict[str, Any]
    """What the file says of the measurement."""
    reader: str
    columns: Sequence[str]
    """Columns of the file, in its order."""
    is_plain: bool
    """Whether what has no meaning was not taken; readers of a make may use it without telling."""
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
    with _listening() as heard:
        frame, header = read_cycler_file(path, reader, extra_column_mappings=mappings)
    name = str(header["test_setup"]["cycler"]).lower()
    # what vendors' readers saw; others take the widest of the first lines for the names
    columns = list(dict.fromkeys(name for names, _ in heard for name in names)) or found_columns(path)
    if name == "bdf":
        found = _bdf_meanings(columns)
    elif name in PLAIN_READERS:
        found = plain_meanings(columns, mappings)
    else:
        found = {source: target for _, resolved in heard for source, target in resolved.items()}
    return ReadFile(
        frame=frame,
        header=header,
        reader=name,
        columns=columns,
        is_plain=name in PLAIN_READERS,
        meanings={**found, **mappings},
    )


def reader_names() -> list[str]:
    """Return the names of all readers; without the extra ``data`` there is one."""
    try:
        from ionworksdata.read import BaseReader
    except ModuleNotFoundError:
        return ["bdf"]
    return sorted(BaseReader.get_reader_types())


def _bdf_meanings(columns: Sequence[str]) -> dict[str, str]:
    """Return what the names of BDF stand for: labels with units, and those that `ionworksdata` reads."""
    known = {label: standard for standard, label in LABELS.items()}
    with suppress(ModuleNotFoundError):
        from ionworksdata.read.bdf import BDF_COLUMN_MAP

        known |= {name: standard for *names, standard in BDF_COLUMN_MAP for name in names}
    return {name: known[name] for name in columns if name in known}


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
