"""What a parameter's name says about its value: units of quantities that are positive, and shares of a volume.

Source: docs/contract/performance.md section C (a negative diffusivity returns a short "discharge" without any error).
"""

import math
import re
from collections.abc import Mapping
from typing import Any

POSITIVE_UNITS = frozenset(
    {
        "m",
        "m2",
        "m3",
        "m-1",
        "m2.s-1",
        "m.s-1",
        "S.m-1",
        "mol.m-3",
        "kg",
        "kg.m-3",
        "kg.mol-1",
        "K",
        "F",
        "A.h",
    }
    | {"J/K", "J.kg-1.K-1", "W.m-1.K-1"}
)
"""Units of quantities that must be above zero."""
NON_NEGATIVE_UNITS = frozenset({"Ohm", "Ohm.m2", "W.m-2.K-1", "W/K", "A.m-2"})
"""Units of quantities that may not be negative."""
ELECTRODES = ("Negative", "Positive")
_UNIT = re.compile(r"\[([^\]]+)\]\s*$")
_STATE_PREFIX = "Initial "
_DIFFERENCE = "excess"
_SLACK = 1e-9


def unit_of(name: str) -> str:
    """Return the unit at the end of a parameter name, without brackets; nothing when there is none."""
    found = _UNIT.search(name)
    return found.group(1) if found else ""


def is_fraction(name: str) -> bool:
    """Whether a parameter is a share of a volume."""
    return name.endswith(("volume fraction", "porosity"))


def needed_instead(name: str, value: float) -> str | None:
    """What a value has to be that no cell can be simulated with, such as ``a positive value``; None when it is fine."""
    if not math.isfinite(value):
        return "a finite number"
    is_positive = (unit_of(name) in POSITIVE_UNITS and _DIFFERENCE not in name) or is_fraction(name)
    if is_positive and (value < 0 or (value == 0 and not name.startswith(_STATE_PREFIX))):
        return "a positive value"
    if value < 0 and unit_of(name) in NON_NEGATIVE_UNITS:
        return "zero or a positive value"
    if is_fraction(name) and value > 1:  # a separator may be all pores
        return "a fraction between 0 and 1"
    return None


def shares_of(electrode: str) -> tuple[str, str]:
    """Names of the two parameters that share the volume of an electrode."""
    return f"{electrode} electrode active material volume fraction", f"{electrode} electrode porosity"


def is_overfull(electrode: str, values: Mapping[str, Any]) -> bool:
    """Whether active material and pores of an electrode are given as numbers and take more than its volume."""
    shares = [values.get(name) for name in shares_of(electrode)]
    numbers = [share for share in shares if isinstance(share, (int, float))]
    return len(numbers) == len(shares) and sum(numbers) > 1 + _SLACK
