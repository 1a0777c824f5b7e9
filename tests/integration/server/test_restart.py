"""Killed servers and workers, unwritable storage, cancels: no run is lost, none counts twice."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ionworks import Ionworks
from ionworks.errors import JobFailedError, NotFoundError
from tests.integration.live_server import KEY, LiveServer
from tests.integration.sweeps import CYCLING, THICKNESS

pytestmark = pytest.mark.local_only

DISCHARGE = """
global: {initial_soc: 1, temperature: 25}
steps:
  - {direction: Discharge, mode: C-rate, value: 1, ends: [{variable: "Voltage [V]", value: 2.5}]}
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    live = LiveServer(tmp_path / "data", "--workers", "2")
    live.start()
    yield live
    live.stop()


@pytest.fixture
def client(server: LiveServer) -> Iterator[Ionworks]:
    with Ionworks(KEY, server.url) as opened:
        yield opened


def _model(client: Ionworks) -> tuple[str, str]:
    project_id = client.project.list()[0].id
    models = client.parameterized_model.list_by_project(project_id, summary=True)
    return project_id, next(model.id for model in models if model.name == "Chen2020 SPMe")


def _submit(client: Ionworks, protocol: str, thicknesses: list[float]) -> list[str]:
    project_id, model_id = _model(client)
    batch = client.simulation.protocol_batch(
        {
            "parameterized_model": model_id,
            "protocol_experiment": {"protocol": protocol, "name": "test"},
            "project_id": project_id,
            "design_parameters_doe": {
                "sampling": "grid",
                "rows": [{"type": "discrete", "name": THICKNESS, "values": thicknesses}],
            },
        }
    )
    return [run.simulation_id for run in batch]


def _statuses(client: Ionworks, ids: list[str]) -> list[str]:
    return [row["status"] for row in client.simulation.get_statuses(ids)]


def _wait_for(client: Ionworks, ids: list[str], status: str, count: int = 1) -> None:
    deadline = time.monotonic() + 90
    while _statuses(client, ids).count(status) < count:
        assert time.monotonic() < deadline, client.simulation.get_statuses(ids)
        time.sleep(0.02)


def test_a_killed_server_loses_and_repeats_nothing(server: LiveServer, client: Ionworks) -> None:
    thicknesses = [(50 + index) * 1e-6 for index in range(20)]
    ids = _submit(client, DISCHARGE, thicknesses)
    _wait_for(client, ids, "completed")
    server.kill()
    server.start()
    records = client.simulation.wait_for_completion(ids, timeout=120, verbose=False)
    assert {record["status"] for record in records} == {"completed"}
    assert len(set(ids)) == client.simulation.list(limit=1).total == 20
    assert [job.status for job in client.job.list()] == ["completed"] * 20
    ends = [client.simulation.get_result(identifier).time_series["Discharge capacity [A.h]"][-1] for identifier in ids]
    # a thicker positive electrode holds more charge, so no result stands at another run's place
    assert ends == sorted(ends)
    assert ends[-1] > 1.1 * ends[0]


def test_a_killed_worker_is_replaced(server: LiveServer, client: Ionworks) -> None:
    ids = _submit(client, DISCHARGE, [(50 + index) * 1e-6 for index in range(6)])
    _wait_for(client, ids, "processing")
    os.kill(server.workers()[0], signal.SIGKILL)
    records = client.simulation.wait_for_completion(ids, timeout=120, verbose=False)
    assert {record["status"] for record in records} == {"completed"}


def test_unwritable_storage_fails_the_run_with_the_reason_and_nothing_else(
    server: LiveServer, client: Ionworks
) -> None:
    folder = server.folder / "blobs" / "simulations"
    folder.write_text("a file where a folder has to be")
    (broken,) = _submit(client, DISCHARGE, [50e-6])
    with pytest.raises(JobFailedError, match="could not be stored"):
        client.simulation.wait_for_completion(broken, timeout=90, verbose=False)
    assert client.simulation.get(broken)["error_code"] == "STORAGE_ERROR"
    with pytest.raises(NotFoundError):
        client.simulation.get_result(broken)
    folder.unlink()
    again = _submit(client, DISCHARGE, [50e-6, 60e-6])
    assert broken not in again
    client.simulation.wait_for_completion(again, timeout=90, verbose=False)
    shutil.rmtree(folder)


@pytest.mark.alone
def test_cancel_takes_effect_at_once(server: LiveServer, client: Ionworks) -> None:
    ids = _submit(client, CYCLING, [(50 + index) * 1e-6 for index in range(4)])
    _wait_for(client, ids, "processing", 2)
    busy = set(server.workers())
    jobs = [client.simulation.get(identifier)["job_id"] for identifier in ids]
    started = time.monotonic()
    for job_id in jobs:
        assert client.job.cancel(job_id).status == "canceled"
    while busy.intersection(server.workers()):
        assert time.monotonic() - started < 10
        time.sleep(0.02)
    assert time.monotonic() - started < 2
    assert _statuses(client, ids) == ["canceled"] * 4
    client.simulation.wait_for_completion(_submit(client, DISCHARGE, [70e-6]), timeout=90, verbose=False)
