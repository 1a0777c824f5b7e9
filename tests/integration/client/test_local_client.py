"""A client that brings its own server, and clients that join it."""

import subprocess
import sys
from pathlib import Path

import pytest

from ionworks import Ionworks
from ionworks.errors import ConfigurationError, TransportError

pytestmark = pytest.mark.documented


def test_a_client_of_its_own_and_one_that_joins() -> None:
    with Ionworks.local(workers=1) as client:
        assert client.whoami()["authorized_organization"]["id"]
        assert client.project.get(client.project_id).id == client.project_id
        with Ionworks(client.api_key, client.api_url) as other:
            assert other.whoami()["id"] == client.whoami()["id"]
            assert other.project_id is None
        url, key = client.api_url, client.api_key
        assert key not in repr(client)
    with Ionworks(key, url, max_retries=0) as late, pytest.raises(TransportError):
        late.whoami()


def test_the_local_url_starts_a_server_and_joins_one_that_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IONWORKS_API_URL", "local")
    monkeypatch.setenv("IONWORKS_SERVER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("IONWORKS_SERVER_WORKERS", "1")
    with Ionworks() as first:
        study = first.study.create({"name": "kept"})
        with Ionworks() as second:
            assert second.api_url == first.api_url
            assert second.study.get(study.id).name == "kept"
        assert first.health_check()["status"] == "ok"
        assert (tmp_path / "session.json").stat().st_mode & 0o077 == 0
    assert not (tmp_path / "session.json").exists()
    with Ionworks() as again:
        assert [one.name for one in again.study.list()] == ["kept"]


def test_a_key_is_needed_everywhere_else() -> None:
    with pytest.raises(ConfigurationError, match=r"api_key=.*IONWORKS_API_KEY.*\.env"):
        Ionworks()


def test_a_folder_asked_for_again_gives_a_client_of_its_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IONWORKS_SERVER_DATA_DIR", str(tmp_path / "data"))
    with Ionworks.local(workers=1) as first:
        assert (tmp_path / "data" / "ionworks.db").exists()
        with Ionworks.local(tmp_path / "data") as second:
            assert (second.api_url, second.project_id) == (first.api_url, first.project_id)
        assert first.health_check()["status"] == "ok"
        with Ionworks(first.api_key, first.api_url) as third:  # the server has one project
            assert third.project_id is None
            assert third.study.create({"name": "in the only project"}).project_id == first.project_id
            third.project.create({"name": "Another"})
        with (
            Ionworks(first.api_key, first.api_url) as fourth,
            pytest.raises(ConfigurationError, match="needs a project"),
        ):
            fourth.study.list()
        joined = Ionworks.local()
    with pytest.raises(ConfigurationError, match="is closed"):
        first.whoami()
    joined.close()


def test_a_folder_of_another_process_is_refused_with_its_number(tmp_path: Path) -> None:
    code = (
        "import sys, ionworks; c = ionworks.Ionworks.local(sys.argv[1], workers=1); print('ready', flush=True); input()"
    )
    command = [sys.executable, "-W", "ignore", "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "ready\n"
        with pytest.raises(ConfigurationError, match=rf"process {other.pid}\) uses .*{tmp_path.name}"):
            Ionworks.local(tmp_path)
        other.communicate("\n")
