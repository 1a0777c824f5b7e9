"""Starts of a fit: where they begin, which random numbers they draw, and who runs them.

Source: docs/contract/pipeline-config.md section 2.2; docs/performance.md "Fits" (multistarts in parallel).
"""

import math
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from ionworks.errors import ValidationError
from ionworks.server.fit.elements.fit_setup import Parameters, helped_from
from ionworks.server.fit.problem import PENALTY, Problem
from ionworks.server.fit.task import Task
from ionworks.server.search.optimizers.base import Outcome
from ionworks.server.search.optimizers.registry import Optimizer, evaluates_lists, expected_evaluations, find_optimizer
from ionworks.server.search.space import SearchSpace, starting_points
from ionworks.server.search.target import StopSearchError
from ionworks.server.workers.helpers import FIT, Team, crew

Array = NDArray[np.float64]

MAX_STARTS = 1000


@attrs.frozen
class Start:
    """One start of a fit."""

    index: int
    """Position among the starts."""
    guess: Array
    """Starting point, search space."""
    outcome: Outcome
    """Where it ended."""
    costs: Sequence[float]
    """Best cost after each evaluation step."""
    evaluations: int
    """Evaluations of this start."""
    iterations: int
    """Generations, for population methods."""
    is_stopped: bool = False
    """Whether it used up the budget of the fit."""


def seed_of(task: Task) -> int | None:
    """Seed of an element: the config's, else the task's."""
    seed = (task.config.get("options") or {}).get("seed", task.seed)
    if seed is not None and (isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**32):
        raise ValidationError(f"options seed is {seed!r}; allowed: 0 to {2**32 - 1}")
    return seed


def guesses_of(task: Task, space: SearchSpace, rng: np.random.Generator) -> list[Array]:
    """Starting points: ``initial_guesses`` first, then samples up to ``multistarts``."""
    config = task.config
    given = config.get("initial_guesses")
    rows = [given] if isinstance(given, Mapping) else list(given or [])
    default = {item.name: item.initial for item in space.parameters}
    explicit = [_guess(space, {**default, **row}, row) for row in rows]
    count = max(int(config.get("multistarts") or 1), len(explicit), 1)
    if count > MAX_STARTS:
        raise ValidationError(f"multistarts is {count}; allowed: 1 to {MAX_STARTS}")
    sampler = (config.get("initial_guess_sampler") or {}).get("type", "LatinHypercube")
    drawn = starting_points(space, count, sampler, rng)
    return [*explicit, *drawn[len(explicit) :]]


def _guess(space: SearchSpace, values: Mapping[str, Any], row: Mapping[str, Any]) -> Array:
    unknown = row.keys() - set(space.names)
    if unknown:
        raise ValidationError(
            f"initial_guesses: {min(unknown)!r} is not a fit parameter; allowed: {', '.join(space.names)}"
        )
    for item in space.parameters:
        if not item.lower <= float(values[item.name]) <= item.upper:
            raise ValidationError(f"initial guess {values[item.name]!r} of {item.name!r} is outside its bounds")
    return space.scaled([float(values[name]) for name in space.names])


@attrs.frozen
class Plan:
    """What the starts of a fit have in common; the same in every process that is given the same seed."""

    guesses: Sequence[Array]
    """Starting points, search space."""
    streams: Sequence[np.random.SeedSequence]
    """Random numbers of each start."""
    optimizer: Optimizer
    """Runs a start."""
    spec: Mapping[str, Any]
    """Its options."""


def plan_starts(task: Task, parameters: Parameters, problem: Problem) -> Plan:
    """Starting points, random numbers and optimizer of a fit."""
    config = task.config
    streams = np.random.SeedSequence(seed_of(task)).spawn(2)
    guesses = guesses_of(task, parameters.space, np.random.default_rng(streams[0]))
    optimizer, spec = find_optimizer(config.get("optimizer"), has_residuals=problem.has_residuals)
    limit = (config.get("options") or {}).get("max_iterations")
    if limit is not None and "npts" not in spec:
        spec["max_iterations"] = min(int(limit), int(spec.get("max_iterations") or limit))
    return Plan(guesses, streams[1].spawn(len(guesses)), optimizer, spec)


def run_start(problem: Problem, plan: Plan, index: int) -> Start:
    """Run one start."""
    before = (problem.evaluations, problem.iterations, len(problem.trace))
    problem.begin(index)
    guess = plan.guesses[index]
    is_stopped = False
    try:
        outcome = plan.optimizer(problem, guess, plan.spec, np.random.default_rng(plan.streams[index]))
    except StopSearchError:
        assert problem.best is not None
        outcome = Outcome(problem.best.z, problem.best.cost, False, "time or evaluation budget used up")
        is_stopped = True
    costs = [row["best_cost"] for row in problem.trace[before[2] :]]
    counts = (problem.evaluations - before[0], problem.iterations - before[1])
    return Start(index, guess, outcome, costs, *counts, is_stopped)


def start_record(start: Start) -> dict[str, Any]:
    """JSON of a start that ran in another process."""
    outcome = {**attrs.asdict(start.outcome), "z": list(start.outcome.z)}
    return attrs.asdict(start) | {"guess": list(start.guess), "outcome": outcome}


def read_start(record: Mapping[str, Any]) -> Start:
    """Start from its JSON."""
    outcome = record["outcome"]
    return Start(
        **{**record, "guess": np.array(record["guess"]), "outcome": Outcome(**{**outcome, "z": np.array(outcome["z"])})}
    )


def run_starts(task: Task, parameters: Parameters, problem: Problem) -> list[Start]:
    """Run all starts, in parallel with helper processes where that pays; best first."""
    if seed_of(task) is None:
        task = attrs.evolve(task, seed=secrets.randbits(32))  # helpers draw the same numbers
    plan = plan_starts(task, parameters, problem)
    finished: list[Start] = []

    def here(index: int) -> bool:
        finished.append(run_start(problem, plan, index))
        return not finished[-1].is_stopped

    elsewhere: list[Mapping[str, Any]] = []

    def adopt(record: Mapping[str, Any]) -> bool:
        elsewhere.append(record)
        return not record["start"]["is_stopped"]

    with assigned_team(task, len(plan.guesses)) as team:
        if team is not None and len(plan.guesses) > 1 and not problem.has_evaluation_limit:
            team.starts(len(plan.guesses), here, adopt)
        else:
            problem.team = team
            all(here(index) for index in range(len(plan.guesses)))
            problem.team = None
    for record in elsewhere:  # after the starts of this process, which count what they do themselves
        start = read_start(record["start"])
        problem.adopt(start.index, start.evaluations, start.iterations, record["trace"])
        finished.append(start)
    ranked = sorted(finished, key=lambda start: (start.outcome.cost, start.index))
    if not math.isfinite(ranked[0].outcome.cost) or ranked[0].outcome.cost >= PENALTY:
        raise ValidationError("the model could not be solved for any proposal; check bounds, initial values and data")
    return ranked


@contextmanager
def assigned_team(task: Task, starts: int) -> Iterator[Team | None]:
    """Helper processes of a fit; ``None`` for short fits, for those with nothing to share, and with one worker."""
    names = [name for name, spec in (task.config.get("parameters") or {}).items() if isinstance(spec, Mapping)]
    evaluations = starts * expected_evaluations(task.config.get("optimizer"), max(1, len(names)))
    is_shared = starts > 1 or evaluates_lists(task.config.get("optimizer"))
    if task.workers == 1 or not is_shared or evaluations < helped_from(task):
        yield None
        return
    with crew(task.workers - 1).assigned(FIT, attrs.asdict(task, recurse=False)) as team:
        yield team
