"""Parameter sets: wire form, published sets, checks of design parameters and of output variable names.

Source: docs/contract/flows.md section 9.2; docs/contract/pipeline-config.md sections 6 and 7;
docs/contract/performance.md (a negative diffusivity gives a short "discharge" without any error, so values are checked
before solving).
"""

import json
import warnings
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import pybamm

from ionworks.errors import ValidationError
from ionworks.serialize import load_parameter_value, loadable, parameter_values_to_json
from ionworks.server.engine.model.physical import ELECTRODES, is_overfull, needed_instead, shares_of
from ionworks.server.engine.model.vocabulary import close_names
from ionworks.server.ground.built_in import BUILT_IN_MODELS, BUILT_IN_SETS

PUBLISHED_SETS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(BUILT_IN_SETS, BUILT_IN_MODELS),
    "ECM_Example": ("Thevenin",),
}
"""Published sets and the models they run with; every pair was run, from full to the lower cut-off at 0.5C."""

PROTOCOL_PARAMETERS = frozenset({"Current function [A]", "Ambient temperature [K]", "Initial temperature [K]"})
_NOT_VALUES = frozenset({"chemistry", "citations"})


def read_parameters(wire: Mapping[str, Any], published: str | None = None) -> Any:
    """Parameter values from their wire form.

    Parameters
    ----------
    wire : mapping of str to JSON value
        Numbers, numeric strings, arrays and serialized PyBaMM symbols, functions and interpolants.
    published : str, optional
        Published set they are laid over, which is taken from PyBaMM as it is.

    Returns
    -------
    pybamm.ParameterValues

    Raises
    ------
    ValidationError
        A value that is none of these, naming the parameter; an unknown set.
    SerializationError
        A value that names a class outside PyBaMM.

    Notes
    -----
    Source: docs/contract/flows.md section 9.2; docs/contract/pipeline-config.md section 7.2.
    """
    base = {} if published is None else dict(pybamm.parameter_sets[_known_set(published)])
    values = {name: value for name, value in base.items() if name not in _NOT_VALUES}
    values |= {name: _read_value(name, value) for name, value in wire.items() if name not in _NOT_VALUES}
    chemistry = wire.get("chemistry", base.get("chemistry"))
    if chemistry is None and "Open-circuit voltage [V]" in values:
        chemistry = "ecm"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # renamed parameters: PyBaMM fills in the new name by itself
        return pybamm.ParameterValues({**values, **({"chemistry": chemistry} if chemistry else {})})


def write_parameters(parameters: Any) -> dict[str, Any]:
    """Wire form of parameter values: plain JSON, readable by `read_parameters`.

    Notes
    -----
    Source: docs/contract/flows.md section 9.2.
    """
    return parameter_values_to_json({name: value for name, value in parameters.items() if name not in _NOT_VALUES})


def parameter_set(name: str) -> dict[str, Any]:
    """Wire form of a published parameter set.

    Raises
    ------
    ValidationError
        Naming the sets there are.

    Notes
    -----
    Source: PyBaMM ``parameter_sets``; docs/contract/flows.md section 9.2 (a set name stands for the whole set).
    """
    wire: dict[str, Any] = json.loads(_published(_known_set(name)))
    return wire


def _known_set(name: str) -> str:
    if name not in PUBLISHED_SETS:
        raise ValidationError(f"parameter set {name!r} is not known; allowed: {', '.join(PUBLISHED_SETS)}")
    return name


@lru_cache(maxsize=len(PUBLISHED_SETS))
def _published(name: str) -> str:
    """JSON of a published set, which takes 20 ms to make; as text, so that nobody can change it for others."""
    return json.dumps(write_parameters(pybamm.ParameterValues(name)))


def variable_names(model: Any) -> list[str]:
    """Names of a model's variables that are one number at every time, sorted.

    Parameters
    ----------
    model : pybamm.BaseModel

    Notes
    -----
    Source: operation ``get_variable_names``.
    """
    options = getattr(model, "options", None) or {}
    is_resolved = options.get("dimensionality", 0) > 0  # what is one number at a tab is many over a pouch cell
    scalar: tuple[list[str], ...] = ([],) if is_resolved else ([], ["current collector"])
    return sorted(name for name, symbol in model.variables.items() if getattr(symbol, "domain", []) in scalar)


def check_variable_names(names: Iterable[str], model: Any, where: str = "extra_variables") -> None:
    """Refuse an output variable the model does not have.

    Raises
    ------
    ValidationError
        Naming it and the closest names.
    """
    known = variable_names(model)
    for name in names:
        if name not in known:
            raise ValidationError(f"{where}: {name!r} is not a scalar variable of {model.name}{near(name, known)}")


def check_design_parameters(design: Mapping[str, Any], parameters: Any) -> dict[str, float]:
    """Check design parameters and return them as floats.

    Parameters
    ----------
    design : mapping of str to number
        Parameter name to value in the unit of the name.
    parameters : pybamm.ParameterValues
        The set they override; only its names are allowed.

    Returns
    -------
    dict of str to float

    Raises
    ------
    ValidationError
        An unknown name (with the closest ones), a value that is not a finite number, not positive where it
        has to be, outside 0 to 1 for a fraction, or fractions of one electrode above 1 in sum.

    Notes
    -----
    Source: tests/documents/simulate-api.txt (``design_parameters``); docs/contract/performance.md (validate inputs
    before solving).
    """
    known = [str(name) for name in parameters.keys()]  # noqa: SIM118 (ParameterValues is not a mapping)
    checked = {name: _design_value(name, value, known) for name, value in design.items()}
    for electrode in ELECTRODES:
        _check_fractions(electrode, checked, parameters)
    return checked


def _read_value(name: str, value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        raise ValidationError(f"parameter {name!r} is {value!r}; a number or a serialized symbol is needed")
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, str):
        return _numeric(name, value)
    if isinstance(value, list):
        return [float(item) if isinstance(item, (int, float)) else _read_value(name, item) for item in value]
    if not isinstance(value, Mapping) or not ({"$type", "type"} & value.keys()):
        raise ValidationError(
            f"parameter {name!r}: a number, an array or a serialized symbol is needed, found {value!r:.80}"
        )
    where = f"parameter {name!r}"
    return load_parameter_value(loadable(value, where), where)


def _numeric(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValidationError(
            f"parameter {name!r} is the text {text!r:.80}; a number or a serialized symbol is needed"
        ) from None


def _design_value(name: str, value: Any, known: list[str]) -> float:
    if name in PROTOCOL_PARAMETERS:
        raise ValidationError(f"design parameter {name!r} is set by the protocol, not by the cell")
    if name not in known:
        raise ValidationError(f"design parameter {name!r} is not in the parameter set{near(name, known)}")
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValidationError(f"design parameter {name!r} is {value!r}; a finite number is needed")
    needed = needed_instead(name, value)
    if needed is not None:
        raise ValidationError(f"design parameter {name!r} is {value!r}; {needed} is needed")
    return float(value)


def _check_fractions(electrode: str, design: Mapping[str, float], parameters: Any) -> None:
    names = shares_of(electrode)
    values = {name: design.get(name, parameters.get(name)) for name in names}
    if design.keys() & set(names) and is_overfull(electrode, values):
        shown = ", ".join(f"{name!r} = {value:g}" for name, value in values.items())
        raise ValidationError(f"design parameters: {shown} add up to more than 1")


def near(name: str, known: Iterable[str]) -> str:
    """Words that end a refusal with the closest names, if there are any."""
    matches = close_names(name, known)
    return f"; close matches: {', '.join(map(repr, matches))}" if matches else ""
