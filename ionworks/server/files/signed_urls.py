"""Signed URLs that hand out stored files for a while.

A signed URL is ``/storage/<key>?method=..&expires=..[&rows=offset:count,..]&signature=..``; the signature is an
HMAC over all of it with a secret of the data folder, so nothing about it can be changed.

Source: docs/contract/wire.md section 9 (signed PUT, redirects to storage).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
import tempfile
import time
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

import attrs
from starlette.datastructures import QueryParams

from ionworks.server.files.blobs import RowRanges, StorageError
from ionworks.server.files.keys import checked_key
from ionworks.server.ground import errors

MOUNT: Final = "/storage/"
_KEPT_IN: Final = "storage.secret"
_SECRET_BYTES: Final = 32
_SECONDS: Final = re.compile(r"[0-9]{1,12}")


@attrs.frozen
class SignedUrls:
    """Writes and checks signed URLs.

    Parameters
    ----------
    secret : bytes
        Signs them.
    seconds : int
        Their life.
    """

    secret: bytes = attrs.field(repr=False)
    seconds: int = 3600

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
        query = {"method": method, "expires": str(int(time.time()) + self.seconds)}
        if rows is not None:
            query["rows"] = ",".join(f"{offset}:{count}" for offset, count in rows) or "0:0"
        query["signature"] = self._signature(checked_key(key), query)
        return f"{MOUNT}{quote(key)}?{urlencode(query)}"

    def check(self, key: str, method: str, query: QueryParams) -> None:
        """Raise `ApiError` 403 unless `query` holds a signature of this key and method that is still good."""
        signed = {name: query[name] for name in ("method", "expires", "rows") if name in query}
        given = query.get("signature", "").encode("utf-8", "replace")
        is_good = hmac.compare_digest(self._signature(key, signed).encode(), given)
        is_complete = _SECONDS.fullmatch(signed.get("expires", "")) is not None
        if not (is_good and is_complete) or signed.get("method") != ("GET" if method == "HEAD" else method):
            raise errors.forbidden("The signature of this URL is not valid.")
        if int(signed["expires"]) < time.time():
            raise errors.forbidden("This URL has expired.")

    def _signature(self, key: str, query: dict[str, str]) -> str:
        # as JSON, so that no key can pretend to hold a part of the query
        text = json.dumps([key, query], sort_keys=True)
        return hmac.new(self.secret, text.encode(), hashlib.sha256).hexdigest()


def open_signed_urls(data_dir: Path, seconds: int) -> SignedUrls:
    """Return the signed URLs of a data folder; a missing secret is made, a short one is a `StorageError`."""
    data_dir.mkdir(parents=True, exist_ok=True)
    return SignedUrls(_secret(data_dir / _KEPT_IN), seconds)


def _secret(path: Path) -> bytes:
    if not path.exists():
        descriptor, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(secrets.token_bytes(_SECRET_BYTES))
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    secret = path.read_bytes()
    if len(secret) < _SECRET_BYTES:
        message = f"{path} has {len(secret)} bytes, which anybody could guess; {_SECRET_BYTES} are needed."
        raise StorageError(f"{message} Delete it: a new one is made, and download links handed out before end.")
    return secret
