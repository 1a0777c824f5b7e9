"""Files of the server, addressed by keys such as ``simulations/<id>.steps.parquet``, in a folder or an object store.

Server and workers read and write through `Blobs`; a task names the place as text (`Blobs.location`), which
`open_blobs` opens on whatever machine the worker is. What is written under a key is whole or not there.

Source: docs/decisions/0010-object-storage.md.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, Protocol

import attrs

if TYPE_CHECKING:
    import polars as pl

RowRanges = Sequence[tuple[int, int]]
"""First row and number of rows of each part of a Parquet file that is wanted, in the order it is wanted."""
_KEY: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}(/[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}){0,15}")
_LONGEST_FOOTER: Final = 64 * 1024**2
_FILE_URL: Final = "file://"


class StorageError(OSError):
    """The place for files cannot be used; the message says which place and why."""


class Blobs(Protocol):
    """A place for files; a folder in it is a key that others begin with, followed by a slash.

    Every method raises `ValueError` for a key that could lead elsewhere, and `OSError` where the place fails.
    """

    @property
    def location(self) -> str:
        """Path or URL that `open_blobs` takes."""
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
        """Return the last parts of the keys of what a folder holds, files and folders."""
        ...

    def modified(self, folder: str) -> float:
        """Return when a folder last got a file, in seconds since 1970."""
        ...


def open_blobs(location: str | Path) -> Blobs:
    """Open a place for files.

    Parameters
    ----------
    location : str or Path
        A folder, made when missing, or the URL of an fsspec file system, such as ``s3://bucket/prefix``.

    Raises
    ------
    StorageError
        The protocol is unknown, or what speaks it is not installed.
    """
    text = str(location).removeprefix(_FILE_URL)
    if "://" in text:
        from ionworks.server.files.objects import open_object_blobs

        return open_object_blobs(text)
    folder = Path(text).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    return FolderBlobs(folder)


def checked_key(key: str) -> str:
    """Return `key`, whose parts start with a letter, digit or underscore and so cannot lead elsewhere.

    Raises
    ------
    ValueError
        It is no such key.
    """
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} is not a valid storage key")
    return key


@attrs.frozen
class FolderBlobs:
    """Files in a local folder; see `Blobs`."""

    folder: Path

    @property
    def location(self) -> str:
        """The folder."""
        return str(self.folder)

    def path(self, key: str) -> Path:
        """Return the path of `key`; the file need not exist."""
        return self.folder / checked_key(key)

    def exists(self, key: str) -> bool:
        """See `Blobs.exists`."""
        return self.path(key).is_file()

    def size(self, key: str) -> int:
        """See `Blobs.size`."""
        return self.path(key).stat().st_size

    def read(self, key: str, start: int = 0, end: int | None = None) -> bytes:
        """See `Blobs.read`."""
        with self.path(key).open("rb") as stream:
            stream.seek(start)
            return stream.read(-1 if end is None else max(0, end - start))

    def rows(self, key: str, ranges: RowRanges) -> pl.DataFrame:
        """See `Blobs.rows`."""
        import polars as pl

        first = min((offset for offset, _ in ranges), default=0)
        end = max((offset + count for offset, count in ranges), default=0)
        # one pass over the file, however many parts are wanted
        span = pl.scan_parquet(self.path(key), glob=False).slice(first, end - first).collect()
        return pl.concat([span.slice(offset - first, count) for offset, count in ranges] or [span])

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        """Lend the file itself."""
        yield self.path(key)

    def write(self, key: str, content: bytes) -> None:
        """See `Blobs.write`."""
        with self.writing(key) as stream:
            stream.write(content)

    @contextmanager
    def writing(self, key: str) -> Iterator[IO[bytes]]:
        """See `Blobs.writing`; the file is written next to where it will be."""
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=".", suffix=".partial", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                yield stream
            Path(name).replace(path)
        except BaseException:
            # on a full disk the rest of a file is in the way of the next one
            Path(name).unlink(missing_ok=True)
            raise

    def move(self, folder: str, target: str) -> None:
        """See `Blobs.move`; here one step."""
        path = self.path(target)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path(folder).rename(path)

    def delete(self, *keys: str) -> None:
        """See `Blobs.delete`."""
        for key in keys:
            path = self.path(key)
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def names(self, folder: str) -> list[str]:
        """See `Blobs.names`."""
        path = self.path(folder)
        return [one.name for one in path.iterdir()] if path.is_dir() else []

    def modified(self, folder: str) -> float:
        """See `Blobs.modified`."""
        return self.path(folder).stat().st_mtime


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
