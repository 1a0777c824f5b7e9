"""A client that brings its own server, and clients that join it."""

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
