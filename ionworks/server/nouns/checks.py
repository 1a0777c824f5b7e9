"""What only PyBaMM can answer at once, asked through `ionworks.server.workers.ask`.

The functions run in a worker; their imports of the engine stay inside, so that the server process never loads PyBaMM.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from types import MappingProxyType
from typing import Any, Final

from ionworks.errors import ValidationError

_MOST_ISSUES: Final = 100


def pybamm_version() -> str:
    """Return the version of PyBaMM the workers run, without importing it."""
    return version("pybamm")


def check_model(config: Mapping[str, Any]) -> dict[str, Any]:
    """Build a model.

    Returns
    -------
    dict
        ``{"valid": True}``, or ``valid`` False with ``error`` and ``error_type``, the class name of the cause.

    Notes
    -----
    Source: operation ``validate_pybamm_model``.
    """
    from ionworks.server.engine.model.models import build_model

    try:
        build_model(config)
    except Exception as error:  # noqa: BLE001 - PyBaMM's constructors raise whatever they meet; all of it is the answer
        cause = error.__cause__ or error
        text = error.message if isinstance(error, ValidationError) else str(error)
        return {"valid": False, "error": text, "error_type": type(cause).__name__}
    return {"valid": True}


def model_catalogue() -> dict[str, Any]:
    """Names of the built-in models by PyBaMM namespace, and the allowed values of each option.

    Notes
    -----
    Source: operation ``list_pybamm_models``.
    """
    import pybamm

    from ionworks.server.engine.model.models import list_models

    modules: dict[str, list[str]] = {}
    for info in list_models():
        modules.setdefault(info.module, []).append(info.type)
    possible = pybamm.BatteryModelOptions({}).possible_options
    options = {name: json.loads(json.dumps(list(values))) for name, values in possible.items()}
    return {"pybamm_models": modules, "options": options}


def scalar_variable_names(config: Mapping[str, Any]) -> list[str]:
    """Names of the model's variables that are one number at every time, sorted.

    Raises
    ------
    ValidationError
        The model cannot be built.
    """
    from ionworks.server.engine.model.models import build_model
    from ionworks.server.engine.model.parameters import variable_names

    return variable_names(build_model(config))


def published_parameters(name: str) -> dict[str, Any]:
    """Wire form of a parameter set published with PyBaMM.

    Raises
    ------
    ValidationError
        There is no such set.
    """
    from ionworks.server.engine.model.parameters import parameter_set

    return parameter_set(name)


def published_tables(parameter_set: str, component: str) -> list[dict[str, Any]]:
    """Tables of a material of a parameter set published with PyBaMM.

    Raises
    ------
    ValidationError
        There is no such material.
    """
    from ionworks.server.engine.model.materials import published_tables as tables

    return tables(parameter_set, component)


def default_parameters(config: Mapping[str, Any]) -> dict[str, Any]:
    """Set that PyBaMM takes for a model: ``name`` of a published one, or ``values``.

    Raises
    ------
    ValidationError
        PyBaMM has no complete set for this model.
    """
    from ionworks.server.engine.model.sets import default_set

    return default_set(config)


def check_parameters(config: Mapping[str, Any], parameters: Mapping[str, Any]) -> list[str]:
    """Check a parameter set that is to be stored with a model, and return warnings about values it does not read.

    Raises
    ------
    ValidationError
        Naming the parameter that cannot be read, is misspelt or missing, or holds a value no cell has; the class that
        is not PyBaMM's; a function of other arguments than PyBaMM passes.
    """
    from ionworks.server.engine.model.sets import check_set

    return check_set(config, parameters)


def with_custom_variable(config: Mapping[str, Any], name: str, expression: str) -> dict[str, Any]:
    """Config of a model with one more output variable.

    Parameters
    ----------
    config : mapping
        As stored.
    name, expression : str
        See `ionworks.server.engine.model.custom_variables`.

    Returns
    -------
    dict
        A new config: built-in models list the variable under ``custom_variables``, custom ones in their document.

    Raises
    ------
    ValidationError
        The model cannot be built, or the expression is not allowed.
    """
    from ionworks.serialize.pybamm_parts import write_symbol
    from ionworks.serialize.shared import compressed, inflated
    from ionworks.server.engine.model.custom_variables import symbol
    from ionworks.server.engine.model.models import CUSTOM, build_model

    built = symbol(expression, build_model(config).variables)
    document = json.loads(json.dumps(write_symbol(built)))
    if config.get("type") == CUSTOM:
        outer = dict(inflated(config["model"]))
        inner = dict(outer["model"]) if "schema_version" in outer else outer
        inner["variables"] = {**inner.get("variables", {}), name: document}
        whole = {**outer, "model": inner} if "schema_version" in outer else inner
        extended = {**config, "model": compressed(whole)}
    else:
        extended = {**config, "custom_variables": {**config.get("custom_variables", {}), name: document}}
    build_model(extended)
    return extended


def check_submission(
    document: Mapping[str, Any],
    designs: Sequence[Mapping[str, Any]],
    variables: Sequence[str],
    ends: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Refuse values the model cannot be built with, meshes that are too fine, unknown designs and variables.

    Parameters
    ----------
    document : mapping
        Model document.
    designs : sequence of mapping
    variables : sequence of str
        Output variables, numbers or over space.
    ends : mapping of str to str, optional
        Variables that end steps, each with the path of a step.

    Raises
    ------
    ValidationError
        Naming the parameter or variable, and the closest names; or the number of unknowns.
    """
    from ionworks.server.engine.model.parameters import check_design_parameters, check_variable_names
    from ionworks.server.engine.model.space import split_names

    model, parameters = _checked(json.dumps(document))
    for design in designs:
        check_design_parameters(design, parameters)
    split_names(variables, model)
    for name, path in ends.items():
        check_variable_names([name], model, f"{path} > ends")


def profiles_among(document: Mapping[str, Any], variables: Sequence[str]) -> list[str]:
    """Return those of some output variables that are over space.

    Raises
    ------
    ValidationError
        The model does not have one of them; with the closest names.
    """
    from ionworks.server.engine.model.space import split_names

    model, _parameters = _checked(json.dumps(document))
    return list(split_names(variables, model)[1])


@functools.lru_cache(maxsize=4)
def _checked(document: str) -> tuple[Any, Any]:
    """Model and parameters of an engine document, their values checked; kept, as sweep follows sweep on one model."""
    from ionworks.server.engine.cell.numerics import check_mesh
    from ionworks.server.engine.model.asked import check_values, check_volumes
    from ionworks.server.engine.model.models import build_model
    from ionworks.server.engine.simulate import definition, numerics_of
    from ionworks.server.engine.task import ModelDocument

    read = ModelDocument.from_json(json.loads(document))
    config, parameters = definition(read)
    model = build_model(config)
    check_values(parameters, model)
    check_volumes(parameters)
    check_mesh(model, numerics_of(config, read.simulation_settings))
    return model, parameters


def check_optimization(document: Mapping[str, Any], parameters: Sequence[str], variables: Sequence[str]) -> None:
    """Refuse parameters the model does not have, or the protocol sets, and columns no run can have.

    Raises
    ------
    ValidationError
        Naming the parameter or variable, and the closest names.
    """
    from ionworks.server.design.metrics import TABLE_COLUMNS
    from ionworks.server.design.names import check_names

    check_names(document, parameters, [name for name in variables if name not in TABLE_COLUMNS])


def prepare_pipeline(elements: Mapping[str, Any], simple: bool) -> dict[str, Any]:
    """Check and normalize the elements of a pipeline.

    Returns
    -------
    dict
        ``issues`` (``element``, ``path``, ``message``, ``allowed`` each); without issues ``elements`` by name in
        canonical form and ``warnings``.
    """
    from ionworks.server.fit.config.prepare import prepare
    from ionworks.server.fit.failures import PipelineConfigError

    try:
        prepared = prepare({"elements": elements}, simple=simple)
    except PipelineConfigError as error:
        return {"issues": _foremost(error.issues)}
    return {
        "issues": [],
        "elements": {element.name: dict(element.config) for element in prepared.elements},
        "warnings": list(prepared.warnings),
    }


def _foremost(issues: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """As many as help, and how many there are: a list of wrong values may be a million long."""
    rest = len(issues) - _MOST_ISSUES
    if rest <= 0:
        return [*issues]
    more = {"element": "", "path": "", "message": f"and {rest} more problems like these", "allowed": None}
    return [*issues[:_MOST_ISSUES], more]
