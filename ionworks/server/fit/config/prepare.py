"""Submission of a pipeline: screening, normalization, lenient reading of the documented spellings, validation.

Source: pipeline-config.md sections 1, 2.1, 5 and 7.2; simulate-api.txt (the documents' own examples).
"""

from collections.abc import Mapping
from typing import Any

import attrs

from ionworks.errors import SerializationError
from ionworks.serialize.screening import screen
from ionworks.server.choices import did_you_mean
from ionworks.server.fit.config.inline_data import check_inline_data
from ionworks.server.fit.config.leniency import normalize_elements
from ionworks.server.fit.config.names import check_names
from ionworks.server.fit.config.schema_check import check_element
from ionworks.server.fit.data.measurement import reference_of
from ionworks.server.fit.failures import PipelineConfigError, issue

ELEMENT_TYPES: Mapping[str, str] = {
    "entry": "entry",
    "calculation": "calculation",
    "data_fit": "data_fit",
    "array_data_fit": "array_data_fit",
    "validation": "validation",
    "linear_confidence_interval": "linear_confidence_interval",
    "sobol_sensitivity": "sobol_sensitivity",
    "Direct Entry": "entry",
    "Data Fit": "data_fit",
    "datafit": "data_fit",
    "Array Data Fit": "array_data_fit",
    "arraydatafit": "array_data_fit",
    "Calculation": "calculation",
    "Validation": "validation",
    "Linear Confidence Interval": "linear_confidence_interval",
    "Sobol Sensitivity": "sobol_sensitivity",
}
"""Canonical element type of every accepted label."""
_SINGLE = frozenset({"data_fit", "array_data_fit", "validation"})
_MAX_ELEMENTS = 1000


@attrs.frozen
class References:
    """What the server has to look up for an element."""

    measurements: tuple[str, ...] = ()
    """``db:<id>`` strings; keys of the task's ``data``."""
    parameterized_models: tuple[str, ...] = ()
    """Ids; keys of the task's ``models``."""
    pipelines: tuple[str, ...] = ()
    """Ids; keys of the task's ``pipelines``."""
    cell_specs: tuple[str, ...] = ()
    """Ids; keys of the task's ``cell_specs``."""


@attrs.frozen
class PreparedElement:
    """One element, ready to be stored and run."""

    name: str
    """Element name."""
    element_type: str
    """Canonical type."""
    config: Mapping[str, Any]
    """Normalized config; the ``config`` of its task."""
    references: References
    """What it refers to."""


@attrs.frozen
class PreparedPipeline:
    """A pipeline that was accepted."""

    elements: tuple[PreparedElement, ...]
    """Elements in the order they run."""
    name: str | None
    """Name in the config."""
    description: str | None
    """Description in the config."""
    options: Mapping[str, Any]
    """Execution options, such as ``live_progress_updates`` and ``strict_parameters``."""
    warnings: tuple[str, ...]
    """What was read leniently."""


def prepare(config: Any, *, simple: bool = False) -> PreparedPipeline:
    """Check and normalize a pipeline config.

    Parameters
    ----------
    config : mapping
        ``elements`` and optionally ``name``, ``description``, ``options``, ``project_id``, ``output_file``.
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
    Source: pipeline-config.md sections 5 and 7.2.
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
            PreparedElement(name, element["element_type"], element, references_of(element))
            for name, element in normalized.elements.items()
        ),
        name=screened.get("name"),
        description=screened.get("description"),
        options=screened.get("options") or {},
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
    return named.warnings


def stated_values(element: Mapping[str, Any]) -> dict[str, Any]:
    """Values an element writes down: those of an entry, and the fixed ones of a fit."""
    if element["element_type"] == "entry":
        return dict(element.get("values") or {})
    parameters = element.get("parameters")
    fixed = parameters.items() if isinstance(parameters, Mapping) else ()
    return {name: value for name, value in fixed if isinstance(value, (int, float)) and not isinstance(value, bool)}


def references_of(element: Mapping[str, Any]) -> References:
    """Measurements, stored models, pipelines and cell specifications an element names."""
    measurements: dict[str, None] = {}
    models: dict[str, None] = {}
    for spec in _with_data(element):
        experiment = (spec.get("options") or {}).get("experiment")
        replayed = experiment.get("from data") if isinstance(experiment, Mapping) else None
        measurements |= dict.fromkeys(text for text in (reference_of(spec.get("data")), reference_of(replayed)) if text)
        stored = (spec.get("options") or {}).get("parameterized_model_id")
        if stored:
            models[str(stored)] = None
    pipelines = (str(element["pipeline_id"]),) if element.get("pipeline_id") else ()
    cells = (str(element["cell_spec_id"]),) if element.get("cell_spec_id") else ()
    return References(tuple(measurements), tuple(models), pipelines, cells)


def _with_data(element: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    objectives = element.get("objectives")
    found = (
        [spec for spec in objectives.values() if isinstance(spec, Mapping)] if isinstance(objectives, Mapping) else []
    )
    return [*found, element] if element.get("element_type") == "calculation" else found


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
        if not isinstance(label, str) or label not in ELEMENT_TYPES:
            allowed = sorted(set(ELEMENT_TYPES.values()))
            text = f"unknown element_type {label!r}{did_you_mean(label, allowed)}; accepted: {', '.join(allowed)}"
            issues.append(issue(name, "element_type", text, allowed))
            continue
        canonical = ELEMENT_TYPES[label]
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
