"""Tables that come in a form: a Parquet file, and members that are JSON as text.

Source: docs/contract/wire.md sections 35 and 37; docs/contract/flows.md section 9.4.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from typing import IO, Any, Final

from ionworks.server.call import Call
from ionworks.server.ground.errors import bad_request, busy, unprocessable
from ionworks.server.nouns.knowledge import task
from ionworks.server.store.records import Record

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


def looked_at(call: Call, function: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a function of `task` says of a stored table.

    Raises
    ------
    ApiError
        400: the file cannot be used; 429: no worker could read it.
    """
    found = call.engine.attempt(function, call.blobs.location, *arguments, call.settings.max_table_bytes)
    if found is None:
        raise busy("No worker process could read the file; try again in a moment, or with a smaller table.")
    return found


def columns_of(call: Call, key: str, *, takes_text: bool = False) -> dict[str, str]:
    """Return the types of the columns of a stored table by name; ApiError as `looked_at`."""
    return dict(looked_at(call, task.columns_of, key, takes_text))


def typed_columns(given: list[Record], schema: Mapping[str, str]) -> list[Record]:
    """Return the columns of a table with their types: those described, else all of the file's.

    Parameters
    ----------
    given : list of dict
        What `column_records` returned.
    schema : mapping of str to str
        Columns of the file and their types.

    Raises
    ------
    ApiError
        400: a column is described that the file does not have, or with another type than it has.
    """
    if not given:
        return [{**named(name), "dtype": dtype} for name, dtype in schema.items()]
    for column in given:
        name = column["name"]
        if name not in schema:
            raise bad_request(f"columns names {name!r:.300}, which the file lacks; it has {', '.join(schema)[:300]}")
        own = schema[name]
        if column.get("dtype") and _family(column["dtype"]) != _family(own):
            raise bad_request(f"columns gives {name!r:.300} the dtype {column['dtype']!r:.80}; the file has {own!r}")
    return [{**column, "dtype": column.get("dtype") or schema[column["name"]]} for column in given]


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


def _family(dtype: str) -> str:
    word = dtype.strip().lower().partition("[")[0].partition("(")[0]
    return next((family for family, words in _FAMILIES if word in words), word)
