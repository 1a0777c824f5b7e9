"""Submission of a pipeline: screening, normalization, lenient reading of the documented spellings, validation.

Source: docs/contract/pipeline-config.md sections 1, 2.1, 5 and 7.2; tests/documents/simulate-api.txt (the documents'
own examples).
"""

from collections.abc import Mapping
from typing import Any

import attrs

from ionworks.errors import SerializationError
from ionworks.serialize.screening import screen
from ionworks.server.fit.config.inline_data import check_inline_data
from ionworks.server.fit.config.leniency import normalize_elements
from ionworks.server.fit.config.names import check_names
from ionworks.server.fit.config.schema_check import check_element
from ionworks.server.fit.element_types import ENTRY, FITS, LABELS, SPELLINGS, VALIDATION
from ionworks.server.fit.elements.fit_setup import read_parameters_of
from ionworks.server.fit.failures import PipelineConfigError, issue
from ionworks.server.ground.choices import did_you_mean
from ionworks.server.search.optimizers.registry import SAMPLERS
from ionworks.server.search.rehearsal import rehearse

_SINGLE = FITS | {VALIDATION}
_MAX_ELEMENTS = 1000


@attrs.frozen
class PreparedElement:
    """One element, ready to be stored and run."""

    name: str
    """Element name."""
    element_type: str
    """Canonical type."""
    config: Mapping[str, Any]
    """Normalized config; the ``config`` of its task."""


@attrs.frozen
class PreparedPipeline:
    """A pipeline that was accepted."""

    elements: tuple[PreparedElement, ...]
    """Elements in the order they run."""
    warnings: tuple[str, ...]
    """What was read leniently."""


def prepare(config: Any, *, simple: bool = False) -> PreparedPipeline:
    """Check and normalize a pipeline config.

    Parameters
    ----------
    config : mapping
        ``elements``; other members of a pipeline are not looked at.
    simple : bool
        Simple pipelines may have one fit or validation at most.

    Returns
    -------
    PreparedPipeline

    Raises
    ------
    PipelineConfigError
        Every finding, each with ``element``, ``path``, ``message`` and ``allowed``.

    Notes
    -----
    The first call imports ``ionworks_schema`` (seconds): call it in a worker process.
    Source: docs/contract/pipeline-config.md sections 5 and 7.2.
    """
    screened = _screened(config)
    elements = _labelled(screened)
    normalized = normalize_elements(elements)
    issues = list(normalized.issues)
    if simple:
        issues += _more_than_one(normalized.elements)
    said = {(item["element"], item["path"]) for item in issues}
    for name, element in normalized.elements.items():
        issues += [item for item in check_element(name, element) if (name, item["path"]) not in said]
    # names and data can be judged once every element has its shape
    warnings = normalized.warnings + ([] if issues else _judge_content(normalized.elements, issues))
    if issues:
        raise PipelineConfigError(issues)
    return PreparedPipeline(
        elements=tuple(
            PreparedElement(name, element["element_type"], element) for name, element in normalized.elements.items()
        ),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _judge_content(elements: Mapping[str, dict[str, Any]], issues: list[dict[str, Any]]) -> list[str]:
    """Add what is refused about names, values and inline data to the findings; return what is only odd."""
    named = check_names(elements)
    issues += named.issues
    known: dict[str, Any] = {}
    for name, element in elements.items():
        known |= stated_values(element)
        issues += check_inline_data(name, element, known)
        issues += _optimizer_issues(name, element)
    return named.warnings


def _optimizer_issues(name: str, element: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the optimizer of a fit refuses: options it does not have, values it cannot use, bounds it needs."""
    optimizer = element.get("optimizer")
    if element["element_type"] not in FITS or not isinstance(optimizer, Mapping) or optimizer["type"] in SAMPLERS:
        return []
    problem = rehearse(optimizer, read_parameters_of(element).space)
    return [] if problem is None else [issue(name, "optimizer", problem)]


def stated_values(element: Mapping[str, Any]) -> dict[str, Any]:
    """Values an element writes down: those of an entry, and the fixed ones of a fit."""
    if element["element_type"] == ENTRY:
        return dict(element.get("values") or {})
    parameters = element.get("parameters")
    fixed = parameters.items() if isinstance(parameters, Mapping) else ()
    return {name: value for name, value in fixed if isinstance(value, (int, float)) and not isinstance(value, bool)}


def _screened(config: Any) -> dict[str, Any]:
    if not isinstance(config, Mapping):
        raise PipelineConfigError(
            [issue("", "", f"a pipeline config must be an object, found {type(config).__name__}")]
        )
    try:
        screened: dict[str, Any] = screen(dict(config), "config")
    except SerializationError as error:
        raise PipelineConfigError([_screening_issue(config, error)]) from error
    elements = screened.get("elements")
    if not isinstance(elements, Mapping) or not elements:
        message = "elements must be an object of element name to config with at least one element"
        raise PipelineConfigError([issue("", "elements", message)])
    if len(elements) > _MAX_ELEMENTS:
        raise PipelineConfigError([issue("", "elements", f"{len(elements)} elements; allowed: {_MAX_ELEMENTS}")])
    return screened


def _screening_issue(config: Mapping[str, Any], error: SerializationError) -> dict[str, Any]:
    """Name the element a refused value sits in."""
    elements = config.get("elements")
    names = sorted(elements, key=len, reverse=True) if isinstance(elements, Mapping) else []
    inside = next((str(name) for name in names if f"config.elements.{name}" in error.message), "")
    place = error.message.split(":")[0]
    return issue(inside, place, error.message)


def _labelled(config: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    issues = []
    labelled: dict[str, dict[str, Any]] = {}
    for name, element in config["elements"].items():
        if not isinstance(element, Mapping):
            issues.append(issue(name, "", f"an element must be an object, found {type(element).__name__}"))
            continue
        label = element.get("element_type")
        if not isinstance(label, str) or label not in SPELLINGS:
            allowed = sorted(LABELS)
            text = f"unknown element_type {label!r}{did_you_mean(label, allowed)}; accepted: {', '.join(allowed)}"
            issues.append(issue(name, "element_type", text, allowed))
            continue
        canonical = SPELLINGS[label]
        labelled[name] = {**element, "element_type": canonical}
    if issues:
        raise PipelineConfigError(issues)
    return labelled


def _more_than_one(elements: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    fits = [name for name, element in elements.items() if element["element_type"] in _SINGLE]
    if len(fits) <= 1:
        return []
    text = f"a simple pipeline may have one data_fit, array_data_fit or validation, found: {', '.join(fits)}"
    return [issue(fits[1], "element_type", text)]
