"""Servers that share one Postgres database: no run happens twice, whoever dies."""

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
import sqlalchemy as sa

from ionworks.server.nouns.accounts import bootstrap
from ionworks.server.queue.dispatcher import Dispatcher
from ionworks.server.store import database
from ionworks.server.store.database import Store
from ionworks.server.workers.pool import WorkerPool
from tests.integration.conftest import postgres_database
from tests.integration.queue.job_bench import Bench, Doubling
from tests.integration.live_server import LiveServer, wait_for
from tests.integration.sweeps import SHORT, submit_sweep

pytestmark = pytest.mark.local_only

RUNS = 150
# every move of a job, written down by the database itself
DIARY = """
CREATE TABLE diary (place bigserial, job_id text, before text, status text, owner text);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO diary (job_id, before, status, owner)
    VALUES (NEW.id, OLD.status, NEW.status, coalesce(NEW.lease_owner, OLD.lease_owner));
  RETURN NEW; END $$;
CREATE TRIGGER noted AFTER UPDATE ON jobs FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION note();
"""


@attrs.frozen
class Diary:
    """What became of the jobs of a database, move by move."""

    database: sa.Engine

    def begin(self) -> None:
        with self.database.begin() as connection:
            connection.exec_driver_sql(DIARY)

    def moves(self, before: str, after: str) -> list[tuple[str, str]]:
        """(job, owner) of every such move, in order."""
        query = sa.text("SELECT job_id, owner FROM diary WHERE before = :before AND status = :after ORDER BY place")
        with self.database.connect() as connection:
            return [tuple(row) for row in connection.execute(query, {"before": before, "after": after})]

    def by_owner(self, before: str, after: str) -> Counter[str]:
        """How many such moves each server made."""
        return Counter(owner for _, owner in self.moves(before, after))


@attrs.frozen
class Pair:
    """Two servers on one database."""

    first: LiveServer
    second: LiveServer
    diary: Diary


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    quick = {"IONWORKS_SERVER_LEASE_SECONDS": "2", "IONWORKS_SERVER_CHUNK_LIMIT": "4"}
    with postgres_database() as url:
        options = ("--database-url", url, "--workers", "1")
        servers = [LiveServer(tmp_path / "data", *options, environment=quick) for _ in range(2)]
        engine = sa.create_engine(url)
        try:
            # both at once: one sets the database up, the other waits for it
            for server in servers:
                server.launch()
            for server in servers:
                server.wait_until_ready()
            diary = Diary(engine)
            diary.begin()
            yield Pair(*servers, diary)
        finally:
            engine.dispose()
            for server in servers:
                server.stop()


@pytest.mark.timeout(180)
def test_the_other_server_finishes_what_a_killed_one_began(pair: Pair) -> None:
    diary = pair.diary
    with pair.first.client() as client:
        ids = submit_sweep(client, SHORT, 5e-5, 9e-5, RUNS)
    done = ("processing", "completed")
    # both take part
    wait_for(lambda: len([1 for count in diary.by_owner(*done).values() if count >= 10]) == 2, 60)
    left = pair.first.workers()
    pair.first.kill()
    with pair.second.client() as client:
        client.simulation.wait_for_completion(ids, timeout=90, verbose=False)
        table = client.simulation.results(ids)
        again = client.simulation.get_result(ids[0]).time_series
    # more charge fits into a thicker electrode: each result stands at its own run
    assert table["Discharge capacity [A.h]"].is_sorted()
    assert again["Discharge capacity [A.h]"].max() == pytest.approx(table["Discharge capacity [A.h]"][0])
    assert set(Counter(job for job, _ in diary.moves(*done)).values()) == {1}
    assert len(diary.moves(*done)) == RUNS
    claims, returned = diary.moves("pending", "processing"), diary.moves("processing", "pending")
    # only what the dead server held was claimed again, and by the other one
    assert Counter(claims) - Counter(diary.moves(*done)) == Counter(returned)
    dead = {owner for _, owner in returned}
    assert len(dead) <= 1
    assert dead.isdisjoint(owner for job, owner in diary.moves(*done) if job in dict(returned))
    wait_for(lambda: not any(map(_is_running, left)), 10)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with postgres_database() as url:
        store, executor = Store.open(url), WorkerPool(2)
        database.initialize(store)
        kind = Doubling(str(tmp_path / "mark"))
        dispatcher = Dispatcher(store, executor, {"double": kind}, chunk_limit=4, lease_seconds=3)
        dispatcher.start()
        yield Bench(store, bootstrap.seed(store), executor, kind, dispatcher)
        dispatcher.stop()
        executor.shutdown(wait=False)
        store.close()


@pytest.mark.timeout(120)
def test_lost_connections_lose_and_repeat_nothing(bench: Bench) -> None:
    killer = sa.create_engine(bench.store.engine.url)
    diary = Diary(killer)
    diary.begin()
    ids = [job for _ in range(6) for job in _add_while_killing(bench, killer)]
    rows = bench.wait(ids, 60)
    assert [row["result"]["doubled"] for row in rows] == [2 * value for value in range(60)] * 6
    assert Counter(job for job, _ in diary.moves("processing", "completed")) == Counter(ids)
    killer.dispose()


@pytest.mark.alone
def test_a_cancel_reaches_the_server_that_runs_the_job(bench: Bench) -> None:
    (job,) = bench.add("sleep")
    bench.wait_for_mark()
    other = Dispatcher(bench.store, WorkerPool(1), {"double": bench.kind})
    assert other.cancel([job]) == [job]
    wait_for(lambda: bench.executor.idle == 2, 2.5)
    assert bench.rows([job])[0]["status"] == "canceled"


def _add_while_killing(bench: Bench, killer: sa.Engine) -> list[str]:
    """Add jobs, and end every connection of the server soon after, whatever it does with it."""
    ids = bench.add(*range(60), group_key="g")
    time.sleep(0.15)
    others = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database()"
    with killer.connect() as connection:
        assert connection.exec_driver_sql(f"{others} AND pid <> pg_backend_pid()").scalar_one() > 0
    time.sleep(0.15)
    return ids


def _is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
