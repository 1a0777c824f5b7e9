"""Jobs that derive steps and cycles of measurements, as the dispatcher sees them.

A measurement's steps are as good as its job: a job that fails leaves the reason, and after a failed extension the
measurement as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import attrs
import sqlalchemy as sa

from ionworks.server.files.blobs import Blobs
from ionworks.server.nouns.measurements import task
from ionworks.server.queue import states
from ionworks.server.queue.jobs import job_for
from ionworks.server.store import schema
from ionworks.server.store.records import Record

_PRIORITY = 1
"""Before simulations: somebody waits for these, and they are short."""
PROCESS_JOB: Final = "process_measurement"
EXTEND_JOB: Final = "extend_measurement"
"""A failed extension leaves the measurement as it was."""


@attrs.frozen
class Process:
    """Steps and cycles of one measurement; the job's ``params`` are `task.ProcessParams`."""

    blobs: Blobs
    max_table_bytes: int
    function: Callable[[dict[str, Any]], list[dict[str, Any]]] = task.process

    def build(self, connection: sa.Connection, claimed: Sequence[Record]) -> dict[str, Any]:
        """Return a `task.ProcessTask`."""
        del connection
        job = claimed[0]
        params = task.ProcessParams.from_json(job["params"])
        place, most = self.blobs.location, self.max_table_bytes
        return task.ProcessTask(job_id=job["id"], storage=place, params=params, max_table_bytes=most).to_json()

    def record(
        self, connection: sa.Connection, claimed: Sequence[Record], results: Sequence[Mapping[str, Any]]
    ) -> None:
        """Write where the tables are into the measurement."""
        table = schema.cell_measurements
        for result in results:
            if result["status"] == states.COMPLETED:
                change = sa.update(table).where(table.c.job_id == result["job_id"])
                mine = change.where(table.c.id == claimed[0]["subject_id"])
                connection.execute(mine.values(data_files=result["data_files"], updated_at=schema.now()))


def processing_job(measurement: Record, job_type: str, **params: Any) -> Record:
    """Return the row of a job that works on a measurement.

    Parameters
    ----------
    measurement : dict
        Its row.
    job_type : str
        `PROCESS_JOB` or `EXTEND_JOB`.
    **params
        Other fields of `ionworks.server.nouns.measurements.task.ProcessParams`.
    """
    known = task.ProcessParams(folder=measurement["storage_folder"], **params).to_json()
    return job_for(measurement, job_type, params=known, priority=_PRIORITY)
