"""Samplers: Markov chains of pints, and one-sample stand-ins.

The chains move in search space; the density there is that of the parameters times the derivative of the transform,
so that the samples are distributed as the likelihood and the priors say in physical values.

Source: docs/contract/pipeline-config.md sections 2.6 and 4.3; Gelman and Rubin 1992,
https://doi.org/10.1214/ss/1177011136 (``r_hat``).
"""

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from ionworks.errors import ValidationError
from ionworks.server.fit.elements.fit_setup import Parameters
from ionworks.server.fit.elements.starts import seed_of
from ionworks.server.fit.problem import PENALTY, Problem
from ionworks.server.fit.results import finite, gathered, shown_outputs, trace_rows
from ionworks.server.fit.task import Output, Task
from ionworks.server.ground.arrays import Array
from ionworks.server.ground.choices import choice
from ionworks.server.search.target import StopSearchError

METHODS = (
    "DramACMC", "HamiltonianMCMC", "HaarioBardenetACMC", "MALAMCMC", "MetropolisRandomWalkMCMC",
    "MonomialGammaHamiltonianMCMC", "NoUTurnMCMC", "PopulationMCMC", "RelativisticMCMC", "SliceDoublingMCMC",
    "SliceRankShrinkingMCMC", "SliceStepoutMCMC",
)  # fmt: skip
"""Methods of ``PintsSampler``."""
_CHAINS = 3
_MAX_ITERATIONS = 200_000
_KEPT_DRAWS = 5000


def run_sampler(task: Task, parameters: Parameters, problem: Problem) -> Output:
    """Sample the posterior.

    Returns
    -------
    Output
        ``PosteriorResult``: ``chains`` is (chain, draw, parameter) in physical values after burn-in; the parameter
        values are the best sample.

    Raises
    ------
    ValidationError
        An unknown method, or a start that cannot be evaluated.

    Notes
    -----
    Source: docs/contract/pipeline-config.md sections 2.6 and 4.3.
    """
    spec = dict(task.config.get("optimizer") or {})
    if spec["type"] == "PintsSampler":
        chains, accepted, burnin, method = _markov_chains(task, parameters, problem, spec)
    else:
        chains, accepted, burnin, method = parameters.space.initial[None, None], None, 0, spec["type"]
        problem.cost(parameters.space.initial)
    assert problem.best is not None
    physical = parameters.space.physical(chains)
    values = parameters.space.as_inputs(problem.best.z)
    result = {
        "type": "PosteriorResult",
        "parameter_values": {**parameters.constants, **values},
        "cost": problem.best.cost,
        "costs": [row["best_cost"] for row in problem.trace[:: max(1, len(problem.trace) // 1000)]],
        "samples": None,
        "children": None,
        "initial_guess": {item.name: item.initial for item in parameters.space.parameters},
        "chains": _thinned(physical),
        "chains_storage_ref": None,
        "log_pdfs": None,
        "parameter_names": list(parameters.space.names),
        "burnin": burnin,
        "method": method,
        "acceptance_rate": accepted,
        "r_hat": gelman_rubin(physical),
        "ess": None,
        "posterior_summary": _summary(parameters, physical),
    }
    shown = shown_outputs(
        problem.objectives, problem.outputs(problem.best.z), problem.outputs(parameters.space.initial)
    )
    assumed, warnings = gathered(problem.objectives)
    return Output(
        result=finite(result),
        parameters={**parameters.constants, **values},
        metadata=shown["metadata"] | _samples(parameters, problem, physical, burnin),
        series=shown["series"],
        plots=shown["plots"],
        assumed_parameters=assumed,
        warnings=warnings,
    )


def _samples(parameters: Parameters, problem: Problem, physical: Array, burnin: int) -> dict[str, Any]:
    flat = physical.reshape(-1, physical.shape[-1])
    return {
        "intermediate_results": trace_rows(problem),
        "samples": {name: _thinned(flat[:, i]) for i, name in enumerate(parameters.space.names)},
        "sample_param_names": list(parameters.space.names),
        "sample_burnin": burnin,
    }


def gelman_rubin(chains: Array) -> list[float] | None:
    """Potential scale reduction of each parameter; ``None`` for fewer than two chains or four draws."""
    count, draws, _ = chains.shape
    if count < 2 or draws < 4:
        return None
    within = chains.var(axis=1, ddof=1).mean(axis=0)
    between = draws * chains.mean(axis=1).var(axis=0, ddof=1)
    pooled = (draws - 1) / draws * within + between / draws
    return [float(value) for value in np.sqrt(pooled / np.where(within > 0, within, np.nan))]


def _markov_chains(
    task: Task, parameters: Parameters, problem: Problem, spec: Mapping[str, Any]
) -> tuple[Array, float | None, int, str]:
    import pints

    method = spec.get("method") or "DramACMC"
    if method not in METHODS:
        raise choice("optimizer PintsSampler method", method, METHODS)
    iterations = int(spec.get("max_iterations") or 1000)
    given = spec.get("burnin_iterations")
    burnin = iterations // 10 if given is None else int(given)
    if not 10 <= iterations <= _MAX_ITERATIONS or not 0 <= burnin < iterations:
        raise ValidationError(f"PintsSampler max_iterations is {iterations} and burnin_iterations {burnin}; "
                              f"allowed: 10 to {_MAX_ITERATIONS}, and fewer for the burn-in")  # fmt: skip
    start = parameters.space.initial
    if problem.cost(start) >= PENALTY:
        raise ValidationError("the model cannot be solved at the initial values, where the chains start")
    count = max(_CHAINS, int(task.config.get("multistarts") or 1))
    with _seeded(seed_of(task)):
        rng = np.random.default_rng(seed_of(task))
        spread = 1e-3 * np.maximum(np.abs(start), 1e-3)
        starts = [problem.space.clipped(start + spread * rng.standard_normal(len(start))) for _ in range(count)]
        controller = pints.MCMCController(_density(problem), count, starts, method=getattr(pints, method))
        controller.set_max_iterations(iterations)
        controller.set_log_to_screen(False)
        if controller.method_needs_initial_phase():
            controller.set_initial_phase_iterations(min(int(spec.get("initial_phase_iterations") or burnin), burnin))
        try:
            found: Array = controller.run()
        except StopSearchError:
            raise ValidationError("the time budget ended before the chains were complete; raise maxtime") from None
    moves = float(np.mean(np.any(np.diff(found, axis=1) != 0, axis=2)))
    return found[:, burnin:], moves, burnin, method


def _density(problem: Problem) -> Any:
    """Log density in search space, in the form pints asks for."""
    import pints

    lower, upper = problem.space.bounds()

    def jacobian(z: Array) -> float:
        slopes = np.abs(problem.space.slopes(problem.space.physical(z)))
        return float(np.sum(np.log(np.maximum(slopes, 1e-300))))

    class Density(pints.LogPDF):  # type: ignore[misc]
        def n_parameters(self) -> int:
            return len(lower)

        def __call__(self, z: Any) -> float:
            z = np.asarray(z, float)
            if np.any(z < lower) or np.any(z > upper):
                return -math.inf
            cost = problem.cost(z)
            return -math.inf if cost >= PENALTY else jacobian(z) - cost

        def evaluateS1(self, z: Any) -> tuple[float, Array]:  # noqa: N802 (pints' name)
            z = np.asarray(z, float)
            if np.any(z < lower) or np.any(z > upper):
                return -math.inf, np.zeros(len(z))
            cost, gradient = problem.cost_and_gradient(z)
            steps = 1e-6 * np.eye(len(z))
            change = np.array([jacobian(z + step) - jacobian(z - step) for step in steps]) / 2e-6
            return jacobian(z) - cost, change - gradient

    return Density()


@contextmanager
def _seeded(seed: int | None) -> Iterator[None]:
    """Pints draws from numpy's global generator: seed it here and put it back afterwards."""
    before = np.random.get_state()  # noqa: NPY002
    np.random.seed(seed)  # noqa: NPY002
    try:
        yield
    finally:
        np.random.set_state(before)  # noqa: NPY002


def _summary(parameters: Parameters, chains: Array) -> dict[str, dict[str, float]]:
    flat = chains.reshape(-1, chains.shape[-1])
    summary = {}
    for name, column in zip(parameters.space.names, flat.T, strict=True):
        low, middle, high = np.quantile(column, [0.05, 0.5, 0.95])
        summary[name] = {"mean": float(column.mean()), "std": float(column.std()), "median": float(middle),
                         "q05": float(low), "q95": float(high)}  # fmt: skip
    return summary


def _thinned(samples: Array) -> list[Any]:
    axis = 1 if samples.ndim == 3 else 0
    every = max(1, math.ceil(samples.shape[axis] / _KEPT_DRAWS))
    kept: list[Any] = (samples[:, ::every] if axis else samples[::every]).tolist()
    return kept
