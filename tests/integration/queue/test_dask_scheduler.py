"""A Dask scheduler that is killed and comes back, and where chunks go on its workers."""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import cloudpickle
import pytest

from ionworks.server.nouns.accounts import bootstrap
from ionworks.server.queue.dispatcher import Dispatcher
from ionworks.server.store import database
from ionworks.server.store.database import Store
from tests.integration.queue.job_bench import Bench, Doubling
from tests.integration.live_server import free_port, wait_for

pytestmark = pytest.mark.local_only
pytest.importorskip("distributed")
# the workers cannot import this file
cloudpickle.register_pickle_by_value(sys.modules[__name__])


def _nap(task: dict[str, Any]) -> list[dict[str, Any]]:
    time.sleep(0.1)
    return [{"job_id": job["id"], "status": "completed", "result": job["value"]} for job in task["jobs"]]


def _where(delay: float) -> int:
    time.sleep(delay)
    return os.getpid()


@attrs.define
class Cluster:
    """A scheduler on a fixed port and a worker of two threads, each a process of its own."""

    folder: Path
    port: int = attrs.field(factory=free_port)
    processes: list[subprocess.Popen] = attrs.field(factory=list)

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    def start(self) -> None:
        common = ["--no-dashboard", "--local-directory", str(self.folder)]
        self._run("dask_scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")
        self._run("dask_worker", self.address, "--nthreads", "2", "--no-nanny", *common)

    def _run(self, module: str, *arguments: str) -> None:
        command = [sys.executable, "-W", "ignore", "-m", f"distributed.cli.{module}", *arguments]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.processes.append(subprocess.Popen(command, **quiet))

    def kill(self) -> None:
        """SIGKILL the scheduler; its worker ends by itself."""
        self.processes[0].kill()
        for process in self.processes:
            process.wait(30)
        self.processes.clear()

    def stop(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait(30)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    made.start()
    yield made
    made.stop()


@pytest.mark.timeout(180)
def test_a_killed_scheduler_loses_and_repeats_nothing(cluster: Cluster, tmp_path: Path) -> None:
    from ionworks.server.workers.dask import DaskExecutor

    store = Store.open(f"sqlite:///{tmp_path / 'test.db'}")
    database.initialize(store)
    executor = DaskExecutor(cluster.address)
    wait_for(lambda: executor.workers == 2, 60)
    kind = Doubling("unused", function=_nap)
    dispatcher = Dispatcher(store, executor, {"double": kind}, lease_seconds=3)
    bench = Bench(store, bootstrap.seed(store), executor, kind, dispatcher)
    dispatcher.start()
    try:
        ids = bench.add(*range(40))
        wait_for(lambda: len(kind.recorded) >= 6, 60)
        cluster.kill()
        wait_for(lambda: executor.workers == 0, 60)
        # they wait in the database, and nobody counts it as their fault
        wait_for(lambda: {row["status"] for row in bench.rows(ids)} == {"pending", "completed"}, 60)
        cluster.start()
        rows = bench.wait(ids, 90)
    finally:
        dispatcher.stop()
        executor.shutdown(wait=False)
        store.close()
    assert [row["status"] for row in rows] == ["completed"] * 40
    assert [row["result"] for row in rows] == list(range(40))
    assert {row["attempts"] for row in rows} == {1}
    assert Counter(kind.recorded) == Counter(ids)


def test_chunks_go_where_their_model_is_built(dask_cluster: Any) -> None:
    from ionworks.server.workers.dask import DaskExecutor

    executor = DaskExecutor(dask_cluster.scheduler_address)
    try:
        wait_for(lambda: executor.workers == 2, 60)
        # two groups at once: each gets a worker of its own
        first = {name: executor.submit_near(name, _where, 0.3) for name in "ab"}
        homes = {name: future.result(60) for name, future in first.items()}
        assert len(set(homes.values())) == 2
        # one after another, in any order: always the worker that has the model, although both are free
        for name in "abbaabab":
            assert executor.submit_near(name, _where, 0).result(60) == homes[name]
        # more chunks of one group than its worker takes: nobody is idle because of it
        busy = [executor.submit_near("a", _where, 1.0) for _ in range(2)]
        assert {future.result(60) for future in busy} == set(homes.values())
    finally:
        executor.shutdown(wait=False)
