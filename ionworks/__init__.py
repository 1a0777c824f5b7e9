"""Client of the Ionworks API, hosted or served on your own machine."""

from ionworks.client import Ionworks
from ionworks.errors import (
    IonworksError,
    MeasurementProcessingError,
    MeasurementValidationError,
)
from ionworks.frames import get_dataframe_backend, set_dataframe_backend

__all__ = [
    "Ionworks",
    "IonworksError",
    "MeasurementProcessingError",
    "MeasurementValidationError",
    "get_dataframe_backend",
    "set_dataframe_backend",
]
