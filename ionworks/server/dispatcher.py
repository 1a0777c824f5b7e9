"""Moves jobs from the queue to worker processes and their results back; one thread.

Only this thread and request handlers write the database; workers return results. Every outcome is a guarded
update, so that a job canceled meanwhile stays canceled.

Source: performance.md sections C and E (chunks per structure, one transaction per chunk).
"""

from __future__ import annotations

import logging
import queue
import threading
import time
import uuid
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from typing import Any, Final

import attrs
import sqlalchemy as sa

from ionworks.server import state
from ionworks.server.executor import ExecutorLostError, WorkerLostError, WorkExecutor
from ionworks.server.job_types import JobType
from ionworks.server.store import jobs
from ionworks.server.store.database import Store
from ionworks.server.store.jobs import Head, Outcome
from ionworks.server.store.records import Record
from ionworks.server.store.turns import Turns

_logger = logging.getLogger("ionworks.server.dispatcher")

_CHUNK_SECONDS: Final = 2.0
"""A chunk should take about this long: short enough to show progress, long enough to amortize."""
_GROWTH: Final = 4
_COUNT_SECONDS: Final = 0.2
"""How long a count of a long queue is good enough to share it out."""
_KNOWN_GROUPS: Final = 512
_CANCEL_SECONDS: Final = 1.5
"""A task that still works on canceled jobs after this long is stopped, and its other jobs start again."""
_TRANSIENT: Final = (sa.exc.OperationalError, sa.exc.InterfaceError)
"""What a full disk or a lost connection looks like: the queue cannot be written now, but later."""


class NotStartedError(RuntimeError):
    """The task of a chunk could not be made or handed over."""


@attrs.define(eq=False)
class _Chunk:
    """Jobs that were handed to a worker together."""

    head: Head
    rows: list[Record]
    job_type: JobType
    started: float
    future: Future[Any]
    ended: float = 0.0
    """When its task was done; results may have to wait for this thread after that."""
    stop_at: float | None = None
    """When to stop the task because jobs of it were canceled."""

    @property
    def ids(self) -> list[str]:
        """Ids of the jobs."""
        return [row["id"] for row in self.rows]


@attrs.define(eq=False)
class _Pace:
    """How fast the jobs of a group go."""

    size: int = 0
    """Size of the largest chunk so far."""
    seconds: float = 0.0
    """Seconds per job in the last chunk."""
    waiting: int = 0
    most: int = 0
    counted: float = float("-inf")
    """How many of the group waited, where counting ended, and when that was."""

    def next_size(self, limit: int) -> int:
        """Return the size of the next chunk: one at first, then what time allows."""
        if self.size == 0:
            return 1
        affordable = int(_CHUNK_SECONDS / self.seconds) if self.seconds > 0 else limit
        return max(1, min(limit, self.size * _GROWTH, affordable))


class Dispatcher:
    """Runs pending jobs on `executor`.

    Parameters
    ----------
    store : Store
    executor : WorkExecutor
    types : mapping of str to JobType
        By the ``job_type`` column.
    chunk_limit : int
        Largest number of jobs in one task.
    lease_seconds : float
        How long a job belongs to a server that shows no sign of life.
    """

    def __init__(
        self,
        store: Store,
        executor: WorkExecutor,
        types: Mapping[str, JobType],
        *,
        chunk_limit: int = 64,
        lease_seconds: float = 60.0,
    ) -> None:
        self._store = store
        self._executor = executor
        self._types = types
        self._chunk_limit = chunk_limit
        self._lease_seconds = lease_seconds
        self._owner = uuid.uuid4().hex
        self._wake = threading.Condition()
        self._has_news = False
        self._is_stopping = False
        self._done: queue.SimpleQueue[_Chunk] = queue.SimpleQueue()
        self._running: set[_Chunk] = set()
        self._paces: dict[str, _Pace] = {}
        self._turns = Turns()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Return abandoned jobs to the queue and start the thread."""
        with self._store.write() as connection:
            count = jobs.requeue_abandoned(connection, everything=self._store.is_sqlite)
            for parent in jobs.waiting_parents(connection):
                jobs.advance(connection, parent)
        if count:
            _logger.info("%d jobs of a server that ended were put back into the queue", count)
        self._thread = threading.Thread(target=self._loop, name="ionworks-dispatcher", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Stop claiming, stop what runs and put it back into the queue; return when the thread has ended."""
        with self._wake:
            self._is_stopping = True
        self.notify()
        if self._thread is not None:
            self._thread.join(timeout)

    def notify(self) -> None:
        """Say that jobs were added; the thread looks at once."""
        with self._wake:
            self._has_news = True
            self._wake.notify_all()

    def cancel(self, job_ids: Sequence[str]) -> list[str]:
        """Cancel jobs and their descendants, and stop tasks of which no job is left.

        Returns
        -------
        list of str
            Ids of the jobs that changed; those already terminal stay as they are.
        """
        with self._store.write() as connection:
            canceled = set(jobs.cancel(connection, job_ids))
            self._follow(connection, canceled)
        self._stop_idle_chunks(canceled)
        self.notify()
        return sorted(canceled)

    def _stop_idle_chunks(self, canceled: set[str]) -> None:
        """Stop tasks of which no job is left; give the others a moment to end by themselves."""
        with self._wake:
            touched = [chunk for chunk in self._running if canceled.intersection(chunk.ids)]
        for chunk in touched:
            with self._store.read() as connection:
                live = jobs.held(connection, chunk.ids, self._owner)
            if live:
                chunk.stop_at = chunk.stop_at or time.monotonic() + _CANCEL_SECONDS
            else:
                self._executor.cancel_running(chunk.future)

    def _stop_overdue(self) -> None:
        with self._wake:
            overdue = [chunk for chunk in self._running if chunk.stop_at and chunk.stop_at < time.monotonic()]
        for chunk in overdue:
            self._executor.cancel_running(chunk.future)

    def _loop(self) -> None:
        beat = time.monotonic()
        while not self._is_stopping:
            try:
                self._collect()
                self._stop_overdue()
                self._fill()
                if time.monotonic() - beat > self._lease_seconds / 3:
                    beat = time.monotonic()
                    self._renew()
            except Exception:
                # the queue is in the database: whatever failed is tried again
                _logger.exception("the dispatcher failed; it goes on in a second")
                time.sleep(1.0)
            self._wait()
        self._hand_back()

    def _wait(self) -> None:
        with self._wake:
            if not self._has_news and not self._is_stopping:
                stops = [chunk.stop_at - time.monotonic() for chunk in self._running if chunk.stop_at]
                self._wake.wait(max(0.01, min(5.0, self._lease_seconds / 3, *stops)))
            self._has_news = False

    def _renew(self) -> None:
        with self._store.write() as connection:
            with self._wake:
                known = {job_id for chunk in self._running for job_id in chunk.ids}
            jobs.disown(connection, self._owner, known)
            jobs.heartbeat(connection, self._owner, self._lease_seconds)
            jobs.requeue_abandoned(connection, everything=False)

    def _fill(self) -> None:
        """Claim chunks until every worker has one."""
        while len(self._running) < self._executor.workers and not self._is_stopping:
            chunk = self._claim()
            if chunk is None:
                return
            self._submit(chunk)

    def _claim(self) -> _Chunk | None:
        with self._store.read() as connection:
            head = self._turns.front(connection)
            if head is None:
                return None
            size = self._size(connection, head)
        job_type = self._types.get(head.job_type)
        with self._store.write() as connection:
            if job_type is None:
                reason = f"This server cannot run jobs of type {head.job_type!r}."
                jobs.move(connection, head.id, state.FAILED, error=reason, error_code="CONFIGURATION_ERROR")
                self._claim_later()
                return None
            rows = jobs.claim(connection, head, size, self._owner, self._lease_seconds)
        if not rows:
            self._claim_later()
            return None
        return _Chunk(head, rows, job_type, time.monotonic(), Future())

    def _claim_later(self) -> None:
        """Look again in the next round: the front of the queue has changed."""
        with self._wake:
            self._has_news = True

    def _size(self, connection: sa.Connection, head: Head) -> int:
        """Size of the chunk that `head` begins: what time allows, but no more than this worker's share."""
        if head.group_key is None or head.attempts:
            return 1
        pace = self._paces.get(head.group_key, _Pace())
        size, workers = pace.next_size(self._chunk_limit), max(1, self._executor.workers)
        if size == 1:
            return 1
        if size * workers > pace.most or time.monotonic() - pace.counted > _COUNT_SECONDS:
            pace.most, pace.counted = size * workers, time.monotonic()
            pace.waiting = jobs.count_pending(connection, head.group_key, pace.most)
        return max(1, min(size, -(-pace.waiting // workers)))

    def _submit(self, chunk: _Chunk) -> None:
        try:
            with self._store.read() as connection:
                task = chunk.job_type.build(connection, chunk.rows)
            chunk.future = self._executor.submit(chunk.job_type.function, task)
        except (*_TRANSIENT, ExecutorLostError) as error:
            chunk.future.set_exception(error)
        except Exception as error:
            _logger.exception("a chunk of %s jobs could not be started", chunk.head.job_type)
            chunk.future.set_exception(NotStartedError(f"The job could not be started: {error}"))
        with self._wake:
            self._running.add(chunk)
        chunk.future.add_done_callback(lambda _done: self._announce(chunk))

    def _announce(self, chunk: _Chunk) -> None:
        chunk.ended = time.monotonic()
        self._done.put(chunk)
        self.notify()

    def _collect(self) -> None:
        """Record every chunk that ended; what cannot be recorded now is tried again in the next round."""
        later = []
        while True:
            try:
                chunk = self._done.get_nowait()
            except queue.Empty:
                break
            if self._settled(chunk):
                with self._wake:
                    self._running.discard(chunk)
            else:
                later.append(chunk)
        for chunk in later:
            self._done.put(chunk)

    def _settled(self, chunk: _Chunk) -> bool:
        """Whether the outcome of a chunk is in the database."""
        try:
            try:
                self._settle(chunk)
            except _TRANSIENT:
                raise
            except Exception as error:
                _logger.exception("results of %s jobs could not be recorded", chunk.head.job_type)
                self._fail(chunk, f"The results could not be recorded: {error}", "INTERNAL_ERROR")
        except _TRANSIENT as error:
            _logger.warning("results of %s jobs cannot be recorded now: %s", chunk.head.job_type, error.orig)
            return False
        return True

    def _settle(self, chunk: _Chunk) -> None:
        try:
            results = chunk.future.result()
        except (*_TRANSIENT, ExecutorLostError):
            self._give_back(chunk)
        except (WorkerLostError, CancelledError) as error:
            if chunk.stop_at is None:
                self._retry(chunk, str(error) or "the task was canceled")
            else:
                self._give_back(chunk)
        except NotStartedError as error:
            self._fail(chunk, str(error), "SUBMISSION_FAILED")
        except OSError as error:
            _logger.exception("a chunk of %s jobs could not write its results", chunk.head.job_type)
            self._fail(chunk, f"The results could not be stored: {error}", "STORAGE_ERROR")
        except Exception as error:
            _logger.exception("a chunk of %s jobs failed", chunk.head.job_type)
            self._fail(chunk, f"{type(error).__name__}: {error}", "INTERNAL_ERROR")
        else:
            self._note_pace(chunk)
            self._record(chunk, results)

    def _give_back(self, chunk: _Chunk) -> None:
        """Return jobs to the queue that were stopped through no fault of theirs."""
        with self._store.write() as connection:
            jobs.release(connection, self._owner, chunk.ids)

    def _record(self, chunk: _Chunk, results: Sequence[Mapping[str, Any]]) -> None:
        outcomes = [_outcome(result) for result in results]
        reported = {outcome.job_id for outcome in outcomes}
        missing = [
            Outcome(job_id=job, status=state.FAILED, error="The worker gave no result.", error_code="INTERNAL_ERROR")
            for job in set(chunk.ids) - reported
        ]
        with self._store.write() as connection:
            live = jobs.finish(connection, [*outcomes, *missing], self._owner)
            self._follow(connection, live)
            chunk.job_type.record(connection, chunk.rows, [dict(one) for one in results if one["job_id"] in live])

    def _retry(self, chunk: _Chunk, reason: str) -> None:
        with self._store.write() as connection:
            failed = jobs.requeue_lost(connection, chunk.ids, self._owner, f"The worker process died twice: {reason}")
            self._follow(connection, failed)
        if failed:
            _logger.error("%d %s jobs lost their worker twice", len(failed), chunk.head.job_type)

    def _fail(self, chunk: _Chunk, reason: str, code: str) -> None:
        outcomes = [Outcome(job_id=job, status=state.FAILED, error=reason, error_code=code) for job in chunk.ids]
        with self._store.write() as connection:
            self._follow(connection, jobs.finish(connection, outcomes, self._owner))

    def _follow(self, connection: sa.Connection, ended: Iterable[str]) -> None:
        """Let the parents of ended jobs take their next step."""
        for parent in jobs.parents(connection, ended):
            jobs.advance(connection, parent)
        with self._wake:
            self._has_news = True

    def _note_pace(self, chunk: _Chunk) -> None:
        if chunk.head.group_key is None:
            return
        if len(self._paces) >= _KNOWN_GROUPS:
            self._paces.clear()
        pace = self._paces.setdefault(chunk.head.group_key, _Pace())
        pace.size = max(len(chunk.rows), pace.size)
        pace.seconds = (chunk.ended - chunk.started) / len(chunk.rows)

    def _hand_back(self) -> None:
        """Record what ended, stop the rest and return it to the queue."""
        self._collect()
        with self._wake:
            running = list(self._running)
        for chunk in running:
            self._executor.cancel_running(chunk.future)
        with self._store.write() as connection:
            jobs.release(connection, self._owner)


def _outcome(result: Mapping[str, Any]) -> Outcome:
    names = {field.name for field in attrs.fields(Outcome)}
    return Outcome(**{key: value for key, value in result.items() if key in names})
