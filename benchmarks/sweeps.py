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
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import attrs
import numpy as np

from ionworks.errors import WaitTimeoutError

KEY = "benchmark-key-0123456789"
THICKNESS = "Positive electrode thickness [m]"
DIFFUSIVITY = "Positive particle diffusivity [m2.s-1]"
RANGES = {THICKNESS: (6e-5, 9e-5), DIFFUSIVITY: (3e-15, 6e-15)}
COMPILED_AFTER = {"SPM": 500, "SPMe": 500, "DFN": 1200}
"""Runs after which a worker has had its model compiled (a quarter of what pays by itself, in each of two workers)."""
ROUNDS = 5
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
    folder: Path
    """Where the server keeps compiled models."""

    def config(self, model: str, count: int, parameter: str, low: float, high: float) -> dict:
        row = {"type": "range", "name": parameter, "min": low, "max": high, "count": count}
        return {
            "parameterized_model": self.models[model],
            "protocol_experiment": {"protocol": DISCHARGE, "name": "benchmark"},
            "design_parameters_doe": {"sampling": "grid", "rows": [row]},
        }

    def sweep(self, config: dict) -> tuple[float, float]:
        """Seconds from submission to the end of all runs, and until every time series is read as one table."""
        begun = time.perf_counter()
        runs = self.client.simulation.protocol_batch(config)
        self.client.simulation.wait_for_completion(runs, timeout=600, poll_interval=0.05, verbose=False)
        solved = time.perf_counter() - begun
        self.client.simulation.results(runs, time_series=True)
        return solved, time.perf_counter() - begun

    def wait_for_compiler(self) -> None:
        """Wait until every model that is being compiled is ready."""
        while len(list(self.folder.glob("*.ready"))) < len(list(self.folder.glob("*.started"))):
            time.sleep(0.1)

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
                yield Bench(client, process, names, Path(folder) / "compiled")
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


def compare(bench: Bench, points: int, naive_points: int) -> None:
    print(f"\n{points} points, 1C discharge, ms per run from submission; x = naive / ours")
    heads = ("naive", "solved", "x", "+ read", "x", "compiled", "x", "+ read", "x")
    print(f"{'model':6}{'parameter':>24}" + "".join(f"{head:>9}" for head in heads))
    for model, runs in COMPILED_AFTER.items():
        for parameter, (low, high) in RANGES.items():
            alone = naive(model, parameter, np.linspace(low, high, naive_points).tolist())
            # always other values: a run that is known is not solved again
            wanted = (
                bench.config(model, points, parameter, low + nudge, high) for nudge in np.arange(1, 99) * 1e-4 * low
            )
            bench.sweep(next(wanted))
            built = measure(bench, wanted, points)
            bench.sweep(bench.config(model, runs, parameter, low * 0.9, high * 1.1))
            bench.wait_for_compiler()
            for _ in range(2):  # every worker loads the code
                bench.sweep(next(wanted))
            figures = [*built, *measure(bench, wanted, points)]
            row = "".join(f"{1e3 * each:9.2f}{alone / each:9.0f}" for each in figures)
            name = parameter.split("[")[0].strip().replace("Positive ", "")
            print(f"{model:6}{name:>24}{1e3 * alone:9.1f}{row}", flush=True)


def measure(bench: Bench, wanted: Iterator[dict], points: int) -> tuple[float, float]:
    """Medians of seconds per run until all have ended, and until every time series is read as one table."""
    rounds = np.array([bench.sweep(next(wanted)) for _ in range(ROUNDS)])
    return tuple(np.median(rounds, axis=0) / points)


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
    print(f"\n{'queued':>10}{'submit s':>10}{'wait, 10,000 ids ms':>21}{'page of 1000 ms':>17}{'server MiB':>12}")
    for size in (1000, count):
        config = bench.config("DFN", size, THICKNESS, 5e-5, 9.9e-5)
        begun = time.perf_counter()
        runs = bench.client.simulation.protocol_batch(config)
        submitted = time.perf_counter() - begun
        waiting = timed(partial(one_round, bench.client.simulation, runs[-10_000:]))
        page = timed(partial(bench.client.simulation.list, summary=True, limit=1000))
        print(f"{size:10}{submitted:10.2f}{waiting:21.0f}{page:17.0f}{bench.memory():12.0f}", flush=True)


def one_round(simulation, runs: list) -> None:
    """Ask once whether the runs have ended; they have not."""
    with suppress(WaitTimeoutError):
        simulation.wait_for_completion(runs, timeout=0, verbose=False)


def timed(action) -> float:
    """Milliseconds of one call."""
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1e3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--points", type=int, default=64)
    parser.add_argument("--naive", type=int, default=8, help="points of the naive loop")
    parser.add_argument("--runs", type=int, default=2000, help="runs of the large batch")
    parser.add_argument("--queued", type=int, default=100_000, help="runs of the batch that only waits")
    options = parser.parse_args()
    with serve() as bench:
        compare(bench, options.points, options.naive)
        many(bench, options.runs)
        queued(bench, options.queued)


if __name__ == "__main__":
    main()
