"""The ASGI application behind signed URLs: GET and HEAD with Range, PUT.

Source: docs/contract/wire.md section 9 (signed PUT, redirects to storage, Range and HEAD).
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager
from typing import IO, Final, Self

import attrs
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from ionworks.server.files.blobs import Blobs, RowRanges, parquet_footer
from ionworks.server.files.signed_urls import MOUNT, SignedUrls
from ionworks.server.ground import errors
from ionworks.server.http.asgi import json_response

_METHODS: Final = ("GET", "HEAD", "PUT")
_RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)")
_ROWS: Final = re.compile(r"(\d{1,15}):(\d{1,15})(?:,|$)")
_MEDIA: Final = "application/octet-stream"
_PART_BYTES: Final = 4 * 1024 * 1024


class _StoredFile(FileResponse):
    """A file sent in parts of a megabyte: with 64 kB the thread hops cost more than the disk."""

    chunk_size = 1024 * 1024


@attrs.frozen
class StorageApp:
    """Answers signed URLs.

    Parameters
    ----------
    blobs : Blobs
    urls : SignedUrls
    max_upload_bytes : int
    is_open : callable
        Whether a file may be put under a key at this moment.
    """

    blobs: Blobs
    urls: SignedUrls
    max_upload_bytes: int
    is_open: Callable[[str], bool]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        request = Request(scope, receive)
        key = scope["path"].removeprefix(MOUNT)
        if request.method not in _METHODS:
            allowed = ", ".join(_METHODS)
            message = "Storage takes GET, HEAD and PUT."
            raise errors.ApiError(405, errors.METHOD_NOT_ALLOWED, message, headers={"Allow": allowed})
        self.urls.check(key, request.method, request.query_params)
        answer = self._put(key, request) if request.method == "PUT" else self._get(key, request)
        await (await answer)(scope, receive, send)

    async def _get(self, key: str, request: Request) -> Response:
        rows = [(int(offset), int(count)) for offset, count in _ROWS.findall(request.query_params.get("rows", ""))]
        try:
            if rows and not await run_in_threadpool(self._are_all, key, rows):
                content = await run_in_threadpool(slice_parquet, self.blobs, key, rows)
                part = _Part.of(request, len(content))
                return Response(content[part.first : part.end], part.status, part.headers, media_type=_MEDIA)
            # a file that is on this machine needs no copy through this process
            if (path := self.blobs.path_of(key)) is not None:
                return _StoredFile(path, media_type=_MEDIA)
            part = _Part.of(request, await run_in_threadpool(self.blobs.size, key))
        except FileNotFoundError as error:
            raise errors.not_found("file", key) from error
        if request.method == "HEAD":
            return Response(None, part.status, part.headers, media_type=_MEDIA)
        return StreamingResponse(_read(self.blobs, key, part), part.status, part.headers, media_type=_MEDIA)

    def _are_all(self, key: str, rows: RowRanges) -> bool:
        """Whether these rows are a whole file, which can be sent as it is."""
        if len(rows) > 1 or rows[0][0] > 0:
            return False
        import polars as pl

        footer = parquet_footer(self.blobs, key)
        return bool(pl.scan_parquet(footer).select(pl.len()).collect().item() == rows[0][1])

    async def _put(self, key: str, request: Request) -> Response:
        limit = self.max_upload_bytes
        if int(request.headers.get("content-length", "0")) > limit:
            raise errors.payload_too_large(limit)
        await self._require_open(key)
        size = 0
        async with _in_threads(self.blobs.writing(key)) as stream:
            async for part in _parts(request):
                size += len(part)
                if size > limit:
                    raise errors.payload_too_large(limit)
                await run_in_threadpool(stream.write, part)
            await self._require_open(key)
        return json_response({"key": key, "size": size}, 200)

    async def _require_open(self, key: str) -> None:
        if not await run_in_threadpool(self.is_open, key):
            raise errors.gone("This upload has ended; its signed URL ended with it.")


@attrs.frozen
class _Part:
    """The bytes of a file that a request asks for, and the head of the answer."""

    status: int
    headers: dict[str, str]
    first: int
    end: int

    @classmethod
    def of(cls, request: Request, size: int) -> Self:
        """Honour one byte range."""
        headers = {"Accept-Ranges": "bytes", "Content-Length": str(size)}
        found = _RANGE.fullmatch(request.headers.get("range", ""))
        if not found or found[0] == "bytes=-":
            return cls(200, headers, 0, size)
        first = int(found[1]) if found[1] else max(0, size - int(found[2]))
        last = min(size - 1, int(found[2])) if found[1] and found[2] else size - 1
        if first > last:
            return cls(416, {**headers, "Content-Length": "0", "Content-Range": f"bytes */{size}"}, 0, 0)
        headers |= {"Content-Length": str(last + 1 - first), "Content-Range": f"bytes {first}-{last}/{size}"}
        return cls(206, headers, first, last + 1)


def _read(blobs: Blobs, key: str, part: _Part) -> Iterator[bytes]:
    for start in range(part.first, part.end, _PART_BYTES):
        yield blobs.read(key, start, min(part.end, start + _PART_BYTES))


async def _parts(request: Request) -> AsyncIterator[bytes]:
    """Yield the body in parts of some megabytes: a thread hop per packet would cost more than the disk."""
    gathered = bytearray()
    async for part in request.stream():
        gathered += part
        if len(gathered) >= _PART_BYTES:
            yield bytes(gathered)
            gathered.clear()
    yield bytes(gathered)


@asynccontextmanager
async def _in_threads(manager: AbstractContextManager[IO[bytes]]) -> AsyncIterator[IO[bytes]]:
    """Enter and leave a context outside the event loop: leaving it sends the file to where it is kept."""
    stream = await run_in_threadpool(manager.__enter__)
    try:
        yield stream
    except BaseException:
        # also when the server stops, and then nothing may be waited for
        manager.__exit__(*sys.exc_info())
        raise
    await run_in_threadpool(manager.__exit__, None, None, None)


def slice_parquet(blobs: Blobs, key: str, rows: RowRanges) -> bytes:
    """Return parts of a stored Parquet file, one after another, as a Parquet file."""
    target = io.BytesIO()
    blobs.rows(key, rows).write_parquet(target, compression="zstd")
    return target.getvalue()
