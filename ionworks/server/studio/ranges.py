"""Cycles chosen as text: ``1-5, 50, 100-``. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_PIECE: Final = re.compile(r"(\d{1,9})(?:\s*(-)\s*(\d{1,9})?)?", re.ASCII)


def chosen_of(text: str, known: Sequence[int]) -> list[int]:
    """Return the known numbers that a text chooses, in their order.

    Raises
    ------
    ValueError
        For a piece that is neither a number nor a range, and where nothing is chosen.
    """
    ranges = [_range(piece.strip()) for piece in text.split(",") if piece.strip()]
    found = [one for one in known if any(low <= one <= high for low, high in ranges)]
    if known and not found:
        raise ValueError(f"cycles: found {text[:60]!r}; allowed: cycles from {min(known)} to {max(known)}")
    return found


def _range(piece: str) -> tuple[float, float]:
    match = _PIECE.fullmatch(piece)
    if match is None:
        raise ValueError(f"cycles: found {piece[:60]!r}; allowed: a number, or a range such as 1-5 or 100-")
    low, is_range, high = match.groups()
    if not is_range:
        return float(low), float(low)
    return float(low), float(high) if high else float("inf")
