"""What commands print: tables, key and value, JSON; results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from ionworks.errors import ConfigurationError

if TYPE_CHECKING:
    import polars as pl

Json = Annotated[bool, typer.Option("--json", help="Print JSON, with every field.")]
"""Option of every command that prints records."""
TABLES: Final = (".parquet", ".csv")
"""Endings of tables that are written and read."""
_PICTURES: Final = (".png", ".pdf", ".svg")
_UNLIMITED: Final = 100_000
"""Columns of a table that goes into a file or another program: nothing is cut."""


def print_json(value: Any) -> None:
    """Print a JSON document; what JSON has no form for is printed as text."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def print_records(records: Iterable[Mapping[str, Any]], columns: Sequence[str], *, as_json: bool) -> None:
    """Print records, all of their fields as JSON or some in a table.

    Parameters
    ----------
    records : iterable of mapping
        Rows.
    columns : sequence of str
        Fields of the table, in order.
    as_json : bool
        Print JSON.
    """
    rows = list(records)
    if as_json:
        print_json(rows)
    else:
        print_table([[row.get(name) for name in columns] for row in rows], columns)


def print_table(rows: Iterable[Sequence[Any]], columns: Sequence[str] = ()) -> None:
    """Print a table; ids are never cut. Without names of columns it has no header."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_header=bool(columns), header_style="bold")
    filled = [[_cell(value) for value in row] for row in rows]
    for index in range(max(map(len, [columns, *filled]), default=0)):
        table.add_column(Text(columns[index]) if columns else "", overflow="fold")
    for row in filled:
        # Text, not strings: names of users must not be read as rich markup
        table.add_row(*map(Text, row))
    Console(width=None if sys.stdout.isatty() else _UNLIMITED, highlight=False).print(table)


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.6g}" if isinstance(value, float) else one_line(str(value))


def one_line(text: str) -> str:
    """Text on one line, without characters that could move a terminal's cursor."""
    lines = "; ".join(line.strip() for line in text.splitlines() if line.strip())
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in lines)


@contextmanager
def progress() -> Iterator[bool]:
    """Send progress lines to stderr while the block runs; yield whether there is somebody to read them."""
    with redirect_stdout(sys.stderr):
        yield sys.stderr.isatty()


def check_outputs(table: Path | None = None, picture: Path | None = None) -> None:
    """Refuse files that could not be written, before anything is computed for them."""
    for path, option, endings in ((table, "--out", TABLES), (picture, "--plot", _PICTURES)):
        if path is None:
            continue
        if path.suffix.lower() not in endings:
            raise typer.BadParameter(
                f"found {path.name!r}; allowed a name that ends in {', '.join(endings)}", param_hint=option
            )
        check_folder(path, option)
    if picture is not None:
        _check_matplotlib()


def check_folder(path: Path, option: str) -> None:
    """Refuse a file in a folder that does not exist."""
    if not path.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {str(path.parent)!r}", param_hint=option)


def _check_matplotlib() -> None:
    try:
        import matplotlib as mpl
    except ModuleNotFoundError as error:
        raise ConfigurationError("pictures need the extra 'plot': pip install 'ionworks-api[plot]'") from error
    mpl.use("Agg")  # pictures go into files: no window system is needed


def write_table(frame: pl.DataFrame, path: Path) -> None:
    """Write a table; the ending of the name chooses Parquet or CSV."""
    if path.suffix.lower() == ".parquet":
        frame.write_parquet(path)
    else:
        frame.write_csv(path)
    say(f"wrote {frame.height} rows to {path}")


def say(text: str) -> None:
    """Tell the user something that is no result."""
    typer.echo(one_line(text), err=True)
