"""10,000 loop iterations of a protocol on an SPM: time and memory stay in proportion to the samples alone."""

from __future__ import annotations

import resource
import time

from ionworks import ucp
from ionworks.server.engine import simulate
from ionworks.server.engine.task import SimulationTask

PROTOCOL = """
global: {{initial_soc: 0.5, temperature: 25}}
steps:
  - Pulses:
      repeat: {count}
      steps:
        - Discharge: {{mode: C-rate, value: 1, duration: 1}}
        - Charge: {{mode: C-rate, value: 1, duration: 1}}
"""
COUNTS = (10, 1_000, 10_000)


def run(count: int) -> tuple[float, int, float]:
    task = {
        "model": {"type": "SPM"},
        "parameter_set": "Chen2020",
        "parameters": {},
        "simulation_settings": None,
        "protocol": ucp.load(PROTOCOL.format(count=count)),
        "extra_variables": [],
        "max_backward_jumps": 1000,
        "runs": [{"simulation_id": "s", "job_id": "j", "inputs": {}, "design_parameters": {}}],
    }
    start = time.perf_counter()
    (result,) = simulate.run(SimulationTask.from_json(task))
    if result.status != "completed":
        raise SystemExit(result.error)
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return time.perf_counter() - start, result.steps.height, peak_mib


def main() -> None:
    print(f"{'iterations':>10s} {'steps':>7s} {'s':>7s} {'ms/step':>8s} {'peak MiB':>9s}")
    for count in COUNTS:
        seconds, steps, peak = run(count)
        print(f"{count:10d} {steps:7d} {seconds:7.1f} {1e3 * seconds / steps:8.2f} {peak:9.0f}", flush=True)


if __name__ == "__main__":
    main()
