"""Bytes to and from signed URLs, on connections of their own that never carry our key.

A signed URL is a secret: it appears in no message and no log, which is why requests go to the transport
directly and not through an ``httpx.Client``, whose log lines quote the URL.
"""

import io
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

import httpx

from ionworks.errors import ContractError, TransportError, error_class
from ionworks.transport.bodies import ACCEPTED
from ionworks.transport.retry import Clock, RetryPolicy, RetryTransport, build_transport, proxy_for

CONNECT_TIMEOUT_S = 10.0
READ_TIMEOUT_S = 300.0
"""Times allowed for one connection and for each part of a body (docs/contract/wire.md section 5)."""
_CHUNK_BYTES = 256 * 1024
_MAX_REDIRECTS = 5


class Transfer:
    """Upload and download by signed URL.

    Parameters
    ----------
    policy : RetryPolicy
        How often and how fast requests are sent again.
    clock : Clock, optional
        Time and chance of the retries.
    connect_timeout, read_timeout : float
        Seconds to wait for a connection and for each part of a body.
    """

    def __init__(
        self,
        policy: RetryPolicy,
        *,
        clock: Clock | None = None,
        connect_timeout: float = CONNECT_TIMEOUT_S,
        read_timeout: float = READ_TIMEOUT_S,
    ) -> None:
        self._policy = policy
        self._clock = clock
        self._timeout = httpx.Timeout(read_timeout, connect=connect_timeout).as_dict()
        self._lock = threading.Lock()
        self._transports: dict[tuple[str, str | None], RetryTransport] = {}

    def upload(
        self, signed_url: str, body: bytes | Path | IO[bytes], content_type: str = "application/octet-stream"
    ) -> None:
        """Put bytes, or the content of a file or of a stream that can be rewound, to a signed URL.

        Raises
        ------
        APIError
            Storage refused the upload.
        TransportError
            Storage gave no usable answer.
        """
        if isinstance(body, Path):
            with body.open("rb") as opened:
                self.upload(signed_url, opened, content_type)
            return
        stream = httpx.ByteStream(body) if isinstance(body, bytes) else _RestOfStream(body)
        size = len(body) if isinstance(body, bytes) else rest_size(body)
        headers = {"Content-Type": content_type, "Content-Length": str(size)}
        self._send("PUT", storage_url(signed_url), headers, stream)

    def download(self, client: httpx.Client, path: str) -> bytes:
        """Get the bytes behind an operation of the API that answers with a redirect to storage.

        An operation that sends the bytes itself is understood too.

        Parameters
        ----------
        client : httpx.Client
            Client of the API.
        path : str
            Path of the operation, with a leading slash.
        """
        response = client.get(path, follow_redirects=False)
        return self.fetch(redirect_target(response)) if response.is_redirect else response.content

    def fetch(self, signed_url: str) -> bytes:
        """Get the bytes of a signed URL."""
        return self._send("GET", storage_url(signed_url))

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for transport in self._transports.values():
                transport.close()
            self._transports.clear()

    def _send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        stream: httpx.SyncByteStream | None = None,
    ) -> bytes:
        """Send a request, follow redirects of downloads, return the body of a good answer."""
        sink = io.BytesIO()
        headers = {"Accept-Encoding": ACCEPTED, **(headers or {})}
        for _ in range(_MAX_REDIRECTS):
            request = httpx.Request(method, url, headers=headers, extensions={"timeout": self._timeout})
            if stream is not None:
                request.stream = stream  # as an argument it would suppress the Host header
            response = self._transport(request.url).exchange(request, sink)
            if stream is not None or not response.has_redirect_location:
                _check(response)
                return sink.getvalue()
            url = redirect_target(response)
        raise TransportError(f"storage redirected more than {_MAX_REDIRECTS} times")

    def _transport(self, url: httpx.URL) -> RetryTransport:
        key = (url.scheme, proxy_for(url))
        with self._lock:
            if key not in self._transports:
                self._transports[key] = build_transport(url, self._policy, self._clock)
            return self._transports[key]


class _RestOfStream(httpx.SyncByteStream):
    """Content of a stream from where it stands, from there each time it is sent."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._start = source.tell()

    def __iter__(self) -> Iterator[bytes]:
        self._source.seek(self._start)
        while chunk := self._source.read(_CHUNK_BYTES):
            yield chunk


def rest_size(stream: IO[bytes]) -> int:
    """Number of bytes a stream has from where it stands; it stays there."""
    start = stream.tell()
    end = stream.seek(0, io.SEEK_END)
    stream.seek(start)
    return end - start


def storage_url(signed_url: str) -> str:
    """Address of storage as seen from this machine."""
    try:
        url = httpx.URL(signed_url)
    except (httpx.InvalidURL, TypeError):
        # without the URL: it is a secret
        raise ContractError("the service named a place in storage that is no valid URL") from None
    if url.scheme not in {"http", "https"} or not url.host:
        raise ContractError(f"the service named a place in storage that is no http(s) URL (scheme {url.scheme!r:.20})")
    # Name of the host machine inside a container, which only the server can resolve (docs/contract/wire.md section 9).
    return str(url.copy_with(host="localhost")) if url.host == "host.docker.internal" else signed_url


def redirect_target(response: httpx.Response) -> str:
    """Absolute signed URL that an answer redirects to."""
    location = response.headers.get("location")
    if not location:
        raise ContractError(f"status {response.status_code} without a Location header to follow")
    try:
        return storage_url(str(response.request.url.join(location)))
    except httpx.InvalidURL:
        raise ContractError(f"status {response.status_code} with a Location header that is no valid URL") from None


def _check(response: httpx.Response) -> None:
    status = response.status_code
    if response.is_success:
        return
    if status < 400:
        raise ContractError(f"storage answered with status {status}, which is no answer to this request")
    hint = "; its signed link may have expired, ask for a new one" if status in {401, 403, 410} else ""
    raise error_class(status)(f"storage refused the transfer ({response.reason_phrase}){hint}", status)
