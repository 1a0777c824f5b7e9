"""The parts of loky that are not public, or not documented; nothing else may touch such parts.

Checked on the version below. `tests/unit/server/workers/test_loky_parts.py` fails when one of them disappears.
"""

from __future__ import annotations

import re
import sys
from typing import Final

from loky import ProcessPoolExecutor
from loky.backend import resource_tracker

CHECKED_VERSION: Final = "3.7.0"


def end_with_interpreter(executor: ProcessPoolExecutor) -> None:
    """Let the end of the interpreter kill the workers.

    loky waits for running tasks then, before exit hooks could stop them: an hour of a fit that nobody asks for any
    more.
    """
    executor._flags.kill_workers = True  # noqa: SLF001 - there is no other way


def start_tracker() -> None:
    """Start loky's process that removes the semaphores of a killed server; that this was needed is no warning."""
    options = list(sys.warnoptions)
    sys.warnoptions.append("ignore:resource_tracker:UserWarning")
    try:
        resource_tracker.ensure_running()
    finally:
        sys.warnoptions[:] = options


def exit_codes(message: str) -> str | None:
    """Return how workers ended, out of the message of an exception, such as ``SIGKILL(-9)``."""
    found = re.search(r"exit codes of the workers are \{(.+?)\}", message)
    return None if found is None else found[1]
