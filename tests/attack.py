"""Attack a server on this machine the way strangers, members and their files could, and print what held.

``python tests/attack.py`` takes some minutes; ``--small`` some seconds. ``--postgres URL`` and ``--dask`` attack a server on
a new Postgres database beside that of the URL, and on a Dask cluster that is started for it. Exits with 1 when a line is open.

``health`` is the longest answer to a health check meanwhile, ``idle`` that of a process that does nothing else: the first
may be longer by the bound.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "generated")]

from tests.attacks import bodies, files, people, queries, races, storage, strangers  # noqa: E402
from tests.integration.conftest import POSTGRES, postgres_database  # noqa: E402
from tests.attacks.target import Attempts, HealthClock, under_attack  # noqa: E402

FAMILIES = (strangers, bodies, queries, people, storage, files, races)
SECONDS = {strangers: 60, bodies: 70, queries: 70, people: 30, storage: 15, files: 60, races: 30}
SHOWN = 15


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a sample of every family")
    parser.add_argument("--postgres", metavar="URL", help="server to make a database on, instead of SQLite")
    parser.add_argument("--dask", action="store_true", help="solve on a Dask cluster instead of processes")
    parser.add_argument("--only", choices=[_name(one) for one in FAMILIES], action="append", help="these families")
    parser.add_argument(
        "--bound", type=float, default=0.25, help="longest allowed answer to a health check, in seconds"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ionworks-attack-") as folder, _executor(options.dask) as arguments:
        workers = 1 if options.small else 2
        with (
            _database(options.postgres) as url,
            under_attack(Path(folder), _kind(options.dask), *arguments, workers=workers, database_url=url) as target,
        ):
            place = "Postgres" if options.postgres else "SQLite"
            print(f"server on {place} with {target.executor}, health within {options.bound * 1000:.0f} ms")
            clock = HealthClock(target.port, Path(folder) / "health.txt")
            try:
                clock.settle(0.5 if options.small else 3)
                # the attacker shares the machine with the server, which has its niceness by now, and is not measured
                os.nice(10)
                return _run(target, clock, options)
            finally:
                clock.stop()


def _run(target, clock, options) -> int:
    print(f"{'family':12}{'tried':>8}{'held':>8}{'open':>6}{'health':>10}{'idle':>10}{'seconds':>9}")
    has_open = False
    found: list[str] = []
    for family in FAMILIES:
        if options.only and _name(family) not in options.only:
            continue
        begun, since = time.monotonic(), time.time()
        attempts = Attempts(_name(family), begun + SECONDS[family])
        family.attack(target, attempts, full=not options.small)
        time.sleep(0.3)
        worst, idle, unanswered = clock.worst(since)
        late = f"{worst:.2f} s, a process that does nothing else {idle:.2f} s"
        attempts.note("health is answered in time", worst <= options.bound + idle, late)
        attempts.note("health is answered", unanswered == 0, f"{unanswered} times not")
        attempts.note("the server runs", target.server.process.poll() is None)
        held = attempts.tried - len(attempts.open)
        took = time.monotonic() - begun
        count = len(attempts.open)
        times = f"{worst * 1000:7.0f} ms{idle * 1000:7.0f} ms{took:9.1f}"
        print(f"{attempts.family:12}{attempts.tried:8}{held:8}{count:6}{times}", flush=True)
        found += [f"{attempts.family}: {line}" for line in attempts.open[:SHOWN]]
        has_open = has_open or bool(attempts.open)
    for line in found:
        print("open:", line)
    return 1 if has_open else 0


def _name(family) -> str:
    return family.__name__.rsplit(".", 1)[-1]


def _kind(dask: bool) -> str:
    return "Dask" if dask else "processes"


@contextmanager
def _database(url: str | None) -> Iterator[str | None]:
    """URL of a new database on a Postgres server, dropped at the end."""
    if url is None:
        yield None
        return
    os.environ[POSTGRES] = url
    with postgres_database() as made:
        yield made


@contextmanager
def _executor(dask: bool) -> Iterator[tuple[str, ...]]:
    """Options of the server for where its jobs run."""
    if not dask:
        yield ()
        return
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1", silence_logs=50) as cluster:  # fmt: skip
        yield "--executor", "dask", "--scheduler", cluster.scheduler_address


if __name__ == "__main__":
    sys.exit(main())
