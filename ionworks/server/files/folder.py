"""Files in a folder of this machine."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import attrs

from ionworks.server.files.blobs import RowRanges, StorageError, full_storage, swept
from ionworks.server.files.keys import checked_key, is_key_part

if TYPE_CHECKING:
    import polars as pl

_PARTIAL: Final = ".partial"


@attrs.frozen
class FolderBlobs:
    """Files in a local folder; see `Blobs`."""

    folder: Path

    @property
    def location(self) -> str:
        """The folder."""
        return str(self.folder)

    @property
    def pause(self) -> float:
        """See `Blobs.pause`."""
        return 0.0

    def path_of(self, key: str) -> Path | None:
        """See `Blobs.path_of`."""
        path = self.path(key)
        return path if path.is_file() else None

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
        with self._explained(key):
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix=".", suffix=_PARTIAL, dir=path.parent)
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
        with self._explained(folder):
            path.parent.mkdir(parents=True, exist_ok=True)
            self.path(folder).rename(path)

    def delete(self, *keys: str) -> None:
        """See `Blobs.delete`."""
        for key in keys:
            path = self.path(key)
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def names(self, folder: str) -> list[str]:
        """See `Blobs.names`."""
        path = self.path(folder)
        return [one.name for one in path.iterdir() if is_key_part(one.name)] if path.is_dir() else []

    def modified(self, folder: str) -> float:
        """See `Blobs.modified`."""
        return self.path(folder).stat().st_mtime

    def used(self, folder: str) -> int | None:
        """See `Blobs.used`."""
        return _bytes_below(self.path(folder))

    def sweep(self, age: float) -> int:
        """See `Blobs.sweep`."""
        youngest, removed = time.time() - age, 0
        for path in self.folder.rglob(f".*{_PARTIAL}"):
            with swept(str(path)):
                if path.stat().st_mtime <= youngest:
                    path.unlink()
                    removed += 1
        return removed

    @contextmanager
    def _explained(self, key: str) -> Iterator[None]:
        """Raise as `StorageError` what a full disk or one that cannot be written raises, by whatever way it comes."""
        try:
            yield
        except Exception as error:
            reason = full_storage(error)
            if reason is None or isinstance(error, StorageError):
                raise
            raise StorageError(f"{key} cannot be written in {self.folder}: {reason}") from error


def _bytes_below(folder: Path) -> int:
    """Add up the sizes of the files in a folder and its folders; what goes meanwhile is not counted."""
    total, folders = 0, [os.fspath(folder)]
    while folders:
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    with suppress(FileNotFoundError):
                        total += entry.stat(follow_symlinks=False).st_size
    return total
