"""Import time of the package beside `import httpx`, in fresh processes, interleaved; medians of nine rounds.

Then the start of the `ionworks` command beside that of the server's own command line, which it was before.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

STATEMENTS = {
    "pass": "pass",
    "import httpx": "import httpx",
    "import ionworks": "import ionworks",
    "import ionworks; Ionworks(api_key='k')": "import ionworks; ionworks.Ionworks(api_key='k')",
    "import polars": "import polars",
    "import pybamm": "import pybamm",
    "python -m ionworks.server --help": "from ionworks.server.__main__ import main; main(['--help'])",
    "ionworks --help": "import sys; sys.argv[1:] = ['--help']; from ionworks.cli import main; main()",
}
ROUNDS = 9


def seconds(statement: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    times: dict[str, list[float]] = {name: [] for name in STATEMENTS}
    for _ in range(ROUNDS):
        for name, statement in STATEMENTS.items():
            times[name].append(seconds(statement))
    empty = statistics.median(times["pass"])
    reference = statistics.median(times["import httpx"]) - empty
    print(f"{'statement':42s} {'ms':>8s} {'x httpx':>8s}")
    for name, values in times.items():
        net = statistics.median(values) - empty
        print(f"{name:42s} {1e3 * net:8.0f} {net / reference:8.2f}")


if __name__ == "__main__":
    main()
