"""Errors for values outside a closed list; each says what would be accepted."""

from __future__ import annotations

from collections.abc import Iterable

from ionworks.errors import ValidationError


def unsupported(kind: str, name: object, alternatives: Iterable[str]) -> ValidationError:
    """Error for an item this engine does not run.

    Parameters
    ----------
    kind : str
        Such as ``"cost"``.
    name : object
        The item that was asked for.
    alternatives : iterable of str
        Items of the same kind that run.

    Notes
    -----
    Source: pipeline-config.md, tier RARE.
    """
    return ValidationError(f"{kind} {name!r} is not supported by this engine; supported: {', '.join(alternatives)}")


def choice(kind: str, value: object, allowed: Iterable[str]) -> ValidationError:
    """Error for a value outside a closed list."""
    return ValidationError(f"{kind} is {value!r}; allowed: {', '.join(map(repr, allowed))}")
