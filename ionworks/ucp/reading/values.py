"""Reading single values out of a raw mapping; every mismatch is noted with its path.

Source: docs/contract/ucp.md sections 1.5 (parameters) and 1.9 (numbers and expressions).
"""

import math
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from ionworks.ucp.expressions import Environment, Expression, ExpressionError, Number, parse_expression
from ionworks.ucp.grammar import MODES, NUMERIC, RESOLUTION_KEYS, VARIABLE
from ionworks.ucp.problems import Problems, list_text, show
from ionworks.ucp.program import Assignment, Mode, Resolution

NUMBER_HINT = "a number or an expression"


def read_number(value: Any, path: str, problems: Problems) -> Number | None:
    """Return a float or an expression; constants are folded. None, and a note, when it is neither."""
    if isinstance(value, str) and not NUMERIC.fullmatch(value.strip()):
        return _read_expression(value, path, problems)
    return read_float(value, path, problems, NUMBER_HINT)


def read_float(value: Any, path: str, problems: Problems, allowed: str = "a number") -> float | None:
    """Return a finite float from a number or a numeric string. None, and a note, otherwise."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        problems.add(path, show(value), allowed)
        return None
    number = to_float(value)
    if number is None:
        problems.add(path, show(value) if isinstance(value, str) else str(value)[:60], f"{allowed}, finite")
    return number


def to_float(value: float | str) -> float | None:
    """Return the finite float a number or a plain numeric string stands for, else None."""
    if isinstance(value, str) and not NUMERIC.fullmatch(value.strip()):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def fold(expression: Expression) -> Number:
    """Return the number a constant expression stands for, or the expression itself.

    Raises
    ------
    ExpressionError
        When a constant expression has no finite value.
    """
    return expression.evaluate(Environment()) if expression.is_constant else expression


def _read_expression(text: str, path: str, problems: Problems) -> Number | None:
    try:
        return fold(parse_expression(text))
    except ExpressionError as error:
        problems.add(path, str(error), error.allowed)
        return None


@attrs.frozen
class Fields:
    """A raw mapping with its path; reading a key that does not fit notes a problem and gives None."""

    path: str
    values: dict[str, Any]
    problems: Problems

    @classmethod
    def of(cls, value: Any, path: str, problems: Problems) -> "Fields":
        """Return the fields of a value that has to be a mapping; an empty set of fields if it is not."""
        if not isinstance(value, dict):
            problems.add(path, show(value), "a mapping")
            value = {}
        return cls(path, value, problems)

    def at(self, key: str) -> str:
        """Return the path of a key."""
        return f"{self.path} > {key}"

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def check_keys(self, allowed: Iterable[str]) -> None:
        """Note every key that is not allowed."""
        allowed = tuple(allowed)
        for key in self.values:
            if key not in allowed:
                self.problems.add(self.path, f"unknown key {show(key)}", list_text(allowed))

    def require(self, *keys: str) -> None:
        """Note every key that is missing."""
        for key in keys:
            if key not in self.values:
                self.problems.add(self.path, f"no {key}", f"{key} is required")

    def number(self, key: str) -> Number | None:
        """Return a number or expression; None when absent or wrong."""
        return read_number(self.values[key], self.at(key), self.problems) if key in self.values else None

    def number_or(self, key: str, default: float) -> Number:
        """Return a number or expression; the default when absent or wrong."""
        number = self.number(key)
        return default if number is None else number

    def text(self, key: str) -> str | None:
        """Return a text; None when absent or wrong."""
        if key not in self.values:
            return None
        value = self.values[key]
        if isinstance(value, str) and (value or key == "note"):
            return value
        self.problems.add(self.at(key), show(value), "text")
        return None

    def word(self, key: str, allowed: Iterable[str]) -> str | None:
        """Return one of the allowed words; None when absent or wrong."""
        value = self.text(key)
        if value is None or value in allowed:
            return value
        self.problems.add(self.at(key), show(value), list_text(allowed))
        return None

    def mode(self) -> Mode | None:
        """Return the mode; None when absent or wrong."""
        value = self.text("mode")
        if value is None or value.casefold() in MODES:
            return MODES[value.casefold()] if value is not None else None
        self.problems.add(self.at("mode"), show(value), list_text(mode.value for mode in Mode))
        return None

    def items(self, key: str) -> Iterator[tuple[str, Any]]:
        """Yield path and value of the entries of a list; nothing when absent or not a list."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.problems.add(self.at(key), show(value), "a list")
            return
        for index, item in enumerate(value):
            yield f"{self.path} > {key}[{index}]", item

    def resolution(self) -> Resolution | None:
        """Return the output resolution; None when absent."""
        if "resolution" not in self:
            return None
        fields = Fields.of(self.values["resolution"], self.at("resolution"), self.problems)
        fields.check_keys(RESOLUTION_KEYS)
        return Resolution(*(fields.number(key) for key in RESOLUTION_KEYS))

    def assignments(self) -> tuple[Assignment, ...]:
        """Return the assignments under ``set_variable``."""
        found = []
        for path, item in self.items("set_variable"):
            fields = Fields.of(item, path, self.problems)
            fields.check_keys(("name", "eval"))
            fields.require("name", "eval")
            name, value = fields.text("name"), fields.number("eval")
            if name is not None and not VARIABLE.fullmatch(name):
                self.problems.add(fields.at("name"), show(name), "VAR_ followed by letters, digits or _")
            elif name is not None and value is not None:
                found.append(Assignment(name, value))
        return tuple(found)
