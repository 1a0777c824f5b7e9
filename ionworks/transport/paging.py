"""Pages of a listing, and iteration over all of them."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

from ionworks.frames import from_rows, to_backend
from ionworks.notebook import rows_table

ItemT = TypeVar("ItemT")


class PaginatedList(Generic[ItemT]):
    """One page of a listing. It behaves like a list and knows how many matches there are in all.

    Parameters
    ----------
    items : sequence
        Records of this page.
    total : int, optional
        Number of all matches; by default the number of `items`.
    """

    __slots__ = ("items", "total")
    __hash__ = None  # type: ignore[assignment]  # compared by content, like a list

    def __init__(self, items: Sequence[ItemT], total: int | None = None) -> None:
        self.items = list(items)
        self.total = len(self.items) if total is None else total

    @property
    def count(self) -> int:
        """Number of records on this page."""
        return len(self.items)

    def __iter__(self) -> Iterator[ItemT]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, index: int) -> ItemT: ...
    @overload
    def __getitem__(self, index: slice) -> list[ItemT]: ...
    def __getitem__(self, index: int | slice) -> ItemT | list[ItemT]:
        return self.items[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, PaginatedList):
            return bool(self.items == other.items and self.total == other.total)
        return self.items == other if isinstance(other, list) else NotImplemented

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.count} of {self.total}: {self.items!r})"

    def _repr_html_(self) -> str:
        """Table of the first records for notebooks."""
        kinds = ", ".join(dict.fromkeys(type(item).__name__ for item in self.items))
        return rows_table([_row(item) for item in self.items], f"{self.count} of {self.total:,} {kinds}", self.total)

    def to_frame(self) -> Any:
        """Return the records of this page as a DataFrame of the chosen backend.

        Returns
        -------
        DataFrame, one row per record
            A column for each field that a record has; lists and dicts are JSON texts, and a field a record does not
            have is null.
        """
        return to_backend(from_rows([_row(item, nested=json.dumps) for item in self.items]))


def _row(item: Any, nested: Callable[[Any], Any] | None = None) -> dict[str, Any]:
    """Fields of an item of a listing, an own form for those that are lists or dicts."""
    fields = item.to_dict() if hasattr(item, "to_dict") else item
    if not isinstance(fields, Mapping):
        fields = {"value": fields}
    if nested is None:
        return dict(fields)
    return {name: nested(value) if isinstance(value, dict | list) else value for name, value in fields.items()}


def iterate_pages(fetch_page: Callable[[int, int], PaginatedList[ItemT]], page_size: int = 100) -> Iterator[ItemT]:
    """Yield the records of all pages, one page in memory at a time.

    Parameters
    ----------
    fetch_page : callable
        Takes ``limit`` and ``offset`` and returns that page.
    page_size : int
        Rows asked for per page; the server may send fewer.
    """
    offset = 0
    while True:
        page = fetch_page(page_size, offset)
        yield from page
        offset += len(page)
        if not page.items or offset >= page.total:
            return
