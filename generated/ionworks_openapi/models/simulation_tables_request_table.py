from enum import StrEnum


class SimulationTablesRequestTable(StrEnum):
    STEPS = "steps"
    TIME_SERIES = "time_series"

    def __str__(self) -> str:
        return str(self.value)
