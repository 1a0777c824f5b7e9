"""What worker processes do for measurements: derive steps and cycles, append rows."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any, Final

from ionworks.errors import ValidationError
from ionworks.server.errors import INVALID_DATA
from ionworks.server.files.blobs import Blobs
from ionworks.server.files.place import open_blobs

ROWS_PER_GROUP: Final = 131_072


def process(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Derive steps and cycles of a time series, after appending rows where the task brings some.

    Parameters
    ----------
    task : dict
        ``job_id``; ``storage``: where files are; storage keys ``time_series``, ``steps`` (of the user, or ``None``),
        ``extension`` (or ``None``) and ``output``, a folder to write to; ``is_checked``: whether the time series is
        known to be good; ``rated_capacity`` [A.h] or ``None``.

    Returns
    -------
    list of dict
        One: ``job_id``, ``status``, and ``data_files`` (storage keys) or ``error`` with the reason.
    """
    try:
        files = _derive(task)
    except ValidationError as error:
        text = f"The data cannot be used: {error.message}"
        return [{"job_id": task["job_id"], "status": "failed", "error": text, "error_code": INVALID_DATA}]
    return [{"job_id": task["job_id"], "status": "completed", "data_files": files}]


def _derive(task: dict[str, Any]) -> dict[str, str]:
    """Write what can be derived; return the storage keys of the measurement's tables."""
    import polars as pl

    from ionworks.server.measurements import content, summaries

    blobs = open_blobs(task["storage"])
    files = {"time_series": task["time_series"]}
    if task["extension"] is not None:
        files["time_series"] = f"{task['output']}/time_series.parquet"
        _append(blobs, task, files["time_series"])
    with ExitStack() as lent:
        series = lent.enter_context(blobs.local(files["time_series"]))
        given = None if task["steps"] is None else lent.enter_context(blobs.local(task["steps"]))
        if not task["is_checked"]:
            content.check_series(series, task["rated_capacity"])
            if given is not None:
                content.check_steps(given, series)
        steps = summaries.step_table(series, task["rated_capacity"])
        if given is not None:
            steps = summaries.with_given(steps, pl.read_parquet(given))
    for name, table in (("steps", steps), ("cycles", summaries.cycle_table(steps))):
        files[name] = f"{task['output']}/{name}.parquet"
        _write(table.lazy(), blobs, files[name])
    return files


def _append(blobs: Blobs, task: dict[str, Any], target: str) -> None:
    """Write series and extension into one file, the columns of both, without holding them in memory."""
    import polars as pl

    from ionworks.server.measurements import content

    with blobs.local(task["time_series"]) as series, blobs.local(task["extension"]) as extension:
        content.check_extension(series, extension, task["rated_capacity"])
        both = [pl.scan_parquet(path, glob=False) for path in (series, extension)]
        _write(pl.concat(both, how="diagonal_relaxed"), blobs, target)


def _write(table: Any, blobs: Blobs, key: str) -> None:
    with blobs.writing(key) as stream:
        table.sink_parquet(stream, compression="zstd", row_group_size=ROWS_PER_GROUP)
