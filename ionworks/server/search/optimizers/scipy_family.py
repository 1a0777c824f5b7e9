"""Optimizers of SciPy, fed with analytic gradients and batched populations.

Source: docs/contract/pipeline-config.md section 2.6; docs/contract/performance.md section D.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
from scipy import optimize
from scipy.stats import qmc

from ionworks.errors import ValidationError
from ionworks.server.ground.arrays import Array
from ionworks.server.ground.choices import choice
from ionworks.server.search.optimizers.base import Outcome, population_size
from ionworks.server.search.optimizers.scipy_keys import GRADIENT_METHODS
from ionworks.server.search.target import Target, gives_residuals

_DE_STRATEGIES = {
    "rand_1": "rand1",
    "best_1": "best1",
    "current_to_best_1": "currenttobest1",
    "current_to_pbest_1": "currenttobest1",
    "rand_2": "rand2",
    "best_2": "best2",
}


def least_squares(problem: Target, z0: Array, spec: Mapping[str, Any], rng: np.random.Generator) -> Outcome:
    """Trust-region least squares on the residual vector with its analytic Jacobian."""
    if not gives_residuals(problem):
        raise ValidationError(
            "optimizer ScipyLeastSquares needs a cost that is a sum of squares (SSE, MSE, MAE, Max, ChiSquare); "
            "RMSE, a likelihood or a uniform prior needs a scalar optimizer such as ScipyMinimize"
        )
    options = {
        key: spec[key] for key in ("method", "ftol", "xtol", "gtol", "x_scale", "loss", "f_scale") if key in spec
    }
    limit = spec.get("max_nfev", spec.get("max_iterations"))
    scale = float(np.linalg.norm(problem.residuals(z0))) or 1.0
    lower, upper = problem.space.bounds()
    if options.get("method") == "lm":
        lower, upper = np.full_like(lower, -np.inf), np.full_like(upper, np.inf)
    found = optimize.least_squares(
        lambda z: problem.residuals(z) / scale,
        np.clip(z0, lower, upper),
        jac=lambda z: problem.jacobian(z) / scale,
        bounds=(lower, upper),
        max_nfev=limit,
        **options,
    )
    return _outcome(problem, found.x, bool(found.success), str(found.message))


def minimize(problem: Target, z0: Array, spec: Mapping[str, Any], rng: np.random.Generator) -> Outcome:
    """Local minimization; L-BFGS-B with the analytic gradient unless another method is named."""
    method = spec.get("method") or "L-BFGS-B"
    options = dict(spec.get("options") or {})
    limit = spec.get("max_iterations", spec.get("maxiter"))
    if limit is not None:
        options.setdefault("maxfun" if method == "TNC" else "maxiter", int(limit))
    normal = _Normal.at(problem, z0)
    lower, upper = problem.space.bounds()
    bounds = None if method in ("BFGS", "CG", "Newton-CG") else list(zip(lower, upper, strict=True))
    arguments: dict[str, Any] = {"method": method, "bounds": bounds, "tol": spec.get("tol")}
    if method in GRADIENT_METHODS:
        if method == "L-BFGS-B":
            options = {"gtol": 1e-7, "ftol": 1e-10, **options}
        found = optimize.minimize(normal.cost_and_gradient, z0, jac=True, options=options, **arguments)
    else:
        if method == "Nelder-Mead":
            options = {"xatol": 1e-4, "fatol": 1e-7, **options}
        found = optimize.minimize(normal.cost, z0, options=options, **arguments)
    return _outcome(problem, found.x, bool(found.success), str(found.message))


def nelder_mead(problem: Target, z0: Array, spec: Mapping[str, Any], rng: np.random.Generator) -> Outcome:
    """Nelder-Mead simplex, for the ask/tell family."""
    plain = {"type": "ScipyMinimize", "method": "Nelder-Mead"}
    if spec.get("max_iterations"):
        plain["max_iterations"] = spec["max_iterations"]
    return minimize(problem, z0, plain, rng)


def differential_evolution(problem: Target, z0: Array, spec: Mapping[str, Any], rng: np.random.Generator) -> Outcome:
    """Differential evolution of SciPy: ``population_size`` multiplies the number of parameters here."""
    options = {key: spec[key] for key in ("strategy", "tol", "atol", "mutation", "recombination") if key in spec}
    if isinstance(options.get("mutation"), list):
        options["mutation"] = tuple(options["mutation"])
    size = population_size(spec, population_size(spec, 15), "popsize") * len(z0)
    outcome = _evolve(
        problem, z0, rng, max(size, 5), int(spec.get("maxiter", spec.get("max_iterations", 1000))), options
    )
    return _polished(problem, outcome, rng) if spec.get("polish", True) else outcome


def evolution(problem: Target, z0: Array, spec: Mapping[str, Any], rng: np.random.Generator) -> Outcome:
    """Differential evolution of the ask/tell family: ``population_size`` is absolute."""
    bag = spec.get("algorithm_options") or {}
    strategy = bag.get("mutation_strategy") or "best_1"
    if strategy not in _DE_STRATEGIES:
        raise choice("optimizer mutation_strategy", strategy, _DE_STRATEGIES)
    crossover = {"binomial": "bin", "exponential": "exp"}.get(bag.get("crossover_method") or "binomial")
    if crossover is None:
        raise choice("optimizer crossover_method", bag.get("crossover_method"), ("binomial", "exponential"))
    dither = bag.get("dither", True)
    mutation: Any = float(bag["F"]) if bag.get("F") is not None else 0.5
    if isinstance(dither, list):
        mutation = tuple(dither)
    elif dither and bag.get("F") is None:
        mutation = (0.5, 1.0)
    options = {
        "strategy": _DE_STRATEGIES[strategy] + crossover,
        "mutation": mutation,
        "recombination": float(bag["CR"]) if bag.get("CR") is not None else 0.7,
        "tol": float(spec.get("relative_tolerance", 1e-2)),
        "atol": float(spec.get("absolute_tolerance", 1e-5)) / 10,
    }
    size = max(population_size(spec, max(10, 10 * len(z0))), 5)
    return _evolve(problem, z0, rng, size, int(spec.get("max_iterations") or 1000), options)


def basinhopping(problem: Target, z0: Array, spec: Mapping[str, Any], rng: np.random.Generator) -> Outcome:
    """Basin hopping with gradient-based local searches."""
    options = {key: spec[key] for key in ("T", "stepsize", "interval", "niter_success") if key in spec}
    steps = int(spec.get("niter", spec.get("max_iterations", 20)))
    normal = _Normal.at(problem, z0)
    local = {"method": "L-BFGS-B", "jac": True, "bounds": list(zip(*problem.space.bounds(), strict=True))}
    found = optimize.basinhopping(normal.cost_and_gradient, z0, niter=steps, minimizer_kwargs=local, rng=rng, **options)
    return _outcome(problem, found.x, True, "; ".join(found.message))


def dual_annealing(problem: Target, z0: Array, spec: Mapping[str, Any], rng: np.random.Generator) -> Outcome:
    """Dual annealing inside the bounds."""
    names = ("initial_temp", "restart_temp_ratio", "visit", "accept", "maxfun", "no_local_search")
    options = {key: spec[key] for key in names if key in spec}
    limit = int(spec.get("maxiter", spec.get("max_iterations", 100)))
    found = optimize.dual_annealing(problem.cost, _box(problem), maxiter=limit, x0=z0, rng=rng, **options)
    return _outcome(problem, found.x, bool(found.success), "; ".join(found.message))


def shgo(problem: Target, z0: Array, spec: Mapping[str, Any], rng: np.random.Generator) -> Outcome:
    """Simplicial homology global optimization inside the bounds."""
    options = {key: spec[key] for key in ("n", "iters", "sampling_method") if key in spec}
    if "max_iterations" in spec:
        options["options"] = {"maxiter": int(spec["max_iterations"])}
    found = optimize.shgo(problem.cost, _box(problem), **options)
    return _outcome(problem, found.x if found.x is not None else z0, bool(found.success), str(found.message))


def _evolve(
    problem: Target, z0: Array, rng: np.random.Generator, size: int, generations: int, options: Mapping[str, Any]
) -> Outcome:
    box = _box(problem)
    lower, upper = problem.space.bounds()
    population = lower + _latin(size, len(z0), rng) * (upper - lower)
    population[0] = problem.space.clipped(z0)

    def costs(points: Array) -> Array:
        problem.next_iteration()
        return problem.costs(points.T if points.ndim == 2 else points[None])

    found = optimize.differential_evolution(
        costs, box, maxiter=generations, init=population, rng=rng, polish=False, vectorized=True, updating="deferred",
        **options,
    )  # fmt: skip
    return _outcome(problem, found.x, bool(found.success), str(found.message))


def _latin(count: int, dimension: int, rng: np.random.Generator) -> Array:
    """Latin hypercube sample of the unit box, shape (count, dimension)."""
    sample: Array = qmc.LatinHypercube(dimension, rng=rng).random(count)
    return sample


def _polished(problem: Target, outcome: Outcome, rng: np.random.Generator) -> Outcome:
    if gives_residuals(problem):
        return least_squares(problem, outcome.z, {"type": "ScipyLeastSquares"}, rng)
    return minimize(problem, outcome.z, {"type": "ScipyMinimize"}, rng)


@attrs.frozen
class _Normal:
    """The cost as SciPy's tolerances take it: zero at the start, and of the order of one below it.

    A prior or a likelihood adds a constant to a cost whose changes may be far smaller than that constant.
    """

    problem: Target
    start: float
    scale: float

    @classmethod
    def at(cls, problem: Target, z0: Array) -> _Normal:
        """Return the cost as seen from a start."""
        cost, gradient = problem.cost_and_gradient(z0)
        sizes = [abs(cost), float(np.max(np.abs(gradient), initial=0.0))]
        return cls(problem, cost, min((size for size in sizes if size > 0 and np.isfinite(size)), default=1.0))

    def cost(self, z: Array) -> float:
        """Return the cost at a point."""
        return (self.problem.cost(z) - self.start) / self.scale

    def cost_and_gradient(self, z: Array) -> tuple[float, Array]:
        """Return the cost at a point, and its gradient."""
        cost, gradient = self.problem.cost_and_gradient(z)
        return (cost - self.start) / self.scale, gradient / self.scale


def _box(problem: Target) -> list[tuple[float, float]]:
    if not problem.space.has_finite_bounds():
        raise ValidationError("this optimizer needs finite bounds on every fit parameter")
    return list(zip(*problem.space.bounds(), strict=True))


def _outcome(problem: Target, z: Array, success: bool, message: str) -> Outcome:
    """Best proposal seen by this start, which can be better than where the optimizer ended."""
    best = problem.best
    assert best is not None
    return Outcome(np.asarray(best.z, float), best.cost, success, message)
