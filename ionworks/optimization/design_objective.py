"""Objectives in the style of ``iws.DesignObjective``, turned into the form of ours.

Source: ionworks-schema 0.33 ``DesignObjective`` (``actions`` and ``constraints`` are open there; words of actions as in
its documentation: Maximize, Minimize, Target, GreaterThan, LessThan).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

TYPE: Final = "DesignObjective"
_GOALS: Final = MappingProxyType({"Maximize": "maximize", "Minimize": "minimize", "Target": "target"})
_BOUNDS: Final = MappingProxyType({"GreaterThan": "lower", "LessThan": "upper"})


def is_design_objective(document: Mapping[str, Any]) -> bool:
    """Whether an objective is written in this style."""
    return document.get("type") == TYPE or "actions" in document


def from_design_objective(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return an objective in the wire form of `ionworks.optimization.problem.Objective`.

    Parameters
    ----------
    document : mapping
        ``actions`` and ``constraints`` by name, each ``{"type", "metric", "value", "weight"}``; ``options`` with the
        ``experiment`` (a UCP protocol) and its ``inputs``; ``parameters`` that hold in this experiment only.

    Returns
    -------
    dict
        What is not understood stays in it under its own key, where the reader refuses it.
    """
    rest = {key: value for key, value in document.items() if key != "type" and value is not None}
    options = rest.pop("options", {})
    found: dict[str, Any] = {"goals": {}, "constraints": {}}
    for key in ("actions", "constraints"):
        actions = rest.pop(key, {})
        if not isinstance(actions, Mapping):
            return {**document, "goals": {}}
        for name, action in actions.items():
            place, converted = _action(action)
            found[place or ("goals" if key == "actions" else "constraints")][name] = converted
    if isinstance(options, Mapping):
        options = dict(options)
        options["protocol"] = options.pop("experiment", options.pop("protocol", None))
        found |= {key: value for key, value in options.items() if value is not None}
    if "parameters" in rest:
        found["design_parameters"] = rest.pop("parameters")
    return found | rest


def _action(action: Any) -> tuple[str, Any]:
    if not isinstance(action, Mapping):
        return "", action
    word = str(action.get("type"))
    rest = {key: value for key, value in action.items() if key != "type"}
    if word in _GOALS:
        return "goals", {"type": _GOALS[word], **rest}
    if word in _BOUNDS:
        rest[_BOUNDS[word]] = rest.pop("value", None)
        return "constraints", rest
    return "", action
