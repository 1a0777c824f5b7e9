"""Options such as ``--set "NAME=VALUE"``: names with units on the left, a number or a text on the right."""

from __future__ import annotations

import math
from collections.abc import Sequence

import typer


def assignments(given: Sequence[str] | None, option: str) -> dict[str, float]:
    """Numbers by name, from texts such as ``"Electrode height [m]=0.1"``."""
    return {name: number(value, option) for name, value in pairs(given, option)}


def pairs(given: Sequence[str] | None, option: str) -> list[tuple[str, str]]:
    """Names and what is given for them; each name once."""
    found: dict[str, str] = {}
    for text in given or ():
        # the last =, because a name may hold one and a number does not
        name, _, value = text.rpartition("=")
        if not name.strip():
            raise typer.BadParameter(f"found {text!r}; allowed NAME=VALUE", param_hint=option)
        if name.strip() in found:
            raise typer.BadParameter(f"{name.strip()!r} is given twice; allowed: once", param_hint=option)
        found[name.strip()] = value
    return [*found.items()]


def number(text: str, option: str) -> float:
    """One number; neither infinite nor nan."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or "_" in text:
        raise typer.BadParameter(f"found {text.strip()!r}; allowed a number", param_hint=option)
    return value
