"""Client of the Ionworks API, hosted or served on your own machine.

Names are loaded when they are first used (PEP 562): the pure modules and the server can be imported without the
client, and ``import ionworks`` is fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ionworks import records

if TYPE_CHECKING:
    from ionworks.cache import (
        clear_cache,
        get_cache_directory,
        get_cache_enabled,
        get_cache_ttl,
        set_cache_directory,
        set_cache_enabled,
        set_cache_ttl,
    )
    from ionworks.client import Ionworks
    from ionworks.errors import IonworksError, MeasurementProcessingError, MeasurementValidationError
    from ionworks.frames import get_dataframe_backend, set_dataframe_backend
    from ionworks.navigator import Navigator
    from ionworks.records import *  # noqa: F403
    from ionworks.records.enums import (
        KNOWN_ANALYSIS_TYPES,
        AnalysisType,
        ChannelState,
        MeasurementType,
        PlannedMeasurementStatus,
    )
    from ionworks.request_types import (
        DesignParametersDOE,
        DOERow,
        JobCreationPayload,
        ProtocolExperimentConfig,
        ProtocolSimulationBatchRequest,
        QuickModelConfig,
        SimulationCondition,
    )
    from ionworks.resources.knowledge.electrolyte import ElectrolyteClient
    from ionworks.resources.pipeline import PipelineResponse
    from ionworks.resources.protocol import ConvertResult
    from ionworks.transport.paging import PaginatedList
    from ionworks.validators import IssueCode, ValidationIssue

_NAMES = {
    "ionworks.cache": (
        "clear_cache",
        "get_cache_directory",
        "get_cache_enabled",
        "get_cache_ttl",
        "set_cache_directory",
        "set_cache_enabled",
        "set_cache_ttl",
    ),
    "ionworks.client": ("Ionworks",),
    "ionworks.errors": (
        "IonworksError",
        "MeasurementProcessingError",
        "MeasurementValidationError",
    ),
    "ionworks.frames": (
        "get_dataframe_backend",
        "set_dataframe_backend",
    ),
    "ionworks.navigator": ("Navigator",),
    "ionworks.records": records.__all__,
    "ionworks.records.enums": (
        "AnalysisType",
        "ChannelState",
        "KNOWN_ANALYSIS_TYPES",
        "MeasurementType",
        "PlannedMeasurementStatus",
    ),
    "ionworks.request_types": (
        "DOERow",
        "DesignParametersDOE",
        "JobCreationPayload",
        "ProtocolExperimentConfig",
        "ProtocolSimulationBatchRequest",
        "QuickModelConfig",
        "SimulationCondition",
    ),
    "ionworks.resources.knowledge.electrolyte": ("ElectrolyteClient",),
    "ionworks.resources.pipeline": ("PipelineResponse",),
    "ionworks.resources.protocol": ("ConvertResult",),
    "ionworks.transport.paging": ("PaginatedList",),
    "ionworks.validators": (
        "IssueCode",
        "ValidationIssue",
    ),
}
"""Public names by the module they are defined in."""
_MODULES = {name: module for module, names in _NAMES.items() for name in names}

__all__ = [
    "KNOWN_ANALYSIS_TYPES",
    "AnalysisType",
    "ChannelState",
    "ConvertResult",
    "DOERow",
    "DesignParametersDOE",
    "ElectrolyteClient",
    "Ionworks",
    "IonworksError",
    "IssueCode",
    "JobCreationPayload",
    "MeasurementProcessingError",
    "MeasurementType",
    "MeasurementValidationError",
    "Navigator",
    "PaginatedList",
    "PipelineResponse",
    "PlannedMeasurementStatus",
    "ProtocolExperimentConfig",
    "ProtocolSimulationBatchRequest",
    "QuickModelConfig",
    "SimulationCondition",
    "ValidationIssue",
    "clear_cache",
    "get_cache_directory",
    "get_cache_enabled",
    "get_cache_ttl",
    "get_dataframe_backend",
    "set_cache_directory",
    "set_cache_enabled",
    "set_cache_ttl",
    "set_dataframe_backend",
]
__all__ += records.__all__


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_MODULES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
