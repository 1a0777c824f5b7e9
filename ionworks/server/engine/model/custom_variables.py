"""Output variables that users write as text, such as ``CoupledVariable('Voltage [V]') * Parameter('R [Ohm]')``.

The text is parsed, never evaluated: `symbol` walks the syntax tree and builds PyBaMM symbols for the few node kinds
it knows.

Source: docs/contract/api-reference.md section 10 (``add_custom_variable``).
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import pybamm

from ionworks.errors import ValidationError

MAX_LENGTH: Final = 10_000
"""Characters of one expression."""
MAX_DEPTH: Final = 50
"""Levels of nesting."""

MAX_EXPANDED: Final = 100_000
"""Parts of an expression in which every coupled variable is written out; those of PyBaMM's models have up to 2,000."""

_LEAVES: Final[Mapping[str, Callable[[str], Any]]] = MappingProxyType(
    {"CoupledVariable": pybamm.CoupledVariable, "Parameter": pybamm.Parameter}
)
_FUNCTIONS: Final[Mapping[str, tuple[Callable[..., Any], int]]] = MappingProxyType(
    {
        name: (getattr(pybamm, name), 1)
        for name in ("exp", "log", "log10", "sqrt", "sin", "cos", "tanh", "arcsinh", "arctan", "sign")
    }
    | {"abs": (abs, 1), "minimum": (pybamm.minimum, 2), "maximum": (pybamm.maximum, 2)}
)
_OPERATORS: Final[Mapping[type[ast.operator], Callable[[Any, Any], Any]]] = MappingProxyType(
    {
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.Div: operator.truediv,
        ast.Pow: operator.pow,
    }
)
GRAMMAR: Final = "numbers, + - * / **, CoupledVariable('name'), Parameter('name') and the functions " + ", ".join(
    sorted(_FUNCTIONS)
)


def symbol(expression: str, variables: Mapping[str, Any]) -> Any:
    """PyBaMM symbol of an expression.

    Parameters
    ----------
    expression : str
        Python notation, see `GRAMMAR`; names may carry the prefix ``pybamm.``.
    variables : mapping of str to pybamm.Symbol
        Variables of the model; a ``CoupledVariable`` must be one of them.

    Returns
    -------
    pybamm.Symbol

    Raises
    ------
    ValidationError
        The text is not an expression, holds anything else, names an unknown variable, or is too long or too deep.
    """
    if len(expression) > MAX_LENGTH:
        raise ValidationError(f"expression: {len(expression)} characters; at most {MAX_LENGTH} are allowed")
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ValidationError(f"expression: not an expression ({error})") from None
    try:
        with np.errstate(over="raise", divide="raise", invalid="raise"):
            built = _symbol(tree.body, variables, 0)
    except (ArithmeticError, pybamm.DomainError, pybamm.ShapeError) as error:
        raise ValidationError(f"expression: {error}") from error
    return built


def check_expanded(model: Any) -> None:
    """Refuse a model with an expression that is too long when its coupled variables are written out.

    A chain of short expressions, each with the one before it twice, is as long as two to the power of its length, and
    PyBaMM writes them out to compute them.

    Raises
    ------
    ValidationError
        Naming the variable or equation, its length and what is allowed.
    """
    known: dict[int, int] = {}
    named = {str(name): expression for name, expression in model.variables.items()}
    equations = {str(key): value for part in (model.rhs, model.algebraic) for key, value in part.items()}
    for name, expression in (*named.items(), *equations.items()):
        try:
            length = _length(expression, named, known)
        except RecursionError:
            raise ValidationError(f"model: variable {name!r} is nested too deeply, or contains itself") from None
        if length > MAX_EXPANDED:
            raise ValidationError(
                f"model: variable {name!r} has {length:.3g} parts when the variables it is made of are written out; "
                f"at most {MAX_EXPANDED} are allowed"
            )


def _length(expression: Any, variables: Mapping[str, Any], known: dict[int, int]) -> int:
    parts = expression.children
    if isinstance(expression, pybamm.CoupledVariable) and not parts and expression.name in variables:
        parts = (variables[expression.name],)
    if id(expression) not in known:
        known[id(expression)] = 1 + sum(_length(part, variables, known) for part in parts)
    return known[id(expression)]


def _symbol(node: ast.expr, variables: Mapping[str, Any], depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise ValidationError(f"expression: nested more than {MAX_DEPTH} levels deep")
    number = node.value if isinstance(node, ast.Constant) else None
    if isinstance(number, int | float) and not isinstance(number, bool):
        # as a symbol from the start: 9**9**9 on plain integers would be computed here
        return pybamm.Scalar(float(number))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        operand = _symbol(node.operand, variables, depth + 1)
        return -operand if isinstance(node.op, ast.USub) else operand
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        left, right = (_symbol(side, variables, depth + 1) for side in (node.left, node.right))
        return _OPERATORS[type(node.op)](left, right)
    if isinstance(node, ast.Call) and not node.keywords:
        return _call(node, variables, depth)
    raise ValidationError(f"expression: {ast.unparse(node)[:80]!r} is not allowed; allowed are {GRAMMAR}")


def _call(node: ast.Call, variables: Mapping[str, Any], depth: int) -> Any:
    name = _function_name(node.func)
    if name in _LEAVES:
        return _leaf(name, node, variables)
    function, count = _FUNCTIONS.get(name, (None, 0))
    if function is None or len(node.args) != count:
        raise ValidationError(f"expression: {ast.unparse(node)[:80]!r} is not allowed; allowed are {GRAMMAR}")
    return function(*(_symbol(argument, variables, depth + 1) for argument in node.args))


def _function_name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.attr if function.value.id == "pybamm" else ""
    return function.id if isinstance(function, ast.Name) else ""


def _leaf(kind: str, node: ast.Call, variables: Mapping[str, Any]) -> Any:
    argument = node.args[0] if len(node.args) == 1 else None
    if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
        raise ValidationError(f"expression: {kind} takes one name in quotes, found {ast.unparse(node)[:80]!r}")
    name = argument.value
    if kind == "CoupledVariable" and name not in variables:
        raise ValidationError(f"expression: the model has no variable {name!r}")
    if kind == "CoupledVariable":
        return pybamm.CoupledVariable(name, domain=variables[name].domain)
    return _LEAVES[kind](name)
