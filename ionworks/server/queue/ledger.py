"""Writes what became of chunks into the database: recorded, tried again, given back, or failed.

Every outcome is a guarded update: a canceled job stays so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import CancelledError
from typing import Final

import attrs
import sqlalchemy as sa

from ionworks.server.files.blobs import StorageError
from ionworks.server.ground import errors
from ionworks.server.queue import jobs, recovery, states
from ionworks.server.queue.jobs import Outcome
from ionworks.server.queue.outcomes import explained, outcomes
from ionworks.server.queue.pace import Chunk, Paces
from ionworks.server.queue.troubles import TRANSIENT, Troubles
from ionworks.server.store.database import Store
from ionworks.server.workers.guard import described
from ionworks.server.workers.pool import ExecutorLostError, WorkerLostError

_logger = logging.getLogger("ionworks.server.queue.dispatcher")

LIMIT: Final = "IONWORKS_SERVER_JOB_SECONDS"
"""Variable of the longest time of a job, for the error that names it."""


@attrs.define(eq=False)
class Ledger:
    """Outcomes of the chunks of one server.

    Parameters
    ----------
    store : Store
    owner : str
        To whom the jobs belong.
    paces : Paces
        Learns how fast chunks were.
    troubles : Troubles
        Learns of failures that are no chunk's fault.
    job_seconds : float
        Longest time of a task.
    look_again : callable
        Called when jobs may have become ready.
    """

    store: Store
    owner: str
    paces: Paces
    troubles: Troubles
    job_seconds: float
    look_again: Callable[[], None]
    is_unstored: bool = False
    """Whether a result could not be stored since this was set to False."""

    def recorded(self, chunks: Sequence[Chunk]) -> bool:
        """Whether the results of chunks are in the database now; if not, each has to be looked at alone."""
        try:
            self._record(chunks)
        except TRANSIENT:
            return False
        except BaseException:
            _logger.warning("results of %d chunks could not be recorded together", len(chunks), exc_info=True)
            return False
        return True

    def settled(self, chunk: Chunk) -> bool:
        """Whether the outcome of a chunk is in the database."""
        try:
            try:
                self._settle(chunk)
            except TRANSIENT:
                raise
            except BaseException as error:
                _logger.exception("results of %s jobs could not be recorded", chunk.head.job_type)
                self._fail(chunk, f"The results could not be recorded: {described(error)}", errors.INTERNAL_ERROR)
        except BaseException as error:  # noqa: BLE001 - the chunk must not be forgotten
            self.troubles.note(error)
            return False
        return True

    def follow(self, connection: sa.Connection, ended: Iterable[str]) -> None:
        """Let the parents of ended jobs take their next step."""
        for parent in jobs.parents(connection, ended):
            jobs.advance(connection, parent)
        self.look_again()

    def _settle(self, chunk: Chunk) -> None:
        error = CancelledError() if chunk.future.cancelled() else chunk.future.exception()
        if error is None:
            self._record([chunk])
        elif isinstance(error, StorageError):
            self._keep_unstored(chunk, error)
            self.troubles.note(error)
        elif isinstance(error, (*TRANSIENT, ExecutorLostError)):
            self._give_back(chunk)
            self.troubles.note(error)
        elif not isinstance(error, (WorkerLostError, CancelledError)):
            reason, code = explained(error)
            _logger.error("a chunk of %s jobs failed: %s", chunk.head.job_type, reason, exc_info=error)
            self._fail(chunk, reason, code)
        elif chunk.is_late and len(chunk.rows) == 1:
            self._fail(chunk, f"The job took longer than {self.job_seconds:g} s ({LIMIT}).", errors.TIME_LIMIT)
        elif chunk.stop_at is None:
            self._retry(chunk, str(error) or "the task was canceled")
        else:
            self._give_back(chunk)

    def _record(self, chunks: Sequence[Chunk]) -> None:
        found = {chunk: list(outcomes(chunk)) for chunk in chunks}
        has_parents = any(row["parent_id"] for chunk in chunks for row in chunk.rows)
        with self.store.write() as connection:
            live = jobs.finish(connection, (one for ended in found.values() for one in ended), self.owner)
            if has_parents:
                self.follow(connection, live)
            for chunk in chunks:
                results = [dict(one) for one in chunk.future.result() if one["job_id"] in live]
                chunk.job_type.record(connection, chunk.rows, results)
        for chunk in chunks:
            self.paces.note(chunk)

    def _give_back(self, chunk: Chunk) -> None:
        """Return jobs to the queue that were stopped through no fault of theirs."""
        with self.store.write() as connection:
            recovery.release(connection, self.owner, chunk.ids)

    def _keep_unstored(self, chunk: Chunk, error: StorageError) -> None:
        """Return jobs to the queue whose results could not be stored, unless that happened again and again."""
        self.is_unstored = True
        with self.store.write() as connection:
            reason = f"The results could not be stored: {error}"
            self.follow(connection, recovery.requeue_unstored(connection, chunk.ids, self.owner, reason))

    def _retry(self, chunk: Chunk, reason: str) -> None:
        with self.store.write() as connection:
            failed = recovery.requeue_lost(
                connection, chunk.ids, self.owner, f"The worker process died twice: {reason}"
            )
            self.follow(connection, failed)
        if failed:
            _logger.error("%d %s jobs lost their worker twice", len(failed), chunk.head.job_type)

    def _fail(self, chunk: Chunk, reason: str, code: str) -> None:
        failures = [Outcome(job_id=job, status=states.FAILED, error=reason, error_code=code) for job in chunk.ids]
        with self.store.write() as connection:
            self.follow(connection, jobs.finish(connection, failures, self.owner))
