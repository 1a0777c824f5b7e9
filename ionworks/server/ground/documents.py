"""Documents that cross processes: frozen attrs classes with one way to JSON and one back.

A class lists its keys as fields. A field whose type is a document, or a tuple of documents, is written and read as
such; any other value is JSON already and stays as it is.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Self, get_args, get_origin, get_type_hints

import attrs

from ionworks.errors import ValidationError

_Read = Callable[[Any], Any]


@attrs.frozen
class Document:
    """Base of the documents; a subclass is an attrs class too, ``@attrs.frozen(kw_only=True)``."""

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Self:
        """Read a document.

        Raises
        ------
        ValidationError
            Unknown or missing keys.
        """
        readers, needed = _keys(cls)  # type: ignore[arg-type]  # a class, not an instance of it
        if not needed <= given.keys() <= readers.keys():
            raise ValidationError(
                f"{cls.__name__} has the keys {', '.join(sorted(given))}; allowed: {', '.join(sorted(readers))}, "
                f"needed: {', '.join(sorted(needed)) or 'none'}"
            )
        return cls(**{name: readers[name](value) for name, value in given.items()})

    def to_json(self) -> dict[str, Any]:
        """Return the document as JSON, which `from_json` reads."""
        return {name: _written(getattr(self, name)) for name in _keys(type(self))[0]}  # type: ignore[arg-type]


@cache
def _keys(cls: type[Document]) -> tuple[Mapping[str, _Read], frozenset[str]]:
    """How each field is read, and which are needed."""
    fields, types = attrs.fields(cls), get_type_hints(cls)
    needed = frozenset(field.name for field in fields if field.default is attrs.NOTHING)
    return {field.name: _reader(types[field.name]) for field in fields}, needed


def _reader(kind: Any) -> _Read:
    if isinstance(kind, type) and issubclass(kind, Document):
        return kind.from_json
    if get_origin(kind) is tuple:
        read = _reader(get_args(kind)[0])
        return lambda values: tuple(map(read, values))
    return lambda value: value


def _written(value: Any) -> Any:
    if isinstance(value, Document):
        return value.to_json()
    return [_written(item) for item in value] if isinstance(value, tuple) else value
