"""Browsers without scripts: cookies, redirects and forms, on the application of the handlers' tests."""

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import attrs
import httpx
import pytest

from ionworks.server.files.blobs import Blobs
from ionworks.server.files.place import open_blobs
from ionworks.server.studio.session import TOKEN_FIELD
from ionworks.server.workers.pool import WorkerPool
from tests.integration.handlers.conftest import ADMIN, Api, api, event_loop_thread  # noqa: F401 - fixtures


@pytest.fixture(scope="session")
def worker_pool() -> Iterator[WorkerPool]:
    """Not started: pages ask workers nothing here."""
    pool = WorkerPool(1)
    yield pool
    pool.shutdown(wait=False)


def blobs_of(api: Api) -> Blobs:  # noqa: F811
    """Files of the application, which lie beside its database."""
    return open_blobs(api.store.engine.url.database.removesuffix("ionworks.db") + "blobs")


@attrs.define
class Browser:
    """Keeps cookies, wants HTML, follows no redirect by itself."""

    api: Api
    cookies: httpx.Cookies = attrs.field(factory=httpx.Cookies)
    token: str = ""

    def __call__(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **parts: Any
    ) -> httpx.Response:
        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.api.app)
            options = {"base_url": "http://server.test", "verify": False, "cookies": self.cookies}
            async with httpx.AsyncClient(transport=transport, **options) as client:
                answer = await client.request(method, path, headers={"Accept": "text/html", **(headers or {})}, **parts)
                self.cookies = client.cookies
                return answer

        return asyncio.run_coroutine_threadsafe(once(), self.api.loop).result(60)

    def log_in(self, key: str = ADMIN) -> "Browser":
        answer = self("POST", "/login", data={"api_key": key})
        assert answer.status_code == 303, answer.text
        page = self("GET", "/projects/unknown/studies")
        self.token = re.search(r'name="cross_site_token" value="(\w+)"', page.text)[1]
        return self

    def send(self, path: str, **fields: Any) -> httpx.Response:
        """Send a form as one of our pages does."""
        return self("POST", path, data={TOKEN_FIELD: self.token, **fields})


@pytest.fixture
def browser(api: Api) -> Browser:  # noqa: F811
    """A browser of the administrator."""
    return Browser(api).log_in()
