"""The client's transport against a server that misbehaves: what is sent again, what never is."""

import gzip
import json
import logging
import math
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import numpy as np
import pytest

from ionworks.transport.connection import GZIP_FROM_BYTES, Connection
from ionworks.transport.retry import Clock, RetryTransport
from ionworks import Ionworks
from ionworks.config import Config
from ionworks.errors import (
    APIError,
    BadRequestError,
    ConflictError,
    ContractError,
    IonworksError,
    NotFoundError,
    NotServedError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    TransportError,
    UnprocessableError,
)
from ionworks.jsonable import to_jsonable
from tests.integration.client.fault_server import FaultServer, answer, ok, reset_unread, send_and_close, send_and_stall

pytestmark = pytest.mark.documented

KEY = "secret-key-7f3a91"
METHODS = ("GET", "DELETE", "POST", "PATCH")
ALL, SAFE, NONE = set(METHODS), {"GET", "DELETE"}, set()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
HTML = {"body": b"<html><h1>Bad gateway</h1></html>", "content_type": "text/html"}

# name -> (behaviour, methods that must be sent again, methods whose first attempt may have done work)
FAULTS = {
    "reset before the request is read": (reset_unread, ALL),
    "closed before any byte of an answer": (send_and_close(b""), ALL),
    "closed in the status line": (send_and_close(b"HTTP/1.1 20"), SAFE),
    "closed in the headers": (send_and_close(HEAD[:40]), SAFE),
    "closed after 10 of 100 body bytes": (send_and_close(HEAD + b'{"a": 1234'), SAFE),
    "not HTTP": (send_and_close(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"), SAFE),
    "silent": (send_and_stall(b""), SAFE),
    "silent after the headers": (send_and_stall(HEAD), SAFE),
    "500": (answer(500), SAFE),
    "502 HTML": (answer(502, **HTML), SAFE),
    "503": (answer(503), SAFE),
    "503 Retry-After 7": (answer(503, headers={"Retry-After": "7"}), SAFE),
    "503 Retry-After 61": (answer(503, headers={"Retry-After": "61"}), NONE),
    "504 JSON array": (answer(504, b"[1, 2]"), SAFE),
    "529 (unknown 5xx)": (answer(529), SAFE),
    "501 not served here": (answer(501, b'{"error_code":"NOT_SERVED","detail":"no"}'), NONE),
    "429 Retry-After 3": (answer(429, headers={"Retry-After": "3"}), ALL),
    "429 Retry-After 3600": (answer(429, headers={"Retry-After": "3600"}), NONE),
    "429": (answer(429), NONE),
    "400": (answer(400), NONE),
    "401": (answer(401), NONE),
    "403 HTML": (answer(403, **HTML), NONE),
    "404": (answer(404), NONE),
    "409": (answer(409), NONE),
    "422": (answer(422), NONE),
    "200, body no JSON": (answer(200, b'{"a": '), NONE),
    "307": (answer(307, b"", headers={"Location": "http://example.org/x"}), NONE),
}
DROPPED = {"reset before the request is read", "closed before any byte of an answer"}


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    running = FaultServer()
    yield running
    running.close()


@pytest.fixture(scope="module")
def storage() -> Iterator[FaultServer]:
    running = FaultServer()
    yield running
    running.close()


@pytest.fixture
def sleeps() -> list[float]:
    return []


@pytest.fixture
def connect(server: FaultServer, sleeps: list[float]) -> Iterator[Callable[..., Connection]]:
    opened = []

    def build(*, timeout: float = 0.25, max_retries: int = 5, url: str | None = None) -> Connection:
        config = Config(
            api_key=KEY,
            api_url=url or server.url,
            timeout=timeout,
            max_retries=max_retries,
            organization_id="o1",
        )
        # jitter 0.5 is the middle of the range, so pauses are the nominal 0.3, 0.6, 1.2, ... s
        opened.append(Connection(config, clock=Clock(sleep=sleeps.append, now=lambda: 0.0, jitter=lambda: 0.5)))
        return opened[-1]

    yield build
    for connection in opened:
        connection.close()


@pytest.fixture(scope="module")
def table(request: pytest.FixtureRequest) -> Iterator[list[tuple[str, str, int, int]]]:
    rows: list[tuple[str, str, int, int]] = []
    yield rows
    reporter = request.config.pluginmanager.getplugin("terminalreporter")
    if reporter is None or not rows:
        return
    reporter.write_line("")
    reporter.write_line(
        f"{'fault':37}" + "".join(f"{method:>8}" for method in METHODS) + "   resends expected/observed"
    )
    for name in dict.fromkeys(row[0] for row in rows):
        cells = {method: f"{wanted}/{seen}" for fault, method, wanted, seen in rows if fault == name}
        reporter.write_line(f"{name:37}" + "".join(f"{cells.get(method, ''):>8}" for method in METHODS))


def send(http: httpx.Client, method: str, path: str = "/things/1") -> httpx.Response | IonworksError:
    body = {"json": {"name": "x"}} if method in {"POST", "PATCH"} else {}
    try:
        return http.request(method, path, **body)
    except IonworksError as error:
        return error


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_resent_only_where_safe(fault, method, server, connect, sleeps, table) -> None:
    behaviour, resent = FAULTS[fault]
    http = connect().http
    server.plan(ok)
    http.get("/warm-up")  # so that the fault meets a reused keep-alive connection
    server.plan(behaviour)
    outcome = send(http, method)
    expected = 1 if method in resent else 0
    table.append((fault, method, expected, server.attempts - 1))
    assert server.attempts - 1 == expected
    assert len(sleeps) == expected
    if expected:
        assert isinstance(outcome, httpx.Response)
        assert outcome.json() == {"ok": True}
        assert {(r.method, r.body) for r in server.requests} == {
            (method, b'{"name":"x"}' if method in {"POST", "PATCH"} else b"")
        }
    if method in {"POST", "PATCH"} and fault not in DROPPED and not fault.startswith("429"):
        assert len(server.requests) == 1, "work could have been done twice"
    assert KEY not in f"{outcome} {outcome!r}"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("fault", sorted(set(FAULTS) - {"silent", "silent after the headers"}))
def test_max_retries_zero_sends_once(fault, method, server, connect, sleeps) -> None:
    http = connect(max_retries=0).http
    server.plan(*[FAULTS[fault][0]] * 3)
    send(http, method)
    assert server.attempts == 1
    assert sleeps == []


def test_attempts_end_with_the_last_answer_and_grow_exponentially(server, connect, sleeps) -> None:
    server.plan(*[answer(503, b'{"detail": "busy"}', headers={"x-correlation-id": "c-17"})] * 9)
    with pytest.raises(ServerError, match=r"^error code: 503, message: busy$") as caught:
        connect().http.get("/things")
    assert caught.value.request_id == "c-17"
    assert server.attempts == 6
    assert sleeps == pytest.approx([0.3, 0.6, 1.2, 2.4, 4.8])


def test_dropped_posts_end_in_a_transport_error(server, connect, sleeps) -> None:
    server.plan(*[reset_unread] * 9)
    with pytest.raises(TransportError, match="6 attempts") as caught:
        connect().http.post("/things", json={})
    assert caught.value.status_code is None
    assert isinstance(caught.value.__cause__, httpx.TransportError)
    assert server.attempts == 6


def test_refused_connection_is_tried_again_for_every_method(connect, sleeps) -> None:
    with socket.create_server(("127.0.0.1", 0)) as placeholder:
        port = placeholder.getsockname()[1]
    http = connect(url=f"http://127.0.0.1:{port}", max_retries=2).http
    for method in METHODS:
        sleeps.clear()
        assert isinstance(send(http, method), TransportError)
        assert len(sleeps) == 2, method


def test_retry_after_is_waited_for(server, connect, sleeps) -> None:
    server.plan(
        answer(429, headers={"Retry-After": "3"}),
        answer(503, headers={"Retry-After": "Thu, 01 Jan 1970 00:00:42 GMT"}),
    )
    assert connect().http.get("/things").status_code == 200
    assert sleeps == [3.0, 42.0]


def test_timeout_error_names_the_setting(server, connect) -> None:
    server.plan(send_and_stall(b""))
    with pytest.raises(TransportError, match=r"nothing moved for 0\.25 s; a larger timeout=.*may have begun"):
        connect().http.post("/things", json={})


def test_headers_on_every_request(server, connect) -> None:
    http = connect().http
    server.plan()
    for method in METHODS:
        send(http, method)
    for received in server.requests:
        assert received.headers["x-api-key"] == KEY
        assert received.headers["x-organization-id"] == "o1"
        assert received.headers["accept"] == "application/json"
        assert received.headers["content-type"] == "application/json"


def test_multipart_keeps_its_own_content_type_and_is_not_compressed(server, connect) -> None:
    server.plan()
    content = b"x" * (2 * GZIP_FROM_BYTES)
    connect().http.post("/upload", files={"file": ("m.json", content, "application/json")}, data={"name": "m"})
    [received] = server.requests
    assert received.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert "content-encoding" not in received.headers
    assert content in received.body


@pytest.mark.parametrize(("size", "compressed"), [(GZIP_FROM_BYTES - 1, False), (GZIP_FROM_BYTES, True)])
def test_large_json_is_compressed(size, compressed, server, connect) -> None:
    server.plan(reset_unread)  # the compressed body must survive being sent again
    text = "a" * (size - len('{"text":""}'))
    connect(timeout=5).http.post("/things", json={"text": text})
    [received] = server.requests
    assert (received.headers.get("content-encoding") == "gzip") is compressed
    body = gzip.decompress(received.body) if compressed else received.body
    assert len(body) == size
    assert json.loads(body) == {"text": text}
    assert received.headers["content-type"] == "application/json"


def test_payloads_without_a_json_form_of_their_own_arrive(server, connect) -> None:
    server.plan()
    payload = {
        "nan": math.nan,
        "infinite": [math.inf, -math.inf],
        "when": datetime(2026, 5, 8, 12, tzinfo=UTC),
        "scalar": np.float64(1.5),
        "array": np.array([[1.0, np.nan], [3.0, 4.0]]),
        "bounds": (0, 1),
    }
    connect().http.post("/things", json=to_jsonable(payload))
    assert json.loads(server.requests[0].body) == {
        "nan": None,
        "infinite": [None, None],
        "when": "2026-05-08T12:00:00+00:00",
        "scalar": 1.5,
        "array": [[1.0, None], [3.0, 4.0]],
        "bounds": [0, 1],
    }


@pytest.mark.parametrize(
    ("status", "body", "error_type", "message", "code"),
    [
        (
            404,
            {"error_code": "NOT_FOUND", "message": "no such model"},
            NotFoundError,
            "no such model",
            "NOT_FOUND",
        ),
        (404, {"detail": "gone"}, NotFoundError, "gone", None),
        (
            403,
            {"detail": {"message": "not yours", "error_code": "FORBIDDEN"}},
            PermissionDeniedError,
            "not yours",
            "FORBIDDEN",
        ),
        (
            422,
            {"detail": [{"loc": ["body", "name"], "msg": "field required", "type": "missing"}]},
            UnprocessableError,
            "body.name: field required",
            None,
        ),
        (501, {"error_code": "NOT_SERVED", "detail": "not here"}, NotServedError, "not here", "NOT_SERVED"),
        (418, {"detail": "teapot"}, APIError, "teapot", None),
        (429, [1], RateLimitError, "429 Client Error: Status for url: {url}/things", None),
    ],
)
def test_error_bodies(status, body, error_type, message, code, server, connect) -> None:
    server.plan(answer(status, json.dumps(body).encode()))
    with pytest.raises(APIError) as caught:
        connect().http.get("/things", params={"token": "t"})
    assert type(caught.value) is error_type
    assert caught.value.message == message.format(url=server.url)
    assert str(caught.value) == f"error code: {status}, message: {caught.value.message}"
    assert caught.value.error_code == code
    assert caught.value.status_code == status


@pytest.mark.parametrize(
    "body",
    [
        {"error_code": "CONFLICT", "message": "exists", "detail": {"existing_id": "id-9"}},
        {"detail": {"existing_id": "id-9", "message": "exists"}},
    ],
)
def test_conflict_names_the_existing_record(body, server, connect) -> None:
    server.plan(answer(409, json.dumps(body).encode()))
    with pytest.raises(ConflictError) as caught:
        connect().http.post("/things", json={})
    assert caught.value.existing_id == "id-9"
    assert caught.value.message == "exists"


def test_key_is_in_no_error_log_or_repr(server, connect, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    connection = connect(max_retries=1)
    echo = json.dumps({"error_code": "X", "message": f"bad key {KEY}", "detail": {"key": KEY}}).encode()
    server.plan(reset_unread, answer(401, echo), *[reset_unread] * 2)
    errors = [send(connection.http, "GET"), send(connection.http, "POST")]
    shown = [caplog.text, repr(connection), repr(connection.config), repr(connection.http.headers)]
    shown += [f"{error} {error!r} {vars(error)}" for error in errors]
    assert len(caplog.records) > 4
    assert not [text for text in shown if KEY in text]


def test_key_never_goes_to_another_host(server, storage, connect) -> None:
    """Not for an absolute URL, and not when a redirect is followed by request."""
    http = connect().http
    storage.plan()
    http.get(storage.url + "/elsewhere")
    server.plan(answer(307, b"", headers={"Location": storage.url + "/redirected"}))
    http.get("/things", follow_redirects=True)
    assert [received.target for received in storage.requests] == ["/elsewhere", "/redirected"]
    assert not [r for r in storage.requests if {"x-api-key", "x-organization-id"} & set(r.headers)]
    assert server.requests[0].headers["x-api-key"] == KEY


def signed(storage: FaultServer) -> str:
    return storage.url + "/bucket/file.parquet?signature=5ec4e7"


def test_download_follows_the_redirect_without_the_key(server, storage, connect, caplog) -> None:
    caplog.set_level(logging.INFO)
    connection = connect()
    content = bytes(range(256)) * 4096
    server.plan(answer(307, b"", headers={"Location": signed(storage)}))
    truncated = b"HTTP/1.1 200 OK\r\nContent-Length: 1048576\r\n\r\n" + content[:1000]
    storage.plan(send_and_close(truncated), answer(200, content, content_type="application/octet-stream"))
    assert connection.transfer.download(connection.http, "/simulations/1/steps/download") == content
    assert storage.attempts == 2
    assert "x-api-key" not in storage.requests[0].headers
    assert "5ec4e7" not in caplog.text


def test_download_that_needs_no_redirect(server, connect) -> None:
    connection = connect()
    server.plan(answer(200, b"PAR1", content_type="application/octet-stream"))
    assert connection.transfer.download(connection.http, "/files/1") == b"PAR1"


@pytest.mark.parametrize("from_file", [False, True])
def test_upload_is_whole_after_a_dropped_connection(from_file, storage, connect, tmp_path) -> None:
    content = b"parquet" * 100_000
    path = tmp_path / "series.parquet"
    path.write_bytes(content)
    storage.plan(send_and_close(b""))
    url = signed(storage).replace("127.0.0.1", "host.docker.internal")
    connect().transfer.upload(url, path if from_file else content, "application/x-test")
    assert [received.body == content for received in storage.requests] == [True, True]
    headers = storage.requests[1].headers
    assert headers["content-type"] == "application/x-test"
    assert headers["content-length"] == str(len(content))
    assert not {"x-api-key", "transfer-encoding"} & set(headers)


@pytest.mark.parametrize("operation", ["fetch", "upload"])
@pytest.mark.parametrize("fault", [answer(403, b"<Error/>", content_type="application/xml"), reset_unread])
def test_signed_urls_are_in_no_error(operation, fault, storage, connect, caplog) -> None:
    caplog.set_level(logging.INFO)
    transfer = connect(max_retries=1).transfer
    storage.plan(fault, fault)
    with pytest.raises(IonworksError) as caught:
        transfer.fetch(signed(storage)) if operation == "fetch" else transfer.upload(signed(storage), b"x")
    text = f"{caught.value} {caught.value!r} {vars(caught.value)} {caplog.text}"
    assert "5ec4e7" not in text
    assert "/bucket" not in text


LOCATIONS = {
    "http://[::1": "no valid URL",
    "https://host:port/x?signature=5ec4e7": "no valid URL",
    "file:///etc/passwd": "no http",
    "javascript:alert(1)": "no http",
}


@pytest.mark.parametrize("location", LOCATIONS)
@pytest.mark.parametrize("place", ["answer", "storage", "call"])
def test_places_that_are_no_urls_are_errors_of_ours(location, place, server, storage, connect) -> None:
    connection = connect(max_retries=0)
    lost = answer(307, b"", headers={"Location": location})
    server.plan(lost if place != "storage" else answer(307, b"", headers={"Location": signed(storage)}))
    storage.plan(lost)
    with pytest.raises(ContractError, match=LOCATIONS[location]) as caught:
        if place == "call":
            connection.http.get("/things")
        else:
            connection.transfer.download(connection.http, "/simulations/1/steps/download")
    assert "5ec4e7" not in f"{caught.value} {caught.value!r}"


def test_a_signed_url_that_is_none_is_an_error_of_ours(connect) -> None:
    for url in ("http://[::1", "file:///etc/passwd", "", "relative"):
        with pytest.raises(ContractError):
            connect().transfer.upload(url, b"x")


@pytest.mark.parametrize("body", [b"[" * 200_000, b'{"items": ' * 50_000, b"9" * 5_000, b"\xff\xfe", b"{"])
def test_json_that_cannot_be_read_is_an_error_of_ours(body, server) -> None:
    with Ionworks(KEY, server.url, max_retries=0) as client:
        for ask in (lambda: client.get("/things"), client.whoami, client.project.list, client.study.list):
            server.plan(answer(200, body))
            with pytest.raises(ContractError):
                ask()
        server.plan(answer(400, body))
        with pytest.raises(BadRequestError):
            client.get("/things")


def _zipped(content: bytes, *, end: int | None = None) -> Callable:
    return answer(200, gzip.compress(content)[:end], headers={"Content-Encoding": "gzip"})


def test_compressed_answers_are_inflated_up_to_a_limit(server, storage, connect, monkeypatch) -> None:
    monkeypatch.setattr("ionworks.transport.bodies.INFLATED_LIMIT", 3_000_000)
    connection = connect(max_retries=0)
    fits, bomb = b'"%s"' % (b"0" * 2_900_000), b"0" * 3_000_001
    server.plan(_zipped(fits))
    response = connection.http.get("/things")
    assert response.json() == fits[1:-1].decode()
    assert "content-encoding" not in response.headers
    assert server.requests[0].headers["accept-encoding"] == "gzip, deflate"
    for wrong, expected in (
        (_zipped(bomb), ContractError),
        (answer(500, gzip.compress(bomb), headers={"Content-Encoding": "gzip"}), ContractError),
        (_zipped(fits, end=-9), TransportError),
        (answer(200, b"x" * 100, headers={"Content-Encoding": "gzip"}), TransportError),
        (answer(200, b"x" * 100, headers={"Content-Encoding": "br"}), ContractError),
    ):
        server.plan(wrong)
        with pytest.raises(expected):
            connection.http.get("/things")
        storage.plan(wrong)
        with pytest.raises(expected):
            connection.transfer.fetch(signed(storage))
    storage.plan(_zipped(b"PAR1"))
    assert connection.transfer.fetch(signed(storage)) == b"PAR1"


@pytest.mark.parametrize("method", METHODS)
def test_work_may_have_begun_only_where_the_server_may_have_the_request(method, server, connect) -> None:
    def told(http: httpx.Client, **parts: object) -> bool:
        with pytest.raises(TransportError) as caught:
            http.request(method, "/things", **parts)
        return "may have begun" in str(caught.value)

    with socket.create_server(("127.0.0.1", 0)) as placeholder:
        port = placeholder.getsockname()[1]
    assert not told(connect(url=f"http://127.0.0.1:{port}", max_retries=1).http)
    assert not told(connect(max_retries=0).http, headers={"X-Bad": "a\nb"})
    for fault in (send_and_stall(b""), send_and_close(HEAD), send_and_close(b"")):
        server.plan(fault)
        assert told(connect(max_retries=0).http) == (method != "GET")


def test_an_attempt_that_reached_the_server_counts_even_when_the_last_did_not(server, connect) -> None:
    connection = connect(max_retries=1)
    outcomes = iter([httpx.RemoteProtocolError("closed"), httpx.ConnectError("refused")])

    def fail(_request: httpx.Request) -> httpx.Response:
        raise next(outcomes)

    stack = RetryTransport(httpx.MockTransport(fail), connection.policy, Clock(sleep=lambda _seconds: None))
    with pytest.raises(TransportError, match="ConnectError.*may have begun"):
        httpx.Client(transport=stack).post("http://localhost/things")
