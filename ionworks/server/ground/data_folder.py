"""The folder of a server: its user's alone, checked before anything is written to it."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import Final

from ionworks.errors import ConfigurationError

_OURS: Final = frozenset({"ionworks.db", "server.lock", "storage.secret", "blobs", "compiled"})


class DataFolderError(ConfigurationError):
    """The data folder cannot be used; the message says why and what to do."""


def prepare(folder: Path) -> None:
    """Make the folder, or check the one there is: a folder of this user, writable, closed to all others.

    Raises
    ------
    DataFolderError
        It is none of that.
    """
    advice = "Choose another folder with --data-dir or IONWORKS_SERVER_DATA_DIR."
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _check_owner(folder, advice)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataFolderError(f"The data folder {folder} cannot be written: {reason}. {advice}") from error


def _check_owner(folder: Path, advice: str) -> None:
    if not hasattr(os, "geteuid"):
        return
    found = folder.stat()
    if found.st_uid != os.geteuid():
        raise DataFolderError(f"The data folder {folder} belongs to another user (id {found.st_uid}). {advice}")
    mode = stat.S_IMODE(found.st_mode)
    if not mode & 0o077:
        return
    names = {one.name for one in folder.iterdir()}
    if names and not names & _OURS:
        message = f"The data folder {folder} holds other things and is open to other users (mode {mode:04o})."
        raise DataFolderError(f"{message} {advice}")
    folder.chmod(0o700)
