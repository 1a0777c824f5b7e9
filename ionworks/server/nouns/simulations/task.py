"""The work of a chunk of simulations, in a worker process."""

from __future__ import annotations

import io
import tempfile
from typing import Any, Final, Self

import attrs

from ionworks.server.engine.task import SimulationTask
from ionworks.server.files.blobs import Blobs
from ionworks.server.files.keys import STEPS_SUFFIX, TIME_SERIES_SUFFIX, profile_key
from ionworks.server.files.place import open_blobs

_ROWS_PER_GROUP: Final = 16_384
"""Row group of a chunk file: what is read for a run of it; larger groups are slower to write and to slice."""


@attrs.frozen(kw_only=True)
class ChunkTask(SimulationTask):
    """Runs whose tables go into one pair of files."""

    storage: Any
    """Where files are."""
    storage_folder: str
    """Storage key to which the suffixes of the two files are added."""


def simulate_chunk(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Solve every run of `task` and write their tables into two Parquet files, and one for each variable over space.

    Parameters
    ----------
    task : dict
        A `ChunkTask`.

    Returns
    -------
    list of dict
        One per run, in order: ``simulation_id, job_id, status, error, error_code, metrics, partial,
        storage_folder``, and ``time_series`` and ``steps`` as [first row, number of rows] in the files,
        ``None`` without rows.
    """
    from ionworks.server.engine import simulate

    read = ChunkTask.from_json(task)
    blobs, folder = open_blobs(read.storage), read.storage_folder
    with _Profiles(folder) as profiles:
        chunk = simulate.run_chunk(read, profiles.keep)
        profiles.store(blobs)
    _write_table(chunk.time_series, blobs, folder + TIME_SERIES_SUFFIX)
    _write_table(chunk.steps, blobs, folder + STEPS_SUFFIX)
    return [{**result, "storage_folder": folder} for result in chunk.runs]


class _Profiles:
    """Tables over space of a chunk, in a file without a name until all is solved: it goes with the process."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._keys: list[tuple[str, int]] = []

    def __enter__(self) -> Self:
        self._file = tempfile.TemporaryFile()
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def keep(self, simulation_id: str, name: str, table: Any) -> None:
        """Add a table of a run."""
        content = io.BytesIO()
        table.write_parquet(content, compression="zstd", row_group_size=_ROWS_PER_GROUP)
        self._keys.append((profile_key(self._folder, simulation_id, name), len(content.getbuffer())))
        self._file.write(content.getbuffer())

    def store(self, blobs: Blobs) -> None:
        """Write every table under its key."""
        self._file.seek(0)
        for key, size in self._keys:
            blobs.write(key, self._file.read(size))


def _write_table(table: Any, blobs: Blobs, key: str) -> None:
    """Store a polars frame, if it has rows."""
    if not table.height:
        return
    with blobs.writing(key) as stream:
        table.write_parquet(stream, compression="zstd", row_group_size=_ROWS_PER_GROUP)
