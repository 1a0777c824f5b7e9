"""Sharing the points of an optimization with helper processes.

Source: docs/guides/optimizations.md "Algorithms" (populations in parallel).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, Final

import attrs

from ionworks.optimization.problem import OptimizationProblem
from ionworks.optimization.reading import read_problem
from ionworks.server.design.checkpoint import Measured
from ionworks.server.design.experiments import Experiments, Point, make_experiments
from ionworks.server.design.search import Measure
from ionworks.server.design.task import DesignTask, DesignWork
from ionworks.server.workers.helpers import EVALUATE, OPTIMIZATION, Team, crew, worker_count

_HELPED_FROM: Final = 100
"""Runs from which helper processes, which take seconds to start, pay."""
_USUAL_POPULATION: Final = 10
"""Points per generation and parameter where the document gives no number; only to judge whether help pays."""


def optimization_work(document: Mapping[str, Any]) -> Mapping[str, Callable[[Any], Any]]:
    """Prepare the experiments of an optimization; return what can be asked about them.

    Parameters
    ----------
    document : mapping
        A `DesignWork`.

    Raises
    ------
    ValidationError
        They cannot be read.
    """
    work = DesignWork.from_json(document)
    experiments = make_experiments(read_problem(work.config), work.model)
    experiments.measure([experiments.baseline()])  # builds the models before anybody waits for an answer
    return MappingProxyType({EVALUATE: lambda points: _plain(experiments.measure(points))})


@contextmanager
def measuring(task: DesignTask, experiments: Experiments) -> Iterator[Measure]:
    """Metrics of points, measured together with helper processes where that pays.

    Parameters
    ----------
    task : DesignTask
    experiments : Experiments
    """
    helpers = worker_count(task.workers) - 1
    if not helpers or not _is_helped(experiments.problem):
        yield experiments.measure
        return
    with crew(helpers).assigned(OPTIMIZATION, task.work) as team:
        yield experiments.measure if team is None else _shared(experiments, team)


def _shared(experiments: Experiments, team: Team) -> Measure:
    def measure(points: Sequence[Point]) -> list[Measured]:
        found = team.evaluate([dict(point) for point in points], lambda share: _plain(experiments.measure(share)))
        return [Measured(tuple(values), error) for values, error in found]

    return measure


def _plain(found: Sequence[Measured]) -> list[Any]:
    return [attrs.astuple(one, recurse=False) for one in found]


def _is_helped(problem: OptimizationProblem) -> bool:
    """Whether a search has populations to share, and enough of them."""
    algorithm = problem.algorithm
    if algorithm.type == "NelderMead":
        return False
    size = algorithm.population_size or _USUAL_POPULATION * len(problem.parameters)
    points = size * algorithm.max_iterations * algorithm.multistarts
    return min(points, algorithm.max_evaluations or points) * len(problem.objectives) >= _HELPED_FROM
