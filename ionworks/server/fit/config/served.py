"""What an element asks for that this engine does not have: kinds of objectives, costs, optimizers, models and entries.

The schema package knows more than this engine runs; so these are judged first, from the engine's own tables, and only
what those hold is offered as allowed.

Source: docs/guides/pipelines.md "What is checked before anything runs"; docs/contract/pipeline-config.md section 2.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ionworks.server.fit.calculations.registry import CALCULATIONS
from ionworks.server.fit.costs import COSTS, ERROR_KINDS
from ionworks.server.fit.element_types import CALCULATION, ENTRY
from ionworks.server.fit.elements.sampling import METHODS as SAMPLING_METHODS
from ionworks.server.fit.entries.entries import HELPERS
from ionworks.server.fit.entries.named_entries import LANDESFEIND_OPEN, NAMED_ENTRIES
from ionworks.server.fit.failures import issue
from ionworks.server.fit.model.models import CURVE_MODELS, LUMPED_MODELS, SIMULATED
from ionworks.server.fit.objectives.registry import OBJECTIVES
from ionworks.server.fit.regularizers import DISTRIBUTIONS
from ionworks.server.ground.choices import did_you_mean, unsupported
from ionworks.server.search.optimizers.registry import METHODS, OPTIMIZERS, SAMPLERS
from ionworks.server.search.optimizers.scipy_keys import refused

_DISPATCHERS = ("AskTellOptimizer", "Pints")
_TEXTS = ("chemistry", "citations")
_ENTRY_KEYS = ("values", "name", "pipeline_id", "cell_spec_id")
Finding = tuple[str, Any, Iterable[str]]
"""Path, what was given and what is allowed."""


def check_served(name: str, element: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Findings about kinds this engine does not have, each with the ones it has."""
    found = []
    for path, given, allowed in _unserved(element):
        names = list(allowed)
        found.append(issue(name, path, _refusal(path, given, names), names))
    return found + [issue(name, path, text) for path, text in (*_shapeless(element), *_strange(element))]


def _refusal(path: str, given: Any, names: list[str]) -> str:
    what = path.rpartition(".")[2]
    if not path:
        found = "" if given is None else f", found {given!r:.80}"
        return f"an entry needs one of its sources{found}{did_you_mean(given, names)}"
    if given is None:
        return f"{what} is missing"
    return unsupported("summary statistic" if what.isdigit() else what, given, names).message


def _shapeless(element: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Places where something else stands than an object or a value, as path and message."""
    values, objectives = element.get("values"), element.get("objectives")
    if "values" in element and not isinstance(values, Mapping):
        yield "values", f"is {values!r:.80}; needed: an object of parameter name to value"
    for key, value in values.items() if isinstance(values, Mapping) else ():
        if value is None or isinstance(value, bool) or (isinstance(value, str) and not _is_text_value(key, value)):
            yield f"values.{key}", f"is {value!r:.80}; needed: a number, a list or a serialized symbol"
    if isinstance(objectives, Mapping) and isinstance(objectives.get("type"), str):
        yield "objectives", "is one objective; needed: an object of objective name to objective"
    elif isinstance(objectives, Mapping):
        for key, spec in objectives.items():
            if not isinstance(spec, Mapping):
                yield f"objectives.{key}", f"is {spec!r:.80}; needed: an object"


def _strange(element: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Keys and values of SciPy's optimizers, which the schema lets pass."""
    optimizer = element.get("optimizer")
    for path, value, allowed in refused(optimizer) if isinstance(optimizer, Mapping) else ():
        what = f"unknown key {path!r}" if value is None else f"is {value!r:.80}"
        hint = did_you_mean(path.rpartition(".")[2] if value is None else value, allowed)
        yield f"optimizer.{path}", f"{what}; allowed: {', '.join(allowed)}{hint}"


def _is_text_value(name: str, text: str) -> bool:
    if name in _TEXTS or text == "[input]":
        return True
    try:
        float(text)
    except ValueError:
        return False
    return True


def _unserved(element: Mapping[str, Any]) -> Iterator[Finding]:
    kind = element["element_type"]
    if kind == ENTRY:
        yield from _entry(element)
    if kind == CALCULATION:
        key = "type" if "type" in element or "calculation" not in element else "calculation"
        yield from _outside(key, element.get(key), CALCULATIONS)
    objectives = element.get("objectives")
    for key, spec in objectives.items() if isinstance(objectives, Mapping) else ():
        if isinstance(spec, Mapping):
            yield from _outside(f"objectives.{key}.type", spec.get("type"), OBJECTIVES)
            yield from _model(f"objectives.{key}.options.model", spec)
            yield from _cost(f"objectives.{key}.cost", spec.get("cost"))
    yield from _cost("cost", element.get("cost"))
    yield from _optimizer(element.get("optimizer"))
    yield from _priors(element)
    statistics = element.get("summary_stats")
    for index, item in enumerate(statistics if isinstance(statistics, list) else ()):
        yield from _outside(
            f"summary_stats.{index}", item.get("type") if isinstance(item, Mapping) else item, ERROR_KINDS
        )


def _outside(path: str, given: Any, allowed: Iterable[str]) -> Iterator[Finding]:
    names = tuple(allowed)
    if given not in names:
        yield path, given, names


def _entry(element: Mapping[str, Any]) -> Iterator[Finding]:
    if "name" in element and "values" not in element:
        yield from _outside("name", element["name"], (*NAMED_ENTRIES, *HELPERS))
        if element["name"] == "landesfeind_electrolyte" and "system" in element:
            yield from _outside("system", element["system"], LANDESFEIND_OPEN)
    elif not set(_ENTRY_KEYS) & element.keys() and "path" not in element:
        unknown = [key for key in element if key not in ("element_type", "source", "keep", "mapping", "provenance")]
        yield ("", unknown[0] if unknown else None, _ENTRY_KEYS)


def _model(path: str, spec: Mapping[str, Any]) -> Iterator[Finding]:
    options = spec.get("options")
    model = options.get("model") if isinstance(options, Mapping) else None
    kind = model.get("type") if isinstance(model, Mapping) else None
    if kind in LUMPED_MODELS or (kind in CURVE_MODELS and spec.get("type") != str(kind).removesuffix("Model")):
        yield f"{path}.type", kind, SIMULATED


def _cost(path: str, cost: Any) -> Iterator[Finding]:
    if not isinstance(cost, Mapping):
        return
    yield from _outside(f"{path}.type", cost.get("type"), COSTS)
    parts = cost.get("costs")
    for index, part in enumerate(parts if isinstance(parts, list) else ()):
        if isinstance(part, Mapping):
            yield from _cost(f"{path}.costs.{index}.cost", part.get("cost"))


def _optimizer(optimizer: Any) -> Iterator[Finding]:
    if not isinstance(optimizer, Mapping):
        return
    kind = optimizer.get("type")
    yield from _outside("optimizer.type", kind, (*OPTIMIZERS, *_DISPATCHERS, *SAMPLERS))
    method = optimizer.get("method")
    if kind in _DISPATCHERS and method is not None:
        yield from _outside("optimizer.method", method, METHODS)
    if kind == "PintsSampler" and method is not None:
        yield from _outside("optimizer.method", method, SAMPLING_METHODS)


def _priors(element: Mapping[str, Any]) -> Iterator[Finding]:
    priors, parameters = element.get("priors"), element.get("parameters")
    placed = {f"priors.{name}": spec for name, spec in (priors.items() if isinstance(priors, Mapping) else ())}
    for name, spec in parameters.items() if isinstance(parameters, Mapping) else ():
        if isinstance(spec, Mapping) and spec.get("prior"):
            placed[f"parameters.{name}.prior"] = spec["prior"]
    for path, spec in placed.items():
        inner = spec.get("distribution") if isinstance(spec, Mapping) else None
        if isinstance(inner, Mapping):
            kind = inner.get("distribution") or inner.get("type")
            yield from _outside(f"{path}.distribution.distribution", kind, DISTRIBUTIONS)
        elif inner is not None:
            yield from _outside(f"{path}.distribution", inner, DISTRIBUTIONS)
