"""Run one optimization: JSON in, JSON out.

Source: docs/contract/guides.md section 7 (optimum against baseline, iteration history); docs/contract/wire.md section
19.
"""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ionworks.errors import ValidationError
from ionworks.optimization.problem import Constraint, Goal, OptimizationProblem
from ionworks.optimization.reading import read_problem
from ionworks.server.design.checkpoint import Checkpoint, Measured
from ionworks.server.design.experiments import Experiments, make_experiments
from ionworks.server.design.scoring import Term, make_scorer
from ionworks.server.design.search import Measure, Report, Search, Visited, run_search, search_space
from ionworks.server.design.shared import measuring
from ionworks.server.design.task import DesignTask
from ionworks.server.files.place import open_blobs
from ionworks.server.fit.results import finite

_MAX_HISTORY: Final = 2000
"""Rows of the history that are kept."""


def run_optimization(task: DesignTask, report: Report | None = None) -> dict[str, Any]:
    """Run an optimization of kind ``optimize``.

    Parameters
    ----------
    task : DesignTask
    report : callable, optional
        Receives ``{"best_cost", "parameters", "iteration", "evaluations", "start", "series", "pareto"}`` about twice
        a second.

    Returns
    -------
    dict
        ``result`` (parameters, costs, metrics of optimum and baseline), ``history``, ``pareto`` and ``series``, all
        plain JSON without NaN.

    Raises
    ------
    ValidationError
        What is wrong with the document, or why no point could be evaluated.

    Notes
    -----
    Source: operation ``create_optimization``.
    """
    problem = read_problem(task.config)
    experiments = make_experiments(problem, task.model)
    identity = hashlib.sha256(json.dumps([task.config, task.model, task.seed], sort_keys=True).encode()).hexdigest()
    key = task.checkpoint_key
    checkpoint = Checkpoint(identity, open_blobs(task.storage) if key else None, key)
    baseline = experiments.baseline()
    with measuring(task, experiments) as measure:
        found = optimize(problem, measure, experiments.terms, baseline, task.seed, checkpoint, report)
    found["series"] = _series(experiments, found["result"]["parameters"], baseline)
    answer: dict[str, Any] = finite(found)
    return answer


def metrics_of(result: Mapping[str, Any]) -> dict[str, Any]:
    """Optimum against baseline by objective, each name with its unit, from the result of `run_optimization`."""
    metrics: dict[str, dict[str, Any]] = {}
    for row in result["metrics"]:
        name = f"{row['name']} [{row['unit']}]" if row["unit"] else row["name"]
        pair = {"optimum": row["optimum"], "baseline": row["baseline"]}
        metrics.setdefault(row["objective"], {})[name] = pair
    return metrics


def optimize(
    problem: OptimizationProblem,
    measure: Measure,
    terms: tuple[Term, ...],
    baseline: Mapping[str, float],
    seed: int,
    checkpoint: Checkpoint | None = None,
    report: Report | None = None,
) -> dict[str, Any]:
    """Search for the best point of a problem whose metrics `measure` gives.

    Parameters
    ----------
    problem : OptimizationProblem
    measure : callable
        Points to metrics, in the order of `terms`.
    terms : tuple of Term
    baseline : mapping of str to float
        Point to compare with, and to start from; it may lie outside the bounds.
    seed : int
    checkpoint : Checkpoint, optional
        Points that are known already; new ones are added.
    report : callable, optional

    Returns
    -------
    dict
        ``result``, ``history`` and ``pareto``.

    Raises
    ------
    ValidationError
        No point could be evaluated.
    """
    kept = Checkpoint("") if checkpoint is None else checkpoint
    before = _baseline(measure, baseline, kept)
    scorer = make_scorer(terms, before.values)
    space = search_space(problem.parameters, baseline)
    search = Search(space, measure, scorer, kept, problem.algorithm, report)
    goals = sum(isinstance(term.item, Goal) for term in terms)
    converged, message = run_search(search, problem.algorithm, seed, goals)
    best = search.winner
    if best is None or not math.isfinite(best.score.violation):
        reason = "" if best is None else best.measured.error or "a metric has no value (a level that is never reached?)"
        raise ValidationError(f"no point within the bounds could be evaluated; the last reason: {reason}")
    start = Visited(dict(baseline), before, scorer.score(before.values))
    result = {
        "type": "DesignOptimizationResult",
        **_compared(problem, terms, best, start),
        "success": converged,
        "message": message,
        "evaluations": search.evaluations,
        "iterations": len(search.history),
        "seed": seed,
    }
    return {"result": result, "history": _history(search), "pareto": search.trade_offs()}


def _baseline(measure: Measure, baseline: Mapping[str, float], checkpoint: Checkpoint) -> Measured:
    key = tuple(baseline.values())
    known = checkpoint.get(key)
    if known is None:
        known = measure([baseline])[0]
        checkpoint.add({key: known})
    return known


def _compared(problem: OptimizationProblem, terms: Sequence[Term], best: Visited, start: Visited) -> dict[str, Any]:
    rows = zip(terms, best.measured.values, start.measured.values, strict=True)
    return {
        "parameters": best.point,
        "kinds": {item.name: item.kind for item in problem.parameters},
        "linked_parameters": {item.name: item.value(best.point) for item in problem.linked},
        "baseline_parameters": start.point,
        "cost": best.score.cost,
        "baseline_cost": start.score.cost,
        "is_feasible": best.score.is_feasible,
        "baseline_is_feasible": start.score.is_feasible,
        "baseline_error": start.measured.error,
        "metrics": [_metric_row(term, optimum, before) for term, optimum, before in rows],
    }


def _metric_row(term: Term, optimum: float, before: float) -> dict[str, Any]:
    item = term.item
    row = {
        "objective": term.objective,
        "name": term.label,
        "unit": item.metric.unit,
        "role": "constraint" if isinstance(item, Constraint) else item.type,
        "baseline": before,
        "optimum": optimum,
        "change_percent": 100 * (optimum - before) / abs(before) if before else None,
    }
    if isinstance(item, Constraint):
        return row | {"lower": item.lower, "upper": item.upper}
    return row | ({} if item.value is None else {"target": item.value})


def _history(search: Search) -> list[dict[str, Any]]:
    rows = search.history
    every = max(1, math.ceil(len(rows) / _MAX_HISTORY))
    return [
        {
            "iteration": index + 1,
            "start": one.start,
            "evaluations": one.evaluations,
            "best_cost": one.best.score.cost,
            "mean_cost": one.mean_cost,
            "feasible": one.feasible,
            **one.best.point,
        }
        for index, one in enumerate(rows)
        if index % every == 0 or index == len(rows) - 1
    ]


def _series(
    experiments: Experiments, optimum: Mapping[str, float], baseline: Mapping[str, float]
) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        name: dict(zip(("optimal", "baseline"), experiments.shown(objective, [optimum, baseline]), strict=True))
        for name, objective in experiments.problem.objectives.items()
    }
