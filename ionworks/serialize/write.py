"""Live PyBaMM objects to JSON values.

Everything comes back as plain JSON (dictionaries, lists, text, numbers, ``None``), safe for ``json.dumps``;
what has no JSON form raises `SerializationError` naming the place. PyBaMM is never imported at the top:
whoever holds one of its objects has loaded it.

Source: docs/contract/flows.md section 9; docs/contract/pipeline-config.md section 6.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ionworks.errors import SerializationError
from ionworks.jsonable import to_jsonable
from ionworks.serialize.arguments import interpolated, is_data, traced
from ionworks.serialize.convert import checked_settings, guarded, named_set, plain_json
from ionworks.serialize.detect import (
    is_experiment,
    is_geometry,
    is_model,
    is_parameter_values,
    is_solver,
    is_spatial_method,
    is_submesh,
    is_symbol,
)
from ionworks.serialize.functions import ParameterFunction
from ionworks.serialize.models import model_to_config

_METADATA = ("citations",)


def parameter_values_to_json(values: Any, where: str = "parameters") -> dict[str, Any]:
    """Whole parameter set as wire mapping.

    Parameters
    ----------
    values : pybamm.ParameterValues, mapping or str
        A live set, a mapping of names to live or wire values, or the name of a set of PyBaMM ("Chen2020").
    where : str
        Name of the place, for messages.

    Returns
    -------
    dict
        Name to value (see `parameter_value_to_json`); ``citations`` is metadata and left out.

    Raises
    ------
    SerializationError
        Unknown set, null value, or a value without JSON form.

    Notes
    -----
    Source: docs/contract/flows.md section 9.2.
    """
    if isinstance(values, str):
        values = named_set(values, where)
    if not isinstance(values, Mapping) and not is_parameter_values(values):
        raise SerializationError(f"{where}: expected parameter values, found {type(values).__name__}")
    return {
        name: parameter_value_to_json(value, f"{where}[{name!r}]", name)
        for name, value in values.items()
        if name not in _METADATA
    }


def parameter_value_to_json(value: Any, where: str = "value", name: str | None = None) -> Any:
    """One parameter value in wire form.

    Parameters
    ----------
    value : number, str, list, numpy.ndarray, pybamm.Symbol, callable, data or wire object
        A function is traced once with symbolic arguments; data are ``("name", (x, y))``, which PyBaMM interpolates.
    where : str
        Name of the place, for messages.
    name : str, optional
        Name of the parameter, which decides the arguments that PyBaMM passes to a function.

    Returns
    -------
    any
        Number, text, list, ``{"$type": "numpy.ndarray", ...}`` or an expression tree. A plain scalar symbol
        becomes a number. NaN and infinity are tagged ``builtins.float``.

    Raises
    ------
    SerializationError
        ``None``, a discretised-only symbol, a function that cannot be traced or called with what PyBaMM passes.

    Notes
    -----
    Source: docs/contract/flows.md section 9.2; docs/contract/pipeline-config.md section 1.7.
    """
    if value is None:
        raise SerializationError(f"{where}: null is not a parameter value; give a value or leave the name out")
    if is_symbol(value):
        return symbol_to_json(value, where)
    if is_data(value):
        return _encoded(interpolated(value, name, where), where)
    if callable(value):
        return function_to_json(value, where, name)
    if isinstance(value, str | bool | int):
        return value
    if isinstance(value, Mapping | list | tuple):
        return to_jsonable(value, where)
    return _encoded(value, where)


def symbol_to_json(symbol: Any, where: str = "symbol") -> Any:
    """Expression tree of a live symbol; a plain scalar becomes a number.

    Parameters
    ----------
    symbol : pybamm.Symbol
        Any expression, interpolants included.
    where : str
        Name of the place, for messages.

    Returns
    -------
    dict or float
    """
    import pybamm

    if type(symbol) is pybamm.Scalar:
        return _encoded(float(symbol.value), where)
    return _encoded(symbol, where)


def function_to_json(function: Callable[..., Any], where: str = "function", name: str | None = None) -> dict[str, Any]:
    """Expression tree of a Python function of PyBaMM symbols.

    Parameters
    ----------
    function : callable
        Called once with one symbolic argument for each that PyBaMM passes. Operators and PyBaMM functions are kept;
        branches on values cannot be.
    where : str
        Name of the place, for messages.
    name : str, optional
        Name of the parameter; without it, arguments that have no default are passed.

    Returns
    -------
    dict
        An ``ExpressionFunctionParameter``: name, argument names and expression.
    """
    symbol = function.symbol if isinstance(function, ParameterFunction) else traced(function, name, where)
    encoded: dict[str, Any] = _encoded(symbol, where)
    return encoded


def experiment_to_json(experiment: Any, where: str = "experiment") -> dict[str, Any]:
    """Config of a live experiment: ``{"cycles": [[step, ...], ...], "period"?, "temperature"?, ...}``.

    Currents are positive on discharge, as in PyBaMM.

    Parameters
    ----------
    experiment : pybamm.Experiment
        Steps with callables are refused.
    where : str
        Name of the place, for messages.

    Returns
    -------
    dict
    """
    config: dict[str, Any] = plain_json(guarded(where, experiment.to_config), where)
    return config


def solver_to_json(solver: Any, where: str = "solver") -> dict[str, Any]:
    """Config of a live solver: ``{"type": <class>, "rtol": ..., "options": {...}}``.

    Parameters
    ----------
    solver : pybamm.BaseSolver
        The solver.
    where : str
        Name of the place, for messages.

    Returns
    -------
    dict
    """
    config: dict[str, Any] = plain_json(guarded(where, solver.to_config), where)
    return config


def simulation_settings_to_json(settings: Any, where: str = "simulation_settings") -> dict[str, Any]:
    """Mesh and solver settings in wire form.

    Parameters
    ----------
    settings : mapping or object with ``to_config``
        Any of ``var_pts``, ``submesh_types``, ``spatial_methods``, ``geometry``, ``solver``, each with live
        PyBaMM objects or wire values inside.
    where : str
        Name of the place, for messages.

    Returns
    -------
    dict
        Without null members and without ``type``.

    Raises
    ------
    SerializationError
        Unknown member, or a value without JSON form.

    Notes
    -----
    Source: docs/contract/flows.md section 9.3.
    """
    if not isinstance(settings, Mapping) and callable(getattr(settings, "to_config", None)):
        settings = settings.to_config()
    if isinstance(settings, Mapping):
        settings = {key: value for key, value in settings.items() if key != "type"}
    given = checked_settings(settings, where)
    return {key: _setting(key, value, f"{where}.{key}") for key, value in given.items()}


def live_to_json(value: Any, where: str = "value") -> Any:
    """Wire form of any live PyBaMM object that may stand in a config.

    Parameters
    ----------
    value : PyBaMM object
        Model, parameter values, symbol, experiment, solver, spatial method, mesh generator, submesh class,
        geometry.
    where : str
        Name of the place, for messages.

    Returns
    -------
    any

    Raises
    ------
    SerializationError
        A PyBaMM object of another kind.
    """
    kinds: tuple[tuple[Callable[[Any], bool], Callable[[Any, str], Any]], ...] = (
        (is_model, model_to_config),
        (is_parameter_values, parameter_values_to_json),
        (is_symbol, symbol_to_json),
        (is_experiment, experiment_to_json),
        (is_solver, solver_to_json),
        (is_spatial_method, _component_to_json),
        (is_submesh, _component_to_json),
        (is_geometry, _geometry_to_json),
    )
    for is_kind, convert in kinds:
        if is_kind(value):
            return convert(value, where)
    raise SerializationError(f"{where}: a pybamm {type(value).__name__} has no JSON form in configs")


def _setting(key: str, value: Any, where: str) -> Any:
    if key == "var_pts" and isinstance(value, Mapping):
        return to_jsonable({getattr(name, "name", name): points for name, points in value.items()}, where)
    if key == "geometry" and isinstance(value, Mapping) and "geometry" not in value:
        return _geometry_to_json(value, where)
    if isinstance(value, Mapping):
        return {name: _setting("", item, f"{where}[{name!r}]") for name, item in value.items()}
    if is_solver(value):
        return solver_to_json(value, where)
    if is_spatial_method(value) or is_submesh(value):
        return _component_to_json(value, where)
    return to_jsonable(value, where)


def _geometry_to_json(geometry: Any, where: str) -> dict[str, Any]:
    from ionworks.serialize.pybamm_parts import write_geometry

    document: dict[str, Any] = plain_json(guarded(where, lambda: write_geometry(geometry)), where)
    return document


def _component_to_json(component: Any, where: str) -> dict[str, Any]:
    """Spatial method, mesh generator or submesh class as ``{"$type": "type", "class": ...}``."""
    from ionworks.serialize.pybamm_parts import write_spatial_method, write_submesh

    write = write_spatial_method if is_spatial_method(component) else write_submesh
    reference: dict[str, Any] = plain_json(guarded(where, lambda: write(component)), where)
    return reference


def _encoded(value: Any, where: str) -> Any:
    from ionworks.serialize.pybamm_parts import write_symbol

    value = value.item() if hasattr(value, "item") and getattr(value, "ndim", None) == 0 else value
    return plain_json(guarded(where, lambda: write_symbol(value)), where)
