"""Uploads of measurements: time series with steps, files, and more rows of a series.

Source: docs/contract/wire.md sections 9, 22 and 43; docs/contract/flows.md section 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa

from ionworks.server.files.blobs import Blobs, remove_old
from ionworks.server.nouns.measurements.job import EXTEND_JOB
from ionworks.server.nouns.uploads import Uploads, ended_before
from ionworks.server.store import schema
from ionworks.server.store.database import Store
from ionworks.server.store.schema_measurements import measurement_uploads

EAGER_BYTES: Final = 64 * 1024**2
"""Time series up to this size are checked as a whole before the answer, larger ones by the worker."""
UPLOADS: Final = Uploads(measurement_uploads, "uploads", "measurements", schema.cell_measurements.c.storage_folder)


def is_small(blobs: Blobs, key: str) -> bool:
    """Whether a file is checked as a whole while the client waits."""
    return blobs.size(key) <= EAGER_BYTES


def sweep_extensions(store: Store, blobs: Blobs, url_seconds: int) -> int:
    """Remove the parts of measurements that extensions have left, before `UPLOADS.sweep`; return how many.

    Parameters
    ----------
    store : Store
    blobs : Blobs
    url_seconds : int
        Life of a signed URL.
    """
    age, limit = ended_before(store, url_seconds)
    measurements, jobs = schema.cell_measurements, schema.jobs
    begun = sa.select(measurement_uploads.c.measurement_id).where(measurement_uploads.c.created_at <= limit)
    done = sa.and_(jobs.c.job_type == EXTEND_JOB, jobs.c.finished_at <= limit)
    joined = measurements.outerjoin(jobs, jobs.c.id == measurements.c.job_id)
    columns = sa.select(measurements.c.storage_folder, measurements.c.data_files).select_from(joined)
    with store.read() as connection:
        extended = connection.execute(columns.where(sa.or_(measurements.c.id.in_(begun), done))).all()
    unused = [key for row in extended for key in _unused(blobs, row.storage_folder, row.data_files)]
    return remove_old(blobs, unused, age)


def _unused(blobs: Blobs, folder: str, tables: Mapping[str, str]) -> list[str]:
    """Keys of the parts of a measurement's folder that hold none of its tables: what came before or of an extension."""
    used = {key.rpartition("/")[0] for key in tables.values()}
    return [key for name in blobs.names(folder) if (key := f"{folder}/{name}") not in used]
