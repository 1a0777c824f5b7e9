"""What the engine is asked: a model, and many runs of one protocol on it."""

import json
from collections.abc import Mapping
from typing import Any, Final

import attrs

from ionworks.server.ground.documents import Document

MAX_BACKWARD_JUMPS: Final = 1000
"""Jumps to the same or an earlier item before a run fails, where nobody says how many."""


@attrs.frozen(kw_only=True)
class ModelDocument(Document):
    """A model and its parameters, or a quick model."""

    model: Any = None
    """Config."""
    parameters: Mapping[str, Any] | None = None
    """Wire form; over those of `parameter_set`."""
    parameter_set: str | None = None
    """Name of a published set."""
    quick_model: Mapping[str, Any] | None = None
    """In place of the three above."""
    simulation_settings: Mapping[str, Any] | None = None
    """Mesh and solver."""
    model_id: str | None = None
    """Model record that a request quotes with parameters of its own; what was submitted is put together from it."""


@attrs.frozen(kw_only=True)
class SimulationRun(Document):
    """What one run has for itself."""

    simulation_id: str
    job_id: str
    inputs: Mapping[str, Any] = attrs.Factory(dict)
    """Of the protocol."""
    design_parameters: Mapping[str, float] = attrs.Factory(dict)
    """Of the model."""


@attrs.frozen(kw_only=True)
class SimulationTask(ModelDocument):
    """Runs of one protocol on one model."""

    protocol: Mapping[str, Any]
    """UCP."""
    runs: tuple[SimulationRun, ...]
    extra_variables: tuple[str, ...] = ()
    """Output variables besides the standard ones."""
    max_backward_jumps: int = MAX_BACKWARD_JUMPS
    """Jumps to the same or an earlier item before a run fails."""

    @property
    def structure(self) -> str:
        """The model as text, the same for equal models."""
        names = [field.name for field in attrs.fields(ModelDocument)]
        return json.dumps({name: getattr(self, name) for name in names}, sort_keys=True)
