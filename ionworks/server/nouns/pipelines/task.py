"""The work of a pipeline element and of a simple pipeline, in a worker process."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

import attrs

from ionworks.errors import IonworksError
from ionworks.server.engine.task import ModelDocument
from ionworks.server.files.job_output import JobFiles, done, lent_data, progress_writer, refused, write_metadata
from ionworks.server.files.place import open_blobs
from ionworks.server.fit.task import Surroundings, Task
from ionworks.server.ground.documents import Document


@attrs.frozen(kw_only=True)
class ElementTask(Document):
    """One element of a pipeline."""

    files: JobFiles
    element: Task
    """With storage keys for files."""


@attrs.frozen(kw_only=True)
class SimpleTask(Document):
    """All elements of a simple pipeline."""

    files: JobFiles
    shared: Surroundings
    """With storage keys for files."""
    elements: Mapping[str, Any]
    """Configs by name, in order."""
    warnings: tuple[str, ...]
    """What was found when it was submitted."""


def run_pipeline_element(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Run one element of a pipeline.

    Parameters
    ----------
    task : dict
        An `ElementTask`.

    Returns
    -------
    list of dict
        One entry: ``job_id``, ``status``, ``error``, ``error_code``, ``metadata_key``, and of a completed element
        ``element_result`` and ``parameters``.
    """
    read = ElementTask.from_json(task)
    try:
        output = run_element_of(read.element, read.files)
    except IonworksError as error:
        return [refused(read.files, error)]
    write_metadata(read.files, {"config": read.element.config}, output)
    shown = {**output["result"], **_notes(output)}
    return [{**done(read.files), "element_result": shown, "parameters": output["parameters"]}]


def run_simple_pipeline(task: dict[str, Any]) -> list[dict[str, Any]]:
    """Run every element of a `SimpleTask`, in order; returns one entry with ``pipeline_result``."""
    read = SimpleTask.from_json(task)
    parameters: dict[str, Any] = {}
    result: dict[str, Any] = {}
    notes: dict[str, Any] = {"assumed_parameters": {}, "warnings": list(read.warnings)}
    last: dict[str, Any] = {}
    try:
        for name, config in read.elements.items():
            output = run_element_of(Task.of(read.shared, name, config, parameters), read.files)
            parameters.update(output["parameters"])
            notes["assumed_parameters"].update(output["assumed_parameters"])
            notes["warnings"].extend(output["warnings"])
            if output["metadata"]:
                last = output
                result = output["result"]
    except IonworksError as error:
        return [refused(read.files, error)]
    write_metadata(read.files, {"config": {"elements": read.elements}}, last)
    fitted = result.get("parameter_values") or {}
    total = {**result, "parameter_values": fitted or parameters, **notes}
    return [{**done(read.files), "pipeline_result": total}]


def run_element_of(element: Task, files: JobFiles) -> dict[str, Any]:
    """Return the output of one element, its data read from where the files of the job are."""
    from ionworks.server.engine.model.parameters import write_parameters
    from ionworks.server.engine.simulate import definition
    from ionworks.server.fit.elements.element import run_element

    models = {}
    for model_id, stored in element.models.items():
        config, parameters = definition(ModelDocument.from_json(stored))
        models[model_id] = {**stored, "model": config, "parameters": write_parameters(parameters)}
    is_live = element.options.get("live_progress_updates") is not False
    report = progress_writer(files) if is_live else None
    with ExitStack() as lent:
        data = lent_data(element.data, open_blobs(files.storage), lent)
        return run_element(attrs.evolve(element, models=models, data=data).to_json(), report)


def _notes(output: dict[str, Any]) -> dict[str, Any]:
    """What a person should know about a result, when there is anything."""
    return {key: output[key] for key in ("assumed_parameters", "warnings") if output[key]}
