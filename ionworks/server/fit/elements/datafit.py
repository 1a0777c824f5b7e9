"""Data fits: single and array.

Source: docs/contract/pipeline-config.md sections 1.4, 1.5, 2.2 and 4.3.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from ionworks.errors import ValidationError
from ionworks.server.fit.elements.descents import run_starts
from ionworks.server.fit.elements.fit_setup import Parameters, build_objectives, build_problem, read_parameters_of
from ionworks.server.fit.elements.starts import Start
from ionworks.server.fit.elements.trust import judge
from ionworks.server.fit.objectives.base import Objective, thinning_of
from ionworks.server.fit.problem import Problem
from ionworks.server.fit.results import (
    finite,
    gathered,
    shown_outputs,
    trace_rows,
)
from ionworks.server.fit.task import Output, Report, Task
from ionworks.server.fit.values import Known
from ionworks.server.search.optimizers.registry import SAMPLERS
from ionworks.server.search.space import SearchSpace


def run_data_fit(task: Task, report: Report | None = None) -> Output:
    """Fit the searched parameters to the objectives.

    Parameters
    ----------
    task : Task
        ``config`` is a ``data_fit`` element.
    report : callable, optional
        Receives progress while running.

    Returns
    -------
    Output
        ``OptimizationResult``, ``EnsembleResult`` for a point estimate, ``PosteriorResult`` for a sampler.

    Raises
    ------
    ValidationError
        Wrong config, missing data or a fit that cannot be evaluated anywhere it tried.

    Notes
    -----
    Source: docs/contract/pipeline-config.md section 2.2.
    """
    config = task.config
    parameters = read_parameters_of(config)
    objectives = build_objectives(task, parameters, config["objectives"], config.get("optimizer"))
    problem = build_problem(task, config, parameters, objectives, report)
    optimizer = config.get("optimizer") or {}
    if optimizer.get("type") in SAMPLERS:
        from ionworks.server.fit.elements.sampling import run_sampler

        return run_sampler(task, parameters, problem)
    children = run_starts(task, parameters, problem)
    best = children[0]
    return _output(task, parameters, problem, children, best)


def _result_of(space: SearchSpace, start: Start, extra: Mapping[str, Any]) -> dict[str, Any]:
    values = space.as_inputs(start.outcome.z)
    return {
        "type": "OptimizationResult",
        "parameter_values": {**values, **extra},
        "cost": start.outcome.cost,
        "costs": _thinned(start.costs),
        "samples": None,
        "children": None,
        "initial_guess": space.as_inputs(start.guess),
        "x": list(values.values()),
        "fun": start.outcome.cost,
        "success": start.outcome.success,
        "message": start.outcome.message,
        "evaluations": start.evaluations,
        "iterations": start.iterations or None,
    }


def _output(task: Task, parameters: Parameters, problem: Problem, children: Sequence[Start], best: Start) -> Output:
    space = parameters.space
    values = space.as_inputs(best.outcome.z)
    extra = dict(parameters.constants) | linked_values(task, parameters, values)
    adjusted = adjusted_values(problem.objectives, values)
    result = _result_of(space, best, {**extra, **adjusted})
    verdict = judge(task, problem, children)
    result |= verdict.record
    if len(children) > 1:
        result["children"] = [_result_of(space, child, {}) for child in children]
    kind = (task.config.get("optimizer") or {}).get("type", "")
    if kind.startswith(("PointEstimate", "Dummy", "GridSearch")):
        result |= {"type": "EnsembleResult", "method": kind}
    optimal = problem.outputs_at_rows(best.outcome.z)
    baseline = problem.outputs(best.guess)
    shown = shown_outputs(problem.objectives, optimal, baseline)
    result |= {"summary_stats": shown["summary_stats"], "validation_results": {}}
    result["thinning"] = thinning_of(problem.objectives)
    metadata = shown["metadata"] | {"intermediate_results": trace_rows(problem)}
    assumed, warnings = gathered(problem.objectives, verdict.warnings)
    return Output(
        result=finite(result),
        parameters={**extra, **values, **adjusted},
        metadata=metadata,
        series=shown["series"],
        plots=shown["plots"],
        assumed_parameters=assumed,
        warnings=warnings,
    )


def adjusted_values(objectives: Sequence[Objective], values: Mapping[str, float]) -> dict[str, float]:
    """Values that objectives derive from a solution."""
    found: dict[str, float] = {}
    for objective in objectives:
        found |= objective.adjusted(values)
    return found


def linked_values(task: Task, parameters: Parameters, values: Mapping[str, float]) -> dict[str, float]:
    """Numbers that linked parameters take at a solution."""
    known = Known({**task.parameters, **parameters.constants, **values, **parameters.links}, f"element {task.name!r}")
    return {name: known.number(name) for name in parameters.links}


def run_array_fit(task: Task, report: Report | None = None) -> Output:
    """One fit per objective key; each parameter becomes a list of values in the order of the keys.

    Notes
    -----
    Source: docs/contract/pipeline-config.md sections 1.5 and 4.3 (the shape of the result is ours).
    """
    objectives = task.config["objectives"]
    keys = sorted(objectives, key=_as_number)
    outputs = {}
    for key in keys:
        config = {**task.config, "objectives": {key: objectives[key]}}
        outputs[key] = run_data_fit(attrs.evolve(task, config=config), report)
    names = list(outputs[keys[0]].parameters)
    values = {name: [outputs[key].parameters[name] for key in keys] for name in names}
    children = [{**outputs[key].result, "key": _as_number(key)} for key in keys]
    result = {
        "type": "OptimizationResult",
        "parameter_values": values,
        "cost": sum(child["cost"] for child in children),
        "costs": [child["cost"] for child in children],
        "samples": None,
        "children": children,
        "initial_guess": {name: [child["initial_guess"].get(name) for child in children] for name in names},
        "x": [child["x"] for child in children],
        "fun": sum(child["fun"] for child in children),
        "success": all(child["success"] for child in children),
        "message": f"{len(keys)} fits",
        "evaluations": sum(child["evaluations"] for child in children),
        "iterations": None,
        "keys": [_as_number(key) for key in keys],
        "thinning": {name: record for key in keys for name, record in outputs[key].result["thinning"].items()},
    }
    return Output(
        result=finite(result),
        parameters=values,
        metadata=_merged_metadata([outputs[key].metadata for key in keys]),
        series={name: value for key in keys for name, value in outputs[key].series.items()},
        plots={name: value for key in keys for name, value in outputs[key].plots.items()},
        assumed_parameters={name: value for key in keys for name, value in outputs[key].assumed_parameters.items()},
        warnings=tuple(dict.fromkeys(text for key in keys for text in outputs[key].warnings)),
    )


def _merged_metadata(parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    merged: dict[str, Any] = {"intermediate_results": [], "validation_plot_config": {"objectives": {}}}
    for part in parts:
        merged["intermediate_results"].extend(part.get("intermediate_results") or [])
        merged["validation_plot_config"]["objectives"] |= part["validation_plot_config"]["objectives"]
        for key in ("validation_results", "baseline_validation_results"):
            merged[key] = {**merged.get(key, {}), **part.get(key, {})}
    return merged


def _as_number(key: str) -> float:
    try:
        return float(key)
    except ValueError:
        raise ValidationError(f"array_data_fit objectives are keyed by numbers, found {key!r}") from None


def _thinned(costs: Sequence[float], limit: int = 1000) -> list[float]:
    every = max(1, math.ceil(len(costs) / limit))
    return [cost for index, cost in enumerate(costs) if index % every == 0 or index == len(costs) - 1]
