"""Opens the place for files that a location names."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ionworks.server.files.blobs import Blobs
from ionworks.server.files.folder import FolderBlobs

_FILE_URL: Final = "file://"
_LENT: Final = "the-sent-file"
"""Name of a copy; it is replaced in what readers say, and must be found nowhere else."""


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


@contextmanager
def lent_as(blobs: Blobs, key: str, filename: str) -> Iterator[Path]:
    """Lend a copy of a stored file with the ending of a name, such as ``.bdf.gz``; nothing else of the name is used."""
    found = re.search(r"((?:\.[A-Za-z0-9]{1,8}){1,2})\Z", filename)
    with blobs.local(key) as stored, tempfile.TemporaryDirectory(prefix="ionworks-") as folder:
        yield Path(shutil.copyfile(stored, Path(folder) / f"{_LENT}{found[1].lower() if found else '.txt'}"))
