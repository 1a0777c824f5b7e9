"""What a stranger may make the server read, and how long: real sockets against an application that knows nobody."""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
import uvicorn

from ionworks.server.http.connections import Limits, guarded

HEAD = b"POST / HTTP/1.1\r\nHost: a\r\n"


async def _application(scope: Any, receive: Callable, send: Callable) -> None:
    """Reads the body of a POST; refuses a PUT unread; answers the rest with more than a socket takes."""
    size = 0
    if scope["method"] == "POST":
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    body = b"x" * 30_000_000 if scope["path"] == "/large" else b"%d" % size
    status = 401 if scope["method"] == "PUT" else 200
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


@contextmanager
def _serving(limits: Limits, application: Callable = _application) -> Iterator[int]:
    config = uvicorn.Config(application, http=guarded(limits), lifespan="off", ws="none", log_config=None)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.005)
        try:
            yield listener.getsockname()[1]
        finally:
            server.force_exit = server.should_exit = True
            thread.join(10)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    limits = Limits(connections=20, head_seconds=0.25, body_seconds=0.25, answer_seconds=0.3, ignored_bytes=1_000_000)
    with _serving(limits) as found:
        yield found


def _ask(port: int, *parts: bytes, seconds: float = 5.0) -> bytes:
    """All that comes back for some bytes until the server closes."""
    with socket.create_connection(("127.0.0.1", port), seconds) as connection:
        found = b""
        with suppress(ConnectionError):
            for part in parts:
                connection.sendall(part)
        with suppress(ConnectionError):
            while data := connection.recv(65536):
                found += data
        return found


def _status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize(
    "parts",
    [
        (HEAD + b"X-Long: ", *[b"x" * 50_000] * 40),
        (b"GET /", *[b"x" * 50_000] * 40),
        (HEAD, *[b"X-Many: 1\r\n"] * 200),
        (HEAD + b"X-Fits-One-Packet: " + b"x" * 70_000 + b"\r\n\r\n",),
    ],
    ids=["one long field", "a long path", "many fields", "at once"],
)
def test_a_large_head_is_refused_before_it_is_there(port: int, parts: tuple[bytes, ...]) -> None:
    answer = _ask(port, *parts)
    assert _status(answer) == 431
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error_code"] == "HEAD_TOO_LARGE"


def test_a_large_trailer_or_chunk_head_ends_the_connection(port: int) -> None:
    chunked = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    for endless in (b"1\r\nx\r\n0\r\nX-Trailer: ", b"1;extension="):
        assert _status(_ask(port, chunked + endless, *[b"x" * 50_000] * 40)) == 431


def test_what_is_no_http_is_refused_in_the_form_of_the_contract_and_fills_no_log(port: int, caplog) -> None:
    answer = _ask(port, b"\x16\x03\x01\x02\x00\x01\r\n\r\n")
    assert _status(answer) == 400
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["error_code"] == "BAD_REQUEST"
    assert caplog.records == []


@pytest.mark.parametrize(
    "begun",
    [b"", HEAD, HEAD + b"Content-Length: 9\r\n\r\nabc", HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc"],
    ids=["nothing", "head", "body", "chunk"],
)
def test_silence_ends_a_connection(port: int, begun: bytes) -> None:
    started = time.monotonic()
    assert _ask(port, begun) == b""
    assert 0.2 < time.monotonic() - started < 2


def test_a_head_in_drips_ends_but_a_body_in_drips_may_take_its_time(port: int) -> None:
    with (
        socket.create_connection(("127.0.0.1", port), 5) as head,
        socket.create_connection(("127.0.0.1", port)) as body,
    ):
        body.sendall(HEAD + b"Content-Length: 8\r\n\r\n")
        head.sendall(HEAD)
        for _ in range(8):
            time.sleep(0.05)
            body.sendall(b"x")
            with suppress(ConnectionError):
                head.sendall(b"X: 1\r\n")
        assert _status(body.recv(1000)) == 200
        with suppress(ConnectionError):
            assert head.recv(1000) == b""


def test_a_client_that_takes_nothing_of_its_answer_is_left(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 5) as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(0.7)
        size = 0
        with pytest.raises(ConnectionError):
            while True:
                data = connection.recv(1_000_000)
                size += len(data)
                if not data:
                    raise ConnectionError
        assert size < 30_000_000
    # one that takes it slowly is not
    with socket.create_connection(("127.0.0.1", port), 5) as connection:
        connection.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        size = 0
        while data := connection.recv(2_000_000):
            size += len(data)
            time.sleep(0.02 if size < 20_000_000 else 0)
        assert size > 30_000_000


def test_a_body_that_is_answered_already_is_not_read_for_ever(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 5) as connection:
        connection.sendall(b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000000\r\n\r\n")
        assert _status(connection.recv(1000)) == 401
        with pytest.raises(ConnectionError):
            for _ in range(1000):
                connection.sendall(b"x" * 100_000)


def test_requests_in_one_go_are_answered_up_to_a_number(port: int) -> None:
    request = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    assert _ask(port, request * 10).count(b"200 OK") == 10
    started = time.monotonic()
    assert _ask(port, request * 9_000).count(b"200 OK") <= 1
    assert time.monotonic() - started < 1


def test_newcomers_are_served_while_strangers_hold_every_connection() -> None:
    with _serving(Limits(connections=20, head_seconds=30)) as port:
        held = [socket.create_connection(("127.0.0.1", port)) for _ in range(100)]
        try:
            for _ in range(5):
                assert _status(_ask(port, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")) == 200
                held += [socket.create_connection(("127.0.0.1", port)) for _ in range(20)]
        finally:
            for one in held:
                one.close()


def test_a_connection_is_kept_for_the_next_request(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 5) as connection:
        for _ in range(3):
            connection.sendall(HEAD + b"Content-Length: 200000\r\n\r\n" + b"x" * 200_000)
            assert connection.recv(1000).endswith(b"200000")
            time.sleep(0.1)


def test_slow_work_is_no_silence_of_the_client() -> None:
    async def slow(scope: Any, receive: Callable, send: Callable) -> None:
        await asyncio.sleep(0.3)
        await _application(scope, receive, send)

    with _serving(Limits(head_seconds=0.1, body_seconds=0.1), slow) as port:
        assert _status(_ask(port, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")) == 200
