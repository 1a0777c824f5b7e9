"""The server's application in this process, without sockets; nothing is ever solved."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import requests
from schemathesis.core.transport import Response

from ionworks.server.nouns import checks
from ionworks.server.nouns.accounts import bootstrap
from ionworks.server.http.app import build_app
from ionworks.server.ground.settings import Settings
from ionworks.server.store import database
from ionworks.server.store.database import Store
from ionworks.server.workers.pool import WorkerPool
from ionworks.server.workers.warm_up import warm_up
from tests.contract.specification import has_handler, operations

KEY = "key-of-the-contract-tests"
BASE_URL = "http://server.test"


class OneWorker(WorkerPool):
    """Answers questions in one process, a second is never made for them; jobs stay pending: the dispatcher is off."""

    idle = 1

    def __init__(self) -> None:
        super().__init__(1, warm_up=warm_up)
        self.submit(checks.model_catalogue).result(120)


@attrs.frozen
class InProcess:
    """One application with an admin's key."""

    app: Any
    home: bootstrap.Home
    loop: asyncio.AbstractEventLoop

    def send(self, request: requests.PreparedRequest) -> Response:
        """Answer of the application to a prepared request."""
        return self.loop.run_until_complete(_answer(self.app, request))

    def json(self, method: str, path: str, body: Any = None) -> Any:
        """JSON answer to a request that has to succeed; asked again while the worker still imports what it needs."""
        prepared = requests.Request(method, BASE_URL + path, {"X-API-Key": KEY}, json=body).prepare()
        for _ in range(10):
            answer = self.send(prepared)
            if answer.status_code != 429:
                break
        assert answer.status_code < 400, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None


@contextmanager
def application(folder: Path) -> Iterator[InProcess]:
    """Run the application on an empty SQLite database in `folder`; the dispatcher stays off."""
    settings = Settings(data_dir=folder, workers=1, allowed_hosts="server.test")
    store = Store.open(settings.sqlalchemy_url)
    database.initialize(store)
    home = bootstrap.seed(store)
    bootstrap.add_key(store, home, KEY, "contract tests")
    executor = OneWorker()
    loop = asyncio.new_event_loop()
    try:
        # test_spec.py is the judge of operations that are neither served nor listed
        unserved = {name: "no handler" for name in operations() if not has_handler(name)}
        yield InProcess(build_app(settings, store, executor, unserved=unserved), home, loop)
    finally:
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
        executor.shutdown(wait=False)
        store.close()


async def _answer(app: Any, request: requests.PreparedRequest) -> Response:
    path, _, query = (request.path_url).partition("?")
    body = request.body or b""
    content = body.encode() if isinstance(body, str) else body
    given = {name.lower(): value for name, value in request.headers.items()}
    given["content-length"] = str(len(content))
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": requests.utils.unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(_bytes(name), _bytes(value)) for name, value in {"host": "server.test", **given}.items()],
        "server": ("server.test", 80),
        "client": ("127.0.0.1", 1),
    }
    pending = [{"type": "http.request", "body": content, "more_body": False}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if pending:
            return pending.pop()
        await asyncio.Event().wait()
        raise AssertionError("unreachable")

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    started = time.monotonic()
    await app(scope, receive, send)
    start = next(message for message in sent if message["type"] == "http.response.start")
    headers: dict[str, list[str]] = {}
    for name, value in start["headers"]:
        headers.setdefault(name.decode("latin-1"), []).append(value.decode("latin-1"))
    return Response(
        status_code=start["status"],
        headers=headers,
        content=b"".join(message.get("body", b"") for message in sent),
        request=request,
        elapsed=time.monotonic() - started,
        verify=True,
    )


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("latin-1")
