"""Memory and time of a DFN whose variables over space are kept, against the same run without them.

Each run has a process of its own, whose largest resident size is printed. The run is 60 cycles at 1C, about 90 hours in
which a table of `x` and `r` at every kept time would have millions of rows.
"""

import argparse
import resource
import subprocess
import sys
import time

NAMES = (
    "Negative particle concentration [mol.m-3]",
    "Positive particle concentration [mol.m-3]",
    "Electrolyte concentration [mol.m-3]",
    "Electrolyte potential [V]",
)
CYCLE = [
    {"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 3"]}},
    {"Charge": {"mode": "C-rate", "value": 1, "ends": ["Voltage > 4.1"]}},
]


def measured(profiles: int, cycles: int) -> None:
    """Solve one run in this process, as a worker does, and print what it took."""
    from tempfile import TemporaryDirectory

    from ionworks.server.engine.model.parameters import parameter_set
    from ionworks.server.nouns.simulations.task import simulate_chunk

    task = {
        "model": "DFN",
        "parameters": parameter_set("Chen2020"),
        "protocol": {"steps": [{"Cycling": {"repeat": cycles, "steps": CYCLE}}]},
        "runs": [{"simulation_id": "s", "job_id": "j"}],
        "extra_variables": list(NAMES[:profiles]),
        "storage_folder": "simulations/o/chunk",
    }
    with TemporaryDirectory() as folder:
        begun = time.perf_counter()
        (run,) = simulate_chunk({**task, "storage": folder})
        seconds = time.perf_counter() - begun
    assert run["status"] == "completed", run["error"]
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Print seconds and MiB with 0, 1 and all profiles, and what each profile adds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=60)
    parser.add_argument("--one", type=int, help="measure this number of profiles, in this process")
    given = parser.parse_args()
    if given.one is not None:
        measured(given.one, given.cycles)
        return
    found = {}
    for count in (0, 1, len(NAMES)):
        command = [sys.executable, "-W", "ignore", __file__, "--one", str(count), "--cycles", str(given.cycles)]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        found[count] = tuple(map(float, text.split()))
    seconds, size = found[0]
    for count, (took, most) in found.items():
        print(f"{count} profiles: {took:.1f} s ({took / seconds:.2f} x), {most:.0f} MiB (+ {most - size:.0f} MiB)")


if __name__ == "__main__":
    main()
