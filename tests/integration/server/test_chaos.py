"""A worker and the server are killed while 80 runs are solved: every run completes exactly once. `make kills` kills more."""

import os
import random
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
import sqlalchemy as sa

from ionworks.server.store import schema
from tests.integration.conftest import postgres_database
from tests.integration.live_server import LiveServer, wait_for
from tests.integration.sweeps import SHORT, THICKNESS, submit_sweep

pytestmark = [pytest.mark.local_only, pytest.mark.long]

RUNS = 80


@attrs.frozen
class Site:
    """A server that can be killed, and the processes of its workers."""

    server: LiveServer
    workers: Callable[[], list[int]]
    database_url: str


@pytest.fixture(params=["processes and SQLite", "dask and Postgres"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    folder = tmp_path / "data"
    quick = {"IONWORKS_SERVER_LEASE_SECONDS": "2", "IONWORKS_SERVER_CHUNK_LIMIT": "8"}
    if request.param == "processes and SQLite":
        live = LiveServer(folder, "--workers", "2", environment=quick)
        yield Site(live, live.workers, f"sqlite:///{folder / 'ionworks.db'}")
        live.stop()
        return
    cluster = request.getfixturevalue("dask_cluster")
    from distributed import Client

    with postgres_database() as url, Client(cluster.scheduler_address) as watcher:
        options = ("--database-url", url, "--executor", "dask", "--scheduler", cluster.scheduler_address)
        live = LiveServer(folder, *options, environment=quick)
        yield Site(live, lambda: list(watcher.run(os.getpid, on_error="ignore").values()), url)
        live.stop()


def _kill_worker(site: Site) -> None:
    wait_for(site.workers, 60)
    os.kill(random.choice(site.workers()), signal.SIGKILL)


def _count(site: Site, *where: Any) -> int:
    engine = sa.create_engine(site.database_url)
    with engine.connect() as connection:
        found = connection.execute(sa.select(sa.func.count()).select_from(schema.jobs).where(*where)).scalar_one()
    engine.dispose()
    return found


def _completed(site: Site) -> int:
    return _count(site, schema.jobs.c.status == "completed")


def test_every_run_completes_exactly_once(site: Site) -> None:
    site.server.start()
    with site.server.client() as client:
        ids = submit_sweep(client, SHORT, 5e-5, 9e-5, RUNS)
    # what is recorded must not be repeated, what runs must not be lost
    wait_for(lambda: _completed(site) > 0, 120)
    _kill_worker(site)
    wait_for(lambda: _completed(site) >= RUNS // 5, 120)
    site.server.kill()
    before = _completed(site)
    assert before < RUNS, "everything was solved before the server was killed"
    site.server.start()
    with site.server.client() as client:
        # a run that was on two killed workers may fail, and says so; nothing else may happen to it
        client.simulation.wait_for_completion(ids, timeout=300, verbose=False, raise_on_failure=False)
        table = client.simulation.results(ids)
        series = [client.simulation.get_result(key).time_series for key in ids[::30]]
        assert client.simulation.list(limit=1).total == len(set(ids)) == RUNS
    assert table["status"].to_list() == ["completed"] * RUNS, table["error"].drop_nulls().to_list()
    assert table[THICKNESS].is_sorted()
    # more charge fits into a thicker electrode: each result stands at its own run
    assert table["Discharge capacity [A.h]"].is_sorted()
    assert [frame["Discharge capacity [A.h]"].max() for frame in series] == sorted(
        frame["Discharge capacity [A.h]"].max() for frame in series
    )
    assert _count(site) == RUNS
    assert _completed(site) == RUNS
    assert _count(site, schema.jobs.c.lease_owner.is_not(None)) == 0
