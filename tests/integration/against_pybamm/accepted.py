"""Differences that are accepted; ``docs/local-vs-hosted.md`` explains each reason in a line that begins with its word."""

import re

ACCEPTED: dict[str, tuple[str, ...]] = {
    "cut-offs": (
        r"texts: Discharge at (1 ?C for (1 hour|3450 seconds|3400 s)|2 C for 1 hour)( \(1 minute period\))?|texts: Charge at 1C for 1 hour",
    ),
    "far outside": (r"texts: (Discharge at 0.3C until 0.005 V|Charge at C/20 until 12.5 V)",),
    "resistance": (r"texts: Discharge at 4 Ohm .*",),
    "shallow ends": (r"texts: Hold at 4.1 V until 10 mA|kinds: Marquis2019 SPMe power until a current",),
    "steep holds": (r"texts: Hold at 3.3 V until C/20",),
    "ten cycles": (r"ageing: SPM plating irreversible, ten cycles",),
    "ORegan2022": (r"rates: ORegan2022 (SPM discharge 3C|SPMe discharge 3C|DFN discharge 2C)(, listed)?",),
    "spectra of SPMe": (r"impedance: .* SPMe .*",),
    "unsolved": (r"texts: Charge at 4 V until 5 mA|kinds: Chen2020 SPM drive cycle of power",),
    "volumes": (
        r"designs: .* electrode porosity = 0\.(27|3618)(, alone|, swept)?",
        r"designs: .* active material volume fraction = 0\.(81|7182)(, alone|, swept)?",
    ),
    "series": (r"options: (SPM|DFN) cells in series",),
}
"""Regular expressions of keys of cases, by the word of the reason."""


def reason(key: str) -> str | None:
    """Word of the reason why a case may differ."""
    return next((word for word, patterns in ACCEPTED.items() if any(re.fullmatch(p, key) for p in patterns)), None)
