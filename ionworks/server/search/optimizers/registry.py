"""Optimizer by wire type.

Source: docs/contract/pipeline-config.md section 2.6.
"""

import itertools
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ionworks.errors import ValidationError
from ionworks.server.ground.arrays import Array
from ionworks.server.ground.choices import unsupported
from ionworks.server.search.optimizers import populations, scipy_family
from ionworks.server.search.optimizers.base import Outcome
from ionworks.server.search.optimizers.scipy_keys import refused
from ionworks.server.search.target import Target

Optimizer = Callable[[Target, Array, Mapping[str, Any], np.random.Generator], Outcome]

MAX_GRID = 100_000
"""Most points of a grid search."""
SAMPLERS = ("PintsSampler", "PointEstimateSampler", "DummySampler")
"""Types that give samples rather than one point."""
_POPULATION = frozenset(
    {"DifferentialEvolution", "ScipyDifferentialEvolution", "CMAES", "PSO", "XNES", "AskTellOptimizer", "Pints"}
)


def point_estimate(problem: Target, z0: Array, spec: Mapping[str, Any], rng: np.random.Generator) -> Outcome:
    """Evaluate the initial guess."""
    return Outcome(z0, problem.cost(z0), True, "initial guess evaluated")


def grid_search(problem: Target, z0: Array, spec: Mapping[str, Any], rng: np.random.Generator) -> Outcome:
    """Evaluate a regular grid of ``npts`` points per parameter over the bounds."""
    count = spec.get("npts") or 10
    dimension = len(z0)
    if not isinstance(count, int) or count < 1 or count**dimension > MAX_GRID:
        raise ValidationError(
            f"optimizer GridSearch: npts {count!r} with {dimension} parameters; allowed: {MAX_GRID} points"
        )
    if not problem.space.has_finite_bounds():
        raise ValidationError("optimizer GridSearch needs finite bounds on every fit parameter")
    lower, upper = problem.space.bounds()
    axes = [np.linspace(low, high, count) for low, high in zip(lower, upper, strict=True)]
    points = itertools.product(*axes)
    while batch := list(itertools.islice(points, 256)):
        problem.costs(np.array(batch))
    assert problem.best is not None
    return Outcome(problem.best.z, problem.best.cost, True, f"{count**dimension} points evaluated")


OPTIMIZERS: Mapping[str, Optimizer] = {
    "ScipyLeastSquares": scipy_family.least_squares,
    "ScipyMinimize": scipy_family.minimize,
    "ScipyDifferentialEvolution": scipy_family.differential_evolution,
    "ScipyBasinhopping": scipy_family.basinhopping,
    "ScipyDualAnnealing": scipy_family.dual_annealing,
    "ScipyShgo": scipy_family.shgo,
    "DifferentialEvolution": scipy_family.evolution,
    "CMAES": populations.cmaes,
    "PSO": populations.pso,
    "XNES": populations.xnes,
    "GridSearch": grid_search,
    "PointEstimateOptimizer": point_estimate,
    "PointEstimate": point_estimate,
    "DummyOptimizer": point_estimate,
    "Dummy": point_estimate,
}
"""Optimizers by wire type."""
METHODS: Mapping[str, Optimizer] = {
    "CMAES": populations.cmaes,
    "PSO": populations.pso,
    "XNES": populations.xnes,
    "DifferentialEvolution": scipy_family.evolution,
    "Nelder-Mead": scipy_family.nelder_mead,
}
"""Methods of ``AskTellOptimizer``."""


def find_optimizer(spec: Mapping[str, Any] | None, *, has_residuals: bool) -> tuple[Optimizer, dict[str, Any]]:
    """Optimizer and its options; least squares where the cost allows it, else L-BFGS-B, when none is named.

    Raises
    ------
    ValidationError
        A type this engine does not run, or a key it does not have.
    """
    if spec is None:
        kind = "ScipyLeastSquares" if has_residuals else "ScipyMinimize"
        return OPTIMIZERS[kind], {"type": kind}
    kind = str(spec.get("type"))
    if kind in ("AskTellOptimizer", "Pints"):
        method = spec.get("method") or "CMAES"
        if method not in METHODS:
            raise unsupported("optimizer method", method, METHODS)
        return METHODS[method], dict(spec)
    if kind not in OPTIMIZERS:
        raise unsupported("optimizer", kind, (*OPTIMIZERS, "AskTellOptimizer", *SAMPLERS))
    for path, value, allowed in refused(spec):
        what = f"unknown key {path!r}" if value is None else f"{path} is {value!r}"
        raise ValidationError(f"optimizer {kind}: {what}; allowed: {', '.join(allowed)}")
    return OPTIMIZERS[kind], dict(spec)


def evaluates_lists(spec: Mapping[str, Any] | None) -> bool:
    """Whether an optimizer asks for the costs of several proposals at a time, which can be shared."""
    kind = "" if spec is None else str(spec.get("type"))
    return kind in _POPULATION or kind == "GridSearch"


def has_jacobian(spec: Mapping[str, Any] | None) -> bool:
    """Whether an optimizer works with derivatives, so that they are there for confidence intervals."""
    return spec is None or spec.get("type") in ("ScipyLeastSquares", "ScipyMinimize")


def expected_evaluations(spec: Mapping[str, Any] | None, dimension: int) -> int:
    """Rough number of evaluations a fit will ask for, to decide whether compiling the model pays."""
    kind = "" if spec is None else str(spec.get("type"))
    if spec is not None and kind == "GridSearch":
        return int(int(spec.get("npts") or 10) ** dimension)
    if spec is None or kind not in _POPULATION:
        return 50 * dimension
    size = spec.get("population_size") or 10 * dimension
    if kind == "ScipyDifferentialEvolution":
        size = spec.get("popsize", spec.get("population_size", 15)) * dimension
    rounds = spec.get("max_iterations") or spec.get("maxiter") or 100
    return int(min(size * rounds, spec.get("max_evaluations") or 1_000_000))
