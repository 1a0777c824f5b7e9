"""Sending files to the places an upload was announced for, and tables as files."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from ionworks_openapi.types import File

from ionworks.errors import IonworksError, ValidationError
from ionworks.jsonable import to_jsonable
from ionworks.transport.connection import Connection
from ionworks.transport.transfer import CONNECT_TIMEOUT_S, READ_TIMEOUT_S, Transfer

if TYPE_CHECKING:
    import polars as pl

SINGLE_PUT_BYTES: Final = 1024**3
"""Largest body the hosted storage takes at once if it offers an upload in parts (docs/contract/wire.md section 9)."""
TIMEOUTS: Final = (CONNECT_TIMEOUT_S, READ_TIMEOUT_S)
"""Seconds to wait for a connection to storage, and for each part of a body."""


@contextmanager
def transfer_of(connection: Connection, timeouts: tuple[float, float] = TIMEOUTS) -> Iterator[Transfer]:
    """Transfer of a client, or one of its own for other timeouts."""
    if timeouts == TIMEOUTS:
        yield connection.transfer
        return
    transfer = Transfer(connection.policy, connect_timeout=timeouts[0], read_timeout=timeouts[1])
    try:
        yield transfer
    finally:
        transfer.close()


def send(transfer: Transfer, entry: Any, content: bytes | Path | IO[bytes], size: int, media_type: str) -> None:
    """Put a file to its place.

    Raises
    ------
    IonworksError
        It is too large for what the service offers.
    """
    if entry.multipart and size > SINGLE_PUT_BYTES:
        raise IonworksError(f"{entry.filename} has {size} bytes; this client sends at most {SINGLE_PUT_BYTES} at once")
    transfer.upload(entry.signed_url, content, media_type)


def size_of(content: bytes | Path) -> int:
    """Size of a file or of bytes [byte]."""
    return content.stat().st_size if isinstance(content, Path) else len(content)


def table_file(frame: pl.DataFrame) -> File:
    """A table as the part ``file`` of a form."""
    if frame.width == 0 or frame.height == 0:
        raise ValidationError(
            f"data: found {frame.height} rows of {frame.width} columns; allowed: at least one of each"
        )
    content = io.BytesIO()
    frame.write_parquet(content, compression="zstd")
    content.seek(0)
    return File(payload=content, file_name="data.parquet", mime_type="application/vnd.apache.parquet")


def as_text(value: Any, name: str, kind: type) -> str:
    """JSON text of a member of a form, which must be a list or a mapping."""
    if not isinstance(value, kind) or isinstance(value, str):
        wanted = "a dict" if issubclass(kind, Mapping) else "a list"
        raise ValidationError(f"{name}: found {type(value).__name__}; allowed: {wanted}")
    return json.dumps(to_jsonable(value))
