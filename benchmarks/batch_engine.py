"""Sweeps of 64 designs inside one worker, against a new `pybamm.Simulation` per design; one round of each.

Times are of the processor, as other programs would blur those of the clock, and hold everything a worker
does: planning, initial states, solving, tables, Parquet files.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from pathlib import Path

os.environ |= {"PYBAMM_DISABLE_TELEMETRY": "true", "OMP_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}

import numpy as np
import pybamm

from ionworks.server.engine.model.parameters import parameter_set
from ionworks.server.ground.environment import COMPILED_VARIABLE
from ionworks.server.nouns.simulations.task import simulate_chunk

POINTS, CHUNK, NAIVE_POINTS = 64, 16, 6
SWEEPS = {
    "thickness": ("Positive electrode thickness [m]", np.linspace(0.85, 1.15, POINTS)),
    "diffusivity": ("Positive particle diffusivity [m2.s-1]", np.logspace(-0.3, 0.3, POINTS)),
}
PROTOCOL = {
    "global": {"initial_soc": 1},
    "steps": [{"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 2.5"]}}],
}


def naive(model: str, name: str, values: list[float]) -> float:
    """Seconds per run of a new simulation for each value."""
    begin = time.process_time()
    for value in values:
        parameters = pybamm.ParameterValues("Chen2020")
        parameters[name] = value
        simulation = pybamm.Simulation(
            getattr(pybamm.lithium_ion, model)(),
            parameter_values=parameters,
            experiment=pybamm.Experiment(["Discharge at 1C until 2.5 V"]),
            solver=pybamm.IDAKLUSolver(),
        )
        solution = simulation.solve()
        np.asarray([solution["Voltage [V]"].data[-1], solution["Discharge capacity [A.h]"].data[-1]])
    return (time.process_time() - begin) / len(values)


def ours(model: str, name: str, values: list[float], folder: Path) -> float:
    """Seconds per run of the worker's task function, in chunks."""
    shared = {"model": model, "parameters": parameter_set("Chen2020"), "protocol": PROTOCOL}
    begin = time.process_time()
    for first in range(0, len(values), CHUNK):
        runs = [
            {"simulation_id": str(index), "job_id": str(index), "inputs": {}, "design_parameters": {name: value}}
            for index, value in enumerate(values[first : first + CHUNK])
        ]
        place = {"storage": str(folder), "storage_folder": f"{model}{first}"}
        results = simulate_chunk({**shared, **place, "runs": runs})
        if any(result["status"] != "completed" for result in results):
            raise RuntimeError(f"{model}: {results[0]['error']}")
    return (time.process_time() - begin) / len(values)


def wait_for_compiler(folder: Path) -> None:
    """Wait until every model that is being compiled is ready."""
    while len(list(folder.glob("*.ready"))) < len(list(folder.glob("*.started"))):
        time.sleep(0.1)
    time.sleep(0.5)


def main() -> None:
    """Print the table."""
    is_compiled = "--compiled" in sys.argv
    print(
        f"{platform.machine()}, Python {platform.python_version()}, PyBaMM {pybamm.__version__}, {time.strftime('%F')}"
    )
    print(
        f"{'model':6s}{'sweep':13s}{'naive ms':>10s}{'first ms':>10s}{'warm ms':>9s}{'x':>7s}"
        f"{'compiled ms':>13s}{'x':>7s}"
    )
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        os.environ[COMPILED_VARIABLE] = str(folder / "compiled")
        for model in ("SPM", "SPMe", "DFN"):
            for sweep, (name, factors) in SWEEPS.items():
                values = (float(pybamm.ParameterValues("Chen2020")[name]) * factors).tolist()
                slow = naive(model, name, values[::11])
                first, warm = ours(model, name, values, folder), ours(model, name, values, folder)
                row = f"{model:6s}{sweep:13s}{1e3 * slow:10.1f}{1e3 * first:10.2f}{1e3 * warm:9.2f}{slow / warm:7.0f}"
                if is_compiled:
                    for _ in range(7):
                        ours(model, name, values, folder)
                    wait_for_compiler(folder / "compiled")
                    fast = ours(model, name, values, folder)
                    row += f"{1e3 * fast:13.2f}{slow / fast:7.0f}"
                print(row, flush=True)


if __name__ == "__main__":
    main()
