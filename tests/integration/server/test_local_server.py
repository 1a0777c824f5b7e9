"""A whole server in this process and from the command line: start, answer, refuse, stop."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ionworks.server.__main__ import main
from ionworks.server.contract import specification
from ionworks.server.http import binding
from ionworks.server.local import LocalServer, ServerStartError
from ionworks.server.runtime import DataFolderInUseError, open_runtime
from ionworks.server.ground.settings import Settings
from tests.integration.live_server import wait_for

pytestmark = pytest.mark.local_only

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _missing_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Operations whose handlers are not written yet answer 501 here."""
    unserved = {
        one.operation_id: "not yet"
        for one in specification.operations(specification.load())
        if binding._find_handler(one) is None
    }

    def opened(settings: Settings):
        return open_runtime(settings, unserved={**binding.UNSERVED, **unserved})

    monkeypatch.setattr("ionworks.server.local.open_runtime", opened)


def _ask(url: str, path: str, key: str = "") -> tuple[int, dict]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    connection.request("GET", path, headers={"X-API-Key": key} if key else {})
    answer = connection.getresponse()
    body = json.loads(answer.read())
    connection.close()
    return answer.status, body


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LocalServer]:
    with LocalServer(tmp_path / "data", workers=1, warm_workers=False) as started:
        yield started


def test_answers_with_its_key_only(server: LocalServer) -> None:
    assert _ask(server.url, "/healthz")[0] == 200
    assert _ask(server.url, "/users/me")[0] == 401
    status, me = _ask(server.url, "/users/me", server.api_key)
    assert (status, me["authorized_organization"]["name"]) == (200, "Local organization")
    assert urlsplit(server.url).hostname == "127.0.0.1"
    assert server.project_id
    assert server.api_key not in repr(vars(server).get("_runtime"))


def test_data_survives_but_session_keys_do_not(tmp_path: Path) -> None:
    with LocalServer(tmp_path, workers=1, warm_workers=False) as first:
        project, key = first.project_id, first.api_key
    assert not first.is_running
    with LocalServer(tmp_path, workers=1, warm_workers=False) as second:
        assert second.project_id == project
        assert _ask(second.url, "/users/me", key)[0] == 401


def test_temporary_data_is_deleted() -> None:
    with LocalServer(workers=1, warm_workers=False) as server:
        folder = server._runtime.settings.data_dir
        assert folder.is_dir()
    assert not folder.exists()


def test_second_server_on_the_same_folder_is_refused(server: LocalServer, tmp_path: Path) -> None:
    with pytest.raises(DataFolderInUseError, match=rf"Another Ionworks server \(process {os.getpid()}\) uses"):
        LocalServer(tmp_path / "data", workers=1, warm_workers=False).start()
    assert _ask(server.url, "/healthz")[0] == 200


def test_two_servers_on_two_folders_share_nothing(server: LocalServer, tmp_path: Path) -> None:
    with LocalServer(tmp_path / "other", workers=1, warm_workers=False) as other:
        assert other.url != server.url
        assert _ask(other.url, "/users/me", server.api_key)[0] == 401


def test_start_in_a_thread_needs_no_signals() -> None:
    failures: list[BaseException] = []
    handler = signal.getsignal(signal.SIGINT)

    def run() -> None:
        try:
            with LocalServer(workers=1, warm_workers=False) as server:
                assert _ask(server.url, "/healthz")[0] == 200
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(60)
    assert failures == []
    assert signal.getsignal(signal.SIGINT) is handler


def test_a_dead_thread_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(*_args, **_kwargs) -> None:
        raise OSError("no sockets today")

    monkeypatch.setattr("uvicorn.Server.run", explode)
    server = LocalServer(workers=1, warm_workers=False)
    with pytest.raises(ServerStartError, match="ended at once") as caught:
        server.start()
    assert "no sockets today" in str(caught.value.__cause__)
    assert not server.is_running


def test_stop_is_idempotent_and_leaves_no_threads(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    server = LocalServer(tmp_path, workers=1, warm_workers=False).start()
    server.stop()
    server.stop()
    names = {thread.name for thread in set(threading.enumerate()) - before}
    assert not {"ionworks-server", "ionworks-dispatcher"} & names


@pytest.mark.alone
def test_ready_quickly(tmp_path: Path) -> None:
    started = time.monotonic()
    with LocalServer(tmp_path, workers=1, warm_workers=False):
        assert time.monotonic() - started < 5


Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """``ionworks COMMAND`` in this process: exit status and what it prints."""
    mask = os.umask(0o077)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main([*arguments, "--data-dir", str(tmp_path)])
        return status, *capsys.readouterr()

    yield run
    os.umask(mask)


def test_keys_from_the_command_line(command: Command, tmp_path: Path) -> None:
    status, _, errors = command("keys", "create")
    assert (status, "ionworks serve" in errors) == (2, True)
    assert command("db", "upgrade")[0] == 0
    with LocalServer(tmp_path, workers=1, warm_workers=False) as server:
        # a process of its own, as it is for everybody who asks a running server
        args = [sys.executable, "-m", "ionworks.server", "keys", "create", "--name", "laptop", "--data-dir", tmp_path]
        variables = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'generated'}"}
        made = subprocess.run(args, capture_output=True, text=True, timeout=120, check=True, env=variables)
        key = made.stdout.strip()
        assert _ask(server.url, "/users/me", key)[0] == 200
        listing = command("keys", "list")[1]
        assert key not in listing
        identifier = re.search(r"^(\S+) .* active  laptop$", listing, re.MULTILINE)[1]
        assert command("keys", "revoke", identifier)[0] == 0
        wait_for(lambda: _ask(server.url, "/users/me", key)[0] == 401, 10)
        assert command("keys", "revoke", identifier)[0] == 2
        status, _, errors = command("keys", "create", "--email", "ada@example.org")
        assert (status, "no active member ada@example.org" in errors) == (2, True)


def test_bad_arguments_are_explained(command: Command) -> None:
    status, _, errors = command("serve", "--workers", "0")
    assert (status, "workers is 0" in errors) == (2, True)


def test_a_killed_server_leaves_no_workers_and_no_lock(tmp_path: Path) -> None:
    script = (
        "import os, time\n"
        "from ionworks.server.workers.pool import WorkerPool\n"
        "pool = WorkerPool(1)\n"
        "print(pool.submit(os.getpid).result(60), flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.wait(30)
    parent.stdout.close()
    deadline = time.monotonic() + 30
    while _is_alive(worker):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_worker_whose_server_died_before_it_was_ready_ends() -> None:
    script = (
        "import time; from ionworks.server.workers.orphans import watch_parent\n"
        "print('watching', flush=True); watch_parent(); time.sleep(60); print('still there')"
    )
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "WORKER_PARENT_PID": "999999999"}
    command = [sys.executable, "-W", "ignore", "-c", script]
    orphan = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=50, check=False)
    # a script that cannot be run at all also ends with 1
    assert (orphan.returncode, orphan.stdout, orphan.stderr) == (1, "watching\n", "")


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # a zombie that nobody reaps in this container is dead, too
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_port_is_free_for_others_after_stop(tmp_path: Path) -> None:
    with LocalServer(tmp_path, workers=1, warm_workers=False) as server:
        port = urlsplit(server.url).port
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
        assert probe.getsockname() == ("127.0.0.1", port)
