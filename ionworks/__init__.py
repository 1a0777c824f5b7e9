"""Client of the Ionworks API, hosted or served on your own machine.

Names are loaded when they are first used (PEP 562): the pure modules and the server can be imported without the
client, and ``import ionworks`` is fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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
    from ionworks.validators import IssueCode, ValidationIssue

_MODULES = {
    "Ionworks": "ionworks.client",
    "IonworksError": "ionworks.errors",
    "IssueCode": "ionworks.validators",
    "MeasurementProcessingError": "ionworks.errors",
    "MeasurementValidationError": "ionworks.errors",
    "Navigator": "ionworks.navigator",
    "ValidationIssue": "ionworks.validators",
    "clear_cache": "ionworks.cache",
    "get_cache_directory": "ionworks.cache",
    "get_cache_enabled": "ionworks.cache",
    "get_cache_ttl": "ionworks.cache",
    "get_dataframe_backend": "ionworks.frames",
    "set_cache_directory": "ionworks.cache",
    "set_cache_enabled": "ionworks.cache",
    "set_cache_ttl": "ionworks.cache",
    "set_dataframe_backend": "ionworks.frames",
}

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


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_MODULES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
