"""What PyBaMM passes to the functions among its parameters, and functions of users traced with that.

PyBaMM calls a parameter function with positional arguments, as many as the model has for the parameter: a function
of fewer would fail there, and one of other arguments would take them for its own.

Source: docs/contract/flows.md section 9.2; PyBaMM 26.10 ``parameter_substitutor.py``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import attrs

from ionworks.errors import SerializationError
from ionworks.serialize.convert import guarded

_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


@attrs.frozen
class Asked:
    """Parameters a model asks for."""

    numbers: frozenset[str]
    """Names of those that are one value; a function cannot stand for them."""
    functions: Mapping[str, frozenset[tuple[str, ...]]]
    """Names of those that may be functions, with the arguments they are called with."""


def asked_by(model: Any) -> Asked:
    """Parameters that a model, its output variables and its geometry ask for.

    Parameters
    ----------
    model : pybamm.BaseModel
        Not processed.
    """
    import pybamm

    numbers: set[str] = set()
    functions: dict[str, set[tuple[str, ...]]] = {}
    for symbol in _nodes(_roots(model)):
        if isinstance(symbol, pybamm.Parameter):
            numbers.add(symbol.name)
        elif isinstance(symbol, pybamm.FunctionParameter):
            functions.setdefault(symbol.name, set()).add(tuple(symbol.input_names))
    return Asked(frozenset(numbers), {name: frozenset(asked) for name, asked in functions.items()})


def traced(function: Callable[..., Any], name: str | None, where: str) -> Any:
    """Expression of a Python function, called once with what PyBaMM passes for a parameter.

    Parameters
    ----------
    function : callable
        Function, method, ``functools.partial`` or any object that can be called. Default values and bound arguments
        stay as they are where PyBaMM passes nothing.
    name : str, optional
        Name of the parameter; without one, or with one of no PyBaMM model, arguments without a default are passed.
    where : str
        Name of the place, for messages.

    Returns
    -------
    pybamm.ExpressionFunctionParameter

    Raises
    ------
    SerializationError
        The function cannot be called with what PyBaMM passes, or cannot be traced.
    """
    import pybamm

    title = getattr(function, "__name__", None) or getattr(getattr(function, "func", None), "__name__", None)
    title = title or type(function).__name__
    arguments = _arguments(function, name, where)

    def call() -> Any:
        with pybamm.tracing():
            return function(*(pybamm.Parameter(argument) for argument in arguments))

    found = guarded(where, call)
    return guarded(where, lambda: pybamm.ExpressionFunctionParameter(name or title, found, title, arguments))


def is_data(value: Any) -> bool:
    """Whether a parameter value is a name with data, ``("name", (x, y))``."""
    return isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str) and not isinstance(value[1], str)


def interpolated(value: tuple[str, Any], name: str | None, where: str) -> Any:
    """Interpolant of a name with data, as PyBaMM makes it.

    Parameters
    ----------
    value : tuple
        ``("name", (x, y))``, ``("name", ((x1, x2), y))`` with arrays, or ``("name", array)`` of two columns.
    name : str, optional
        Name of the parameter.
    where : str
        Name of the place, for messages.

    Returns
    -------
    pybamm.ExpressionFunctionParameter

    Raises
    ------
    SerializationError
        PyBaMM cannot interpolate the data, or passes another number of arguments than they have coordinates.
    """
    import numpy as np
    import pybamm

    title, data = value
    is_table = isinstance(data, np.ndarray) and data.ndim == 2 and data.shape[1] == 2
    x, y = guarded(where, lambda: (data[:, 0], data[:, 1]) if is_table else data)
    x = list(x) if isinstance(x, list | tuple) else [x]
    if not all(isinstance(one, np.ndarray) for one in (*x, y)):
        raise SerializationError(f"{where}: data are a name with numpy arrays, (name, (x, y))")
    arguments = ["x"] if len(x) == 1 else [f"x{place + 1}" for place in range(len(x))]
    passed = _usual().get(name or "", frozenset())
    check_count(where, len(x), passed, f"data over {len(x)} coordinate(s)")
    children = [pybamm.Parameter(argument) for argument in arguments]
    found = guarded(where, lambda: pybamm.Interpolant(x, y, children, name=title))
    return pybamm.ExpressionFunctionParameter(name or title, found, title, arguments)


def check_count(where: str, count: int, passed: frozenset[tuple[str, ...]], taken: str) -> None:
    """Refuse a function that takes another number of arguments than PyBaMM passes.

    Parameters
    ----------
    where : str
        Name of the place, for the message.
    count : int
        Arguments the function takes.
    passed : frozenset of tuple of str
        As in `Asked.functions`; nothing is refused when it is empty.
    taken : str
        What the function is, for the message.

    Raises
    ------
    SerializationError
    """
    if passed and count not in {len(names) for names in passed}:
        shown = " or ".join(f"({', '.join(name.strip() for name in names)})" for names in sorted(passed))
        raise SerializationError(f"{where}: {taken}, but PyBaMM passes {shown}")


def _arguments(function: Callable[..., Any], name: str | None, where: str) -> list[str]:
    """Names for the arguments that PyBaMM passes."""
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):  # a function of numpy or C
        parameters = [inspect.Parameter("arguments", inspect.Parameter.VAR_POSITIONAL)]
    positional = [one for one in parameters if one.kind in _POSITIONAL]
    required = sum(one.default is inspect.Parameter.empty for one in positional)
    is_open = any(one.kind is inspect.Parameter.VAR_POSITIONAL for one in parameters)
    shown = f"a function of ({', '.join(one.name for one in positional)}{', ...' if is_open else ''})"
    for one in parameters:
        if one.kind is inspect.Parameter.KEYWORD_ONLY and one.default is inspect.Parameter.empty:
            raise SerializationError(f"{where}: {shown} needs {one.name!r} by name, but PyBaMM passes by position")
    is_fixed = required == len(positional) and not is_open
    passed = frozenset() if name is None or (is_fixed and _is_of_pybamm(function)) else _usual().get(name, frozenset())
    if is_open and not passed:
        raise SerializationError(f"{where}: {shown}; write out the arguments, it is not known what PyBaMM passes")
    counts = {len(names) for names in passed} or {required}
    fitting = [count for count in counts if count >= required and (is_open or count <= len(positional))]
    if not fitting:
        check_count(where, len(positional), passed, shown)
    names = [one.name for one in positional]
    return [*names, *(f"argument_{place}" for place in range(len(names), max(fitting)))][: max(fitting)]


def _is_of_pybamm(function: Callable[..., Any]) -> bool:
    """Whether it came with PyBaMM's sets, whose functions fit."""
    return str(getattr(function, "__module__", "")).startswith("pybamm.")


@lru_cache(maxsize=1)
def _usual() -> Mapping[str, frozenset[tuple[str, ...]]]:
    """Arguments that PyBaMM's models pass, by parameter; takes half a second."""
    import pybamm

    ageing = {
        "SEI": "ec reaction limited",
        "SEI on cracks": "true",
        "lithium plating": "partially reversible",
        "particle mechanics": "swelling and cracking",
        "loss of active material": "stress-driven",
        "thermal": "x-full",
    }
    blend = {"particle phases": ("2", "1"), "open-circuit potential": (("single", "current sigmoid"), "single")}
    lithium_ion = pybamm.lithium_ion
    models = (
        lithium_ion.DFN(ageing),
        lithium_ion.SPM(blend),
        lithium_ion.DFN({"working electrode": "positive"}),
        lithium_ion.MSMR({"number of MSMR reactions": ("1", "1")}),
        lithium_ion.MPM(),
        pybamm.equivalent_circuit.Thevenin(),
        pybamm.lead_acid.Full(),
    )
    merged: dict[str, frozenset[tuple[str, ...]]] = {}
    for model in models:
        for name, passed in asked_by(model).functions.items():
            merged[name] = merged.get(name, frozenset()) | passed
    return merged


def _roots(model: Any) -> Iterator[Any]:
    for equations in (model.rhs, model.algebraic, model.initial_conditions):
        yield from equations
        yield from equations.values()
    for sides in model.boundary_conditions.values():
        yield from (condition for condition, _ in sides.values())
    yield from (event.expression for event in model.events)
    yield from model.variables.values()
    pending = list(model.default_geometry.values())
    while pending:
        limits = pending.pop()
        if isinstance(limits, Mapping):
            pending.extend(limits.values())
        else:
            yield limits


def _nodes(roots: Iterator[Any]) -> Iterator[Any]:
    """Every distinct symbol below, scales and bounds of variables included."""
    import pybamm

    seen: set[Any] = set()
    pending = [root for root in roots if isinstance(root, pybamm.Symbol)]
    while pending:
        symbol = pending.pop()
        if symbol not in seen:
            seen.add(symbol)
            yield symbol
            pending.extend(pybamm.tree_flatten(symbol)[0])
