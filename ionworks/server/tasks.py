"""Functions that run in worker processes. They get and return JSON-like values and touch no database.

Imports of the engine stay inside, so that the server process never loads PyBaMM for naming a task.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from ionworks.errors import IonworksError

TIME_SERIES_SUFFIX: Final = ".time_series.parquet"
STEPS_SUFFIX: Final = ".steps.parquet"
_FILES: Final = frozenset({"job_id", "metadata_key", "metadata_path", "progress_path"})


def warm_up() -> None:
    """Import what every solve needs."""
    import ionworks.server.engine.simulate  # noqa: F401


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

    chunk = simulate.run_chunk(task)
    prefix = task["output_prefix"]
    _write_table(chunk.time_series, Path(prefix + TIME_SERIES_SUFFIX))
    _write_table(chunk.steps, Path(prefix + STEPS_SUFFIX))
    return [{**result, "storage_folder": task["storage_folder"]} for result in chunk.runs]


def _write_table(table: Any, path: Path) -> None:
    """Write a polars frame, if it has rows, so that the file is whole as soon as it has its name."""
    if not table.height:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        table.write_parquet(temporary, compression="zstd")
        temporary.replace(path)
    except (OSError, _computing_error()) as error:
        # on a full disk the rest of a file is in the way of the next one
        temporary.unlink(missing_ok=True)
        raise OSError(str(error)) from error


def _computing_error() -> type[Exception]:
    """Return the exception in which polars hides what the system said about a write."""
    import polars as pl

    return pl.exceptions.ComputeError


def run_pipeline_element(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Run one element of a pipeline.

    Parameters
    ----------
    task : dict
        The fields of `ionworks.server.fit.task.Task`, and ``job_id``, ``metadata_key``, ``metadata_path``,
        ``progress_path``.

    Returns
    -------
    list of dict
        One entry: ``job_id``, ``status``, ``error``, ``error_code``, ``metadata_key``, and of a completed element
        ``element_result`` and ``parameters``.
    """
    fields = {key: value for key, value in task.items() if key not in _FILES}
    try:
        output = _run_element(fields, task)
    except IonworksError as error:
        return [_refused(task, error)]
    _write_metadata(task, {"config": task["config"]}, output)
    shown = {**output["result"], **_notes(output)}
    return [{**_done(task), "element_result": shown, "parameters": output["parameters"]}]


def run_simple_pipeline(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Run every element of a simple pipeline, in order; returns one entry with ``pipeline_result``."""
    shared = {key: value for key, value in task.items() if key not in {*_FILES, "elements", "warnings"}}
    parameters: dict[str, Any] = {}
    result: dict[str, Any] = {}
    notes: dict[str, Any] = {"assumed_parameters": {}, "warnings": list(task["warnings"])}
    last: dict[str, Any] = {}
    try:
        for name, config in task["elements"].items():
            output = _run_element({**shared, "name": name, "config": config, "parameters": parameters}, task)
            parameters.update(output["parameters"])
            notes["assumed_parameters"].update(output["assumed_parameters"])
            notes["warnings"].extend(output["warnings"])
            if output["metadata"]:
                last = output
                result = output["result"]
    except IonworksError as error:
        return [_refused(task, error)]
    _write_metadata(task, {"config": {"elements": task["elements"]}}, last)
    fitted = result.get("parameter_values") or {}
    total = {**result, "parameter_values": fitted or parameters, **notes}
    return [{**_done(task), "pipeline_result": total}]


def run_optimization(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Run an optimization.

    Parameters
    ----------
    task : dict
        ``kind`` and ``fields``: of ``optimize`` those of `ionworks.server.optimize.run.run_optimization`, of
        ``datafit`` those of `ionworks.server.fit.task.Task`; and ``job_id``, ``metadata_key``, ``metadata_path``,
        ``progress_path``.

    Returns
    -------
    list of dict
        One entry: ``job_id``, ``status``, ``error``, ``error_code``, ``metadata_key``, and of a completed one
        ``optimization_result`` and ``metrics``.
    """
    from ionworks.server.optimize.run import metrics_of, run_optimization

    fields = task["fields"]
    try:
        if task["kind"] == "datafit":
            output = _run_element({**fields, "parameters": {}}, task)
            metrics = {"cost": output["result"].get("cost"), "parameters": output["parameters"]}
        else:
            output = run_optimization(fields, _progress_writer(Path(task["progress_path"])))
            output["metadata"] = {key: output[key] for key in ("history", "pareto")} | {"comparison": output["series"]}
            metrics = metrics_of(output["result"])
    except IonworksError as error:
        return [_refused(task, error)]
    config = {"config": fields["config"], "kind": task["kind"]}
    _write_metadata(task, {**config, "result": output["result"]}, output)
    return [{**_done(task), "optimization_result": output["result"], "metrics": metrics}]


def _run_element(fields: dict[str, Any], task: dict[str, Any]) -> dict[str, Any]:
    from ionworks.server.engine.simulate import definition
    from ionworks.server.fit.element import run_element

    models = {}
    for model_id, stored in fields["models"].items():
        config, wire = definition(stored)
        models[model_id] = {"model": config, "parameters": wire}
    is_live = fields["options"].get("live_progress_updates") is not False
    report = _progress_writer(Path(task["progress_path"])) if is_live else None
    return run_element({**fields, "models": models}, report)


def _progress_writer(path: Path) -> Callable[[dict[str, Any]], None]:
    """Return a function that keeps the last progress in a file, whole at every moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.partial")

    def write(progress: dict[str, Any]) -> None:
        temporary.write_text(json.dumps(progress), encoding="utf-8")
        temporary.replace(path)

    return write


def _write_metadata(task: dict[str, Any], own: dict[str, Any], output: dict[str, Any]) -> None:
    metadata = {**own, **output.get("metadata", {})}
    metadata |= {key: output[key] for key in ("series", "plots") if output.get(key)}
    path = Path(task["metadata_path"])
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.partial")
    temporary.write_bytes(gzip.compress(json.dumps(metadata).encode(), compresslevel=1))
    temporary.replace(path)


def _notes(output: dict[str, Any]) -> dict[str, Any]:
    """What a person should know about a result, when there is anything."""
    return {key: output[key] for key in ("assumed_parameters", "warnings") if output[key]}


def _done(task: dict[str, Any]) -> dict[str, Any]:
    return {"job_id": task["job_id"], "status": "completed", "metadata_key": task["metadata_key"]}


def _refused(task: dict[str, Any], error: IonworksError) -> dict[str, Any]:
    return {
        "job_id": task["job_id"],
        "status": "failed",
        "error": error.message,
        "error_code": error.error_code or "CONFIGURATION_ERROR",
    }
