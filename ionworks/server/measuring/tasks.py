"""What worker processes do for measurements: derive steps and cycles, append rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from ionworks.errors import ValidationError

ROWS_PER_GROUP: Final = 131_072


def process(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Derive steps and cycles of a time series, after appending rows where the task brings some.

    Parameters
    ----------
    task : dict
        ``job_id``; local paths ``time_series``, ``steps`` (of the user, or ``None``), ``extension`` (or ``None``) and
        ``output``, a folder to write to; ``output_key``, the same as a storage key; ``time_series_key``;
        ``is_checked``: whether the time series is known to be good; ``rated_capacity`` [A.h] or ``None``.

    Returns
    -------
    list of dict
        One: ``job_id``, ``status``, and ``data_files`` (storage keys) or ``error`` with the reason.
    """
    try:
        files = _derive(task)
    except ValidationError as error:
        text = f"The data cannot be used: {error.message}"
        return [{"job_id": task["job_id"], "status": "failed", "error": text, "error_code": "INVALID_DATA"}]
    return [{"job_id": task["job_id"], "status": "completed", "data_files": files}]


def _derive(task: dict[str, Any]) -> dict[str, str]:
    import polars as pl

    from ionworks.server.measuring import content, summaries

    output = Path(task["output"])
    output.mkdir(parents=True, exist_ok=True)
    series, given = Path(task["time_series"]), task["steps"]
    files = {"time_series": task["time_series_key"]}
    if task["extension"] is not None:
        series = _appended(series, Path(task["extension"]), output / "time_series.parquet")
        files["time_series"] = f"{task['output_key']}/time_series.parquet"
    elif not task["is_checked"]:
        content.check_series(series)
        if given is not None:
            content.check_steps(Path(given), series)
    steps = summaries.step_table(series, task["rated_capacity"])
    if given is not None:
        steps = summaries.with_given(steps, pl.read_parquet(given))
    for name, table in (("steps", steps), ("cycles", summaries.cycle_table(steps))):
        _write(table.lazy(), output / f"{name}.parquet")
        files[name] = f"{task['output_key']}/{name}.parquet"
    return files


def _appended(series: Path, extension: Path, target: Path) -> Path:
    """Write both series into one file, the columns of both, without holding them in memory."""
    import polars as pl

    from ionworks.server.measuring import content

    content.check_extension(series, extension)
    both = [pl.scan_parquet(path, glob=False) for path in (series, extension)]
    _write(pl.concat(both, how="diagonal_relaxed"), target)
    return target


def _write(table: Any, target: Path) -> None:
    partial = target.with_name(f"{target.name}.partial")
    table.sink_parquet(partial, compression="zstd", row_group_size=ROWS_PER_GROUP)
    partial.replace(target)
