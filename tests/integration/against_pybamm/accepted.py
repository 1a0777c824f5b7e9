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
    "holds after a charge": (
        r"ageing: SPM SEI (solvent diffusion(, ten cycles)?|reaction limited|interstitial diffusion|electron migration)",
        r"ageing: SPM SEI (ec reaction|asymmetric|film resistance|porosity change)",
        r"ageing: SPM (plating (reversible|partially reversible|irreversible, ten cycles)|LAM reaction)",
        r"ageing: SPM (swelling|cracking|LAM stress, ten cycles)",
        r"ageing: SPMe (SEI constant|swelling|cracking|SEI on cracks|all of OKane)",
        r"ageing: DFN plating partially reversible",
    ),
    "ORegan2022": (
        r"rates: ORegan2022 (SPM|SPMe) discharge 3C(, listed)?",
        r"rates: ORegan2022 (SPM charge 0.5C|SPMe charge (0.5|1)C|DFN discharge 2C)(, listed)?",
    ),
    "spectra of SPMe": (r"impedance: .* SPMe .*",),
    "unsolved": (r"texts: Charge at 4 V until 5 mA|kinds: Chen2020 SPM drive cycle of power",),
    "volumes": (
        r"designs: .* electrode porosity = 0\.(27|3618), (alone|swept)",
        r"designs: .* active material volume fraction = 0\.(81|7182), (alone|swept)",
    ),
    "series": (r"options: (SPM|DFN) cells in series",),
    "MSMR": (r"options: MSMR",),
    "knees": (r"kinds: Chen2020 SPM power",),
}
"""Regular expressions of keys of cases, by the word of the reason."""


def reason(key: str) -> str | None:
    """Word of the reason why a case may differ."""
    return next((word for word, patterns in ACCEPTED.items() if any(re.fullmatch(p, key) for p in patterns)), None)
