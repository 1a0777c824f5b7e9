"""How many jobs a worker gets at once, and which ones.

Source: docs/contract/performance.md sections C and E (chunks per structure, one transaction per chunk).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from typing import Any, Final

import attrs
import sqlalchemy as sa

from ionworks.server.queue import jobs
from ionworks.server.queue.jobs import Head
from ionworks.server.queue.kind import JobKind
from ionworks.server.store.records import Record

_CHUNK_SECONDS: Final = 2.0
"""A chunk should take about this long: short enough to show progress, long enough to amortize."""
_GROWTH: Final = 4
_COUNT_SECONDS: Final = 0.2
"""How long a count of a long queue is good enough to share it out."""
_KNOWN_GROUPS: Final = 512
TRANSACTION_ROWS: Final = 512
"""Most jobs that are claimed or recorded in one transaction: others have to write, too."""


@attrs.define(eq=False)
class Chunk:
    """Jobs that were handed to a worker together."""

    head: Head
    rows: list[Record]
    job_type: JobKind
    started: float
    future: Future[Any]
    ended: float = 0.0
    """When its task was done; results may have to wait for the dispatcher after that."""
    stop_at: float | None = None
    """When to stop the task because jobs of it were canceled."""
    is_late: bool = False
    """Whether the task was stopped because it took too long."""

    @property
    def ids(self) -> list[str]:
        """Ids of the jobs."""
        return [row["id"] for row in self.rows]


def in_transactions(chunks: Sequence[Chunk]) -> Iterator[list[Chunk]]:
    """Yield chunks in groups of at most `TRANSACTION_ROWS` jobs, or of one chunk."""
    group: list[Chunk] = []
    rows = 0
    for chunk in chunks:
        if group and rows + len(chunk.rows) > TRANSACTION_ROWS:
            yield group
            group, rows = [], 0
        group.append(chunk)
        rows += len(chunk.rows)
    if group:
        yield group


@attrs.define(eq=False)
class Pace:
    """How fast the jobs of a group go."""

    size: int = 0
    """Size of the largest chunk so far."""
    seconds: float = 0.0
    """Seconds per job in the last chunk that was not much smaller than that."""
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


class Paces:
    """Remembers how fast the jobs of each group go.

    Parameters
    ----------
    limit : int
        Largest number of jobs in one chunk.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._known: dict[str, Pace] = {}

    def size(self, connection: sa.Connection, head: Head, workers: int, now: float) -> int:
        """Return the size of the chunk that `head` begins: what time allows, but no more than a worker's share."""
        if head.group_key is None or head.runs_alone:
            return 1
        pace = self._known.get(head.group_key, Pace())
        size = pace.next_size(self._limit)
        if size == 1:
            return 1
        if size * workers > pace.most or now - pace.counted > _COUNT_SECONDS:
            pace.most, pace.counted = size * workers, now
            pace.waiting = jobs.count_pending(connection, head.group_key, pace.most)
        return max(1, min(size, -(-pace.waiting // workers)))

    def note(self, chunk: Chunk) -> None:
        """Remember how fast a chunk that ended has been."""
        if chunk.head.group_key is None:
            return
        if len(self._known) >= _KNOWN_GROUPS:
            self._known.clear()
        pace = self._known.setdefault(chunk.head.group_key, Pace())
        # the first runs pay for building the model, and may end after larger chunks: they say little about the next
        if len(chunk.rows) * _GROWTH >= pace.size:
            pace.seconds = (chunk.ended - chunk.started) / len(chunk.rows)
        pace.size = max(len(chunk.rows), pace.size)
