"""What tighter tolerances of the solver cost: sweeps of 64 designs and single CC-CV cycles inside one worker, in turns.

``python benchmarks/tolerances.py [rounds]``. Processor time of everything a worker does once its models are built, as a
ratio to the first tolerances.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ |= {"PYBAMM_DISABLE_TELEMETRY": "true", "OMP_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}

import numpy as np

from ionworks.server.engine.model.parameters import parameter_set
from ionworks.server.nouns.simulations.task import simulate_chunk

TOLERANCES = ((1e-4, 1e-6), (1e-5, 1e-7), (1e-5, 1e-6), (1e-6, 1e-8), (1e-6, 1e-6))
NAME, VALUES = "Positive particle diffusivity [m2.s-1]", 4e-15 * np.logspace(-0.3, 0.3, 64)
DISCHARGE = [{"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 2.5"]}}]
CYCLE = [
    *DISCHARGE,
    {"Rest": {"duration": 1800}},
    {"Charge": {"mode": "C-rate", "value": 0.5, "ends": ["Voltage > 4.2"]}},
    {"Charge": {"mode": "Voltage", "value": 4.2, "ends": ["C-rate < 0.05"]}},
    {"Rest": {"duration": 1800}},
]


def cost(model: str, steps: list[dict], designs: list[dict], rtol: float, atol: float) -> float:
    """Seconds of the processor per run."""
    task = {
        "model": model,
        "parameters": parameter_set("Chen2020"),
        "simulation_settings": {"solver": {"rtol": rtol, "atol": atol}},
        "protocol": {"global": {"initial_soc": 1}, "steps": steps},
        "runs": [
            {"simulation_id": str(index), "job_id": str(index), "inputs": {}, "design_parameters": design}
            for index, design in enumerate(designs)
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        begin = time.process_time()
        results = simulate_chunk({**task, "storage": str(Path(folder)), "storage_folder": "runs"})
        spent = time.process_time() - begin
    failed = [result["error"] for result in results if result["status"] != "completed"]
    if failed:
        raise RuntimeError(f"{model} at {rtol:g}: {failed[0]}")
    return spent / len(designs)


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    sweep = [{NAME: float(value)} for value in VALUES]
    cases = {"sweep": (DISCHARGE, sweep), "cycle": (CYCLE, [{}])}
    print(f"{'':12}" + "".join(f"{f'{rtol:g}, {atol:g}':>24}" for rtol, atol in TOLERANCES))
    for model in ("SPM", "SPMe", "DFN"):
        for name, (steps, designs) in cases.items():
            taken: dict[tuple[float, float], list[float]] = {pair: [] for pair in TOLERANCES}
            for turn in range(rounds + 1):
                for pair in TOLERANCES:
                    spent = cost(model, steps, designs, *pair)
                    if turn:
                        taken[pair].append(spent)
            middle = {pair: statistics.median(values) for pair, values in taken.items()}
            first = middle[TOLERANCES[0]]
            row = "".join(f"{f'{1e3 * value:.2f} ms {value / first:.2f} x':>24}" for value in middle.values())
            print(f"{model:5}{name:7}{row}", flush=True)


if __name__ == "__main__":
    main()
