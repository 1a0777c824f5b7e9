"""A server killed at each stage of an upload leaves either nothing or the complete measurement."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from ionworks_openapi.api.cell_measurement import confirm_measurement_extend, initiate_measurement_extend
from ionworks_openapi.models import EmptyBody

from ionworks import Ionworks
from tests.cell_frames import CYCLE, cycler_frame
from tests.integration.cell_data.test_cell_data_uploads import Upload, announce, parquet
from tests.integration.live_server import free_port

pytestmark = pytest.mark.local_only

KEY = "key-of-the-killed-server"
WHOLE = cycler_frame(CYCLE * 3)
FIRST, REST = WHOLE.head(200), WHOLE.slice(200)
NOTHING = ("announced", "half sent", "sent", "moved, not recorded")
COMPLETE = ("recorded", "recorded last", "processed")
EXTENDED = {
    "extension announced": 200,
    "extension sent": 200,
    "extension confirmed": 300,
}
"""Rows after the restart."""


@contextmanager
def _server(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], Ionworks]]:
    """A server process of its own group, killed with its workers at the end."""
    port = free_port()
    environment = {**os.environ, "IONWORKS_SERVER_BOOTSTRAP_KEY": KEY}
    command = [sys.executable, "-m", "ionworks.server", "serve", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(
        [*command, "--data-dir", str(folder)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        with Ionworks(KEY, f"http://127.0.0.1:{port}", max_retries=0) as client:
            _wait_until_it_answers(client, process)
            yield process, client
    finally:
        _kill(process)


def _wait_until_it_answers(client: Ionworks, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(f"{client.api_url}/healthz", timeout=5).raise_for_status()
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"the server did not come up (exit status {process.poll()})")


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)


def _half_put(url: str, content: bytes) -> socket.socket:
    """Send half of a body and keep the connection open."""
    parts = urlsplit(url)
    connection = socket.create_connection((parts.hostname or "", parts.port or 0), timeout=10)
    head = f"PUT {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Length: {len(content)}\r\n\r\n"
    connection.sendall(head.encode() + content[: len(content) // 2])
    return connection


def _extension(client: Ionworks, measurement_id: str, stage: str) -> None:
    api = client._connection.api
    place = initiate_measurement_extend.sync_detailed(measurement_id, client=api, body=EmptyBody()).parsed
    if stage != "extension announced":
        assert httpx.put(place.uploads[0].signed_url, content=parquet(REST)).status_code == 200
    if stage == "extension confirmed":
        confirm_measurement_extend.sync_detailed(measurement_id, client=api, body=EmptyBody())


def _prepare(client: Ionworks) -> tuple[str, dict[str, str], dict[str, Upload], socket.socket]:
    """Bring one upload to each stage; the last requests are the ones that start work."""
    project = client.project.list()[0].id
    spec = client.cell_spec.create({"name": "S", "project_id": project})
    cell = client.cell_instance.create(spec.id, {"name": "C"}).id
    made = {}
    for name in ("processed", *EXTENDED):
        detail = {"measurement": {"name": name}, "time_series": FIRST}
        made[name] = client.cell_measurement.create(cell, detail).id
    content = parquet(FIRST)
    uploads = {name: announce(client, cell, name) for name in (*NOTHING, "recorded", "recorded last")}
    connection = _half_put(uploads["half sent"].urls["time_series.parquet"], content)
    for name in ("sent", "moved, not recorded", "recorded", "recorded last"):
        assert uploads[name].put(content).status_code == 200
    for stage in EXTENDED:
        _extension(client, made[stage], stage)
    for name in ("recorded", "recorded last"):
        made[name] = uploads[name].confirm().id
    return cell, made, uploads, connection


def _move(folder: Path, upload: Upload) -> None:
    """Do what a confirm does before its transaction."""
    (source,) = (folder / "blobs" / "uploads").glob(f"*/{upload.measurement_id}")
    target = folder / "blobs" / "measurements" / source.parent.name / upload.measurement_id / upload.measurement_id
    target.parent.mkdir(parents=True)
    source.rename(target)


def test_killed_at_every_stage(tmp_path: Path) -> None:
    with _server(tmp_path) as (process, client):
        cell, made, uploads, connection = _prepare(client)
        _kill(process)
        connection.close()
    _move(tmp_path, uploads["moved, not recorded"])
    blobs = tmp_path / "blobs"
    assert len(list((blobs / "uploads").glob("*/*"))) >= 3, "the killed server left files"
    with _server(tmp_path) as (_, client):
        reads = client.cell_measurement
        assert {row.name for row in reads.list(cell)} == {*COMPLETE, *EXTENDED}
        assert not list((blobs / "uploads").glob("*/*"))
        assert {path.name for path in (blobs / "measurements").glob("*/*")} == set(made.values())
        reads.wait_for_processing(made.values(), timeout=120)
        for name in COMPLETE:
            _assert_complete(client, made[name], 200)
        for name, rows in EXTENDED.items():
            _assert_complete(client, made[name], rows)
            if rows == 200:
                reads.extend(made[name], REST)
                _assert_complete(client, made[name], 300)
        for name in NOTHING:
            detail: dict[str, Any] = {"measurement": {"name": name}, "time_series": FIRST}
            assert reads.create(cell, detail).name == name, "the name is free"


def _assert_complete(client: Ionworks, measurement_id: str, rows: int) -> None:
    assert client.cell_measurement.time_series(measurement_id, use_cache=False).equals(WHOLE.head(rows))
    steps = client.cell_measurement.steps(measurement_id, use_cache=False)
    assert steps["End index"][-1] == rows - 1
    assert len(client.cell_measurement.cycles(measurement_id, use_cache=False)) == rows // 100
