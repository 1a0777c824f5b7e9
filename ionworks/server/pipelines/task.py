"""The work of a pipeline element and of a simple pipeline, in a worker process."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from ionworks.errors import IonworksError
from ionworks.server.files.place import open_blobs
from ionworks.server.job_output import FILE_FIELDS, done, lent_data, progress_writer, refused, write_metadata


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
    fields = {key: value for key, value in task.items() if key not in FILE_FIELDS}
    try:
        output = run_element_of(fields, task)
    except IonworksError as error:
        return [refused(task, error)]
    write_metadata(task, {"config": task["config"]}, output)
    shown = {**output["result"], **_notes(output)}
    return [{**done(task), "element_result": shown, "parameters": output["parameters"]}]


def run_simple_pipeline(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Run every element of a simple pipeline, in order; returns one entry with ``pipeline_result``."""
    shared = {key: value for key, value in task.items() if key not in {*FILE_FIELDS, "elements", "warnings"}}
    parameters: dict[str, Any] = {}
    result: dict[str, Any] = {}
    notes: dict[str, Any] = {"assumed_parameters": {}, "warnings": list(task["warnings"])}
    last: dict[str, Any] = {}
    try:
        for name, config in task["elements"].items():
            output = run_element_of({**shared, "name": name, "config": config, "parameters": parameters}, task)
            parameters.update(output["parameters"])
            notes["assumed_parameters"].update(output["assumed_parameters"])
            notes["warnings"].extend(output["warnings"])
            if output["metadata"]:
                last = output
                result = output["result"]
    except IonworksError as error:
        return [refused(task, error)]
    write_metadata(task, {"config": {"elements": task["elements"]}}, last)
    fitted = result.get("parameter_values") or {}
    total = {**result, "parameter_values": fitted or parameters, **notes}
    return [{**done(task), "pipeline_result": total}]


def run_element_of(fields: dict[str, Any], task: dict[str, Any]) -> dict[str, Any]:
    """Return the output of one element, its data read from where the files of the job are."""
    from ionworks.server.engine.model.parameters import write_parameters
    from ionworks.server.engine.simulate import definition
    from ionworks.server.fit.elements.element import run_element

    models = {}
    for model_id, stored in fields["models"].items():
        config, parameters = definition(stored)
        models[model_id] = {**stored, "model": config, "parameters": write_parameters(parameters)}
    is_live = fields["options"].get("live_progress_updates") is not False
    report = progress_writer(task) if is_live else None
    with ExitStack() as lent:
        data = lent_data(fields["data"], open_blobs(task["storage"]), lent)
        return run_element({**fields, "models": models, "data": data}, report)


def _notes(output: dict[str, Any]) -> dict[str, Any]:
    """What a person should know about a result, when there is anything."""
    return {key: output[key] for key in ("assumed_parameters", "warnings") if output[key]}
