"""A raw-socket HTTP server that misbehaves on demand, for the transport tests."""

import socket
import struct
import threading
from collections import deque
from collections.abc import Callable

import attrs


@attrs.frozen
class Received:
    """One request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


Behaviour = Callable[["FaultServer", socket.socket, Received | None], bool]
"""Answers one request; returns whether the connection stays open."""


def answer(
    status: int = 200,
    body: bytes = b'{"ok": true}',
    *,
    content_type: str = "application/json",
    headers: dict[str, str] | None = None,
) -> Behaviour:
    """Answer properly, with any status and body."""

    def behave(_server: "FaultServer", connection: socket.socket, received: Received | None) -> bool:
        fields = {"Content-Type": content_type, "Content-Length": str(len(body))} | (headers or {})
        head = f"HTTP/1.1 {status} Status\r\n" + "".join(f"{k}: {v}\r\n" for k, v in fields.items()) + "\r\n"
        is_head = received is not None and received.method == "HEAD"
        connection.sendall(head.encode() + (b"" if is_head else body))
        return True

    return behave


def send_and_close(text: bytes) -> Behaviour:
    """Send these bytes, whatever they are, then close."""

    def behave(_server: "FaultServer", connection: socket.socket, _received: Received | None) -> bool:
        connection.sendall(text)
        return False

    return behave


def send_and_stall(text: bytes) -> Behaviour:
    """Send these bytes, then keep the connection open and silent until the client gives up."""

    def behave(server: "FaultServer", connection: socket.socket, _received: Received | None) -> bool:
        connection.sendall(text)
        connection.settimeout(0.02)
        while not server.stopped.is_set():
            try:
                if not connection.recv(1):
                    return False
            except TimeoutError:
                continue
            except OSError:
                return False
        return False

    return behave


def reset_unread(_server: "FaultServer", connection: socket.socket, _received: Received | None) -> bool:
    """Reset the connection when the request's first byte arrives, without reading it."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


reset_unread.unread = True  # type: ignore[attr-defined]

ok = answer()


class FaultServer:
    """Serves the behaviours of `script` one after another, then answers properly."""

    def __init__(self) -> None:
        self.script: deque[Behaviour] = deque()
        self.requests: list[Received] = []
        self.attempts = 0
        self.stopped = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.05)
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def plan(self, *script: Behaviour) -> None:
        """Forget the past and misbehave like this from now on."""
        self.script = deque(script)
        self.requests = []
        self.attempts = 0

    def close(self) -> None:
        self.stopped.set()
        for thread in self._threads:
            thread.join(timeout=5)
        self._listener.close()

    def _accept(self) -> None:
        while not self.stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            try:
                while self._wait_for_bytes(connection):
                    self.attempts += 1
                    behave = self.script.popleft() if self.script else ok
                    received = None if getattr(behave, "unread", False) else read_request(connection)
                    if received is not None:
                        self.requests.append(received)
                    if not behave(self, connection, received):
                        return
            except ConnectionError:
                return  # the client went away, which these tests provoke

    def _wait_for_bytes(self, connection: socket.socket) -> bool:
        connection.settimeout(0.05)
        while not self.stopped.is_set():
            try:
                arrived = bool(connection.recv(1, socket.MSG_PEEK))
            except TimeoutError:
                continue
            connection.settimeout(5)
            return arrived
        return False


def read_request(connection: socket.socket) -> Received:
    """Read one request completely."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _some(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    request_line, *lines = head.decode("ascii").split("\r\n")
    method, target, _ = request_line.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    length = int(headers.get("content-length", "0"))
    chunks, size = [body], len(body)
    while size < length:
        chunks.append(_some(connection))
        size += len(chunks[-1])
    return Received(method, target, headers, b"".join(chunks))


def _some(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise ConnectionAbortedError("the client closed in the middle of a request")
    return data
