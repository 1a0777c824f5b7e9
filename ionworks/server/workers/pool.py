"""Worker processes behind the `concurrent.futures.Executor` interface, one process per slot.

A slot is a loky executor of one worker: loky does not re-import the user's main module, so scripts and
notebooks need no guard, and killing one slot stops exactly one task. A slot that dies is replaced; its task
gets `WorkerLostError`.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future, wait
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Protocol

import attrs
from loky import ProcessPoolExecutor
from loky.backend import get_context
from loky.process_executor import BrokenProcessPool, ShutdownExecutorError

from ionworks.server.ground.environment import child_environment
from ionworks.server.workers.guard import Failure, described
from ionworks.server.workers.loky_parts import end_with_interpreter, exit_codes, start_tracker
from ionworks.server.workers.orphans import belong_to_parent, holding_interrupts
from ionworks.server.workers.parcels import pack, run_packed, unpack

_logger = logging.getLogger("ionworks.server.workers.pool")

KNOWN_GROUPS: Final = 8
"""How many groups of tasks a process is known for; it keeps as many built models."""
_LOST: Final = (BrokenProcessPool, ShutdownExecutorError)
_LIMIT: Final = "IONWORKS_SERVER_WORKER_MEMORY_BYTES"
_FIRST_TO_GO: Final = "500"
"""How much sooner than others the system ends a worker when there is no memory, of -1000 to 1000."""
_MOST_STARTS: Final = 4
"""A task goes to the next process when one dies before it has begun with it, but not for ever."""


class WorkerLostError(RuntimeError):
    """The worker process died, or was stopped, before its task was done."""


class ExecutorLostError(RuntimeError):
    """There is nobody to run the task, for now: no process can be started, or the cluster went away."""


class WorkExecutor(Protocol):
    """A `concurrent.futures.Executor` that says how many tasks it runs at once and can stop one."""

    @property
    def workers(self) -> int:
        """Number of tasks that run at the same time."""
        ...

    @property
    def idle(self) -> int:
        """Number of tasks that would start at once."""
        ...

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run a task."""
        ...

    def submit_near(self, group: str, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """Run a task, and if there is a choice in a process that has run one of its group."""
        ...

    def cancel_running(self, future: Future[Any]) -> bool:
        """Stop a task that runs."""
        ...

    def shutdown(self, wait: bool = True) -> None:
        """Stop the workers."""
        ...


@attrs.define(eq=False)
class _Task:
    future: Future[Any]
    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    group: str | None = None
    is_stopped: bool = False
    starts: int = 0
    """Processes that took it."""


@attrs.define(eq=False)
class _Slot:
    """One worker process; `task` is what it works on when it has warmed up."""

    executor: ProcessPoolExecutor
    task: _Task | None = None
    warming: Future[Any] | None = None
    groups: deque[str] = attrs.field(factory=lambda: deque(maxlen=KNOWN_GROUPS))
    """Groups of the tasks it ran last: it has their models."""

    @property
    def never_warmed_up(self) -> bool:
        """Whether the process died before it could begin with its task."""
        if self.warming is None:
            return False
        return not self.warming.done() or self.warming.cancelled() or isinstance(self.warming.exception(), _LOST)


class WorkerPool(Executor):
    """`workers` processes that run one task each; more tasks wait in order.

    Parameters
    ----------
    workers : int
        Number of processes.
    warm_up : callable, optional
        Importable function without arguments, run first in the processes that `start` starts and in those that
        replace others. A process that is warming up takes its next task when it is done.
    environment : mapping of str to str, optional
        Further environment variables of the processes.
    memory_bytes : int
        Most memory of one process for data, 0 for no limit: what asks for more raises ``MemoryError``, or ends its
        process, and fails its own task only. Systems without such limits ignore it.

    Notes
    -----
    Processes start with the first task, or with `start`, and end with the process that made the pool.
    """

    def __init__(
        self,
        workers: int,
        *,
        warm_up: Callable[[], object] | None = None,
        environment: dict[str, str] | None = None,
        memory_bytes: int = 0,
    ) -> None:
        if workers < 1:
            raise ValueError(f"workers is {workers}; it must be at least 1")
        self._warm_up = warm_up
        self._environment = child_environment(environment)
        self._memory_bytes = memory_bytes
        self._lock = threading.RLock()
        self._waiting: deque[_Task] = deque()
        self._is_closed = False
        self._slots = [_Slot(self._new_executor()) for _ in range(workers)]

    @property
    def workers(self) -> int:
        """Number of tasks that run at the same time."""
        return len(self._slots)

    @property
    def idle(self) -> int:
        """Number of tasks that would start at once."""
        with self._lock:
            return max(0, sum(slot.task is None for slot in self._slots) - len(self._waiting))

    def start(self) -> None:
        """Start and warm up every process in the background; returns at once."""
        threading.Thread(target=self._start_all, name="ionworks-warm-up", daemon=True).start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run ``fn(*args, **kwargs)`` in a worker process.

        Returns
        -------
        Future
            Ends with `WorkerLostError` when the process dies or `cancel_running` stops it, and otherwise with
            what `ionworks.server.workers.guard.Failure` makes of what `fn` raises.

        Raises
        ------
        RuntimeError
            The pool was shut down.
        """
        return self._queue(_Task(Future(), fn, args, kwargs))

    def submit_near(self, group: str, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        """Run ``fn(*args)`` as `submit` does, in a free process that has run a task of `group` if there is one."""
        return self._queue(_Task(Future(), fn, args, {}, group))

    def _queue(self, task: _Task) -> Future[Any]:
        with self._lock:
            if self._is_closed:
                raise RuntimeError("cannot submit to a worker pool that was shut down")
            self._waiting.append(task)
        self._fill()
        return task.future

    def cancel_running(self, future: Future[Any]) -> bool:
        """Stop the task of `future`: forget it if it waits, kill its process if it runs.

        Returns
        -------
        bool
            Whether there was anything to stop.
        """
        if future.cancel():
            return True
        with self._lock:
            slot = next((slot for slot in self._slots if slot.task and slot.task.future is future), None)
            if slot is None or slot.task is None:
                return False
            slot.task.is_stopped = True
            slot.executor.shutdown(wait=False, kill_workers=True)
        return True

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Stop the processes.

        Parameters
        ----------
        wait : bool
            Let running tasks end first; otherwise they are killed and get `WorkerLostError`.
        cancel_futures : bool
            Cancel the tasks that wait; otherwise they run first (only with `wait`).
        """
        with self._lock:
            self._is_closed = True
            dropped = list(self._waiting) if cancel_futures or not wait else []
            running = [task.future for task in self._waiting if not dropped]
            running += [slot.task.future for slot in self._slots if slot.task]
            if dropped:
                self._waiting.clear()
        for task in dropped:
            task.future.cancel()
        if wait:
            for future in running:
                future.exception()
        for slot in self._slots:
            slot.executor.shutdown(wait=wait, kill_workers=not wait)

    def _start_all(self) -> None:
        first, *others = self._slots
        # the first alone: it then answers the first task soonest, and tasks go to the first free slot
        for group in ([first], others):
            with self._lock:
                if self._is_closed:
                    return
                try:
                    warming = [self._warm(slot) for slot in group]
                except (OSError, RuntimeError) as error:
                    # the interpreter ends, or the machine has no room: the first task will tell
                    _logger.info("the workers are not warmed up: %s", error)
                    return
            wait([future for future in warming if future is not None])

    def _new_executor(self) -> ProcessPoolExecutor:
        start_tracker()
        # not in the warm-up: loky itself replaces a process whose memory has grown, and some pools never warm up
        executor = ProcessPoolExecutor(
            max_workers=1,
            context=get_context("loky"),
            timeout=None,
            initializer=_begin_process,
            initargs=(self._memory_bytes,),
            env=self._environment,
        )
        end_with_interpreter(executor)
        return executor

    @staticmethod
    def _submit(slot: _Slot, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Future[Any]:
        packed = pack((function, args, kwargs))
        # the first task starts the process
        with holding_interrupts():
            started: Future[Any] = slot.executor.submit(run_packed, packed)
        return started

    def _warm(self, slot: _Slot) -> Future[Any] | None:
        if self._warm_up is None:
            return None
        slot.warming = self._submit(slot, self._warm_up)
        slot.warming.add_done_callback(_report_warm_up)
        return slot.warming

    def _fill(self) -> None:
        """Hand waiting tasks to free slots."""
        with self._lock:
            while self._waiting and (free := [slot for slot in self._slots if slot.task is None]):
                task = self._waiting.popleft()
                if task.future.set_running_or_notify_cancel():
                    self._run(next((slot for slot in free if task.group in slot.groups), free[0]), task)

    def _run(self, slot: _Slot, task: _Task) -> None:
        slot.task = task
        if task.group is not None and task.group not in slot.groups:
            slot.groups.append(task.group)
        task.starts += 1
        try:
            inner = self._start(slot, task)
        except Exception as error:  # noqa: BLE001 - whatever keeps a process from starting is the outcome
            slot.task = None
            task.future.set_exception(ExecutorLostError(f"no worker process can be started: {described(error)}"))
            return
        inner.add_done_callback(lambda done: self._end(slot, task, done))

    def _start(self, slot: _Slot, task: _Task) -> Future[Any]:
        try:
            return self._submit(slot, task.function, *task.args, **task.kwargs)
        except _LOST:
            # the idle process died (memory, signal): replace it and try once more
            self._replace(slot)
            return self._submit(slot, task.function, *task.args, **task.kwargs)

    def _end(self, slot: _Slot, task: _Task, inner: Future[Any]) -> None:
        error = ShutdownExecutorError("stopped") if inner.cancelled() else inner.exception()
        with self._lock:
            slot.task = None
            if isinstance(error, _LOST):
                is_exit = isinstance(error, ShutdownExecutorError) and not (task.is_stopped or self._is_closed)
                is_innocent = slot.never_warmed_up and not task.is_stopped and task.starts < _MOST_STARTS
                if not (self._is_closed or is_exit):
                    self._replace(slot)
                    if is_innocent:
                        self._run(slot, task)
                        return
                error = _as_ours(error, task, self._memory_bytes, is_exit=is_exit)
        found = None if error is not None else unpack(inner.result())
        if isinstance(found, Failure):
            error = found.exception()
        if error is not None:
            task.future.set_exception(error)
        else:
            task.future.set_result(found)
        self._fill()

    def _replace(self, slot: _Slot) -> None:
        slot.groups.clear()
        try:
            slot.executor.shutdown(wait=False, kill_workers=True)
            slot.executor = self._new_executor()
            self._warm(slot)
        except (OSError, RuntimeError) as error:
            # the next task tries again, and tells
            _logger.info("a worker process could not be replaced: %s", error)


def _begin_process(memory_bytes: int) -> None:
    belong_to_parent()
    with suppress(OSError):
        # a system without memory left ends this process, not the server
        Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO)
    if memory_bytes and os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory_bytes, memory_bytes))


def _as_ours(error: BaseException, task: _Task, memory_bytes: int, *, is_exit: bool) -> RuntimeError:
    """What loky says about a process that was lost, in one line."""
    if is_exit:
        return ExecutorLostError("the server ends")
    if task.is_stopped:
        return WorkerLostError("the task was stopped")
    text = str(error)
    codes = exit_codes(text)
    if codes is None:
        return WorkerLostError(f"the worker process was lost: {text.partition(chr(10))[0]}")
    hint = ", as the system ends one when memory runs out" if "SIGKILL" in codes else ""
    if "SIGABRT" in codes and memory_bytes:
        hint = f", as one does that needs more than {memory_bytes} bytes of memory ({_LIMIT})"
    return WorkerLostError(f"the worker process ended with {codes}{hint}")


def _report_warm_up(done: Future[Any]) -> None:
    # a process that is stopped while it warms up has no problem
    if done.cancelled() or isinstance(done.exception(), _LOST):
        return
    reason = done.exception() or unpack(done.result())
    if reason is not None:
        _logger.warning("a worker could not warm up: %s", reason.text if isinstance(reason, Failure) else reason)
