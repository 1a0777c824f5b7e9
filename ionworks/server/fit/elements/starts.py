"""Starts of a fit: where they begin, which random numbers they draw, and who runs them.

Source: docs/contract/pipeline-config.md section 2.2; docs/performance.md "Fits" (multistarts in parallel).
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import attrs
import numpy as np

from ionworks.errors import ValidationError
from ionworks.server.fit.course import FlatError, StalledError
from ionworks.server.fit.elements.fit_setup import Parameters, helped_from
from ionworks.server.fit.problem import Problem
from ionworks.server.fit.task import Task
from ionworks.server.ground.arrays import Array
from ionworks.server.search.optimizers.base import Outcome
from ionworks.server.search.optimizers.registry import Optimizer, evaluates_lists, expected_evaluations, find_optimizer
from ionworks.server.search.space import SearchSpace, starting_points
from ionworks.server.search.target import StopSearchError
from ionworks.server.workers.helpers import FIT, Team, crew

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
    is_stalled: bool = False
    """Whether it was given up because it hardly became better."""


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
    seed: np.random.SeedSequence
    """What the random numbers of each start come from."""
    optimizer: Optimizer
    """Runs a start."""
    spec: Mapping[str, Any]
    """Its options."""

    def rng(self, index: int) -> np.random.Generator:
        """Random numbers of one start."""
        key = (*self.seed.spawn_key, index)
        return np.random.default_rng(np.random.SeedSequence(self.seed.entropy, spawn_key=key))


def plan_starts(task: Task, parameters: Parameters, problem: Problem) -> Plan:
    """Starting points, random numbers and optimizer of a fit."""
    config = task.config
    streams = np.random.SeedSequence(seed_of(task)).spawn(2)
    guesses = guesses_of(task, parameters.space, np.random.default_rng(streams[0]))
    optimizer, spec = find_optimizer(config.get("optimizer"), has_residuals=problem.has_residuals)
    limit = (config.get("options") or {}).get("max_iterations")
    if limit is not None and "npts" not in spec:
        spec["max_iterations"] = min(int(limit), int(spec.get("max_iterations") or limit))
    return Plan(guesses, streams[1], optimizer, spec)


def run_start(problem: Problem, plan: Plan, index: int, guess: Array, patience: int | None = None) -> Start:
    """Run one start; with `patience` it is given up when it hardly becomes better in so many evaluations.

    Where solves are long, a start with patience goes most of its way on coarse ones and ends on exact ones.
    """
    before = (problem.evaluations, problem.iterations, len(problem.trace))
    problem.begin(index, patience)
    is_coarse = patience is not None and problem.coarsely(guess)
    found = _descent(problem, plan, index, guess, patience)
    if is_coarse:
        problem.exactly()
        if not (found.is_stopped or found.is_stalled):
            found = _descent(problem, plan, index, found.outcome.z, patience)
    costs = [row["best_cost"] for row in problem.trace[before[2] :]]
    counts = (problem.evaluations - before[0], problem.iterations - before[1])
    return Start(index, guess, found.outcome, costs, *counts, found.is_stopped, found.is_stalled)


@attrs.frozen
class _Descent:
    """Where an optimizer ended, and why."""

    outcome: Outcome
    is_stopped: bool = False
    is_stalled: bool = False


def _descent(problem: Problem, plan: Plan, index: int, guess: Array, patience: int | None) -> _Descent:
    try:
        return _Descent(plan.optimizer(problem, guess, plan.spec, plan.rng(index)))
    except StopSearchError:
        return _Descent(_best(problem, "time or evaluation budget used up", success=False), is_stopped=True)
    except StalledError:
        message = f"given up: less than a tenth better in {patience} evaluations"
        return _Descent(_best(problem, message, success=False), is_stalled=True)
    except FlatError:
        return _Descent(_best(problem, "converged to what the data tell and the solver resolves", success=True))


def _best(problem: Problem, message: str, *, success: bool) -> Outcome:
    assert problem.best is not None
    return Outcome(problem.best.z, problem.best.cost, success, message)


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


def seeded(task: Task) -> Task:
    """Task with a seed, so that helpers draw the same numbers."""
    return task if seed_of(task) is not None else attrs.evolve(task, seed=secrets.randbits(32))


def run_guesses(
    problem: Problem,
    plan: Plan,
    guesses: Sequence[tuple[int, Array]],
    team: Team | None,
    patience: int | None = None,
) -> list[Start]:
    """Run starts from numbered guesses, together with the helpers of a team; none begins after one used up the budget.

    Starts come back in the order they ended.
    """
    finished: list[Start] = []
    elsewhere: list[Mapping[str, Any]] = []

    def here(request: Mapping[str, Any]) -> bool:
        finished.append(run_start(problem, plan, request["index"], np.array(request["guess"]), patience))
        return not finished[-1].is_stopped

    def adopt(record: Mapping[str, Any]) -> bool:
        elsewhere.append(record)
        return not record["start"]["is_stopped"]

    requests = [{"index": index, "guess": list(map(float, guess)), "patience": patience} for index, guess in guesses]
    if team is not None and len(requests) > 1 and not problem.has_evaluation_limit:
        team.starts(requests, here, adopt)
    else:
        problem.team = team
        all(here(request) for request in requests)
        problem.team = None
    for record in elsewhere:  # after the starts of this process, which count what they do themselves
        start = read_start(record["start"])
        problem.adopt(start.index, start.evaluations, start.iterations, record["trace"])
        finished.append(start)
    return finished


def is_team_worth_it(task: Task, starts: int) -> bool:
    """Whether helpers pay for a fit: not for short ones, nor for those with nothing to share."""
    names = [name for name, spec in (task.config.get("parameters") or {}).items() if isinstance(spec, Mapping)]
    evaluations = starts * expected_evaluations(task.config.get("optimizer"), max(1, len(names)))
    is_shared = starts > 1 or evaluates_lists(task.config.get("optimizer"))
    return is_shared and evaluations >= helped_from(task)


@contextmanager
def assigned_team(task: Task, *, is_worth_it: bool) -> Iterator[Team | None]:
    """Helper processes of a fit; ``None`` where they are not worth it, and with one worker."""
    if task.workers == 1 or not is_worth_it:
        yield None
        return
    with crew(task.workers - 1).assigned(FIT, task) as team:
        yield team
