"""Messages between a worker and its helper processes: one line of JSON each, in which floats keep every bit.

Source: docs/performance.md "Fits"; docs/guides/optimizations.md "Algorithms" (populations in parallel).
"""

import json
import os
import select
from collections.abc import Iterator
from typing import IO, Any

import attrs

from ionworks.server.ground.documents import Document

_MOST_BYTES = 1 << 20


@attrs.frozen(kw_only=True)
class Work(Document):
    """What helpers get ready for."""

    kind: str
    document: Any
    """What they need to know of it."""


@attrs.frozen(kw_only=True)
class Request(Document):
    """What a helper is asked."""

    id: int
    do: str
    given: Any


@attrs.frozen(kw_only=True)
class Answer(Document):
    """What it answers to the request with this number; the first, 0, nobody asked for."""

    id: int
    found: Any = None
    error: str | None = None


def write_message(stream: IO[bytes], message: Document) -> None:
    """Write one message, in whose JSON NaN and infinities are allowed."""
    stream.write(json.dumps(message.to_json()).encode() + b"\n")
    stream.flush()


def read_message(stream: IO[bytes]) -> dict[str, Any] | None:
    """Next message; ``None`` at the end of the stream, also in the middle of a message."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    message: dict[str, Any] = json.loads(line)
    return message


def messages(descriptor: int, idle_s: float) -> Iterator[dict[str, Any]]:
    """Messages that arrive at a file descriptor, until its end or until none came for `idle_s` seconds."""
    kept = bytearray()
    while _has_more(descriptor, idle_s):
        part = os.read(descriptor, _MOST_BYTES)
        if not part:
            return
        kept += part
        if part.endswith(b"\n"):
            lines = kept.splitlines()
            kept.clear()
            yield from map(json.loads, lines)


def _has_more(descriptor: int, idle_s: float) -> bool:
    """Whether something can be read; only POSIX systems can wait for pipes with a limit."""
    return os.name != "posix" or bool(select.select([descriptor], [], [], idle_s)[0])
