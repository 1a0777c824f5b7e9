"""Documents of requests as classes: their attributes are the members, and they are taken wherever a dict is.

Values are checked where documents are read, in `ionworks.doe` and `ionworks.simulation_config`. An unknown member is a
``TypeError`` of the constructor.
"""

# docs/contract/client-surface.md section 4

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import fields_dict, frozen


@frozen(kw_only=True)
class RequestDocument(Mapping[str, Any]):
    """A mapping of the attributes that are set."""

    def __getitem__(self, key: str) -> Any:
        value = getattr(self, key, None) if key in fields_dict(type(self)) else None
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Iterator[str]:
        return (name for name in fields_dict(type(self)) if getattr(self, name) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@frozen
class QuickModelConfig(RequestDocument):
    """Cell model by capacity and chemistry, instead of a stored parameterized model."""

    capacity: float = 1.0
    """Nominal capacity [A.h]."""
    chemistry: str = "NMC/Graphite"
    """Chemistry, such as ``"LFP/Graphite"``."""
    resistance_pct: float | None = None
    """Resistance in percent of the chemistry's usual one."""
    cell_spec_id: str | None = None
    """Cell specification to take values from."""


@frozen(kw_only=True)
class ProtocolExperimentConfig(RequestDocument):
    """An inline protocol."""

    protocol: Any
    """UCP text or mapping, or a path."""
    name: str
    """Name of the runs."""


@frozen(kw_only=True)
class SimulationCondition(RequestDocument):
    """One explicit run of a batch."""

    experiment_parameters: Mapping[str, Any] | None = None
    """Values of the protocol's inputs."""
    design_parameters: Mapping[str, Any] | None = None
    """Parameter values in PyBaMM's names and units."""


@frozen(kw_only=True)
class DOERow(RequestDocument):
    """One parameter of a design of experiments."""

    type: str
    """``discrete``, ``range`` or ``normal``."""
    name: str
    """Name of the parameter, with its unit."""
    values: Sequence[float] | None = None  # type: ignore[assignment]  # the contract's name; items() serves readers
    """Values of a discrete row."""
    min: float | None = None
    """Lower end of a range."""
    max: float | None = None
    """Upper end of a range."""
    mean: float | None = None
    """Mean of a normal row."""
    std: float | None = None
    """Standard deviation of a normal row."""
    count: int | None = None
    """How many values."""


@frozen(kw_only=True)
class DesignParametersDOE(RequestDocument):
    """A design of experiments."""

    rows: Sequence[Mapping[str, Any]]
    """Its parameters, as `DOERow` or dict."""
    sampling: str = "grid"
    """``grid``, ``random`` or ``latin_hypercube``."""
    count: int | None = None
    """How many runs; not for a grid."""


@frozen(kw_only=True)
class ProtocolSimulationBatchRequest(RequestDocument):
    """Config of ``client.simulation.protocol_batch``; its members are described there."""

    parameterized_model: Any
    """Model: record, name, id or quick model."""
    protocol_experiment: Mapping[str, Any] | None = None
    """Inline protocol."""
    protocol_id: str | None = None
    """Saved protocol instead."""
    design_parameters_doe: Mapping[str, Any] | None = None
    """Design of experiments."""
    conditions: Sequence[Mapping[str, Any]] | None = None
    """Explicit runs instead."""
    experiment_parameters: Mapping[str, Any] | None = None
    """Inputs of all runs."""
    max_backward_jumps: int | None = None
    """Bound on backward jumps of the protocol."""
    study_id: str | None = None
    """Study the runs become part of."""
    project_id: str | None = None
    """Project."""
    extra_variables: Sequence[str] | None = None
    """More columns of the time series."""


@frozen(kw_only=True)
class JobCreationPayload(RequestDocument):
    """What ``client.job.create`` takes; the service answers 410."""

    job_type: str
    """Kind of work."""
    params: Mapping[str, Any]
    """What the work needs."""
    priority: int = 5
    """Smaller runs first."""
    callback_url: str | None = None
    """Address to tell of the end."""
