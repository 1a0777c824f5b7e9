"""Everything that runs for one data folder: lock, database, workers, application."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import attrs
from starlette.types import ASGIApp

from ionworks.server.ground import data_folder
from ionworks.server.ground.data_folder import DataFolderError
from ionworks.server.ground.environment import COMPILED_VARIABLE
from ionworks.server.ground.settings import Settings
from ionworks.server.http import binding
from ionworks.server.http.app import build_app
from ionworks.server.nouns.accounts import bootstrap, keys
from ionworks.server.store import database
from ionworks.server.store.database import Store
from ionworks.server.workers.pool import WorkerPool, WorkExecutor
from ionworks.server.workers.warm_up import warm_up_in_background

_logger = logging.getLogger("ionworks.server.runtime")

_LOCK_FILE: Final = "server.lock"
_OWNER_AT: Final = 1
"""Where in the lock file the process stands that holds it."""


class DataFolderInUseError(DataFolderError):
    """Another server works on the same data folder; the message names its process."""


@attrs.frozen(kw_only=True)
class Runtime:
    """A server that is ready to be given to an ASGI host."""

    settings: Settings
    store: Store
    executor: WorkExecutor
    app: ASGIApp
    home: bootstrap.Home
    first_key: str | None = attrs.field(repr=False)
    """API key made at the first start of this database; ``None`` later, and where the settings bring one."""

    def warm_up(self) -> None:
        """Start the workers in the background, if the settings say so; call it when the server answers."""
        if self.settings.warm_workers and isinstance(self.executor, WorkerPool):
            self.executor.start()


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """Open the database, with its tables.

    Raises
    ------
    DatabaseError
        The database cannot be used, or belongs to another version of the server.
    """
    with database.explained(settings.sqlalchemy_url):
        store = Store.open(settings.sqlalchemy_url)
    try:
        with database.explained(settings.sqlalchemy_url), store.alone():
            database.initialize(store)
        yield store
    finally:
        store.close()


@contextmanager
def open_runtime(settings: Settings, unserved: Mapping[str, str] = binding.UNSERVED) -> Iterator[Runtime]:
    """Open a data folder, make workers, and build the application; close all of it at the end.

    Parameters
    ----------
    settings : Settings
    unserved : mapping of str to str, optional
        See `build_app`.

    Raises
    ------
    DataFolderInUseError
        Another server uses the folder.
    DataFolderError, DatabaseError, StorageError
        Folder, database or storage cannot be used; the message says why and what to do.
    BindingError
        The handlers do not fit this version.
    """
    data_folder.prepare(settings.data_dir)
    with _lock(settings), open_store(settings) as store:
        executor = _executor(settings)
        try:
            with database.working(settings.sqlalchemy_url), store.alone():
                is_new = bootstrap.is_empty(store)
                owner = bootstrap.seed(store) if is_new else bootstrap.home(store)
                first_key = _first_key(settings, store, owner, is_new=is_new)
                app = build_app(settings, store, executor, unserved=unserved)
            yield Runtime(settings=settings, store=store, executor=executor, app=app, home=owner, first_key=first_key)
        finally:
            executor.shutdown(wait=False)


def _executor(settings: Settings) -> WorkExecutor:
    if settings.scheduler is None:
        # compiled models are loaded as code: the folder is this user's alone, and belongs to this machine
        compiled = settings.data_dir / "compiled"
        compiled.mkdir(mode=0o700, exist_ok=True)
        environment = {COMPILED_VARIABLE: str(compiled)}
        return WorkerPool(
            settings.workers,
            warm_up=warm_up_in_background,
            environment=environment,
            memory_bytes=settings.worker_memory_bytes,
        )
    from ionworks.server.workers.dask import DaskExecutor

    return DaskExecutor(settings.scheduler)


def _first_key(settings: Settings, store: Store, owner: bootstrap.Home, *, is_new: bool) -> str | None:
    if settings.bootstrap_key:
        bootstrap.add_key(store, owner, settings.bootstrap_key, "bootstrap")
        return None
    if not is_new:
        return None
    key = keys.create_key()
    bootstrap.add_key(store, owner, key, "first start")
    return key


@contextmanager
def _lock(settings: Settings) -> Iterator[None]:
    """Keep other servers off the folder; a shared Postgres database may have several servers."""
    if settings.database_url is not None:
        yield
        return
    path = settings.data_dir / _LOCK_FILE
    # never deleted: a second server could lock the deleted file while a third locks a new one
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock_file(descriptor, path)
        _write_owner(descriptor)
        yield
    finally:
        os.close(descriptor)


def _lock_file(descriptor: int, path: Path) -> None:
    """Take the lock; the system gives it back when the process ends, however it ends."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise DataFolderInUseError(
            f"Another Ionworks server{_owner(path)} uses {path.parent}. Stop it, or choose another folder with "
            "--data-dir or IONWORKS_SERVER_DATA_DIR."
        ) from error


def _write_owner(descriptor: int) -> None:
    """Note who holds the lock, behind the byte that is locked: others cannot read that one on Windows."""
    os.ftruncate(descriptor, _OWNER_AT)
    os.lseek(descriptor, _OWNER_AT, os.SEEK_SET)
    os.write(descriptor, str(os.getpid()).encode())


def _owner(path: Path) -> str:
    """Return who holds the lock, in words; nothing while that is not written yet."""
    with path.open("rb") as stream:
        stream.seek(_OWNER_AT)
        number = stream.read().decode("ascii", errors="ignore").strip()
    return f" (process {number})" if number.isdecimal() else ""
