"""An existing Dask cluster behind the executor interface: ``ionworks serve --executor dask --scheduler tcp://…``.

Workers need this package and, for results, the server's data folder under the same path (or object storage). Best
have one thread and a nanny each: a solve holds Python's lock, and a running task is stopped by restarting its worker.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from typing import Any, Final

from distributed import Client, KilledWorker
from distributed import Future as DaskFuture
from distributed.client import FutureCancelledError

from ionworks.server.executor import ExecutorLostError, WorkerLostError

_logger = logging.getLogger("ionworks.server.executor")

_CONNECT_SECONDS: Final = 5
_WORKERS_KNOWN_SECONDS: Final = 1.0
_GONE: Final = ("closing", "closed")


class DaskExecutor(Executor):
    """Runs tasks on a Dask cluster.

    Parameters
    ----------
    scheduler : str
        Address such as ``tcp://10.0.0.1:8786``.

    Raises
    ------
    OSError
        The scheduler does not answer.

    Notes
    -----
    A scheduler that goes away ends the futures with `ExecutorLostError`; the next look at `workers` connects anew.
    """

    def __init__(self, scheduler: str) -> None:
        self._scheduler = scheduler
        self._lock = threading.RLock()
        self._futures: dict[Future[Any], DaskFuture[Any]] = {}
        self._is_closed = False
        self._workers = 0
        self._looked_at = float("-inf")
        # its methods have no types
        self._client: Any = self._connect()

    def _connect(self) -> Any:
        kind: Any = Client
        return kind(self._scheduler, timeout=_CONNECT_SECONDS, set_as_default=False, name="ionworks")

    @property
    def workers(self) -> int:
        """Number of tasks that run at the same time: threads of all workers, 0 while there is no scheduler."""
        with self._lock:
            if time.monotonic() - self._looked_at > _WORKERS_KNOWN_SECONDS:
                self._workers = self._count_workers()
                self._looked_at = time.monotonic()
            return self._workers

    def _count_workers(self) -> int:
        try:
            if self._client.status in _GONE:
                self._client = self._connect()
            return sum(self._client.nthreads().values())
        except (OSError, CancelledError, ValueError) as error:
            _logger.warning("the Dask scheduler %s does not answer: %s", self._scheduler, error)
            return 0

    @property
    def idle(self) -> int:
        """Number of tasks that would start at once."""
        with self._lock:
            return max(0, self.workers - len(self._futures))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run ``fn(*args, **kwargs)`` on a worker.

        Returns
        -------
        Future
            Ends with `WorkerLostError` when the cluster gave up on the task because its workers died, or when
            `cancel_running` stopped it; with `ExecutorLostError` when the scheduler went away.
        """
        ours: Future[Any] = Future()
        with self._lock:
            if self._is_closed:
                raise RuntimeError("cannot submit to an executor that was shut down")
            if self._client.status in _GONE:
                raise ExecutorLostError(f"the Dask scheduler {self._scheduler} is gone")
            theirs = self._client.submit(fn, *args, **kwargs, pure=False, retries=0)
            self._futures[ours] = theirs
        ours.set_running_or_notify_cancel()
        theirs.add_done_callback(lambda done: self._end(ours, done))
        return ours

    def cancel_running(self, future: Future[Any]) -> bool:
        """Stop a task: forget it if it waits, end the process of its worker if it runs.

        Returns
        -------
        bool
            Whether there was anything to stop.
        """
        with self._lock:
            theirs = self._futures.get(future)
        if theirs is None:
            return False
        threading.Thread(target=self._stop, args=(theirs,), name="ionworks-stop", daemon=True).start()
        self._resolve(future, WorkerLostError("the task was stopped"))
        return True

    def _stop(self, task: DaskFuture[Any]) -> None:
        """Make the cluster forget a task, and end the process that runs it; its nanny starts another."""
        try:
            busy = {name for name, keys in self._client.processing().items() if task.key in keys}
            self._client.cancel([task], force=True)
            known = self._client.scheduler_info(n_workers=-1)["workers"]
            watched = [name for name in busy if name in known and known[name].get("nanny")]
            if watched:
                # restart_workers() would let the task go on for four more seconds
                self._client.run(os._exit, 1, workers=watched, on_error="return")
        except (OSError, RuntimeError, ValueError, CancelledError) as error:
            # without a nanny the task runs on to its end, and nobody takes its result
            _logger.warning("task %s could not be stopped: %s", task.key, error)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, which stays as it is; without `wait` running tasks are stopped."""
        with self._lock:
            self._is_closed = True
            running = dict(self._futures)
        for future, task in running.items():
            if wait and not cancel_futures:
                future.exception()
            else:
                self._resolve(future, WorkerLostError("the task was stopped"))
                self._stop(task)
        self._client.close()

    def _end(self, ours: Future[Any], theirs: DaskFuture[Any]) -> None:
        try:
            self._resolve(ours, None, theirs.result())
        except KilledWorker as error:
            self._resolve(ours, WorkerLostError(str(error)))
        except FutureCancelledError as error:
            self._resolve(ours, ExecutorLostError(f"the Dask scheduler forgot the task: {error}"))
        except BaseException as error:  # noqa: BLE001 - whatever the task raised is its outcome
            self._resolve(ours, error)

    def _resolve(self, ours: Future[Any], error: BaseException | None, result: Any = None) -> None:
        with self._lock:
            if self._futures.pop(ours, None) is None:
                return
        if error is None:
            ours.set_result(result)
        else:
            ours.set_exception(error)
