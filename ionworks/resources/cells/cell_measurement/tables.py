"""Moving the tables and files of measurements: encode, download, window, cache."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from ionworks import cache
from ionworks.errors import TransportError, ValidationError
from ionworks.frames import from_columns, from_parquet, unreadable
from ionworks.transport.connection import Connection
from ionworks.transport.transfer import redirect_target

if TYPE_CHECKING:
    import polars as pl

SPILL_BYTES: Final = 512 * 1024**2
"""Frames of this size in memory are encoded into a temporary file (docs/contract/flows.md section 5.1)."""
ROWS_PER_GROUP: Final = 131_072
"""Rows of one Parquet row group: the least a window read has to fetch."""


def measurement_path(measurement_id: str, *parts: str) -> str:
    """Path of an operation on one measurement, with every part escaped."""
    return "/".join(["/cell_measurements", *(quote(str(part), safe="") for part in (measurement_id, *parts))])


def download(connection: Connection, measurement_id: str, *parts: str) -> bytes:
    """Bytes behind an operation that redirects to storage."""
    return connection.transfer.download(connection.http, measurement_path(measurement_id, *parts))


def cached_table(
    connection: Connection, measurement_id: str, key: str, *, use_cache: bool
) -> tuple[pl.DataFrame | None]:
    """Table of a measurement from the cache, or else downloaded and kept there; in a tuple, for there may be none.

    Parameters
    ----------
    connection : Connection
    measurement_id : str
    key : {"time_series", "steps"}
    use_cache : bool
        False neither looks into the cache nor writes to it.
    """
    copy = cache.load_table(measurement_id, key) if use_cache else None
    if copy is not None:
        return copy
    content = download(connection, measurement_id, key, "download")
    frame = from_parquet(content)
    if use_cache:
        cache.store_table(measurement_id, key, content)
    return (frame,)


def summary_tables(
    measurement_id: str, fetch: Callable[[], Mapping[str, Any]], keys: tuple[str, ...], *, use_cache: bool
) -> dict[str, pl.DataFrame]:
    """Tables that the API sends as columns, from the cache when it has all of them.

    Parameters
    ----------
    measurement_id : str
    fetch : callable
        Gets ``{key: {column: values}}``.
    keys : tuple of {"steps", "cycles"}
        The tables wanted.
    use_cache : bool
        As in `cached_table`.
    """
    copies = {key: cache.load_table(measurement_id, key) for key in keys} if use_cache else {}
    found = {key: copy[0] for key, copy in copies.items() if copy is not None and copy[0] is not None}
    if len(found) == len(keys):
        return found
    answer = fetch()
    tables = {key: from_columns(answer[key]) for key in keys}
    for key, table in tables.items() if use_cache else ():
        # a copy of the Parquet file knows more about its columns than JSON does
        if copies[key] is None:
            cache.store_table(measurement_id, key, table)
    return tables


def window(connection: Connection, measurement_id: str, row_range: tuple[int, int]) -> pl.DataFrame:
    """Rows ``start`` to ``stop`` (exclusive) of a time series, read with range requests.

    Raises
    ------
    ValidationError
        `row_range` is no pair of whole numbers with ``0 <= start <= stop``.
    TransportError
        Storage gave no usable answer.
    """
    import polars as pl

    start, stop = check_row_range(row_range)
    path = measurement_path(measurement_id, "time_series", "download")
    response = connection.http.get(path, follow_redirects=False)
    if not response.is_redirect:
        return from_parquet(response.content).slice(start, stop - start)
    try:
        # the "?" of the signature is no pattern
        lazy = pl.scan_parquet(redirect_target(response), glob=False)
        return lazy.slice(start, stop - start).collect()
    except unreadable() as error:
        # without the cause: its text holds the signed URL
        message = f"storage gave no usable answer to a window read ({type(error).__name__})"
    raise TransportError(message)


def check_row_range(row_range: Any) -> tuple[int, int]:
    """Return a window after checking it; see `window`."""
    is_pair = isinstance(row_range, tuple | list) and len(row_range) == 2
    if not is_pair or any(isinstance(end, bool) or not isinstance(end, int) for end in row_range):
        raise ValidationError(f"row_range: found {row_range!r}; allowed: (first row, row after the last)")
    start, stop = row_range
    if not 0 <= start <= stop:
        raise ValidationError(f"row_range: found {row_range!r}; allowed: 0 <= start <= stop")
    return start, stop


@contextmanager
def encoded(frame: pl.DataFrame) -> Iterator[bytes | Path]:
    """Parquet form of a frame, in memory or, for a large one, in a temporary file."""
    if frame.estimated_size() < SPILL_BYTES:
        buffer = io.BytesIO()
        frame.write_parquet(buffer, compression="zstd", row_group_size=ROWS_PER_GROUP)
        yield buffer.getvalue()
        return
    with tempfile.TemporaryDirectory(prefix="ionworks-") as folder:
        path = Path(folder) / "table.parquet"
        frame.write_parquet(path, compression="zstd", row_group_size=ROWS_PER_GROUP)
        yield path


def without_non_finite(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with NaN and infinity as null (docs/contract/flows.md section 5.1, uploaded steps)."""
    import polars as pl
    import polars.selectors as cs

    return frame.with_columns(pl.when(cs.float().is_finite()).then(cs.float()).name.keep())
