"""Parameter values between elements: their wire form, numbers, functions and what an expression refers to.

Source: docs/contract/pipeline-config.md sections 1.7 and 6.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs
import numpy as np
import pybamm

from ionworks.errors import ValidationError
from ionworks.serialize import ParameterFunction
from ionworks.server.engine.model.parameters import read_parameters, write_parameters
from ionworks.server.fit.failures import MissingParametersError
from ionworks.server.ground.arrays import Array

FARADAY = 96485.33212
"""C/mol, CODATA 2018."""
GAS_CONSTANT = 8.314462618
"""J/(mol K), CODATA 2018."""


class Known:
    """Parameter values known so far, read one by one when asked for.

    Parameters
    ----------
    wire : mapping of str to JSON value
        Numbers, lists, serialized symbols and functions.
    what : str
        Who asks; error messages name it.
    """

    def __init__(self, wire: Mapping[str, Any], what: str) -> None:
        self._wire = wire
        self._what = what
        self._read: dict[str, Any] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._wire

    def __iter__(self) -> Iterator[str]:
        return iter(self._wire)

    def value(self, name: str) -> Any:
        """Value as PyBaMM takes it: a float, a list, a symbol or a callable.

        Raises
        ------
        MissingParametersError
            No earlier element gives it.
        """
        if name not in self._wire:
            raise MissingParametersError(self._what, [name])
        if name not in self._read:
            self._read[name] = read_value(name, self._wire[name])
        return self._read[name]

    def number(self, name: str) -> float:
        """Value as a number; expressions of other known parameters are evaluated.

        Raises
        ------
        MissingParametersError
            It, or something it refers to, is not known.
        ValidationError
            It is not a number.
        """
        value = self.value(name)
        if isinstance(value, float):
            return value
        if isinstance(value, pybamm.Symbol):
            found = np.asarray(self.evaluate(value), float)
            if found.size == 1:
                return float(found.item())
        raise ValidationError(f"{self._what}: parameter {name!r} must be a number, found {type(value).__name__}")

    def numbers(self, names: Iterable[str]) -> list[float]:
        """Values of several parameters; all missing ones are listed at once."""
        wanted = list(names)
        missing = [name for name in wanted if name not in self]
        if missing:
            raise MissingParametersError(self._what, missing)
        return [self.number(name) for name in wanted]

    def curve(self, name: str, points: Array, **others: float) -> Array:
        """Evaluate a function parameter, or a constant, at points of its first argument.

        Parameters
        ----------
        name : str
            Parameter name, such as ``"Positive electrode OCP [V]"``.
        points : ndarray, shape (n,)
            Values of the first argument.
        **others : float
            Further arguments, in the order of the function.

        Returns
        -------
        ndarray, shape (n,)
        """
        self.value(name)
        arguments: dict[str, Any] = {"x": pybamm.Vector(np.asarray(points, float))}
        arguments |= {key: pybamm.Scalar(value) for key, value in others.items()}
        found = np.asarray(self.evaluate(pybamm.FunctionParameter(name, arguments)), float)
        return np.broadcast_to(found.reshape(-1), np.shape(points)).astype(float)

    def evaluate(self, symbol: Any) -> Any:
        """Value of an expression of known parameters."""
        table = pybamm.ParameterValues({name: self.value(name) for name in self.needed_by([symbol])})
        return table.process_symbol(symbol).evaluate()

    def needed_by(self, symbols: Iterable[Any]) -> set[str]:
        """Names of all parameters that expressions depend on, through other parameters too.

        Raises
        ------
        MissingParametersError
            Some of them are not known.
        """
        needed = referenced(symbols, self._value_or_none)
        missing = sorted(name for name in needed if name not in self)
        if missing:
            raise MissingParametersError(self._what, missing)
        return needed

    def _value_or_none(self, name: str) -> Any:
        return self.value(name) if name in self else None


def read_value(name: str, value: Any) -> Any:
    """One parameter value from its wire form.

    Raises
    ------
    ValidationError
        Not a number, a list of numbers or a serialized PyBaMM symbol.
    """
    if isinstance(value, list):
        return [float(item) for item in np.asarray(value, float)]
    return read_parameters({name: value})[name]


def write_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Wire form of values: floats, lists of floats, symbols and callables."""
    plain: dict[str, Any] = {}
    rich: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, (pybamm.Symbol, Callable)):  # type: ignore[arg-type]
            rich[name] = value
        else:
            plain[name] = [float(item) for item in value] if np.ndim(value) else float(value)
    written = write_parameters(pybamm.ParameterValues(rich)) if rich else {}
    return {name: written[name] if name in rich else plain[name] for name in values}


def referenced(symbols: Iterable[Any], lookup: Callable[[str], Any]) -> set[str]:
    """Names of all parameters that expressions refer to, through the values of those parameters too.

    Parameters
    ----------
    symbols : iterable of pybamm.Symbol
        Expressions.
    lookup : callable
        Value of a parameter by name, ``None`` when it is not known.
    """
    found: set[str] = set()
    pending = [_Expression(symbol) for symbol in symbols]
    while pending:
        expression = pending.pop()
        for node in expression.symbol.pre_order():
            if not isinstance(node, (pybamm.Parameter, pybamm.FunctionParameter)):
                continue
            if node.name in found or node.name in expression.arguments:
                continue
            found.add(node.name)
            pending.extend(_expressions(lookup(node.name)))
    return found


@attrs.frozen
class _Expression:
    """Symbol and the names in it that are arguments of its function, not parameters."""

    symbol: Any
    arguments: frozenset[str] = frozenset()


def _expressions(value: Any) -> list[_Expression]:
    """Expressions that a parameter value consists of; a function is called with placeholders."""
    if isinstance(value, ParameterFunction):
        return [_Expression(value.symbol.child, frozenset(inspect.signature(value).parameters))]
    if isinstance(value, pybamm.Symbol):
        return [_Expression(value)]
    if not callable(value):
        return []
    names = list(inspect.signature(value).parameters)
    try:
        result = value(*(pybamm.InputParameter(name) for name in names))
    except (TypeError, ValueError, AttributeError):  # a plain numeric function has nothing to refer to
        return []
    return [_Expression(result)] if isinstance(result, pybamm.Symbol) else []
