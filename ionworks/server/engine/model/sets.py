"""Whole parameter sets beside a model: the set a model brings, and whether a given one is complete and well spelt.

Source: ours; docs/contract/flows.md section 9.2.
"""

import warnings
from collections.abc import Mapping
from typing import Any

import pybamm

from ionworks.errors import ValidationError
from ionworks.server.engine.model.asked import check_values, check_volumes, names_read, without_effect
from ionworks.server.engine.model.models import build_model
from ionworks.server.engine.model.parameters import read_parameters, write_parameters
from ionworks.server.engine.model.value_ranges import implausible_values
from ionworks.server.engine.model.vocabulary import (
    close_names,
    is_misspelt,
    published_names,
    unknown_names,
)

_DEFAULTS = ("Marquis2019", "ECM_Example")
"""Sets that are known by name among those PyBaMM's models bring."""
_SET_BY_RUN = frozenset({"Current function [A]"})
_MAX_LISTED = 20


def default_set(config: Mapping[str, Any]) -> dict[str, Any]:
    """Parameter set PyBaMM takes for a model without values.

    Parameters
    ----------
    config : mapping
        Model config.

    Returns
    -------
    dict
        ``name`` of a set that is known by name, or ``values`` in wire form; the other one is None.

    Raises
    ------
    ValidationError
        PyBaMM has no complete set for this model; naming what is missing.
    """
    model = build_model(config)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        defaults = model.default_parameter_values
    missing = sorted({item.name for item in model.parameters} - set(defaults.keys()) - _SET_BY_RUN)
    if missing:
        raise ValidationError(
            f"a model of type {config.get('type')!r} with these options has no default values for {_listed(missing)}; "
            "give its parameters"
        )
    name = next(
        (name for name in _DEFAULTS if dict(pybamm.ParameterValues(name)).keys() == dict(defaults).keys()), None
    )
    return {"name": name, "values": write_parameters(defaults) if name is None else None}


def check_set(config: Mapping[str, Any], wire: Mapping[str, Any]) -> list[str]:
    """Check a parameter set that is to be stored with a model.

    Parameters
    ----------
    config : mapping
        Model config.
    wire : mapping of str to JSON value
        Wire form, complete with what a cell dictates.

    Returns
    -------
    list of str
        Warnings about values without effect.

    Raises
    ------
    ValidationError
        A value that cannot be read or that no cell has, a misspelt name, or parameters the model reads and nobody
        gives. Names that are like no other stay: nothing reads them, so they do no harm.
    """
    values, model = read_parameters(wire), build_model(config)
    check_values(values, model)
    read = names_read(values, model)
    known = published_names() | read
    for name in unknown_names(wire, known):
        closest = close_names(name, known)
        if is_misspelt(name, closest):
            raise ValidationError(f"parameter {name!r} is not known; close matches: {', '.join(map(repr, closest))}")
    for name, problem in implausible_values(wire).items():
        raise ValidationError(f"parameter {name!r}: {problem}")
    check_volumes(values)
    missing = sorted(read - wire.keys() - _SET_BY_RUN)
    if missing:
        raise ValidationError(
            f"the model reads {len(missing)} parameters that are not given: {_listed(missing)}; give a complete set, "
            "such as a published one with changes"
        )
    return without_effect(wire, values, model)


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _MAX_LISTED} more" if len(names) > _MAX_LISTED else ""
    return ", ".join(map(repr, names[:_MAX_LISTED])) + more
