"""Sweeps through client and server against a naive PyBaMM loop, and what a queue of 100,000 runs costs.

``python benchmarks/sweeps.py [--points 64] [--runs 2000] [--queued 100000] [--naive 4]``
The server is a process of its own, as with ``ionworks serve``; the naive loop builds a ``pybamm.Simulation`` per point.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import attrs

KEY = "benchmark-key-0123456789"
THICKNESS = "Positive electrode thickness [m]"
DIFFUSIVITY = "Positive particle diffusivity [m2.s-1]"
RANGES = {THICKNESS: (6e-5, 9e-5), DIFFUSIVITY: (3e-15, 6e-15)}
DISCHARGE = """
global: {initial_soc: 1, temperature: 25}
steps:
  - {direction: Discharge, mode: C-rate, value: 1, ends: [{variable: "Voltage [V]", value: 2.5}]}
"""


@attrs.define
class Bench:
    client: object
    process: subprocess.Popen
    models: dict[str, str]

    def config(self, model: str, count: int, parameter: str, low: float, high: float) -> dict:
        row = {"type": "range", "name": parameter, "min": low, "max": high, "count": count}
        return {
            "parameterized_model": self.models[model],
            "protocol_experiment": {"protocol": DISCHARGE, "name": "benchmark"},
            "design_parameters_doe": {"sampling": "grid", "rows": [row]},
        }

    def memory(self) -> float:
        """Resident memory of the server process, MiB."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(text.split("VmRSS:")[1].split()[0]) / 1024


@contextmanager
def serve(workers: int = 2) -> Iterator[Bench]:
    from ionworks import Ionworks

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        command = [sys.executable, "-W", "ignore", "-m", "ionworks.server", "serve", "--data-dir", folder]
        command += ["--port", str(port), "--workers", str(workers)]
        environment = {**os.environ, "IONWORKS_SERVER_BOOTSTRAP_KEY": KEY, "IONWORKS_SERVER_LOG_LEVEL": "warning"}
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        url = f"http://127.0.0.1:{port}"
        try:
            wait_until_ready(url)
            with Ionworks(KEY, url) as plain:
                project = plain.project.list()[0].id
            with Ionworks(KEY, url, project, timeout=300) as client:
                models = client.parameterized_model.list_by_project(summary=True)
                names = {record.name.removeprefix("Chen2020 "): record.id for record in models}
                yield Bench(client, process, names)
        finally:
            process.kill()
            process.wait()


def wait_until_ready(url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("the server did not answer")


def naive(model: str, parameter: str, values: list[float]) -> float:
    """Seconds per point of a loop that builds everything anew."""
    import pybamm

    begun = time.perf_counter()
    for value in values:
        parameters = pybamm.ParameterValues("Chen2020")
        parameters[parameter] = value
        battery = getattr(pybamm.lithium_ion, model)()
        simulation = pybamm.Simulation(battery, parameter_values=parameters, solver=pybamm.IDAKLUSolver())
        simulation.solve([0, 3700])["Voltage [V]"].entries  # noqa: B018
    return (time.perf_counter() - begun) / len(values)


def sweep(bench: Bench, config: dict) -> tuple[float, float]:
    """Seconds from submission to the end of all runs, and until every time series is read as one table."""
    begun = time.perf_counter()
    runs = bench.client.simulation.protocol_batch(config)
    bench.client.simulation.wait_for_completion(runs, timeout=600, poll_interval=0.05, verbose=False)
    solved = time.perf_counter() - begun
    bench.client.simulation.results(runs, time_series=True)
    return solved, time.perf_counter() - begun


def compare(bench: Bench, points: int, naive_points: int) -> None:
    print(f"\n{points} points, 1C discharge, s per run; x = naive / ours (submission to all results readable)")
    print(f"{'model':6}{'parameter':>24}{'naive':>10}{'solved':>10}{'x':>7}{'+ read':>10}{'x':>7}")
    for model in ("SPM", "SPMe", "DFN"):
        for parameter, (low, high) in RANGES.items():
            step = (high - low) / max(1, naive_points)
            alone = naive(model, parameter, [low + step * index for index in range(naive_points)])
            # other values first: a run that is known is not solved again
            sweep(bench, bench.config(model, points, parameter, low * 0.99, high * 0.99))
            solved, read = (each / points for each in sweep(bench, bench.config(model, points, parameter, low, high)))
            name = parameter.split("[")[0].strip().replace("Positive ", "")
            print(
                f"{model:6}{name:>24}{alone:10.4f}{solved:10.4f}{alone / solved:7.0f}{read:10.4f}{alone / read:7.0f}",
                flush=True,
            )


def many(bench: Bench, runs: int) -> None:
    config = bench.config("SPM", runs, THICKNESS, 6.1e-5, 8.9e-5)
    begun = time.perf_counter()
    solved = sweep_without_reading(bench, config)
    took = time.perf_counter() - begun
    print(f"\n{runs} SPM runs: {took / runs * 1e3:.2f} ms per run in all", flush=True)
    begun = time.perf_counter()
    table = bench.client.simulation.results(solved)
    print(f"results of {len(table)} runs as one table: {time.perf_counter() - begun:.2f} s")


def sweep_without_reading(bench: Bench, config: dict) -> list:
    runs = bench.client.simulation.protocol_batch(config)
    bench.client.simulation.wait_for_completion(runs, timeout=1800, poll_interval=0.2, verbose=False)
    return runs


def queued(bench: Bench, count: int) -> None:
    print(f"\n{'queued':>10}{'submit s':>10}{'1000 states ms':>16}{'page of 1000 ms':>17}{'server MiB':>12}")
    for size in (1000, count):
        config = bench.config("DFN", size, THICKNESS, 5e-5 + 1e-9 * size / count, 9.9e-5)
        begun = time.perf_counter()
        runs = bench.client.simulation.protocol_batch(config)
        submitted = time.perf_counter() - begun
        ids = [run.simulation_id for run in runs[-1000:]]
        states = timed(partial(bench.client.simulation.get_statuses, ids))
        page = timed(partial(bench.client.simulation.list, summary=True, limit=1000))
        print(f"{size:10}{submitted:10.2f}{states:16.0f}{page:17.0f}{bench.memory():12.0f}", flush=True)


def timed(action) -> float:
    """Milliseconds of one call."""
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=64)
    parser.add_argument("--naive", type=int, default=4, help="points of the naive loop")
    parser.add_argument("--runs", type=int, default=2000, help="runs of the large batch")
    parser.add_argument("--queued", type=int, default=100_000, help="runs of the batch that only waits")
    options = parser.parse_args()
    with serve() as bench:
        compare(bench, options.points, options.naive)
        many(bench, options.runs)
        queued(bench, options.queued)


if __name__ == "__main__":
    main()
