"""Optimizations of kind ``datafit``: a ``data_fit`` element of a pipeline, checked like one when it is submitted.

Source: docs/contract/wire.md section 19 (type-specific members); docs/contract/pipeline-config.md section 2.2. The
members are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ionworks.server.call import Call
from ionworks.server.fit.config.leniency import SIMULATED
from ionworks.server.fit.element_types import DATA_FIT
from ionworks.server.ground import errors
from ionworks.server.nouns.accounts import roles
from ionworks.server.nouns.pipelines import submit as pipelines
from ionworks.server.store import schema

DATAFIT_KEYS: Final = (
    "kind",
    "project_id",
    "name",
    "description",
    "parameterized_model_id",
    "optimization_template_id",
    "config",
)
"""Members of a document of kind ``datafit``; ``config`` is a ``data_fit`` element."""
_MEMBER: Final = "config"


def prepare_fit(call: Call, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the ``data_fit`` element of a document in canonical form.

    Objectives that need a model and name none get the parameterized model of the document.

    Raises
    ------
    ApiError
        422 with the path of what is wrong; 404 for a record that does not exist.
    """
    _check_members(body, ("body",))
    if body.get(_MEMBER) is None:
        raise errors.unprocessable("is missing; allowed: the config of a data_fit element", ("body", _MEMBER))
    return _element(call, body, ("body",))


def check_fit_form(call: Call, form: Mapping[str, Any], place: tuple[str, ...]) -> None:
    """Check form data of a template: its members, and its config once that has objectives and parameters.

    Raises
    ------
    ApiError
        As `prepare_fit`, with the path inside `place`.
    """
    _check_members(form, place)
    config = form.get(_MEMBER) or {}
    if "objectives" in config and {"parameters", "priors"} & config.keys():
        _element(call, form, place)


def _check_members(body: Mapping[str, Any], place: tuple[str, ...]) -> None:
    for key in sorted(body.keys() - set(DATAFIT_KEYS)):
        raise errors.unprocessable(f"unknown key; allowed: {', '.join(DATAFIT_KEYS)}", (*place, key))
    config = body.get(_MEMBER)
    if config is not None and not isinstance(config, Mapping):
        message = f"found {config!r:.80}; allowed: an object, the config of a data_fit element"
        raise errors.unprocessable(message, (*place, _MEMBER))


def _element(call: Call, body: Mapping[str, Any], place: tuple[str, ...]) -> dict[str, Any]:
    config, model = body[_MEMBER], body.get("parameterized_model_id")
    kind, objectives = config.get("element_type", DATA_FIT), config.get("objectives")
    if kind != DATA_FIT:
        raise errors.unprocessable(f"found {kind!r}; allowed: {DATA_FIT}", (*place, _MEMBER, "element_type"))
    if not isinstance(objectives, Mapping) or not objectives:
        message = f"found {objectives!r:.80}; allowed: at least one objective by name"
        raise errors.unprocessable(message, (*place, _MEMBER, "objectives"))
    if model is not None:
        roles.readable(call, call.records(schema.parameterized_models).get(model))
    named = {name: _with_model(spec, model) for name, spec in objectives.items()}
    element = {**config, "element_type": DATA_FIT, "objectives": named}
    # named like the member, so that paths of findings are those of the document
    found: dict[str, Any] = pipelines.prepare(call, {_MEMBER: element}, place).elements[_MEMBER]
    return found


def _with_model(objective: Any, model: str | None) -> Any:
    if model is None or not isinstance(objective, Mapping) or "model" in objective:
        return objective
    kind, options = objective.get("type", "CurrentDriven"), objective.get("options") or {}
    if not isinstance(kind, str) or kind not in SIMULATED or not isinstance(options, Mapping):
        return objective
    if {"model", "parameterized_model_id"} & options.keys():
        return objective
    return {**objective, "options": {**options, "parameterized_model_id": model}}
