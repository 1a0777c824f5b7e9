"""Functions that run in worker processes. They get and return JSON-like values and touch no database.

Imports of the engine stay inside, so that the server process never loads PyBaMM for naming a task.
"""

from __future__ import annotations

import gzip
import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from typing import Any, Final

from ionworks.errors import IonworksError
from ionworks.server.files.blobs import Blobs, FolderBlobs, open_blobs

_NICENESS: Final = 10
TIME_SERIES_SUFFIX: Final = ".time_series.parquet"
STEPS_SUFFIX: Final = ".steps.parquet"
_ROWS_PER_GROUP: Final = 16_384
"""Row group of a chunk file: what is read for a run of it; larger groups are slower to write and to slice."""
_REMOTE_PROGRESS_SECONDS: Final = 5.0
"""Between two requests to an object store that the solve waits for."""
_FILES: Final = frozenset({"job_id", "storage", "metadata_key", "progress_key"})


def warm_up() -> None:
    """Import what every solve needs."""
    import ionworks.server.engine.simulate  # noqa: F401


def warm_up_in_background() -> None:
    """Do so in a process that leaves the machine to the server, which then answers at once while every core solves."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    warm_up()


def simulate_chunk(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Solve every run of `task` and write their tables into two Parquet files.

    Parameters
    ----------
    task : dict
        ``model``, ``parameters``, ``simulation_settings``, ``protocol``, ``runs``, ``extra_variables``,
        ``max_backward_jumps``, as `ionworks.server.engine.simulate.run` wants them; ``storage``: where files are;
        ``storage_folder``: storage key to which the suffixes of the two files are added.

    Returns
    -------
    list of dict
        One per run, in order: ``simulation_id, job_id, status, error, error_code, metrics, partial,
        storage_folder``, and ``time_series`` and ``steps`` as [first row, number of rows] in the files,
        ``None`` without rows.
    """
    from ionworks.server.engine import simulate

    chunk = simulate.run_chunk(task)
    blobs, folder = open_blobs(task["storage"]), task["storage_folder"]
    _write_table(chunk.time_series, blobs, folder + TIME_SERIES_SUFFIX)
    _write_table(chunk.steps, blobs, folder + STEPS_SUFFIX)
    return [{**result, "storage_folder": folder} for result in chunk.runs]


def _write_table(table: Any, blobs: Blobs, key: str) -> None:
    """Store a polars frame, if it has rows."""
    if not table.height:
        return
    try:
        with blobs.writing(key) as stream:
            table.write_parquet(stream, compression="zstd", row_group_size=_ROWS_PER_GROUP)
    except _computing_error() as error:
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
        The fields of `ionworks.server.fit.task.Task`, with storage keys for files; and ``job_id``, ``storage``,
        ``metadata_key``, ``progress_key``.

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
        ``kind`` and ``fields``: of ``optimize`` those of `ionworks.server.design.run.run_optimization`, of
        ``datafit`` those of `ionworks.server.fit.task.Task`, with storage keys for files; and ``job_id``,
        ``storage``, ``metadata_key``, ``progress_key``.

    Returns
    -------
    list of dict
        One entry: ``job_id``, ``status``, ``error``, ``error_code``, ``metadata_key``, and of a completed one
        ``optimization_result`` and ``metrics``.
    """
    from ionworks.server.design.run import metrics_of, run_optimization

    fields = task["fields"]
    try:
        if task["kind"] == "datafit":
            output = _run_element({**fields, "parameters": {}}, task)
            metrics = {"cost": output["result"].get("cost"), "parameters": output["parameters"]}
        else:
            output = run_optimization({**fields, "storage": task["storage"]}, _progress_writer(task))
            output["metadata"] = {key: output[key] for key in ("history", "pareto")} | {"comparison": output["series"]}
            metrics = metrics_of(output["result"])
    except IonworksError as error:
        return [_refused(task, error)]
    config = {"config": fields["config"], "kind": task["kind"]}
    _write_metadata(task, {**config, "result": output["result"]}, output)
    return [{**_done(task), "optimization_result": output["result"], "metrics": metrics}]


def _run_element(fields: dict[str, Any], task: dict[str, Any]) -> dict[str, Any]:
    from ionworks.server.engine.simulate import definition
    from ionworks.server.fit.elements.element import run_element

    models = {}
    for model_id, stored in fields["models"].items():
        config, wire = definition(stored)
        models[model_id] = {"model": config, "parameters": wire}
    is_live = fields["options"].get("live_progress_updates") is not False
    report = _progress_writer(task) if is_live else None
    with ExitStack() as lent:
        data = _local(fields["data"], open_blobs(task["storage"]), lent)
        return run_element({**fields, "models": models, "data": data}, report)


def _local(data: Mapping[str, Any], blobs: Blobs, lent: ExitStack) -> dict[str, Any]:
    """Return data references with files of this machine, lent until `lent` is closed, in place of storage keys."""
    return {
        reference: {part: key and str(lent.enter_context(blobs.local(key))) for part, key in tables.items()}
        for reference, tables in data.items()
    }


def _progress_writer(task: Mapping[str, Any]) -> Callable[[dict[str, Any]], None]:
    """Return a function that keeps the last progress in a file, whole at every moment."""
    blobs = open_blobs(task["storage"])
    pause = 0.0 if isinstance(blobs, FolderBlobs) else _REMOTE_PROGRESS_SECONDS
    due = 0.0

    def write(progress: dict[str, Any]) -> None:
        nonlocal due
        if time.monotonic() >= due:
            # a storage that fails for good is noticed when the result is written
            with suppress(OSError):
                blobs.write(task["progress_key"], json.dumps(progress).encode())
            due = time.monotonic() + pause

    return write


def _write_metadata(task: dict[str, Any], own: dict[str, Any], output: dict[str, Any]) -> None:
    metadata = {**own, **output.get("metadata", {})}
    metadata |= {key: output[key] for key in ("series", "plots") if output.get(key)}
    content = gzip.compress(json.dumps(metadata).encode(), compresslevel=1)
    open_blobs(task["storage"]).write(task["metadata_key"], content)


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
