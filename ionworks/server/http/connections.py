"""uvicorn as this server runs it: what a stranger can make it read, and how long a connection may keep it waiting.

uvicorn limits neither the head of a request nor the time a client takes for it; see docs/decisions/0019-connections.md.
"""

from __future__ import annotations

import asyncio
import heapq
import json
import logging
import random
from http import HTTPStatus
from typing import Any, Final

import attrs
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ionworks.server.ground import errors, open_files
from ionworks.server.ground.errors import ApiError
from ionworks.server.ground.settings import Settings

_logger = logging.getLogger("ionworks.server.http.connections")
# what strangers send that is no HTTP is no news, and would fill the log
_logger.setLevel(logging.ERROR)

_KIB: Final = 1024
_EVICTED: Final = 16
"""When there are too many connections, a sixteenth of them goes at once, so that looking for them stays cheap."""


@attrs.frozen(kw_only=True)
class Limits:
    """What one client may ask of the server before it is known, and how long it may keep it waiting."""

    connections: int = 2000
    """Connections at a time; of more than these, the ones that keep the server waiting longest are closed."""
    head_bytes: int = 64 * _KIB
    """Largest request line and header fields, and largest trailer."""
    head_fields: int = 100
    """Most header fields."""
    head_seconds: float = 10.0
    """From the connection, the end of the answer before or the first byte, to the last header field."""
    body_seconds: float = 30.0
    """Longest silence inside a body."""
    answer_seconds: float = 120.0
    """Longest time in which a client takes nothing of its answer."""
    pipelined: int = 16
    """Most requests sent before the answer to the first."""
    ignored_bytes: int = 16 * _KIB * _KIB
    """What is read and thrown away of a body that was answered already, before the connection is closed."""


def configuration(
    app: ASGIApp, settings: Settings, *, drain_seconds: int, log_level: str | None = None
) -> uvicorn.Config:
    """Return how uvicorn serves `app`; at the end it waits `drain_seconds` for answers that are under way."""
    limits = Limits(
        connections=open_files.for_connections(settings.connection_limit),
        head_seconds=settings.head_seconds,
        body_seconds=settings.body_seconds,
    )
    return uvicorn.Config(
        app,
        http=guarded(limits),
        limit_concurrency=limits.connections + 1,
        lifespan="on",
        ws="none",
        log_config=None,
        log_level=log_level,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=drain_seconds,
    )


def guarded(limits: Limits) -> type[asyncio.Protocol]:
    """Return uvicorn's protocol with `limits`."""
    return type("Connection", (Connection,), {"limits": limits})


class Connection(HttpToolsProtocol):
    """One connection, with limits on what is read of a request before anybody is asked whether it is allowed."""

    limits = Limits()

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.logger = _logger
        self._unfinished = 0
        self._ignored = 0
        self._is_in_body = False
        self._refusal: ApiError | None = None
        self._idle_since = self._heard = self._taken_at = self.loop.time()
        self._untaken = 0
        self._watching: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # noqa: D102 - asyncio
        super().connection_made(transport)
        self._watch()
        if len(self.connections) > self.limits.connections:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: D102 - asyncio
        if self._watching is not None:
            self._watching.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:  # noqa: D102 - asyncio
        self._heard = self.loop.time()
        self._unfinished += len(data)
        super().data_received(data)
        if self._unfinished > self.limits.head_bytes and not self.transport.is_closing():
            self._refusal = _head_too_large(self.limits)
            self.send_400_response("")
        elif self._ignored > self.limits.ignored_bytes:
            self.transport.close()

    def on_message_begin(self) -> None:  # noqa: D102 - httptools
        if self.cycle is None or self.cycle.response_complete:
            self._idle_since = self.loop.time()
        self._is_in_body = False
        self._ignored = 0
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:  # noqa: D102 - httptools
        super().on_header(name, value)
        if len(self.headers) > self.limits.head_fields:
            self._refuse_head()

    def on_headers_complete(self) -> None:  # noqa: D102 - httptools
        size = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        if size > self.limits.head_bytes:
            self._refuse_head()
        if len(self.pipeline) >= self.limits.pipelined:
            self._refuse(errors.bad_request(f"More than {self.limits.pipelined} requests before their answers."))
        super().on_headers_complete()
        self._unfinished = 0
        self._is_in_body = True

    def on_body(self, body: bytes) -> None:  # noqa: D102 - httptools
        self._unfinished = 0
        if self.cycle.response_complete:
            self._ignored += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:  # noqa: D102 - httptools
        self._unfinished = 0
        self._is_in_body = False
        super().on_message_complete()

    def on_response_complete(self) -> None:  # noqa: D102 - uvicorn
        self._idle_since = self.loop.time()
        super().on_response_complete()

    def _refuse_head(self) -> None:
        self._refuse(_head_too_large(self.limits))

    def _refuse(self, refusal: ApiError) -> None:
        self._refusal = refusal
        # the parser ends here and uvicorn calls `send_400_response`
        raise refusal

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request of HTTP, or too much of one, in the form of the contract, and close."""
        refusal = self._refusal or errors.bad_request(msg)
        has_answered = bool(self.pipeline)
        if self.cycle is not None and not self.cycle.response_complete:
            has_answered = has_answered or self.cycle.response_started
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if not has_answered:
            self.transport.write(_answer(refusal))
        self.transport.close()

    def waiting_since(self) -> float | None:
        """When the server last had something from the client it now waits for; ``None`` while the client waits."""
        if self.cycle is None or self.cycle.response_complete:
            return self._idle_since
        if self._is_in_body and not self.flow.read_paused:
            return self._heard
        return None

    def _make_room(self) -> None:
        ours = [one for one in self.connections if isinstance(one, Connection)]
        waiting = [(since, id(one), one) for one in ours if (since := one.waiting_since()) is not None]
        for _, _, one in heapq.nsmallest(len(self.connections) // _EVICTED + 1, waiting):
            if one is not self:
                one.transport.close()

    def _watch(self) -> None:
        if self._is_late() or self._is_stuck():
            self.transport.abort()
            return
        shortest = min(self.limits.head_seconds, self.limits.body_seconds, self.limits.answer_seconds)
        # at different times: a thousand connections made together are not all closed together
        pause = shortest / 8 * (1 + random.random())  # noqa: S311 - spreads, hides nothing
        self._watching = self.loop.call_later(pause, self._watch)

    def _is_late(self) -> bool:
        """Whether the client keeps the server waiting for too long."""
        now = self.loop.time()
        if self.flow.read_paused:
            # then it is the server that does not listen
            self._heard = now
        since = self.waiting_since()
        is_answered = self.cycle is None or self.cycle.response_complete
        allowed = self.limits.head_seconds if is_answered else self.limits.body_seconds
        return not self.transport.is_closing() and since is not None and now - since >= allowed

    def _is_stuck(self) -> bool:
        """Whether the client takes nothing of what is written for it."""
        left = self.transport.get_write_buffer_size()
        if not left or left != self._untaken:
            self._untaken, self._taken_at = left, self.loop.time()
        return self.loop.time() - self._taken_at >= self.limits.answer_seconds


def _head_too_large(limits: Limits) -> ApiError:
    message = f"The head of the request has more than {limits.head_bytes} bytes or {limits.head_fields} fields."
    return ApiError(431, errors.HEAD_TOO_LARGE, message)


def _answer(refusal: ApiError) -> bytes:
    content = json.dumps(refusal.body()).encode()
    status = HTTPStatus(refusal.status)
    fields = ["content-type: application/json", f"content-length: {len(content)}", "connection: close"]
    head = "\r\n".join([f"HTTP/1.1 {status.value} {status.phrase}", *fields, "", ""])
    return head.encode() + content
