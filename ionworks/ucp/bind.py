"""Binding of experiment parameters: from a program with ``input["..."]`` to one with numbers.

Source: docs/contract/ucp.md sections 1.2 (parameters that override global conditions) and 1.9 (inputs).
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import attrs

from ionworks.ucp.expressions import Expression, ExpressionError, Number
from ionworks.ucp.grammar import PERCENT
from ionworks.ucp.problems import Problems, number_text, show
from ionworks.ucp.program import (
    End,
    Globals,
    InitialState,
    InitialStateKind,
    Profile,
    Program,
    ProgramItem,
    Quantity,
    Step,
)
from ionworks.ucp.reading.checks import GLOBAL_PATH, check_drive_cycles, check_program
from ionworks.ucp.reading.directions import settle_direction
from ionworks.ucp.reading.ends import condition_text
from ionworks.ucp.reading.fields import NumberField, global_numbers, item_numbers
from ionworks.ucp.reading.values import fold, to_float

_Part = TypeVar("_Part")
_Numbers = dict[Expression, Number]

_SOC_ALIASES = {"initial_soc": InitialStateKind.SOC, "Initial SOC [%]": InitialStateKind.SOC_PERCENT}
_TEMPERATURE_ALIASES = ("initial_temperature", "Temperature [°C]")
_ALIASES = (*_SOC_ALIASES, *_TEMPERATURE_ALIASES)


@attrs.frozen
class BoundProgram:
    """A program without inputs, ready to run, and what is worth telling the user about it."""

    program: Program
    warnings: tuple[str, ...] = ()


def bind(program: Program, inputs: Mapping[str, Any] | None = None) -> BoundProgram:
    """Replace every ``input["name"]`` of a program by its value and check all numbers again.

    Expressions that read protocol variables stay expressions. ``initial_soc``, ``Initial SOC [%]``,
    ``initial_temperature`` and ``Temperature [°C]`` override the global conditions when the protocol does not
    read them itself: the third sets the initial temperature, the last also the ambient temperature.

    Parameters
    ----------
    program : Program
    inputs : mapping of str to number, optional
        Experiment parameters.

    Raises
    ------
    ProtocolError
        Naming each input without a value, each value that does not fit, each drive cycle without samples.
    """
    problems = Problems()
    values = _input_values(inputs or {}, problems)
    referenced = set(input_names(program))
    overrides = {name: value for name, value in values.items() if name in _ALIASES and name not in referenced}
    program = attrs.evolve(program, globals=_overridden(program.globals, overrides, problems))
    numbers = _bound_numbers(program, values, problems)
    problems.raise_if_any()
    bound = attrs.evolve(
        program,
        globals=_with_soc_unit(_replaced(program.globals, numbers)),
        items=tuple(_bound_item(item, numbers, values) for item in program.items),
    )
    check_program(bound, problems)
    check_drive_cycles(bound, problems)
    problems.raise_if_any()
    unused = [name for name in values if name not in referenced and name not in overrides]
    return BoundProgram(bound, tuple(_warnings(bound, unused)))


def input_names(program: Program) -> tuple[str, ...]:
    """Return the names of all inputs a program reads, distinct, global conditions first."""
    numbers = (field.value for _, field in _all_numbers(program))
    return tuple(dict.fromkeys(name for n in numbers if isinstance(n, Expression) for name in n.inputs))


def _all_numbers(program: Program) -> Iterator[tuple[str, NumberField]]:
    for field in global_numbers(program.globals):
        yield GLOBAL_PATH, field
    for item in program.items:
        for field in item_numbers(item):
            yield item.path, field


def _input_values(inputs: Mapping[str, Any], problems: Problems) -> dict[str, float]:
    values = {}
    for name, raw in inputs.items():
        is_bool = isinstance(raw, bool)
        number = to_float(raw) if isinstance(raw, int | float | str) and not is_bool else None
        if number is None:
            problems.add(f'input["{name}"]', str(raw) if isinstance(raw, float) else show(raw), "a finite number")
        else:
            values[name] = number
    return values


def _overridden(conditions: Globals, overrides: dict[str, float], problems: Problems) -> Globals:
    states = [name for name in _SOC_ALIASES if name in overrides]
    temperatures = [name for name in _TEMPERATURE_ALIASES if name in overrides]
    for names in (states, temperatures):
        if len(names) > 1:
            problems.add("inputs", " beside ".join(names), "one of the two")
    changes: dict[str, Any] = {}
    if states:
        changes["initial_state"] = InitialState(_SOC_ALIASES[states[0]], overrides[states[0]])
    if temperatures:
        changes["initial_temperature"] = overrides[temperatures[0]]
        if temperatures[0] == "Temperature [°C]":
            changes["temperature"] = None
    return attrs.evolve(conditions, **changes)


def _bound_numbers(program: Program, values: dict[str, float], problems: Problems) -> _Numbers:
    """Return the number or remaining expression for every expression that reads inputs."""
    numbers: _Numbers = {}
    missing: set[str] = set()
    for path, field in _all_numbers(program):
        expression = field.value
        if not isinstance(expression, Expression) or not expression.inputs or expression in numbers:
            continue
        for name in expression.inputs:
            if name not in values and name not in missing:
                missing.add(name)
                found = f'input["{name}"] without a value'
                problems.add(f"{path} > {field.label}", found, f'a value for "{name}" in the experiment parameters')
        try:
            if field.label == "direction":
                settle_direction(expression.substitute(values))
            else:
                numbers[expression] = fold(expression.substitute(values))
        except ExpressionError as error:
            problems.add(f"{path} > {field.label}", str(error), error.allowed)
    return numbers


def _replaced(part: _Part, numbers: _Numbers) -> _Part:
    """Return a copy of a part of the program with its expressions replaced; unchanged parts are kept."""
    changes = {}
    for attribute in attrs.fields(type(part)):  # type: ignore[arg-type]
        old = getattr(part, attribute.name)
        new = old if attribute.name == "direction" else _replaced_value(old, numbers)
        if new is not old:
            changes[attribute.name] = new
    if not changes:
        return part
    changed = attrs.evolve(part, **changes)  # type: ignore[misc]
    if isinstance(changed, End):
        text = condition_text(changed.quantity, changed.operator, changed.value)
        changed = attrs.evolve(changed, text=text)
    return changed


def _replaced_value(value: Any, numbers: _Numbers) -> Any:
    if isinstance(value, Expression):
        return numbers.get(value, value)
    if isinstance(value, tuple):
        parts = tuple(_replaced_value(part, numbers) for part in value)
        return parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
    # A profile holds samples only, possibly very many.
    is_part = attrs.has(type(value)) and not isinstance(value, Profile)
    return _replaced(value, numbers) if is_part else value


def _bound_item(item: ProgramItem, numbers: _Numbers, values: dict[str, float]) -> ProgramItem:
    bound = _replaced(item, numbers)
    if isinstance(bound, Step) and bound.direction is not None:
        kind, direction = settle_direction(bound.direction.substitute(values))
        return attrs.evolve(bound, kind=kind, direction=direction)
    return bound


def _with_soc_unit(conditions: Globals) -> Globals:
    """Return the conditions with the older ``initial_soc`` read as a fraction up to 1, as percent above."""
    state = conditions.initial_state
    # A value outside 0 to 100 stays as it is: the check that follows reports it under its own key.
    if state.kind is not InitialStateKind.SOC or isinstance(state.value, Expression) or state.value not in PERCENT:
        return conditions
    percent = state.value * 100 if state.value <= 1 else state.value
    return attrs.evolve(conditions, initial_state=InitialState(InitialStateKind.SOC_PERCENT, percent))


def _warnings(program: Program, unused: list[str]) -> Iterator[str]:
    for name in unused:
        yield f'experiment parameter "{name}" is ignored: the protocol does not read it'
    for step in program.steps:
        for index, end in enumerate(step.ends):
            if end.quantity is Quantity.SOC and isinstance(end.value, float) and 0 < end.value <= 1:
                yield f"{step.path} > ends[{index}]: SOC is in percent, so this is {number_text(end.value)} %"
