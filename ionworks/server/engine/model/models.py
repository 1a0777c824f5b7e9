"""PyBaMM models from their wire form: a name, ``{"type", "module"?, "options"?}`` or a serialized model.

Source: docs/contract/flows.md section 9.1; docs/contract/pipeline-config.md sections 2.10 and 7.2.
"""

import warnings
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import attrs
import pybamm

from ionworks.errors import ValidationError
from ionworks.serialize import load_model, loadable
from ionworks.server.engine.model.custom_variables import check_expanded

CUSTOM = "custom"
_LITHIUM_ION = {
    "SPM": "Single particle model",
    "SPMe": "Single particle model with electrolyte",
    "DFN": "Doyle-Fuller-Newman model",
    "NewmanTobias": "Newman-Tobias model: uniform electrolyte concentration",
    "MPM": "Many-particle model: particle-size distributions",
    "MSMR": "Multi-species multi-reaction model (option 'number of MSMR reactions' is required)",
    "SplitOCVR": "Single particle model with split open-circuit potentials and one resistance",
    "Yang2017": "DFN with SEI growth, lithium plating and loss of porosity",
}
_ECM = {"Thevenin": "Equivalent circuit: open-circuit voltage, resistor, RC pairs, lumped heat"}
_MODULES: dict[str, dict[str, str]] = {"lithium_ion": _LITHIUM_ION, "equivalent_circuit": _ECM}
_WITHOUT_OPTIONS = frozenset({"Yang2017", "SplitOCVR"})
_CONFIG_KEYS = frozenset({"type", "module", "options", "custom_variables", "removed_variables", "events"})
_CUSTOM_KEYS = frozenset({"type", "model", "geometry", "var_pts", "spatial_methods", "submesh_types", "options"})


@attrs.frozen
class ModelInfo:
    """One built-in model."""

    type: str
    """Name to use as ``type``."""
    module: str
    """``lithium_ion`` or ``equivalent_circuit``."""
    description: str
    """One line for people."""


def list_models() -> list[ModelInfo]:
    """Built-in models that a config may name.

    Notes
    -----
    Source: operation ``list_pybamm_models``.
    """
    return [ModelInfo(name, module, text) for module, names in _MODULES.items() for name, text in names.items()]


def build_model(config: str | Mapping[str, Any]) -> Any:
    """Build the PyBaMM model a config describes.

    Parameters
    ----------
    config : str or mapping
        ``"SPM"``, ``{"type": "SPM", "module": "lithium_ion", "options": {...}}`` or
        ``{"type": "custom", "model": <serialized model>}``. Lists inside options stand for tuples.

    Returns
    -------
    pybamm.BaseModel
        A new model; its operating mode is current control.

    Raises
    ------
    ValidationError
        Unknown type, module, key or option; naming what was found and what is allowed.
    SerializationError
        A custom document that names a class outside PyBaMM.

    Notes
    -----
    Source: docs/contract/flows.md section 9.1; docs/contract/pipeline-config.md section 2.10 (options need recursive
    re-tupling).
    """
    fields = {"type": config} if isinstance(config, str) else dict(config)
    if fields.get("type") == CUSTOM or ("type" not in fields and "schema_version" in fields):
        return _custom_model(fields)
    return _built_in_model(fields)


def validate_model_config(config: str | Mapping[str, Any]) -> str | None:
    """Text of the first problem of a model config, ``None`` when it builds.

    Notes
    -----
    Source: operation ``validate_pybamm_model``.
    """
    try:
        build_model(config)
    except ValidationError as error:
        return error.message
    return None


def tupled(value: Any) -> Any:
    """Return a JSON value with every list, at any depth, as a tuple."""
    if isinstance(value, list):
        return tuple(tupled(item) for item in value)
    return value


def _built_in_model(fields: dict[str, Any]) -> Any:
    name = fields.get("type")
    known = {info.type: info.module for info in list_models()}
    unknown = fields.keys() - _CONFIG_KEYS
    if unknown:
        raise ValidationError(f"model: unknown key {min(unknown)!r}; allowed: {', '.join(sorted(_CONFIG_KEYS))}")
    if not isinstance(name, str) or name not in known:
        hint = f" (did you mean {match[0]!r}?)" if (match := get_close_matches(str(name), known)) else ""
        raise ValidationError(f"model type {name!r} is not known{hint}; allowed: {', '.join(known)}, {CUSTOM}")
    module = fields.get("module") or known[name]
    if module != known[name]:
        raise ValidationError(f"model module {module!r} does not hold {name}; allowed: {known[name]!r}")
    model = _construct(getattr(getattr(pybamm, module), name), name, _options(fields, module))
    overrides = {key: fields[key] for key in fields.keys() - {"type", "module", "options"}}
    if overrides:
        pybamm.BaseModel.apply_builtin_overrides(model, loadable(overrides, "model"))
        check_expanded(model)
    return model


def _construct(model_class: Any, name: str, options: dict[str, Any]) -> Any:
    if name in _WITHOUT_OPTIONS:
        return _with_own_options(model_class(), name, options)
    try:
        return model_class(options=options) if options else model_class()
    except (pybamm.OptionError, pybamm.ModelError, KeyError, TypeError, ValueError) as error:
        text = " ".join(str(error.args[0] if error.args else error).split())
        raise ValidationError(f"model {name}: {text}") from error


def _with_own_options(model: Any, name: str, options: dict[str, Any]) -> Any:
    """Return a model that sets its options by itself; a live one names them all when it is written."""
    own = getattr(model, "options", None) or {}
    for option in sorted(options):
        if option not in own or own[option] != options[option]:
            raise ValidationError(f"model {name} takes no options; found {option!r}: {options[option]!r}")
    return model


def _options(fields: Mapping[str, Any], module: str) -> dict[str, Any]:
    given = fields.get("options") or {}
    if not isinstance(given, Mapping):
        raise ValidationError(f"model options must be a mapping, found {type(given).__name__}")
    options = {str(key): tupled(value) for key, value in given.items() if value is not None}
    mode = options.pop("operating mode", "current")
    if mode not in ("current", "explicit"):
        raise ValidationError(f"model option 'operating mode' is {mode!r}; allowed: 'current' (the protocol sets it)")
    if module == "equivalent_circuit" and "number of rc elements" in options:
        options["number of rc elements"] = _whole_number(options["number of rc elements"])
    return options


def _whole_number(value: Any) -> int:
    text = str(value)
    if not text.isdigit() or int(text) > 10:
        raise ValidationError(f"model option 'number of rc elements' is {value!r}; allowed: 0 to 10")
    return int(text)


def _custom_model(fields: dict[str, Any]) -> Any:
    unknown = fields.keys() - _CUSTOM_KEYS if fields.get("type") == CUSTOM else set()
    if unknown:
        raise ValidationError(f"custom model: unknown key {min(unknown)!r}; allowed: {', '.join(sorted(_CUSTOM_KEYS))}")
    document = fields.get("model") if fields.get("type") == CUSTOM else fields
    if not isinstance(document, Mapping):
        raise ValidationError("custom model: the key 'model' must hold a serialized PyBaMM model")
    if not {"schema_version", "compressed"} & document.keys():
        document = {"schema_version": "1.1", "model": document}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = load_model({"type": CUSTOM, "model": document}, "custom model")
    check_expanded(model)
    return model
