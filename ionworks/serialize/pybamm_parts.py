"""The parts of PyBaMM's serialization that are not public, or not documented; nothing else may touch such parts.

Checked on the version below. `tests/unit/test_serialize_pybamm_parts.py` fails when one of them disappears. Import it
where it is needed: it imports PyBaMM.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import pybamm
from pybamm.expression_tree.operations import serialise_kernel as kernel
from pybamm.expression_tree.operations.serialise import Serialise, convert_symbol_from_json, convert_symbol_to_json

CHECKED_VERSION: Final = "26.10.1.1"
TAG: Final[str] = kernel.TAG
"""Key of the class of a value."""
write_symbol: Final[Callable[[Any], Any]] = convert_symbol_to_json
"""An expression or a number to JSON."""
read_symbol: Final[Callable[[Any], Any]] = convert_symbol_from_json
"""Screened JSON to an expression or a number."""
write_value: Final[Callable[[Any], Any]] = kernel.encode
"""Any value to JSON."""
read_value: Final[Callable[[Any], Any]] = kernel.decode
"""Screened JSON to any value."""
write_geometry: Final[Callable[[Any], Any]] = Serialise.serialise_custom_geometry
write_spatial_method: Final[Callable[[Any], Any]] = Serialise.serialise_spatial_method_item
write_submesh: Final[Callable[[Any], Any]] = Serialise.serialise_submesh_item
READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "submesh_types": Serialise.load_submesh_types,
    "spatial_methods": Serialise.load_spatial_methods,
    "geometry": Serialise.load_custom_geometry,
}
"""Readers of screened settings, by their key."""


def write_node(symbol: Any, write: Callable[[Any], Any]) -> dict[str, Any]:
    """Return the JSON of one symbol, in which `write` has written what it is made of."""
    node: dict[str, Any] = kernel._lookup_codec(type(symbol)).to_json(symbol, write)  # noqa: SLF001
    node[TAG] = f"{type(symbol).__module__}.{type(symbol).__qualname__}"
    return node


def read_node(node: Mapping[str, Any], read: Callable[[Any], Any]) -> Any:
    """Return the symbol of screened JSON; `read` reads what it is made of."""
    cls = kernel._resolve_class(node[TAG])  # noqa: SLF001
    return kernel._lookup_codec(cls).from_json(node, read, cls)  # noqa: SLF001


def regularization(symbol: Any) -> tuple[Mapping[Any, Any], Mapping[Any, str]] | None:
    """Return scales and names by symbol of the regularization of a function parameter, if it has one."""
    processor = symbol.post_processor
    if not isinstance(processor, pybamm.RegulariseSqrtAndPower):
        return None
    return processor.scales, processor.symbol_to_name


def regularized(symbol: Any, scales: Mapping[Any, Any], inputs: Mapping[str, Any]) -> Any:
    """Return a function parameter with a regularization."""
    return pybamm.FunctionParameter(
        symbol.name,
        dict(zip(symbol.input_names, symbol.children, strict=True)),
        diff_variable=symbol.diff_variable,
        print_name=symbol.print_name,
        post_processor=pybamm.RegulariseSqrtAndPower(scales, inputs),
    )
