"""Processes that belong to the one that started them.

They end with it, for a server that was killed cannot stop its workers; and an interrupt of the whole process group, as
Ctrl-C in a terminal or a notebook sends it, is for their parent alone, which decides what to stop.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from ionworks.server.ground.environment import PARENT_VARIABLE

_CHECK_SECONDS: Final = 0.25


@contextmanager
def holding_interrupts() -> Iterator[None]:
    """Start child processes in here: an interrupt cannot reach them before they call `belong_to_parent`."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # children, and threads that may start children, inherit the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def belong_to_parent() -> None:
    """Ignore interrupts, and end this process soon after the one that started it; called in the main thread."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    watch_parent()


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
