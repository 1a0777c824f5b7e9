"""A database of its own for every test."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from ionworks.server.nouns.accounts import bootstrap
from ionworks.server.nouns.accounts.bootstrap import Home
from ionworks.server.store import database
from ionworks.server.store.database import Store


@pytest.fixture(scope="session")
def _empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("database") / "test.db"
    opened = Store.open(f"sqlite:///{path}")
    database.initialize(opened)
    opened.close()
    return path


@pytest.fixture
def store(_empty_database: Path, tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{shutil.copy(_empty_database, tmp_path)}")
    yield opened
    opened.close()


@pytest.fixture
def home(store: Store) -> Home:
    return bootstrap.seed(store)


@pytest.fixture
def send() -> Callable[..., httpx.Response]:
    """Sends a request to an ASGI application without a socket."""

    def request(app: Any, method: str, url: str, **parts: Any) -> httpx.Response:
        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url="http://server.test") as client:
                return await client.request(method, url, **parts)

        return asyncio.run(once())

    return request
