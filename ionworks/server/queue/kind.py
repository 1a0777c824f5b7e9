"""What the queue must know of a kind of job: the task it becomes, and where its results go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import sqlalchemy as sa

from ionworks.server.store.records import Record

Task = dict[str, Any]


Result = dict[str, Any]


TaskFunction = Callable[[Task], list[Result]]


class JobKind(Protocol):
    """One kind of job.

    Results of the task function are one dict per job with at least ``job_id`` and ``status`` (``completed``
    or ``failed``), and ``error``, ``error_code``, ``result`` and ``metadata_key`` where they apply.
    """

    @property
    def function(self) -> TaskFunction:
        """Importable function that runs in a worker process."""
        ...

    def build(self, connection: sa.Connection, claimed: Sequence[Record]) -> Task:
        """Return the task for claimed rows of one group."""
        ...

    def record(self, connection: sa.Connection, claimed: Sequence[Record], results: Sequence[Result]) -> None:
        """Write what goes beyond the job rows; results of jobs canceled meanwhile are left out."""
        ...
