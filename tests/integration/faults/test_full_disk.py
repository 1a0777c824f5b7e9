"""A disk that is full: requests say so, work waits, nothing is lost; a server that starts then says it in one line.

What cannot be stored although there is room fails with the reason.

The system lets no process write beyond a size that is set from outside while the server runs.
"""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ionworks import Ionworks
from ionworks.errors import JobFailedError, NotFoundError, ServerError
from ionworks.server.local import LocalServer
from tests.integration.lent_workers import Lender
from tests.integration.live_server import KEY, LiveServer, wait_for
from tests.integration.sweeps import SHORT, submit_sweep

resource = pytest.importorskip("resource")
pytestmark = [
    pytest.mark.local_only,
    pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="limits of other processes are Linux's"),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    live = LiveServer(tmp_path_factory.mktemp("full") / "data", "--workers", "1")
    yield live.start()
    live.stop()


def _limit_files(server: LiveServer, size: int) -> None:
    for pid in (server.process.pid, *server.workers()):
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


def _impatient(server: LiveServer) -> Ionworks:
    with server.client() as client:
        return Ionworks(KEY, server.url, client.project_id, max_retries=0)


def test_work_waits_while_the_disk_is_full(server: LiveServer) -> None:
    with _impatient(server) as client:
        first = submit_sweep(client, SHORT, 5e-5, 6e-5, 2)
        client.simulation.wait_for_completion(first, timeout=120, verbose=False)
        ids = submit_sweep(client, SHORT, 6.1e-5, 7e-5, 12)
        _limit_files(server, 0)
        try:
            for refused in (
                lambda: client.project.create({"name": "no room"}),
                lambda: submit_sweep(client, SHORT, 8e-5, 9e-5, 2),
            ):
                with pytest.raises(ServerError, match="cannot be used") as caught:
                    refused()
                assert (caught.value.status_code, caught.value.error_code) == (503, "STORAGE_ERROR")
            assert client.simulation.get(first[0])["id"] == first[0], "what is there can be read"
            wait_for(lambda: httpx.get(f"{server.url}/healthz").json()["status"] != "ok", 20)
            time.sleep(1)  # long enough for more than one try
        finally:
            _limit_files(server, resource.RLIM_INFINITY)
        client.simulation.wait_for_completion(ids, timeout=120, verbose=False)
        assert client.simulation.results(ids)["status"].to_list() == ["completed"] * 12
    log = next(server.folder.parent.glob("*.log")).read_text()
    assert "Traceback" not in log
    assert log.count("trying again") < 20, log


def test_a_start_on_a_full_disk_says_so_in_a_line(tmp_path: Path) -> None:
    # a limit of files, as set by the shell in blocks of a kilobyte, with room for neither a result nor the whole of a database
    command = f"ulimit -f 900; exec {sys.executable} -W ignore -m ionworks.server serve --port 0 --data-dir data"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=tmp_path, check=False, timeout=60)
    assert (run.returncode, len(run.stderr.splitlines())) == (2, 1), run.stderr
    # database or files, whichever needs the room first
    assert re.match(r"ionworks: (Files cannot be stored|The database) .*(File too large|disk I/O error)", run.stderr)


def test_unwritable_storage_fails_the_run_with_the_reason_and_nothing_else(
    lent_workers: Lender, tmp_path: Path
) -> None:
    folder = tmp_path / "blobs" / "simulations"
    with (
        lent_workers(),
        LocalServer(tmp_path, workers=1) as server,
        Ionworks(server.api_key, server.url, server.project_id) as client,
    ):
        folder.write_text("a file where a folder has to be")
        (broken,) = submit_sweep(client, SHORT, 50e-6, 51e-6, 1)
        with pytest.raises(JobFailedError, match="could not be stored"):
            client.simulation.wait_for_completion(broken, timeout=90, verbose=False)
        assert client.simulation.get(broken)["error_code"] == "STORAGE_ERROR"
        with pytest.raises(NotFoundError):
            client.simulation.get_result(broken)
        folder.unlink()
        again = submit_sweep(client, SHORT, 50e-6, 60e-6, 2)
        assert broken not in again
        client.simulation.wait_for_completion(again, timeout=90, verbose=False)
