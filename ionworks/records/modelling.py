"""Models, their builders, parameterized models, studies and protocols (docs/contract/wire.md sections 12 to 15, 40)."""

from typing import Any

import attrs

from ionworks.records._base import KIND, WIRE_NAME, Record


@attrs.frozen(kw_only=True, repr=False)
class Model(Record):
    """A battery model without parameter values."""

    id: str
    """Id of the model."""
    name: str
    """Name."""
    project_id: str | None = None
    """Project; ``None`` for a template of the system."""
    source_model_id: str | None = None
    """Model of the system that this one was copied from."""
    config: dict[str, Any] | None = None
    """Model configuration, such as ``{"type": "SPMe", "options": {...}}``."""
    simulation_settings: dict[str, Any] | None = None
    """Mesh, discretization and solver: ``var_pts``, ``submesh_types``, ``spatial_methods``, ``solver``, …."""
    description: str | None = None
    """Free text."""
    pybamm_version: str | None = None
    """Version of PyBaMM the model was made for."""
    is_custom_model: bool | None = None
    """Whether the model was uploaded rather than chosen by name."""
    chemistry: str | None = None
    """``lithium_ion``, ``lithium_sulfur``, ``ecm`` or ``generic``."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""
    updated_at: str | None = None
    """Time of the last change, ISO 8601 UTC."""


@attrs.frozen(kw_only=True, repr=False)
class ParameterizedModel(Record):
    """A model with a complete set of parameter values."""

    id: str
    """Id of the parameterized model."""
    name: str
    """Name, unique in its cell specification."""
    model_id: str | None = None
    """Id of the model."""
    model_name: str | None = None
    """Name of the model."""
    cell_spec_id: str | None = None
    """Cell specification, whose capacity and voltage limits override the parameters."""
    parameters: dict[str, Any] | None = None
    """Parameter values by PyBaMM name with unit; left out of summaries."""
    simulation_settings: dict[str, Any] | None = None
    """Settings that override those of the model, key by key."""
    description: str | None = None
    """Free text."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""
    updated_at: str | None = None
    """Time of the last change, ISO 8601 UTC."""
    warnings: list[str] | None = None
    """Values the model does not read; right after creation only, when there are any."""


@attrs.frozen(kw_only=True, repr=False)
class Study(Record):
    """A group of simulations and measurements."""

    id: str
    """Id of the study."""
    name: str
    """Name."""
    project_id: str | None = None
    """Project."""
    description: str | None = None
    """Free text."""
    simulation_count: int | None = None
    """Number of simulations; in listings only."""
    validation_count: int | None = None
    """Number of validations; in listings only."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""
    updated_at: str | None = None
    """Time of the last change, ISO 8601 UTC."""


@attrs.frozen(kw_only=True, repr=False)
class Protocol(Record):
    """A saved protocol in the Universal Cycler Protocol (UCP) format."""

    id: str
    """Id of the protocol."""
    name: str
    """Name; need not be unique."""
    organization_id: str
    """Organization the protocol belongs to."""
    project_id: str | None = None
    """Project; ``None`` for a template of the system."""
    description: str | None = None
    """Free text."""
    protocol_config: dict[str, Any] | None = None
    """UCP document; listings leave it out unless asked to include it."""
    parameters_schema: dict[str, Any] | None = None
    """Open parameters of the document; left out of listings unless included."""
    source_protocol: str | None = None
    """Text the protocol was made from; left out of listings unless included."""
    time_series_spec: Any = None
    """Variables to record; left out of listings unless included."""
    metrics_spec: Any = None
    """Metrics to compute; left out of listings unless included."""
    plot_options: Any = None
    """How Studio plots results; left out of listings unless included."""
    created_by_email: str | None = None
    """Who saved it."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""
    updated_at: str | None = None
    """Time of the last change, ISO 8601 UTC."""


@attrs.frozen(kw_only=True, repr=False)
class ParsedProtocol(Record):
    """A cycler's protocol file, translated to UCP."""

    ucp: str = attrs.field(metadata={WIRE_NAME: "parsed_protocol_ucp"})
    """UCP document as YAML text."""
    human_readable: str = attrs.field(default="", metadata={WIRE_NAME: "parsed_protocol_human"})
    """One line per step."""
    raw_protocol: str = ""
    """Text of the file."""
    cycler_type: str | None = None
    """Kind of cycler the file is for."""
    nominal_capacity_ah: float | None = None
    """Nominal capacity named in the file, in A.h."""
    required_drive_cycles: list[Any] = attrs.field(factory=list)
    """Drive cycles the protocol refers to."""
    available_drive_cycles: list[Any] = attrs.field(factory=list)
    """Drive cycles found in the file."""
    required_subroutines: list[Any] = attrs.field(factory=list)
    """Subroutines the protocol refers to."""
    available_subroutines: list[Any] = attrs.field(factory=list)
    """Subroutines found in the file."""
    error: str | None = None
    """Why only part of the file could be translated."""


@attrs.frozen(kw_only=True, repr=False)
class ModelBuilder(Record):
    """A recipe that makes a parameterized model of a cell specification."""

    id: str
    """Id of the builder."""
    organization_id: str
    """Organization."""
    project_id: str
    """Project."""
    model_id: str
    """Model it is for."""
    name: str
    """Name, unique for the model in the project."""
    config: dict[str, Any]
    """The recipe: ``elements`` by name."""
    description: str | None = None
    """What it is for."""
    created_at: str | None = None
    """Time of creation, ISO 8601 UTC."""
    updated_at: str | None = None
    """Time of the last change, ISO 8601 UTC."""


@attrs.frozen(kw_only=True, repr=False)
class ReadinessIssue(Record):
    """Something in the way of a model."""

    severity: str
    """``error`` or ``warning``."""
    code: str
    """Kind, such as ``missing_parameter``."""
    message: str
    """What is wrong."""
    parameter: str | None = None
    """Name of the parameter."""
    path: str | None = None
    """Path in the cell specification."""
    element: str | None = None
    """Name of the element."""


@attrs.frozen(kw_only=True, repr=False)
class ReadinessReport(Record):
    """Whether a builder can make a model of a cell specification."""

    ready: bool
    """True without errors."""
    issues: list[ReadinessIssue] = attrs.field(metadata={KIND: ReadinessIssue})
    """Findings."""
    resolved: int
    """Parameters the model reads and has."""
    total: int
    """Parameters the model reads."""


@attrs.frozen(kw_only=True, repr=False)
class BuildResult(Record):
    """What a builder gave for a cell specification."""

    parameters: dict[str, Any]
    """Values by name."""
    missing: list[str] = attrs.field(factory=list)
    """Parameters the model reads and nothing gives."""
    issues: list[ReadinessIssue] = attrs.field(factory=list, metadata={KIND: ReadinessIssue})
    """Findings."""
    parameterized_model_id: str | None = None
    """Id of the saved model."""


@attrs.frozen(kw_only=True, repr=False)
class BuilderReadiness(Record):
    """How far a builder is for a cell specification."""

    model_builder_id: str
    """Id of the builder."""
    model_id: str
    """Model it is for."""
    name: str
    """Name of the builder."""
    ready: bool
    """True without errors."""
    error_count: int
    """Number of errors."""
    warning_count: int
    """Number of warnings."""
