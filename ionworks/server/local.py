"""A server in this process: uvicorn in a thread on a free port of 127.0.0.1."""

from __future__ import annotations

import atexit
import http.client
import json
import logging
import os
import socket
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from weakref import WeakValueDictionary

import attrs
import uvicorn

from ionworks.server.ground.settings import PREFIX, Settings
from ionworks.server.http.connections import configuration
from ionworks.server.nouns.accounts import bootstrap, keys
from ionworks.server.runtime import DataFolderInUseError, Runtime, open_runtime
from ionworks.server.store import schema

_logger = logging.getLogger("ionworks.server.local")

_HOST: Final = "127.0.0.1"
_KEY_NAME: Final = "local session"
_SESSION_FILE: Final = "session.json"


_running: Final[WeakValueDictionary[Path, LocalServer]] = WeakValueDictionary()
"""Servers of this process by their data folder."""
_starting: Final = threading.Lock()


class ServerStartError(RuntimeError):
    """The embedded server did not come up; the cause is attached."""


@attrs.frozen
class RunningServer:
    """A `LocalServer` that another client started."""

    url: str
    """Base URL for clients."""
    api_key: str = attrs.field(repr=False)
    """Key for clients."""
    project_id: str | None
    """Project that clients use when they name none."""

    def stop(self) -> None:
        """Do nothing: the server belongs to the client that started it."""


class LocalServer:
    """An embedded server; use as a context manager, or call `start` and `stop`.

    Parameters
    ----------
    data_dir : path, optional
        Folder to keep data in; by default a temporary one that `stop` deletes.
    workers : int, optional
        Number of worker processes; by default one per core.
    start_timeout : float
        Longest time until the server answers, in seconds.
    **settings
        Other fields of `Settings`.

    Notes
    -----
    The address is 127.0.0.1 and a free port, the key is random and only good for this session.
    """

    def __init__(
        self,
        data_dir: str | Path | None = None,
        *,
        workers: int | None = None,
        start_timeout: float = 60.0,
        **settings: Any,
    ) -> None:
        self._data_dir = data_dir
        self._arguments = {"workers": workers, **settings}
        self._start_timeout = start_timeout
        self._resources = ExitStack()
        self._runtime: Runtime | None = None
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self._failure: BaseException | None = None
        self.url = ""
        """Base URL for clients; empty before the start."""
        self.api_key = ""
        """Key for clients; empty before the start."""

    @property
    def project_id(self) -> str | None:
        """Project that clients use when they name none."""
        return None if self._runtime is None else self._runtime.home.project_id

    @property
    def is_running(self) -> bool:
        """Whether the server thread is alive."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> LocalServer:
        """Start the server and return when it answers.

        Raises
        ------
        ServerStartError
            It did not answer in time, or its thread ended.
        DataFolderInUseError
            Another server uses the data folder.
        """
        if self.is_running:
            return self
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        atexit.register(self.stop)
        return self

    def _start(self) -> None:
        folder = self._data_dir
        if folder is None:
            folder = self._resources.enter_context(
                tempfile.TemporaryDirectory(prefix="ionworks-", ignore_cleanup_errors=True)
            )
        settings = Settings.from_environment(data_dir=Path(folder), host=_HOST, port=0, **self._arguments)
        self._runtime = self._resources.enter_context(open_runtime(settings))
        self.api_key = self._new_key(self._runtime)
        listener = self._resources.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM))
        listener.bind((_HOST, 0))
        port = listener.getsockname()[1]
        self._server = uvicorn.Server(configuration(self._runtime.app, settings, drain_seconds=5))
        self._thread = threading.Thread(target=self._run, args=(listener,), name="ionworks-server", daemon=True)
        self._thread.start()
        self._wait_until_ready(port)
        # not earlier: importing PyBaMM in every worker would slow the start down several times
        self._runtime.warm_up()
        self.url = f"http://{_HOST}:{port}"
        if self._data_dir is not None:
            self._announce(Path(folder))

    def _announce(self, folder: Path) -> None:
        """Let other clients of this user join while the server runs."""
        path = folder / _SESSION_FILE
        session = {"url": self.url, "api_key": self.api_key, "project_id": self.project_id}
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(session, stream)
        self._resources.callback(path.unlink, missing_ok=True)

    @classmethod
    def of_process(cls, data_dir: str | Path | None = None, workers: int | None = None) -> LocalServer | RunningServer:
        """Return the server of a folder: the one that runs in this process, or else a new one.

        Parameters
        ----------
        data_dir : path, optional
            Folder to keep data in; by default that of ``IONWORKS_SERVER_DATA_DIR``, else a temporary one.
        workers : int, optional
            Number of worker processes of a new server.

        Raises
        ------
        DataFolderInUseError
            A server of another process uses the folder.
        """
        chosen = data_dir or os.environ.get(f"{PREFIX}DATA_DIR", "").strip() or None
        if chosen is None:
            return cls(workers=workers).start()
        folder = Path(chosen).expanduser().resolve()
        with _starting:
            running = _running.get(folder)
            if running is not None and running.is_running:
                return RunningServer(running.url, running.api_key, running.project_id)
            server = cls(folder, workers=workers).start()
            _running[folder] = server
            return server

    @classmethod
    def join_or_start(cls) -> LocalServer | RunningServer:
        """Return the server of the default data folder: the one that runs, or else a new one.

        Raises
        ------
        DataFolderInUseError
            ``ionworks serve`` uses the folder: point the client at its URL instead.
        """
        folder = Settings.from_environment().data_dir
        try:
            return cls.of_process(folder)
        except DataFolderInUseError:
            path = folder / _SESSION_FILE
            if not path.is_file():
                raise
            return RunningServer(**json.loads(path.read_text(encoding="utf-8")))

    def _run(self, listener: socket.socket) -> None:
        assert self._server is not None
        try:
            self._server.run(sockets=[listener])
        except BaseException as error:
            self._failure = error
            _logger.exception("the embedded server stopped")

    def _wait_until_ready(self, port: int) -> None:
        deadline = time.monotonic() + self._start_timeout
        while time.monotonic() < deadline:
            if not self.is_running:
                raise ServerStartError("The thread of the embedded server ended at once.") from self._failure
            if self._server is not None and self._server.started and _answers(port):
                return
            time.sleep(0.005)
        raise ServerStartError(f"The embedded server did not answer within {self._start_timeout:g} s.")

    def stop(self) -> None:
        """Stop the server and its workers; temporary data is deleted. Calling it twice does nothing."""
        atexit.unregister(self.stop)
        if self._server is not None:
            self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(self._start_timeout)
        if self._runtime is not None:
            self._remove_keys(self._runtime)
        self._resources.close()
        self._server = self._thread = self._runtime = None
        self.url = self.api_key = ""

    def _new_key(self, runtime: Runtime) -> str:
        self._remove_keys(runtime)
        key = keys.create_key()
        bootstrap.add_key(runtime.store, runtime.home, key, _KEY_NAME)
        return key

    @staticmethod
    def _remove_keys(runtime: Runtime) -> None:
        # also those of a session that was killed: the folder has one server at a time
        with runtime.store.write() as connection:
            connection.execute(schema.api_keys.delete().where(schema.api_keys.c.name == _KEY_NAME))

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _answers(port: int) -> bool:
    """Whether the server answers its health check; a failure there is raised."""
    connection = http.client.HTTPConnection(_HOST, port, timeout=30)
    try:
        connection.request("GET", "/healthz")
        status = connection.getresponse().status
    except ConnectionError:
        return False
    finally:
        connection.close()
    if status != http.client.OK:
        raise ServerStartError(f"The embedded server answered its health check with status {status}.")
    return True
