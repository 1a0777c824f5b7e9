"""Functions that run in worker processes. They get and return JSON-like values and touch no database.

Imports of the engine stay inside, so that the server process never loads PyBaMM for naming a task.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

_PARENT_CHECK_SECONDS: Final = 2.0
TIME_SERIES_SUFFIX: Final = ".time_series.parquet"
STEPS_SUFFIX: Final = ".steps.parquet"


def warm_up() -> None:
    """Import what every solve needs, and make sure that this process does not outlive the server."""
    watch_parent()
    import ionworks.server.engine.simulate  # noqa: F401


def watch_parent() -> None:
    """End this worker when the server is gone: a server that was killed cannot stop its workers."""
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()


def _end_with_parent(parent: int) -> None:
    # an orphan gets another parent
    while os.getppid() == parent:
        time.sleep(_PARENT_CHECK_SECONDS)
    os._exit(1)


def simulate_chunk(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Solve every run of `task` and write their tables into two Parquet files.

    Parameters
    ----------
    task : dict
        ``model``, ``parameters``, ``simulation_settings``, ``protocol``, ``runs``, ``extra_variables``,
        ``max_backward_jumps``, as `ionworks.server.engine.simulate.run` wants them; ``output_prefix``: local
        path to which the suffixes of the two files are added; ``storage_folder``: the same as a storage key.

    Returns
    -------
    list of dict
        One per run, in order: ``simulation_id, job_id, status, error, error_code, metrics, partial,
        storage_folder``, and ``time_series`` and ``steps`` as [first row, number of rows] in the files,
        ``None`` without rows.
    """
    from ionworks.server.engine import simulate

    results = list(simulate.run(task))
    prefix = task["output_prefix"]
    series = _write_tables([result.time_series for result in results], Path(prefix + TIME_SERIES_SUFFIX))
    steps = _write_tables([result.steps for result in results], Path(prefix + STEPS_SUFFIX))
    return [
        {
            "simulation_id": result.simulation_id,
            "job_id": result.job_id,
            "status": result.status,
            "error": result.error,
            "error_code": result.error_code,
            "metrics": result.metrics,
            "partial": bool(result.partial),
            "storage_folder": task["storage_folder"],
            "time_series": series_range,
            "steps": steps_range,
        }
        for result, series_range, steps_range in zip(results, series, steps, strict=True)
    ]


def _write_tables(tables: Sequence[Any], path: Path) -> list[list[int] | None]:
    """Write the tables (polars frames or ``None``) one after another; return each one's [offset, rows]."""
    import polars as pl

    present = [table for table in tables if table is not None and table.height]
    if present:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.partial")
        # runs of one protocol can differ in columns (an EIS step that one of them did not reach)
        pl.concat(present, how="diagonal_relaxed").write_parquet(temporary, compression="zstd")
        temporary.replace(path)
    return list(_ranges(0 if table is None else table.height for table in tables))


def _ranges(heights: Iterable[int]) -> Iterable[list[int] | None]:
    offset = 0
    for height in heights:
        yield [offset, height] if height else None
        offset += height
