"""An optimization against the sweep engine, both on two cores: runs per second, by the clock.

``python benchmarks/optimizations.py [--population 64] [--generations 20] [--rounds 5]``
The optimization runs as in the server: in one worker, which shares every population with its helper process; its rate
counts everything from the document to the result with time series. The sweep then runs as many designs, in chunks of 64
on two workers, and writes its tables. All processes have been warmed up, and compile models as the server does.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pybamm

from ionworks.optimization import (
    Algorithm,
    DesignParameter,
    LinkedParameter,
    Objective,
    OptimizationProblem,
    maximize,
)
from ionworks.server.design.experiments import make_experiments
from ionworks.server.design.run import run_optimization
from ionworks.server.design.task import DesignTask
from ionworks.server.nouns.simulations.task import simulate_chunk
from ionworks.server.workers.pool import WorkerPool
from ionworks.server.workers.warm_up import warm_up

CHUNK, WORKERS = 64, 2
THICKNESS, POROSITY = "Positive electrode thickness [m]", "Positive electrode porosity"
PROTOCOL = {
    "global": {"initial_soc": 100, "initial_temperature": 25},
    "steps": [{"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 2.5"]}}],
}
PROBLEM = OptimizationProblem(
    parameterized_model_id="benchmark",
    objectives={"1C": Objective(PROTOCOL, goals={"density": maximize("gravimetric_energy_density")})},
    parameters=[DesignParameter(THICKNESS, 4e-5, 1.5e-4), DesignParameter(POROSITY, 0.2, 0.5)],
    linked=[
        LinkedParameter("Positive electrode active material volume fraction", {POROSITY: -1}, constant=1),
        LinkedParameter("Negative electrode thickness [m]", {THICKNESS: 85.2 / 75.6}),
        LinkedParameter("Nominal cell capacity [A.h]", {THICKNESS: 5 / 75.6e-6}),
    ],
)


def search(pool: WorkerPool, folder: Path, fields: dict[str, Any]) -> tuple[float, int]:
    """Runs per second of an optimization, and how many it made."""
    begun = time.perf_counter()
    task = DesignTask(**fields, storage=str(folder), checkpoint_key=f"points/{fields['seed']}")
    found = pool.submit(run_optimization, task).result()
    count = int(found["result"]["evaluations"])
    return count / (time.perf_counter() - begun), count


def sweep(pool: WorkerPool, folder: Path, model: dict[str, Any], count: int, seed: int) -> float:
    """Runs per second of the sweep engine, for designs from where a search looks."""
    experiments = make_experiments(PROBLEM, model)
    objective = PROBLEM.objectives["1C"]
    points = np.random.default_rng(seed).uniform((1.0e-4, 0.38), (1.35e-4, 0.47), (count, 2)).tolist()
    designs = (experiments.design(objective, dict(zip((THICKNESS, POROSITY), point, strict=True))) for point in points)
    runs = [{"simulation_id": "", "job_id": "", "inputs": {}, "design_parameters": design} for design in designs]
    begun = time.perf_counter()
    chunks = [
        pool.submit(
            simulate_chunk,
            {
                **model,
                "protocol": PROTOCOL,
                "runs": runs[first : first + CHUNK],
                "storage": str(folder),
                "storage_folder": f"sweep/{first}",
            },
        )
        for first in range(0, len(runs), CHUNK)
    ]
    assert all(run["status"] == "completed" for chunk in chunks for run in chunk.result())
    return len(runs) / (time.perf_counter() - begun)


def compare(one: WorkerPool, all_of_them: WorkerPool, folder: Path, name: str, options: argparse.Namespace) -> None:
    """Print both rates of one model, and their ratio, round by round after a warm-up."""
    model: dict[str, Any] = {"model": {"type": name, "options": {}}, "parameter_set": "Chen2020"}
    algorithm = Algorithm(population_size=options.population, max_iterations=options.generations)
    problem = attrs.evolve(PROBLEM, algorithm=algorithm)
    fields = {"config": problem.to_wire(), "model": model, "workers": WORKERS}
    ratios = []
    for seed in range(options.rounds + 2):
        searched, count = search(one, folder, {**fields, "seed": seed})
        swept = sweep(all_of_them, folder, model, count, seed)
        if seed > 1:  # models are being compiled until then
            ratios.append(searched / swept)
            print(
                f"{name:5} {count:5} runs   sweep {swept:6.1f} 1/s   optimization {searched:6.1f} 1/s   "
                f"ratio {ratios[-1]:.2f}",
                flush=True,
            )
    print(f"{name:5} median ratio {statistics.median(ratios):.2f} (target 0.80)", flush=True)


def main() -> None:
    """Compare SPM and SPMe."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--population", type=int, default=64)
    parser.add_argument("--generations", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, PyBaMM {pybamm.__version__}, {time.strftime('%F')}; population {options.population}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        compiled = folder / "compiled"
        compiled.mkdir(mode=0o700)
        environment = {"PYBAMM_CASADI_AOT_CACHE": str(compiled)}
        pools = [WorkerPool(count, warm_up=warm_up, environment=environment) for count in (1, WORKERS)]
        for model in ("SPM", "SPMe"):
            compare(*pools, folder, model, options)
        for pool in pools:
            pool.shutdown(wait=False)


if __name__ == "__main__":
    main()
