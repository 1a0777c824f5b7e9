"""Screening of serialised PyBaMM documents before PyBaMM sees them.

PyBaMM's loaders import whatever module a ``$type``, ``class`` or ``base_class`` names and call what they
find, inflate compressed documents, and turn the equations of a model with ``convert_to_format`` ``"python"``
into source code that is executed. Nothing here imports PyBaMM: a document is walked as JSON, refused if it
names anything outside PyBaMM, and given back with user classes replaced by their nearest PyBaMM ancestor. The
loaders in `ionworks.serialize` call it; a server calls it on every config it receives, before other checks.

Source: docs/contract/pipeline-config.md section 7.2; PyBaMM 26.10 ``serialise_kernel.py`` (which names are resolved).
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from ionworks.errors import SerializationError
from ionworks.serialize.shared import MAX_NODES, REFERENCE, parse_form

MODEL_MODULES = ("lithium_ion", "lead_acid", "equivalent_circuit", "sodium_ion")
"""PyBaMM modules built-in models may come from."""
LEAF_TYPES = ("numpy.ndarray", "builtins.float", "builtins.slice", "builtins.tuple", "type")
"""Values of ``$type`` that are plain data (``type`` points to its ``class``, which is checked too)."""
ARRAY_TYPES = ("float64", "float32", "int64", "int32", "bool")
"""Allowed ``dtype`` of an array: text and object types can ask for unbounded memory."""
MAX_DEPTH = 400
"""Levels of nesting; a DFN needs 69, and Python's own recursion limit is met at about 900."""
MAX_INFLATED_BYTES = 64 * 2**20
"""Size of all compressed models of a document after inflating; an SPMe has 15 MB."""

_PYBAMM_NAME = re.compile(r"pybamm(\.(?!__)[A-Za-z_][A-Za-z0-9_]*)+")


@frozen
class _Place:
    """Where a value is; a chain of parents, so that a path costs nothing until it is shown."""

    parent: _Place | None
    key: str | int
    depth: int
    node: int = 0
    """Identity of what stands here."""

    def identities(self) -> set[int]:
        """Return the identities of this and everything it stands in."""
        found: set[int] = set()
        place: _Place | None = self
        while place is not None:
            found.add(place.node)
            place = place.parent
        return found

    def keys(self) -> list[str | int]:
        keys: list[str | int] = []
        place: _Place | None = self
        while place is not None and place.parent is not None:
            keys.append(place.key)
            place = place.parent
        return keys[::-1]

    def __str__(self) -> str:
        steps = (f"[{key}]" if isinstance(key, int) else f".{key}" for key in self.keys())
        root = self
        while root.parent is not None:
            root = root.parent
        return f"{root.key}{''.join(steps)}"


class _Seen:
    """Which objects were looked at, and how deep; which of them occur again."""

    def __init__(self) -> None:
        self._depths: dict[int, int] = {}
        self.repeated: set[int] = set()

    def before(self, place: _Place) -> bool:
        """Note an object; return whether it was looked at before, at least as deep."""
        depth = self._depths.get(place.node)
        if depth is not None:
            self.repeated.add(place.node)
        self._depths[place.node] = place.depth if depth is None else max(depth, place.depth)
        return depth is not None and depth >= place.depth


def screen(document: Any, where: str = "document") -> Any:
    """Refuse a JSON document that names anything but PyBaMM classes; return what may be loaded.

    Parameters
    ----------
    document : any
        JSON value: a model, parameter values, a symbol, or a whole pipeline config. It is not changed.
    where : str
        How messages call the document.

    Returns
    -------
    any
        The document itself, or a copy in which compressed models are inflated, a ``base_class`` outside
        PyBaMM is replaced by its first PyBaMM ancestor in ``base_class_mro``, and that list holds PyBaMM
        classes only.

    Raises
    ------
    SerializationError
        A ``$type``, ``py/object``, dotted ``type``, ``class`` or ``base_class`` outside PyBaMM; a ``path``
        in a pipeline element; a ``module`` that is not in `MODEL_MODULES`; a ``convert_to_format`` other
        than ``casadi``; an array type not in `ARRAY_TYPES`; more than `MAX_DEPTH` levels or `MAX_NODES`
        values; a value that is not JSON.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 7.2.
    """
    return _screened(document, where, MAX_INFLATED_BYTES)


def _screened(document: Any, where: str, inflatable: int, shares: bool = True) -> Any:
    """`screen` with the number of bytes compressed models may still inflate to; 0 refuses them.

    An object that occurs more than once is looked at once, unless something in it must be replaced: each of its
    places needs a replacement of its own, so then everything is looked at wherever it occurs.
    """
    replacements: list[tuple[_Place, list[str | int], Any]] = []
    pending: list[tuple[Any, _Place]] = [(document, _Place(None, where, 0, id(document)))]
    seen = _Seen()
    nodes, given = 1, inflatable
    while pending:
        value, place = pending.pop()
        if not isinstance(value, dict | list):
            _check_scalar(value, place)
            continue
        if seen.before(place) and shares:
            continue
        nodes += len(value)
        if nodes > MAX_NODES:
            raise SerializationError(f"{where} has more than {MAX_NODES} values")
        if place.depth > MAX_DEPTH:
            raise SerializationError(f"{where} is nested more than {MAX_DEPTH} levels deep")
        if isinstance(value, dict) and value.get("compressed"):
            text = _inflated(value, place, inflatable)
            inflatable -= len(text)
            replacements.append(
                (place, place.keys(), _screened(_parsed(text, value["compressed"], place), str(place), inflatable=0))
            )
            continue
        if isinstance(value, dict):
            found = _check_object(value, place)
            replacements.extend((place, [*place.keys(), key], item) for key, item in found.items())
        pending.extend(_containers(value, place))
    if shares and any(seen.repeated & place.identities() for place, _, _ in replacements):
        return _screened(document, where, given, shares=False)
    for _, keys, item in replacements:
        document = _replaced(document, keys, item)
    return document


def class_names(document: Any) -> tuple[set[str], set[str]]:
    """Collect the dotted class names of a screened document: those of values, and those that stand for themselves."""
    values: set[str] = set()
    references: set[str] = set()
    pending = [document]
    seen: set[int] = set()
    while pending:
        node = pending.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, dict):
            values.update(name for name in _value_names(node) if name not in LEAF_TYPES)
            references.update(_reference_names(node))
            pending.extend(item for item in node.values() if isinstance(item, dict | list))
        elif isinstance(node, list):
            pending.extend(item for item in node if isinstance(item, dict | list))
    return values, references


def _containers(value: dict[Any, Any] | list[Any], place: _Place) -> Iterator[tuple[Any, _Place]]:
    """Children that need a visit of their own; plain scalars are checked on the spot."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(item, dict | list):
            yield item, _Place(place, key, place.depth + 1, id(item))
        else:
            _check_scalar(item, place)


def _check_scalar(value: Any, place: _Place) -> None:
    if value is not None and not isinstance(value, str | int | float):
        raise SerializationError(f"{place}: a value of type {type(value).__qualname__} is not JSON")


def _check_object(node: dict[Any, Any], place: _Place) -> dict[str, Any]:
    """Check the members that PyBaMM acts on; return those that must be replaced."""
    for key in node:
        if not isinstance(key, str):
            raise SerializationError(f"{place}: key {key!r} is not text")
        if key == REFERENCE or (key.startswith("py/") and key not in ("py/object", "py/id")):
            raise SerializationError(f"{place}: key {key!r} is not allowed")
    for name in (*_value_names(node), *_reference_names(node)):
        if name not in LEAF_TYPES:
            _check_name(name, place)
    if "element_type" in node and "path" in node:
        raise SerializationError(f"{place}.path: reading a file named in a config is not allowed; give its values")
    if "type" in node and "class" not in node and node.get("module", "lithium_ion") not in MODEL_MODULES:
        raise SerializationError(f"{place}.module: {node['module']!r} is not one of {', '.join(MODEL_MODULES)}")
    if node.get("convert_to_format", "casadi") != "casadi":
        # The other formats turn names found in the document into source code that is executed.
        raise SerializationError(
            f"{place}.convert_to_format: {node['convert_to_format']!r} is not allowed; use 'casadi'"
        )
    if node.get("$type") == "numpy.ndarray" and node.get("dtype") not in ARRAY_TYPES:
        raise SerializationError(f"{place}.dtype: {node.get('dtype')!r} is not one of {', '.join(ARRAY_TYPES)}")
    return _pybamm_base(node, place) if "base_class" in node else {}


def _value_names(node: Mapping[str, Any]) -> Iterator[Any]:
    """Names of the class PyBaMM would make an instance of, in any of the shapes it reads."""
    yield from (node[key] for key in ("$type", "py/object") if key in node)
    kind = node.get("type")
    if isinstance(kind, str) and "." in kind:
        yield kind


def _reference_names(node: Mapping[str, Any]) -> Iterator[Any]:
    """Name of the class PyBaMM would hand on as it is."""
    if "class" in node:
        # With a tag PyBaMM reads `class` alone, without one `module` comes first (an older shape).
        is_split = isinstance(node.get("module"), str) and not {"$type", "py/object"} & node.keys()
        yield f"{node['module']}.{node['class']}" if is_split else node["class"]


def _check_name(name: Any, place: _Place) -> None:
    if not isinstance(name, str) or not _PYBAMM_NAME.fullmatch(name):
        raise SerializationError(
            f"{place}: class {name!r} is not allowed; only classes of pybamm and {', '.join(LEAF_TYPES)} are"
        )


def _pybamm_base(node: Mapping[str, Any], place: _Place) -> dict[str, Any]:
    base = node["base_class"]
    ancestors = node.get("base_class_mro") or []
    if not isinstance(ancestors, list):
        raise SerializationError(f"{place}.base_class_mro: expected a list of class names, found {ancestors!r}")
    if base in ("", None, "builtins.object"):
        base = "pybamm.BaseModel"
    candidates = [name for name in (base, *ancestors) if isinstance(name, str) and _PYBAMM_NAME.fullmatch(name)]
    if not candidates:
        raise SerializationError(f"{place}.base_class: {base!r} is not a class of pybamm and base_class_mro names none")
    if candidates[0] == node["base_class"] and len(candidates) == 1 + len(ancestors):
        return {}
    return {"base_class": candidates[0], "base_class_mro": candidates}


def _inflated(node: Mapping[str, Any], place: _Place, limit: int) -> bytes:
    """Text of a compressed model, which is base64 of zlib of JSON."""
    data = node.get("data")
    if not isinstance(data, str) or limit <= 0:
        raise SerializationError(f"{place}: expected the text of one compressed model under 'data'")
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(base64.b64decode(data, validate=True), limit)
    except (binascii.Error, zlib.error) as error:
        raise SerializationError(f"{place}.data: not a compressed model ({error})") from error
    if inflater.unconsumed_tail or not inflater.eof:
        raise SerializationError(f"{place}.data: cut off, or larger than {MAX_INFLATED_BYTES} bytes when inflated")
    return text


def _parsed(text: bytes, form: Any, place: _Place) -> Any:
    try:
        return parse_form(text, form)
    except (ValueError, RecursionError) as error:
        raise SerializationError(f"{place}.data: the compressed model is not JSON ({error})") from error


def _replaced(document: Any, keys: list[str | int], item: Any) -> Any:
    """Copy of a document with one value replaced; everything off the path is shared."""
    if not keys:
        return item
    copy: Any = dict(document) if isinstance(document, dict) else list(document)
    copy[keys[0]] = item if len(keys) == 1 else _replaced(copy[keys[0]], keys[1:], item)
    return copy
