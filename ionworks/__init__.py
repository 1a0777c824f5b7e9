"""Client of the Ionworks API, hosted or served on your own machine.

Names are loaded when they are first used (PEP 562), so that the pure modules and the server can be imported without
the client.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ionworks.client import Ionworks
    from ionworks.errors import IonworksError, MeasurementProcessingError, MeasurementValidationError
    from ionworks.frames import get_dataframe_backend, set_dataframe_backend

_MODULES = {
    "Ionworks": "ionworks.client",
    "IonworksError": "ionworks.errors",
    "MeasurementProcessingError": "ionworks.errors",
    "MeasurementValidationError": "ionworks.errors",
    "get_dataframe_backend": "ionworks.frames",
    "set_dataframe_backend": "ionworks.frames",
}

__all__ = [
    "Ionworks",
    "IonworksError",
    "MeasurementProcessingError",
    "MeasurementValidationError",
    "get_dataframe_backend",
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
