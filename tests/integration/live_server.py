"""A server as its own process, as `ionworks serve` starts it, that tests may kill."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError

from ionworks import Ionworks

KEY = "live-server-key-0123456789"
ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A port that stays free while its server is down: those from 32768 on the system gives to whoever connects."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_for(condition: Callable[[], object], seconds: float) -> None:
    """Return when a condition holds; it must within `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


class LiveServer:
    """``python -m ionworks.server serve`` on a folder; `start` again after `kill`."""

    def __init__(self, folder: Path, *arguments: str, port: int = 0, environment: Mapping[str, str] | None = None):
        self.folder = folder
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.arguments = arguments
        self.environment = dict(environment or {})
        self.process: subprocess.Popen | None = None
        self.pids: list[int] = []
        """Of every process that was started."""

    @property
    def log(self) -> Path:
        """What its processes print."""
        return self.folder.parent / f"{self.folder.name}-{self.port}.log"

    def start(self, seconds: float = 60) -> "LiveServer":
        self.launch()
        self.wait_until_ready(seconds)
        return self

    def launch(self) -> None:
        """Start the process and return at once."""
        command = [sys.executable, "-W", "ignore", "-m", "ionworks.server", "serve", "--data-dir", str(self.folder)]
        variables = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'generated'}", **self.environment}
        log = self.log.open("ab")
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port), *self.arguments],
            stdout=log,
            stderr=log,
            env={**variables, "IONWORKS_SERVER_BOOTSTRAP_KEY": KEY},
        )
        log.close()
        self.pids.append(self.process.pid)

    def wait_until_ready(self, seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while True:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=5):
                    return
            except (URLError, OSError):
                status = self.process.poll()
                assert status is None, f"the server ended with status {status}: {self.log.read_text()[-2000:]}"
                assert time.monotonic() < deadline, "the server did not answer"
                time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL the server process alone."""
        self.process.kill()
        self.process.wait(30)

    def client(self) -> Ionworks:
        """A client with the first project as its default."""
        with Ionworks(KEY, self.url, timeout=30) as plain:
            project = plain.project.list()[0].id
        return Ionworks(KEY, self.url, project, timeout=30)

    def workers(self) -> list[int]:
        """Process ids of the workers."""
        threads = Path(f"/proc/{self.process.pid}/task").iterdir()
        return [child for thread in threads for child in _children(thread) if _is_worker(child)]

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(30)


def _children(thread: Path) -> list[int]:
    """Processes that a thread began; none where it has ended since it was listed."""
    try:
        return [int(child) for child in (thread / "children").read_text().split()]
    except OSError:
        return []


def _is_worker(pid: int) -> bool:
    try:
        return b"popen_loky" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
