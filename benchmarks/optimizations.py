"""An optimization against the sweep engine, in one worker: points per second, clock time.

Both run the same 1C discharges of Chen2020 SPMe with two searched parameters and three that follow; the sweep has 256
random designs from where the search looks, the search 16 points a generation.
"""

from __future__ import annotations

import os
import platform
import time
from typing import Any

os.environ |= {"PYBAMM_DISABLE_TELEMETRY": "true", "OMP_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}

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
from ionworks.server.optimize.experiments import make_experiments
from ionworks.server.optimize.run import run_optimization

SWEEP, CHUNK, GENERATIONS, POPULATION = 256, 64, 15, 16
THICKNESS, POROSITY = "Positive electrode thickness [m]", "Positive electrode porosity"
MODEL: dict[str, Any] = {"model": {"type": "SPMe", "options": {}}, "parameter_set": "Chen2020"}
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
    algorithm=Algorithm(population_size=POPULATION, max_iterations=GENERATIONS),
)


def sweep(rng: np.random.Generator) -> float:
    """Runs per second of the sweep engine."""
    experiments = make_experiments(PROBLEM, MODEL)
    objective = PROBLEM.objectives["1C"]
    low, high = (1.0e-4, 0.38), (1.35e-4, 0.47)
    points = [dict(zip((THICKNESS, POROSITY), row, strict=True)) for row in rng.uniform(low, high, (SWEEP, 2)).tolist()]
    begin = time.perf_counter()
    for first in range(0, SWEEP, CHUNK):
        experiments.runs(objective, points[first : first + CHUNK])
    return SWEEP / (time.perf_counter() - begin)


def search(seed: int) -> float:
    """Points per second of an optimization, the time series of its result included."""
    begin = time.perf_counter()
    found = run_optimization({"config": PROBLEM.to_wire(), "model": MODEL, "seed": seed})
    return float(found["result"]["evaluations"]) / (time.perf_counter() - begin)


def main() -> None:
    """Print both rates, three times after a warm-up."""
    machine = f"{platform.machine()}, Python {platform.python_version()}, PyBaMM {pybamm.__version__}"
    print(f"{machine}, {time.strftime('%F')}")
    rng = np.random.default_rng(0)
    sweep(rng)
    for seed in range(3):
        plain, searched = sweep(rng), search(seed)
        print(f"sweep {plain:6.1f} 1/s   optimization {searched:6.1f} 1/s   ratio {searched / plain:.2f}", flush=True)


if __name__ == "__main__":
    main()
