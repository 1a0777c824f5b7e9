"""A disk that is full while results are written."""

import os
from pathlib import Path

import polars as pl
import pytest

from ionworks.server import tasks


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_a_full_disk_is_an_error_and_leaves_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "chunk.parquet"
    (tmp_path / f"{path.name}.{os.getpid()}.partial").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        tasks._write_table(pl.DataFrame({"Time [s]": list(range(100_000))}), path)
    assert list(tmp_path.iterdir()) == []
