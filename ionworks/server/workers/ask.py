"""Questions to PyBaMM that handlers need answered at once: asked in a worker process, with a time limit."""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any, Final

from ionworks.errors import ValidationError
from ionworks.server.ground.errors import BUSY, ApiError, bad_request, busy
from ionworks.server.workers.guard import TaskError
from ionworks.server.workers.pool import ExecutorLostError, WorkerLostError, WorkExecutor

_logger = logging.getLogger("ionworks.server.workers.ask")

_REMEMBERED: Final = 256


_STOP_AFTER_SECONDS: Final = 60.0
"""A question nobody waits for any more may still end until then: a first answer needs PyBaMM to be imported."""


class Engine:
    """Asks worker processes, and remembers answers that never change.

    Parameters
    ----------
    executor : WorkExecutor
    seconds : float
        Longest wait for one answer, waiting for a free worker included; shorter than the clients' own 10 s.
    spare : callable, optional
        Makes one more executor, at the first question that finds every worker busy; it serves questions only.
    """

    def __init__(
        self, executor: WorkExecutor, seconds: float = 8.0, spare: Callable[[], WorkExecutor] | None = None
    ) -> None:
        self._executor = executor
        self._seconds = seconds
        self._make_spare = spare
        self._spare: WorkExecutor | None = None
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, Any] = OrderedDict()

    def close(self) -> None:
        """Stop the worker that was made for questions; a later question makes another."""
        with self._lock:
            spare, self._spare = self._spare, None
        if spare is not None:
            spare.shutdown(wait=False)

    def ask(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Return ``function(*arguments)``, computed in a worker.

        Parameters
        ----------
        function : callable
            A function of this module.
        *arguments : any JSON

        Raises
        ------
        ApiError
            400 with the engine's explanation for input it refuses; 429 when no worker answered in time;
            nothing was done, so every client may ask again.
        """
        return self._answer(self._submit(function, arguments))

    def recall(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Return as `ask` does; the answer is kept for the next time. Treat it as read-only."""
        text = json.dumps([function.__name__, *arguments], sort_keys=True)
        key = hashlib.sha256(text.encode()).hexdigest()
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        future = self._submit(function, arguments)
        # an answer that comes too late for this request is there for the next one
        future.add_done_callback(lambda done: self._remember(key, done))
        return self._answer(future)

    def check(self, function: Callable[..., Any], *arguments: Any) -> None:
        """Ask as `recall` does, for the refusal only; while every worker is busy nothing is checked.

        For what a job checks again when it runs, and then refuses with the same message.
        """
        try:
            self.recall(function, *arguments)
        except ApiError as error:
            if error.code != BUSY:
                raise

    def attempt(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Return what `ask` does, or ``None`` when no worker answered, or asking ended it or took all its memory."""
        try:
            return self.ask(function, *arguments)
        except ApiError as error:
            if error.code != BUSY:
                raise
            return None
        except TaskError as error:
            _logger.warning("a question had no answer: %s", error)
            return None

    def _submit(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Future[Any]:
        executor = self._free_executor()
        try:
            future = executor.submit(function, *arguments)
        except ExecutorLostError as error:
            raise self._busy() from error
        limit = threading.Timer(_STOP_AFTER_SECONDS, executor.cancel_running, [future])
        limit.daemon = True
        limit.start()
        future.add_done_callback(lambda _done: limit.cancel())
        return future

    def _free_executor(self) -> WorkExecutor:
        """Return the executor of the jobs, or the spare one while a sweep or a long fit has every worker."""
        if self._make_spare is None or self._executor.idle:
            return self._executor
        with self._lock:
            try:
                self._spare = self._spare or self._make_spare()
            except OSError as error:
                _logger.warning("no process can be made for questions, which wait for a worker: %s", error)
            return self._spare or self._executor

    def _answer(self, future: Future[Any]) -> Any:
        try:
            return future.result(self._seconds)
        except ValidationError as error:
            raise bad_request(error.message) from error
        except MemoryError as error:
            raise bad_request("Answering this needs more memory than a worker may have.") from error
        except (TimeoutError, WorkerLostError, ExecutorLostError, CancelledError) as error:
            raise self._busy() from error

    def _busy(self) -> ApiError:
        return busy(f"No worker process answered within {self._seconds:g} s; try again in a moment.")

    def _remember(self, key: str, done: Future[Any]) -> None:
        if done.cancelled() or done.exception() is not None:
            return
        with self._lock:
            self._answers[key] = done.result()
            while len(self._answers) > _REMEMBERED:
                self._answers.popitem(last=False)
