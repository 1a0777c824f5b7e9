"""Task and output of one element, as plain JSON at both ends.

Source: docs/guides/pipelines.md "Fit and validation"; docs/contract/pipeline-config.md section 4.
"""

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from ionworks.errors import ValidationError
from ionworks.server.workers.helpers import worker_count

Report = Callable[[dict[str, Any]], None]


@attrs.frozen
class Task:
    """One element to run."""

    name: str
    """Element name."""
    config: Mapping[str, Any]
    """Element config with canonical ``element_type``."""
    parameters: Mapping[str, Any] = attrs.Factory(dict)
    """Merged wire values of earlier elements."""
    data: Mapping[str, Any] = attrs.Factory(dict)
    """Resolved data references: Parquet path, columns, or ``{"time_series": ..., "steps": ...}`` of these."""
    models: Mapping[str, Any] = attrs.Factory(dict)
    """Stored models: ``{"model": config, "parameters": {...}}`` by parameterized model id."""
    pipelines: Mapping[str, Any] = attrs.Factory(dict)
    """Result parameters of other pipelines, by id."""
    cell_specs: Mapping[str, Any] = attrs.Factory(dict)
    """Cell specifications, by id."""
    options: Mapping[str, Any] = attrs.Factory(dict)
    """``strict_parameters``, ``workers``, ``live_progress_updates``."""
    seed: int | None = None
    """Seed when the config gives none."""

    @property
    def is_strict(self) -> bool:
        """Whether nothing may be assumed."""
        return bool(self.options.get("strict_parameters"))

    @property
    def workers(self) -> int:
        """Processes that evaluate proposals, this one included."""
        return worker_count(int(self.options.get("workers") or 0))


def read_task(document: Mapping[str, Any]) -> Task:
    """Task from JSON.

    Raises
    ------
    ValidationError
        Unknown or missing keys.
    """
    known = {field.name for field in attrs.fields(Task)}
    unknown = document.keys() - known
    if unknown or not {"name", "config"} <= document.keys():
        raise ValidationError(f"task has keys {sorted(document)}; allowed: {sorted(known)}, needed: name, config")
    return Task(**{key: value for key, value in document.items() if value is not None})


@attrs.frozen
class Output:
    """What an element gave."""

    result: Mapping[str, Any]
    """Result object, always with ``type``."""
    parameters: Mapping[str, Any] = attrs.Factory(dict)
    """New or changed parameter values in wire form."""
    metadata: Mapping[str, Any] = attrs.Factory(dict)
    """Job metadata."""
    series: Mapping[str, Any] = attrs.Factory(dict)
    """``{objective: {source: {channel: values}}}``, sources ``optimal`` and ``baseline``."""
    plots: Mapping[str, Any] = attrs.Factory(dict)
    """Plot payloads by objective."""
    assumed_parameters: Mapping[str, str] = attrs.Factory(dict)
    """Parameters nobody gave, with the source of their values."""
    warnings: tuple[str, ...] = ()
    """What a person should know."""


def passthrough(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Result of an entry or a calculation."""
    return {"type": "PassthroughResult", "parameter_values": dict(parameters)}
