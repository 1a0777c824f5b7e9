"""Walks over pipeline configs that look for tables and local references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ionworks.references.data import check_rows

TEXT_KEYS = ("source", "name", "description")
"""Members that hold prose, whatever it begins with."""
NUMBERS = frozenset({int, float, bool, type(None)})
"""Types of plain numbers, which need no look of their own."""


def check_schema_tables(config: Any, where: str = "config") -> None:
    """Apply the row limit to DataFrames that ``ionworks-schema`` has already turned into columns.

    Schema objects write a DataFrame as ``{"data": {"data": columns}}`` or ``{"data": {"time_series":
    columns}}``, hand-written columns as ``{"data": columns}``; only the former count.

    Parameters
    ----------
    config : any
        Output of a schema object's ``to_config()``.
    where : str
        Name of the place, for messages.

    Raises
    ------
    MeasurementValidationError
        A table of more than 1000 rows.
    """
    for place, _, node in _walk(config, where):
        holder = node.get("data") if isinstance(node, Mapping) else None
        if not isinstance(holder, Mapping):
            continue
        for key in ("data", "time_series"):
            table = holder.get(key)
            columns = table.values() if isinstance(table, Mapping) else ()
            lengths = [len(column) for column in columns if isinstance(column, list)]
            check_rows(max(lengths, default=0), f"{place}.data.{key}")


def find_local_references(config: Any, where: str = "config") -> list[str]:
    """Find the places in a config that hold ``file:`` or ``folder:`` text, which a server must never open.

    Parameters
    ----------
    config : any
        JSON value.
    where : str
        Name of the root.

    Returns
    -------
    list of str
        Such as ``config.elements.fit.objectives.v.data``.
    """
    return [
        place
        for place, key, node in _walk(config, where)
        if isinstance(node, str) and node.startswith(("file:", "folder:")) and key not in TEXT_KEYS
    ]


def _walk(value: Any, where: str) -> Iterator[tuple[str, str | None, Any]]:
    """Every value below `value` with its place and key; plain numbers in lists are passed over."""
    pending: list[tuple[str, str | None, Any]] = [(where, None, value)]
    while pending:
        place, key, node = pending.pop()
        yield place, key, node
        if isinstance(node, Mapping):
            pending.extend((f"{place}.{name}", str(name), item) for name, item in node.items())
        elif isinstance(node, list | tuple):
            pending.extend(
                (f"{place}[{index}]", None, item) for index, item in enumerate(node) if type(item) not in NUMBERS
            )
