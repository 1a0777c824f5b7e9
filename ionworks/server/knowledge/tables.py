"""Tables that come in a form: a Parquet file, and members that are JSON as text.

Source: docs/contract/wire.md sections 35 and 37; docs/contract/flows.md section 9.4.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from typing import IO, Any, Final

import polars as pl

from ionworks.server.call import Call
from ionworks.server.ground.errors import bad_request, unprocessable
from ionworks.server.store.records import Record

MOST_VALUES: Final = 20_000_000
"""Most values of a table: a small file can hold very many equal ones."""
_UNREADABLE: Final = (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException)
"""What polars raises at files it cannot read; damaged page headers make it panic, which is no `Exception`."""
_FAMILIES: Final = (
    ("float", ("float64", "float32", "float", "number", "double")),
    ("integer", ("int64", "int32", "int16", "int8", "uint64", "uint32", "uint16", "uint8", "int", "integer")),
    ("boolean", ("bool", "boolean")),
    ("string", ("string", "str", "utf8", "categorical", "object", "text")),
    ("time", ("datetime", "date", "time", "duration", "timestamp")),
)


def parsed(text: str, member: str, kind: type[list[Any] | dict[str, Any]]) -> Any:
    """Return a member of a form that is JSON as text.

    Raises
    ------
    ApiError
        422 naming the member: it is no JSON, or no list or object.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise unprocessable(f"is not JSON: {error}", ("body", member), "json_invalid") from None
    if not isinstance(value, kind):
        wanted = "list" if kind is list else "object"
        raise unprocessable(f"is JSON of another kind than a {wanted}", ("body", member), "type")
    return value


def column_records(columns: Iterable[Any], member: str = "columns") -> list[Record]:
    """Return descriptions of columns after checking their form.

    Raises
    ------
    ApiError
        422: one is no object with a ``name``, or a ``unit`` or ``dtype`` that is no text; 400: a name twice.
    """
    found: list[Record] = []
    for position, column in enumerate(columns):
        where = ("body", member, str(position))
        if not isinstance(column, Mapping) or not isinstance(column.get("name"), str) or not column["name"]:
            raise unprocessable("a column is an object with a name", where, "type")
        for key in ("unit", "dtype"):
            if not isinstance(column.get(key), str | None):
                raise unprocessable(f"{key} is {column[key]!r:.80}; it must be text", (*where, key), "type")
        found.append({**column, "unit": column.get("unit") or ""})
    names = [column["name"] for column in found]
    for name in names:
        if names.count(name) > 1:
            raise bad_request(f"{member} names {name!r:.300} twice")
    return found


def file_schema(stream: IO[bytes]) -> pl.Schema:
    """Return the columns of a Parquet file; nothing but its end is read.

    Raises
    ------
    ApiError
        400: it is no Parquet file, has no columns or rows, or more than `MOST_VALUES` values.
    """
    try:
        stream.seek(0)
        lazy = pl.scan_parquet(stream, glob=False)
        schema = lazy.collect_schema()
        rows = int(lazy.select(pl.len()).collect().item())
    except _UNREADABLE as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise bad_request(f"file is no readable Parquet file ({reason:.200})") from None
    if not len(schema) or not rows:
        raise bad_request(f"file has {len(schema)} columns and {rows} rows; a table has at least one of each")
    if len(schema) * rows > MOST_VALUES:
        raise bad_request(f"file has {rows} rows of {len(schema)} columns; at most {MOST_VALUES} values are taken")
    return schema


def read(stream: IO[bytes]) -> pl.DataFrame:
    """Return the content of a Parquet file that `file_schema` has looked at; ApiError 400 when pages are damaged."""
    try:
        stream.seek(0)
        return pl.read_parquet(stream)
    except _UNREADABLE as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise bad_request(f"file is no readable Parquet file ({reason:.200})") from None


def read_text(stream: IO[bytes]) -> pl.DataFrame:
    """Return the content of a CSV file, every value as text; ApiError 400 when it is none."""
    try:
        stream.seek(0)
        frame = pl.read_csv(stream, infer_schema=False)
    except _UNREADABLE as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise bad_request(f"file is no readable CSV file ({reason:.200})") from None
    if not frame.width or not frame.height:
        raise bad_request(f"file has {frame.width} columns and {frame.height} rows; a table has at least one of each")
    return frame


def typed_columns(given: list[Record], schema: pl.Schema) -> list[Record]:
    """Return the columns of a table with their types: those described, else all of the file's.

    Parameters
    ----------
    given : list of dict
        What `column_records` returned.
    schema : polars.Schema
        Columns of the file.

    Raises
    ------
    ApiError
        400: a column is described that the file does not have, or with another type than it has.
    """
    if not given:
        return [{**named(name), "dtype": _dtype(schema[name])} for name in schema.names()]
    for column in given:
        name = column["name"]
        if name not in schema:
            raise bad_request(f"columns names {name!r:.300}, which the file lacks; it has {', '.join(schema)[:300]}")
        own = _dtype(schema[name])
        if column.get("dtype") and _family(column["dtype"]) != _family(own):
            raise bad_request(f"columns gives {name!r:.300} the dtype {column['dtype']!r:.80}; the file has {own!r}")
    return [{**column, "dtype": column.get("dtype") or _dtype(schema[column["name"]])} for column in given]


def named(header: str) -> Record:
    """Return name and unit of a column called ``name [unit]``."""
    _, bracket, tail = header.rpartition(" [")
    unit = tail.removesuffix("]") if bracket and tail.endswith("]") else ""
    return {"name": header, "unit": unit}


def store(call: Call, key: str, stream: IO[bytes]) -> None:
    """Store a file of a form."""
    stream.seek(0)
    with call.blobs.writing(key) as target:
        shutil.copyfileobj(stream, target)


def _dtype(kind: pl.DataType) -> str:
    return str(kind.base_type()).lower()


def _family(dtype: str) -> str:
    word = dtype.strip().lower().partition("[")[0].partition("(")[0]
    return next((family for family, words in _FAMILIES if word in words), word)
