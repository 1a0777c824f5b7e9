"""Parameter values against what their model asks for: functions it cannot call, values it never reads.

Source: PyBaMM 26.10 ``parameter_substitutor.py`` (how parameters and functions are filled in).
"""

import inspect
import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

import pybamm

from ionworks.errors import ValidationError
from ionworks.serialize import ParameterFunction, asked_by, check_count
from ionworks.server.engine.model.parameters import PUBLISHED_SETS, parameter_set
from ionworks.server.engine.model.physical import ELECTRODES, is_overfull, shares_of

_OF_THE_RUN = frozenset(
    {
        "Current function [A]",
        "Ambient temperature [K]",
        "Initial temperature [K]",
        "Initial SoC",
        "Nominal cell capacity [A.h]",
        "Lower voltage cut-off [V]",
        "Upper voltage cut-off [V]",
        "Open-circuit voltage at 0% SOC [V]",
        "Open-circuit voltage at 100% SOC [V]",
    }
)
"""Read by protocols and initial states, whatever the model reads."""


def check_values(parameters: Any, model: Any) -> None:
    """Refuse values a model cannot be built with.

    Parameters
    ----------
    parameters : pybamm.ParameterValues
        As of `read_parameters`.
    model : pybamm.BaseModel

    Raises
    ------
    ValidationError
        An input, which no run gives a value; a function of other arguments than PyBaMM passes, or where the model
        takes one number.
    """
    asked = asked_by(model)
    for name, value in parameters.items():
        if any(isinstance(node, pybamm.InputParameter) for node in _symbols(value)):
            raise ValidationError(
                f"parameter {name!r} is or holds an input ('[input]'); give it a value here, "
                "and vary it with design_parameters"
            )
        if not isinstance(value, ParameterFunction):
            continue
        if name in asked.numbers:
            raise ValidationError(f"parameter {name!r} is the function {value!r}, but {model.name} takes one number")
        count = len(inspect.signature(value).parameters)
        check_count(f"parameter {name!r}", count, asked.functions.get(name, frozenset()), f"a function {value!r}")


def check_volumes(parameters: Any) -> None:
    """Refuse an electrode whose active material and pores, as numbers, take more than its volume.

    Raises
    ------
    ValidationError
        Naming both.
    """
    for electrode in ELECTRODES:
        if is_overfull(electrode, parameters):
            shown = ", ".join(f"{name!r} = {parameters[name]:g}" for name in shares_of(electrode))
            raise ValidationError(f"parameters: {shown} add up to more than 1")


def names_read(parameters: Any, model: Any) -> set[str]:
    """Names of the parameters a model reads, directly or through the values of others."""
    asked = asked_by(model)
    return _closure(asked.numbers | asked.functions.keys(), parameters)


def without_effect(wire: Mapping[str, Any], parameters: Any, model: Any) -> list[str]:
    """Warnings about values that nothing in the model reads.

    Values of a published set are not mentioned: a whole set is given for the sake of the part that matters.

    Parameters
    ----------
    wire : mapping
        Wire form of the values that were given.
    parameters : pybamm.ParameterValues
        All values, which may refer to each other.
    model : pybamm.BaseModel
    """
    read = names_read(parameters, model) | _OF_THE_RUN
    useless = sorted(name for name in wire.keys() - read if _text(wire[name]) not in _published().get(name, ()))
    return [
        f"{name!r} has no effect: {model.name} with its options does not read it{_near(name, read)}" for name in useless
    ]


def _closure(names: frozenset[str] | set[str], parameters: Any) -> set[str]:
    """Return names with those that their values refer to."""
    found: set[str] = set()
    pending = [str(name) for name in names]
    while pending:
        name = pending.pop()
        if name in found:
            continue
        found.add(name)
        value = parameters.get(name)
        own = set(inspect.signature(value).parameters) if isinstance(value, ParameterFunction) else set()
        kinds = (pybamm.Parameter, pybamm.FunctionParameter)
        pending.extend(node.name for node in _symbols(value) if isinstance(node, kinds) and node.name not in own)
    return found


def _symbols(value: Any) -> Iterator[Any]:
    if isinstance(value, ParameterFunction):
        value = value.symbol
    if isinstance(value, pybamm.Symbol):
        yield from value.pre_order()


def _near(name: str, read: set[str]) -> str:
    close = get_close_matches(name, read, n=1, cutoff=0.9)
    return f"; did you mean {close[0]!r}?" if close else ""


@lru_cache(maxsize=1)
def _published() -> Mapping[str, frozenset[str]]:
    """Wire values of each parameter in the published sets."""
    values: dict[str, set[str]] = {}
    for published in PUBLISHED_SETS:
        for name, value in parameter_set(published).items():
            values.setdefault(name, set()).add(_text(value))
    return {name: frozenset(texts) for name, texts in values.items()}


def _text(value: Any) -> str:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return json.dumps(float(value) if number else value, sort_keys=True)
