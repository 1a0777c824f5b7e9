"""A server on a real socket that answers with the contract's examples and remembers what it was asked."""

import copy
import gzip
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import attrs

from tests.contract.specification import Operation, merged, operation_of

STORAGE = "/bucket/"
"""Paths below are storage: no contract, no key."""
UNKNOWN_FIELD = {"since": "a newer server"}


@attrs.frozen
class Seen:
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: Message = attrs.field(repr=False)
    body: Any


@attrs.frozen
class Answer:
    """An answer other than the contract's example."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = attrs.field(factory=dict)


class Turns:
    """Answers given one after another; the last one stays."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)

    def next(self) -> Any:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class Recorder:
    """Answers each request with its operation's example, changed by `variant`, or with what `script` says."""

    def __init__(self) -> None:
        self.url = ""
        self.reset()

    def reset(self, script: Mapping[str, Any] | None = None, variant: str = "example", keep: tuple[str, ...] = ()):
        """Forget everything; `script` holds answers by operation id."""
        self.seen: list[Seen] = []
        self.script = {
            name: Turns(*item.answers) if isinstance(item, Turns) else item for name, item in (script or {}).items()
        }
        self.variant = variant
        self.keep = keep

    def answer(self, seen: Seen) -> Answer:
        self.seen.append(seen)
        if seen.path.startswith(STORAGE):
            return self.script[seen.path] if seen.method == "GET" else Answer(b"")
        operation = operation_of(seen.method, seen.path)
        scripted = self.script.get(operation.id)
        if isinstance(scripted, Turns):
            scripted = scripted.next()
        if isinstance(scripted, Answer):
            return scripted
        if callable(scripted):
            scripted = scripted(seen)
        status, content = operation.success
        if not content:
            return Answer(None, status)
        media, node = next(iter(content.items()))
        body = node.get("example") if scripted is None else scripted
        return Answer(self._varied(copy.deepcopy(body), node, operation), status, {"Content-Type": media})

    def _varied(self, body: Any, node: Mapping[str, Any], operation: Operation) -> Any:
        for record, schema in _records(body, merged(node["schema"])):
            if self.variant == "newer":
                record["field_of_a_newer_server"] = UNKNOWN_FIELD
            elif self.variant == "sparse":
                wanted = {*schema.get("required", ()), *self.keep}
                for name in set(schema["properties"]) - wanted:
                    record.pop(name, None)
            elif self.variant == "odd_status" and isinstance(record.get("status"), str):
                record["status"] = "status_of_a_newer_server"
        return body


def _records(body: Any, schema: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Objects with declared fields inside an answer: itself, its rows, and the rows of its envelope."""
    if isinstance(body, list) and "items" in schema:
        for row in body:
            yield from _records(row, merged(schema["items"]))
    elif isinstance(body, dict) and "properties" in schema:
        for name, value in list(body.items()):
            if isinstance(value, list) and name in schema["properties"]:
                yield from _records(value, merged(schema["properties"][name]))
        yield body, schema


@contextmanager
def recording_server() -> Iterator[Recorder]:
    """Run a recorder on a free port of 127.0.0.1."""
    recorder = Recorder()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(recorder))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    recorder.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield recorder
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(recorder: Recorder) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _serve(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = urlsplit(self.path)
            seen = Seen(self.command, parts.path, parse_qs(parts.query), self.headers, _body(self.headers, raw))
            answer = recorder.answer(seen)
            content, headers = answer.body, dict(answer.headers)
            if content is None:
                content = b""
            elif isinstance(content, str):
                content = content.encode()
            elif not isinstance(content, bytes):
                content = json.dumps(content).encode()
                headers.setdefault("Content-Type", "application/json")
            self.send_response(answer.status)
            for name, value in headers.items():
                self.send_header(name, value)
            if answer.status != 204:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD" and answer.status != 204:
                self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = do_HEAD = _serve  # noqa: N815

        def log_message(self, *_arguments: Any) -> None:
            pass

    return Handler


def _body(headers: Message, raw: bytes) -> Any:
    """Body of a request: JSON value, fields of a form, or bytes; ``None`` when there is none."""
    if not raw:
        return None
    if headers.get("Content-Encoding") == "gzip":
        raw = gzip.decompress(raw)
    kind = headers.get("Content-Type", "")
    if kind == "application/json":
        return json.loads(raw)
    return _form(kind, raw) if kind.startswith("multipart/form-data") else raw


def _form(kind: str, raw: bytes) -> dict[str, Any]:
    """Fields of a form: text, or ``(file name, media type, bytes)``."""
    fields: dict[str, Any] = {}
    boundary = b"--" + kind.split("boundary=")[1].strip('"').encode()
    for part in raw.split(boundary)[1:-1]:
        head, _, content = part.strip(b"\r\n").partition(b"\r\n\r\n")
        lines = dict(line.split(b": ", 1) for line in head.split(b"\r\n"))
        names = dict(item.split(b"=", 1) for item in lines[b"Content-Disposition"].split(b"; ")[1:])
        name = names[b"name"].strip(b'"').decode()
        if b"filename" in names:
            media = lines.get(b"Content-Type", b"").decode()
            fields[name] = (names[b"filename"].strip(b'"').decode(), media, content)
        else:
            fields[name] = content.decode()
    return fields
