"""Databases, workers and a cluster that tests of several rooms use."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from ionworks.server.store.database import Store
from tests.integration.lent_workers import Lender

POSTGRES = "IONWORKS_TEST_POSTGRES_URL"
"""Variable with the URL of a database that tests may create databases beside; `.ci/postgres.sh` prints one."""


ALONE = {"queue", "server"}
"""Rooms in which `make test` looks for tests that are marked `alone`."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse tests that `make test` would never run."""
    lost = [one.nodeid for one in items if one.get_closest_marker("alone") and one.path.parent.name not in ALONE]
    if lost:
        raise pytest.UsageError(
            f"`alone` is for tests in {', '.join(sorted(ALONE))}, or add the room to the Makefile: {lost}"
        )


def _postgres_url() -> str:
    url = os.environ.get(POSTGRES, "")
    if not url:
        message = f"no Postgres: run .ci/postgres.sh and set {POSTGRES} to what it prints"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    with postgres_database() as url:
        yield url


@contextmanager
def postgres_database() -> Iterator[str]:
    """URL of a new database, dropped at the end."""
    url = sa.make_url(_postgres_url())
    name = f"test_{uuid.uuid4().hex}"
    server = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An open, empty database."""
    opened = Store.open(database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def lent_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lender]:
    """``with lent_workers(): ...`` starts servers on worker processes that the whole session shares."""
    lender = Lender(tmp_path_factory.mktemp("compiled"))
    yield lender
    lender.close()


@pytest.fixture(scope="session")
def dask_cluster() -> Iterator[Any]:
    """Address of a Dask scheduler with two workers of one thread."""
    dask = pytest.importorskip("dask")
    distributed = pytest.importorskip("distributed")
    # the cluster object gives up on workers that need longer than 15 s to come back, as on a busy machine
    settings = {"distributed.scheduler.allowed-failures": 1, "distributed.deploy.lost-worker-timeout": "1 hour"}
    with dask.config.set(settings):
        cluster = distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", host="127.0.0.1", silence_logs=50
        )
        yield cluster
        cluster.close()
