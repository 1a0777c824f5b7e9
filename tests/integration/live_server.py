"""`ionworks serve` as a process of its own, which can be killed and started again on the same folder."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from ionworks import Ionworks

KEY = "iwk_live_server_for_tests"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class LiveServer:
    """One data folder, and the server process that works on it now."""

    def __init__(self, folder: Path, workers: int = 2) -> None:
        self.folder = folder
        self.workers = workers
        self.process: subprocess.Popen[bytes] | None = None
        self.url = ""

    def start(self) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "ionworks.server", "serve", "--port", str(port)]
        command += ["--data-dir", str(self.folder), "--workers", str(self.workers)]
        environment = {**os.environ, "IONWORKS_SERVER_BOOTSTRAP_KEY": KEY}
        with (self.folder.parent / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                httpx.get(self.url + "/healthz", timeout=5).raise_for_status()
            except httpx.TransportError:
                assert self.process.poll() is None, (self.folder.parent / "server.log").read_text()
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """End the server as a power cut would: SIGKILL, no clean-up."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(30)

    def client(self) -> Ionworks:
        with Ionworks(KEY, self.url, timeout=30) as plain:
            project = plain.project.list()[0].id
        return Ionworks(KEY, self.url, project, timeout=30)
