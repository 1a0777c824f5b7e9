"""What a worker does with a table that was uploaded: nobody else reads it, for a damaged file may end who does.

Source: docs/contract/wire.md sections 35 and 37.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import polars as pl

from ionworks.errors import ValidationError
from ionworks.server.files.blobs import Blobs, parquet_footer
from ionworks.server.files.place import open_blobs
from ionworks.server.nouns.measurements.content import UNREADABLE, read_header

MOST_VALUES: Final = 20_000_000
"""Most values of a table: a small file can hold very many equal ones."""


def columns_of(storage: str, key: str, takes_text: bool, most_bytes: int) -> list[list[str]]:
    """Return name and type of each column of a stored table.

    Parameters
    ----------
    storage, key : str
        Where the file is.
    takes_text : bool
        Whether it may be CSV instead of Parquet.
    most_bytes : int
        See `read_header`.

    Raises
    ------
    ValidationError
        It is none, has no rows, or too many values.
    """
    blobs = open_blobs(storage)
    if takes_text and not _is_parquet(blobs, key):
        with blobs.local(key) as path:
            return [[name, "string"] for name in _read_text(path).columns]
    try:
        found = read_header(parquet_footer(blobs, key), most_bytes)
    except ValidationError as error:
        raise ValidationError(f"file {error.message}") from error
    _check_size(found.rows, len(found.schema))
    return [[name, str(kind.base_type()).lower()] for name, kind in found.schema.items()]


def write_numbers(
    storage: str, key: str, target: str, columns: Sequence[tuple[str, int]], most_bytes: int
) -> dict[str, int]:
    """Store columns of a table as numbers; return how many values are none, by column that has such.

    Parameters
    ----------
    storage : str
        Where files are.
    key, target : str
        Storage keys of the file that was sent and of the Parquet file to write.
    columns : sequence of (name, position)
    most_bytes : int
        See `read_header`.

    Raises
    ------
    ValidationError
        As `columns_of`, or a page of the file is damaged.
    """
    columns_of(storage, key, True, most_bytes)
    blobs = open_blobs(storage)
    with blobs.local(key) as path:
        frame = _read_parquet(path) if _is_parquet(blobs, key) else _read_text(path)
    numbers = pl.DataFrame({name: _numbers(frame.to_series(position)) for name, position in columns})
    content = io.BytesIO()
    numbers.write_parquet(content, compression="zstd")
    blobs.write(target, content.getvalue())
    counts = {name: int(numbers[name].is_nan().sum()) for name in numbers.columns}
    return {name: count for name, count in counts.items() if count}


def _is_parquet(blobs: Blobs, key: str) -> bool:
    """Whether a file is Parquet; everything else is taken for CSV."""
    return blobs.read(key, 0, min(4, blobs.size(key))) == b"PAR1"


def _read_parquet(path: Path) -> pl.DataFrame:
    try:
        return pl.read_parquet(path, glob=False)
    except UNREADABLE as error:
        raise ValidationError(f"file is no readable Parquet file ({_first_line(error)})") from error


def _read_text(path: Path) -> pl.DataFrame:
    """Return the content of a CSV file, every value as text."""
    try:
        frame = pl.read_csv(path, infer_schema=False, glob=False)
    except UNREADABLE as error:
        raise ValidationError(f"file is no readable CSV file ({_first_line(error)})") from error
    _check_size(frame.height, frame.width)
    return frame


def _check_size(rows: int, width: int) -> None:
    if not rows or not width:
        raise ValidationError(f"file has {rows} rows of {width} columns; a table has at least one of each")
    if rows * width > MOST_VALUES:
        raise ValidationError(f"file has {rows} rows of {width} columns; at most {MOST_VALUES} values are taken")


def _numbers(column: pl.Series) -> pl.Series:
    """Return the values of a column as numbers; what is none, or not finite, is NaN."""
    try:
        numbers = column.cast(pl.Float64, strict=False)
    except pl.exceptions.PolarsError:
        raise ValidationError(f"column {column.name!r:.300} holds {column.dtype}; it must hold numbers") from None
    return numbers.to_frame().select(pl.when(pl.all().is_finite()).then(pl.all()).fill_null(float("nan"))).to_series()


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
