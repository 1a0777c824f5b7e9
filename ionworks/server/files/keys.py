"""Keys of stored files: what they may be, and the endings that say what is in a file."""

from __future__ import annotations

import re
from typing import Final

TIME_SERIES_SUFFIX: Final = ".time_series.parquet"


STEPS_SUFFIX: Final = ".steps.parquet"


_KEY: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}(/[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}){0,15}")


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
