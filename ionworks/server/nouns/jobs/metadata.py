"""What a job left behind, read: progress, metadata, series."""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Sequence
from typing import Any

from ionworks.server.call import Call
from ionworks.server.files.blobs import Blobs, needed
from ionworks.server.files.job_output import JobFiles, metadata_key, progress_key
from ionworks.server.files.thinning import kept_rows
from ionworks.server.ground import json_text
from ionworks.server.store import schema


def files_of(blobs: Blobs, job_id: str) -> JobFiles:
    """Where a job reads its data, and writes its metadata and its progress."""
    return JobFiles(
        job_id=job_id,
        storage=blobs.location,
        metadata_key=metadata_key(job_id),
        progress_key=progress_key(job_id),
    )


def delete_files(call: Call, job_id: str) -> None:
    """Delete what a job stored."""
    for key in (metadata_key(job_id), progress_key(job_id)):
        call.blobs.delete(key)


def read_progress(call: Call, job_id: str) -> dict[str, Any] | None:
    """Return the last progress a running or ended job wrote, if any."""
    key = progress_key(job_id)
    try:
        progress: dict[str, Any] = json.loads(call.blobs.read(key))
    except FileNotFoundError:
        return None
    return progress


def window(axis: Sequence[float | None], low: float | None, high: float | None) -> list[int]:
    """Return the rows whose axis lies in the closed window."""
    lower, upper = -math.inf if low is None else low, math.inf if high is None else high
    if low is None and high is None:
        return list(range(len(axis)))
    return [row for row, value in enumerate(axis) if value is not None and lower <= value <= upper]


def thin(
    rows: Sequence[int], axis: Sequence[float | None], curves: Sequence[Sequence[Any]], most: int | None
) -> list[int]:
    """Return at most `most` of `rows` without losing a peak of `curves`, see `files.thinning`."""
    if most is None or len(rows) <= most:
        return list(rows)
    import numpy as np

    columns = [np.array([column[row] for row in rows], dtype=float) for column in (axis, *curves)]
    return [rows[index] for index in kept_rows(columns[0], columns[1:], most)]


def stored_metadata(call: Call, job_id: str) -> dict[str, Any] | None:
    """Return everything a job wrote down, or ``None``."""
    key = call.records(schema.jobs).get(job_id)["metadata_key"]
    if key is None or not call.blobs.exists(key):
        return None
    with needed("metadata of job", job_id):
        metadata: dict[str, Any] = json_text.read(gzip.decompress(call.blobs.read(key)))
    return metadata
