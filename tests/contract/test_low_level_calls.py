"""What ``client.get`` and its relatives send and give back, over a real socket (docs/contract/wire.md)."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from ionworks import Ionworks
from ionworks.errors import ConfigurationError, ContractError, NotFoundError, ServerError, ValidationError
from tests.contract.recorder import Answer, Recorder, recording_server
from tests.meta.surface import LOW_LEVEL

JSON = "application/json"
DOWNLOAD = "/simulations/s1/time_series/download"


@pytest.fixture(scope="module")
def recorder() -> Iterator[Recorder]:
    with recording_server() as server:
        yield server


@pytest.fixture
def client(recorder: Recorder) -> Iterator[Ionworks]:
    recorder.reset()
    with Ionworks("the-key", recorder.url, max_retries=0, organization_id="o1") as one:
        yield one


def _redirect(recorder: Recorder, content: bytes = b"bytes") -> None:
    answer = Answer(None, 302, {"Location": f"{recorder.url}/bucket/x?signature=s"})
    recorder.reset({"download_simulation_time_series": answer, "/bucket/x": Answer(content)})


def test_get(client: Ionworks, recorder: Recorder) -> None:
    answer = client.get("/projects?limit=3&name=ilike.%25a%25")
    assert answer["items"][0]["id"]
    [seen] = recorder.seen
    assert (seen.method, seen.path, seen.body) == ("GET", "/projects", None)
    assert seen.query == {"limit": ["3"], "name": ["ilike.%a%"]}
    assert (seen.headers["X-API-Key"], seen.headers["X-Organization-Id"]) == ("the-key", "o1")
    assert (seen.headers["Accept"], seen.headers["Content-Type"]) == (JSON, JSON)


def test_post_and_patch(client: Ionworks, recorder: Recorder) -> None:
    assert client.post("/projects", {"name": "N", "at": dt.date(2026, 5, 1), "x": float("nan")})["id"]
    client.patch("/projects/p1", {"name": "M"})
    client.post("/projects", None)
    first, second, empty = recorder.seen
    assert (first.method, first.body) == ("POST", {"name": "N", "at": "2026-05-01", "x": None})
    assert (second.method, second.path, second.body) == ("PATCH", "/projects/p1", {"name": "M"})
    assert (empty.body, empty.headers["Content-Length"]) == (None, "0")


def test_large_bodies_are_compressed(client: Ionworks, recorder: Recorder) -> None:
    client.post("/projects", {"name": "x" * 600_000})
    assert recorder.seen[0].headers["Content-Encoding"] == "gzip"
    assert len(recorder.seen[0].body["name"]) == 600_000


def test_delete_gives_nothing(client: Ionworks, recorder: Recorder) -> None:
    assert client.delete("/projects/p1") is None
    assert client.request("delete", "/projects/p1") is None
    assert [seen.method for seen in recorder.seen] == ["DELETE", "DELETE"]


@pytest.mark.parametrize("kind", ["text/plain", "application/json; charset=utf-8"])
def test_request_gives_the_answer_itself_unless_it_is_exactly_json(
    client: Ionworks, recorder: Recorder, kind: str
) -> None:
    recorder.reset({"get_project": Answer('{"a": 1}', 200, {"Content-Type": kind})})
    answer = client.request("GET", "/projects/p1")
    assert isinstance(answer, httpx.Response)
    assert answer.text == '{"a": 1}'


def test_redirects_are_followed_without_the_key(client: Ionworks, recorder: Recorder) -> None:
    _redirect(recorder)
    assert client.request_raw("GET", DOWNLOAD) == b"bytes"
    assert client.request_raw("GET", DOWNLOAD, timeout=(1, 2)) == b"bytes"
    assert client.get(DOWNLOAD).content == b"bytes"
    storage = [seen for seen in recorder.seen if seen.path == "/bucket/x"]
    assert len(storage) == 3
    assert not [seen for seen in storage if "X-API-Key" in seen.headers or "X-Organization-Id" in seen.headers]


def test_request_raw_without_redirect(client: Ionworks, recorder: Recorder) -> None:
    recorder.reset({"download_simulation_time_series": Answer(b"PAR1", 200, {"Content-Type": "x/y"})})
    assert client.request_raw("GET", DOWNLOAD, timeout=5) == b"PAR1"


def test_redirect_url(client: Ionworks, recorder: Recorder) -> None:
    _redirect(recorder)
    assert client.redirect_url(DOWNLOAD) == f"{recorder.url}/bucket/x?signature=s"
    assert [seen.path for seen in recorder.seen] == [DOWNLOAD]
    recorder.reset({"download_simulation_time_series": Answer(b"PAR1", 200)})
    with pytest.raises(ContractError, match="Location"):
        client.redirect_url(DOWNLOAD)


def test_post_multipart(client: Ionworks, recorder: Recorder) -> None:
    recorder.reset(
        {"parse_protocol_file": Answer('{"a": 1}', 200, {"Content-Type": "application/json; charset=utf-8"})}
    )
    params = {"fit_ocv": True, "num_rcs": 2, "capacity": None}
    path = "/protocols/parse"
    assert client.post_multipart(path, {"file": ("a.csv", b"1,2", "text/csv")}, params) == {"a": 1}
    client.post_multipart(path, params=params)
    with_file, query_only = recorder.seen
    assert with_file.body == {"file": ("a.csv", "text/csv", b"1,2")}
    assert with_file.headers["Content-Type"].startswith("multipart/form-data")
    assert query_only.body is None
    assert with_file.query == query_only.query == {"fit_ocv": ["True"], "num_rcs": ["2"]}


def test_upload_multipart(client: Ionworks, recorder: Recorder) -> None:
    file = ("m.json", io.BytesIO(b"{}"), JSON)
    fields = {"name": "N", "project_id": "P", "description": None}
    assert client.upload_multipart("/models/upload-custom", data=fields, files={"file": file})["id"]
    [seen] = recorder.seen
    assert (seen.method, seen.body) == ("POST", {"name": "N", "project_id": "P", "file": ("m.json", JSON, b"{}")})


def test_errors_are_those_of_every_call(client: Ionworks, recorder: Recorder) -> None:
    body = {"error_code": "NOT_FOUND", "message": "no such project", "detail": None}
    recorder.reset({"get_project": Answer(body, 404, {"x-correlation-id": "c1"}), "delete_project": Answer({}, 500)})
    with pytest.raises(NotFoundError, match="no such project") as caught:
        client.get("/projects/p1")
    assert (caught.value.error_code, caught.value.request_id) == ("NOT_FOUND", "c1")
    with pytest.raises(ServerError):
        client.delete("/projects/p1")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda one: one.get("projects"), "endpoint: found 'projects'"),
        (lambda one: one.get("https://example.com/projects"), "one leading slash"),
        (lambda one: one.post("//example.com/projects", {}), "one leading slash"),
        (lambda one: one.delete(7), "endpoint: found 7"),
        (lambda one: one.request("STEAL", "/projects"), "method: found 'STEAL'; allowed: GET"),
        (lambda one: one.post("/projects", {"name": object()}), "json_payload.*name"),
    ],
)
def test_nothing_is_sent_before_it_is_checked(client: Ionworks, recorder: Recorder, call: Any, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        call(client)
    assert not recorder.seen


def test_token_instead_of_key(recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder.reset()
    monkeypatch.setenv("IONWORKS_API_KEY", "key-of-the-environment")
    monkeypatch.setenv("IONWORKS_INTERNAL_CLIENT", "1")
    with Ionworks(api_url=recorder.url, token="the-token") as client:
        assert (client.token, client.api_key) == ("the-token", "")
        assert client.session is client.session
        client.get("/projects")
        client.project.list()
    for seen in recorder.seen:
        assert seen.headers["Authorization"] == "Bearer the-token"
        assert seen.headers["X-Ionworks-Internal-Client"] == "1"
        assert "X-API-Key" not in seen.headers
    assert "the-token" not in repr(client._config)


def test_a_closed_client_says_so_at_once(recorder: Recorder) -> None:
    client = Ionworks("the-key", recorder.url)
    client.close()
    client.close()
    recorder.reset()
    for call in (lambda: client.get("/projects"), client.project.list, client.whoami, lambda: client.session):
        with pytest.raises(ConfigurationError, match="is closed"):
            call()
    assert not recorder.seen


def test_every_low_level_call_is_tested() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert {name for name in LOW_LEVEL if f"client.{name}(" not in source} == set()
    assert len(LOW_LEVEL) == 9
