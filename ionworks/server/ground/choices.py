"""Errors for values outside a closed list; each says what would be accepted."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

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
    Source: docs/contract/pipeline-config.md section 2 (tier RARE).
    """
    names = list(alternatives)
    return ValidationError(
        f"{kind} {name!r} is not supported by this engine; supported: {', '.join(names)}{did_you_mean(name, names)}"
    )


def choice(kind: str, value: object, allowed: Iterable[str]) -> ValidationError:
    """Error for a value outside a closed list."""
    names = list(allowed)
    return ValidationError(f"{kind} is {value!r}; allowed: {', '.join(map(repr, names))}{did_you_mean(value, names)}")


def did_you_mean(value: object, allowed: Iterable[object]) -> str:
    """Hint at the closest allowed text, to be put at an end; nothing when none is close."""
    by_text = {str(item).lower(): item for item in allowed}
    close = get_close_matches(str(value).lower(), by_text, n=1)
    return f" (did you mean {by_text[close[0]]!r}?)" if close else ""
