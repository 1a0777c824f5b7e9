"""Processes that end with the one that started them: a server that was killed cannot stop its workers."""

from __future__ import annotations

import os
import threading
import time
from typing import Final

PARENT_VARIABLE: Final = "WORKER_PARENT_PID"
"""Environment variable of a child process: the process that started it."""
_CHECK_SECONDS: Final = 1.0


def watch_parent() -> None:
    """End this process, whatever it does, soon after the one that started it is gone."""
    # a parent that died while this process was starting is no longer its parent
    parent = int(os.environ.get(PARENT_VARIABLE) or os.getppid())
    threading.Thread(target=_end_with, args=(parent,), name="ionworks-parent", daemon=True).start()


def _end_with(parent: int) -> None:
    # an orphan gets another parent
    while os.getppid() == parent:
        time.sleep(_CHECK_SECONDS)
    os._exit(1)
