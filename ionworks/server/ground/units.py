"""Units as people write them, and numbers from one to another.

Units are written as in ``A*h``, ``mg/cm**2``, ``degC``, or the way PyBaMM writes them, ``A.h`` and ``mol.m-3``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

_ALLOWED: Final = re.compile(r"[A-Za-z\u00b5\u03bc\u03a9\u2126\u00b0%0-9*/^.()\- ]{0,64}")
_COSTLY: Final = re.compile(r"\d{3}|\d\.\d|\d\s*\^|\d\s*\*\s*\*|(\*\*|\^)\s*[^\s\d-]")
"""Large numbers, and powers other than small whole ones of a name: pint would work them out."""
_SPELLINGS: Final = MappingProxyType({"Ohm": "ohm", "\u00b0C": "degC", "\u2126": "\u03a9"})


def converted(value: float, given: str, wanted: str) -> float | None:
    """Return a number of one unit in another; ``None`` where one is unknown or they do not convert."""
    source, target = parsed(given), parsed(wanted or "dimensionless")
    if source is None or target is None or not source.is_compatible_with(target):
        return None
    return float(registry().Quantity(value, source).to(target).magnitude)


@lru_cache(maxsize=1)
def registry() -> Any:
    """Return the units that are known."""
    # half a second and only needed by requests that carry units
    import pint

    return pint.UnitRegistry()


@lru_cache(maxsize=512)
def parsed(text: str) -> Any:
    """Return the unit `text` names, ``None`` when there is none."""
    if not _ALLOWED.fullmatch(text) or _COSTLY.search(text):
        return None
    for spelling, plain in _SPELLINGS.items():
        text = text.replace(spelling, plain)
    text = re.sub(r"(?<=\w)\.(?=[^\W\d])", "*", text)
    text = re.sub(r"(?<=[^\W\d])(-?\d)", r"**\1", text)
    try:
        return registry().parse_units(text)
    except Exception:  # noqa: BLE001 - its tokenizer, its arithmetic and its registry each raise their own kinds
        return None
