"""Task and output of one element, as plain JSON at both ends.

Source: docs/guides/pipelines.md "Fit and validation"; docs/contract/pipeline-config.md section 4.
"""

from collections.abc import Callable, Mapping
from typing import Any, Self

import attrs

from ionworks.server.ground.documents import Document

Report = Callable[[dict[str, Any]], None]


@attrs.frozen(kw_only=True)
class Surroundings(Document):
    """What elements of one pipeline share."""

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


@attrs.frozen
class Task(Surroundings):
    """One element to run."""

    name: str
    """Element name."""
    config: Mapping[str, Any]
    """Element config with canonical ``element_type``."""
    parameters: Mapping[str, Any] = attrs.Factory(dict)
    """Merged wire values of earlier elements."""
    seed: int | None = None
    """Seed when the config gives none."""

    @classmethod
    def of(
        cls,
        shared: Surroundings,
        name: str,
        config: Mapping[str, Any],
        parameters: Mapping[str, Any],
        seed: int | None = None,
    ) -> Self:
        """Return the task of one element in its surroundings."""
        return cls(name, config, parameters, seed, **attrs.asdict(shared, recurse=False))

    @property
    def is_strict(self) -> bool:
        """Whether nothing may be assumed."""
        return bool(self.options.get("strict_parameters"))

    @property
    def workers(self) -> int:
        """Processes that evaluate proposals, this one included."""
        from ionworks.server.workers.helpers import worker_count  # with NumPy, which the server does without

        return worker_count(int(self.options.get("workers") or 0))


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
