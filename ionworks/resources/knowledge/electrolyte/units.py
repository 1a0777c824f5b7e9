"""Units of transport properties, as people write them, and what makes them PyBaMM's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ionworks.errors import ValidationError

CONCENTRATION: Final = "mol.m-3"
_SMALLEST_PLAIN: Final = 50.0
"""Salt concentrations up to this number without a unit are hardly mol.m-3."""
_FACTORS: Final[Mapping[str, Mapping[str, float]]] = MappingProxyType(
    {
        CONCENTRATION: {"molm-3": 1.0, "moll-1": 1e3, "moldm-3": 1e3, "m": 1e3, "kmolm-3": 1e3, "mmoll-1": 1.0},
        "S.m-1": {"sm-1": 1.0, "mscm-1": 0.1, "scm-1": 100.0, "msm-1": 1e-3},
        "m2.s-1": {"m2s-1": 1.0, "cm2s-1": 1e-4},
        "": {"": 1.0, "1": 1.0, "-": 1.0},
    }
)
"""What a number is multiplied with, by PyBaMM's unit and by the unit given, spelt by `_plain`."""


def factor(name: str, given: str, wanted: str) -> float:
    """Return what turns numbers of unit `given` into `wanted`.

    Parameters
    ----------
    name : str
        Name of the column, for messages.
    given : str
        Unit such as ``mol/L``, ``mol.m-3`` or ``mS/cm``; none counts as `wanted`.
    wanted : str
        PyBaMM's unit.

    Raises
    ------
    ValidationError
        The unit is unknown, or one of another quantity.
    """
    known = _FACTORS[wanted]
    plain = _plain(given)
    if not plain:
        return 1.0
    if plain not in known:
        raise ValidationError(
            f"{name}: found the unit {given!r}; allowed: {wanted or 'none'}, or one that converts to it"
        )
    return known[plain]


def check_concentration(name: str, unit: str, largest: float) -> None:
    """Refuse concentrations without a unit that are likely mol/L."""
    if not _plain(unit) and largest < _SMALLEST_PLAIN:
        raise ValidationError(
            f"{name}: found values up to {largest:g} and no unit; allowed: a unit, such as mol/L or {CONCENTRATION}"
        )


def _plain(unit: str) -> str:
    """Spell a unit as names with powers: ``mol/L``, ``mol.L-1`` and ``mol L^-1`` are one."""
    text = unit.strip().replace("·", ".").replace("**", "").replace("^", "").replace(" ", ".").lower()
    head, *under = text.split("/")
    for part in under:
        found = re.fullmatch(r"([a-z]+)(\d*)", part.strip("()."))
        head += f"{found[1]}-{found[2] or 1}" if found else f"?{part}"
    return head.replace(".", "").replace("*", "")
