"""Small ASGI layers around the API: correlation ids, error bodies, request sizes and gzip."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import re
import socket
import traceback
import uuid
import zlib
from collections.abc import Awaitable, Callable, Iterable
from contextlib import ExitStack
from http import HTTPStatus
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ionworks.server.files.blobs import StorageError, full_storage
from ionworks.server.ground import errors, json_text
from ionworks.server.ground.collector import uncollected
from ionworks.server.ground.errors import ApiError
from ionworks.server.ground.threads import Room, run_in
from ionworks.server.store.database import CLASHING, UNSTORABLE, outage

_logger = logging.getLogger("ionworks.server.http.app")

CORRELATION_HEADER: Final = "x-correlation-id"
_HOST: Final = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[^\s:\[\]/@]+))(?::[0-9]{1,5})?")
_PIECE: Final = 1024 * 1024
_written: Final = json_text.Writer(allow_nan=False, separators=(",", ":"))
_CORRELATION_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
# input that passes the schema and still has no form the database or JSON can hold
_UNSTORABLE: Final = (RecursionError, *UNSTORABLE)


def json_response(body: Any, status: int, headers: dict[str, str] | None = None) -> Response:
    """Return `body` as JSON; non-finite numbers, which JSON lacks, become null."""
    try:
        text = _written(body)
    except ValueError:
        text = _written(_finite(body))
    return Response(text, status, headers, media_type="application/json")


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    if isinstance(value, float) and value - value != 0:
        return None
    return value


class Correlation:
    """Gives every request an id, the sender's when it is well formed, and returns it as a header."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(CORRELATION_HEADER, "")
        identifier = given if _CORRELATION_ID.fullmatch(given) else uuid.uuid4().hex

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[CORRELATION_HEADER] = identifier
            await send(message)

        await self.app({**scope, CORRELATION_HEADER: identifier}, receive, send_with_id)


class ErrorBoundary:
    """Writes every exception as the error body of the contract; the one place that does.

    Parameters
    ----------
    app : ASGI application
    write : callable, optional
        Another form of the answer, from a request and a refusal.
    """

    def __init__(self, app: ASGIApp, write: Callable[[Request, ApiError], Response] | None = None) -> None:
        self.app = app
        self.write = write or _write_json

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_started = False

        async def watch(message: Message) -> None:
            nonlocal has_started
            has_started = has_started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except ClientDisconnect:
            _logger.info("the client left during %s %r", scope["method"], scope["path"])
        except (asyncio.CancelledError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:
            # also panics of libraries written in Rust, which are no `Exception`
            if has_started:
                raise
            refusal = as_api_error(error)
            if refusal.status >= HTTPStatus.INTERNAL_SERVER_ERROR and refusal.code == errors.INTERNAL_ERROR:
                identifier = scope.get(CORRELATION_HEADER)
                _logger.exception("%s %r failed (correlation %s)", scope["method"], scope["path"], identifier)
            _let_go(error)
            await self.write(Request(scope, receive), refusal)(scope, receive, send)


def _let_go(error: BaseException) -> None:
    """Free what the functions held that an exception came from, such as a document of millions of lists.

    Exceptions and their frames hold each other: else the garbage collector finds it all at once, some time later.
    """
    chain: BaseException | None = error
    while chain is not None:
        traceback.clear_frames(chain.__traceback__)
        chain = chain.__cause__ or chain.__context__


def _write_json(_request: Request, refusal: ApiError) -> Response:
    return json_response(refusal.body(), refusal.status, refusal.headers)


def as_api_error(error: BaseException) -> ApiError:
    """Return the refusal that stands for any exception; defects become 500 without their text."""
    if isinstance(error, ApiError):
        return error
    if isinstance(error, HTTPException) and error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return _from_http(error)
    if isinstance(error, _UNSTORABLE):
        return errors.unprocessable(f"a value cannot be stored: {type(error).__name__}")
    if isinstance(error, CLASHING):
        return errors.conflict("Another request changed the same records at this moment; try again.")
    return _unavailable(error) or errors.internal_error()


def _unavailable(error: BaseException) -> ApiError | None:
    """503 with the reason where storage or database cannot be used at this moment."""
    if isinstance(error, StorageError):
        _logger.error("the storage failed: %s", error)
        why = full_storage(error.__cause__ or error) or "it does not answer as it should"
        return errors.unavailable(f"The storage of files cannot be used: {why}; try again later.")
    reason = outage(error)
    if reason is None:
        return None
    _logger.error("the database failed: %s", error.__cause__ or error)
    return errors.unavailable(f"The database cannot be used: {reason}; try again later.")


def _from_http(error: HTTPException) -> ApiError:
    """Translate what Connexion and Starlette raise."""
    status = HTTPStatus(error.status_code)
    message = str(error.detail or status.phrase)
    if status == HTTPStatus.BAD_REQUEST:
        # the frameworks' 400 is always about the shape of the request; the contract says 422
        return errors.unprocessable(message)
    if status == HTTPStatus.UNAUTHORIZED:
        return errors.unauthorized("The API key is missing or not valid. Send it in the X-API-Key header.")
    return ApiError(status, status.name, message, headers=error.headers)


class KnownHost:
    """Refuses requests for hosts that are not served: a page of the web cannot reach the server by a name of its own.

    Parameters
    ----------
    app : ASGI application
    served : str
        Address the server listens on; one that stands for all admits every numeric address.
    further : str
        More names, by comma; ``*`` admits all.
    """

    def __init__(self, app: ASGIApp, served: str, further: str) -> None:
        self.app = app
        names = {"localhost", "127.0.0.1", "::1", served, socket.gethostname(), *further.split(",")}
        self._names = {name.strip().strip("[]").lower() for name in names} - {""}
        self._is_on_all = served in {"0.0.0.0", "::"}  # noqa: S104 - only compared

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        if scope["type"] == "http":
            given = Headers(scope=scope).get("host")
            if given is not None and not self._is_known(given):
                message = (
                    f"The host {given!r:.200} is not served here; IONWORKS_SERVER_ALLOWED_HOSTS names further ones."
                )
                raise errors.bad_request(message)
        await self.app(scope, receive, send)

    def _is_known(self, given: str) -> bool:
        found = _HOST.fullmatch(given.strip().lower())
        if found is None:
            return False
        name = found["six"] or found["name"]
        return "*" in self._names or name in self._names or (self._is_on_all and _is_numeric(name))


def _is_numeric(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class RequestBody:
    """Refuses bodies over a limit or of no type, inflates gzip ones and measures chunked ones.

    Parameters
    ----------
    app : ASGI application
    limit_of : callable
        Most bytes of a request's body, given its scope, before and after inflating.

    Notes
    -----
    It stands behind authentication, or allows strangers very little: their bodies are not read.
    Source: docs/contract/wire.md section 2 (large JSON arrives with ``Content-Encoding: gzip``).
    """

    def __init__(self, app: ASGIApp, limit_of: Callable[[Scope], Awaitable[int]]) -> None:
        self.app = app
        self.limit_of = limit_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope = _with_plain_type(scope)
        limit = await self.limit_of(scope)
        headers = Headers(scope=scope)
        encoding = headers.get("content-encoding", "identity").strip().lower()
        if encoding not in {"identity", "gzip"}:
            message = f"Content-Encoding {encoding!r} is not supported; allowed are gzip and identity."
            raise ApiError(415, errors.UNSUPPORTED_MEDIA_TYPE, message)
        size = int(headers.get("content-length", "0"))
        if size > limit:
            raise errors.payload_too_large(limit)
        if encoding == "gzip" or "transfer-encoding" in headers:
            body = await _read(receive, limit)
            if encoding == "gzip" and body:
                body = await run_in(Room.BODIES, _inflate, body, limit)
            scope, receive, size = *_with_body(scope, receive, body), len(body)
        with ExitStack() as handling:
            await self.app(scope, _noticing(receive, handling) if size > json_text.LARGE else receive, send)


def _noticing(receive: Receive, handling: ExitStack) -> Receive:
    """Let the collector rest from the moment the body is there, not while a slow client sends it."""

    async def noticing() -> Message:
        message = await receive()
        if message["type"] == "http.request" and not message.get("more_body", False):
            handling.enter_context(uncollected())
        return message

    return noticing


async def _read(receive: Receive, limit: int) -> bytes:
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > limit:
            raise errors.payload_too_large(limit)
    return bytes(body)


def _inflate(body: bytes, limit: int) -> bytes:
    inflater = zlib.decompressobj(31)
    pieces: list[bytes] = []
    size = 0
    rest = body
    while rest and not inflater.eof:
        try:
            # never more than a piece at a time: a few kilobytes can inflate to gigabytes
            pieces.append(inflater.decompress(rest, _PIECE))
        except zlib.error as error:
            raise errors.unprocessable(f"the body is not valid gzip: {error}") from None
        size += len(pieces[-1])
        if size > limit:
            raise errors.payload_too_large(limit)
        rest = inflater.unconsumed_tail
    if not inflater.eof:
        raise errors.unprocessable("the gzip body is cut short")
    return b"".join(pieces)


def _with_plain_type(scope: Scope) -> Scope:
    """Return the request with the media type of its body in lower case, the only form Connexion compares.

    Raises
    ------
    ApiError
        415: there is a body and nothing says of which type.
    """
    headers = Headers(scope=scope)
    kind, semicolon, rest = headers.get("content-type", "").partition(";")
    if kind.strip():
        plain = f"{kind.strip().lower()}{semicolon}{rest}".encode("latin-1")
        kept = [pair for pair in scope["headers"] if pair[0].lower() != b"content-type"]
        return {**scope, "headers": [*kept, (b"content-type", plain)]}
    if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
        raise ApiError(415, errors.UNSUPPORTED_MEDIA_TYPE, "The body has no Content-Type; allowed is application/json.")
    return scope


def _with_body(scope: Scope, receive: Receive, body: bytes) -> tuple[Scope, Receive]:
    dropped = {b"content-encoding", b"content-length", b"transfer-encoding"}
    kept: Iterable[tuple[bytes, bytes]] = (pair for pair in scope["headers"] if pair[0].lower() not in dropped)
    headers = [*kept, (b"content-length", str(len(body)).encode())]
    pending = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return {**scope, "headers": headers}, replay
