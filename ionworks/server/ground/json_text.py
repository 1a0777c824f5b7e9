"""JSON of any size, read and written so that other threads go on meanwhile.

The standard library reads and writes a document in one go, without giving the interpreter back: a second for forty
megabytes of numbers, in which no other request is answered.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from ionworks.server.ground.collector import uncollected

LARGE: Final = 256 * 1024
"""Length from which a text is read with others in mind."""
_SLICE: Final = 20_000
"""Values of a list that are written in one go."""
_HOLDERS: Final = frozenset({dict, list, tuple})


class Writer:
    """Writes JSON values with the options of `json.JSONEncoder`; the text is the same as `json.dumps` makes.

    Parameters
    ----------
    **options
        ``separators``, ``sort_keys``, ``allow_nan``.
    """

    def __init__(self, **options: Any) -> None:
        # json.dumps would build this anew for every value, which is most of its time on small ones
        self._encoder = json.JSONEncoder(**options)

    def __call__(self, value: Any) -> str:
        """Return the text of a value; the keys of its objects are text."""
        return "".join(self._pieces(value))

    def _pieces(self, value: Any) -> Iterator[str]:
        encoder = self._encoder
        if not _is_long(value):
            yield encoder.encode(value)
        elif isinstance(value, dict):
            members = sorted(value.items()) if encoder.sort_keys else value.items()
            for count, (key, member) in enumerate(members):
                yield f"{encoder.item_separator if count else '{'}{encoder.encode(key)}{encoder.key_separator}"
                yield from self._pieces(member)
            yield "}"
        elif len(value) > _SLICE:
            for start in range(0, len(value), _SLICE):
                yield encoder.item_separator if start else "["
                yield encoder.encode(value[start : start + _SLICE])[1:-1]
            yield "]"
        else:
            for count, item in enumerate(value):
                yield encoder.item_separator if count else "["
                yield from self._pieces(item)
            yield "]"


def _is_long(value: Any) -> bool:
    """Whether a long list is in there."""
    if type(value) not in _HOLDERS or (type(value) is not dict and len(value) > _SLICE):
        return type(value) in _HOLDERS
    items = value.values() if type(value) is dict else value
    return any(_is_long(item) for item in items if type(item) in _HOLDERS)


def read(text: str | bytes) -> Any:
    """Return what `json.loads` does; in large texts, other threads may work at every number and object.

    What is read without any (texts, nulls, lists) keeps the interpreter: bodies limit their number.
    """
    if len(text) <= LARGE:
        return json.loads(text)
    with uncollected():
        return json.loads(text, parse_float=_float, parse_int=_int, object_hook=_object)


# calls into Python, which is where the interpreter may change threads


def _float(digits: str) -> float:
    return float(digits)


def _int(digits: str) -> int:
    return int(digits)


def _object(members: dict[str, Any]) -> dict[str, Any]:
    return members
