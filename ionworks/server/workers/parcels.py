"""What goes to a worker process and comes back, pickled in pieces.

Pickling keeps the interpreter to itself from one end to the other: a few million numbers stop every other thread for
half a second. Writing to and reading from a file written in Python gives it back every 64 kB. Both ends are processes
of this server, and what a task raises arrives as text (`guard`).
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from typing import Any

from cloudpickle import CloudPickler

from ionworks.server.workers.guard import run_guarded


class _Sink:
    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)


class _Source:
    def __init__(self, content: bytes) -> None:
        self._stream = io.BytesIO(content)

    def read(self, size: int) -> bytes:
        return self._stream.read(size)

    def readline(self) -> bytes:
        return self._stream.readline()


def pack(value: Any) -> bytes:
    """Return `value` as bytes for another process of this server."""
    sink = _Sink()
    CloudPickler(sink, pickle.HIGHEST_PROTOCOL).dump(value)
    return b"".join(sink.pieces)


def unpack(content: bytes) -> Any:
    """Return what `pack` packed in another process of this server."""
    return pickle.Unpickler(_Source(content)).load()  # noqa: S301 - see above


def run_packed(content: bytes) -> bytes:
    """Run the packed ``(function, args, kwargs)`` as `run_guarded` does; return the packed outcome."""
    return pack(run_guarded(_run, content))


def _run(content: bytes) -> Any:
    function: Callable[..., Any]
    function, args, kwargs = unpack(content)
    return function(*args, **kwargs)
