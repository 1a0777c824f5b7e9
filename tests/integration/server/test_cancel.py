"""Cancels: a worker that runs nothing but canceled jobs is stopped at once, and another takes what comes next."""

import time
from pathlib import Path

import pytest

from tests.integration.live_server import LiveServer, wait_for
from tests.integration.sweeps import CYCLING, SHORT, submit_sweep

pytestmark = pytest.mark.local_only


@pytest.mark.alone
def test_cancel_takes_effect_at_once(tmp_path: Path) -> None:
    server = LiveServer(tmp_path / "data", "--workers", "2").start()
    with server.client() as client:
        ids = submit_sweep(client, CYCLING, 5e-5, 5.3e-5, 4)

        def statuses() -> list[str]:
            return [row["status"] for row in client.simulation.get_statuses(ids)]

        wait_for(lambda: statuses().count("processing") == 2 and len(server.workers()) == 2, 60)
        busy = set(server.workers())
        jobs = [client.simulation.get(identifier)["job_id"] for identifier in ids]
        started = time.monotonic()
        for job_id in jobs:
            assert client.job.cancel(job_id).status == "canceled"
        wait_for(lambda: not busy.intersection(server.workers()), 10)
        assert time.monotonic() - started < 2
        assert statuses() == ["canceled"] * 4
        later = submit_sweep(client, SHORT, 7e-5, 8e-5, 1)
        client.simulation.wait_for_completion(later, timeout=90, verbose=False)
    server.stop()
