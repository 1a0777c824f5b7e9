"""Client of the Ionworks API, hosted or served on your own machine."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ionworks.client import Ionworks
from ionworks.errors import (
    IonworksError,
    MeasurementProcessingError,
    MeasurementValidationError,
)
from ionworks.frames import get_dataframe_backend, set_dataframe_backend

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
    from ionworks.navigator import Navigator
    from ionworks.validators import IssueCode, ValidationIssue

__all__ = [
    "Ionworks",
    "IonworksError",
    "IssueCode",
    "MeasurementProcessingError",
    "MeasurementValidationError",
    "Navigator",
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

# Loaded at first use (PEP 562), so that `import ionworks` stays fast.
_LATER = {
    "IssueCode": "ionworks.validators",
    "Navigator": "ionworks.navigator",
    "ValidationIssue": "ionworks.validators",
    "clear_cache": "ionworks.cache",
    "get_cache_directory": "ionworks.cache",
    "get_cache_enabled": "ionworks.cache",
    "get_cache_ttl": "ionworks.cache",
    "set_cache_directory": "ionworks.cache",
    "set_cache_enabled": "ionworks.cache",
    "set_cache_ttl": "ionworks.cache",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name)
    return getattr(import_module(_LATER[name]), name)


def __dir__() -> list[str]:
    return [*__all__]
