"""Files in an object store, through fsspec: credentials and endpoint come from the environment, as its libraries say.

An object appears when its upload ends, so nothing is ever half there; uploads wait in a temporary file until they are
whole, so that a broken one leaves no parts behind that somebody pays for.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import attrs

from ionworks.server.files.blobs import RowRanges, StorageError
from ionworks.server.files.keys import checked_key, is_key_part

if TYPE_CHECKING:
    import polars as pl

_EXTRA: Final = 'pip install "ionworks-api[s3]"'
_PAUSE_SECONDS: Final = 5.0
_PREFIX: Final = "ionworks-files-"
"""Of temporary folders; the process that made one follows."""
_AT_ONCE: Final = 16
"""Requests under way when many objects are looked up."""


def open_object_blobs(url: str) -> ObjectBlobs:
    """Open a prefix of an object store; asks it nothing yet.

    Parameters
    ----------
    url : str
        Such as ``s3://bucket/prefix``, of any protocol that fsspec knows.

    Raises
    ------
    StorageError
        The protocol is unknown, or what speaks it is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401 - reads row groups over fsspec
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise StorageError(f"{url!r} needs {error.name}, which is not installed; {_EXTRA}") from error
    try:
        # other processes write, too: a remembered listing would be wrong
        system, root = url_to_fs(url, use_listings_cache=False)
    except ImportError as error:
        hint = f"; {_EXTRA}" if url.startswith("s3") else ""
        raise StorageError(f"{url!r} cannot be opened: {error}{hint}") from error
    except ValueError as error:
        known = "a folder, or the URL of a file system that fsspec knows, such as s3://bucket/prefix"
        raise StorageError(f"{url!r} is not {known}: {error}") from error
    return ObjectBlobs(url.rstrip("/"), system, str(root).rstrip("/"))


@attrs.frozen
class ObjectBlobs:
    """Objects below a prefix; see `Blobs`."""

    location: str
    """URL of the prefix."""
    _system: Any = attrs.field(repr=False, eq=False)
    _root: str = attrs.field(repr=False)

    @property
    def pause(self) -> float:
        """See `Blobs.pause`; whoever writes waits for each request."""
        return _PAUSE_SECONDS

    def path_of(self, key: str) -> None:
        """Nothing is on this machine."""
        checked_key(key)

    def exists(self, key: str) -> bool:
        """See `Blobs.exists`."""
        return self._info(key) is not None

    def size(self, key: str) -> int:
        """See `Blobs.size`."""
        info = self._info(key)
        if info is None:
            raise FileNotFoundError(f"nothing is stored under {key!r}")
        return int(info["size"])

    def read(self, key: str, start: int = 0, end: int | None = None) -> bytes:
        """See `Blobs.read`."""
        path = self._path(key)
        with self._reported("read", key):
            content: bytes = self._system.cat_file(path, start=start or None, end=end)
        return content

    def rows(self, key: str, ranges: RowRanges) -> pl.DataFrame:
        """See `Blobs.rows`; fetches the footer and the row groups concerned."""
        import polars as pl
        from pyarrow import parquet

        path = self._path(key)
        with (
            self._reported("read", key),
            self._system.open(path, "rb", cache_type="none") as stream,
            parquet.ParquetFile(stream, pre_buffer=True) as file,
        ):
            counts = [file.metadata.row_group(group).num_rows for group in range(file.metadata.num_row_groups)]
            groups, ranges = _wanted(counts, ranges)
            frame = pl.DataFrame(pl.from_arrow(file.read_row_groups(groups)))
        return pl.concat([frame.slice(offset, count) for offset, count in ranges] or [frame.clear()])

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        """Lend a copy."""
        path = self._path(key)
        with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-") as folder:
            target = Path(folder) / "copy"
            with self._reported("read", key):
                self._system.get_file(path, str(target))
            yield target

    def write(self, key: str, content: bytes) -> None:
        """See `Blobs.write`."""
        path = self._path(key)
        with self._reported("written", key, is_missing_fine=False):
            self._system.pipe_file(path, content)

    @contextmanager
    def writing(self, key: str) -> Iterator[IO[bytes]]:
        """See `Blobs.writing`."""
        path = self._path(key)
        with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-") as folder:
            source = Path(folder) / "whole"
            with source.open("wb") as stream:
                yield stream
            with self._reported("written", key, is_missing_fine=False):
                self._system.put_file(str(source), path)

    def move(self, folder: str, target: str) -> None:
        """See `Blobs.move`; the store copies, then forgets."""
        source, end = self._path(folder), self._path(target)
        with self._reported("moved", folder):
            paths = self._system.find(source)
            if not paths:
                raise FileNotFoundError(f"nothing is stored below {folder!r}")
            try:
                for path in paths:
                    self._system.cp_file(path, end + path.removeprefix(source))
            except FileNotFoundError:
                self.delete(target)
                raise
            self._remove(paths)

    def delete(self, *keys: str) -> None:
        """See `Blobs.delete`."""
        paths = [self._path(key) for key in keys]
        with self._reported("deleted", ", ".join(keys[:3])), ThreadPoolExecutor(_AT_ONCE) as pool:
            self._remove([path for found in pool.map(self._system.find, paths) for path in found])

    def names(self, folder: str) -> list[str]:
        """See `Blobs.names`."""
        path, found = self._path(folder), []
        with self._reported("listed", folder), suppress(FileNotFoundError):
            found = self._system.ls(path, detail=False)
        return [name for one in found if is_key_part(name := one.rstrip("/").rpartition("/")[2])]

    def modified(self, folder: str) -> float:
        """See `Blobs.modified`."""
        path = self._path(folder)
        with self._reported("listed", folder):
            times = [self._system.modified(one).timestamp() for one in self._system.find(path)]
        return max(times, default=0.0)

    def used(self, folder: str) -> None:
        """See `Blobs.used`; every thousand objects would be a request."""

    def sweep(self, age: float) -> int:
        """See `Blobs.sweep`; here the copies on this machine of processes that are gone."""
        removed = 0
        for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}[0-9]*-*"):
            number = int(path.name.removeprefix(_PREFIX).partition("-")[0])
            with suppress(OSError):
                if not _is_alive(number) and path.stat().st_mtime <= time.time() - age:
                    shutil.rmtree(path)
                    removed += 1
        return removed

    def _path(self, key: str) -> str:
        return f"{self._root}/{checked_key(key)}"

    def _info(self, key: str) -> dict[str, Any] | None:
        path = self._path(key)
        info: dict[str, Any] = {}
        with self._reported("found", key), suppress(FileNotFoundError):
            info = self._system.info(path)
        return info if info.get("type") == "file" else None

    def _remove(self, paths: list[str]) -> None:
        with suppress(FileNotFoundError):
            if paths:
                self._system.rm(paths)

    @contextmanager
    def _reported(self, deed: str, key: str, *, is_missing_fine: bool = True) -> Iterator[None]:
        """Raise whatever the libraries below raise as one kind of error that survives the way between processes."""
        try:
            yield
        except Exception as error:
            if isinstance(error, StorageError) or (is_missing_fine and isinstance(error, FileNotFoundError)):
                raise
            raise StorageError(f"{key} cannot be {deed} in {self.location}: {error}") from error


def _is_alive(number: int) -> bool:
    if os.name != "posix":
        return True
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _wanted(counts: Sequence[int], ranges: RowRanges) -> tuple[list[int], RowRanges]:
    """Row groups that hold any of `ranges`, and where these are among the rows of those groups.

    Parameters
    ----------
    counts : sequence of int
        Rows of each group of the file.
    ranges : sequence of (offset, count)
    """
    groups: list[int] = []
    places: dict[int, int] = {}
    begin = kept = 0
    for group, count in enumerate(counts):
        inside = [at for at, (offset, rows) in enumerate(ranges) if offset < begin + count and offset + rows > begin]
        for at in inside:
            places.setdefault(at, kept + ranges[at][0] - begin)
        if inside:
            groups.append(group)
            kept += count
        begin += count
    return groups, [(places.get(at, 0), rows if at in places else 0) for at, (_, rows) in enumerate(ranges)]
