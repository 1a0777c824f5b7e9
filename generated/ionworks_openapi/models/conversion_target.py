from enum import StrEnum


class ConversionTarget(StrEnum):
    ARBIN = "arbin"
    ARBIN_SDX = "arbin_sdx"
    BIOLOGIC = "biologic"
    BIOLOGIC_BTTEST = "biologic_bttest"
    MACCOR = "maccor"
    NEWARE = "neware"
    NOVONIX = "novonix"

    def __str__(self) -> str:
        return str(self.value)
