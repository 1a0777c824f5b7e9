"""Tables for notebooks: short, with every text escaped."""

from __future__ import annotations

import html
import reprlib
from collections.abc import Mapping, Sequence
from typing import Any, Final

MOST_ROWS: Final = 20
"""Rows a table shows; what is left out is counted below it."""
MOST_COLUMNS: Final = 8
_LEFT: Final = "style='text-align:left'"


class _Short(reprlib.Repr):
    """Values on one short line, however large a configuration is."""

    def __init__(self) -> None:
        super().__init__()
        self.maxdict = self.maxlist = self.maxtuple = 3
        self.maxstring = self.maxother = 60
        self.maxlevel = 2


_short = _Short()


def short(value: Any) -> str:
    """A value on one short line, as ``repr`` writes it."""
    return _short.repr(value)


def fields_table(fields: Mapping[str, Any], caption: str, most: int = MOST_ROWS) -> str:
    """Table of names and values.

    Parameters
    ----------
    fields : mapping
        Values by name.
    caption : str
        Title above it, as HTML.
    most : int
        Rows shown.
    """
    rows = [f"<th {_LEFT}>{_text(name)}</th>{_cell(value)}" for name, value in list(fields.items())[:most]]
    return _table(rows, caption, len(fields) - len(rows))


def rows_table(rows: Sequence[Mapping[str, Any]], caption: str, total: int | None = None) -> str:
    """Table of rows under one another.

    Parameters
    ----------
    rows : sequence of mapping
        Values by column. Columns without a value in the rows shown are left out.
    caption : str
        Title above it, as HTML.
    total : int, optional
        How many rows there are in all, should `rows` be a part of them.
    """
    shown = rows[:MOST_ROWS]
    used = dict.fromkeys(name for row in shown for name, value in row.items() if value is not None)
    columns = list(used)[:MOST_COLUMNS]
    head = "".join(f"<th {_LEFT}>{_text(name)}</th>" for name in columns)
    if len(used) > len(columns):
        head += f"<th>and {len(used) - len(columns)} more</th>"
    lines = ["".join(_cell(row.get(name)) for name in columns) for row in shown]
    return _table([head, *lines] if head else [], caption, (len(rows) if total is None else total) - len(shown))


def _table(rows: Sequence[str], caption: str, left_out: int) -> str:
    lines = [f"<tr>{row}</tr>" for row in rows]
    if left_out > 0:
        lines.append(f"<tr><td {_LEFT} colspan='{MOST_COLUMNS + 1}'>and {left_out:,} more</td></tr>")
    return f"<table><caption>{caption}</caption>{''.join(lines)}</table>"


def _cell(value: Any) -> str:
    if value is None:
        return "<td></td>"
    if isinstance(value, float):
        return f"<td {_LEFT}>{value:.6g}</td>"
    return f"<td {_LEFT}>{_text(short(value))}</td>"


def _text(text: Any) -> str:
    return html.escape(str(text))
