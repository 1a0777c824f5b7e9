"""From a fit's config to a problem: what is searched, what is linked, which objectives, which cost.

Source: docs/contract/pipeline-config.md sections 2.2 to 2.5.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from scipy import stats

from ionworks.errors import ValidationError
from ionworks.server.fit.costs import GaussianLogLikelihood, MultiCost, read_cost
from ionworks.server.fit.course import Budget
from ionworks.server.fit.model.compile_cache import has_private_cache
from ionworks.server.fit.objectives.base import Context, Objective
from ionworks.server.fit.objectives.registry import build_objective
from ionworks.server.fit.problem import Problem
from ionworks.server.fit.regularizers import prior_terms, symbol_terms
from ionworks.server.fit.task import Report, Task
from ionworks.server.fit.values import Known, read_value
from ionworks.server.search.optimizers.registry import expected_evaluations
from ionworks.server.search.space import SearchSpace, read_space

COMPILE_FROM = 600
"""Evaluations from which compiling a model pays (docs/contract/performance.md section C)."""
_COMPILE_FROM_SLOW = 1800
_HELPED_FROM_SLOW = 100
_QUICK_MODELS = ("SPM", "SPMe")
_TAIL = 0.001


@attrs.frozen
class Parameters:
    """What a fit's ``parameters`` and ``priors`` say."""

    space: SearchSpace
    """Searched parameters."""
    constants: Mapping[str, Any]
    """Values fixed for this fit, wire form."""
    links: Mapping[str, Any]
    """Expressions of searched parameters, wire form."""
    priors: Mapping[str, Any]
    """Priors by parameter, wire form."""


def read_parameters_of(config: Mapping[str, Any]) -> Parameters:
    """Read ``parameters`` and ``priors`` of a fit.

    Raises
    ------
    ValidationError
        Nothing to search, or a value that is no parameter object, number or expression.

    Notes
    -----
    Source: docs/contract/pipeline-config.md sections 1.4, 2.3 and 2.7.
    """
    searched: dict[str, Any] = {}
    constants: dict[str, Any] = {}
    links: dict[str, Any] = {}
    for name, spec in (config.get("parameters") or {}).items():
        if isinstance(spec, (int, float)) and not isinstance(spec, bool):
            constants[name] = spec
        elif isinstance(spec, Mapping) and ({"$type", "children"} & spec.keys()):
            links[name] = spec
        elif isinstance(spec, Mapping):
            searched[name] = spec
        else:
            raise ValidationError(
                f"fit parameter {name!r} is {spec!r:.80}; a parameter object, a number or an expression is needed"
            )
    priors = {name: spec["prior"] for name, spec in searched.items() if spec.get("prior")}
    given = config.get("priors") or {}
    if not isinstance(given, Mapping):
        raise ValidationError("priors must be an object keyed by parameter name: a list has no names on the wire")
    priors |= given
    for name, prior in given.items():
        if name not in searched and name not in constants:
            searched[name] = _from_prior(prior)
    if not searched:
        raise ValidationError("a fit needs at least one parameter with bounds, an initial value or a prior")
    return Parameters(read_space(searched), constants, links, priors)


def build_objectives(
    task: Task,
    parameters: Parameters | None,
    objectives: Mapping[str, Any],
    optimizer: Mapping[str, Any] | None = None,
) -> list[Objective]:
    """Objectives of an element.

    Parameters
    ----------
    task : Task
    parameters : Parameters or None
        Of a fit; ``None`` for a validation.
    objectives : mapping of str to dict
        Wire form.
    optimizer : mapping, optional
        Decides whether models are compiled.
    """
    names = parameters.space.names if parameters else ()
    links_wire = dict(parameters.links) if parameters else {}
    links = {name: read_value(name, value) for name, value in links_wire.items()}
    evaluations = expected_evaluations(optimizer, len(names)) if names else 1
    built = []
    for name, spec in objectives.items():
        wire = {**task.parameters, **(parameters.constants if parameters else {}), **(spec.get("parameters") or {})}
        limit = COMPILE_FROM if _model_type(spec, task.models) in _QUICK_MODELS else _COMPILE_FROM_SLOW
        context = Context(
            known=Known(wire, f"objective {name!r}"),
            wire=wire,
            names=names,
            links=links,
            links_wire=links_wire,
            data=task.data,
            models=task.models,
            is_strict=task.is_strict,
            is_compiled=evaluations >= limit and has_private_cache(),
        )
        built.append(build_objective(name, spec, context))
    return built


def helped_from(task: Task) -> int:
    """Evaluations from which helper processes, which take seconds to start, pay."""
    quick = all(
        _model_type(spec, task.models) in _QUICK_MODELS and spec.get("type") in ("CurrentDriven", "Pulse")
        for spec in task.config["objectives"].values()
    )
    return COMPILE_FROM if quick else _HELPED_FROM_SLOW


def build_problem(
    task: Task,
    config: Mapping[str, Any],
    parameters: Parameters,
    objectives: Sequence[Objective],
    report: Report | None,
) -> Problem:
    """Problem of a fit.

    Raises
    ------
    ValidationError
        A fit parameter that nothing reads, or a wrong cost or regularizer.
    """
    options = config.get("options") or {}
    specs = config["objectives"]
    own = {name: read_cost(spec["cost"]) for name, spec in specs.items() if spec.get("cost")}
    cost = read_cost(config.get("cost"))
    terms = prior_terms(parameters.priors)
    for spec in specs.values():
        terms += symbol_terms(spec.get("constraints") or (), "constraint")
        terms += symbol_terms(spec.get("penalties") or (), "penalty")
    if options.get("validate", True) is not False:
        _refuse_unread(parameters, objectives, [cost, *own.values()])
    optimizer = config.get("optimizer") or {}
    limit = optimizer.get("max_evaluations")
    budget = Budget(options.get("maxtime"), 1_000_000 if limit is None else int(limit))
    shown = None if task.options.get("live_progress_updates") is False else report
    return Problem(parameters.space, objectives, cost, own, terms, budget, shown)


def _refuse_unread(parameters: Parameters, objectives: Sequence[Objective], costs: Sequence[Any]) -> None:
    read_elsewhere = {name for cost in costs for name in _noise_names(cost)}
    for value in parameters.links.values():
        read_elsewhere |= _names_in(value)
    unread = [
        name
        for name in parameters.space.names
        if name not in read_elsewhere and all(objective.unread([name]) for objective in objectives)
    ]
    if unread:
        raise ValidationError(
            f"fit parameters that no objective's model reads: {', '.join(map(repr, unread))}; "
            'check their spelling, or set options {"validate": false}'
        )


def _names_in(value: Any) -> set[str]:
    """Every ``name`` inside a serialized expression."""
    found: set[str] = set()
    pending = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, Mapping):
            found.add(str(node.get("name")))
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
    return found


def _noise_names(cost: Any) -> set[str]:
    if isinstance(cost, MultiCost):
        return {name for part, _ in cost.costs for name in _noise_names(part)}
    if isinstance(cost, GaussianLogLikelihood):
        return {value for value in cost.sigma.values() if isinstance(value, str)}
    return set()


def _model_type(spec: Mapping[str, Any], stored: Mapping[str, Any]) -> str | None:
    options = spec.get("options") or {}
    model = options.get("model") or stored.get(str(options.get("parameterized_model_id")), {}).get("model")
    return model.get("type") if isinstance(model, Mapping) else model


def _from_prior(prior: Mapping[str, Any]) -> dict[str, Any]:
    """Parameter object of a parameter that is only given by its prior: median, and nearly all of its mass."""
    spec = prior["distribution"] if isinstance(prior.get("distribution"), Mapping) else prior
    kind = spec.get("distribution", spec.get("type"))
    if kind == "Uniform":
        return {"bounds": [spec["lb"], spec["ub"]]}
    if kind == "Normal":
        frozen = stats.norm(spec["mean"], spec["std"])
    elif kind == "LogNormal":
        frozen = stats.lognorm(s=spec["std"], scale=math.exp(spec["mean"]))
    else:
        raise ValidationError(
            f"a parameter given only by a prior needs a Normal, LogNormal or Uniform one, found {kind!r}"
        )
    low, high = frozen.ppf([_TAIL, 1 - _TAIL])
    return {"initial_value": float(frozen.median()), "bounds": [float(low), float(high)]}
