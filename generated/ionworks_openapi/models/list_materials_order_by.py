from enum import StrEnum


class ListMaterialsOrderBy(StrEnum):
    CREATED_AT = "created_at"
    MANUFACTURER = "manufacturer"
    NAME = "name"
    UPDATED_AT = "updated_at"

    def __str__(self) -> str:
        return str(self.value)
