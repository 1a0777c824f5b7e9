"""What worker processes do for measurements: derive steps and cycles, append rows."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any, Final

import attrs

from ionworks.errors import ValidationError
from ionworks.server.files.blobs import Blobs
from ionworks.server.files.place import open_blobs
from ionworks.server.ground.documents import Document
from ionworks.server.ground.errors import INVALID_DATA

ROWS_PER_GROUP: Final = 131_072
MOST_EAGER_BYTES: Final = 2 * 1024**3
"""Tables up to this size are read as a whole while a client waits."""
SERIES: Final = "time_series.parquet"
STEPS: Final = "steps.parquet"
EXTENSION: Final = "time_series_extend.parquet"


@attrs.frozen(kw_only=True)
class ProcessParams(Document):
    """What is known of the work when it is asked for; stored with the job."""

    folder: str
    """Storage key below which results are written."""
    time_series: str
    """Storage key."""
    steps: str | None = None
    """Storage key of steps of the user."""
    extension: str | None = None
    """Storage key of rows to append."""
    is_checked: bool
    """Whether the time series is known to be good."""
    rated_capacity: float | None
    """A.h"""


@attrs.frozen(kw_only=True)
class ProcessTask(Document):
    """Deriving steps and cycles of one measurement."""

    job_id: str
    storage: Any
    """Where files are."""
    params: ProcessParams
    max_table_bytes: int
    """Largest table that is read."""

    @property
    def output(self) -> str:
        """Folder to write to."""
        return f"{self.params.folder}/{self.job_id}"


@attrs.frozen(kw_only=True)
class CheckTask(Document):
    """Looking at what was uploaded before anything is made of it."""

    storage: Any
    """Where files are."""
    files: Any
    """Storage key by file name, `SERIES` or `EXTENSION` first; `STEPS` may follow."""
    is_whole: bool
    """Whether to read all of it while the client waits; a table that turns out to be large is left to the job."""
    rated_capacity: float | None
    """A.h"""
    max_table_bytes: int


def check(task: dict[str, Any]) -> dict[str, Any]:
    """Check uploaded files.

    Parameters
    ----------
    task : dict
        A `CheckTask`.

    Returns
    -------
    dict
        ``refused``, the name of a file and the reason, or ``None``; ``is_checked``, whether all was read.
    """
    from ionworks.server.nouns.measurements import content

    read = CheckTask.from_json(task)
    blobs, keys = open_blobs(read.storage), dict(read.files)
    name, key = next(iter(keys.items()))
    try:
        with blobs.local(key) as series:
            header = content.check_header(series, read.max_table_bytes)
            if not read.is_whole or header.table_bytes > MOST_EAGER_BYTES:
                return {"refused": None, "is_checked": False}
            content.check_series(series, read.max_table_bytes, read.rated_capacity)
            if STEPS in keys:
                name = STEPS
                with blobs.local(keys[STEPS]) as steps:
                    content.check_steps(steps, series, read.max_table_bytes)
    except ValidationError as error:
        return {"refused": [name, error.message], "is_checked": True}
    return {"refused": None, "is_checked": True}


def process(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Derive steps and cycles of a time series, after appending rows where the task brings some.

    Parameters
    ----------
    task : dict
        A `ProcessTask`.

    Returns
    -------
    list of dict
        One: ``job_id``, ``status``, and ``data_files`` (storage keys) or ``error`` with the reason.
    """
    read = ProcessTask.from_json(task)
    try:
        files = _derive(read)
    except ValidationError as error:
        text = f"The data cannot be used: {error.message}"
        return [{"job_id": read.job_id, "status": "failed", "error": text, "error_code": INVALID_DATA}]
    return [{"job_id": read.job_id, "status": "completed", "data_files": files}]


def _derive(task: ProcessTask) -> dict[str, str]:
    """Write what can be derived; return the storage keys of the measurement's tables."""
    import polars as pl

    from ionworks.frames import cycle_metrics
    from ionworks.server.nouns.measurements import content, summaries

    blobs = open_blobs(task.storage)
    files = {"time_series": task.params.time_series}
    if task.params.extension is not None:
        files["time_series"] = f"{task.output}/time_series.parquet"
        _append(blobs, task, task.params.extension, files["time_series"])
    with ExitStack() as lent:
        series = lent.enter_context(blobs.local(files["time_series"]))
        given = None if task.params.steps is None else lent.enter_context(blobs.local(task.params.steps))
        if not task.params.is_checked:
            content.check_series(series, task.max_table_bytes, task.params.rated_capacity)
            if given is not None:
                content.check_steps(given, series, task.max_table_bytes)
        steps = summaries.step_table(series, task.params.rated_capacity)
        if given is not None:
            steps = summaries.with_given(steps, pl.read_parquet(given))
    for name, table in (("steps", steps), ("cycles", cycle_metrics(steps))):
        files[name] = f"{task.output}/{name}.parquet"
        _write(table.lazy(), blobs, files[name])
    return files


def _append(blobs: Blobs, task: ProcessTask, added: str, target: str) -> None:
    """Write series and extension into one file, the columns of both, without holding them in memory."""
    import polars as pl

    from ionworks.server.nouns.measurements import content

    with blobs.local(task.params.time_series) as series, blobs.local(added) as extension:
        content.check_extension(series, extension, task.max_table_bytes, task.params.rated_capacity)
        both = [pl.scan_parquet(path, glob=False) for path in (series, extension)]
        _write(pl.concat(both, how="diagonal_relaxed"), blobs, target)


def _write(table: Any, blobs: Blobs, key: str) -> None:
    with blobs.writing(key) as stream:
        table.sink_parquet(stream, compression="zstd", row_group_size=ROWS_PER_GROUP)
