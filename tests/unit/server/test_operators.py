"""What can be wrong with folders, databases, addresses and hosts: one line that says what to do, and no traceback."""

import asyncio
import logging
import os
import socket
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from ionworks.server.__main__ import main
from ionworks.server.ground.data_folder import DataFolderError, prepare
from ionworks.server.files.blobs import StorageError
from ionworks.server.files.signed_urls import open_signed_urls
from ionworks.server.http.asgi import ErrorBoundary, KnownHost, json_response
from ionworks.server.ground.log import PlainFormatter
from ionworks.server.runtime import open_runtime
from ionworks.server.ground.settings import Settings

pytestmark = pytest.mark.local_only


def _refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line of a command that does not start."""
    mask = os.umask(0o022)
    try:
        assert main(arguments) == 2
    finally:
        os.umask(mask)
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("db", "upgrade")])
def test_folders_that_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: tuple[str]) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/ionworks")):
        text = _refusal(capsys, *command, "--data-dir", str(folder))
        assert str(folder) in text
        assert "--data-dir" in text


def test_a_new_folder_is_the_users_alone(tmp_path: Path) -> None:
    prepare(tmp_path / "new" / "data")
    assert stat.S_IMODE((tmp_path / "new" / "data").stat().st_mode) == 0o700
    open_folder = tmp_path / "open"
    open_folder.mkdir(mode=0o755)
    (open_folder / "ionworks.db").write_text("")
    prepare(open_folder)
    assert stat.S_IMODE(open_folder.stat().st_mode) == 0o700


def test_a_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o755)  # whatever the umask of this process is
    (tmp_path / "shared" / "thesis.tex").write_text("")
    with pytest.raises(DataFolderError, match="holds other things"):
        prepare(tmp_path / "shared")
    assert stat.S_IMODE((tmp_path / "shared").stat().st_mode) == 0o755


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away, and be somebody else")
def test_folders_of_other_users_and_without_rights(tmp_path: Path) -> None:
    os.chown(tmp_path, 65534, 65534)
    with pytest.raises(DataFolderError, match="belongs to another user"):
        prepare(tmp_path)
    tmp_path.chmod(0o500)
    parents = [one for one in tmp_path.parents if one.is_relative_to("/tmp") and one != Path("/tmp")]
    modes = [(one, stat.S_IMODE(one.stat().st_mode)) for one in parents]
    for one in parents:
        one.chmod(0o711)
    os.seteuid(65534)
    try:
        with pytest.raises(DataFolderError, match="cannot be written: Permission denied"):
            prepare(tmp_path)
    finally:
        os.seteuid(0)
        for one, mode in modes:
            one.chmod(mode)


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://u:hunter2@127.0.0.1/x",
        "postgresql://u:hunter2@127.0.0.1/x",
        "postgresql+psycopg://u:hunter2@127.0.0.1:1/x",
        "postgresql+psycopg://u:hunter2@host.invalid/x",
    ],
)
def test_databases_that_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str], url: str) -> None:
    text = _refusal(capsys, "serve", "--port", "0", "--data-dir", str(tmp_path / "data"), "--database-url", url)
    assert "--database-url" in text
    assert "hunter2" not in text


def test_files_that_are_no_database_of_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def refusal(statements: str) -> str:
        path.unlink(missing_ok=True)
        with sqlite3.connect(path) as database:
            database.executescript(statements)
        database.close()
        return _refusal(capsys, "serve", "--port", "0", "--data-dir", str(path.parent))

    path = tmp_path / "data" / "ionworks.db"
    path.parent.mkdir(mode=0o700)
    version = "CREATE TABLE alembic_version (version_num TEXT); INSERT INTO alembic_version VALUES ('{}')"
    assert "newer" in refusal(version.format("9999"))
    assert "newer" in _refusal(capsys, "db", "upgrade", "--data-dir", str(path.parent))
    assert "another program" in refusal(version.format("a1b2c3"))
    assert "ionworks db upgrade" in refusal(version.format("0001"))
    assert "no Ionworks server made" in refusal("CREATE TABLE projects (x)")
    path.write_bytes(b"this is no database " * 100)
    assert "not a database" in _refusal(capsys, "serve", "--port", "0", "--data-dir", str(path.parent))


def test_addresses_that_cannot_be_listened_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "data")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = str(other.getsockname()[1])
        assert taken in _refusal(capsys, "serve", "--data-dir", folder, "--port", taken)
    for wrong in (("--port", "70000"), ("--port", "-1"), ("--host", "host.invalid"), ("--host", "8.8.8.8")):
        text = _refusal(capsys, "serve", "--data-dir", folder, *wrong)
        assert wrong[0].strip("-") in text
    # nothing was made
    assert not Path(folder).exists()


@pytest.mark.parametrize("content", [b"", b"short"])
def test_a_secret_that_could_be_guessed_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "storage.secret").write_bytes(content)
    with pytest.raises(StorageError, match=r"storage.secret has \d bytes.*Delete it"):
        open_signed_urls(tmp_path, 60)


def test_a_key_from_the_environment_is_not_shown(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", workers=1, bootstrap_key="key-from-the-environment")
    with open_runtime(settings) as runtime:
        assert runtime.first_key is None
        assert "key-from-the-environment" not in repr(runtime)


@pytest.mark.parametrize(
    ("served", "further", "known", "unknown"),
    [
        (
            "127.0.0.1",
            "",
            ("localhost:8000", "127.0.0.1", "[::1]:1", "LOCALHOST"),
            ("evil.example", "10.0.0.1", "a b", ""),
        ),
        ("0.0.0.0", "", ("10.0.0.1:80", "localhost"), ("evil.example", "localhost.evil.example", "x@localhost")),
        ("10.0.0.5", "api.example, b.example", ("10.0.0.5", "api.example:443", "b.example"), ("c.example",)),
        ("127.0.0.1", "*", ("any.example",), ()),
    ],
)
def test_only_hosts_that_are_served_are_answered(
    served: str, further: str, known: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    async def answer(scope, receive, send):
        await json_response({}, 200)(scope, receive, send)

    app = ErrorBoundary(KnownHost(answer, served, further))

    async def status(host: str) -> int:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x", verify=False) as client:
            return (await client.get("/", headers={"Host": host})).status_code

    assert [asyncio.run(status(host)) for host in known] == [200] * len(known)
    assert [asyncio.run(status(host)) for host in unknown] == [400] * len(unknown)


def test_control_characters_do_not_reach_the_log() -> None:
    formatter = PlainFormatter("%(levelname)s %(message)s")

    def shown(text: str, info: object = None) -> str:
        return formatter.format(logging.LogRecord("x", logging.ERROR, "x", 1, "%s", (text,), info))

    assert shown("/a\nERROR forged\x1b[2J\r\x00ü") == "ERROR /a\\nERROR forged\\x1b[2J\\r\\x00ü"
    try:
        raise ValueError("first\nERROR forged\x1b[2J")
    except ValueError:
        lines = shown("failed", sys.exc_info()).split("\n")
    assert [line for line in lines if not line.startswith("    ")] == ["ERROR failed"]
    assert not any("\x1b" in line for line in lines)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("module", ["ionworks.server.commands", "sqlalchemy", "connexion"])
def test_an_interrupt_while_imports_run_ends_in_one_line(tmp_path: Path, module: str) -> None:
    code = (
        "import os, signal, sys\n"
        "from ionworks.server.__main__ import main\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, *_others):\n"
        f"        if name == {module!r}:\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        f"sys.exit(main(['serve', '--port', '0', '--workers', '1', '--data-dir', {str(tmp_path / 'data')!r}]))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stderr.strip()) == (130, "ionworks: stopped")
