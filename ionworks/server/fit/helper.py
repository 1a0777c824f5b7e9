"""A helper process of a fit: evaluates proposals and runs starts that are sent to it.

``python -m ionworks.server.fit.helper`` reads requests on its standard input and answers on its standard output. A
message is one line of JSON, followed by as many bytes of float64 values as its ``bytes`` says. The end of the input
is the end of the process; one that is at work then ends with the process that started it, however that ends.

Source: issue "Pipelines that really fit" (populations in parallel worker processes, multistarts in parallel).
"""

import os
import select
import sys
from collections.abc import Mapping
from typing import IO, Any

import attrs
import numpy as np
from numpy.typing import NDArray

from ionworks.errors import IonworksError
from ionworks.server.fit.fit_setup import build_objectives, build_problem, read_parameters_of
from ionworks.server.fit.messages import read_message, write_message
from ionworks.server.fit.problem import Problem
from ionworks.server.fit.starts import plan_starts, run_start, start_record
from ionworks.server.fit.task import Task, read_task
from ionworks.server.parent import watch_parent

Array = NDArray[np.float64]
_IDLE_S = 900.0


@attrs.define
class Work:
    """The fit a helper currently helps with."""

    task: Task
    """Its element."""
    parameters: Any
    """What is searched."""
    problem: Problem
    """Its costs."""


def read_work(document: Mapping[str, Any]) -> Work:
    """Prepare the problem of a fit."""
    task = read_task(document)
    parameters = read_parameters_of(task.config)
    objectives = build_objectives(task, parameters, task.config["objectives"], task.config.get("optimizer"))
    return Work(task, parameters, build_problem(task, task.config, parameters, objectives, None))


def answer(work: Work | None, request: Mapping[str, Any], values: Array) -> tuple[Work | None, dict[str, Any], Array]:
    """Answer of one request: ``task`` prepares a fit, ``costs`` evaluates proposals, ``start`` runs one start."""
    nothing = np.zeros(0)
    if request["do"] == "task":
        work = read_work(request["task"])
        return work, {}, nothing
    assert work is not None
    problem = work.problem
    if request["do"] == "costs":
        return work, {}, problem.evaluated(values.reshape(request["rows"], -1))
    plan = plan_starts(work.task, work.parameters, problem)
    first = len(problem.trace)
    start = run_start(problem, plan, request["index"])
    trace = [{**row, "z": list(row["z"])} for row in problem.trace[first:]]
    return work, {"start": start_record(start), "trace": trace}, nothing


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more, or none came for a quarter of an hour."""
    work: Work | None = None
    while _has_request(requests):
        message = read_message(requests)
        if message is None:
            return
        try:
            work, header, values = answer(work, *message)
        except IonworksError as error:
            header, values = {"error": str(error)}, np.zeros(0)
        write_message(answers, {**header, "id": message[0]["id"]}, values)


def _has_request(requests: IO[bytes]) -> bool:
    if os.name != "posix":
        return True
    return bool(select.select([requests], [], [], _IDLE_S)[0])


def main() -> None:
    """Serve standard input; whatever libraries print goes to standard error."""
    watch_parent()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    write_message(answers, {"id": 0}, np.zeros(0))
    serve(os.fdopen(sys.stdin.fileno(), "rb", buffering=0, closefd=False), answers)


if __name__ == "__main__":
    main()
