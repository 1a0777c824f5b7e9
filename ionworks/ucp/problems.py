"""Collected complaints about a document, and the error that carries them."""

import json
from collections.abc import Iterable
from typing import Any

from ionworks.errors import ValidationError
from ionworks.ucp.expressions import Expression
from ionworks.ucp.grammar import MAX_PROBLEMS

_SHOWN = 60


class ProtocolError(ValidationError):
    """A protocol that cannot be read.

    Attributes
    ----------
    problems : tuple of str
        One text per problem, ``path: found ...; allowed ...``, at most 20. The message of the error is these
        texts, one per line.
    """

    problems: tuple[str, ...]

    def __init__(self, problems: Iterable[str] | str) -> None:
        self.problems = (problems,) if isinstance(problems, str) else tuple(problems)
        super().__init__("\n".join(self.problems))


class Problems:
    """Collects complaints while a document is read; stops growing after the first 20."""

    def __init__(self) -> None:
        self._texts: dict[str, None] = {}

    def __bool__(self) -> bool:
        return bool(self._texts)

    @property
    def full(self) -> bool:
        """Whether no further complaint will be kept."""
        return len(self._texts) >= MAX_PROBLEMS

    def add(self, path: str, found: str, allowed: str) -> None:
        """Note that `found` stands at `path` where only `allowed` may."""
        if not self.full:
            self._texts.setdefault(f"{path}: found {found}; allowed {allowed}")

    def raise_if_any(self) -> None:
        """Raise :class:`ProtocolError` when something was noted."""
        if self._texts:
            raise ProtocolError(self._texts)


def show(value: Any) -> str:  # noqa: PLR0911 - one return per type
    """Return a short text for a value found in a document."""
    match value:
        case None:
            return "nothing"
        case True | False:
            return f"{str(value).lower()} (unquoted true/false, yes/no, on/off)"
        case dict():
            return f"a mapping with {', '.join(_clip(str(key)) for key in list(value)[:4]) or 'no keys'}"
        case list():
            return f"a list of {len(value)} items"
        case str():
            return json.dumps(_clip(value), ensure_ascii=False)
        case Expression():
            return _clip(value.text)
        case int() | float():
            return number_text(value)
    return f"a {type(value).__name__}"


def number_text(value: float) -> str:
    """Return the shortest text that reads back as the same number."""
    return repr(float(value)).removesuffix(".0")


def list_text(words: Iterable[str]) -> str:
    """Return the words as they are listed in messages."""
    return ", ".join(words)


def _clip(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
