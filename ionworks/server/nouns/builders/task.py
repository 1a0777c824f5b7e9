"""What a worker does for a model builder: run a recipe, judge what it gives, convert mapped values.

Source: docs/contract/wire.md section 40.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any, Final

import attrs

from ionworks.errors import ValidationError
from ionworks.server.ground.documents import Document

ERROR: Final = "error"
WARNING: Final = "warning"


@attrs.frozen(kw_only=True)
class RecipeTask(Document):
    """A recipe, the model it is for, and what it refers to."""

    model: Any
    """Config of the model."""
    elements: Any
    """Elements by name, in order; their mappings are of the one cell specification."""
    spec: Any
    """The cell specification, as on the wire."""
    dictated: Any
    """Values the specification gives its models, whatever the recipe says."""
    data: Any
    """Tables by reference."""
    pipelines: Any
    """Values of other pipelines by id."""


def run_recipe(task: dict[str, Any]) -> dict[str, Any]:
    """Run a recipe.

    Returns
    -------
    dict
        ``parameters`` (wire form), ``issues``, ``missing`` (names the model reads and nobody gives), ``resolved``,
        ``total``, and ``intermediate``: results of calculations that are no parameters of a model.
    """
    from ionworks.server.engine.model.asked import names_read
    from ionworks.server.engine.model.models import build_model
    from ionworks.server.engine.model.parameters import read_parameters
    from ionworks.server.engine.model.value_ranges import implausible_values
    from ionworks.server.engine.model.vocabulary import published_names

    read = RecipeTask.from_json(task)
    values, calculated, issues = _values(read)
    values = {**values, **read.dictated}
    try:
        wanted = names_read(read_parameters(values), build_model(read.model)) - {"Current function [A]"}
    except ValidationError as error:
        issues.append(_issue(ERROR, "unreadable_value", error.message))
        nothing = {"missing": [], "intermediate": [], "resolved": 0, "total": 0}
        return {"parameters": values, "issues": issues, **nothing}
    missing = sorted(wanted - values.keys())
    issues += [
        _issue(ERROR, "missing_parameter", f"The model reads {name!r}, which nothing gives.", parameter=name)
        for name in missing
    ]
    issues += [
        _issue(ERROR, "implausible_value", f"{name!r}: {problem}", parameter=name)
        for name, problem in implausible_values(values).items()
    ]
    return {
        "parameters": values,
        "issues": issues,
        "missing": missing,
        "intermediate": sorted(calculated - wanted - published_names()),
        "resolved": len(wanted) - len(missing),
        "total": len(wanted),
    }


def preview(spec: Any, mapping: Mapping[str, str]) -> dict[str, Any]:
    """Return what a mapping takes from a specification.

    Returns
    -------
    dict
        By parameter ``found`` (what is there), ``converted`` (in the unit of the parameter), ``curve`` (``x`` and the
        converted ``y``) and ``issue`` (why there is neither).
    """
    return {name: _previewed(spec, name, path) for name, path in mapping.items()}


def producing(parameter: str) -> list[dict[str, Any]]:
    """Return the calculations that give a parameter: ``type``, their options, ``inputs`` and ``outputs``."""
    from ionworks.server.fit.calculations.registry import CALCULATIONS

    found = []
    for kind, calculation in CALCULATIONS.items():
        for options in _OPTIONS:
            named = {**options, "e": options["E"].lower()}
            outputs = [template.format(**named) for template in calculation.outputs]
            if parameter in outputs and _uses(calculation.outputs, options):
                inputs = [template.format(**named) for template in calculation.inputs]
                found.append({"type": kind, **_written(options), "inputs": inputs, "outputs": outputs})
    return found


_OPTIONS: Final = tuple(
    {"E": electrode, "phase": phase, "direction": direction}
    for electrode, phase, direction in product(
        ("", "Positive", "Negative"), ("", "Primary: ", "Secondary: "), ("", "lithiation ", "delithiation ")
    )
)


def _uses(templates: tuple[str, ...], options: Mapping[str, str]) -> bool:
    """Whether names depend on every option that is chosen, and choose every one they depend on."""
    text = " ".join(templates)
    takes = {"E": "{E}" in text or "{e}" in text, "phase": "{phase}" in text, "direction": "{direction}" in text}
    return bool(options["E"]) == takes["E"] and all(takes[name] or not options[name] for name in ("phase", "direction"))


def _written(options: Mapping[str, str]) -> dict[str, str]:
    """Options as an element writes them."""
    words = {
        "electrode": options["E"].lower(),
        "phase": options["phase"].removesuffix(": ").lower(),
        "direction": options["direction"].strip(),
    }
    return {name: word for name, word in words.items() if word}


def _previewed(spec: Any, name: str, path: str) -> dict[str, Any]:
    from ionworks.server.fit.entries.entries import at_path, is_curve, mapped

    answer: dict[str, Any] = dict.fromkeys(("found", "converted", "curve", "issue"))
    try:
        found = answer["found"] = at_path(spec, path)
        value = mapped(name, found, path)
        if is_curve(found):
            import numpy as np
            import pybamm

            y = np.asarray(value(pybamm.Vector(found["x"])).evaluate()).ravel()
            answer["curve"] = {"x": found["x"], "y": y.tolist()}
        else:
            answer["converted"] = value
    except ValidationError as error:
        answer["issue"] = error.message
    return answer


def _values(task: RecipeTask) -> tuple[dict[str, Any], set[str], list[dict[str, Any]]]:
    """Values of all elements that could be run, names of those that were calculated, and what was wrong."""
    from ionworks.server.fit.element_types import CALCULATION
    from ionworks.server.fit.elements.element import run_element
    from ionworks.server.fit.task import Surroundings, Task

    shared = Surroundings(data=task.data, pipelines=task.pipelines, cell_specs={"spec": task.spec})
    values: dict[str, Any] = {}
    calculated: set[str] = set()
    issues: list[dict[str, Any]] = []
    for name, element in task.elements.items():
        config = dict(element)
        if "mapping" in config:
            kept, wrong = _mapping(task.spec, config["mapping"], name)
            issues += wrong
            config |= {"mapping": kept, "cell_spec_id": "spec"}
        try:
            output = run_element(Task.of(shared, name, config, values).to_json())
        except ValidationError as error:
            issues.append(_issue(ERROR, "element_failed", error.message, element=name))
            continue
        issues += [_issue(WARNING, "element_warning", text, element=name) for text in output["warnings"]]
        values |= output["parameters"]
        if config["element_type"] == CALCULATION:
            calculated |= output["parameters"].keys()
    return values, calculated, issues


def _mapping(spec: Any, mapping: Mapping[str, str], element: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The part of a mapping that gives values, and a finding for each other one."""
    kept, issues = {}, []
    for parameter, path in mapping.items():
        found = _previewed(spec, parameter, path)
        if found["issue"] is None:
            kept[parameter] = path
        else:
            code = "path_not_found" if found["found"] is None else "value_not_usable"
            issues.append(_issue(ERROR, code, found["issue"], parameter=parameter, path=path, element=element))
    return kept, issues


def _issue(severity: str, code: str, message: str, **where: str) -> dict[str, Any]:
    return {"severity": severity, "code": code, "message": message, **where}
