"""What writers and loaders share: one error type around PyBaMM, one way to plain JSON, the keys of settings."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from ionworks.errors import SerializationError
from ionworks.jsonable import to_jsonable

_ResultT = TypeVar("_ResultT")

SETTINGS_KEYS = ("var_pts", "submesh_types", "spatial_methods", "geometry", "solver")
"""Members of simulation settings."""


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


def checked_settings(settings: Any, where: str) -> dict[str, Any]:
    """Mesh and solver settings without null members, or an error that names the unknown one."""
    if not isinstance(settings, Mapping):
        raise SerializationError(f"{where}: expected an object, found {type(settings).__name__}")
    given = {key: value for key, value in settings.items() if value is not None}
    unknown = sorted(set(given) - set(SETTINGS_KEYS))
    if unknown:
        raise SerializationError(f"{where}: unknown key {unknown[0]!r}; valid keys: {', '.join(SETTINGS_KEYS)}")
    return given


def named_set(name: str, where: str) -> Any:
    """Parameter values of one of PyBaMM's sets."""
    import pybamm

    if name not in pybamm.parameter_sets:
        raise SerializationError(
            f"{where}: {name!r} is not a parameter set; known: {', '.join(sorted(pybamm.parameter_sets))}"
        )
    return pybamm.ParameterValues(name)
