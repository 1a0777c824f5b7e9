"""Screen serialized PyBaMM documents before PyBaMM reads them.

PyBaMM's readers import whatever module a ``$type`` or ``base_class`` names, and call the latter. Here every
such name has to be the exact path of a class PyBaMM itself has loaded, so nothing is imported by name.

Source: pipeline-config.md section 7.2 (security).
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import pybamm

from ionworks.errors import SerializationError

MAX_NODES = 5_000_000
MAX_DEPTH = 400
_LEAVES = frozenset({"builtins.float", "builtins.slice", "builtins.tuple"})
_ARRAY_KINDS = ("float", "int", "uint", "bool")


def screen_document(document: Any, *, where: str) -> None:
    """Refuse a document that names anything but PyBaMM's own symbols, sub-meshes and spatial methods.

    Parameters
    ----------
    document : any JSON value
        A parameter value, a custom model or simulation settings.
    where : str
        What the document is, for the message.

    Raises
    ------
    SerializationError
        Naming the class or the shape that is refused.

    Notes
    -----
    Source: pipeline-config.md section 7.2.
    """
    for node in _nodes(document, where):
        if isinstance(node, Mapping):
            _screen_node(node, where)


def model_class_path(path: str, ancestors: list[str]) -> str:
    """Return the first of a serialized model's base classes that is PyBaMM's own.

    A user's subclass falls back to the PyBaMM class it was derived from.

    Raises
    ------
    SerializationError
        When none of the names is a PyBaMM model class.
    """
    allowed = _class_paths(pybamm.BaseModel) | {"pybamm.BaseModel"}
    for name in (path or "pybamm.BaseModel", *ancestors):
        if name in allowed:
            return name
    raise SerializationError(f"model base_class {path!r} is not a PyBaMM model class, nor is any of its ancestors")


def _screen_node(node: Mapping[str, Any], where: str) -> None:
    refused = {"py/object", "py/id", "module"} & node.keys()
    if refused:
        raise SerializationError(f"{where}: key {min(refused)!r} is not accepted in a serialized document")
    tag = node.get("$type")
    if tag == "type":
        _require(node.get("class"), _class_paths(pybamm.SubMesh) | _class_paths(pybamm.SpatialMethod), where)
    elif tag == "numpy.ndarray":
        if not str(node.get("dtype", "")).startswith(_ARRAY_KINDS):
            raise SerializationError(f"{where}: array dtype {node.get('dtype')!r}; allowed: {', '.join(_ARRAY_KINDS)}")
    elif tag is not None:
        _require(tag, _class_paths(pybamm.Symbol) | _LEAVES, where)
    elif "type" in node:
        # The older wire shape: PyBaMM would look a bare name up in its own namespace and import a dotted one.
        _require(node["type"], _class_names(), where)


def _require(name: Any, allowed: frozenset[str], where: str) -> None:
    if not isinstance(name, str) or name not in allowed:
        raise SerializationError(f"{where}: {name!r} is not a PyBaMM class that may appear here")


def _nodes(document: Any, where: str) -> Iterator[Any]:
    stack = [(document, 0)]
    count = 0
    while stack:
        node, depth = stack.pop()
        count += 1
        if count > MAX_NODES or depth > MAX_DEPTH:
            raise SerializationError(f"{where}: larger than {MAX_NODES} nodes or nested deeper than {MAX_DEPTH}")
        yield node
        if isinstance(node, Mapping):
            stack.extend((value, depth + 1) for value in node.values())
        elif isinstance(node, list):
            stack.extend((value, depth + 1) for value in node if isinstance(value, (Mapping, list)))


@lru_cache(maxsize=8)
def _class_paths(root: type) -> frozenset[str]:
    return frozenset(f"{found.__module__}.{found.__qualname__}" for found in _family(root))


@lru_cache(maxsize=1)
def _class_names() -> frozenset[str]:
    return frozenset(found.__name__ for found in _family(pybamm.Symbol))


def _family(root: type) -> Iterator[type]:
    if root.__module__.split(".")[0] == "pybamm":
        yield root
    children: list[type] = root.__subclasses__()
    for child in children:
        yield from _family(child)
