"""The border of a worker: what a task raises leaves it as text, and becomes one of few exceptions on the other side.

A panic of a library written in Rust and ``SystemExit`` are no `Exception`: they would end the thread that asks for the
result. Exceptions of libraries may hold anything, and making them again would run their code in the server.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from ionworks.errors import ValidationError
from ionworks.server.files.blobs import StorageError, full_storage


class TaskError(RuntimeError):
    """A task raised what no other exception here stands for; the message begins with the name of its class."""


@attrs.frozen
class Failure:
    """What a task raised, in words.

    Other processes see a `ValidationError` where the task refused its input, a `MemoryError`, a `StorageError` where
    files could not be stored, an `OSError` where the system refused something else, and `TaskError` for all the rest.
    """

    kind: str
    """Key of `_MADE_AGAIN`."""
    text: str
    code: str | None
    """Error code of a refusal."""
    trace: str
    """Where it was raised, for the log."""

    def exception(self) -> Exception:
        """Return the exception that stands for it."""
        error = _MADE_AGAIN[self.kind](self)
        error.add_note(self.trace)
        return error


_MADE_AGAIN: Final[Mapping[str, Callable[[Failure], Exception]]] = MappingProxyType(
    {
        "refused": lambda found: ValidationError(found.text, error_code=found.code),
        "memory": lambda found: MemoryError(found.text),
        "storage": lambda found: StorageError(found.text),
        "system": lambda found: OSError(found.text),
        "other": lambda found: TaskError(found.text),
    }
)


def run_guarded(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    """Return ``function(*args, **kwargs)``, or a `Failure` that says what it raised."""
    try:
        return function(*args, **kwargs)
    except BaseException as error:  # noqa: BLE001 - nothing may leave the process as it is
        return _failure(error)


def described(error: BaseException) -> str:
    """Name and text of an exception."""
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _failure(error: BaseException) -> Failure:
    trace = "".join(traceback.format_exception(error))
    if isinstance(error, ValidationError):
        return Failure("refused", error.message, error.error_code, trace)
    if isinstance(error, MemoryError):
        return Failure("memory", str(error), None, trace)
    if isinstance(error, OSError):
        kind = "storage" if isinstance(error, StorageError) or full_storage(error) else "system"
        return Failure(kind, str(error), None, trace)
    return Failure("other", described(error), None, trace)
