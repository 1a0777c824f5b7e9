"""What a chunk that ended means for its jobs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from ionworks.server.ground import errors
from ionworks.server.queue import states
from ionworks.server.queue.jobs import Outcome
from ionworks.server.queue.pace import Chunk
from ionworks.server.workers.guard import TaskError, described

_MEMORY: Final = "IONWORKS_SERVER_WORKER_MEMORY_BYTES limits it"


class NotStartedError(RuntimeError):
    """The task of a chunk could not be made or handed over."""


def outcomes(chunk: Chunk) -> Iterator[Outcome]:
    """Outcome of every job of a chunk that returned; a job without a result has failed."""
    names = {field.name for field in attrs.fields(Outcome)}
    results: Sequence[Mapping[str, Any]] = chunk.future.result()
    for result in results:
        yield Outcome(**{key: value for key, value in result.items() if key in names})
    for job_id in set(chunk.ids).difference(result["job_id"] for result in results):
        reason = "The worker gave no result."
        yield Outcome(job_id=job_id, status=states.FAILED, error=reason, error_code=errors.INTERNAL_ERROR)


def explained(error: BaseException) -> tuple[str, str]:
    """Reason and error code of the jobs of a chunk that raised an exception."""
    if isinstance(error, NotStartedError):
        return str(error), errors.SUBMISSION_FAILED
    if isinstance(error, MemoryError):
        return f"The worker ran out of memory: {described(error)} ({_MEMORY})", errors.OUT_OF_MEMORY
    if isinstance(error, OSError):
        return f"The results could not be stored: {error}", errors.STORAGE_ERROR
    return str(error) if isinstance(error, TaskError) else described(error), errors.INTERNAL_ERROR
