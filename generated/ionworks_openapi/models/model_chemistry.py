from enum import StrEnum


class ModelChemistry(StrEnum):
    ECM = "ecm"
    GENERIC = "generic"
    LITHIUM_ION = "lithium_ion"
    LITHIUM_SULFUR = "lithium_sulfur"

    def __str__(self) -> str:
        return str(self.value)
