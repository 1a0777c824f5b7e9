"""Discrete simulation of the scheduler: its real code on a real database, fake solves, virtual time.

``python benchmarks/scheduler_simulation.py [--runs 20000] [--workers 2 100 1000] [--seconds 0.02 1 60]``
The clock moves by what the scheduler really takes and by what solves would take; solves of all workers overlap. A
million runs on a thousand workers take some minutes.
"""

from __future__ import annotations

import argparse
import heapq
import itertools
import shutil
import tempfile
import time
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import sqlalchemy as sa

from ionworks.server.files.place import open_blobs
from ionworks.server.nouns.accounts import bootstrap
from ionworks.server.nouns.simulations.job import Simulate
from ionworks.server.queue import jobs
from ionworks.server.queue.dispatcher import Dispatcher
from ionworks.server.store import bulk, database, schema
from ionworks.server.store.database import Store
from ionworks.server.store.records import Records


@attrs.define
class VirtualCluster:
    """An executor whose tasks end at a virtual time."""

    workers: int
    seconds: float
    now: float = 0.0
    ends: list[tuple[float, int, Future[Any], Any]] = attrs.field(factory=list)
    count: Any = attrs.field(factory=itertools.count)

    @property
    def idle(self) -> int:
        return self.workers - len(self.ends)

    def submit(self, _function: Any, task: dict[str, Any]) -> Future[Any]:
        future: Future[Any] = Future()
        took = self.seconds * len(task["runs"])
        heapq.heappush(self.ends, (self.now + took, next(self.count), future, task))
        return future

    def submit_near(self, _group: str, function: Any, task: dict[str, Any]) -> Future[Any]:
        return self.submit(function, task)

    def cancel_running(self, _future: Future[Any]) -> bool:
        return False

    def shutdown(self, wait: bool = True) -> None:
        del wait

    def end_next(self) -> int:
        """Move to the end of the next task; return its number of runs."""
        end, _, future, task = heapq.heappop(self.ends)
        late, self.now = max(self.now, end), end
        future.set_result([_result(run, place, task) for place, run in enumerate(task["runs"])])
        self.now = late
        return len(task["runs"])


def _result(run: dict[str, Any], place: int, task: dict[str, Any]) -> dict[str, Any]:
    return {
        "simulation_id": run["simulation_id"],
        "job_id": run["job_id"],
        "status": "completed",
        "metrics": {"Duration [s]": 3600.0, "Discharge capacity [A.h]": 5.0, "Min voltage [V]": 2.5},
        "partial": False,
        "storage_folder": task["storage_folder"],
        "time_series": [100 * place, 100],
        "steps": [place, 1],
    }


def fill_queue(store: Store, runs: int) -> None:
    """Put one batch of `runs` into the queue, as a submission does."""
    home = bootstrap.seed(store)
    task = {"model": {"type": "SPM"}, "protocol": {"steps": []}, "parameters": {f"p{i}": float(i) for i in range(80)}}
    with store.write() as connection:
        group, _ = jobs.save_group(connection, home.organization_id, task)
    records = Records(store, schema.simulation_batches, home.organization_id)
    batch = records.insert({"group_key": group, "run_count": runs})
    common = Records(store, schema.simulations, home.organization_id).complete({"batch_id": batch["id"]})
    # as long as real ids, and in the order of time as those are
    simulations = ({**common, **_ids(index), "design_parameters": {"a": index / runs}} for index in range(runs))
    rows = (_job(home.organization_id, group, index, moment) for index, moment in enumerate(bulk.spaced_times(runs)))
    bulk.insert_rows(store, (schema.jobs, rows), (schema.simulations, simulations))


def _ids(index: int) -> dict[str, str]:
    return {"id": f"s{index:035d}", "job_id": f"j{index:035d}"}


def _job(organization: str, group: str, index: int, moment: str) -> dict[str, Any]:
    ids = _ids(index)
    job = jobs.new_job(organization, "simulate", group_key=group, subject_id=ids["id"], created_at=moment)
    return {**job, "id": ids["job_id"]}


def filled(folder: Path, runs: int) -> tuple[Path, float]:
    """A database with a queue of `runs`, and how long that took."""
    path = folder / "filled.db"
    store = Store.open(f"sqlite:///{path}")
    database.initialize(store)
    begun = time.perf_counter()
    fill_queue(store, runs)
    took = time.perf_counter() - begun
    store.close()
    return path, took


def simulate(queue: Path, runs: int, workers: int, seconds: float, chunk_limit: int) -> dict[str, float]:
    """Solve a queue of `runs`; return what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(queue, Path(folder) / "queue.db")
        store = Store.open(f"sqlite:///{Path(folder) / 'queue.db'}")
        cluster = VirtualCluster(workers, seconds)
        kinds = {"simulate": Simulate(open_blobs(folder))}
        clock = partial(getattr, cluster, "now")
        scheduler = Dispatcher(store, cluster, kinds, chunk_limit=chunk_limit, clock=clock)
        busy, chunks, done = 0.0, 0, 0
        while done < runs:
            begun = time.perf_counter()
            scheduler.work()
            took = time.perf_counter() - begun
            busy += took
            cluster.now += took
            done += cluster.end_next()
            chunks += 1
            while cluster.ends and cluster.ends[0][0] <= cluster.now:
                done += cluster.end_next()
                chunks += 1
        scheduler.work()
        with store.read() as connection:
            states = sa.select(sa.func.count()).where(schema.jobs.c.status == "completed")
            assert connection.execute(states).scalar_one() == runs
        store.close()
    return {
        "chunks": chunks,
        "size": runs / chunks,
        "ms_per_chunk": 1e3 * busy / chunks,
        "runs_per_s": runs / cluster.now,
        "used": 100 * runs * seconds / (workers * cluster.now),
        "scheduler": 100 * busy / cluster.now,
        "virtual": cluster.now,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--workers", type=int, nargs="+", default=[2, 100, 1000])
    parser.add_argument("--seconds", type=float, nargs="+", default=[0.02, 1.0, 60.0], help="one solve")
    parser.add_argument("--chunk-limit", type=int, default=64)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        queue, took = filled(Path(folder), options.runs)
        size = queue.stat().st_size / options.runs / 1024
        print(f"{options.runs} runs, chunks of at most {options.chunk_limit}; submitted in {took:.0f} s, "
              f"{size:.1f} KiB of database per run")  # fmt: skip
        print(f"{'workers':>8}{'solve s':>9}{'chunks':>8}{'runs/chunk':>12}{'ms/chunk':>10}{'runs/s':>9}"
              f"{'workers used %':>16}{'scheduler busy %':>18}{'virtual s':>11}")  # fmt: skip
        for workers, seconds in itertools.product(options.workers, options.seconds):
            row = simulate(queue, options.runs, workers, seconds, options.chunk_limit)
            print(f"{workers:8}{seconds:9.2f}{row['chunks']:8.0f}{row['size']:12.1f}{row['ms_per_chunk']:10.2f}"
                  f"{row['runs_per_s']:9.0f}{row['used']:16.0f}{row['scheduler']:18.0f}"
                  f"{row['virtual']:11.0f}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
