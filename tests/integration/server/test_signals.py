"""Real signals to real scripts, servers and workers: work goes on, nothing hangs, nothing is left over."""

import os
import signal
import socket
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ionworks import Ionworks
from ionworks.errors import NotFoundError
from tests.integration.live_server import KEY, LiveServer, free_port, wait_for
from tests.integration.scripts_under_signals import Ending, Script
from tests.integration.sweeps import CYCLING, submit_sweep

pytestmark = [pytest.mark.local_only, pytest.mark.usefixtures("interruptible")]

SOON = 2
"""Seconds that are promised from the last line or the signal; the jobs that run would take minutes."""
# a notebook: the cell that waits is interrupted, the next cells go on; then a script that fails while a job runs
INTERRUPTED = """
client = Ionworks.local(workers=1)
running = submit_sweep(client, CYCLING.replace("2000", "20"), 5e-5, 6e-5, 1)
wait_for(lambda: client.simulation.get_statuses(running)[0]["status"] == "processing", 60)
try:
    print("waits", flush=True)
    client.simulation.wait_for_completion(running, timeout=100, verbose=False)
except KeyboardInterrupt:
    print("interrupted", flush=True)
later = submit_sweep(client, SHORT, 7e-5, 8e-5, 2)
for record in client.simulation.wait_for_completion(running + later, timeout=100, verbose=False):
    print(record["status"], flush=True)
endless = submit_sweep(client, CYCLING, 5e-5, 6e-5, 1)
wait_for(lambda: client.simulation.get_statuses(endless)[0]["status"] == "processing", 60)
print(client.health_check()["status"], flush=True)
raise LookupError("the last line")
"""
SUCCEEDING = """
client = Ionworks.local(workers=1)
# one that is terminated ends as any script does
print(client.health_check()["status"], signal.getsignal(signal.SIGTERM) is signal.SIG_DFL, flush=True)
"""
WAITING = """
client = Ionworks.local(workers=1)
running = submit_sweep(client, CYCLING, 5e-5, 6e-5, 1)
wait_for(lambda: client.simulation.get_statuses(running)[0]["status"] == "processing", 60)
print("waits", flush=True)
client.simulation.wait_for_completion(running, timeout=100, verbose=False)
"""


def assert_soon(ending: Ending) -> None:
    """Within `SOON` on a machine that does nothing else: waiting and work, which other work on it does not change."""
    assert ending.waited + ending.worked < SOON, ending


def test_an_interrupt_ends_the_wait_only_and_a_failed_script_ends(tmp_path: Path) -> None:
    with Script(tmp_path, INTERRUPTED) as script:
        assert script.line() == "waits"
        time.sleep(0.2)  # into the wait
        script.signal_group(signal.SIGINT)
        assert [script.line() for _ in range(5)] == ["interrupted", "completed", "completed", "completed", "ok"]
        assert_soon(script.until_gone())
        assert script.process.returncode == 1
        errors = script.errors()
        assert errors.count("Traceback") == 1
        assert errors.strip().endswith("LookupError: the last line")


def test_a_script_that_succeeds_ends_in_silence(tmp_path: Path) -> None:
    with Script(tmp_path, SUCCEEDING) as script:
        assert script.line() == "ok True"
        assert_soon(script.until_gone())
        assert (script.process.returncode, script.errors()) == (0, "")


def test_a_script_that_is_killed_leaves_nothing(tmp_path: Path) -> None:
    with Script(tmp_path, WAITING) as script:
        assert script.line() == "waits"
        script.process.kill()
        assert_soon(script.until_gone())
        assert (script.process.returncode, script.errors()) == (-signal.SIGKILL, "")


SERVING = """
import os, sys
from ionworks.cli import main
os.environ["IONWORKS_SERVER_BOOTSTRAP_KEY"] = {key!r}
sys.argv[1:] = ["serve", "--workers", "1", "--port", "{port}", "--data-dir", {folder!r}]
sys.exit(main())
"""


@pytest.mark.parametrize(
    ("number", "status", "said"), [(signal.SIGINT, 130, "ionworks: stopped"), (signal.SIGTERM, 0, "")]
)
def test_a_server_that_is_stopped_says_so_and_puts_its_job_back(
    tmp_path: Path, number: signal.Signals, status: int, said: str
) -> None:
    folder, port = tmp_path / "data", free_port()
    code = SERVING.format(key=KEY, port=port, folder=str(folder))
    with Script(tmp_path, code, preamble="") as script:
        while not script.line().startswith("Ionworks server on"):
            assert script.process.poll() is None, script.errors()
        wait_for(lambda: _answers(port), 60)
        with Ionworks(KEY, f"http://127.0.0.1:{port}", timeout=60) as plain:
            project = plain.project.list()[0].id
        with Ionworks(KEY, f"http://127.0.0.1:{port}", project, timeout=60) as client:
            (run,) = submit_sweep(client, CYCLING, 5e-5, 6e-5, 1)
            wait_for(lambda: client.simulation.get_statuses([run])[0]["status"] == "processing", 60)
        before = script.errors()
        script.signal_group(number) if number == signal.SIGINT else script.process.send_signal(number)
        assert_soon(script.until_gone())
        assert script.process.returncode == status
        assert script.errors().removeprefix(before).strip() == said
    with sqlite3.connect(folder / "ionworks.db") as database:
        assert database.execute("SELECT status, attempts, restarts FROM jobs").fetchall() == [("pending", 0, 0)]
    database.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    live = LiveServer(tmp_path_factory.mktemp("live") / "data", "--workers", "1").start()
    yield live
    live.stop()


@pytest.mark.parametrize("kind", ["simulation", "pipeline", "simple_pipeline", "optimization"])
def test_waiting_for_what_is_not_there_says_so_at_once(server: LiveServer, kind: str) -> None:
    unknown = "00000000-0000-4000-8000-000000000000"
    with server.client() as client:
        begun = time.monotonic()
        for wanted in (unknown, [unknown]) if kind == "simulation" else (unknown,):
            with pytest.raises(NotFoundError):
                getattr(client, kind).wait_for_completion(wanted, timeout=60, verbose=False)
        with pytest.raises(NotFoundError):
            client.cell_measurement.wait_for_processing(unknown)
        assert time.monotonic() - begun < 10


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
