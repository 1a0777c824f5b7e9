"""Units a reader takes in at once: ``50 um`` instead of ``5e-5 m``."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final

_PREFIXES: Final = {-15: "f", -12: "p", -9: "n", -6: "u", -3: "m", 0: "", 3: "k", 6: "M", 9: "G"}
_LARGEST: Final = {
    "Ohm": 9,
    "Hz": 9,
    "W": 9,
    "W.h": 9,
    "Pa": 9,
    "F": 0,
    "m": 0,
    "A": 0,
    "A.h": 0,
    "V": 0,
    "H": 0,
    "s": 0,
}
"""Units that take prefixes, and the largest exponent that is usual with each."""


def readable(name: str, values: Iterable[float | None]) -> tuple[str, float]:
    """Label of a quantity in a readable unit, and the factor its values take.

    Parameters
    ----------
    name : str
        With the unit at the end, such as ``"Negative particle radius [m]"``.
    values : iterable of float
        What is shown; the largest magnitude decides.

    Returns
    -------
    str
        ``"Negative particle radius [um]"``; the name itself for units that take no prefix.
    float
        1e6 in that case.
    """
    start = name.rfind("[")
    unit = name[start + 1 : -1] if start >= 0 and name.endswith("]") else ""
    if unit not in _LARGEST:
        return name, 1.0
    largest = max((abs(value) for value in values if value is not None and math.isfinite(value)), default=0.0)
    if largest == 0.0:
        return name, 1.0
    exponent = 3 * math.floor(math.log10(largest * (1 + 1e-9)) / 3)
    exponent = min(max(exponent, min(_PREFIXES)), _LARGEST[unit])
    return f"{name[:start]}[{_PREFIXES[exponent]}{unit}]", 10.0**-exponent


def spans_decades(values: Iterable[float | None]) -> bool:
    """Whether positive values reach over more than a decade and a half, so that a linear scale hides most of them."""
    known = [value for value in values if value is not None]
    return bool(known) and min(known) > 0 and max(known) > 30 * min(known)
