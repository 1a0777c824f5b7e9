"""What leaves a worker: words, whatever was raised."""

import errno
import pickle

import pytest

from ionworks.errors import ValidationError
from ionworks.server.files.blobs import StorageError
from ionworks.server.workers.guard import Failure, TaskError, run_guarded


class Trap(Exception):
    """Its pickle runs code where it is read."""

    def __reduce__(self):
        return (pytest.fail, ("code of a task ran in the server",))


def _raising(error):
    raise error


@pytest.mark.parametrize(
    ("raised", "kind", "text"),
    [
        (ValidationError("value is 3; allowed: 1, 2", error_code="X"), ValidationError, "value is 3; allowed: 1, 2"),
        (MemoryError("7 GiB"), MemoryError, "7 GiB"),
        (OSError(errno.ENOSPC, "No space left on device"), StorageError, "No space left"),
        (RuntimeError("ComputeError: No space left on device (os error 28)"), TaskError, "ComputeError"),
        (FileNotFoundError("a"), OSError, "a"),
        (Trap("a"), TaskError, "Trap: a"),
        (KeyboardInterrupt(), TaskError, "KeyboardInterrupt"),
        (SystemExit(3), TaskError, "SystemExit: 3"),
    ],
)
def test_what_a_task_raises_arrives_as_words(raised, kind, text):
    found = pickle.loads(pickle.dumps(run_guarded(_raising, raised)))
    assert isinstance(found, Failure)
    assert all(isinstance(value, str | None) for value in (found.kind, found.text, found.code, found.trace))
    error = found.exception()
    assert type(error) is kind
    assert text in str(error)
    assert "_raising" in error.__notes__[0], "the log says where"


def test_a_result_arrives_as_it_is():
    assert run_guarded(divmod, 7, 2) == (3, 1)
