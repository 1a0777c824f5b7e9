"""Simulation configs: checked and completed before anything is sent, then turned into two request bodies.

Every refusal is a `ValidationError` (a ``ValueError``) that starts with ``Invalid simulation config:`` and
names the key, what was found and what is allowed.

Source: simulate-api.txt ("Running simulations"), flows.md section 2, wire.md sections 15 and 16.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from numbers import Integral
from typing import Any

from attrs import asdict, evolve, field, frozen

from ionworks import doe
from ionworks.errors import SerializationError, ValidationError

BATCH_KEYS = (
    "parameterized_model",
    "protocol_experiment",
    "protocol_id",
    "design_parameters_doe",
    "conditions",
    "experiment_parameters",
    "max_backward_jumps",
    "study_id",
    "project_id",
    "extra_variables",
)
"""Keys of a config of ``protocol_batch``."""
SINGLE_KEYS = (*(key for key in BATCH_KEYS if key != "conditions"), "design_parameters")
"""Keys of a config of ``protocol``."""
QUICK_MODEL_KEYS = ("capacity", "chemistry", "resistance_pct", "cell_spec_id")
"""Keys of a quick cell model."""
CONDITION_KEYS = ("experiment_parameters", "design_parameters")
"""Keys of one explicit run."""

_PREFIX = "Invalid simulation config: "


@frozen
class QuickModelConfig:
    """Cell model by capacity and chemistry, instead of a stored parameterized model.

    Source: wire.md section 16 and client-surface.md section 4.
    """

    capacity: float = 1.0
    """Nominal capacity [A.h]."""
    chemistry: str = "NMC/Graphite"
    """Chemistry, such as ``"LFP/Graphite"``."""
    resistance_pct: float | None = None
    """Resistance in percent of the chemistry's usual one."""
    cell_spec_id: str | None = None
    """Cell specification to take values from."""


@frozen
class SimulationConfig:
    """A checked config. Numbers are float, nulls are gone, the design (if any) is in wire form."""

    parameterized_model: str | dict[str, Any]
    """Id, ``{"quick_model": {...}}`` or a full model object."""
    protocol_experiment: dict[str, str] | None = None
    """Inline protocol ``{"protocol": <UCP text>, "name": ...}``; exactly one of this and `protocol_id`."""
    protocol_id: str | None = None
    """Id of a saved protocol."""
    design_parameters_doe: dict[str, Any] | None = None
    """Design of experiments."""
    conditions: list[dict[str, dict[str, Any]]] | None = None
    """Explicit runs, each with ``experiment_parameters`` and ``design_parameters``."""
    experiment_parameters: dict[str, float | str] = field(factory=dict)
    """Inputs of the protocol shared by all runs."""
    max_backward_jumps: int | None = None
    """Bound on backward jumps of the protocol."""
    study_id: str | None = None
    """Study the results are assigned to."""
    project_id: str | None = None
    """Project given in the config."""
    extra_variables: list[str] | None = None
    """Model variables to store besides the protocol's own."""


def validate_simulation_config(config: Mapping[str, Any], batch: bool) -> SimulationConfig:
    """Check and complete the config of one simulation or of a batch.

    Parameters
    ----------
    config : mapping
        Config as users write it; it is not changed. Null members count as absent.
    batch : bool
        ``True`` for ``protocol_batch``; ``False`` for ``protocol``, which takes ``design_parameters``, no
        ``conditions``, and a design of exactly one simulation.

    Returns
    -------
    SimulationConfig
        ``design_parameters`` has become a one-point design; a quick model is wrapped.

    Raises
    ------
    ValidationError
        Anything the service would refuse that can be seen here.

    Notes
    -----
    Source: flows.md section 2.1 and 2.2.
    """
    try:
        return _batch(config) if batch else _single(config)
    except ValidationError as error:
        raise ValidationError(_PREFIX + error.message) from error


def template_request(config: SimulationConfig, project_id: str | None) -> dict[str, Any] | None:
    """Body of ``POST /protocols/parse-to-template``, ``None`` when the protocol is already saved.

    Parameters
    ----------
    config : SimulationConfig
        A checked config.
    project_id : str or None
        Default project of the client; the config's own wins.

    Returns
    -------
    dict or None
        ``experiment_parameters`` holds the shared inputs and, for inputs given by conditions only, the first
        value seen.

    Raises
    ------
    ValidationError
        Inline protocol and no project.

    Notes
    -----
    Source: flows.md section 2.2, branch B.
    """
    if config.protocol_experiment is None:
        return None
    inputs: dict[str, Any] = dict(config.experiment_parameters)
    for condition in config.conditions or ():
        inputs = {**condition["experiment_parameters"], **inputs}
    return {
        "protocol_experiment": config.protocol_experiment,
        "experiment_parameters": inputs,
        "project_id": _project(config, project_id),
    }


def batch_request(config: SimulationConfig, template_id: str, project_id: str | None) -> dict[str, Any]:
    """Body of ``POST /simulations/with-template/batch``.

    Parameters
    ----------
    config : SimulationConfig
        A checked config.
    template_id : str
        Id answered for `template_request`, or the config's ``protocol_id``.
    project_id : str or None
        Default project of the client, used for inline protocols only.

    Returns
    -------
    dict
        Without null members. Each condition carries the shared inputs overlaid by its own.

    Notes
    -----
    Source: wire.md section 16; flows.md section 2.2.
    """
    shared = config.experiment_parameters
    conditions = config.conditions and [
        {**condition, "experiment_parameters": {**shared, **condition["experiment_parameters"]}}
        for condition in config.conditions
    ]
    body = {
        "parameterized_model": config.parameterized_model,
        "experiment_template_id": template_id,
        "experiment_parameter_sets": [shared],
        "conditions": conditions,
        "design_parameters_doe": config.design_parameters_doe,
        "max_backward_jumps": config.max_backward_jumps,
        "study_id": config.study_id,
        "extra_variables": config.extra_variables,
        "project_id": config.project_id if config.protocol_id else _project(config, project_id),
    }
    return {key: value for key, value in body.items() if value is not None}


def normalize_model(model: Any, where: str = "parameterized_model") -> str | dict[str, Any]:
    """Model of a simulation in wire form.

    Parameters
    ----------
    model : str, mapping or QuickModelConfig
        An id; quick model fields, bare or under ``quick_model``; or a full object with ``model_id`` or
        ``parameters`` (which may hold PyBaMM values).
    where : str
        Name of the place, for messages.

    Returns
    -------
    str or dict

    Raises
    ------
    ValidationError
        None of these, or an unknown key or wrong value in a quick model.

    Notes
    -----
    Source: flows.md section 2.3, "Model normalisation".
    """
    if isinstance(model, QuickModelConfig):
        return {"quick_model": _quick_model(asdict(model), where)}
    if not isinstance(model, Mapping):
        return _text(model, where)
    if "quick_model" in model:
        quick = model["quick_model"]
        quick = asdict(quick) if isinstance(quick, QuickModelConfig) else quick
        others = {key: value for key, value in model.items() if key != "quick_model" and value is not None}
        return {"quick_model": _quick_model(quick, f"{where}.quick_model"), **others}
    if "model_id" in model or "parameters" in model:
        return _full_model(model, where)
    if not model:
        raise ValidationError(f"{where}: expected an id, a quick model or a full model, found an empty object")
    return {"quick_model": _quick_model(model, where)}


def _batch(config: Mapping[str, Any]) -> SimulationConfig:
    if isinstance(config, Mapping) and "design_parameters" in config:
        raise ValidationError("design_parameters is for protocol() only; protocol_batch() takes design_parameters_doe")
    return _checked(config, BATCH_KEYS)


def _single(config: Mapping[str, Any]) -> SimulationConfig:
    if isinstance(config, Mapping) and config.get("conditions") is not None:
        raise ValidationError("conditions describe several simulations; use protocol_batch() for them")
    members = {key: value for key, value in _object(config, "config").items() if key != "conditions"}
    parameters = members.pop("design_parameters", None)
    if parameters is not None and members.get("design_parameters_doe") is not None:
        raise ValidationError("design_parameters and design_parameters_doe are mutually exclusive; give one of them")
    checked = _checked(members, SINGLE_KEYS)
    if parameters:
        flat = _object(parameters, "design_parameters")
        return evolve(checked, design_parameters_doe=doe.from_design_parameters(flat))
    if checked.design_parameters_doe is not None:
        count = doe.expected_count(checked.design_parameters_doe)
        if count != 1:
            raise ValidationError(
                f"design_parameters_doe stands for {count} simulations but protocol() runs exactly one; "
                "use protocol_batch()"
            )
    return checked


def _checked(config: Mapping[str, Any], allowed: Sequence[str]) -> SimulationConfig:
    given = doe.members(config, "config", allowed)
    if "parameterized_model" not in given:
        raise ValidationError("parameterized_model is required")
    if ("protocol_experiment" in given) == ("protocol_id" in given):
        raise ValidationError("give exactly one of protocol_experiment and protocol_id")
    if "conditions" in given and "design_parameters_doe" in given:
        raise ValidationError("conditions and design_parameters_doe are mutually exclusive; give one of them")
    converters: dict[str, Callable[[Any, str], Any]] = {
        "parameterized_model": normalize_model,
        "protocol_experiment": _experiment,
        "design_parameters_doe": doe.normalize,
        "conditions": _conditions,
        "experiment_parameters": _inputs,
        "max_backward_jumps": _jumps,
        "extra_variables": _names,
        **dict.fromkeys(("protocol_id", "study_id", "project_id"), _text),
    }
    return SimulationConfig(**{key: converters[key](value, key) for key, value in given.items()})


def _project(config: SimulationConfig, project_id: str | None) -> str:
    project = config.project_id or project_id
    if not project:
        raise ValidationError(
            f"{_PREFIX}an inline protocol needs a project: put project_id into the config, pass project_id= "
            "to Ionworks(...), or set IONWORKS_PROJECT_ID"
        )
    return project


def _experiment(value: Any, where: str) -> dict[str, str]:
    given = doe.members(value, where, ("protocol", "name"))
    for key in ("protocol", "name"):
        if key not in given:
            raise ValidationError(f"{where}.{key} is required")
    return {key: _text(given[key], f"{where}.{key}") for key in ("protocol", "name")}


def _conditions(value: Any, where: str) -> list[dict[str, dict[str, Any]]]:
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        raise ValidationError(f"{where}: expected a list with at least one condition, found {value!r}")
    conditions = []
    for index, condition in enumerate(value):
        place = f"{where}[{index}]"
        given = doe.members(condition, place, CONDITION_KEYS)
        conditions.append({key: _inputs(given.get(key, {}), f"{place}.{key}") for key in CONDITION_KEYS})
    return conditions


def _inputs(value: Any, where: str) -> dict[str, float | str]:
    """Map of names to numbers or texts; texts stay, everything numeric becomes float."""
    inputs: dict[str, float | str] = {}
    for name, item in _object(value, where).items():
        place = f"{where}[{name!r}]"
        inputs[_text(name, place)] = item if isinstance(item, str) else doe.number(item, place)
    return inputs


def _jumps(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, Integral) or value < 0:
        raise ValidationError(f"{where}: expected an integer of at least 0, found {value!r}")
    return int(value)


def _names(value: Any, where: str) -> list[str]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ValidationError(f"{where}: expected a list of variable names, found {value!r}")
    return [_text(item, f"{where}[{index}]") for index, item in enumerate(value)]


def _quick_model(value: Any, where: str) -> dict[str, Any]:
    converters: dict[str, Callable[[Any, str], Any]] = {
        **dict.fromkeys(("capacity", "resistance_pct"), doe.number),
        **dict.fromkeys(("chemistry", "cell_spec_id"), _text),
    }
    quick: dict[str, Any] = {
        key: converters[key](item, f"{where}.{key}")
        for key, item in doe.members(value, where, QUICK_MODEL_KEYS).items()
    }
    if quick.get("capacity", 1.0) <= 0:
        raise ValidationError(
            f"{where}.capacity: expected a capacity [A.h] greater than 0, found {quick['capacity']!r}"
        )
    return quick


def _full_model(model: Mapping[str, Any], where: str) -> dict[str, Any]:
    from ionworks.serialize import parameter_values_to_json

    full = {key: value for key, value in model.items() if value is not None}
    if "parameters" in full:
        try:
            full["parameters"] = parameter_values_to_json(full["parameters"])
        except SerializationError as error:
            raise ValidationError(f"{where}.parameters: {error.message}") from error
    return full


def _object(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValidationError(f"{where}: expected an object, found {value!r}")
    return value


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValidationError(f"{where}: expected a text that is not empty, found {value!r}")
    return value
