"""Ask/tell optimizers that move a population through the unit box: CMA-ES, PSO and xNES.

Source: docs/contract/pipeline-config.md section 2.6; Hansen 2016, https://arxiv.org/abs/1604.00772 (CMA-ES, package
``cma``); Clerc and Kennedy 2002, https://doi.org/10.1109/4235.985692 (PSO); Glasmachers et al. 2010,
https://doi.org/10.1145/1830483.1830557 (xNES).
"""

import math
import warnings
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import numpy as np
from scipy.linalg import expm

from ionworks.errors import ValidationError
from ionworks.server.ground.arrays import Array
from ionworks.server.ground.choices import choice
from ionworks.server.search.optimizers.base import (
    LOOP_KEYS,
    Outcome,
    Stopping,
    check_keys,
    population_size,
    read_stopping,
)
from ionworks.server.search.target import Target

_PSO_KEYS = frozenset(
    {
        "inertia_weight",
        "constriction",
        "c1",
        "c2",
        "boundary_handling",
        "velocity_clamping",
        "v_max_fraction",
        "max_iterations",
    }
)
_CMA_REFUSED = frozenset({"verb_filenameprefix", "verb_log", "signals_filename", "seed", "randn", "bounds"})


class Strategy(Protocol):
    """Population method on the unit box."""

    def ask(self) -> Array:
        """Return the next population, shape (n, d)."""

    def tell(self, points: Array, costs: Array) -> None:
        """Learn from the costs of a population."""


def cmaes(problem: Target, z0: Array, spec: Mapping[str, Any], rng: np.random.Generator) -> Outcome:
    """Covariance matrix adaptation."""
    import cma

    check_keys(spec, LOOP_KEYS)
    dimension = len(z0)
    bag = dict(spec.get("algorithm_options") or {})
    refused = bag.keys() & _CMA_REFUSED
    if refused:
        raise ValidationError(f"optimizer CMAES: option {min(refused)!r} is set by the server")
    # the library evaluates texts
    texts = {name: value for name, value in bag.items() if not isinstance(value, bool | int | float | None)}
    if texts:
        name, value = min(texts.items())
        raise ValidationError(f"optimizer CMAES: option {name!r} is {value!r:.80}; allowed: a number, true or false")
    size = population_size(spec, 4 + 2 * math.ceil(1.5 * math.log(dimension + 1) + 0.5))
    options = {
        "bounds": [0.0, 1.0], "popsize": size, "verbose": -9, "verb_log": 0, "verb_disp": 0, "seed": math.nan,
        "randn": lambda *shape: rng.standard_normal(shape), **bag,
    }  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # cma needs two dimensions or more: a lone parameter gets a companion that nothing depends on.
        padding = np.full(max(0, 2 - dimension), 0.5)
        search = cma.CMAEvolutionStrategy(np.append(_to_unit(problem, z0), padding), _sigma(spec), options)
    asked = np.zeros((0, dimension))

    class Cma:
        def ask(self) -> Array:
            nonlocal asked
            asked = np.array(search.ask())
            return asked[:, :dimension]

        def tell(self, points: Array, costs: Array) -> None:
            search.tell(list(asked), list(costs))

    return _loop(problem, Cma(), read_stopping(spec))


def pso(problem: Target, z0: Array, spec: Mapping[str, Any], rng: np.random.Generator) -> Outcome:
    """Particle swarm with the constriction coefficient of Clerc and Kennedy, or with a falling inertia weight."""
    check_keys(spec, LOOP_KEYS)
    bag = spec.get("algorithm_options") or {}
    unknown = bag.keys() - _PSO_KEYS
    if unknown:
        raise ValidationError(
            f"optimizer PSO: unknown option {min(unknown)!r}; allowed: {', '.join(sorted(_PSO_KEYS))}"
        )
    size = population_size(spec, max(12, 6 * len(z0)))
    return _loop(problem, _Swarm(_to_unit(problem, z0), size, bag, rng), read_stopping(spec))


def xnes(problem: Target, z0: Array, spec: Mapping[str, Any], rng: np.random.Generator) -> Outcome:
    """Exponential natural evolution strategy."""
    check_keys(spec, LOOP_KEYS)
    size = population_size(spec, max(8, 4 + math.floor(3 * math.log(len(z0) + 1))))
    return _loop(problem, _NaturalGradient(_to_unit(problem, z0), _sigma(spec), size, rng), read_stopping(spec))


class _Swarm:
    """Particles with velocities; the best place of each and of all draw it on."""

    def __init__(self, start: Array, size: int, options: Mapping[str, Any], rng: np.random.Generator) -> None:
        self._rng = rng
        self._c1, self._c2 = float(options.get("c1") or 2.05), float(options.get("c2") or 2.05)
        self._inertia = options.get("inertia_weight")
        self._horizon = int(options.get("max_iterations") or 1000)
        clamp = options.get("velocity_clamping") or "fraction"
        if clamp not in ("none", "fraction", "adaptive"):
            raise choice("optimizer velocity_clamping", clamp, ("none", "fraction", "adaptive"))
        self._limit = math.inf if clamp == "none" else float(options.get("v_max_fraction") or 0.2)
        self._edge = _boundary(options.get("boundary_handling") or "reflect", rng)
        self._places = rng.random((size, len(start)))
        self._places[0] = start
        self._speeds = 0.1 * (rng.random((size, len(start))) - 0.5)
        self._best_places = self._places.copy()
        self._best_costs = np.full(size, np.inf)
        self._age = 0

    def ask(self) -> Array:
        return self._places.copy()

    def tell(self, points: Array, costs: Array) -> None:
        better = costs < self._best_costs
        self._best_places[better], self._best_costs[better] = points[better], costs[better]
        leader = self._best_places[int(np.argmin(self._best_costs))]
        pulls = self._rng.random((2, *points.shape))
        own = self._c1 * pulls[0] * (self._best_places - points)
        common = self._c2 * pulls[1] * (leader - points)
        if self._inertia is not None:
            first, last = self._inertia
            weight = first + (last - first) * min(1.0, self._age / self._horizon)
            speeds = weight * self._speeds + own + common
        else:
            total = max(self._c1 + self._c2, 4.0 + 1e-9)
            chi = 2 / abs(2 - total - math.sqrt(total**2 - 4 * total))
            speeds = chi * (self._speeds + own + common)
        self._speeds = np.clip(speeds, -self._limit, self._limit)
        self._places, self._speeds = self._edge(points + self._speeds, self._speeds)
        self._age += 1


class _NaturalGradient:
    """Gaussian search distribution moved along its natural gradient."""

    def __init__(self, start: Array, sigma: float, size: int, rng: np.random.Generator) -> None:
        dimension = len(start)
        self._rng, self._mean, self._sigma, self._size = rng, start, sigma, size
        self._shape = np.eye(dimension)
        self._rate = (9 + 3 * math.log(dimension)) / (5 * dimension * math.sqrt(dimension))
        ranks = np.maximum(0.0, math.log(size / 2 + 1) - np.log(np.arange(1, size + 1)))
        self._utility = ranks / ranks.sum() - 1 / size
        self._samples = np.zeros((size, dimension))

    def ask(self) -> Array:
        self._samples = self._rng.standard_normal(self._samples.shape)
        raw: Array = self._mean + self._sigma * self._samples @ self._shape.T
        return np.clip(raw, 0.0, 1.0)

    def tell(self, points: Array, costs: Array) -> None:
        ordered = self._samples[np.argsort(costs, kind="stable")]
        dimension = len(self._mean)
        outer = np.einsum("k,ki,kj->ij", self._utility, ordered, ordered) - self._utility.sum() * np.eye(dimension)
        growth = float(np.trace(outer)) / dimension
        step = self._sigma * self._shape @ (self._utility @ ordered)
        self._mean = np.clip(self._mean + step, 0.0, 1.0)
        self._sigma *= math.exp(0.5 * self._rate * growth)
        self._shape = self._shape @ expm(0.5 * self._rate * (outer - growth * np.eye(dimension)))


def _boundary(name: str, rng: np.random.Generator) -> Callable[[Array, Array], tuple[Array, Array]]:
    def absorb(places: Array, speeds: Array) -> tuple[Array, Array]:
        outside = (places < 0) | (places > 1)
        return np.clip(places, 0.0, 1.0), np.where(outside, 0.0, speeds)

    def reflect(places: Array, speeds: Array) -> tuple[Array, Array]:
        outside = (places < 0) | (places > 1)
        folded = np.abs(np.mod(places + 1, 2) - 1) if np.any(np.abs(places) > 2) else places
        folded = np.where(folded < 0, -folded, np.where(folded > 1, 2 - folded, folded))
        return np.clip(folded, 0.0, 1.0), np.where(outside, -speeds, speeds)

    def redraw(places: Array, speeds: Array) -> tuple[Array, Array]:
        outside = (places < 0) | (places > 1)
        return np.where(outside, rng.random(places.shape), places), np.where(outside, 0.0, speeds)

    rules = {"absorb": absorb, "reflect": reflect, "random": redraw, "ignore": absorb}
    if name not in rules:
        raise choice("optimizer boundary_handling", name, rules)
    return rules[name]


def _loop(problem: Target, strategy: Strategy, stopping: Stopping) -> Outcome:
    """Ask, evaluate as one batch and tell until a generation agrees with itself."""
    lower, upper = problem.space.bounds()
    settled = unchanged = 0
    last = math.inf
    message, success = "max_iterations reached", False
    for generation in range(1, stopping.max_iterations + 1):
        points = strategy.ask()
        problem.next_iteration()
        costs = problem.costs(lower + points * (upper - lower))
        strategy.tell(points, costs)
        assert problem.best is not None
        best = problem.best.cost
        unchanged = unchanged + 1 if last - best <= stopping.absolute else 0
        last = min(last, best)
        is_close = np.ptp(costs) <= stopping.absolute + stopping.relative * abs(best)
        settled = settled + 1 if is_close and float(points.std(axis=0).max()) <= stopping.spread else 0
        if stopping.threshold is not None and best <= stopping.threshold:
            message, success = "threshold reached", True
            break
        if generation >= stopping.min_iterations and settled >= stopping.patience:
            message, success = "costs and positions of the population agree", True
            break
        if stopping.max_unchanged is not None and unchanged >= stopping.max_unchanged:
            message, success = "no improvement for max_unchanged_iterations", True
            break
    assert problem.best is not None
    return Outcome(problem.best.z, problem.best.cost, success, message)


def _to_unit(problem: Target, z0: Array) -> Array:
    if not problem.space.has_finite_bounds():
        raise ValidationError("population optimizers need finite bounds on every fit parameter")
    lower, upper = problem.space.bounds()
    unit: Array = np.clip((z0 - lower) / (upper - lower), 0.0, 1.0)
    return unit


def _sigma(spec: Mapping[str, Any]) -> float:
    """Starting spread in the unit box; ``sigma0`` given per parameter is averaged."""
    given = spec.get("sigma0")
    if given is None:
        return 0.25
    value = float(np.mean(given))
    return value if 0 < value <= 1 else 0.25
