"""Simulation configs: checked and completed before anything is sent, then turned into two request bodies.

Every refusal is a `ValidationError` (a ``ValueError``) that starts with ``Invalid simulation config:`` and
names the key, what was found and what is allowed.

Source: tests/documents/simulate-api.txt "Running simulations"; docs/contract/flows.md section 2; docs/contract/wire.md
sections 15 and 16.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from numbers import Integral
from pathlib import Path
from typing import Any

from attrs import frozen

from ionworks import doe
from ionworks.errors import SerializationError, ValidationError
from ionworks.given import mapping, members, number, text
from ionworks.jsonable import to_jsonable

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

Converter = Callable[[Any, str], Any]
"""From a member and its place to its checked form."""
_SINGLE_ONLY = {"design_parameters": "is for protocol() only; protocol_batch() takes design_parameters_doe"}
_BATCH_ONLY = {"conditions": "describe several simulations; use protocol_batch() for them"}
_DESIGN_KEYS = ("design_parameters", "conditions", "design_parameters_doe")
"""Ways to say which designs run; a config has one of them."""
_FILE_ENDINGS = (".yaml", ".yml", ".json")
_PREFIX = "Invalid simulation config: "


@frozen
class SimulationRequests:
    """The two requests of a checked config: one that saves its protocol, one that submits its runs."""

    protocol_id: str | None
    """Saved protocol the config names; ``None`` with an inline one."""
    template: dict[str, Any] | None
    """Body of ``parse_to_template``, ``None`` when the protocol is saved already.

    ``experiment_parameters`` holds the shared inputs and, for inputs given by conditions only, the first value seen.
    """
    batch: dict[str, Any]
    """Body of ``create_simulations``, without null members and without the template's id.

    Each condition carries the shared inputs overlaid by its own.
    """


def simulation_requests(config: Mapping[str, Any], project_id: str | None, *, batch: bool) -> SimulationRequests:
    """Check and complete the config of one simulation or of a batch, and turn it into requests.

    Parameters
    ----------
    config : mapping
        Config as users write it; it is not changed. Null members count as absent.
    project_id : str or None
        Default project of the client, used for inline protocols only; the config's own wins.
    batch : bool
        ``True`` for ``protocol_batch``; ``False`` for ``protocol``, which takes ``design_parameters``, no
        ``conditions``, and a design of exactly one simulation.

    Returns
    -------
    SimulationRequests
        ``design_parameters`` has become a one-point design; a quick model is wrapped.

    Raises
    ------
    ValidationError
        Anything the service would refuse that can be seen here; an inline protocol and no project.

    Notes
    -----
    Source: docs/contract/flows.md sections 2.1 and 2.2; docs/contract/wire.md section 16.
    """
    allowed, refused = (BATCH_KEYS, _SINGLE_ONLY) if batch else (SINGLE_KEYS, _BATCH_ONLY)
    try:
        checked = _checked(members(config, "config", allowed, refused), is_single=not batch)
        template, request = _template(checked, project_id), _batch(checked, project_id)
    except ValidationError as error:
        raise ValidationError(_PREFIX + error.message) from error
    return SimulationRequests(checked.get("protocol_id"), template, request)


def _template(config: Mapping[str, Any], project_id: str | None) -> dict[str, Any] | None:
    if "protocol_experiment" not in config:
        return None
    inputs = dict(config["experiment_parameters"])
    for condition in config.get("conditions", ()):
        inputs = {**condition["experiment_parameters"], **inputs}
    return {
        "protocol_experiment": config["protocol_experiment"],
        "experiment_parameters": inputs,
        "project_id": _project(config, project_id),
    }


def _batch(config: Mapping[str, Any], project_id: str | None) -> dict[str, Any]:
    shared = config["experiment_parameters"]
    passed_on = ("parameterized_model", "design_parameters_doe", "max_backward_jumps", "study_id", "extra_variables")
    request = {key: config[key] for key in passed_on if key in config}
    request["experiment_parameter_sets"] = [shared]
    if "conditions" in config:
        request["conditions"] = [
            {**condition, "experiment_parameters": {**shared, **condition["experiment_parameters"]}}
            for condition in config["conditions"]
        ]
    project = config.get("project_id") if "protocol_id" in config else _project(config, project_id)
    return request if project is None else {**request, "project_id": project}


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
    Source: docs/contract/flows.md section 2.3, "Model normalisation".
    """
    if not isinstance(model, Mapping):
        return text(model, where)
    if "quick_model" in model:
        quick = model["quick_model"]
        others = {key: value for key, value in model.items() if key != "quick_model" and value is not None}
        return {"quick_model": _quick_model(quick, f"{where}.quick_model"), **others}
    if "model_id" in model or "parameters" in model:
        return _full_model(model, where)
    if not model:
        raise ValidationError(f"{where}: expected an id, a quick model or a full model, found an empty object")
    return {"quick_model": _quick_model(model, where)}


def _checked(given: Mapping[str, Any], *, is_single: bool) -> dict[str, Any]:
    """Members of a config in their checked form, with the inputs shared by all runs and the design of a single one."""
    if "parameterized_model" not in given:
        raise ValidationError("parameterized_model is required")
    if ("protocol_experiment" in given) == ("protocol_id" in given):
        raise ValidationError("give exactly one of protocol_experiment and protocol_id")
    for one, other in pairwise(key for key in _DESIGN_KEYS if key in given):
        raise ValidationError(f"{one} and {other} are mutually exclusive; give one of them")
    converters: dict[str, Converter] = {
        "parameterized_model": normalize_model,
        "protocol_experiment": _experiment,
        "design_parameters_doe": partial(doe.normalize, is_single=is_single),
        "design_parameters": doe.from_design_parameters,
        "conditions": _conditions,
        "experiment_parameters": _inputs,
        "max_backward_jumps": _jumps,
        "extra_variables": _names,
        **dict.fromkeys(("protocol_id", "study_id", "project_id"), text),
    }
    checked = {key: converters[key](value, key) for key, value in given.items()}
    design = checked.pop("design_parameters", None)
    return {"experiment_parameters": {}, **({"design_parameters_doe": design} if design else {}), **checked}


def _project(config: Mapping[str, Any], project_id: str | None) -> str:
    project: str | None = config.get("project_id") or project_id
    if not project:
        raise ValidationError(
            "an inline protocol needs a project: put project_id into the config, pass project_id= "
            "to Ionworks(...), or set IONWORKS_PROJECT_ID"
        )
    return project


def _experiment(value: Any, where: str) -> dict[str, str]:
    given = members(value, where, ("protocol", "name"))
    for key in ("protocol", "name"):
        if key not in given:
            raise ValidationError(f"{where}.{key} is required")
    protocol = protocol_text(given["protocol"], f"{where}.protocol")
    return {"protocol": protocol, "name": text(given["name"], f"{where}.name")}


def protocol_text(protocol: Any, where: str = "protocol") -> str:
    """Text of a protocol given as text, mapping or path.

    Parameters
    ----------
    protocol : str, mapping or path
        UCP text or PyBaMM experiment text; a UCP mapping; a path object, or a text of one line that ends with
        ``.yaml``, ``.yml`` or ``.json``, of a file with such a text.
    where : str
        Name of the place, for messages.

    Returns
    -------
    str
        A mapping is written as JSON, which is YAML too.

    Raises
    ------
    ValidationError
        Something else, or there is no such file.
    """
    if isinstance(protocol, Mapping):
        return json.dumps(to_jsonable(protocol, where))
    is_path = isinstance(protocol, os.PathLike)
    if not is_path and "\n" not in text(protocol, where).strip() and protocol.strip().endswith(_FILE_ENDINGS):
        is_path = True
    if not is_path:
        return str(protocol)
    path = Path(os.fspath(protocol).strip()).expanduser()
    try:
        return text(path.read_text(encoding="utf-8"), f"{where} (file {path})")
    except (OSError, UnicodeDecodeError) as error:
        raise ValidationError(f"{where}: the file {str(path)!r} cannot be read as text ({error})") from error


def _conditions(value: Any, where: str) -> list[dict[str, dict[str, Any]]]:
    if not isinstance(value, Sequence) or isinstance(value, str) or not value:
        raise ValidationError(f"{where}: expected a list with at least one condition, found {value!r}")
    conditions = []
    for index, condition in enumerate(value):
        place = f"{where}[{index}]"
        given = members(condition, place, CONDITION_KEYS)
        conditions.append({key: _inputs(given.get(key, {}), f"{place}.{key}") for key in CONDITION_KEYS})
    return conditions


def _inputs(value: Any, where: str) -> dict[str, float | str]:
    """Map of names to numbers or texts; texts stay, everything numeric becomes float."""
    inputs: dict[str, float | str] = {}
    for name, item in mapping(value, where).items():
        place = f"{where}[{name!r}]"
        inputs[text(name, place)] = item if isinstance(item, str) else number(item, place)
    return inputs


def _jumps(value: Any, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, Integral) or value < 0:
        raise ValidationError(f"{where}: expected an integer of at least 0, found {value!r}")
    return int(value)


def _names(value: Any, where: str) -> list[str]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ValidationError(f"{where}: expected a list of variable names, found {value!r}")
    return [text(item, f"{where}[{index}]") for index, item in enumerate(value)]


def _quick_model(value: Any, where: str) -> dict[str, Any]:
    converters: dict[str, Converter] = {
        **dict.fromkeys(("capacity", "resistance_pct"), number),
        **dict.fromkeys(("chemistry", "cell_spec_id"), text),
    }
    quick: dict[str, Any] = {
        key: converters[key](item, f"{where}.{key}") for key, item in members(value, where, QUICK_MODEL_KEYS).items()
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
