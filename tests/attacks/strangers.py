"""Without a key: heads, bodies, connections and bytes that are meant to hold the server up."""

import gzip
import random
import resource
import socket
import time
from contextlib import ExitStack, suppress

from tests.attacks.target import Attempts, Target

POST = b"POST /models HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
GET = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n"
MIB = 1024 * 1024


def attack(target: Target, attempts: Attempts, *, full: bool) -> None:
    _endless_heads(target, attempts, 400 * MIB if full else 4 * MIB)
    _bodies(target, attempts, 64 * MIB if full else 4 * MIB)
    _bombs(target, attempts, 250 * MIB if full else 40 * MIB)
    _no_http(target, attempts, 200 if full else 6)
    _pipelines(target, attempts)
    _slow(target, attempts, 1500 if full else 150, 12 if full else 1)
    _floods(target, attempts, 2000 if full else 200)


def _endless_heads(target: Target, attempts: Attempts, size: int) -> None:
    chunked = POST + b"Transfer-Encoding: chunked\r\n\r\n"
    begun = {
        "one endless field": (GET + b"X-Long: ", b"x" * MIB),
        "an endless name": (GET, b"x" * MIB),
        "an endless path": (b"GET /", b"x" * MIB),
        "endless fields": (GET, b"X-Many: 1\r\n" * 90_000),
        "an endless query": (b"GET /healthz?", b"a=1&" * 250_000),
        "an endless trailer": (chunked + b"1\r\nx\r\n0\r\nX: ", b"x" * MIB),
        "an endless extension of a chunk": (chunked + b"1;", b"x" * MIB),
        "empty lines": (b"", b"\r\n" * (MIB // 2)),
    }
    for what, (head, part) in begun.items():
        sent, answer = _sent(target.port, head, part, size)
        is_refused = answer[9:12] in {b"431", b"400", b"414", b"401"} or not answer
        attempts.note(what, sent < 40 * MIB and is_refused, f"{sent} bytes taken, {answer[:60]!r}")


def _bodies(target: Target, attempts: Attempts, size: int) -> None:
    """Bodies nobody asked for are not read, nor those of browsers that are not logged in."""
    page = b"POST /%s HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    for what, head in {
        "a large body": POST + b"Content-Length: %d\r\n\r\n" % size,
        "an endless body": POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"%x\r\n" % size,
        "a large upload": b"PUT /storage/a HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n" % size,
        "a body behind a wrong key": POST + b"X-API-Key: iwk_no\r\nContent-Length: %d\r\n\r\n" % size,
        "a large login": page % b"login" + b"Content-Length: %d\r\n\r\n" % size,
        "an endless login": page % b"login" + b"Transfer-Encoding: chunked\r\n\r\n" + b"%x\r\n" % size,
        "an endless form": page % b"projects/x" + b"Transfer-Encoding: chunked\r\n\r\n" + b"%x\r\n" % size,
    }.items():
        sent, answer = _sent(target.port, head, b"x" * MIB, size)
        attempts.note(what, answer[9:12] in {b"401", b"403", b"413"}, f"{sent} bytes taken, {answer[:60]!r}")


def _bombs(target: Target, attempts: Attempts, size: int) -> None:
    packed = gzip.compress(b"0" * size, 6)
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    started = time.monotonic()
    for answer in target.at_once(
        8, lambda _: target.ask("POST", "/pipelines", key="", content=packed, headers=headers)
    ):
        attempts.judge("a gzip bomb", answer, 401)
    attempts.note("eight gzip bombs at once", time.monotonic() - started < 3, f"{time.monotonic() - started:.1f} s")


def _no_http(target: Target, attempts: Attempts, count: int) -> None:
    generator = random.Random(15)
    strange = [
        b"\x16\x03\x01\x02\x00" + b"\x00" * 600,
        POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        POST + b"Content-Length: -1\r\n\r\n",
        POST + b"Content-Length: 99999999999999999999\r\n\r\n",
        POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        POST + b"Expect: 100-continue\r\nContent-Length: 10\r\n\r\n",
        b"GET http://[ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET \xff\xfe HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"CONNECT example.org:443 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        GET + b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: a\r\n\r\n",
        GET + b"X: a\x00b\r\n\r\n",
        GET.replace(b"127.0.0.1", b"collector.example") + b"\r\n",
    ]
    strange += [generator.randbytes(generator.randrange(1, 2000)) for _ in range(count)]
    for data in strange:
        _, answer = _sent(target.port, data, b"", 0, seconds=0.3)
        attempts.note("no HTTP", not answer[9:12].startswith(b"5"), f"{data[:80]!r}: {answer[:200]!r}")


def _pipelines(target: Target, attempts: Attempts) -> None:
    """Thousands of requests in one go, and nobody who reads the answers."""
    with ExitStack() as held:
        for _ in range(10):
            connection = held.enter_context(socket.create_connection(("127.0.0.1", target.port), 5))
            connection.setblocking(False)
            with suppress(OSError):
                for _ in range(20):
                    connection.send((GET + b"\r\n") * 2000)
        time.sleep(1)
        attempts.judge("requests in one go", target.ask("GET", "/healthz", key=""), 200)


def _slow(target: Target, attempts: Attempts, count: int, seconds: float) -> None:
    """More connections than the server wants, each with a head that comes byte by byte, or nothing at all."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20_000), hard))
    held: list[socket.socket] = []
    kinds = (b"", GET, POST + b"Content-Length: 100\r\n\r\n")
    until = time.monotonic() + seconds
    try:
        while True:
            held = [one for one in held if _drip(one)]
            while len(held) < count:
                one = socket.create_connection(("127.0.0.1", target.port), 20)
                one.setblocking(False)
                with suppress(OSError):
                    one.send(kinds[len(held) % 3])
                held.append(one)
            for path in ("/healthz", "/users/me"):
                with suppress(OSError):
                    attempts.judge(f"{path} beside slow connections", target.ask("GET", path), 200)
            if time.monotonic() > until:
                return
            time.sleep(0.5)
    finally:
        for one in held:
            one.close()


def _drip(one: socket.socket) -> bool:
    try:
        one.send(b"x")
    except BlockingIOError:
        return True
    except OSError:
        one.close()
        return False
    return True


def _floods(target: Target, attempts: Attempts, count: int) -> None:
    def ask(number: int) -> list[object]:
        paths = ("/healthz", "/users/me", "/nowhere", "/storage/x")
        keys = ("", f"iwk_{number}")
        return [target.ask("GET", paths[one % 4], key=keys[one % 2]) for one in range(count // 20)]

    for answers in target.at_once(20, ask):
        for answer in answers:
            attempts.judge("one of many", answer, 200, 401, 403, 404)
    told = target.ask("GET", "/healthz", key="iwk_no")
    attempts.note("health tells strangers nothing more", told.json().keys() == {"status", "server"}, told.text)


def _sent(port: int, head: bytes, part: bytes, size: int, *, seconds: float = 20) -> tuple[int, bytes]:
    """How many bytes a server took, and the beginning of what it answered."""
    with socket.create_connection(("127.0.0.1", port), seconds) as connection:
        sent = 0
        with suppress(OSError):
            connection.sendall(head)
            while sent < size:
                connection.sendall(part)
                sent += len(part)
        answer = b""
        connection.settimeout(min(seconds, 1))
        with suppress(OSError):
            while len(answer) < 300 and (data := connection.recv(4096)):
                answer += data
        return sent, answer
