"""Parameter names and values of a config, judged before anything runs: misspelt ones are refused with the closest.

A name is known when PyBaMM, this engine or the config itself gives it a meaning: a published parameter, one of a model
of the config, of a calculation or of a built-in entry, or one that an expression of the config reads.

Source: docs/guides/pipelines.md "What is checked before anything runs"; docs/contract/pipeline-config.md sections 1.7,
2.3 and 2.9.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import attrs

from ionworks.errors import ValidationError
from ionworks.server.engine.model.value_ranges import implausible_values
from ionworks.server.engine.model.vocabulary import (
    STATE_NAMES,
    close_names,
    is_misspelt,
    names_in_expressions,
    published_names,
    unknown_names,
)
from ionworks.server.fit.calculations.registry import CALCULATIONS
from ionworks.server.fit.element_types import CALCULATION, ENTRY
from ionworks.server.fit.entries.named_entries import knot_names
from ionworks.server.fit.failures import issue
from ionworks.server.fit.model.models import CIRCUIT_NEEDS_STATE, built_model
from ionworks.server.fit.model.msmr import canonical_name

_TEMPLATES = (
    "{phase}{E} electrode {direction}reference exchange-current density [A.m-2]",
    "{phase}{E} electrode {direction}exchange-current density activation energy [J.mol-1]",
    "{phase}{E} particle {direction}reference diffusivity [m2.s-1]",
    "{phase}{E} particle {direction}diffusivity activation energy [J.mol-1]",
    "Electrolyte reference diffusivity [m2.s-1]",
    "Electrolyte reference conductivity [S.m-1]",
    "Electrolyte diffusivity activation energy [J.mol-1]",
    "Electrolyte conductivity activation energy [J.mol-1]",
    *(
        f"{{E}} electrode host site {item}"
        for item in (
            "standard potential [V]",
            "standard potential (0) [V]",
            "occupancy fraction",
            "occupancy fraction (0)",
            "ideality factor",
            "ideality factor (0)",
            "capacity [A.h]",
            "capacity (0) [A.h]",
        )
    ),
    "{E} electrode capacity [A.h]",
    "{E} electrode lower excess capacity [A.h]",
    "{E} electrode upper excess capacity [A.h]",
    "Usable capacity [A.h]",
    "Number of reactions in {e} electrode",
    "Q_pe",
    "Q_ne",
)
"""Names of built-in entries and objectives that no published set has."""
_OPAQUE = ("pipeline_id", "cell_spec_id", "parameterized_model_id")
_STATE_FRACTION = "Initial SOC [%]"
_STATES = (*STATE_NAMES, "Initial SoC")
_CIRCUITS = ("Thevenin", "ECM")
_SLICES = frozenset({"first_step", "first_step_dict", "time_range"})


@attrs.define
class Findings:
    """What was found about names and values."""

    issues: list[dict[str, Any]] = attrs.Factory(list)
    """What is refused."""
    warnings: list[str] = attrs.Factory(list)
    """What is odd."""


def check_names(elements: Mapping[str, Mapping[str, Any]]) -> Findings:
    """Judge every parameter name and number of a pipeline.

    Parameters
    ----------
    elements : mapping of str to mapping
        Normalized elements by name, in order.

    Returns
    -------
    Findings
        Refused are names that are likely misspelt, fit parameters that nothing reads, and numbers no cell has. A name
        of an entry that is like no other is a warning: it may be read by a stored model or a later pipeline.
    """
    done = Findings()
    vocabulary = _Vocabulary(elements)
    stated: set[str] = set()
    for element, config in elements.items():
        stated |= {name for _, values, is_fit in _named(config) if not is_fit for name in values}
        done.issues += [] if vocabulary.is_open else list(_circuits_without_state(element, config, stated))
        given = set(_searched(config)) | set(config.get("parameters") or {})
        for path, values, is_fit in _named(config):
            for name in vocabulary.unknown(values):
                _judge(done, vocabulary, (element, path, name), is_fit=is_fit)
            for name, problem in implausible_values(values).items():
                done.issues.append(issue(element, f"{path}.{name}", problem))
        for name, spec in _searched(config).items():
            if isinstance(spec, Mapping) and name == _STATE_FRACTION and _is_fraction_range(spec):
                text = f"bounds {spec['bounds']} are those of a fraction; it is in percent, 0 to 100"
                done.issues.append(issue(element, f"parameters.{name}.bounds", text))
        for name in _guessed(config) - given:
            text = f"{name!r} is no fit parameter of this element"
            closest = close_names(name, given)
            done.issues.append(issue(element, f"initial_guesses.{name}", text, closest or sorted(given)))
    return done


def _judge(done: Findings, vocabulary: "_Vocabulary", place: tuple[str, str, str], *, is_fit: bool) -> None:
    """Refuse or warn of one unknown name."""
    element, path, name = place
    closest = close_names(name, vocabulary.names)
    text = f"{name!r} is no parameter that anything here reads"
    near = f"; closest: {', '.join(map(repr, closest))}" if closest else ""
    if is_misspelt(name, closest) or (is_fit and not vocabulary.is_open):
        done.issues.append(issue(element, f"{path}.{name}", text + near))
    elif not vocabulary.is_open:
        done.warnings.append(f"element {element!r}: {path}: {text}{near}")


class _Vocabulary:
    """Names with a meaning in one pipeline; models are built only for a name nothing else explains."""

    def __init__(self, elements: Mapping[str, Mapping[str, Any]]) -> None:
        self._elements = elements
        self._has_models = False
        self.names = set(_standing_names()) | set(names_in_expressions(elements)) | set(_of_elements(elements.values()))
        self.is_open = any(True for _ in _opaque(elements))

    def unknown(self, names: Iterable[str]) -> list[str]:
        wanted = [name for name in names if canonical_name(name) == name]
        unknown = unknown_names(wanted, self.names)
        if unknown and not self._has_models:
            self._has_models = True
            self.names |= set(_of_models(self._elements.values()))
            unknown = unknown_names(unknown, self.names)
        return unknown


@lru_cache(maxsize=1)
def _standing_names() -> frozenset[str]:
    """Names that have a meaning in every pipeline."""
    templates = {text for item in CALCULATIONS.values() for text in (*item.inputs, *item.outputs)} | {*_TEMPLATES}
    names = {
        text.format(phase="", direction="", E=side, e=side.lower())
        for text, side in itertools.product(templates, ("Negative", "Positive"))
    }
    bare = {re.sub(r"^(Negative|Positive) (electrode )?", "", name) for name in names}
    lumped = {name[:1].upper() + name[1:] for name in bare}
    return published_names() | names | lumped


def _circuits_without_state(element: str, config: Mapping[str, Any], stated: set[str]) -> Iterator[dict[str, Any]]:
    """Refuse a circuit that starts nobody says where; a slice of a measurement starts at the voltage before it."""
    for key, spec in (config.get("objectives") or {}).items():
        model = (spec.get("options") or {}).get("model")
        kind = model.get("type") if isinstance(model, Mapping) else model
        named = {*stated, *_searched(config), *(spec.get("parameters") or {})}
        if kind in _CIRCUITS and not named & set(_STATES) and not _SLICES & set(_keys(spec.get("data"))):
            yield issue(element, f"objectives.{key}", CIRCUIT_NEEDS_STATE)


def _keys(data: Any) -> Iterator[str]:
    if isinstance(data, Mapping):
        yield from data
        yield from _keys(data.get("data"))
        yield from _keys(data.get("options"))


def _named(config: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any], bool]]:
    """Places that name parameters: path, values by name, and whether they are what a fit searches."""
    if config["element_type"] == ENTRY:
        for key in ("values", "mapping"):
            if isinstance(config.get(key), Mapping):
                yield key, config[key], False
        return
    is_checked = (config.get("options") or {}).get("validate", True) is not False
    searched = _searched(config)
    for key in ("parameters", "priors"):
        given = config.get(key)
        if isinstance(given, Mapping):
            yield key, {name: spec for name, spec in given.items() if name not in searched}, False
            if is_checked:
                yield key, {name: spec for name, spec in given.items() if name in searched}, True
    for key, spec in (config.get("objectives") or {}).items():
        if isinstance(spec, Mapping) and isinstance(spec.get("parameters"), Mapping):
            yield f"objectives.{key}.parameters", spec["parameters"], False


def _searched(config: Mapping[str, Any]) -> dict[str, Any]:
    """Fit parameters: those given by an object that is no expression, and those with a prior only."""
    given = config.get("parameters") or {}
    specs = {
        name: spec
        for name, spec in given.items()
        if isinstance(spec, Mapping) and not {"$type", "children"} & spec.keys()
    }
    only_prior = {name: spec for name, spec in (config.get("priors") or {}).items() if name not in given}
    return {**only_prior, **specs}


def _guessed(config: Mapping[str, Any]) -> set[str]:
    guesses = config.get("initial_guesses") or []
    listed = [guesses] if isinstance(guesses, Mapping) else guesses
    return {str(name) for guess in listed if isinstance(guess, Mapping) for name in guess}


def _is_fraction_range(spec: Mapping[str, Any]) -> bool:
    bounds = spec.get("bounds")
    return isinstance(bounds, list) and len(bounds) == 2 and isinstance(bounds[1], (int, float)) and 0 < bounds[1] <= 1


def _of_elements(configs: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Names that elements make up: knots of piecewise functions, and noise of likelihoods."""
    for config in configs:
        if config.get("name") == "PiecewiseInterpolation1D":
            base, variable = str(config.get("base_parameter_name")), str(config.get("breakpoint_parameter_name"))
            yield base
            try:
                points = [float(value) for value in config.get("breakpoint_values") or ()]
                yield from knot_names(base, variable, points, str(config.get("formulation") or "knots"))
            except (TypeError, ValueError, IndexError):  # said by the element that lacks them
                continue
        elif config["element_type"] == CALCULATION:
            yield from (value for key, value in config.items() if key.endswith("_name") and isinstance(value, str))
        for cost in _costs(config):
            sigma = cost.get("sigma")
            yield from (
                item for item in (sigma.values() if isinstance(sigma, Mapping) else ()) if isinstance(item, str)
            )


def _costs(config: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    objectives = config.get("objectives")
    specs = objectives.values() if isinstance(objectives, Mapping) else ()
    pending = [config.get("cost"), *(spec.get("cost") for spec in specs if isinstance(spec, Mapping))]
    while pending:
        cost = pending.pop()
        if isinstance(cost, Mapping):
            yield cost
            pending.extend(part.get("cost") for part in cost.get("costs") or () if isinstance(part, Mapping))


def _of_models(configs: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Parameters of the models that objectives name."""
    for config in configs:
        objectives = config.get("objectives")
        for spec in objectives.values() if isinstance(objectives, Mapping) else ():
            model = (spec.get("options") or {}).get("model") if isinstance(spec, Mapping) else None
            if not isinstance(model, str | Mapping):
                continue
            try:
                yield from (item.name for item in built_model(model).parameters)
            except ValidationError:  # reported by the check of models
                continue


def _opaque(node: Any) -> Iterator[str]:
    """References whose values are not known yet, so that any name may be read."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key in _OPAQUE and value:
                yield key
            elif isinstance(value, Mapping):
                yield from _opaque(value)
