"""Filter and sort parameters of lists: PostgREST operator strings -> SQLAlchemy clauses. Pure.

Grammar: ``value`` and ``eq.value`` equality, ``neq.``, ``like.`` and ``ilike.`` patterns with ``%``,
``in.(a,b,"c,d")``, ``gt. gte. lt. lte.`` comparisons, ``is.null`` and ``is.not_null``; parameters
``<column>_gt`` and ``<column>_lt`` are inclusive bounds. Time stamps are ISO 8601 dates or date-times, UTC
when they name no zone.

Source: docs/contract/wire.md sections 7 and 8.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa

from ionworks.server.ground.errors import unprocessable
from ionworks.server.store import schema

_Column = sa.ColumnElement[Any]
_Clause = sa.ColumnElement[bool]

_COMPARISONS: Final[Mapping[str, Callable[[_Column, Any], _Clause]]] = MappingProxyType(
    {
        "eq": lambda column, value: column == value,
        "neq": lambda column, value: column != value,
        "gt": lambda column, value: column > value,
        "gte": lambda column, value: column >= value,
        "lt": lambda column, value: column < value,
        "lte": lambda column, value: column <= value,
    }
)
_PATTERNS: Final = ("like", "ilike")
OPERATORS: Final = (*_COMPARISONS, *_PATTERNS, "in", "is")
"""Operators a filter value may start with, followed by a dot."""
_BOUNDS: Final = MappingProxyType({"_gt": "gte", "_lt": "lte"})
LONGEST: Final = 10_000
"""Most characters of a filter or of a text that is sought: SQLite refuses patterns over 50,000 bytes."""


def clauses(filters: Mapping[str, str | None], columns: Mapping[str, sa.Column[Any]]) -> list[_Clause]:
    """Return one clause per given filter.

    Parameters
    ----------
    filters : mapping of str to str or None
        Query parameters under their wire names; ``None`` means not given.
    columns : mapping of str to Column
        The columns that may be filtered, by wire name.

    Raises
    ------
    ApiError
        422 naming the parameter: an unknown column or operator, or a value that does not fit the column.
    """
    return [_clause(name, text, columns) for name, text in filters.items() if text is not None]


def containing(column: _Column, text: str, name: str) -> _Clause:
    """Return the clause that a column in lower case contains `text`, whose case does not count.

    Raises
    ------
    ApiError
        422 naming the parameter: the text is too long to be sought.
    """
    return column.contains(_short(text, name).strip().casefold(), autoescape=True)


def _short(text: str, name: str) -> str:
    if len(text) > LONGEST:
        raise unprocessable(f"has {len(text)} characters; at most {LONGEST} are allowed", ("query", name))
    return text


def _clause(name: str, text: str, columns: Mapping[str, sa.Column[Any]]) -> _Clause:
    if name in columns:
        operator, value = _split(_short(text, name))
        return _apply(columns[name], operator, value, name)
    base, suffix = name[:-3], name[-3:]
    if suffix in _BOUNDS and base in columns:
        return _apply(columns[base], _BOUNDS[suffix], _short(text, name), name)
    allowed = ", ".join(sorted(columns))
    raise unprocessable(f"unknown filter {name!r}; allowed columns are {allowed}", ("query", name))


def _split(text: str) -> tuple[str, str]:
    """Split ``operator.value``; anything without a known operator is an equality."""
    operator, dot, value = text.partition(".")
    return (operator, value) if dot and operator in OPERATORS else ("eq", text)


def _apply(column: sa.Column[Any], operator: str, value: str, name: str) -> _Clause:
    if operator == "is":
        return _null_clause(column, value, name)
    if operator == "in":
        return column.in_([_convert(column, item, name) for item in _members(value, name)])
    if operator in _PATTERNS:
        if column.type.python_type is not str:
            raise unprocessable(f"{operator} needs a text column", ("query", name))
        match = column.ilike if operator == "ilike" else column.like
        return match(value, escape="\\")
    return _COMPARISONS[operator](column, _convert(column, value, name))


def _null_clause(column: sa.Column[Any], value: str, name: str) -> _Clause:
    if value == "null":
        return column.is_(None)
    if value == "not_null":
        return column.is_not(None)
    raise unprocessable(f"is.{value} is unknown; allowed are is.null, is.not_null", ("query", name))


def _members(value: str, name: str) -> Iterable[str]:
    if not (value.startswith("(") and value.endswith(")")):
        raise unprocessable(f"in needs a list such as in.(a,b), found in.{value}", ("query", name))
    try:
        return next(csv.reader([value[1:-1]], skipinitialspace=True, strict=True), [])
    except csv.Error as error:
        raise unprocessable(f"in.{value:.80} is no list such as in.(a,b): {error}", ("query", name)) from None


def _convert(column: sa.Column[Any], text: str, name: str) -> Any:
    """Give `text` the type of `column`."""
    try:
        if _is_time(column):
            return timestamp(text)
        if column.type.python_type is bool:
            return {"true": True, "false": False}[text.lower()]
        return column.type.python_type(text)
    except (ValueError, KeyError, OverflowError):
        wanted = "ISO 8601 date or date-time" if _is_time(column) else column.type.python_type.__name__
        raise unprocessable(f"{text!r} is not a valid {wanted}", ("query", name)) from None


def timestamp(text: str) -> str:
    """Return an ISO 8601 date or date-time as stored text (UTC, fixed width).

    Raises
    ------
    ValueError
        `text` is neither.
    """
    head, space, offset = text.strip().rpartition(" ")
    # the "+" of an offset arrives as a space when the sender did not escape it
    moment = datetime.fromisoformat(f"{head}+{offset}" if space and "T" in head else text.strip())
    return schema.format_time(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def ordering(
    columns: Mapping[str, sa.Column[Any]],
    order_by: str | None,
    order: str | None,
) -> list[sa.UnaryExpression[Any]]:
    """Return the ORDER BY terms, newest first by default; ties are settled by id, so that pages never overlap.

    Raises
    ------
    ApiError
        422: a column outside `columns`, or a direction other than ``asc`` and ``desc``.
    """
    name = order_by or "created_at"
    direction = order or ("desc" if order_by is None else "asc")
    if name not in columns:
        raise unprocessable(f"cannot sort by {name!r}; allowed are {', '.join(sorted(columns))}", ("query", "order_by"))
    if direction not in {"asc", "desc"}:
        raise unprocessable(f"{direction!r} is no direction; allowed are asc, desc", ("query", "order"))
    turn = sa.asc if direction == "asc" else sa.desc
    # a computed column, such as a status, belongs to no table
    identifier = columns["created_at"].table.c.id
    return [turn(columns[name]), turn(identifier)]


def _is_time(column: sa.ColumnElement[Any]) -> bool:
    """Whether a column holds time stamps; computed ones (a status) have no ``info`` and do not."""
    return bool(getattr(column, "info", {}).get("time"))
