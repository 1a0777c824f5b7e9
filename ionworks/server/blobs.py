"""Files of the server: one folder, written atomically, handed out by signed URLs that expire.

A signed URL is ``/storage/<key>?method=..&expires=..[&rows=offset:count,..]&signature=..``; the signature is an
HMAC over all of it with a secret of this data folder, so nothing about it can be changed.

Source: wire.md section 9 (signed PUT, redirects to storage, Range and HEAD).
"""

from __future__ import annotations

import hashlib
import hmac
import io
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final
from urllib.parse import quote, urlencode

import attrs
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from ionworks.server import errors
from ionworks.server.asgi import json_response

MOUNT: Final = "/storage/"
_KEY: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}(/[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}){0,15}")
_ROWS: Final = re.compile(r"(\d{1,15}):(\d{1,15})(?:,|$)")
_MEDIA: Final = "application/octet-stream"

RowRanges = Sequence[tuple[int, int]]
"""First row and number of rows of each part of a Parquet file that is wanted, in the order it is wanted."""


@attrs.frozen
class Blobs:
    """The files below `folder`, addressed by keys such as ``simulations/<id>/result.parquet``.

    Parameters
    ----------
    folder : Path
    secret : bytes
        Signs URLs.
    url_seconds : int
        Life of a signed URL.
    max_upload_bytes : int
    """

    folder: Path
    secret: bytes = attrs.field(repr=False)
    url_seconds: int = 3600
    max_upload_bytes: int = 8 * 1024**3

    def path(self, key: str) -> Path:
        """Return the local path of `key`; the file need not exist.

        Raises
        ------
        ValueError
            The key could leave the folder: segments start with a letter, digit or underscore.
        """
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is not a valid storage key")
        return self.folder / key

    def exists(self, key: str) -> bool:
        """Whether a file is stored under `key`."""
        return self.path(key).is_file()

    def size(self, key: str) -> int:
        """Return the size of a stored file in bytes."""
        return self.path(key).stat().st_size

    def read(self, key: str) -> bytes:
        """Return the content of a stored file.

        Raises
        ------
        FileNotFoundError
            Nothing is stored under `key`.
        """
        return self.path(key).read_bytes()

    def write(self, key: str, content: bytes) -> None:
        """Store `content` under `key`, replacing what was there in one step."""
        with self.writing(key) as stream:
            stream.write(content)

    @contextmanager
    def writing(self, key: str) -> Iterator[IO[bytes]]:
        """Open a temporary file that takes the place of `key` when the block ends without an exception."""
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=".", suffix=".partial", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                yield stream
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def delete(self, key: str) -> None:
        """Remove a file, or a folder with all its files; a missing one is no error."""
        path = self.path(key)
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    def url(self, key: str, *, method: str = "GET", rows: RowRanges | None = None) -> str:
        """Return a signed URL, relative to the server's root.

        Parameters
        ----------
        key : str
        method : str
            ``GET`` (also good for HEAD) or ``PUT``.
        rows : sequence of (offset, count), optional
            Only these rows of a Parquet file, one part after another.
        """
        self.path(key)
        query = {"method": method, "expires": str(int(time.time()) + self.url_seconds)}
        if rows is not None:
            query["rows"] = ",".join(f"{offset}:{count}" for offset, count in rows) or "0:0"
        query["signature"] = self._signature(key, query)
        return f"{MOUNT}{quote(key)}?{urlencode(query)}"

    def check(self, key: str, method: str, query: QueryParams) -> None:
        """Raise `ApiError` 403 unless `query` holds a signature of this key and method that is still good."""
        signed = {name: query[name] for name in ("method", "expires", "rows") if name in query}
        given = query.get("signature", "").encode("utf-8", "replace")
        is_good = hmac.compare_digest(self._signature(key, signed).encode(), given)
        if not is_good or signed.get("method") != ("GET" if method == "HEAD" else method):
            raise errors.forbidden("The signature of this URL is not valid.")
        if int(signed["expires"]) < time.time():
            raise errors.forbidden("This URL has expired.")

    def _signature(self, key: str, query: dict[str, str]) -> str:
        text = "\n".join([key, *(f"{name}={query[name]}" for name in sorted(query))])
        return hmac.new(self.secret, text.encode(), hashlib.sha256).hexdigest()


def open_blobs(data_dir: Path, *, url_seconds: int, max_upload_bytes: int) -> Blobs:
    """Return the store of files in `data_dir`, with its secret, which is made when missing."""
    folder = data_dir / "blobs"
    folder.mkdir(parents=True, exist_ok=True)
    return Blobs(folder, _secret(data_dir / "storage.secret"), url_seconds, max_upload_bytes)


def _secret(path: Path) -> bytes:
    if not path.exists():
        descriptor, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(secrets.token_bytes(32))
        Path(name).replace(path)
    return path.read_bytes()


class _StoredFile(FileResponse):
    """A file sent in parts of a megabyte: with 64 kB the thread hops cost more than the disk."""

    chunk_size = 1024 * 1024


class StorageApp:
    """ASGI application that answers signed URLs: GET and HEAD (with Range), PUT."""

    def __init__(self, blobs: Blobs) -> None:
        self.blobs = blobs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI
        request = Request(scope, receive)
        key = scope["path"].removeprefix(MOUNT)
        if request.method not in {"GET", "HEAD", "PUT"}:
            headers = {"Allow": "GET, HEAD, PUT"}
            raise errors.ApiError(405, "METHOD_NOT_ALLOWED", "Storage takes GET, HEAD and PUT.", headers=headers)
        self.blobs.check(key, request.method, request.query_params)
        answer = self._put(key, request) if request.method == "PUT" else self._get(key, request)
        await (await answer)(scope, receive, send)

    async def _get(self, key: str, request: Request) -> Response:
        path = self.blobs.path(key)
        if not path.is_file():
            raise errors.not_found("file", key)
        rows = [(int(offset), int(count)) for offset, count in _ROWS.findall(request.query_params.get("rows", ""))]
        if not rows:
            return _StoredFile(path, media_type=_MEDIA)
        content = await run_in_threadpool(slice_parquet, path, rows)
        return _bytes_response(content, request.headers.get("range"))

    async def _put(self, key: str, request: Request) -> Response:
        limit = self.blobs.max_upload_bytes
        if int(request.headers.get("content-length", "0")) > limit:
            raise errors.payload_too_large(limit)
        size = 0
        with self.blobs.writing(key) as stream:
            async for part in _parts(request):
                size += len(part)
                if size > limit:
                    raise errors.payload_too_large(limit)
                await run_in_threadpool(stream.write, part)
        return json_response({"key": key, "size": size}, 200)


async def _parts(request: Request) -> AsyncIterator[bytes]:
    """Yield the body in parts of some megabytes: a thread hop per packet would cost more than the disk."""
    gathered = bytearray()
    async for part in request.stream():
        gathered += part
        if len(gathered) >= 4 * 1024 * 1024:
            yield bytes(gathered)
            gathered.clear()
    yield bytes(gathered)


def slice_parquet(path: Path, rows: RowRanges) -> bytes:
    """Return parts of a Parquet file, one after another, as a Parquet file.

    Parameters
    ----------
    path : Path
    rows : sequence of (offset, count)
        At least one.
    """
    import polars as pl

    first = min(offset for offset, _ in rows)
    end = max(offset + count for offset, count in rows)
    # one pass over the file, however many parts are wanted
    span = pl.scan_parquet(path, glob=False).slice(first, end - first).collect()
    target = io.BytesIO()
    parts = [span.slice(offset - first, count) for offset, count in rows]
    pl.concat(parts).write_parquet(target, compression="zstd")
    return target.getvalue()


def _bytes_response(content: bytes, requested: str | None) -> Response:
    """Answer from memory, honouring one byte range."""
    headers = {"Accept-Ranges": "bytes"}
    found = re.fullmatch(r"bytes=(\d*)-(\d*)", requested or "")
    if not found or found[0] == "bytes=-":
        return Response(content, 200, headers, media_type=_MEDIA)
    size = len(content)
    first = int(found[1]) if found[1] else max(0, size - int(found[2]))
    last = min(size - 1, int(found[2])) if found[1] and found[2] else size - 1
    if first > last:
        headers["Content-Range"] = f"bytes */{size}"
        return Response(b"", 416, headers)
    headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return Response(content[first : last + 1], 206, headers, media_type=_MEDIA)
