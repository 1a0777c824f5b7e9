"""Live PyBaMM models to JSON; see `ionworks.serialize.write` for everything else."""

from __future__ import annotations

import inspect
from typing import Any

from ionworks.serialize.convert import guarded, plain_json
from ionworks.serialize.screening import MODEL_MODULES
from ionworks.serialize.shared import write_model


def model_to_config(model: Any, where: str = "model") -> dict[str, Any]:
    """Config of a live model for pipelines.

    Parameters
    ----------
    model : pybamm.BaseModel
        A model that was not discretised yet.
    where : str
        Name of the place, for messages.

    Returns
    -------
    dict
        Built-in model: ``{"type": "SPM", "module": "lithium_ion", "options": {...}}``, plus what the
        user added or removed. Any other model, and a built-in one whose equations were changed, in full:
        ``{"type": "custom", "model": {...}}``.

    Raises
    ------
    SerializationError
        A discretised model, or one with a part that has no JSON form.

    Notes
    -----
    Source: docs/contract/flows.md section 9.1 (pipeline route). PyBaMM alone would drop changed equations silently.
    """
    module = _builtin_module(model)
    if module is None or _has_changed_equations(model):
        return {"type": "custom", "model": model_to_document(model, where)}
    if not _takes_options(model):
        return {"type": type(model).__name__, "module": module}
    config: dict[str, Any] = plain_json(guarded(where, model.to_config), where)
    return config


def model_to_create_config(model: Any, where: str = "config") -> dict[str, Any]:
    """Config of a live built-in model for ``create_model`` and ``update_model``.

    Parameters
    ----------
    model : pybamm.BaseModel
        An unchanged built-in model.
    where : str
        Name of the place, for messages.

    Returns
    -------
    dict
        ``{"type": <class>, "options"?: {...}}`` without ``module`` and without options that are ``None``.

    Raises
    ------
    TypeError
        A model this form cannot describe; it goes through ``model.upload_custom``.

    Notes
    -----
    Source: docs/contract/flows.md section 9.1 (``model.create`` route).
    """
    config = model_to_config(model, where)
    if set(config) - {"type", "module", "options"}:
        raise TypeError(
            f"{where}: a custom or changed {type(model).__name__} cannot be described by type and options; "
            "use client.model.upload_custom(model, name=...)"
        )
    options = {name: value for name, value in config.get("options", {}).items() if value is not None}
    return {"type": config["type"], "options": options} if options else {"type": config["type"]}


def model_to_document(model: Any, where: str = "model") -> dict[str, Any]:
    """Every equation of a live model, as ``upload_custom`` sends it.

    Parameters
    ----------
    model : pybamm.BaseModel
        A model that was not discretised yet.
    where : str
        Name of the place, for messages.

    Returns
    -------
    dict
        ``{"schema_version", "pybamm_version", "model": {...}}``; infinities are the texts ``"Infinity"`` and
        ``"-Infinity"``. Equal parts are one object; change a copy.

    Notes
    -----
    Source: docs/contract/flows.md section 9.1, "Custom model document".
    """
    if getattr(model, "is_processed", True):
        guarded(where, model.to_json)  # says why not
    return guarded(where, lambda: write_model(model))


def _builtin_module(model: Any) -> str | None:
    """PyBaMM module a model's class comes from, ``None`` for user classes."""
    import pybamm

    for name in MODEL_MODULES:
        if getattr(getattr(pybamm, name, None), type(model).__name__, None) is type(model):
            return name
    return None


def _takes_options(model: Any) -> bool:
    return "options" in inspect.signature(type(model)).parameters


def _has_changed_equations(model: Any) -> bool:
    """Whether a built-in model differs from a fresh one by more than its compact form can tell.

    With options PyBaMM also writes variables and events that were added or removed; without, only the class.
    """
    fresh = type(model)(options=dict(model.options)) if _takes_options(model) else type(model)()
    parts = ("rhs", "algebraic", "initial_conditions", "boundary_conditions")
    if any(getattr(model, part) != getattr(fresh, part) for part in parts):
        return True
    variables, events = (model.variables, fresh.variables), (_events(model), _events(fresh))
    if any(mine[name] != theirs[name] for mine, theirs in (variables, events) for name in mine.keys() & theirs):
        return True
    return not _takes_options(model) and any(mine.keys() != theirs.keys() for mine, theirs in (variables, events))


def _events(model: Any) -> dict[str, Any]:
    return {event.name: (event.expression, event.event_type) for event in model.events}
