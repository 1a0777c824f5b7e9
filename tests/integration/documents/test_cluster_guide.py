"""The page that leads to a cluster: its files are written and its commands run, in order, in one shell.

Its machines are this one: names and ports of the page are replaced, its commands are not.
"""

import doctest
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.conftest import new_bucket
from tests.integration.conftest import _postgres_url
from tests.integration.live_server import free_port
from tests.integration.shell import PROGRAM, full_environment
from tests.integration.documents.test_guides import commands

pytestmark = [pytest.mark.documented, pytest.mark.long]

PAGE = Path(__file__).parents[3] / "docs" / "guides" / "cluster.md"
_FILE = re.compile(r"^<!-- file: (?P<name>\S+) -->\n+```\w+\n(?P<text>.*?)^```\n", re.MULTILINE | re.DOTALL)
_DATABASES = ("ionworks_cluster", "ionworks_restored")


def _drop(url: sa.URL) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name in _DATABASES:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    engine.dispose()


def _programs(folder: Path) -> str:
    """A search path on which `ionworks`, `dask` and `python` are those of the tests."""
    folder.mkdir()
    modules = {"ionworks": f'-c "{PROGRAM}"', "dask": "-m dask", "python": ""}
    for name, how in modules.items():
        (folder / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" -W ignore {how} "$@"\n', encoding="utf-8")
        (folder / name).chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.timeout(300)
def test_the_commands_of_the_page_lead_to_a_cluster(tmp_path: Path, s3_server: str) -> None:
    pytest.importorskip("distributed")
    url = sa.make_url(_postgres_url())
    _drop(url)
    with new_bucket(s3_server) as bucket:
        here = {
            "https://objects.example.com": s3_server,
            "key-of-ionworks": "test",
            "secret-of-ionworks": "test",
            "ionworks-data": bucket,
            "db.example.com": str(url.host),
            "5432": str(url.port),
            "PGUSER=ionworks": f"PGUSER={url.username}",
            "scheduler.example.com": "127.0.0.1",
            "/srv/ionworks": str(tmp_path / "srv"),
            **{port: str(free_port()) for port in ("8786", "8000", "8001")},
        }
        pattern = re.compile("|".join(re.escape(one) for one in sorted(here, key=len, reverse=True)))
        text = pattern.sub(lambda found: here[found[0]], PAGE.read_text(encoding="utf-8"))
        for file in _FILE.finditer(text):
            (tmp_path / file["name"]).write_text(file["text"], encoding="utf-8")
        listed = commands(text)
        assert len(listed) > 20
        script = "".join(f"{command}\nprintf '\\036%s\\036' $?\n" for command, _ in listed)
        variables = {
            key: value for key, value in full_environment().items() if not key.startswith(("AWS_", "IONWORKS_"))
        }

        shell = subprocess.Popen(
            ["bash", "-c", f"exec 2>&1\n{script}"],
            stdout=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env={**variables, "PATH": _programs(tmp_path / "bin")},
            start_new_session=True,
        )
        try:
            printed = shell.communicate(timeout=280)[0].split("\036")
        finally:
            os.killpg(shell.pid, signal.SIGKILL)
            _drop(url)
    logs = {path.name: path.read_text()[-2000:] for path in tmp_path.glob("*.log")}
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    for (command, output), actual, status in zip(listed, printed[::2], printed[1::2], strict=False):
        assert status == "0", f"{command} ended with {status} and printed\n{actual}\n{logs}"
        assert doctest.OutputChecker().check_output(output, actual, flags), f"{command} printed\n{actual}\n{logs}"
    assert len(printed) == 2 * len(listed) + 1
