"""Checks that the schema package leaves to the server: parameter objects, models and sizes.

Source: docs/contract/pipeline-config.md sections 5 and 7.2.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ionworks.errors import ValidationError
from ionworks.server.fit.data.profile import read_thinning
from ionworks.server.fit.element_types import VALIDATION
from ionworks.server.search.space import read_space

MAX_MULTISTARTS = 1000
"""Most starts of a fit."""
_MAX_POPULATION = 10_000
_MSMR_MODELS = ("MSMRHalfCellModel", "MSMRFullCellModel")
_KNOWN_LATER = frozenset({*_MSMR_MODELS, "GITTModel", "ECM", "LumpedSPMR", "LumpedSPMeR", "SingleElectrodeLumpedSPMR"})
"""Model classes of the schema package; whether this engine runs them is said by the element that uses them."""


def check_limits(element: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Findings as (path, message)."""
    if "path" in element:
        yield "path", "reading a file named in a config is not allowed; give its values"
    if "objectives" in element:
        spoiled = list(_parameters(element))
        yield from spoiled or _searched(element)
        yield from _objectives(element)
    optimizer = element.get("optimizer")
    if isinstance(optimizer, Mapping):
        size = optimizer.get("population_size")
        if isinstance(size, int) and size > _MAX_POPULATION:
            yield "optimizer.population_size", f"{size} is more than {_MAX_POPULATION}"
    starts = element.get("multistarts")
    if isinstance(starts, int) and not 1 <= starts <= MAX_MULTISTARTS:
        yield "multistarts", f"{starts} is not between 1 and {MAX_MULTISTARTS}"


def _parameters(element: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    parameters = element.get("parameters")
    if not isinstance(parameters, Mapping):
        return
    for name, spec in parameters.items():
        if isinstance(spec, Mapping) and not {"$type", "children"} & spec.keys():
            try:
                read_space({name: spec})
            except (ValidationError, TypeError, ValueError) as error:
                yield f"parameters.{name}", str(error)


def _searched(element: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a fit lacks: something to compare with data, and something to search."""
    from ionworks.server.fit.elements.fit_setup import read_parameters_of

    if element["element_type"] == VALIDATION:
        return
    if not element["objectives"]:
        yield "objectives", "found {}; allowed: at least one objective by name"
    try:
        read_parameters_of(element)
    except (ValidationError, TypeError, ValueError) as error:
        yield "parameters", str(error)


def _objectives(element: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    from ionworks.server.engine.model.models import validate_model_config

    objectives = element.get("objectives")
    for name, spec in objectives.items() if isinstance(objectives, Mapping) else ():
        options = (spec.get("options") or {}) if isinstance(spec, Mapping) else {}
        try:
            read_thinning(options)
        except ValidationError as error:
            yield f"objectives.{name}.options.thinning", error.message
        model = options.get("model")
        if model is None or (isinstance(model, Mapping) and model.get("type") in _KNOWN_LATER):
            continue
        if isinstance(model, Mapping):
            model = {key: value for key, value in model.items() if key != "simulation_settings"}
        if not isinstance(model, str | Mapping):
            yield (
                f"objectives.{name}.options.model",
                f"a model must be a name or an object, found {type(model).__name__}",
            )
            continue
        problem = validate_model_config(model)
        if problem:
            yield f"objectives.{name}.options.model", problem
