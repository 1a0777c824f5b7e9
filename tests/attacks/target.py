"""The server that is attacked, its people and records, and a clock that asks it how it is all the time."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import httpx

from ionworks.server.nouns.accounts import bootstrap
from ionworks.server.store import database
from ionworks.server.store.database import Store
from tests.integration.handlers.conftest import ADMIN, MEMBER, STRANGER, VIEWER, Api, _add_people
from tests.integration.handlers.test_permissions import CONTRIBUTOR, World, _add_contributors, _world
from tests.integration.live_server import LiveServer

__all__ = ["ADMIN", "CONTRIBUTOR", "MEMBER", "STRANGER", "VIEWER", "Attempts", "HealthClock", "Target", "under_attack"]

REFERENCE = """
import socket
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    connection, _ = listener.accept()
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n")
    connection.close()
"""
SAMPLER = """
import http.client, sys, time
while True:
    for port in sys.argv[1:]:
        begun = time.time()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=20)
            connection.request("GET", "/healthz")
            status = connection.getresponse().status
            connection.close()
        except OSError as error:
            status = 0
        print(port, begun, time.time() - begun, status, flush=True)
    time.sleep(0.03)
"""


@attrs.define
class Attempts:
    """What a family tried, and what did not hold."""

    family: str
    until: float
    tried: int = 0
    open: list[str] = attrs.field(factory=list)

    def note(self, what: str, is_held: bool, found: object = "") -> None:
        """Count an attempt."""
        self.tried += 1
        if not is_held:
            self.open.append(f"{what}: {str(found)[:300]}")

    def judge(self, what: str, answer: httpx.Response | Exception, *allowed: int) -> None:
        """Count a request: any answer that is no failure of the server holds, or one of these statuses only."""
        if isinstance(answer, Exception):
            self.note(what, False, repr(answer))
            return
        status = answer.status_code
        is_held = status in allowed if allowed else status < 500 or status == 501
        self.note(what, is_held and "Traceback" not in answer.text, f"{status} {answer.text[:200]}")

    @property
    def is_over(self) -> bool:
        """Whether the time of the family is used up."""
        return time.monotonic() > self.until


class HealthClock:
    """Asks for the server's health thirty times a second, in a process of its own.

    It asks a process that does nothing else, too: what that needs is what the machine takes, which others use as well.
    """

    def __init__(self, port: int, log: Path) -> None:
        self._log = log
        self._port = str(port)
        self._reference = subprocess.Popen([sys.executable, "-c", REFERENCE], stdout=subprocess.PIPE)
        idle = self._reference.stdout.readline().decode().strip()
        with log.open("wb") as sink:
            self._process = subprocess.Popen([sys.executable, "-c", SAMPLER, self._port, idle], stdout=sink)

    def worst(self, since: float) -> tuple[float, float, int]:
        """Longest answer in seconds since then, that of the process that does nothing, and answers that were not 200."""
        asked = [line for line in self._lines() if float(line[1]) >= since]
        took = {True: [0.0], False: [0.0]}
        for port, _, seconds, _ in asked:
            took[port == self._port].append(float(seconds))
        # one that is still waited for counts, too
        last = max((float(begun) + float(seconds) for _, begun, seconds, _ in asked), default=since)
        waiting = time.time() - last - 0.1
        return max(*took[True], waiting), max(took[False]), sum(status != "200" for *_, status in asked)

    def settle(self, seconds: float) -> None:
        """Wait until the server, which imports PyBaMM in its workers, has been at rest for a while."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            begun = time.time()
            time.sleep(seconds)
            if self.worst(begun)[0] < 0.1:
                return

    def _lines(self) -> Iterator[list[str]]:
        for line in self._log.read_text().splitlines():
            if len(parts := line.split()) == 4:
                yield parts

    def stop(self) -> None:
        for one in (self._process, self._reference):
            one.kill()
            one.wait()
        self._reference.stdout.close()


@attrs.frozen
class Target:
    """A running server with two organizations."""

    server: LiveServer
    api: Api
    world: World
    client: httpx.Client
    executor: str

    @property
    def port(self) -> int:
        return self.server.port

    @property
    def project_id(self) -> str:
        return self.api.home.project_id or ""

    def ask(self, method: str, path: str, *, key: str = ADMIN, **parts: Any) -> httpx.Response | Exception:
        """The answer, or what the client says when there is none."""
        headers = {**({"X-API-Key": key} if key else {}), **parts.pop("headers", {})}
        try:
            return self.client.request(method, path, headers=headers, **parts)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return error

    def made(self, path: str, body: Any) -> Any:
        """JSON answer to a POST that has to work."""
        answer = self.ask("POST", path, json=body)
        if isinstance(answer, Exception):
            raise answer
        if answer.status_code >= 300:
            raise AssertionError(f"POST {path}: {answer.status_code} {answer.text[:500]}")
        return answer.json()

    def at_once(self, count: int, send: Callable[[int], Any]) -> list[Any]:
        """Answers to requests sent together."""
        with ThreadPoolExecutor(count) as pool:
            return list(pool.map(send, range(count)))

    def memory(self) -> int:
        """Resident bytes of the server process, without its workers."""
        pages = Path(f"/proc/{self.server.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def under_attack(
    folder: Path, executor: str, *arguments: str, workers: int = 2, database_url: str | None = None
) -> Iterator[Target]:
    """Start a server with people and records, both put there before it starts."""
    data = folder / "data"
    data.mkdir(mode=0o700)
    store = Store.open(database_url or f"sqlite:///{data / 'ionworks.db'}")
    database.initialize(store)
    api = Api(None, store, bootstrap.seed(store), None)
    _add_people(api)
    _add_contributors(api)
    world = _world(api)
    further = ("--database-url", database_url) if database_url else ()
    # one worker job may not take the machine down when a bomb goes off
    environment = {"IONWORKS_SERVER_WORKER_MEMORY_BYTES": str(3 * 1024**3), "OMP_NUM_THREADS": "1"}
    server = LiveServer(data, "--workers", str(workers), *further, *arguments, environment=environment)
    limits = httpx.Limits(max_connections=200, keepalive_expiry=2)
    try:
        server.start()
        with httpx.Client(base_url=server.url, timeout=60, limits=limits, trust_env=False) as client:
            yield Target(server, api, world, client, executor)
    finally:
        server.stop()
        store.close()
