"""What all writers share: one error type around PyBaMM, one way to plain JSON."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ionworks.errors import SerializationError
from ionworks.jsonable import to_jsonable

_ResultT = TypeVar("_ResultT")


def guarded(where: str, write: Callable[[], _ResultT]) -> _ResultT:
    """Call a PyBaMM function; whatever it raises (a dozen types) becomes a `SerializationError`."""
    try:
        return write()
    except Exception as error:
        raise SerializationError(f"{where}: PyBaMM cannot convert this: {str(error).strip()}") from error


def plain_json(node: Any, where: str) -> Any:
    """PyBaMM's output as plain JSON; its loader expects the names of enum members, not their values."""
    return to_jsonable(_enum_names(node), where)


def _enum_names(node: Any) -> Any:
    if isinstance(node, enum.Enum):
        return node.name
    if isinstance(node, Mapping):
        return {key: _enum_names(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_enum_names(item) for item in node]
    return node
