"""Checks that need values: ranges of numbers, variables that are never set, measured values read too early.

Run once while a document is read (on what is constant) and again after inputs are bound.
"""

from collections.abc import Iterable

from ionworks.ucp.grammar import SAFETY_LIMITS, WARMEST
from ionworks.ucp.problems import Problems, list_text, number_text
from ionworks.ucp.program import (
    Control,
    Drive,
    Globals,
    Limit,
    Program,
    ProgramItem,
    Safety,
    Spectrum,
    Step,
)
from ionworks.ucp.reading.fields import NumberField, global_numbers, item_numbers

GLOBAL_PATH = "global"
SAFETY_PATH = "safety_limits"


def check_program(program: Program, problems: Problems) -> None:
    """Check all numbers of a program."""
    variables = assigned_variables(program.items)
    check_globals(program.globals, problems)
    check_safety(program.safety, problems)
    for item in program.items:
        check_item(item, variables, problems)


def check_globals(conditions: Globals, problems: Problems) -> None:
    """Check the global conditions; no variable is set yet when they apply."""
    for field in global_numbers(conditions):
        _check_number(GLOBAL_PATH, field, frozenset(), problems)


def check_safety(safety: Safety, problems: Problems) -> None:
    """Check the signs and the order of the safety limits."""
    for name in SAFETY_LIMITS:
        limit = getattr(safety, name)
        if name.endswith("current_max") and limit is not None and limit.value < 0:
            problems.add(f"{SAFETY_PATH} > {name}", number_text(limit.value), "a number >= 0, a magnitude in A")
        if name.startswith("temperature") and limit is not None and limit.value not in WARMEST:
            problems.add(f"{SAFETY_PATH} > {name}", number_text(limit.value), str(WARMEST))
    _check_pair("voltage", safety.voltage_min, safety.voltage_max, problems)
    _check_pair("temperature", safety.temperature_min, safety.temperature_max, problems)


def _check_pair(name: str, low: Limit | None, high: Limit | None, problems: Problems) -> None:
    if low is not None and high is not None and low.value >= high.value:
        found = f"{number_text(low.value)}, not below {name}_max {number_text(high.value)}"
        problems.add(f"{SAFETY_PATH} > {name}_min", found, f"a number < {number_text(high.value)}")


def check_item(item: ProgramItem, variables: frozenset[str], problems: Problems) -> None:
    """Check the numbers of one item against their ranges and the variables that the program sets."""
    for field in item_numbers(item):
        _check_number(item.path, field, variables, problems)
    if isinstance(item, Step) and isinstance(item.detail, Spectrum):
        low, high = item.detail.frequency_min, item.detail.frequency_max
        if isinstance(low, float) and isinstance(high, float) and low >= high:
            problems.add(f"{item.path} > frequency_min", number_text(low), f"a number < {number_text(high)}")


def assigned_variables(items: Iterable[ProgramItem]) -> frozenset[str]:
    """Return the names of all variables some item sets."""
    return frozenset(a.name for item in items if isinstance(item, Step | Control) for a in item.assignments)


def _check_number(path: str, field: NumberField, variables: frozenset[str], problems: Problems) -> None:
    where, value = f"{path} > {field.label}", field.value
    if isinstance(value, float):
        if value not in field.allowed:
            problems.add(where, number_text(value), f"{field.allowed} or an expression")
        return
    for name in value.variables:
        if name not in variables:
            problems.add(where, f"{name}, which no set_variable sets", list_text(sorted(variables)) or "no variable")
    if value.measured and not field.may_measure:
        problems.add(where, f"{value.measured[0]} in {value.text!r}", "measured quantities only in set_variable")


def check_drive_cycles(program: Program, problems: Problems) -> None:
    """Note every drive step whose samples were not given."""
    for step in program.steps:
        if isinstance(step.detail, Drive) and step.detail.profile_name not in program.drive_cycles:
            problems.add(step.path, f"drive cycle {step.detail.profile_name!r} without samples", "samples for it")
