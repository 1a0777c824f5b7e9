"""Expressions of the Universal Cycler Protocol: parsed, bounded, evaluated without ``eval``.

The text is split into tokens by our own pattern first (so nothing outside the small alphabet reaches Python's
parser), parsed with :mod:`ast`, checked node by node against a short list and finally walked by hand.

Source: docs/contract/ucp.md section 1.9 (expressions).
"""

import ast
import math
import operator
import re
from collections.abc import Callable, Iterator, Mapping

import attrs

MAX_LENGTH = 500
MAX_DEPTH = 20
MAX_EXPONENT = 64
MEASURED = ("Voltage", "Current", "C-rate", "Capacity", "Temperature", "Time", "SOC", "Energy", "Power")

_MEASURED_NAMES = frozenset(MEASURED) - {"C-rate"}
_VARIABLE = re.compile(r"VAR_\w+", re.ASCII)
# Possessive: a text that does not fit is refused in one pass, without trying other ways to split it.
_TOKENS = re.compile(
    r"""(?:\s+ | (?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]) | [A-Za-z_][A-Za-z0-9_]*(?!["'\w])
    | "[^"\\\r\n]*" | '[^'\\\r\n]*' | \*\* | [<>=!]= | [-+*/()\[\],<>])*+""",
    re.VERBOSE | re.ASCII,
)
_UNQUOTED_INPUT = re.compile(r"\binput\s*\[\s*[^\s\"']")
_BINARY: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARE: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_ARITY = {"ifelse": (3, 3), "min": (1, 16), "max": (1, 16), "abs": (1, 1)}
_HINT = 'numbers, input["name"], VAR_name, ifelse, min, max, abs, + - * / **, comparisons, and, or, not'


class ExpressionError(ValueError):
    """An expression that cannot be read or has no finite real value; ``allowed`` says what would do."""

    def __init__(self, message: str, allowed: str = _HINT) -> None:
        super().__init__(message)
        self.allowed = allowed


@attrs.frozen
class Environment:
    """Values an expression may refer to.

    Attributes
    ----------
    inputs : mapping of str to float
        External parameters, read as ``input["name"]``.
    variables : mapping of str to float
        Protocol variables, read as ``VAR_name``.
    measured : mapping of str to float
        State of the cell at the end of the step under its UCP name (``Voltage`` in V, ``Current`` in A, ...).
    """

    inputs: Mapping[str, float] = attrs.Factory(dict)
    variables: Mapping[str, float] = attrs.Factory(dict)
    measured: Mapping[str, float] = attrs.Factory(dict)


@attrs.frozen
class Expression:
    """A checked expression; two expressions with the same text are equal."""

    text: str
    tree: ast.expr = attrs.field(eq=False, repr=False)

    def __str__(self) -> str:
        return self.text

    @property
    def inputs(self) -> tuple[str, ...]:
        """Names read with ``input["..."]``, distinct, in order of appearance."""
        subscripts = (node for node in _walk(self.tree) if isinstance(node, ast.Subscript))
        return tuple(dict.fromkeys(name for name in map(_input_name, subscripts) if name is not None))

    @property
    def variables(self) -> tuple[str, ...]:
        """Protocol variables (``VAR_...``) read, distinct, in order of appearance."""
        return tuple(name for name in self._names() if _VARIABLE.fullmatch(name))

    @property
    def measured(self) -> tuple[str, ...]:
        """Measured quantities read, distinct, in order of appearance."""
        return tuple(name for name in self._names() if name in _MEASURED_NAMES)

    @property
    def is_constant(self) -> bool:
        """Whether the value depends on nothing outside the text."""
        return not any(isinstance(node, ast.Name | ast.Subscript) for node in _walk(self.tree))

    def evaluate(self, environment: Environment) -> float:
        """Return the value as a finite number; comparisons give 1.0 or 0.0.

        Raises
        ------
        ExpressionError
            When a name has no value or the result is not a finite real number.
        """
        return _as_number(self.evaluate_word(environment))

    def evaluate_word(self, environment: Environment) -> float | str:
        """Return the value of an expression that may also give a word such as ``"Charge"``."""
        try:
            return _evaluate(self.tree, environment)
        except ZeroDivisionError:
            raise ExpressionError(f"a division by zero in {self.text!r}", "a finite number") from None
        except OverflowError:
            raise ExpressionError(f"a value too large in {self.text!r}", "a finite number") from None

    def substitute(self, inputs: Mapping[str, float]) -> "Expression":
        """Return the expression with every known ``input["..."]`` replaced by its number."""
        if not any(name in inputs for name in self.inputs):
            return self
        tree = ast.fix_missing_locations(_Substitution(inputs).visit(ast.parse(self.text, mode="eval").body))
        return Expression(ast.unparse(tree), tree)

    def _names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(node.id for node in _walk(self.tree) if isinstance(node, ast.Name)))


Number = float | Expression


def parse_expression(text: str, *, words: tuple[str, ...] = ()) -> Expression:
    """Read one expression.

    Parameters
    ----------
    text : str
        At most 500 characters, nested at most 20 deep.
    words : tuple of str
        Quoted words allowed as values (only the computed direction of a step uses this).

    Raises
    ------
    ExpressionError
        When the text is too long, too deep, malformed or uses anything not listed.
    """
    text = re.sub(r"[\r\n\t]", " ", text).strip()
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"an expression of {len(text)} characters", f"at most {MAX_LENGTH} characters")
    if _UNQUOTED_INPUT.search(text):
        raise ExpressionError(f"{text!r} with an unquoted name", 'input["name"], the name in quotes')
    _check_tokens(text)
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionError(f"the malformed expression {text!r}") from None
    _check(tree, text, words)
    return Expression(text, tree)


def _check_tokens(text: str) -> None:
    match = _TOKENS.match(text)
    position = match.end() if match is not None else 0
    if position < len(text):
        raise ExpressionError(f"unexpected {text[position : position + 10]!r} in {text!r}")


def _walk(tree: ast.expr) -> Iterator[ast.expr]:
    """Yield the expression nodes in text order; function names and ``input`` itself are not yielded."""
    pending = [tree]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(reversed(_children(node)))


def _children(node: ast.expr) -> list[ast.expr]:
    """Return the operands of an allowed node; what is not allowed is never entered."""
    match node:
        case ast.BinOp(left=left, right=right):
            return [left, right]
        case ast.UnaryOp(operand=operand):
            return [operand]
        case ast.Compare(left=left, comparators=rights):
            return [left, *rights]
        case ast.BoolOp(values=values):
            return values
        case ast.Call(args=args):
            return args
    return []


def _check(tree: ast.expr, text: str, words: tuple[str, ...]) -> None:
    level, depth = [tree], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise ExpressionError(f"an expression nested more than {MAX_DEPTH} deep", f"at most {MAX_DEPTH}")
        for node in level:
            if not _is_allowed(node, words):
                raise ExpressionError(repr(text) if node is tree else f"{ast.unparse(node)!r} in {text!r}")
        level = [child for node in level for child in _children(node)]


def _is_allowed(node: ast.expr, words: tuple[str, ...]) -> bool:  # noqa: PLR0911 - one return per node type
    match node:
        case ast.Constant(value=str(word)):
            return word.casefold() in words
        case ast.Constant(value=value):
            return isinstance(value, int | float) and not isinstance(value, bool) and _is_finite(value)
        case ast.BinOp(op=op):
            return isinstance(op, ast.Pow) or type(op) in _BINARY
        case ast.UnaryOp(op=op):
            return isinstance(op, ast.USub | ast.UAdd | ast.Not)
        case ast.Compare(ops=ops):
            return all(type(op) in _COMPARE for op in ops)
        case ast.BoolOp():
            return True
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _ARITY:
            return _ARITY[name][0] <= len(args) <= _ARITY[name][1]
        case ast.Subscript():
            return _input_name(node) is not None
        case ast.Name(id=name):
            return name in _MEASURED_NAMES or _VARIABLE.fullmatch(name) is not None
    return False


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def _input_name(node: ast.expr) -> str | None:
    match node:
        case ast.Subscript(value=ast.Name(id="input"), slice=ast.Constant(value=str(name))):
            return name
    return None


def _evaluate(node: ast.expr, environment: Environment) -> float | str:  # noqa: PLR0911 - as above
    match node:
        case ast.Constant(value=str(word)):
            return word
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.Subscript():
            name = _input_name(node) or ""
            return _look_up(environment.inputs, name, f'input["{name}"]')
        case ast.Name(id=name):
            known = environment.measured if name in _MEASURED_NAMES else environment.variables
            return _look_up(known, name, name)
        case ast.UnaryOp(op=op, operand=operand):
            value = _number(operand, environment)
            return float(not value) if isinstance(op, ast.Not) else (-value if isinstance(op, ast.USub) else value)
        case ast.BinOp(left=left, op=op, right=right):
            return _binary(op, _number(left, environment), _number(right, environment))
        case ast.BoolOp(op=op, values=values):
            parts = (bool(_number(value, environment)) for value in values)
            return float(all(parts) if isinstance(op, ast.And) else any(parts))
        case ast.Compare(left=left, ops=ops, comparators=rights):
            numbers = [_number(side, environment) for side in (left, *rights)]
            return float(all(_COMPARE[type(op)](*numbers[i : i + 2]) for i, op in enumerate(ops)))
        case ast.Call(func=ast.Name(id=name), args=args):
            return _call(name, args, environment)
    raise ExpressionError(f"{ast.unparse(node)!r}")


def _call(name: str, args: list[ast.expr], environment: Environment) -> float | str:
    if name == "ifelse":
        return _evaluate(args[1] if _number(args[0], environment) else args[2], environment)
    numbers = [_number(arg, environment) for arg in args]
    return {"min": min, "max": max}[name](numbers) if name != "abs" else abs(numbers[0])


def _binary(op: ast.operator, left: float, right: float) -> float:
    if not isinstance(op, ast.Pow):
        return _finite(_BINARY[type(op)](left, right))
    if abs(right) > MAX_EXPONENT:
        raise ExpressionError(f"the exponent {right:g}", f"at most {MAX_EXPONENT} in magnitude")
    if left < 0 and not right.is_integer():
        raise ExpressionError(f"({left:g}) ** {right:g}, which is not a real number", "a real number")
    return _finite(float(left**right))


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise OverflowError
    return value


def _number(node: ast.expr, environment: Environment) -> float:
    return _as_number(_evaluate(node, environment))


def _as_number(value: float | str) -> float:
    if isinstance(value, str):
        raise ExpressionError(f"the word {value!r}", "a number")
    return _finite(value)


def _look_up(known: Mapping[str, float], name: str, label: str) -> float:
    if name not in known:
        raise ExpressionError(f"{label} without a value", f"a value for {label}")
    return _finite(float(known[name]))


class _Substitution(ast.NodeTransformer):
    """Replaces ``input["name"]`` by its number (a negative one as unary minus, the way Python writes it)."""

    def __init__(self, inputs: Mapping[str, float]) -> None:
        self.inputs = inputs

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        name = _input_name(node)
        if name is None or name not in self.inputs:
            return node
        value = _finite(float(self.inputs[name]))
        constant = ast.Constant(abs(value))
        return ast.UnaryOp(ast.USub(), constant) if value < 0 else constant
