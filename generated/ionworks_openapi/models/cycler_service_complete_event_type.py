from enum import StrEnum


class CyclerServiceCompleteEventType(StrEnum):
    CALIBRATION = "calibration"
    FIRMWARE = "firmware"
    OTHER = "other"
    PREVENTIVE_MAINTENANCE = "preventive_maintenance"
    REPAIR = "repair"

    def __str__(self) -> str:
        return str(self.value)
