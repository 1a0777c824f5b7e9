"""The garbage collector, which looks through everything there is while nobody else works.

It does so whenever there is a quarter more than before: with a document of millions of lists, again and again, for half
a second each time, and none of it is garbage.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final


class _Rest:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._was_on = False

    def begin(self) -> None:
        with self._lock:
            if not self._users:
                self._was_on = gc.isenabled()
                gc.disable()
            self._users += 1

    def end(self) -> None:
        with self._lock:
            self._users -= 1
            if not self._users and self._was_on:
                gc.enable()


_rest: Final = _Rest()


@contextmanager
def uncollected() -> Iterator[None]:
    """Put the collector off while a large document is read or handled; it may be in several threads at once."""
    _rest.begin()
    try:
        yield
    finally:
        _rest.end()
