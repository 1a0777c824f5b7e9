"""Bodies of answers: inflated no further than a limit, and read as JSON, with errors of ours."""

import json
import zlib
from collections.abc import Iterator
from typing import Any

import httpx

from ionworks.errors import ContractError

INFLATED_LIMIT = 1024**3
"""Most bytes that a compressed answer may become."""
_PIECE = 1024**2
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
ACCEPTED = "gzip, deflate"
"""Value of ``Accept-Encoding``: what `pieces` can inflate piece by piece."""


def pieces(response: httpx.Response) -> Iterator[bytes]:
    """Yield the body of an answer that has not been read, inflated.

    Raises
    ------
    ContractError
        It is compressed in an unknown way, or larger than `INFLATED_LIMIT` after inflating.
    httpx.DecodingError
        It is not what it says, or cut short.
    """
    if not isinstance(response.stream, httpx.SyncByteStream):
        raise TypeError(f"the body of an answer is a {type(response.stream).__name__}, which cannot be read here")
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding in {"", "identity"}:
        return iter(response.stream)
    if encoding not in _WINDOWS:
        raise ContractError(f"the answer is compressed with {encoding!r:.60}; understood are {ACCEPTED}")
    return _inflated(response.stream, _WINDOWS[encoding])


def _inflated(stream: httpx.SyncByteStream, window: int) -> Iterator[bytes]:
    inflater = zlib.decompressobj(window)
    size = 0
    for part in stream:
        data = part
        # never more than a piece at a time: a few kilobytes can inflate to gigabytes
        while data:
            try:
                piece = inflater.decompress(data, _PIECE)
            except zlib.error as error:
                raise httpx.DecodingError(f"the answer cannot be inflated: {error}") from None
            size += len(piece)
            if size > INFLATED_LIMIT:
                raise ContractError(f"the compressed answer is larger than {INFLATED_LIMIT} bytes after inflating")
            yield piece
            data = inflater.unconsumed_tail
    if size and not inflater.eof:
        raise httpx.DecodingError("the compressed answer is cut short")


def json_of(response: httpx.Response) -> Any:
    """Read the body of an answer that says it is JSON.

    Raises
    ------
    ContractError
        It is not.
    """
    try:
        return parse_json(response.content)
    except ValueError as error:
        raise ContractError(f"the service's answer says it is JSON and is not ({error}); please report it") from error


def parse_json(text: str | bytes) -> Any:
    """Read JSON.

    Raises
    ------
    ValueError
        It is no JSON, or nested more deeply than can be read.
    """
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
