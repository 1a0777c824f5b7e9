"""Wire form of what listings take: page, names, dates, order.

Functions that return a `TypedDict` give several keywords of a generated call at once; spread with ``**`` they are
still checked against its signature.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, Generic, TypedDict, TypeVar

from ionworks_openapi.types import UNSET, Unset

from ionworks.jsonable import to_jsonable
from ionworks.resources._shared.base import choice, optional

Column = TypeVar("Column", bound=Enum)
Direction = TypeVar("Direction", bound=Enum)


class PageKeywords(TypedDict):
    """Which rows."""

    limit: int | Unset
    offset: int | Unset


class NamedKeywords(PageKeywords):
    """Which rows of those with a name."""

    name: str | Unset


class DateKeywords(TypedDict):
    """Bounds of creation and last change."""

    created_at_gt: str | Unset
    created_at_lt: str | Unset
    updated_at_gt: str | Unset
    updated_at_lt: str | Unset


class OwnedKeywords(DateKeywords):
    """By whom and when created, and when changed."""

    created_by_email: str | Unset


class RunKeywords(OwnedKeywords):
    """What pipelines are found by: exact values or operator strings, and dates."""

    name: str | Unset
    description: str | Unset
    status: str | Unset
    created_at: str | Unset
    updated_at: str | Unset


class OrderKeywords(TypedDict, Generic[Column, Direction]):
    """Column to sort by, and direction."""

    order_by: Column | Unset
    order: Direction | Unset


def page_of(limit: int | None, offset: int | None) -> PageKeywords:
    """Page size, and rows to skip."""
    return {"limit": optional(limit), "offset": optional(offset)}


def named(limit: int | None, offset: int | None, name: str | None, name_exact: str | None) -> NamedKeywords:
    """Page size, rows to skip, and part of a name or the exact one (wins)."""
    return {**page_of(limit, offset), "name": name_filter(name, name_exact)}


def dated(
    created_after: str | None, created_before: str | None, updated_after: str | None, updated_before: str | None
) -> DateKeywords:
    """Bounds of creation and last change, inclusive."""
    return {
        "created_at_gt": timestamp(created_after),
        "created_at_lt": timestamp(created_before),
        "updated_at_gt": timestamp(updated_after),
        "updated_at_lt": timestamp(updated_before),
    }


def owned(
    created_by_email: str | None,
    created_after: str | None,
    created_before: str | None,
    updated_after: str | None,
    updated_before: str | None,
) -> OwnedKeywords:
    """Part of the creator's address in any case, and bounds of creation and last change."""
    return {
        "created_by_email": UNSET if created_by_email is None else f"ilike.%{created_by_email}%",
        **dated(created_after, created_before, updated_after, updated_before),
    }


def matching(
    name: str | None,
    description: str | None,
    status: str | None,
    created_by_email: str | None,
    created_at: str | None,
    updated_at: str | None,
    created_at_gt: str | None,
    created_at_lt: str | None,
    updated_at_gt: str | None,
    updated_at_lt: str | None,
) -> RunKeywords:
    """Exact values or operator strings, sent as they are, and bounds of creation and last change."""
    return {
        **dated(created_at_gt, created_at_lt, updated_at_gt, updated_at_lt),
        "name": optional(name),
        "description": optional(description),
        "status": optional(status),
        "created_by_email": optional(created_by_email),
        "created_at": timestamp(created_at),
        "updated_at": timestamp(updated_at),
    }


def ordered(
    columns: type[Column], order_by: str | None, directions: type[Direction], order: str | None
) -> OrderKeywords[Column, Direction]:
    """Order of the rows; both words are checked before anything is sent."""
    return {"order_by": choice(columns, order_by, "order_by"), "order": choice(directions, order, "order")}


def name_filter(name: str | None, name_exact: str | None) -> str | Unset:
    """Wire form of the name filters: exact wins over substring."""
    if name_exact is not None:
        return f"eq.{name_exact}"
    return UNSET if name is None else f"ilike.%{name}%"


def timestamp(value: Any) -> str | Unset:
    """Wire form of a date, datetime or ISO text."""
    return UNSET if value is None else str(to_jsonable(value))
