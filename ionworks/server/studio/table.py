"""Tables of records: what a cell shows, and one page of many rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

import attrs

from ionworks.server.studio.page import Page

PAGE_ROWS: Final = 50


@attrs.frozen
class Cell:
    """One value of a table."""

    value: Any
    kind: str = "text"
    """``text``, ``number``, ``time``, ``status`` or ``duration``."""
    address: str = ""
    """Where a click on it leads."""
    title: str = ""
    """The full value, on hover."""


@attrs.frozen(kw_only=True)
class Table:
    """Some rows of a longer table."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    total: int
    offset: int = 0
    empty: str
    """What to do when there are no rows."""
    previous: str = ""
    following: str = ""
    """Addresses of the pages before and after this one; empty at the ends."""
    more: str = ""
    """Where all rows are, of a table that shows the latest."""


def offset_of(page: Page) -> int:
    """Return the first row that an address asks for; 0 when it is no number."""
    text = page.query.get("offset", "0")
    return min(int(text), 10**12) if text.isdecimal() and text.isascii() and len(text) < 20 else 0


def table(
    page: Page, caption: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], total: int, empty: str
) -> Table:
    """Return one page of `PAGE_ROWS` rows with the addresses of its neighbours."""
    offset = offset_of(page)
    return Table(
        caption=caption,
        columns=columns,
        rows=rows,
        total=total,
        offset=offset,
        empty=empty,
        previous=address_with(page, offset=max(0, offset - PAGE_ROWS)) if offset else "",
        following=address_with(page, offset=offset + PAGE_ROWS) if offset + len(rows) < total else "",
    )


def address_with(page: Page, **changes: Any) -> str:
    """Return the address of the page with other members of its query; ``None`` and nothing take one out."""
    kept = [(name, value) for name, value in page.query.multi_items() if name not in changes]
    given = [(name, str(value)) for name, value in changes.items() if value not in (None, "", 0)]
    query = urlencode(kept + given)
    return f"{page.path}?{query}" if query else page.path
