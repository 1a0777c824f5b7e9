from enum import StrEnum


class GetJobSeriesSource(StrEnum):
    BASELINE = "baseline"
    OPTIMAL = "optimal"

    def __str__(self) -> str:
        return str(self.value)
