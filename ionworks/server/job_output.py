"""What a worker leaves of a job: progress while it runs, metadata and a verdict at its end."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from typing import Any, Final

from ionworks.errors import IonworksError
from ionworks.server.errors import CONFIGURATION_ERROR
from ionworks.server.files.blobs import Blobs
from ionworks.server.files.place import open_blobs

FILE_FIELDS: Final = frozenset({"job_id", "storage", "metadata_key", "progress_key"})


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


def progress_writer(task: Mapping[str, Any]) -> Callable[[dict[str, Any]], None]:
    """Return a function that keeps the last progress in a file, whole at every moment."""
    blobs = open_blobs(task["storage"])
    due = 0.0

    def write(progress: dict[str, Any]) -> None:
        nonlocal due
        if time.monotonic() >= due:
            # a storage that fails for good is noticed when the result is written
            with suppress(OSError):
                blobs.write(task["progress_key"], json.dumps(progress).encode())
            due = time.monotonic() + blobs.pause

    return write


def write_metadata(task: dict[str, Any], own: dict[str, Any], output: dict[str, Any]) -> None:
    """Store what a job leaves for later: its config, and metadata, series and plots of its output."""
    metadata = {**own, **output.get("metadata", {})}
    metadata |= {key: output[key] for key in ("series", "plots") if output.get(key)}
    content = gzip.compress(json.dumps(metadata).encode(), compresslevel=1)
    open_blobs(task["storage"]).write(task["metadata_key"], content)


def done(task: dict[str, Any]) -> dict[str, Any]:
    """Return the verdict on a job that completed."""
    return {"job_id": task["job_id"], "status": "completed", "metadata_key": task["metadata_key"]}


def refused(task: dict[str, Any], error: IonworksError) -> dict[str, Any]:
    """Return the verdict on a job that failed for a reason its author can mend."""
    return {
        "job_id": task["job_id"],
        "status": "failed",
        "error": error.message,
        "error_code": error.error_code or CONFIGURATION_ERROR,
    }
