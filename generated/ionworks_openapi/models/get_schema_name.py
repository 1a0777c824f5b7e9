from enum import StrEnum


class GetSchemaName(StrEnum):
    DATA = "data"
    PROTOCOL = "protocol"

    def __str__(self) -> str:
        return str(self.value)
