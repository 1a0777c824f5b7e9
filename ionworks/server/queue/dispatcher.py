"""Moves jobs from the queue to worker processes and their results back; one thread.

Only this thread and request handlers write the database. Every outcome is a guarded update: a canceled job stays so.

Source: docs/contract/performance.md sections C and E (chunks per structure, one transaction per chunk).
"""

from __future__ import annotations

import logging
import queue
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Final

import sqlalchemy as sa

from ionworks.server.ground import errors
from ionworks.server.queue import jobs, recovery, states
from ionworks.server.queue.jobs import Head
from ionworks.server.queue.kind import JobKind
from ionworks.server.queue.ledger import Ledger
from ionworks.server.queue.outcomes import NotStartedError
from ionworks.server.queue.pace import TRANSACTION_ROWS, Chunk, Paces, in_transactions
from ionworks.server.queue.troubles import TRANSIENT, Troubles
from ionworks.server.queue.turns import Turns
from ionworks.server.store import schema
from ionworks.server.store.database import Store
from ionworks.server.workers.guard import described
from ionworks.server.workers.pool import ExecutorLostError, WorkExecutor

_logger = logging.getLogger("ionworks.server.queue.dispatcher")

_CANCEL_SECONDS: Final = 1.5
"""A task that still works on canceled jobs after this long is stopped, and its other jobs start again."""
_POLL_SECONDS: Final = 5.0
_SHARED_POLL_SECONDS: Final = 1.0
"""How often to look at a database that other servers change without a word."""


class Dispatcher:
    """Runs pending jobs on `executor`.

    Parameters
    ----------
    store : Store
    executor : WorkExecutor
    types : mapping of str to JobKind
        By the ``job_type`` column.
    chunk_limit : int
        Largest number of jobs in one task.
    lease_seconds : float
        How long a job belongs to a server that shows no sign of life.
    job_seconds : float
        Longest time that a task may take.
    probe : callable
        Raises `StorageError` while results cannot be stored; asked before more work is handed out after a result could
        not be.
    clock : callable
        Seconds since any moment.
    """

    def __init__(
        self,
        store: Store,
        executor: WorkExecutor,
        types: Mapping[str, JobKind],
        *,
        chunk_limit: int = 64,
        lease_seconds: float = 60.0,
        job_seconds: float = float("inf"),
        probe: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self.executor = executor
        self._types = types
        self._lease_seconds = lease_seconds
        self._clock = clock
        self._poll_seconds = min(_POLL_SECONDS if store.is_sqlite else _SHARED_POLL_SECONDS, lease_seconds / 3)
        self._owner = uuid.uuid4().hex
        self._wake = threading.Condition()
        self._has_news = False
        self._is_stopping = False
        self._has_resumed = True
        self._done: queue.SimpleQueue[Chunk] = queue.SimpleQueue()
        self._running: set[Chunk] = set()
        self._job_seconds = job_seconds
        self._probe = probe
        self._paces = Paces(chunk_limit)
        self._turns = Turns()
        self._renewed = self._looked = clock()
        self.troubles = Troubles()
        self._ledger = Ledger(store, self._owner, self._paces, self.troubles, job_seconds, self._look_again)
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Return abandoned jobs to the queue and start the thread, which does so when it cannot be done now."""
        try:
            self._resume()
        except TRANSIENT as error:
            self._has_resumed = False
            self.troubles.note(error)
        self._thread = threading.Thread(target=self._loop, name="ionworks-dispatcher", daemon=True)
        self._thread.start()

    def _resume(self) -> None:
        with self._store.write() as connection:
            count = self._take_back(connection, everything=self._store.is_sqlite)
            for parent in jobs.waiting_parents(connection):
                jobs.advance(connection, parent)
        if count:
            _logger.info("%d jobs of a server that ended were put back into the queue", count)
        self._has_resumed = True

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

    def _look_again(self) -> None:
        """Let the thread look once more before it waits."""
        with self._wake:
            self._has_news = True

    def cancel(self, job_ids: Sequence[str]) -> list[str]:
        """Cancel jobs and their descendants, and stop tasks of which no job is left.

        Returns
        -------
        list of str
            Ids of the jobs that changed; those already terminal stay as they are.
        """
        with self._store.write() as connection:
            canceled = set(jobs.cancel(connection, job_ids))
            self._ledger.follow(connection, canceled)
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
                chunk.stop_at = chunk.stop_at or self._clock() + _CANCEL_SECONDS
            else:
                self.executor.cancel_running(chunk.future)

    def _stop_overdue(self) -> None:
        with self._wake:
            overdue = [chunk for chunk in self._running if chunk.stop_at and chunk.stop_at < self._clock()]
            late = [chunk for chunk in self._running if chunk.started + self._job_seconds < self._clock()]
        for chunk in late:
            chunk.is_late = True
        for chunk in (*overdue, *late):
            self.executor.cancel_running(chunk.future)

    @property
    def state(self) -> str:
        """``starting``, ``running``, ``resting`` after a failure, or ``stopped``: its thread has ended."""
        if self._thread is None:
            return "starting"
        return "stopped" if not self._thread.is_alive() else "resting" if self.troubles.kind else "running"

    @property
    def busy(self) -> int:
        """Number of tasks that are handed out."""
        return len(self._running)

    def _loop(self) -> None:
        while not self._is_stopping:
            self.troubles.begin()
            try:
                self.work()
            except BaseException as error:  # noqa: BLE001 - without this thread every job waits for ever
                self.troubles.note(error)
            self.troubles.end()
            self._wait()
        self._hand_back()

    def work(self) -> None:
        """Record what ended, hand out what waits, and keep the leases; the thread does this again and again."""
        if not self._has_resumed:
            self._resume()
        self._collect()
        self._stop_overdue()
        self._fill()
        now = self._clock()
        if not self._store.is_sqlite and now - self._looked > _SHARED_POLL_SECONDS:
            self._looked = now
            self._stop_lost()
        if now - self._renewed > self._lease_seconds / 3:
            self._renewed = now
            self._renew()

    def _wait(self) -> None:
        with self._wake:
            if self.troubles.rest:
                self._wake.wait_for(lambda: self._is_stopping, self.troubles.rest)
            elif not self._has_news and not self._is_stopping:
                stops = [chunk.stop_at - self._clock() for chunk in self._running if chunk.stop_at]
                stops += [chunk.started + self._job_seconds - self._clock() for chunk in self._running]
                self._wake.wait(max(0.01, min([self._poll_seconds, *stops])))
            self._has_news = False

    def _known(self) -> set[str]:
        with self._wake:
            return {job_id for chunk in self._running for job_id in chunk.ids}

    def _stop_lost(self) -> None:
        """Stop tasks of jobs that other servers canceled, or took over because this one was silent for too long."""
        known = self._known()
        if not known:
            return
        table = schema.jobs
        mine = sa.select(table.c.id).where(table.c.status == states.PROCESSING, table.c.lease_owner == self._owner)
        with self._store.read() as connection:
            known.difference_update(connection.execute(mine).scalars())
        self._stop_idle_chunks(known)

    def _renew(self) -> None:
        with self._store.write() as connection:
            recovery.disown(connection, self._owner, self._known())
            jobs.heartbeat(connection, self._owner, self._lease_seconds)
            self._take_back(connection, everything=False)

    def _take_back(self, connection: sa.Connection, *, everything: bool) -> int:
        """Return jobs of servers that died to the queue, and say how many."""
        failed = recovery.fail_abandoned(connection, everything=everything)
        self._ledger.follow(connection, failed)
        return recovery.requeue_abandoned(connection, everything=everything)

    def _fill(self) -> None:
        """Claim chunks until every worker has one.

        A user's turn is one chunk while others wait, too; a user who is alone gets twice as many with every turn.
        """
        if self._ledger.is_unstored:
            self._probe()
            self._ledger.is_unstored = False
        together, last = 1, None
        while not self._is_stopping:
            workers = self.executor.workers
            if (free := workers - self.busy) <= 0:
                return
            with self._store.read() as connection:
                head = self._turns.front(connection)
                if head is None:
                    return
                size = self._paces.size(connection, head, workers, self._clock())
            together = together * 2 if last == self._turns.last else 1
            last = self._turns.last
            count = 1 if head.runs_alone else max(1, min(together, free, TRANSACTION_ROWS // size))
            chunks = self._claim(head, size, count)
            if not chunks:
                return
            for chunk in chunks:
                self._submit(chunk)

    def _claim(self, head: Head, size: int, count: int) -> list[Chunk]:
        """Claim up to `count` chunks of `size` jobs; none when the front of the queue has changed."""
        job_type = self._types.get(head.job_type)
        with self._store.write() as connection:
            if job_type is None:
                reason = f"This server cannot run jobs of type {head.job_type!r}."
                jobs.move(connection, head.id, states.FAILED, error=reason, error_code=errors.CONFIGURATION_ERROR)
                rows = []
            else:
                rows = jobs.claim(connection, head, size * count, self._owner, self._lease_seconds)
        if job_type is None or not rows:
            # the front of the queue has changed
            self._look_again()
            return []
        parts = [rows[start : start + size] for start in range(0, len(rows), size)]
        return [Chunk(head, part, job_type, self._clock(), Future()) for part in parts]

    def _submit(self, chunk: Chunk) -> None:
        try:
            with self._store.read() as connection:
                task = chunk.job_type.build(connection, chunk.rows)
            group = chunk.head.group_key
            submit = self.executor.submit if group is None else partial(self.executor.submit_near, group)
            chunk.future = submit(chunk.job_type.function, task)
        except (*TRANSIENT, ExecutorLostError) as error:
            chunk.future.set_exception(error)
        except BaseException as error:
            _logger.exception("a chunk of %s jobs could not be started", chunk.head.job_type)
            chunk.future.set_exception(NotStartedError(f"The job could not be started: {error}"))
        with self._wake:
            self._running.add(chunk)
        chunk.future.add_done_callback(lambda _done: self._announce(chunk))

    def _announce(self, chunk: Chunk) -> None:
        chunk.ended = self._clock()
        self._done.put(chunk)
        self.notify()

    def _collect(self) -> None:
        """Record every chunk that ended; what cannot be recorded now is tried again in the next round."""
        ended = list(self._ended())
        whole = [chunk for chunk in ended if not chunk.future.cancelled() and chunk.future.exception() is None]
        recorded: set[Chunk] = set()
        for group in in_transactions(whole):
            if self._ledger.recorded(group):
                recorded.update(group)
        is_writable = True
        for chunk in ended:
            if chunk in recorded or (is_writable := is_writable and self._ledger.settled(chunk)):
                with self._wake:
                    self._running.discard(chunk)
            else:
                self._done.put(chunk)

    def _ended(self) -> Iterator[Chunk]:
        while True:
            try:
                yield self._done.get_nowait()
            except queue.Empty:
                return

    def _hand_back(self) -> None:
        """Record what ended, stop the rest and return it to the queue."""
        try:
            self._let_go()
        except Exception as error:  # noqa: BLE001 - the next start takes the jobs back as those of a dead server
            _logger.warning("running jobs could not be put back into the queue: %s", described(error))

    def _let_go(self) -> None:
        self._collect()
        with self._wake:
            running = list(self._running)
        for chunk in running:
            self.executor.cancel_running(chunk.future)
        with self._store.write() as connection:
            recovery.release(connection, self._owner)
