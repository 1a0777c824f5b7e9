"""Worker processes that the servers of a test session share: starting one takes seconds of importing PyBaMM.

Each server gets a view of its own: what it was lent counts as its workers, and its end stops its own tasks only.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import pytest

from ionworks.server import runtime
from ionworks.server.ground.environment import COMPILED_VARIABLE
from ionworks.server.ground.settings import Settings
from ionworks.server.workers.pool import WorkerPool
from ionworks.server.workers.warm_up import warm_up_in_background

MOST = 2
"""Processes of the session."""


class LentWorkers(Executor):
    """Some workers of a pool, as a `WorkExecutor` of one server.

    Questions may be answered by the others, so no server needs a spare process for them.
    """

    def __init__(self, pool: WorkerPool, workers: int) -> None:
        self.workers = workers
        self._pool = pool
        self._mine: set[Future[Any]] = set()

    @property
    def idle(self) -> int:
        return self._pool.idle

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        return self._noted(self._pool.submit(fn, *args, **kwargs))

    def submit_near(self, group: str, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        return self._noted(self._pool.submit_near(group, fn, *args))

    def _noted(self, future: Future[Any]) -> Future[Any]:
        self._mine.add(future)
        future.add_done_callback(self._mine.discard)
        return future

    def cancel_running(self, future: Future[Any]) -> bool:
        return self._pool.cancel_running(future)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        for future in tuple(self._mine):
            if wait and not cancel_futures:
                future.exception()
            else:
                self._pool.cancel_running(future)


@attrs.define
class Lender:
    """Starts the processes when somebody needs them first."""

    folder: Path
    """For models compiled to machine code."""
    _pool: WorkerPool | None = None

    def workers(self, count: int, kind: type[LentWorkers] = LentWorkers) -> LentWorkers:
        """Workers for one server, at most those there are."""
        if self._pool is None:
            environment = {COMPILED_VARIABLE: str(self.folder)}
            memory = Settings(data_dir=self.folder).worker_memory_bytes
            self._pool = WorkerPool(MOST, warm_up=warm_up_in_background, environment=environment, memory_bytes=memory)
            self._pool.start()
        return kind(self._pool, min(count, MOST))

    @contextmanager
    def __call__(self, kind: type[LentWorkers] = LentWorkers) -> Iterator[None]:
        """Lend workers to the first server that starts in here.

        Servers of other rooms may start while it lives, in an environment that the processes do not have.
        """

        def lend(settings: Settings) -> LentWorkers:
            patch.undo()
            assert settings.scheduler is None
            return self.workers(settings.workers, kind)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(runtime, "_executor", lend)
            yield

    def close(self) -> None:
        """Stop the processes."""
        if self._pool is not None:
            self._pool.shutdown(wait=False)
