"""Closed sets of words in records; each member equals its word."""

from enum import StrEnum
from typing import Final


class MeasurementType(StrEnum):
    """Kinds of measurements."""

    TIME_SERIES = "time_series"
    FILE = "file"
    PROPERTIES = "properties"


class ChannelState(StrEnum):
    """What a cycler channel is doing."""

    FREE = "free"
    OCCUPIED = "occupied"
    STALE = "stale"
    OUT_OF_COMMISSION = "out_of_commission"


class PlannedMeasurementStatus(StrEnum):
    """States of a planned measurement."""

    REQUESTED = "requested"
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class AnalysisType(StrEnum):
    """Kinds of analyses the service knows; others are allowed."""

    ECM_FROM_EIS = "ecm_from_eis"
    LAM_LLI_FROM_RPT = "lam_lli_from_rpt"
    DCIR_FROM_HPPC = "dcir_from_hppc"


KNOWN_ANALYSIS_TYPES: Final = tuple(AnalysisType)
"""Kinds of analyses the service knows."""
