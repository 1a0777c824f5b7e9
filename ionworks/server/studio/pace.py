"""When pages that follow what runs ask again: often while there are few, and all together a small part of a core."""

from __future__ import annotations

import threading
import time
from typing import Final

import attrs

PART: Final = 0.035
"""Of a core, for all pages together."""
LEAST_SECONDS: Final = 1.0
MOST_SECONDS: Final = 60.0
_AROUND: Final = 0.003
"""CPU time of a request outside its page [s]: reading it, finding out who asks, sending the answer."""
_WEIGHT: Final = 0.1
"""Of the newest page in the mean cost."""
_MOST_PAGES: Final = 10_000
_LONGEST_SILENCE: Final = 25.0


@attrs.define
class Pace:
    """Knows which pages ask, and what an answer costs."""

    _seen: dict[str, float] = attrs.field(factory=dict, init=False)
    """When each page asks again at the latest."""
    _cost: float = attrs.field(default=0.01, init=False)
    _lock: threading.Lock = attrs.field(factory=threading.Lock, init=False, repr=False)

    def next_wait(self, page_id: str, cpu_seconds: float) -> float:
        """Return the seconds after which a page may ask again.

        Parameters
        ----------
        page_id : str
            Of a page that is open in a browser.
        cpu_seconds : float
            CPU time that this answer took.
        """
        now = time.monotonic()
        with self._lock:
            self._cost += _WEIGHT * (cpu_seconds + _AROUND - self._cost)
            # pages that were closed, or have nothing to follow any more
            self._seen = {key: until for key, until in self._seen.items() if until > now}
            pages = len(self._seen.keys() | {page_id})
            wait = min(max(LEAST_SECONDS, pages * self._cost / PART), MOST_SECONDS)
            if pages <= _MOST_PAGES:
                # a page backs off by itself while nothing changes; one that is silent for longer has gone
                self._seen[page_id] = now + wait + _LONGEST_SILENCE
        return wait
