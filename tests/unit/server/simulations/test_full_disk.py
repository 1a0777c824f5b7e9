"""A disk that is full while results are written."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pytest

from ionworks.server.files.place import open_blobs
from ionworks.server.simulations.task import _write_table

resource = pytest.importorskip("resource", reason="needs a limit on the size of files")


@contextmanager
def _short_files() -> Iterator[None]:
    """The system ends a file at 4 kB, as a full disk would; no fixture, for the tests' own log may be a long file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_an_error_and_leaves_no_rest(tmp_path: Path) -> None:
    table, blobs = pl.DataFrame({"Time [s]": list(range(100_000))}), open_blobs(tmp_path)
    with _short_files(), pytest.raises(OSError, match="File too large"):
        _write_table(table, blobs, "chunk.parquet")
    assert list(tmp_path.iterdir()) == []
