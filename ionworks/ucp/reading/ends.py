"""End conditions: four entry forms, one normal form.

Source: docs/contract/ucp.md section 1.8.
"""

import re
from difflib import get_close_matches
from typing import Any

from ionworks.ucp.grammar import OPERATORS, QUANTITIES, UNITS, default_operator
from ionworks.ucp.problems import Problems, list_text, number_text, show
from ionworks.ucp.program import NEXT, End, Kind, ModelVariable, Number, Quantity, Target
from ionworks.ucp.reading.outline import Targets
from ionworks.ucp.reading.values import Fields, read_number

_CONDITION = re.compile(r"([^<>\[\]]*)(?:\[([^<>\[\]]*)\])?\s*(<=|>=|<|>)(.*)", re.DOTALL)
_VARIABLE = re.compile(r"([^\[\]]*)(?:\[([^\[\]]*)\])?\s*")
_ALIKE = 0.8
_LONGEST_NAME = 200
_FORMS = '"Voltage > 4.2", {"Voltage > 4.2": {goto: ...}}, {expression: ...} or {variable: ..., value: ...}'


def read_ends(fields: Fields, kind: Kind, targets: Targets) -> tuple[End, ...]:
    """Read the list ``ends`` of a step; wrong entries are noted and left out."""
    found = (_read_end(item, path, kind, targets, fields.problems) for path, item in fields.items("ends"))
    return tuple(end for end in found if end is not None)


def condition_text(quantity: Quantity | ModelVariable, operator: str, value: Number) -> str:
    """Return a condition the way it is written, e.g. ``Voltage > 4.2``."""
    return f"{quantity.value} {operator} {number_text(value) if isinstance(value, float) else value}"


def _read_end(item: Any, path: str, kind: Kind, targets: Targets, problems: Problems) -> End | None:
    match item:
        case str():
            return _read_condition(item, path, NEXT, problems)
        case {"variable": _}:
            return _read_variable(Fields(path, item, problems), kind, targets)
        case {"expression": condition}:
            fields = Fields(path, item, problems)
            fields.check_keys(("expression", "goto"))
            goto = _goto(fields, targets)
            if isinstance(condition, str):
                return _read_condition(condition, path, goto, problems)
            problems.add(fields.at("expression"), show(condition), 'text such as "Voltage > 4.2"')
        case dict() if len(item) == 1:
            ((condition, options),) = item.items()
            goto = NEXT
            if options is not None:
                fields = Fields.of(options, path, problems)
                fields.check_keys(("goto",))
                goto = _goto(fields, targets)
            return _read_condition(condition, path, goto, problems)
        case _:
            problems.add(path, show(item), _FORMS)
    return None


def _goto(fields: Fields, targets: Targets) -> Target:
    if "goto" not in fields:
        return NEXT
    return targets.resolve(fields.values["goto"], fields.at("goto"), fields.problems, NEXT)


def _read_condition(text: str, path: str, goto: Target, problems: Problems) -> End | None:
    match = _CONDITION.fullmatch(text)
    if match is None:
        problems.add(path, show(text), "<quantity> < or > <number or expression>, e.g. Voltage > 4.2")
        return None
    quantity = _read_quantity(match.group(1), match.group(2), path, problems)
    value = read_number(match.group(4).strip(), path, problems)
    if quantity is None or value is None:
        return None
    operator = OPERATORS[match.group(3)]
    return End(quantity, operator, value, goto, condition_text(quantity, operator, value))


def _read_variable(fields: Fields, kind: Kind, targets: Targets) -> End | None:
    fields.check_keys(("variable", "value", "operator", "goto"))
    fields.require("value")
    name = fields.text("variable")
    goto, value, word = _goto(fields, targets), fields.number("value"), fields.word("operator", OPERATORS)
    quantity = None if name is None else _read_left(name, fields)
    if quantity is None or value is None:
        return None
    operator = OPERATORS[word] if word is not None else default_operator(quantity, kind)
    if operator is None:
        if "operator" not in fields:
            fields.problems.add(fields.path, f"no operator for {quantity.value}", 'operator: "<" or ">" in this step')
        return None
    return End(quantity, operator, value, goto, condition_text(quantity, operator, value))


def _read_left(name: str, fields: Fields) -> Quantity | ModelVariable | None:
    """Return what a ``variable`` names: a quantity, however misspelt, else what the model is asked for later."""
    match = _VARIABLE.fullmatch(name)
    bare = re.sub(r"\s", "", match.group(1).casefold()) if match is not None else ""
    if match is not None and get_close_matches(bare, QUANTITIES, n=1, cutoff=_ALIKE):
        return _read_quantity(match.group(1), match.group(2), fields.path, fields.problems)
    if not 1 <= len(name.strip()) <= _LONGEST_NAME:
        fields.problems.add(fields.at("variable"), show(name), list_text(q.value for q in Quantity))
        return None
    return ModelVariable(name.strip())


def _read_quantity(name: str, unit: str | None, path: str, problems: Problems) -> Quantity | None:
    quantity = QUANTITIES.get(re.sub(r"\s", "", name.casefold()))
    if quantity is None:
        problems.add(path, f"unknown quantity {show(name.strip())}", list_text(q.value for q in Quantity))
    elif unit is not None and unit.strip() not in UNITS[quantity]:
        problems.add(path, f"{quantity.value} in {show(unit.strip())}", f"the unit {' or '.join(UNITS[quantity])}")
    return quantity
