from enum import StrEnum


class PybammModelCheckModule(StrEnum):
    LEAD_ACID = "lead_acid"
    LITHIUM_ION = "lithium_ion"

    def __str__(self) -> str:
        return str(self.value)
