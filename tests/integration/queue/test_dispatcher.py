"""Jobs from the queue through real workers and back, with small task functions."""

import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import attrs
import pytest
import sqlalchemy as sa

from ionworks.server.nouns.accounts import bootstrap
from ionworks.server.files.blobs import StorageError
from ionworks.server.queue import jobs
from ionworks.server.queue.dispatcher import Dispatcher
from ionworks.server.queue.pace import Pace
from ionworks.server.queue.turns import Turns
from ionworks.server.store import bulk, database, schema
from ionworks.server.store.database import Store
from tests.integration.conftest import postgres_database
from tests.integration.queue.job_bench import Bench, Doubling
from ionworks.server.workers.pool import WorkerPool
from tests.integration.live_server import wait_for

pytestmark = pytest.mark.local_only


@attrs.frozen
class Site:
    """A database without jobs, and two workers."""

    store: Store
    home: bootstrap.Home
    executor: Any


@pytest.fixture(scope="module", params=["processes and SQLite", "dask and Postgres"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with ExitStack() as opened:
        if request.param == "processes and SQLite":
            url = f"sqlite:///{tmp_path_factory.mktemp('queue') / 'test.db'}"
            executor: Any = WorkerPool(2)
        else:
            url = opened.enter_context(postgres_database())
            from ionworks.server.workers.dask import DaskExecutor

            executor = DaskExecutor(request.getfixturevalue("dask_cluster").scheduler_address)
        opened.callback(executor.shutdown, wait=False)
        store = Store.open(url)
        opened.callback(store.close)
        database.initialize(store)
        yield Site(store, bootstrap.seed(store), executor)


@pytest.fixture
def bench(tmp_path: Path, site: Site) -> Iterator[Bench]:
    kind = Doubling(str(tmp_path / "mark"))
    dispatcher = Dispatcher(site.store, site.executor, {"double": kind}, chunk_limit=16)
    dispatcher.start()
    yield Bench(site.store, site.home, site.executor, kind, dispatcher)
    dispatcher.stop()
    with site.store.write() as connection:
        connection.execute(sa.delete(schema.jobs))


def test_a_batch_completes_and_chunks_grow(bench: Bench) -> None:
    ids = bench.add(*range(200), group_key="g")
    rows = bench.wait(ids)
    assert [row["result"]["doubled"] for row in rows] == [2 * value for value in range(200)]
    assert rows[0]["result"]["chunk"] == 1
    assert max(row["result"]["chunk"] for row in rows) == 16
    assert sorted(bench.kind.recorded) == sorted(ids)


def test_one_failing_run_does_not_touch_the_others(bench: Bench) -> None:
    rows = bench.wait(bench.add(1, "fail", 3, group_key="g"))
    assert [row["status"] for row in rows] == ["completed", "failed", "completed"]
    assert (rows[1]["error"], rows[1]["error_code"]) == ("asked to fail", "SOLVER_ERROR")


def test_a_crashing_run_is_found_and_only_it_fails(bench: Bench) -> None:
    bench.wait(bench.add(*range(30), group_key="g"))
    rows = bench.wait(bench.add(*range(6), "crash", *range(6), group_key="g"))
    assert [row["status"] for row in rows] == ["completed"] * 6 + ["failed"] + ["completed"] * 6
    assert rows[6]["error_code"] == "WORKER_LOST"
    assert rows[6]["attempts"] == 2


def test_every_way_to_lose_a_result_ends_the_job(bench: Bench) -> None:
    expected = {
        "raise": ("INTERNAL_ERROR", "the whole chunk is lost"),
        "panic": ("INTERNAL_ERROR", "Panic: index out of bounds at page.rs:7"),
        "interrupt": ("INTERNAL_ERROR", "KeyboardInterrupt"),
        "memory": ("OUT_OF_MEMORY", "Unable to allocate 7.00 GiB"),
        "silent": ("INTERNAL_ERROR", "no result"),
        "unbuildable": ("SUBMISSION_FAILED", "no such model"),
    }
    # jobs of no group: a chunk of its own for each
    for row, (code, text) in zip(bench.wait(bench.add(*expected)), expected.values(), strict=True):
        assert (row["status"], row["error_code"]) == ("failed", code)
        assert text in row["error"]


def test_unknown_job_types_fail_and_do_not_block(bench: Bench) -> None:
    strange = jobs.new_job(bench.home.organization_id, "teleport")
    bulk.insert_rows(bench.store, (schema.jobs, [strange]))
    rows = bench.wait([strange["id"], *bench.add(4)])
    assert [row["status"] for row in rows] == ["failed", "completed"]
    assert "teleport" in rows[0]["error"]


def test_cancel_stops_a_running_task_and_keeps_the_row(bench: Bench) -> None:
    (job_id,) = bench.add("sleep")
    bench.wait_for_mark()
    started = time.monotonic()
    assert bench.dispatcher.cancel([job_id]) == [job_id]
    assert bench.dispatcher.cancel([job_id]) == []
    rows = bench.wait([job_id, *bench.add(1, 2, 3)])
    assert [row["status"] for row in rows] == ["canceled", "completed", "completed", "completed"]
    assert time.monotonic() - started < 30


def test_canceling_waiting_jobs_never_runs_them(bench: Bench) -> None:
    parent = jobs.new_job(bench.home.organization_id, "double", status="waiting")
    bulk.insert_rows(bench.store, (schema.jobs, [parent]))
    children = bench.add(*["sleep"] * 4, parent_id=parent["id"])
    bench.wait_for_mark()
    bench.dispatcher.cancel([parent["id"]])
    assert {row["status"] for row in bench.wait([parent["id"], *children])} == {"canceled"}
    assert bench.kind.recorded == []


def test_jobs_of_a_server_that_died_are_run(bench: Bench) -> None:
    bench.dispatcher.stop()
    (job_id,) = bench.add(21)
    with bench.store.write() as connection:
        head = Turns().front(connection)
        assert head is not None
        # one data folder has one server, but a shared database must wait for the lease
        jobs.claim(connection, head, 1, "a dead server", 3600 if bench.store.is_sqlite else 1)
    successor = Dispatcher(bench.store, bench.executor, {"double": bench.kind}, lease_seconds=1)
    successor.start()
    (row,) = bench.wait([job_id])
    successor.stop()
    assert row["result"]["doubled"] == 42


def test_stopping_returns_running_jobs_to_the_queue(bench: Bench) -> None:
    (job_id,) = bench.add("sleep")
    bench.wait_for_mark()
    bench.dispatcher.stop()
    (row,) = bench.rows([job_id])
    assert (row["status"], row["lease_owner"], row["attempts"]) == ("pending", None, 0)


def test_organizations_share_the_workers(bench: Bench) -> None:
    bench.dispatcher.stop()
    other = {"id": "other", "name": "other", "created_at": schema.now(), "updated_at": schema.now()}
    with bench.store.write() as connection:
        connection.execute(sa.insert(schema.organizations), other)
    # a process that an earlier test stopped may still be starting, and would hold up what it gets
    for ready in [bench.executor.submit(time.sleep, 0.2) for _ in range(2)]:
        ready.result(60)
    many = bench.add(*[1] * 40)
    few = [jobs.new_job("other", "double", params=1) for _ in range(3)]
    bulk.insert_rows(bench.store, (schema.jobs, few))
    dispatcher = Dispatcher(bench.store, bench.executor, {"double": bench.kind})
    dispatcher.start()
    bench.wait([row["id"] for row in few] + many)
    dispatcher.stop()
    # when each was handed out: how long a worker then takes is not the dispatcher's doing
    with bench.store.read() as connection:
        order = connection.execute(sa.select(schema.jobs.c.id).order_by(schema.jobs.c.started_at)).scalars().all()
    assert sorted(order) == sorted([row["id"] for row in few] + many)
    assert max(order.index(row["id"]) for row in few) < 12


def test_chunk_sizes_follow_time() -> None:
    assert Pace().next_size(64) == 1
    assert Pace(1, 0.001).next_size(64) == 4
    assert Pace(16, 0.001).next_size(64) == 64
    assert Pace(64, 0.5).next_size(64) == 4
    assert Pace(64, 30.0).next_size(64) == 1


def test_the_end_of_a_batch_is_shared_by_all_workers(bench: Bench) -> None:
    bench.wait(bench.add(*range(60), group_key="g"))
    time.sleep(0.3)  # the length of the queue is counted anew after that
    rows = bench.wait(bench.add(*range(10), group_key="g"))
    assert max(row["result"]["chunk"] for row in rows) == 5


class Inline:
    """Runs tasks at once, in the thread of the dispatcher; what they raise is the outcome, whatever it is."""

    workers = 1

    def submit(self, fn: Any, /, *args: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args))
        except BaseException as error:  # noqa: BLE001 - as an executor does
            future.set_exception(error)
        return future

    def submit_near(self, group: str, fn: Any, /, *args: Any) -> Future[Any]:
        return self.submit(fn, *args)

    def cancel_running(self, future: Any) -> bool:
        return False


@pytest.fixture
def inline(tmp_path: Path) -> Iterator[Bench]:
    store = Store.open(f"sqlite:///{tmp_path / 'test.db'}")
    database.initialize(store)
    kind = Doubling("unused")
    dispatcher = Dispatcher(store, Inline(), {"double": kind})
    made = Bench(store, bootstrap.seed(store), None, kind, dispatcher)
    dispatcher.start()
    yield made
    dispatcher.stop()
    store.close()


def test_dispatcher_takes_any_executor(inline: Bench) -> None:
    rows = inline.wait(inline.add(1, 2, group_key="g"))
    assert [row["result"]["doubled"] for row in rows] == [2, 4]


def test_nothing_that_a_task_or_its_record_raises_ends_the_dispatcher(inline: Bench) -> None:
    inline.kind.recorded = None  # type: ignore[assignment]  # writing results fails now
    rows = inline.wait(inline.add("interrupt", "panic", 1))
    assert [row["status"] for row in rows] == ["failed"] * 3
    assert "NoneType" in rows[2]["error"]
    inline.kind.recorded = []
    assert inline.wait(inline.add(4))[0]["result"]["doubled"] == 8


def test_the_dispatcher_survives_itself_and_tells(inline: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def front(*_: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Turns, "front", front)
        ids = inline.add(5)
        wait_for(lambda: inline.dispatcher.troubles.kind == "KeyboardInterrupt", 10)
        assert inline.dispatcher.state == "resting"
    assert inline.wait(ids)[0]["result"]["doubled"] == 10
    wait_for(lambda: inline.dispatcher.state == "running", 10)


def test_a_full_disk_fails_nobody_and_a_task_ends_at_its_limit_or_when_its_worker_is_terminated_twice(
    tmp_path: Path,
) -> None:
    """Work rests while nothing can be stored; what cannot be stored although there is room is given up.

    What a task is ended by, from outside, its job tells.
    """
    store, executor = Store.open(f"sqlite:///{tmp_path / 'test.db'}"), WorkerPool(2)
    database.initialize(store)
    kind = Doubling(str(tmp_path / "mark"))
    refused = iter([StorageError("full"), StorageError("full")])

    def probe() -> None:
        if (error := next(refused, None)) is not None:
            raise error

    dispatcher = Dispatcher(store, executor, {"double": kind}, chunk_limit=4, job_seconds=2, probe=probe)
    bench = Bench(store, bootstrap.seed(store), executor, kind, dispatcher)
    late = bench.add("sleep", 7, group_key="late")
    dispatcher.start()
    try:
        rows = bench.wait(late)
        assert [row["status"] for row in rows] == ["failed", "completed"]
        assert rows[0]["error_code"] == "TIME_LIMIT"
        assert "longer than 2 s (IONWORKS_SERVER_JOB_SECONDS)" in rows[0]["error"]
        (large,) = bench.add("full")
        wait_for(lambda: bench.rows([large])[0]["restarts"], 10)
        (other,) = bench.add(1)
        assert bench.wait([other])[0]["result"]["doubled"] == 2
        assert bench.rows([large])[0]["status"] != "failed"
        with store.write() as connection:
            connection.execute(sa.update(schema.jobs).where(schema.jobs.c.id == large).values(restarts=9))
        (spent,) = bench.wait([large])
        assert (spent["status"], spent["error_code"]) == ("failed", "STORAGE_ERROR")
        assert "No space left on device" in spent["error"]
        (ended,) = bench.wait(bench.add("terminate"))
        assert (ended["status"], ended["error_code"], ended["attempts"]) == ("failed", "WORKER_LOST", 2)
        assert "died twice" in ended["error"] and "SIGTERM" in ended["error"]
        assert dispatcher.state == "running"
    finally:
        dispatcher.stop()
        executor.shutdown(wait=False)
        store.close()
