"""Kinds of elements of a pipeline: their names, the labels of listings, and what else a config may call them.

Source: docs/contract/pipeline-config.md section 2.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ENTRY: Final = "entry"
CALCULATION: Final = "calculation"
DATA_FIT: Final = "data_fit"
ARRAY_DATA_FIT: Final = "array_data_fit"
VALIDATION: Final = "validation"
CONFIDENCE_INTERVAL: Final = "linear_confidence_interval"
SOBOL: Final = "sobol_sensitivity"

LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        ENTRY: "Direct Entry",
        CALCULATION: "Calculation",
        DATA_FIT: "Data Fit",
        ARRAY_DATA_FIT: "Array Data Fit",
        VALIDATION: "Validation",
        CONFIDENCE_INTERVAL: "Linear Confidence Interval",
        SOBOL: "Sobol Sensitivity",
    }
)
"""Every kind, by its name, with the label that element listings show."""
SPELLINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{name: name for name in LABELS},
        **{label: name for name, label in LABELS.items()},
        "datafit": DATA_FIT,
        "arraydatafit": ARRAY_DATA_FIT,
    }
)
"""Name of the kind, by everything a config may call it."""
FITS: Final = frozenset({DATA_FIT, ARRAY_DATA_FIT})
