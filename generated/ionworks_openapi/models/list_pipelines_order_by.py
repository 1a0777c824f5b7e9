from enum import StrEnum


class ListPipelinesOrderBy(StrEnum):
    CREATED_AT = "created_at"
    CREATED_BY_EMAIL = "created_by_email"
    DESCRIPTION = "description"
    ID = "id"
    NAME = "name"
    STATUS = "status"
    UPDATED_AT = "updated_at"

    def __str__(self) -> str:
        return str(self.value)
