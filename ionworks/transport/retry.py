"""The transport stack: which failures are sent again, and the httpx transport that does it.

The rules, from tests/documents/python-client.txt ("Timeout and retry behavior"):

===============================================  ==========================
failure                                          sent again
===============================================  ==========================
no connection, or dropped before any answer      every method
answer broken off after its first byte           GET, HEAD, DELETE
read or write timeout                            GET, HEAD, DELETE
status 5xx                                       GET, HEAD, DELETE
429 with Retry-After (nothing was processed)     every method
===============================================  ==========================

Beyond the document: Retry-After (seconds or a date, up to 60 s) of 429 and 503 replaces the backoff; a longer
one ends the attempts. The last answer is handed on as it is.
"""

import io
import logging
import random
import ssl
import threading
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from functools import cache
from typing import BinaryIO
from urllib.request import getproxies, proxy_bypass

import attrs
import httpcore
import httpx

from ionworks.config import is_loopback
from ionworks.errors import TransportError
from ionworks.transport.bodies import pieces

logger = logging.getLogger("ionworks.retry")

SAFE_METHODS = frozenset({"GET", "HEAD", "DELETE"})
"""Methods that may reach the server twice without doing work twice."""
_NO_CONNECTION = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_DROPPED = (httpx.NetworkError, httpx.RemoteProtocolError)
_NOT_SENT = (*_NO_CONNECTION, httpx.LocalProtocolError, httpx.UnsupportedProtocol, httpx.WriteError, httpx.WriteTimeout)
"""After these no server has a complete request."""
_OF_THE_WAY = frozenset({"content-encoding", "content-length", "transfer-encoding"})
"""Header fields that say how a body came; what is handed on has come."""
_READ_BYTES = 1024 * 1024
"""Most bytes taken from a socket at once; the 64 kB of httpcore double the time of a large download."""


@attrs.frozen
class RetryPolicy:
    """How often and how fast requests are sent again."""

    max_retries: int = 5
    """Attempts after the first."""
    backoff_s: float = 0.3
    """Pause before the second attempt; doubles each time."""
    retry_after_limit_s: float = 60.0
    """Longest ``Retry-After`` that is waited for."""


@attrs.frozen
class Clock:
    """Time and chance, replaceable in tests."""

    sleep: Callable[[float], object] = time.sleep
    """Wait so many seconds."""
    now: Callable[[], float] = time.time
    """Seconds since 1970, to compare with a ``Retry-After`` date."""
    jitter: Callable[[], float] = random.random
    """Number in [0, 1)."""


def should_resend(method: str, outcome: httpx.Response | Exception, *, answered: bool) -> bool:
    """Whether a request may be sent again after this outcome.

    Parameters
    ----------
    method : str
        HTTP method in upper case.
    outcome : httpx.Response or Exception
        What the attempt ended with.
    answered : bool
        Whether any byte of an answer had arrived.
    """
    safe = method in SAFE_METHODS
    if isinstance(outcome, httpx.Response):
        if outcome.status_code == 429:
            return "retry-after" in outcome.headers
        return safe and outcome.status_code >= 500 and not _is_not_served(outcome)
    if isinstance(outcome, _NO_CONNECTION):
        return True
    if isinstance(outcome, _DROPPED):
        return safe or not answered
    return safe and isinstance(outcome, httpx.TimeoutException)


def _is_not_served(response: httpx.Response) -> bool:
    """Our server's own 501: it will not change its mind."""
    return response.status_code == 501 and b'"NOT_SERVED"' in response.content


def pause_before(attempt: int, outcome: httpx.Response | Exception, policy: RetryPolicy, clock: Clock) -> float | None:
    """Seconds to wait before the next attempt, ``None`` when the server asks for longer than we wait.

    Parameters
    ----------
    attempt : int
        Attempts made so far, at least 1.
    """
    if isinstance(outcome, httpx.Response) and outcome.status_code in {429, 503}:
        asked = retry_after(outcome, clock.now())
        if asked is not None:
            return asked if asked <= policy.retry_after_limit_s else None
    # Within a quarter around the nominal value, so that many clients do not come back at once.
    return policy.backoff_s * 2.0 ** (attempt - 1) * (0.75 + 0.5 * clock.jitter())


def retry_after(response: httpx.Response, now: float) -> float | None:
    """Seconds that ``Retry-After`` asks to wait; it holds seconds or an HTTP date."""
    value = response.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except ValueError:
        return None


class RetryTransport(httpx.BaseTransport):
    """Sends requests again where that is safe, and reads each answer completely before it counts as one.

    Parameters
    ----------
    inner : httpx.BaseTransport
        Transport that talks to the network.
    policy : RetryPolicy
        How often and how fast.
    clock : Clock
        Time and chance.
    answered : callable
        Whether a byte has come back since the last request of this thread went out.

    Raises
    ------
    TransportError
        No usable answer after the last attempt. Bodies are sent again from their start, so they must be bytes
        or seekable files.
    """

    def __init__(
        self,
        inner: httpx.BaseTransport,
        policy: RetryPolicy,
        clock: Clock | None = None,
        answered: Callable[[], bool] = lambda: False,
    ) -> None:
        self._inner = inner
        self._policy = policy
        self._clock = clock or Clock()
        self._answered = answered

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request of an ``httpx.Client``."""
        return self.exchange(request)

    def exchange(self, request: httpx.Request, sink: BinaryIO | None = None) -> httpx.Response:
        """Send a request; the body of a good answer goes to `sink`, if given, which has it from its start.

        Returns
        -------
        httpx.Response
            Read to the end and inflated.
        """
        attempt = 0
        may_have_begun = False
        while True:
            attempt += 1
            outcome = self._attempt(request, sink)
            may_have_begun = may_have_begun or _may_have_begun(request.method, outcome)
            pause = self._pause(request, outcome, attempt)
            if pause is None:
                break
            reason = outcome.status_code if isinstance(outcome, httpx.Response) else type(outcome).__name__
            logger.info("%s to %s: %s, again in %.1f s", request.method, request.url.host, reason, pause)
            self._clock.sleep(pause)
        if isinstance(outcome, httpx.Response):
            return outcome
        raise _transport_error(request, outcome, attempt, may_have_begun=may_have_begun) from outcome

    def close(self) -> None:
        """Close all connections."""
        self._inner.close()

    def _attempt(self, request: httpx.Request, sink: BinaryIO | None) -> httpx.Response | httpx.RequestError:
        content = io.BytesIO()
        try:
            response = self._inner.handle_request(request)
            target = sink if sink is not None and response.is_success else content
            target.seek(0)
            target.truncate()
            try:
                target.writelines(pieces(response))
            finally:
                response.close()
        except httpx.RequestError as error:
            return error
        read = [pair for pair in response.headers.multi_items() if pair[0] not in _OF_THE_WAY]
        return httpx.Response(
            response.status_code,
            headers=read,
            content=content.getvalue(),
            extensions=response.extensions,
            request=request,
        )

    def _pause(
        self, request: httpx.Request, outcome: httpx.Response | httpx.RequestError, attempt: int
    ) -> float | None:
        if attempt > self._policy.max_retries:
            return None
        if not should_resend(request.method, outcome, answered=self._answered()):
            return None
        return pause_before(attempt, outcome, self._policy, self._clock)


def _may_have_begun(method: str, outcome: httpx.Response | httpx.RequestError) -> bool:
    """Whether the server may have changed something: it may have a complete request, of a method that changes."""
    if method in {"GET", "HEAD"}:
        return False
    if isinstance(outcome, httpx.Response):
        return outcome.status_code != 429
    return not isinstance(outcome, _NOT_SENT)


def _transport_error(
    request: httpx.Request, cause: httpx.RequestError, attempts: int, *, may_have_begun: bool
) -> TransportError:
    # Without path and query: a signed URL is a secret, and so may be what a protocol error quotes.
    target = f"{request.method} to {request.url.scheme}://{request.url.netloc.decode('ascii')}"
    tries = "1 attempt" if attempts == 1 else f"{attempts} attempts"
    if isinstance(cause, httpx.TimeoutException):
        seconds = (request.extensions.get("timeout") or {}).get("read")
        what = f"{type(cause).__name__}: nothing moved for {seconds} s; a larger timeout=... may help"
    elif isinstance(cause, httpx.LocalProtocolError):
        what = "the request is not valid HTTP; check the API key and the URL"
    else:
        what = f"{type(cause).__name__}: {cause}"
    doubt = "; the server may have begun the work" if may_have_begun else ""
    return TransportError(f"error during request, {target} failed after {tries}: {what}{doubt}")


class _AnswerWatch(httpcore.NetworkBackend):
    """Network backend that notes, per thread, whether bytes came back since bytes last went out.

    httpx reports a connection that closed before the answer and one that closed in the middle of the answer's
    head with the same exception, but only the first may be sent again for every method.
    """

    def __init__(self, inner: httpcore.NetworkBackend) -> None:
        self._inner = inner
        self._thread = threading.local()

    def answered(self) -> bool:
        return bool(getattr(self._thread, "answered", False))

    def note(self, *, answered: bool) -> None:
        self._thread.answered = answered

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: object = None,
    ) -> httpcore.NetworkStream:
        stream = self._inner.connect_tcp(host, port, timeout, local_address, socket_options)  # type: ignore[arg-type]
        return _WatchedStream(stream, self)


class _WatchedStream(httpcore.NetworkStream):
    """Stream that tells its `_AnswerWatch` about bytes in and out."""

    def __init__(self, inner: httpcore.NetworkStream, watch: _AnswerWatch) -> None:
        self._inner = inner
        self._watch = watch

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._inner.read(max(max_bytes, _READ_BYTES), timeout)
        if data:
            self._watch.note(answered=True)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._watch.note(answered=False)
        self._inner.write(buffer, timeout)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _WatchedStream(self._inner.start_tls(ssl_context, server_hostname, timeout), self._watch)

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


@cache
def shared_ssl_context() -> ssl.SSLContext:
    """Trusted certificates, loaded once per process because loading takes 20 ms."""
    return httpx.create_ssl_context()


def proxy_for(url: httpx.URL) -> str | None:
    """Proxy that the environment names for a URL; never one for this machine."""
    if is_loopback(url.host) or proxy_bypass(url.host):
        return None
    proxies = getproxies()
    return proxies.get(url.scheme) or proxies.get("all")


def build_transport(url: httpx.URL, policy: RetryPolicy, clock: Clock | None = None) -> RetryTransport:
    """Transport stack for one host: connections, through a proxy if the environment says so, then retries."""
    proxy = proxy_for(url)
    encrypted = url.scheme == "https" or (proxy or "").startswith("https")
    # Plain HTTP verifies nothing; without this the certificates would be loaded for it all the same.
    network = httpx.HTTPTransport(verify=shared_ssl_context() if encrypted else False, proxy=proxy)
    # httpx has no argument for the network backend of its pool; the version is pinned below 0.29.
    pool = network._pool  # noqa: SLF001
    watch = _AnswerWatch(pool._network_backend)  # noqa: SLF001
    pool._network_backend = watch  # noqa: SLF001
    return RetryTransport(network, policy, clock, watch.answered)
