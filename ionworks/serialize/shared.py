"""Documents of whole models with every part once: in memory, and compressed in a store.

PyBaMM writes an expression out wherever it occurs: an SPMe has 1,300 different parts and 700,000 values. Here a part
is written, read and screened once, and occurs by reference; the text of a document is the same.

Source: docs/contract/flows.md section 9.1; PyBaMM 26.10 ``serialise_kernel.py``.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from ionworks.errors import SerializationError
from ionworks.serialize.convert import plain_json

SHARED = "shared"
"""Value of ``compressed`` in stored documents."""
REFERENCE = "$ref"
"""Key of a reference to a part."""
MAX_NODES = 10_000_000
"""JSON values in one document; an SPMe has 0.7 million."""
_EQUATIONS = ("rhs", "algebraic", "initial_conditions")
_REGULARISED = "regularised"
"""Member of a function parameter with the scales of its regularization, which PyBaMM's own writer leaves out."""


def parse_shared(text: str | bytes, parse_constant: Callable[[str], Any] | None = None) -> Any:
    """Parse JSON so that equal objects in it are one object, which nobody may change.

    Parameters
    ----------
    text : str or bytes
    parse_constant : callable, optional
        As of `json.loads`.
    """
    known: dict[tuple[Any, ...], dict[str, Any]] = {}

    def shared(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return known.setdefault(tuple((key, _identity(value)) for key, value in pairs), dict(pairs))

    return json.loads(text, object_pairs_hook=shared, parse_constant=parse_constant)


def compressed(document: Any) -> dict[str, Any]:
    """Return a model document as it is stored: parts that occur again by reference, compressed; `screen` inflates it.

    Notes
    -----
    ``{"compressed": "shared", "data"}`` holds ``{"parts": [...], "document"}``, in which ``{"$ref": n}`` is the part
    with that number; a part refers to earlier ones only. With ``"compressed": true`` it is PyBaMM's own form.
    """
    try:
        text = json.dumps(_folded(document), separators=(",", ":"), allow_nan=False).encode()
    except RecursionError:
        raise SerializationError("the model is nested too deeply to be stored") from None
    return {"compressed": SHARED, "data": base64.b64encode(zlib.compress(text)).decode("ascii")}


def inflated(document: Mapping[str, Any]) -> Any:
    """Return the whole document of a stored form, others as they are."""
    if not document.get("compressed"):
        return document
    return parse_form(zlib.decompress(base64.b64decode(document["data"])), document["compressed"])


def parse_form(text: bytes, form: Any) -> Any:
    """Document of the inflated text of a compressed one.

    Parameters
    ----------
    text : bytes
    form : {True, "shared"}
        Value of its ``compressed``.

    Raises
    ------
    ValueError
        Not JSON, no parts and document, a reference to a part that does not come before, or too large when written out.
    """
    if form != SHARED:
        return parse_shared(text)
    folded = json.loads(text)
    if not isinstance(folded, dict) or not isinstance(folded.get("parts"), list):
        raise SerializationError("expected parts and document")
    parts: list[tuple[Any, int]] = []
    for part in folded["parts"]:
        parts.append(_unfolded(part, parts))
    return _unfolded(folded.get("document"), parts)[0]


def _folded(document: Any) -> dict[str, Any]:
    repeated, seen, pending = set(), set(), [document]
    while pending:
        node = pending.pop()
        if id(node) in seen:
            repeated.add(id(node))
        elif isinstance(node, dict | list):
            seen.add(id(node))
            items = node.values() if isinstance(node, dict) else node
            pending.extend(item for item in items if isinstance(item, dict | list))
    numbers: dict[int, int] = {}
    parts: list[Any] = []

    def fold(node: Any) -> Any:
        if isinstance(node, list):
            return [fold(item) for item in node]
        if not isinstance(node, dict):
            return node
        if id(node) not in numbers:
            written = {key: fold(item) for key, item in node.items()}
            if id(node) not in repeated:
                return written
            numbers[id(node)] = len(parts)
            parts.append(written)
        return {REFERENCE: numbers[id(node)]}

    return {"document": fold(document), "parts": parts}


def _unfolded(node: Any, parts: list[tuple[Any, int]]) -> tuple[Any, int]:
    """Return a value with its references filled in, and the number of values it would have written out."""
    if not isinstance(node, dict | list):
        return node, 1
    if isinstance(node, dict) and REFERENCE in node:
        number = node[REFERENCE]
        if type(number) is not int or not 0 <= number < len(parts):
            raise ValueError(f"reference to part {number!r:.20} of {len(parts)}")
        return parts[number]
    keys = list(node) if isinstance(node, dict) else range(len(node))
    found = [_unfolded(node[key], parts) for key in keys]
    size = 1 + sum(count for _, count in found)
    if size > MAX_NODES:
        raise ValueError(f"more than {MAX_NODES} values")
    values = [value for value, _ in found]
    return (dict(zip(keys, values, strict=True)) if isinstance(node, dict) else values), size


def write_model(model: Any) -> dict[str, Any]:
    """Document of a live model as of PyBaMM's ``to_json``, its parts shared.

    Parameters
    ----------
    model : pybamm.BaseModel
        Not processed.
    """
    frame = model.new_copy()
    for part in (*_EQUATIONS, "boundary_conditions", "variables"):
        setattr(frame, part, {})
    frame.events = []
    document: dict[str, Any] = plain_json(frame.to_json(), "model")
    write = _Writer()
    content = document["model"]
    for part in _EQUATIONS:
        content[part] = [[write(left), write(right)] for left, right in getattr(model, part).items()]
    content["boundary_conditions"] = [
        [write(variable), {side: [write(value), kind] for side, (value, kind) in sides.items()}]
        for variable, sides in model.boundary_conditions.items()
    ]
    content["events"] = [
        {"name": event.name, "expression": write(event.expression), "event_type": event.event_type.name}
        for event in model.events
    ]
    content["variables"] = {str(name): write(symbol) for name, symbol in model.variables.items()}
    return document


def read_model(document: Mapping[str, Any]) -> Any:
    """Live model of a screened document; what occurs in it more than once is read once.

    Parameters
    ----------
    document : mapping
        ``{"schema_version", "model": {...}}``.
    """
    import pybamm

    content = document["model"]
    empty: dict[str, Any] = {part: [] for part in (*_EQUATIONS, "boundary_conditions", "events") if part in content}
    frame = {**content, **empty, **({"variables": {}} if "variables" in content else {})}
    model = pybamm.BaseModel.from_json({**document, "model": frame})
    read = _Reader()
    for part in _EQUATIONS:
        setattr(model, part, {read.symbol(left): read.symbol(right) for left, right in content[part]})
    model.boundary_conditions = {
        read.symbol(variable): {side: (read.symbol(value), kind) for side, (value, kind) in sides.items()}
        for variable, sides in content["boundary_conditions"]
    }
    model.events = [
        pybamm.Event(event["name"], read.symbol(event["expression"]), pybamm.EventType[event["event_type"]])
        for event in content["events"]
    ]
    model.variables = {name: read.symbol(symbol) for name, symbol in content["variables"].items()}
    return model


class _Writer:
    """Writes symbols; an object that was written is referred to again."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Any, dict[str, Any]]] = {}

    def __call__(self, value: Any) -> Any:
        import pybamm

        from ionworks.serialize.pybamm_parts import write_node, write_value

        if not isinstance(value, pybamm.Symbol):
            return plain_json(write_value(value), "model")
        if id(value) not in self._known:
            node = write_node(value, self)
            children = node.pop("children", None)
            node = plain_json(node, "model")
            if children is not None:
                node["children"] = children
            if isinstance(value, pybamm.FunctionParameter):
                node |= self._regularization(value)
            self._known[id(value)] = value, node
        return self._known[id(value)][1]

    def _regularization(self, value: Any) -> dict[str, Any]:
        from ionworks.serialize.pybamm_parts import regularization

        found = regularization(value)
        if found is None:
            return {}
        scales = [[self(symbol), self(scale)] for symbol, scale in found[0].items()]
        inputs = [[name, self(symbol)] for symbol, name in found[1].items()]
        return {_REGULARISED: {"scales": scales, "inputs": inputs}}


class _Reader:
    """Reads nodes; one that was read is the same symbol again."""

    def __init__(self) -> None:
        self._known: dict[int, Any] = {}

    def __call__(self, node: Any) -> Any:
        from ionworks.serialize.pybamm_parts import TAG, read_node, read_value

        tag = node.get(TAG) if isinstance(node, dict) else None
        if tag is None or tag.startswith(("builtins.", "numpy.")) or tag == "type":
            return read_value(node)
        if id(node) not in self._known:
            self._known[id(node)] = self._regularised(read_node(node, self), node.get(_REGULARISED))
        return self._known[id(node)]

    def symbol(self, node: Any) -> Any:
        """Return what must be a symbol or a number."""
        import pybamm

        value = self(node)
        if not isinstance(value, pybamm.Symbol | int | float):
            raise SerializationError(f"an expression is needed, found {value!r:.80}")
        return pybamm.convert_to_symbol(value)

    def _regularised(self, symbol: Any, scaling: Any) -> Any:
        import pybamm

        from ionworks.serialize.pybamm_parts import regularized

        if scaling is None or not isinstance(symbol, pybamm.FunctionParameter):
            return symbol
        scales = {self(one): self(scale) for one, scale in scaling["scales"]}
        inputs = {name: self(one) for name, one in scaling["inputs"]}
        return regularized(symbol, scales, inputs)


def _identity(value: Any) -> Any:
    """Hashable that is equal for equal JSON values whose objects are shared already."""
    if isinstance(value, dict):
        return id(value)
    if isinstance(value, list):
        return tuple(map(_identity, value))
    return type(value), value
