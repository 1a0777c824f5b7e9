"""Files of the server, addressed by keys such as ``simulations/<id>.steps.parquet``, in a folder or an object store.

Server and workers read and write through `Blobs`; a task names the place as text (`Blobs.location`), which
`open_blobs` opens on whatever machine the worker is. What is written under a key is whole or not there.

Source: docs/decisions/0010-object-storage.md.
"""

from __future__ import annotations

import errno
import io
import logging
import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Protocol

from ionworks.server.ground.errors import not_found

if TYPE_CHECKING:
    import polars as pl

_logger = logging.getLogger("ionworks.server.files")

RowRanges = Sequence[tuple[int, int]]
"""First row and number of rows of each part of a Parquet file that is wanted, in the order it is wanted."""
_LONGEST_FOOTER: Final = 64 * 1024**2
_UNUSABLE: Final = frozenset(
    getattr(errno, name, 0)
    for name in ("ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EIO", "EACCES", "EPERM", "EMFILE", "ENFILE", "ESTALE")
) - {0}
"""Errors of the system that say nothing about what was to be stored: somebody has to make room, or mend the disk."""
_SYSTEM: Final = re.compile(r"\[Errno (\d+)\]|\(os error (\d+)\)")


class StorageError(OSError):
    """The place for files cannot be used, for now; the message says which place and why."""


def full_storage(error: BaseException) -> str | None:
    """Say why an error means that files cannot be stored; ``None`` for other errors.

    A library may hide what the system said in the text of an exception of its own.
    """
    found = _SYSTEM.search(str(error))
    number = getattr(error, "errno", None) or (int(found[1] or found[2]) if found else None)
    return os.strerror(number) if number in _UNUSABLE else None


class Blobs(Protocol):
    """A place for files; a folder in it is a key that others begin with, followed by a slash.

    Every method raises `ValueError` for a key that could lead elsewhere, `StorageError` where the place fails for now,
    and another `OSError` where it fails for a reason of its own.
    """

    @property
    def location(self) -> str:
        """Path or URL that `open_blobs` takes."""
        ...

    @property
    def pause(self) -> float:
        """Seconds to leave between two writes of something that changes all the time."""
        ...

    def path_of(self, key: str) -> Path | None:
        """Return where a stored file is on this machine, ``None`` where it is elsewhere or not stored."""
        ...

    def exists(self, key: str) -> bool:
        """Whether a file is stored under `key`."""
        ...

    def size(self, key: str) -> int:
        """Return the size of a stored file in bytes; `FileNotFoundError` without one, as everywhere."""
        ...

    def read(self, key: str, start: int = 0, end: int | None = None) -> bytes:
        """Return the content of a stored file, or the bytes from `start` up to, not including, `end`."""
        ...

    def rows(self, key: str, ranges: RowRanges) -> pl.DataFrame:
        """Return parts of a Parquet file one after another, reading little else."""
        ...

    def local(self, key: str) -> AbstractContextManager[Path]:
        """Lend a stored file as a file of this machine, for reading."""
        ...

    def write(self, key: str, content: bytes) -> None:
        """Store `content` under `key`, replacing what was there in one step."""
        ...

    def writing(self, key: str) -> AbstractContextManager[IO[bytes]]:
        """Open a file of this machine that becomes that of `key` when the block ends without an exception."""
        ...

    def move(self, folder: str, target: str) -> None:
        """Move every file of a folder; `OSError`, and nothing at the target, when another did so meanwhile."""
        ...

    def delete(self, *keys: str) -> None:
        """Remove files, and folders with all their files; missing ones are no error."""
        ...

    def names(self, folder: str) -> list[str]:
        """Return the last parts of the keys of what a folder holds, files and folders; what has no key is left out."""
        ...

    def modified(self, folder: str) -> float:
        """Return when a folder last got a file, or a file was stored, in seconds since 1970."""
        ...

    def used(self, folder: str) -> int | None:
        """Return the bytes that a folder holds; ``None`` where counting them would cost too much."""
        ...

    def sweep(self, age: float) -> int:
        """Remove what writers have left that were killed at least `age` seconds ago; return how many files."""
        ...


def remove_old(blobs: Blobs, keys: Sequence[str], age: float) -> int:
    """Remove the keys that are older than `age` seconds; return how many."""
    youngest = time.time() - age
    removed = 0
    for key in keys:
        with swept(key):
            if blobs.modified(key) <= youngest:
                blobs.delete(key)
                removed += 1
    return removed


@contextmanager
def swept(name: str) -> Iterator[None]:
    """Leave what cannot be removed, such as a file of another user, and tell it: it costs its place on the disk."""
    try:
        # a server that shares the storage may do the same
        with suppress(FileNotFoundError):
            yield
    except StorageError:
        raise
    except OSError as error:
        _logger.warning("%s is left over and cannot be removed: %s", name, error.strerror or error)


@contextmanager
def needed(kind: str, identifier: str) -> Iterator[None]:
    """Turn a missing file into the 404 of what it holds: somebody removed it from under its record."""
    try:
        yield
    except FileNotFoundError as error:
        raise not_found(f"stored file of {kind}", identifier) from error


def parquet_footer(blobs: Blobs, key: str) -> io.BytesIO:
    """Return a Parquet file without its data: enough to know columns and number of rows.

    Parameters
    ----------
    blobs : Blobs
    key : str
        Of any file; what is no Parquet file gives bytes that cannot be read as one.
    """
    size = blobs.size(key)
    ending = blobs.read(key, max(0, size - 8), size)
    length = int.from_bytes(ending[:4], "little")
    if not ending.endswith(b"PAR1") or length > min(size, _LONGEST_FOOTER):
        return io.BytesIO(ending)
    return io.BytesIO(b"PAR1" + blobs.read(key, size - 8 - length, size))
