"""Curves out of stored tables: few columns, the rows of a window, thinned for a screen; answers are remembered."""

from __future__ import annotations

import base64
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import attrs
import numpy as np

from ionworks.server.files.blobs import Blobs, parquet_footer
from ionworks.server.files.thinning import Values, kept_rows
from ionworks.server.ground.errors import bad_request

_REMEMBERED: Final = 2048
_FEW: Final = 3
_SPARSE: Final = 4
"""Parts are read together unless more than this times their rows would be read."""
_TIME: Final = "Time [s]"


@attrs.frozen(kw_only=True)
class Window:
    """Which part of a table is wanted; the fields are the wire parameters of the same name."""

    columns: tuple[str, ...] = attrs.field(converter=tuple)
    x: str = _TIME
    x_min: float | None = None
    x_max: float | None = None
    max_points: int = 2000
    encoding: str = "json"


@attrs.frozen(kw_only=True)
class Part:
    """Rows of one stored table: a whole file, or those of one run in it."""

    key: str
    first: int = 0
    count: int | None = None
    """``None`` means up to the end."""


@attrs.frozen(kw_only=True)
class Series:
    """Some columns of a part, thinned."""

    columns: dict[str, Values]
    rows: int
    """Rows in the window before thinning."""
    available: tuple[str, ...]
    """Every column of numbers in the table."""

    def wire(self, encoding: str) -> dict[str, Any]:
        """Return the form of the contract; packed columns are 64-bit floats, little-endian, in Base64."""
        shown = next(iter(self.columns.values()))
        about = {"rows": self.rows, "is_thinned": len(shown) < self.rows, "available": list(self.available)}
        if encoding == "base64":
            return {**about, "packed": {name: _packed(column) for name, column in self.columns.items()}}
        return {**about, "columns": {name: column.tolist() for name, column in self.columns.items()}}


def _packed(column: Values) -> str:
    return base64.b64encode(column.astype("<f8").tobytes()).decode("ascii")


@attrs.define
class SeriesReader:
    """Reads series, and remembers the last ones by the content they came from.

    Parameters
    ----------
    blobs : Blobs
    """

    blobs: Blobs
    _known: OrderedDict[Any, Series] = attrs.field(factory=OrderedDict, init=False, repr=False)
    _lock: Any = attrs.field(factory=threading.Lock, init=False, repr=False)

    def read(self, part: Part, window: Window) -> Series:
        """Return one series.

        Raises
        ------
        ApiError
            400: the table has no such column of numbers.
        FileNotFoundError
            The file is gone.
        """
        found = self.read_all([part], window)[0]
        if found is None:
            raise FileNotFoundError(f"nothing is stored under {part.key!r}")
        return found

    def read_all(self, parts: Sequence[Part], window: Window) -> list[Series | None]:
        """Return the series of many parts, ``None`` for those whose file is gone; each file is opened once."""
        sizes = {key: self._size(key) for key in dict.fromkeys(part.key for part in parts)}
        # a file that is replaced, as when a measurement grows, has another size
        marks = [(part, sizes[part.key], attrs.evolve(window, encoding="")) for part in parts]
        with self._lock:
            found = {mark: self._known[mark] for mark in marks if mark in self._known}
        for key in sizes:
            missing = [mark for mark in marks if mark[0].key == key and mark[1] is not None and mark not in found]
            if missing:
                with self._table(key) as (path, available):
                    names = _checked((window.x, *window.columns), available)
                    load = _loader(path, [mark[0] for mark in missing], names)
                    found.update({mark: _read(load, mark[0], window, names, available) for mark in missing})
        with self._lock:
            self._known.update(found)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return [found.get(mark) for mark in marks]

    def _size(self, key: str) -> int | None:
        try:
            return self.blobs.size(key)
        except FileNotFoundError:
            return None

    @contextmanager
    def _table(self, key: str) -> Iterator[tuple[Any, tuple[str, ...]]]:
        import polars as pl

        types = pl.read_parquet_schema(parquet_footer(self.blobs, key))
        available = tuple(name for name, kind in types.items() if kind.is_numeric())
        with self.blobs.local(key) as path:
            yield path, available


Load = Callable[[Sequence[str], int, int | None], dict[str, Values]]
"""Columns of the rows from one on, so many of them, or up to the end."""


def _checked(names: Sequence[str], available: Sequence[str]) -> list[str]:
    for name in names:
        if name not in available:
            raise bad_request(f"Unknown column {name!r}; columns of numbers are {', '.join(available)}.")
    return list(dict.fromkeys(names))


def _loader(path: Any, parts: Sequence[Part], names: Sequence[str]) -> Load:
    """Return what reads columns of a slice of a file; of many parts that lie together all columns are read at once."""
    import polars as pl

    def load(wanted: Sequence[str], first: int, count: int | None) -> dict[str, Values]:
        # only the row groups of the slice, and only these columns of them, are read
        lazy = pl.scan_parquet(path, glob=False).slice(first, count).select(pl.col(wanted).cast(pl.Float64))
        return {name: column.to_numpy() for name, column in lazy.collect().to_dict().items()}

    counts = [part.count or 0 for part in parts]
    start = min(part.first for part in parts)
    span = max(part.first + count for part, count in zip(parts, counts, strict=True)) - start
    if len(parts) < _FEW or span > _SPARSE * sum(counts):
        return load
    whole = load(names, start, span)

    def cut(wanted: Sequence[str], first: int, count: int | None) -> dict[str, Values]:
        end = None if count is None else first - start + count
        return {name: whole[name][first - start : end] for name in wanted}

    return cut


def _read(load: Load, part: Part, window: Window, names: list[str], available: tuple[str, ...]) -> Series:
    first, count = part.first, part.count
    if window.x_min is not None or window.x_max is not None:
        axis = load([window.x], first, count)[window.x]
        start, end = _rows_of(axis, window.x_min, window.x_max)
        first, count = first + start, end - start
    found = load(names, first, count)
    axis = found[window.x]
    kept = kept_rows(axis, [found[name] for name in names if name != window.x], window.max_points)
    return Series(columns={name: values[kept] for name, values in found.items()}, rows=len(axis), available=available)


def _rows_of(axis: Values, low: float | None, high: float | None) -> tuple[int, int]:
    """Return the rows from the first to the last inside a window, and the neighbours that a line leads to."""
    lower, upper = -np.inf if low is None else low, np.inf if high is None else high
    if len(axis) and np.all(np.diff(axis) >= 0):
        start, end = int(np.searchsorted(axis, lower)), int(np.searchsorted(axis, upper, side="right"))
    else:
        inside = np.flatnonzero((axis >= lower) & (axis <= upper))
        start, end = (int(inside[0]), int(inside[-1]) + 1) if len(inside) else (0, 0)
    return max(0, start - 1), min(len(axis), end + 1)
