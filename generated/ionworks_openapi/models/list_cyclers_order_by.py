from enum import StrEnum


class ListCyclersOrderBy(StrEnum):
    CALIBRATION_DUE_AT = "calibration_due_at"
    CREATED_AT = "created_at"
    LAST_CALIBRATED_AT = "last_calibrated_at"
    NAME = "name"
    UPDATED_AT = "updated_at"

    def __str__(self) -> str:
        return str(self.value)
