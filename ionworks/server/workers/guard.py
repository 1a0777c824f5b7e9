"""The border of a worker: whatever a task raises leaves it as an ordinary exception that can travel.

A panic of a library written in Rust and ``SystemExit`` are no `Exception`: they would end the thread that asks for the
result. An exception that cannot be pickled, or not be made again from its pickle, would end the worker.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any


class TaskError(RuntimeError):
    """A task raised what cannot leave its process; the message names it."""


def run_guarded(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    """Return ``function(*args, **kwargs)``.

    Raises
    ------
    Exception
        What the function raised, if that is an ordinary exception that can travel.
    TaskError
        In place of anything else.
    """
    try:
        return function(*args, **kwargs)
    except BaseException as error:
        if isinstance(error, Exception) and _can_travel(error):
            raise
        raise TaskError(described(error)) from None


def described(error: BaseException) -> str:
    """Name and text of an exception."""
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _can_travel(error: Exception) -> bool:
    try:
        # what the worker and its parent will do
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made here, of an exception of this process
    except Exception:  # noqa: BLE001 - whatever the attempt raises is the answer
        return False
    return True
