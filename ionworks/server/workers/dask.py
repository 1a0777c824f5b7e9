"""An existing Dask cluster behind the executor interface: ``ionworks serve --executor dask --scheduler tcp://…``.

Workers need this package and, for results, the server's data folder under the same path (or object storage). Best
have one thread and a nanny each: a solve holds Python's lock, and a running task is stopped by restarting its worker.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from functools import partial
from typing import Any, Final

import attrs
from distributed import Client, KilledWorker
from distributed.client import FutureCancelledError

from ionworks.server.workers.guard import Failure
from ionworks.server.workers.parcels import pack, run_packed, unpack
from ionworks.server.workers.pool import KNOWN_GROUPS, ExecutorLostError, WorkerLostError

_logger = logging.getLogger("ionworks.server.workers.pool")

_CONNECT_SECONDS: Final = 5
_LOOK_SECONDS: Final = 1.0
_FORGET_SECONDS: Final = 0.01
_GONE: Final = ("closing", "closed")


@attrs.define(eq=False)
class _Task:
    call: Callable[..., Any]
    """Submits it."""
    theirs: Any
    address: str | None
    """Worker that was asked to run it."""


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
    A scheduler that goes away ends the futures with `ExecutorLostError`; the executor connects to it again when it is
    back, and has no workers until then.

    A task is sent to a free worker that has run one of its group, if there is one; Dask may move it to another one
    when that worker is busy with somebody else's tasks.
    """

    def __init__(self, scheduler: str) -> None:
        self._scheduler = scheduler
        self._lock = threading.RLock()
        self._stopping = threading.Lock()
        self._tasks: dict[Future[Any], _Task] = {}
        self._busy: Counter[str | None] = Counter()
        self._groups: dict[str, deque[str]] = {}
        self._closed = threading.Event()
        # its methods have no types
        self._client: Any = self._connect()
        self._threads: dict[str, int] = self._client.nthreads()
        threading.Thread(target=self._watch, name="ionworks-dask", daemon=True).start()

    def _connect(self) -> Any:
        kind: Any = Client
        return kind(self._scheduler, timeout=_CONNECT_SECONDS, set_as_default=False, name="ionworks")

    def _watch(self) -> None:
        """Keep the connection, and know the workers: asking may take long, so nobody waits for the answer."""
        is_lost = False
        while not self._closed.wait(_LOOK_SECONDS):
            try:
                if self._client.status in _GONE:
                    self._client = self._connect()
                self._learn(self._client.nthreads())
                self._rescue()
            except (OSError, RuntimeError, CancelledError, ValueError) as error:
                self._learn({})
                if not is_lost:
                    _logger.warning("the Dask scheduler %s does not answer: %s", self._scheduler, error)
                is_lost = True
            else:
                is_lost = False

    def _learn(self, threads: dict[str, int]) -> None:
        with self._lock:
            self._threads = threads
            self._groups = {address: known for address, known in self._groups.items() if address in threads}

    def _rescue(self) -> None:
        """Send tasks again whose worker died with them or with their result, when no other worker has them now.

        Dask keeps them for that worker when there was no other one at that moment, and does not give them to those
        that come, although it was told that any worker may have them (distributed 2026.8).
        """
        with self._lock:
            stranded = {
                ours: task
                for ours, task in self._tasks.items()
                if task.address is not None and task.address not in self._threads and not task.theirs.done()
            }
        if not stranded:
            return
        at_work = {key for keys in self._client.processing().values() for key in keys}
        for ours, task in stranded.items():
            if task.theirs.key not in at_work:
                self._send_again(ours, task)

    def _send_again(self, ours: Future[Any], task: _Task) -> None:
        with self._lock:
            if self._tasks.get(ours) is not task:
                return
            self._busy[task.address] -= 1
            self._busy[None] += 1
            again = _Task(task.call, task.call(), None)
            self._tasks[ours] = again
        self._client.cancel([task.theirs], force=True)
        again.theirs.add_done_callback(lambda done: self._end(ours, done))

    @property
    def workers(self) -> int:
        """Number of tasks that run at the same time: threads of all workers, 0 while there is no scheduler."""
        with self._lock:
            return sum(self._threads.values()) if self._client.status == "running" else 0

    @property
    def idle(self) -> int:
        """Number of tasks that would start at once."""
        with self._lock:
            return max(0, self.workers - len(self._tasks))

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run ``fn(*args, **kwargs)`` on a worker.

        Returns
        -------
        Future
            Ends with `WorkerLostError` when the cluster gave up on the task because its workers died, or when
            `cancel_running` stopped it; with `ExecutorLostError` when the scheduler went away.
        """
        return self._submit(None, fn, args, kwargs)

    def submit_near(self, group: str, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """Run ``fn(*args)`` as `submit` does, on a free worker that has run a task of `group` if there is one."""
        return self._submit(group, fn, args, {})

    def _submit(
        self, group: str | None, fn: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Future[Any]:
        ours: Future[Any] = Future()
        packed = pack((fn, args, kwargs))
        with self._lock:
            if self._closed.is_set():
                raise RuntimeError("cannot submit to an executor that was shut down")
            if self._client.status in _GONE:
                raise ExecutorLostError(f"the Dask scheduler {self._scheduler} is gone")
            address = self._choose(group)
            call = partial(self._client.submit, run_packed, packed, pure=False, retries=0)
            theirs = call() if address is None else call(workers=[address], allow_other_workers=True)
            self._tasks[ours] = _Task(call, theirs, address)
            self._busy[address] += 1
        ours.set_running_or_notify_cancel()
        theirs.add_done_callback(lambda done: self._end(ours, done))
        return ours

    def _choose(self, group: str | None) -> str | None:
        """Return a free worker, best one that knows the group, else one that knows little; ``None`` if all work."""
        free = [address for address, threads in self._threads.items() if self._busy[address] < threads]
        if not free:
            return None
        known = self._groups
        address = next((one for one in free if group in known.get(one, ())), None)
        if address is None:
            address = min(free, key=lambda one: len(known.get(one, ())))
            if group is not None:
                known.setdefault(address, deque(maxlen=KNOWN_GROUPS)).append(group)
        return address

    def cancel_running(self, future: Future[Any]) -> bool:
        """Stop a task: forget it if it waits, end the process of its worker if it runs.

        Returns
        -------
        bool
            Whether there was anything to stop.
        """
        task = self._take(future)
        if task is None:
            return False
        threading.Thread(target=self._stop, args=(task.theirs,), name="ionworks-stop", daemon=True).start()
        future.set_exception(WorkerLostError("the task was stopped"))
        return True

    def _stop(self, task: Any) -> None:
        """Make the cluster forget a task, and end the process that runs it; its nanny starts another."""
        try:
            with self._stopping:
                busy = self._workers_of(task)
                self._client.cancel([task], force=True)
                # the scheduler gives a task that it has not forgotten to another worker when its own one ends
                while self._workers_of(task):
                    time.sleep(_FORGET_SECONDS)
                known = self._client.scheduler_info(n_workers=-1)["workers"]
                watched = [name for name in busy if name in known and known[name].get("nanny")]
                if watched:
                    # restart_workers() would let the task go on for four more seconds
                    self._client.run(os._exit, 1, workers=watched, on_error="return")
        except (OSError, RuntimeError, ValueError, CancelledError) as error:
            # without a nanny the task runs on to its end, and nobody takes its result
            _logger.warning("task %s could not be stopped: %s", task.key, error)

    def _workers_of(self, task: Any) -> set[str]:
        return {name for name, keys in self._client.processing().items() if task.key in keys}

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster, which stays as it is; without `wait` running tasks are stopped."""
        with self._lock:
            self._closed.set()
            running = list(self._tasks)
        for future in running:
            if wait and not cancel_futures:
                future.exception()
            elif (task := self._take(future)) is not None:
                future.set_exception(WorkerLostError("the task was stopped"))
                self._stop(task.theirs)
        self._client.close()

    def _end(self, ours: Future[Any], theirs: Any) -> None:
        error: BaseException | None = None
        result = None
        try:
            result = unpack(theirs.result())
        except KilledWorker as lost:
            error = WorkerLostError(str(lost))
        except FutureCancelledError as forgotten:
            error = ExecutorLostError(f"the Dask scheduler forgot the task: {forgotten}")
        except BaseException as raised:  # noqa: BLE001 - whatever the task raised is its outcome
            error = raised
        with self._lock:
            task = self._tasks.get(ours)
            if task is None or task.theirs is not theirs:
                return
            self._take(ours)
        if isinstance(result, Failure):
            error = result.exception()
        if error is None:
            ours.set_result(result)
        else:
            ours.set_exception(error)

    def _take(self, ours: Future[Any]) -> _Task | None:
        """Take a task out of the books; ``None`` when somebody else has taken it."""
        with self._lock:
            task = self._tasks.pop(ours, None)
            if task is not None:
                self._busy[task.address] -= 1
            return task
