"""Fits of circuits as jobs."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import attrs
import sqlalchemy as sa

from ionworks.server.files.blobs import Blobs
from ionworks.server.nouns.ecm.task import EcmParams, EcmTask, fit_circuit
from ionworks.server.nouns.jobs.metadata import files_of
from ionworks.server.queue.kind import Result, Task, TaskFunction
from ionworks.server.store.records import Record

ECM_JOB: Final = "ecm_fit"


@attrs.frozen
class EcmFit:
    """One fit; the job's ``params`` are `EcmParams`, its ``result`` is the circuit."""

    blobs: Blobs
    function: TaskFunction = fit_circuit

    def build(self, connection: sa.Connection, claimed: Sequence[Record]) -> Task:
        """Return an `EcmTask`."""
        del connection
        job = claimed[0]
        return EcmTask(files=files_of(self.blobs, job["id"]), params=EcmParams.from_json(job["params"])).to_json()

    def record(self, connection: sa.Connection, claimed: Sequence[Record], results: Sequence[Result]) -> None:
        """Remove the file that was sent for the fit."""
        del connection, results
        upload = claimed[0]["params"].get("upload")
        if upload is not None:
            # the result counts, also where the file cannot be removed
            with suppress(OSError):
                self.blobs.delete(upload)
