"""JSON documents to live PyBaMM objects; nothing reaches PyBaMM that was not screened.

`loadable` is the wall every document passes. PyBaMM is imported inside the functions, so this module costs nothing
until it is used.

Source: docs/contract/pipeline-config.md sections 2.10, 6 and 7.2; docs/contract/flows.md section 9.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from ionworks.errors import ConfigurationError, SerializationError
from ionworks.serialize.classes import loadable, with_known_base
from ionworks.serialize.convert import checked_settings, guarded, named_set
from ionworks.serialize.functions import ParameterFunction
from ionworks.serialize.screening import MODEL_MODULES
from ionworks.serialize.shared import read_model

SOLVERS = (
    "IDAKLUSolver",
    "CasadiSolver",
    "ScipySolver",
    "CasadiAlgebraicSolver",
    "AlgebraicSolver",
    "NonlinearSolver",
    "CompositeSolver",
    "DummySolver",
)
"""Solver classes a document may name."""
MAX_MESH_POINTS = 5000
"""Points a document may ask for along one direction."""
MAX_THREADS = 64
"""Largest ``num_threads`` and ``num_solvers``."""

_BUILTIN_KEYS = ("type", "module", "options", "custom_variables", "removed_variables", "events")
# These go to casadi or scipy as they are; casadi's can name a compiler command.
_OPEN_SOLVER_KEYS = ("extra_options", "extra_options_setup", "extra_options_call")


def load_model(document: str | Mapping[str, Any], where: str = "model") -> Any:
    """Live model of a document.

    Parameters
    ----------
    document : str or mapping
        ``"SPM"``; ``{"type", "module"?, "options"?, ...}`` of a built-in model; ``{"type": "custom",
        "model"}``; or the full document ``{"schema_version", "model"}``, compressed or not.
    where : str
        Name of the place, for messages.

    Returns
    -------
    pybamm.BaseModel
        Not discretised. Lists in options have become tuples at every level.

    Raises
    ------
    SerializationError
        Unknown model, module, option or key; a document that was refused by `screen`.

    Notes
    -----
    Source: docs/contract/pipeline-config.md sections 2.10 and 6.
    """
    config: Any = {"type": document} if isinstance(document, str) else document
    if not isinstance(config, dict):
        raise SerializationError(f"{where}: expected a model, found {type(config).__name__}")
    config = loadable(config, where)
    kind = config.get("type")
    if kind == "custom" or (kind is None and "model" in config):
        return _custom_model(config["model"] if kind == "custom" and "model" in config else config, where)
    return _builtin_model(config, where)


def imported_pybamm() -> Any:
    """Return the module of PyBaMM.

    Raises
    ------
    ConfigurationError
        It is not installed.
    """
    try:
        import pybamm
    except ModuleNotFoundError as error:
        message = "PyBaMM objects need PyBaMM: pip install 'ionworks-api[server]'"
        raise ConfigurationError(message) from error
    return pybamm


def load_parameter_values(document: str | Mapping[str, Any], where: str = "parameters") -> Any:
    """Live parameter set of a wire mapping, or of the name of a set of PyBaMM.

    Parameters
    ----------
    document : str or mapping
        ``"Chen2020"`` or name to number, text, list, array or expression tree.
    where : str
        Name of the place, for messages.

    Returns
    -------
    pybamm.ParameterValues
        Functions come back as callables, see `ParameterFunction`.

    Raises
    ------
    SerializationError
        Unknown set, null value, or a value PyBaMM cannot read.
    """
    import pybamm

    if isinstance(document, str):
        return named_set(document, where)
    if not isinstance(document, Mapping):
        raise SerializationError(f"{where}: expected parameter values, found {type(document).__name__}")
    values = {name: value for name, value in loadable(dict(document), where).items() if name != "citations"}
    live = {name: load_parameter_value(value, f"{where}[{name!r}]") for name, value in values.items()}
    if "R0 [Ohm]" in live:
        # PyBaMM picks the initial-state rule by this entry, which its own JSON leaves out.
        live.setdefault("chemistry", "ecm")
    return guarded(where, lambda: pybamm.ParameterValues(live))


def load_parameter_value(screened: Any, where: str = "value") -> Any:
    """One parameter value of a document that went through `loadable`.

    Parameters
    ----------
    screened : any
        Number, text, list, array or expression tree.
    where : str
        Name of the place, for messages.

    Returns
    -------
    any
        As PyBaMM takes it; a function is a `ParameterFunction`.

    Raises
    ------
    SerializationError
        Null, or a value PyBaMM cannot read.
    """
    if screened is None:
        raise SerializationError(f"{where}: null is not a parameter value; give a value or leave the name out")
    if not isinstance(screened, Mapping):
        return screened
    import pybamm

    from ionworks.serialize.pybamm_parts import read_symbol

    value = guarded(where, lambda: read_symbol(dict(screened)))
    return ParameterFunction(value) if isinstance(value, pybamm.ExpressionFunctionParameter) else value


def load_symbol(document: Any, where: str = "symbol") -> Any:
    """Live expression of a tree.

    Parameters
    ----------
    document : mapping or number
        Expression tree.
    where : str
        Name of the place, for messages.

    Returns
    -------
    pybamm.Symbol or number
    """
    from ionworks.serialize.pybamm_parts import read_symbol

    safe = loadable(document, where)
    return guarded(where, lambda: read_symbol(safe))


def load_experiment(document: Mapping[str, Any], where: str = "experiment") -> Any:
    """Live experiment of a config ``{"cycles": [[step, ...], ...]}`` (or ``{"steps": [...]}``).

    Parameters
    ----------
    document : mapping
        Config; currents are positive on discharge.
    where : str
        Name of the place, for messages.

    Returns
    -------
    pybamm.Experiment
    """
    import pybamm

    safe = loadable(document, where)
    return guarded(where, lambda: pybamm.Experiment.from_config(safe))


def load_solver(document: str | Mapping[str, Any], where: str = "solver") -> Any:
    """Live solver of a config.

    Parameters
    ----------
    document : str or mapping
        ``{"type": <one of SOLVERS>, ...}``; a bare name is enough.
    where : str
        Name of the place, for messages.

    Returns
    -------
    pybamm.BaseSolver

    Raises
    ------
    SerializationError
        Unknown class or argument, a non-empty ``extra_options``, too many threads.

    Notes
    -----
    Source: docs/contract/flows.md section 9.3. ``extra_options`` are refused because casadi takes compiler commands
    there.
    """
    import pybamm

    config: Any = {"type": document} if isinstance(document, str) else document
    _check_solver(config, where)
    safe = loadable(config, where)
    return guarded(where, lambda: pybamm.BaseSolver.from_config(safe))


def load_simulation_settings(document: Mapping[str, Any], where: str = "simulation_settings") -> dict[str, Any]:
    """Keyword arguments for a simulation from wire settings.

    Parameters
    ----------
    document : mapping
        Any of ``var_pts``, ``submesh_types``, ``spatial_methods``, ``geometry``, ``solver``. Null is absent.
    where : str
        Name of the place, for messages.

    Returns
    -------
    dict
        The same keys with live PyBaMM objects; ``var_pts`` holds integers.

    Raises
    ------
    SerializationError
        Unknown key, more than `MAX_MESH_POINTS` points, or what PyBaMM cannot read.

    Notes
    -----
    Source: docs/contract/flows.md section 9.3.
    """
    given = checked_settings(document, where)
    return {key: _setting(key, value, f"{where}.{key}") for key, value in given.items()}


def _builtin_model(config: dict[str, Any], where: str) -> Any:
    import pybamm

    unknown = sorted(set(config) - set(_BUILTIN_KEYS))
    if unknown:
        raise SerializationError(f"{where}: unknown key {unknown[0]!r}; valid keys: {', '.join(_BUILTIN_KEYS)}")
    module = config.get("module") or "lithium_ion"
    if module not in MODEL_MODULES:
        raise SerializationError(f"{where}.module: {module!r} is not one of {', '.join(MODEL_MODULES)}")
    known = _model_classes(getattr(pybamm, module))
    if config.get("type") not in known:
        raise SerializationError(
            f"{where}.type: {config.get('type')!r} is not in pybamm.{module}; known: {', '.join(known)}"
        )
    options = _tuples(config.get("options") or {})
    if not isinstance(options, dict):
        raise SerializationError(f"{where}.options: expected an object, found {config['options']!r}")
    model = guarded(where, lambda: known[config["type"]](**({"options": options} if options else {})))
    guarded(where, lambda: pybamm.BaseModel.apply_builtin_overrides(model, config))
    return model


def _model_classes(module: Any) -> dict[str, type]:
    """Models a PyBaMM module offers by name; its abstract ``BaseModel`` is none."""
    import pybamm

    return {
        name: member
        for name, member in sorted(vars(module).items())
        if isinstance(member, type) and issubclass(member, pybamm.BaseModel) and not name.startswith(("_", "Base"))
    }


def _custom_model(document: Any, where: str) -> Any:
    model = document.get("model") if isinstance(document, dict) else None
    if not isinstance(model, dict):
        raise SerializationError(f"{where}.model: expected a model document with schema_version and model")
    _check_points((model.get("discretisation") or {}).get("var_pts"), f"{where}.discretisation.var_pts")
    known = {**document, "model": with_known_base(model, where)}
    return guarded(where, lambda: read_model(known))


def _tuples(value: Any) -> Any:
    """Options as PyBaMM wants them: JSON lists become tuples at every level."""
    if isinstance(value, list):
        return tuple(_tuples(item) for item in value)
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return value


def _check_solver(config: Any, where: str) -> None:
    import pybamm

    kind = config.get("type") if isinstance(config, Mapping) else None
    if kind not in SOLVERS:
        raise SerializationError(f"{where}.type: {kind!r} is not one of {', '.join(SOLVERS)}")
    allowed = [name for name in inspect.signature(getattr(pybamm, kind)).parameters if name != "self"]
    for key, value in config.items():
        place = f"{where}.{key}"
        if key != "type" and key not in allowed:
            raise SerializationError(f"{where}: unknown key {key!r}; valid keys: type, {', '.join(allowed)}")
        if key in _OPEN_SOLVER_KEYS and value:
            raise SerializationError(f"{place}: options for the library behind the solver are not allowed")
        if key == "sub_solvers":
            for index, solver in enumerate(value if isinstance(value, list) else ()):
                _check_solver(solver, f"{place}[{index}]")
        elif isinstance(value, Mapping) and "type" in value:
            _check_solver(value, place)
        elif isinstance(value, Mapping):
            _check_threads(value, place)


def _check_threads(options: Mapping[str, Any], where: str) -> None:
    for key in ("num_threads", "num_solvers"):
        count = options.get(key, 1)
        if not isinstance(count, int) or not 1 <= count <= MAX_THREADS:
            raise SerializationError(f"{where}.{key}: expected an integer from 1 to {MAX_THREADS}, found {count!r}")


def _setting(key: str, value: Any, where: str) -> Any:
    from ionworks.serialize.pybamm_parts import READERS

    if key == "solver":
        return load_solver(value, where)
    if not isinstance(value, dict):
        raise SerializationError(f"{where}: expected an object, found {type(value).__name__}")
    # PyBaMM's own writers wrap each part: {"schema_version", "pybamm_version", <key>: {...}}.
    part = value[key] if isinstance(value.get(key), dict) and "schema_version" in value else value
    safe = loadable(part, where)
    if key == "var_pts":
        return _check_points(safe, where)
    return guarded(where, lambda: READERS[key]({key: safe}))


def _check_points(points: Any, where: str) -> dict[str, int]:
    if isinstance(points, dict) and isinstance(points.get("var_pts"), dict):
        points = points["var_pts"]
    for name, count in (points or {}).items():
        if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MAX_MESH_POINTS:
            raise SerializationError(
                f"{where}[{name!r}]: expected an integer from 1 to {MAX_MESH_POINTS}, found {count!r}"
            )
    return dict(points or {})
