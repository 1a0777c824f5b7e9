"""Real signals to real scripts, servers and workers: work goes on, nothing hangs, nothing is left over."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ionworks import Ionworks
from ionworks.errors import NotFoundError
from tests.integration.live_server import LiveServer, wait_for
from tests.integration.scripts_under_signals import Script
from tests.integration.sweeps import CYCLING, SHORT, submit_sweep

pytestmark = pytest.mark.local_only

SOON = 8
"""Seconds; 2 are promised, on a machine that has nothing else to do. The jobs that run would take minutes."""
# a notebook: the cell that waits is interrupted, the next cells go on; then a script that fails while a job runs
INTERRUPTED = """
client = Ionworks.local(workers=2)
running = submit_sweep(client, CYCLING, 5e-5, 6e-5, 1)
while client.simulation.get_statuses(running)[0]["status"] != "processing":
    pass
try:
    print("waits", flush=True)
    client.simulation.wait_for_completion(running, timeout=100, verbose=False)
except KeyboardInterrupt:
    print("interrupted", flush=True)
later = submit_sweep(client, SHORT, 7e-5, 8e-5, 2)
for record in client.simulation.wait_for_completion(later, timeout=100, verbose=False):
    print(record["status"], flush=True)
print(client.simulation.get_statuses(running)[0]["status"], client.health_check()["status"], flush=True)
raise LookupError("the last line")
"""
SUCCEEDING = """
client = Ionworks.local(workers=2)
print(client.health_check()["status"], flush=True)
"""
WAITING = """
client = Ionworks.local(workers=1)
running = submit_sweep(client, CYCLING, 5e-5, 6e-5, 1)
while client.simulation.get_statuses(running)[0]["status"] != "processing":
    pass
print("waits", flush=True)
client.simulation.wait_for_completion(running, timeout=100, verbose=False)
"""


def test_an_interrupt_ends_the_wait_only_and_a_failed_script_ends(tmp_path: Path) -> None:
    with Script(tmp_path, INTERRUPTED) as script:
        assert script.line() == "waits"
        time.sleep(0.5)
        script.signal_group(signal.SIGINT)
        assert [script.line() for _ in range(3)] == ["interrupted", "completed", "completed"]
        assert script.line() == "processing ok"
        assert script.seconds_until_gone() < SOON
        assert script.process.returncode == 1
        errors = script.errors()
        assert errors.count("Traceback") == 1
        assert errors.strip().endswith("LookupError: the last line")


def test_a_script_that_succeeds_ends_in_silence(tmp_path: Path) -> None:
    with Script(tmp_path, SUCCEEDING) as script:
        assert script.line() == "ok"
        assert script.seconds_until_gone() < SOON
        assert (script.process.returncode, script.errors()) == (0, "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_script_that_is_killed_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    with Script(tmp_path, WAITING) as script:
        assert script.line() == "waits"
        script.process.send_signal(number)
        assert script.seconds_until_gone() < SOON
        assert (script.process.returncode, script.errors()) == (-number, "")
