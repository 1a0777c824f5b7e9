from enum import StrEnum


class GetMaterialPropertyDownloadUrlKind(StrEnum):
    ORIGINAL = "original"
    PARQUET = "parquet"

    def __str__(self) -> str:
        return str(self.value)
