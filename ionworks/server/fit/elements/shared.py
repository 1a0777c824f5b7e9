"""What helper processes do for a fit: costs of proposals, and whole starts.

Source: docs/performance.md "Fits" (populations and multistarts in parallel worker processes).
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from ionworks.server.fit.elements.fit_setup import build_objectives, build_problem, read_parameters_of
from ionworks.server.fit.elements.starts import plan_starts, run_start, start_record
from ionworks.server.fit.task import Task
from ionworks.server.workers.helpers import EVALUATE, START


def fit_work(document: Mapping[str, Any]) -> Mapping[str, Callable[[Any], Any]]:
    """Prepare the problem of a fit; return what can be asked about it.

    Parameters
    ----------
    document : mapping
        A `Task`.

    Raises
    ------
    ValidationError
        The fit cannot be prepared.
    """
    task = Task.from_json(document)
    parameters = read_parameters_of(task.config)
    objectives = build_objectives(task, parameters, task.config["objectives"], task.config.get("optimizer"))
    problem = build_problem(task, task.config, parameters, objectives, None)
    plan = plan_starts(task, parameters, problem)

    def evaluate(points: list[list[float]]) -> list[float]:
        found: list[float] = problem.evaluated(np.array(points)).tolist()
        return found

    def start(request: Mapping[str, Any]) -> dict[str, Any]:
        first = len(problem.trace)
        guess = np.array(request["guess"], float)
        record = start_record(run_start(problem, plan, int(request["index"]), guess, request["patience"]))
        return {"start": record, "trace": [{**row, "z": list(row["z"])} for row in problem.trace[first:]]}

    return MappingProxyType({EVALUATE: evaluate, START: start})
