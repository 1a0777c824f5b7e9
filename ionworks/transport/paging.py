"""Pages of a listing, and iteration over all of them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

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
