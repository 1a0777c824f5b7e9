"""Keys of stored files: what they may be, and the endings that say what is in a file."""

from __future__ import annotations

import hashlib
import re
from typing import Final

TIME_SERIES_SUFFIX: Final = ".time_series.parquet"


STEPS_SUFFIX: Final = ".steps.parquet"


PROFILES_SUFFIX: Final = ".profiles"


_PART: Final = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}"
_NAME: Final = re.compile(_PART)
_KEY: Final = re.compile(f"{_PART}(/{_PART}){{0,15}}")


def profiles_folder(storage_folder: str, simulation_id: str) -> str:
    """Return the folder of the tables over space of a simulation."""
    return f"{storage_folder}{PROFILES_SUFFIX}/{simulation_id}"


def profile_key(storage_folder: str, simulation_id: str, name: str) -> str:
    """Return the key of the table of a variable over space, whose name may hold anything."""
    digest = hashlib.sha256(name.encode()).hexdigest()[:32]
    return f"{profiles_folder(storage_folder, simulation_id)}/{digest}.parquet"


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


def is_key_part(name: str) -> bool:
    """Whether a stored file or folder can be called so; a file that is being written, or is somebody else's, is not."""
    return _NAME.fullmatch(name) is not None
