"""What a worker leaves of a job: progress while it runs, metadata and a verdict at its end."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from typing import Any

import attrs

from ionworks.errors import IonworksError
from ionworks.server.files.blobs import Blobs
from ionworks.server.files.place import open_blobs
from ionworks.server.ground.documents import Document
from ionworks.server.ground.errors import CONFIGURATION_ERROR


@attrs.frozen(kw_only=True)
class JobFiles(Document):
    """Where a job reads its data, and writes its metadata and its progress."""

    job_id: str
    storage: Any
    """Where files are."""
    metadata_key: str
    progress_key: str


def progress_key(job_id: str) -> str:
    """Return the storage key of a job's progress."""
    return f"jobs/{job_id}/progress.json"


def metadata_key(job_id: str) -> str:
    """Return the storage key of a job's metadata."""
    return f"jobs/{job_id}/metadata.json.gz"


def lent_data(data: Mapping[str, Any], blobs: Blobs, lent: ExitStack) -> dict[str, Any]:
    """Return data references with files of this machine, lent until `lent` is closed, in place of storage keys."""
    return {
        reference: {part: key and str(lent.enter_context(blobs.local(key))) for part, key in tables.items()}
        for reference, tables in data.items()
    }


def progress_writer(files: JobFiles) -> Callable[[dict[str, Any]], None]:
    """Return a function that keeps the last progress in a file, whole at every moment."""
    blobs = open_blobs(files.storage)
    due = 0.0

    def write(progress: dict[str, Any]) -> None:
        nonlocal due
        if time.monotonic() >= due:
            # a storage that fails for good is noticed when the result is written
            with suppress(OSError):
                blobs.write(files.progress_key, json.dumps(progress).encode())
            due = time.monotonic() + blobs.pause

    return write


def write_metadata(files: JobFiles, own: dict[str, Any], output: dict[str, Any]) -> None:
    """Store what a job leaves for later: its config, and metadata, series and plots of its output."""
    metadata = {**own, **output.get("metadata", {})}
    metadata |= {key: output[key] for key in ("series", "plots") if output.get(key)}
    content = gzip.compress(json.dumps(metadata).encode(), compresslevel=1)
    open_blobs(files.storage).write(files.metadata_key, content)


def done(files: JobFiles) -> dict[str, Any]:
    """Return the verdict on a job that completed."""
    return {"job_id": files.job_id, "status": "completed", "metadata_key": files.metadata_key}


def refused(files: JobFiles, error: IonworksError) -> dict[str, Any]:
    """Return the verdict on a job that failed for a reason its author can mend."""
    return {
        "job_id": files.job_id,
        "status": "failed",
        "error": error.message,
        "error_code": error.error_code or CONFIGURATION_ERROR,
    }
