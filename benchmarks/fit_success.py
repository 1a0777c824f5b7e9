"""How often and how fast fits find the best solution, from starts all over the box, beside PyBOP's optimizers.

``python benchmarks/fit_success.py [--problems spme-2,dfn-2] [--starts 20] [--no-pybop] [--optimizers Nelder-Mead,...]``

Our fits name no optimizer and go through client and server, from the submission to the result in hand; PyBOP's time is
set-up and fit, in an environment of its own (`peers/process.py`). A fit is right when its cost, computed by the same
code for both sides, is at most 2 % above the best that anybody found. A PyBOP optimizer counts when it is right in 9
of 10.
"""

# ruff: noqa: E402
import argparse
import json
import math
import os
import statistics
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

os.environ["PYBAMM_DISABLE_TELEMETRY"] = "true"
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
warnings.filterwarnings("ignore")

import attrs
import numpy as np
from fit_problems import PROBLEMS, FitProblem, is_logarithmic
from peers.process import start_pybop
from sweeps import serve

from ionworks.errors import IonworksError
from ionworks.server.fit.elements.datafit import run_data_fit
from ionworks.server.fit.elements.fit_setup import build_objectives, build_problem, read_parameters_of
from ionworks.server.fit.task import Task

RIGHT = 1.02
"""A cost up to so many times the best is right."""
RELIABLE = 0.9
"""Share of right fits from which an optimizer of PyBOP counts."""
OPTIMIZERS = ("Nelder-Mead", "L-BFGS-B", "CMA-ES", "differential evolution")
FITS_BEFORE = 2
OURS = "ours, no optimizer named"


@attrs.frozen
class Run:
    """One fit."""

    seconds: float
    """From the submission, or the begin of the set-up, to the result."""
    x: Sequence[float] | None
    """Values found; ``None`` for a fit that failed."""
    starts: int = 1
    """Starts it took."""


def cost_function(problem: FitProblem) -> Callable[[Sequence[float] | None], float]:
    """Cost of fitted values, the same for both sides."""
    config = problem.config(problem.truth)
    task = Task("fit", config, parameters=problem.known, options={"workers": 1})
    parameters = read_parameters_of(config)
    made = build_problem(task, config, parameters, build_objectives(task, parameters, config["objectives"]), None)

    def cost(x: Sequence[float] | None) -> float:
        return math.inf if x is None else float(made.evaluated(made.space.scaled(x)[None])[0])

    return cost


def reference(problem: FitProblem) -> Sequence[float]:
    """Solution of least squares that starts at the truth."""
    config = problem.config(problem.truth, optimizer={"type": "ScipyLeastSquares"})
    found: Sequence[float] = run_data_fit(Task("fit", config, parameters=problem.known)).result["x"]
    return found


def ours(client: Any, problem: FitProblem, start: Mapping[str, float], seed: int) -> Run:
    """One fit through client and server."""
    fit = problem.config(start, options={"seed": seed})
    elements = {"known": {"element_type": "entry", "values": dict(problem.known)}, "fit": fit}
    begun = time.perf_counter()
    try:
        submitted = client.simple_pipeline.create({"elements": elements})
        result = client.simple_pipeline.wait_for_completion(submitted.id, verbose=False).result
    except IonworksError as error:
        print(f"  failed: {error}", flush=True)
        return Run(time.perf_counter() - begun, None)
    values = [result["parameter_values"][name] for name in problem.boxes]
    return Run(time.perf_counter() - begun, values, result["starts"]["tried"])


def theirs(pybop: Any, problem: FitProblem, start: Mapping[str, float], seed: int, optimizer: str) -> Run:
    """One fit of PyBOP."""
    assert problem.pybop is not None
    boxes = [
        [name, low, high, start[name], is_logarithmic(low, high)] for name, (low, high, _) in problem.boxes.items()
    ]
    data = problem.objective["data"]
    request = {**problem.pybop, "optimizer": optimizer, "seed": seed, "data": data, "parameters": boxes}
    begun = time.perf_counter()
    pybop.stdin.write(json.dumps(request) + "\n")
    pybop.stdin.flush()
    answer = json.loads(pybop.stdout.readline())
    if "error" in answer:
        return Run(time.perf_counter() - begun, None)
    return Run(answer["seconds"], answer["x"])


def contest(
    key: str, client: Any, pybop: Any, starts: int, optimizers: Sequence[str]
) -> tuple[FitProblem, dict[str, list[Run]]]:
    """All fits of one problem, in turns."""
    problem = PROBLEMS[key]()
    rng = np.random.default_rng(0)
    rivals = optimizers if pybop is not None and problem.pybop else ()
    runs: dict[str, list[Run]] = {OURS: [], **{name: [] for name in rivals}}
    for seed in range(FITS_BEFORE):
        ours(client, problem, problem.start(np.random.default_rng(1000 + seed)), seed)
    for seed in range(starts):
        start = problem.start(rng)
        runs[OURS].append(ours(client, problem, start, seed))
        for name in rivals:
            runs[name].append(theirs(pybop, problem, start, seed, name))
    return problem, runs


def table(problem: FitProblem, runs: Mapping[str, Sequence[Run]]) -> tuple[int, float | None]:
    """Print the rows of one problem; return how many of our fits were right and the ratio to PyBOP's best."""
    cost = cost_function(problem)
    costs = {name: [cost(run.x) for run in found] for name, found in runs.items()}
    best = min(cost(reference(problem)), *(value for found in costs.values() for value in found))
    print(f"{problem.name}")
    right = {name: sum(value <= RIGHT * best for value in found) for name, found in costs.items()}
    seconds = {name: statistics.median(run.seconds for run in found) for name, found in runs.items()}
    for name, found in runs.items():
        note = f", {statistics.mean(run.starts for run in found):.1f} starts" if name == OURS else ""
        print(f"  {name:28s} {right[name]:3d} of {len(found)}  {seconds[name]:8.3f} s{note}", flush=True)
    rivals = [seconds[name] for name in runs if name != OURS and right[name] >= RELIABLE * len(runs[name])]
    ratio = min(rivals) / seconds[OURS] if rivals else None
    if len(runs) > 1:
        shown = "no optimizer of PyBOP is right in 9 of 10" if ratio is None else f"{ratio:.1f} x"
        print(f"  fastest reliable optimizer of PyBOP against ours: {shown}", flush=True)
    return right[OURS], ratio


def arguments() -> argparse.Namespace:
    """Options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--problems", default=",".join(PROBLEMS), help=f"of {', '.join(PROBLEMS)}")
    parser.add_argument("--starts", type=int, default=20)
    parser.add_argument("--no-pybop", action="store_true")
    parser.add_argument("--optimizers", default=",".join(OPTIMIZERS), help="of PyBOP")
    read = parser.parse_args()
    unknown = set(read.problems.split(",")) - PROBLEMS.keys()
    if unknown:
        parser.error(f"unknown problems {sorted(unknown)}; allowed: {', '.join(PROBLEMS)}")
    return read


def main() -> None:
    """Run the contests and print the table."""
    begun = time.perf_counter()
    read = arguments()
    pybop = None if read.no_pybop else start_pybop()
    found, ratios, total = 0, [], 0
    with serve() as bench:
        for key in read.problems.split(","):
            problem, runs = contest(key, bench.client, pybop, read.starts, read.optimizers.split(","))
            right, ratio = table(problem, runs)
            found, total = found + right, total + read.starts
            ratios += [ratio] if ratio is not None else []
    if pybop is not None:
        pybop.stdin.close()
        pybop.wait()
    print(f"right: {found} of {total} ({100 * found / total:.1f} %)")
    if ratios:
        print(f"against the fastest reliable optimizer of PyBOP: median {statistics.median(ratios):.1f} x, "
              f"least {min(ratios):.1f} x")  # fmt: skip
    print(f"took {(time.perf_counter() - begun) / 60:.1f} minutes")


if __name__ == "__main__":
    main()
