from enum import StrEnum


class ChannelUpdateIncidentCategory(StrEnum):
    CALIBRATION = "calibration"
    DECOMMISSIONED = "decommissioned"
    HARDWARE_FAILURE = "hardware_failure"
    MAINTENANCE = "maintenance"
    OTHER = "other"

    def __str__(self) -> str:
        return str(self.value)
