from enum import StrEnum


class DoeRowType(StrEnum):
    DISCRETE = "discrete"
    NORMAL = "normal"
    RANGE = "range"

    def __str__(self) -> str:
        return str(self.value)
