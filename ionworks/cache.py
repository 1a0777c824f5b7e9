"""Local copies of measurement data, so that reading the same measurement twice costs one download.

One folder per measurement holds ``<key>.parquet``, ``<key>.null`` (the service has no such table) and
``files/<name>``; a copy is good for the time to live. A cache never breaks a read: what cannot be read is removed,
what cannot be written is left out.

Source: docs/contract/flows.md section 6 (layout, functions); docs/contract/client-surface.md section 1.
"""

import hashlib
import io
import logging
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ionworks.errors import ValidationError
from ionworks.frames import to_polars, unreadable

if TYPE_CHECKING:
    import polars as pl

_logger = logging.getLogger("ionworks.cache")

DEFAULT_FOLDER = ".ionworksdata_cache"
DEFAULT_TTL_S = 3600
_TABLE, _NOTHING, _FILES = ".parquet", ".null", "files"

# The functions below are documented as process-wide, hence this one module state; `ionworksdata` re-exports it.
_CACHE_CONFIG: dict[str, Any] = {"enabled": True, "directory": None, "ttl": DEFAULT_TTL_S}


def set_cache_enabled(enabled: bool) -> None:
    """Switch the cache on or off, for the whole process.

    Parameters
    ----------
    enabled : bool
        False neither reads nor writes copies; those there stay.
    """
    _CACHE_CONFIG["enabled"] = bool(enabled)


def get_cache_enabled() -> bool:
    """Return whether the cache is on."""
    return bool(_CACHE_CONFIG["enabled"])


def set_cache_directory(directory: str | Path | None) -> None:
    """Choose the folder of the cache.

    Parameters
    ----------
    directory : str or Path or None
        Made when first written to; ``None`` chooses ``.ionworksdata_cache`` in the home folder.
    """
    _CACHE_CONFIG["directory"] = None if directory is None else Path(directory).expanduser()


def get_cache_directory() -> Path:
    """Return the folder of the cache; it need not exist."""
    return Path(_CACHE_CONFIG["directory"] or Path.home() / DEFAULT_FOLDER)


def set_cache_ttl(ttl: float | None) -> None:
    """Choose how long a copy is good.

    Parameters
    ----------
    ttl : float or None
        Seconds since the copy was written; ``None`` means for ever.

    Raises
    ------
    ValidationError
        A negative number. A ``ValueError``.
    """
    if ttl is not None and not ttl >= 0:
        raise ValidationError(f"ttl: found {ttl!r}; allowed: seconds >= 0, or None for ever")
    _CACHE_CONFIG["ttl"] = ttl


def get_cache_ttl() -> float | None:
    """Return for how many seconds a copy is good; ``None`` means for ever."""
    ttl: float | None = _CACHE_CONFIG["ttl"]
    return ttl


def clear_cache() -> int:
    """Remove every copy.

    Returns
    -------
    int
        Number of measurements removed, with files older versions of the package left.
    """
    folder, count = get_cache_directory(), 0
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        elif entry.suffix == ".pkl":
            entry.unlink(missing_ok=True)
        else:
            continue
        count += 1
    return count


def load_table(measurement_id: str, key: str) -> "tuple[pl.DataFrame | None] | None":
    """Return the copy of one table, in a tuple because there may be a copy of "no such table".

    Parameters
    ----------
    measurement_id : str
    key : str
        ``time_series``, ``steps`` or ``cycles``.
    """
    entry = _entry(measurement_id)
    if not get_cache_enabled():
        return None
    if _is_fresh(entry / (key + _NOTHING)):
        return (None,)
    return _read(entry, entry / (key + _TABLE))


def store_table(measurement_id: str, key: str, table: "bytes | pl.DataFrame | None") -> None:
    """Keep a copy of one table.

    Parameters
    ----------
    measurement_id, key : str
        As in `load_table`.
    table : bytes, polars.DataFrame or None
        Content of a Parquet file, a frame, or ``None``: the service has no such table.
    """
    if not get_cache_enabled():
        return
    entry = _entry(measurement_id)
    names = {True: key + _NOTHING, False: key + _TABLE}
    content = b"" if table is None else table if isinstance(table, bytes) else _parquet(table)
    try:
        _write(entry / names[table is None], content)
        (entry / names[table is not None]).unlink(missing_ok=True)
    except OSError as error:
        _logger.debug("no copy of %s was kept: %s", key, error)


def load_files(measurement_id: str) -> dict[str, bytes] | None:
    """Return the copies of all attached files by name, ``None`` unless every one is fresh."""
    entry = _entry(measurement_id)
    paths = sorted((entry / _FILES).glob("*")) if get_cache_enabled() else []
    if not paths or not all(map(_is_fresh, paths)):
        return None
    try:
        return {path.name: path.read_bytes() for path in paths}
    except OSError as error:
        _logger.debug("copies in %s are not readable: %s", entry.name, error)
        shutil.rmtree(entry, ignore_errors=True)
        return None


def store_files(measurement_id: str, files: Mapping[str, bytes]) -> None:
    """Keep copies of all attached files; names that are no plain file name are not cached at all."""
    if not get_cache_enabled() or any(Path(name).name != name or name in {"", ".", ".."} for name in files):
        return
    entry = _entry(measurement_id)
    try:
        entry.mkdir(parents=True, exist_ok=True)
        # written aside and renamed: a map is complete or absent
        gathered = Path(tempfile.mkdtemp(dir=entry, prefix=".files-"))
        for name, content in files.items():
            (gathered / name).write_bytes(content)
        shutil.rmtree(entry / _FILES, ignore_errors=True)
        gathered.rename(entry / _FILES)
    except OSError as error:
        _logger.debug("no copies of files were kept: %s", error)


def forget(measurement_id: str) -> None:
    """Remove the copies of one measurement, because it changed."""
    shutil.rmtree(_entry(measurement_id), ignore_errors=True)


def _get_cache_dir() -> Path:
    """Folder of the cache, made when missing."""
    folder = get_cache_directory()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _load_from_cache(measurement_id: str, keys: Iterable[str] | None = None) -> dict[str, Any] | None:
    """All fresh tables and files of one measurement by key; ``None`` without any."""
    entry = _entry(measurement_id)
    found = {path.stem for path in entry.glob("*") if path.suffix in {_TABLE, _NOTHING}}
    copies = {key: load_table(measurement_id, key) for key in sorted(found)}
    data: dict[str, Any] = {key: copy[0] for key, copy in copies.items() if copy is not None}
    files = load_files(measurement_id)
    if files is not None:
        data[_FILES] = files
    wanted = data.keys() if keys is None else set(keys)
    return {key: value for key, value in data.items() if key in wanted} or None


def _save_to_cache(measurement_id: str, data: Mapping[str, Any]) -> None:
    """Merge tables (frames or ``None``) and ``files`` into the copies of one measurement."""
    for key, value in data.items():
        if key == _FILES:
            store_files(measurement_id, value)
        else:
            store_table(measurement_id, key, None if value is None else to_polars(value))


def _entry(measurement_id: str) -> Path:
    """Folder of one measurement: readable, and distinct for ids that look alike once made safe."""
    safe = re.sub(r"[^A-Za-z0-9_-]", "_", measurement_id)[:100]
    digest = hashlib.md5(measurement_id.encode(), usedforsecurity=False).hexdigest()[:16]
    return get_cache_directory() / f"{safe}_{digest}"


def _is_fresh(path: Path) -> bool:
    ttl = get_cache_ttl()
    try:
        written = path.stat().st_mtime
    except OSError:
        return False
    return ttl is None or time.time() - written < ttl


def _read(entry: Path, path: Path) -> "tuple[pl.DataFrame] | None":
    if not _is_fresh(path):
        return None
    import polars as pl

    try:
        # from memory: a mapped file could be replaced under the frame
        return (pl.read_parquet(io.BytesIO(path.read_bytes())),)
    except unreadable() as error:
        _logger.debug("the copy %s is not readable and was removed: %s", path.name, error)
        shutil.rmtree(entry, ignore_errors=True)
        return None


def _parquet(table: "pl.DataFrame") -> bytes:
    buffer = io.BytesIO()
    table.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
