"""What a loop that must not end does about failures: it rests, longer each time, and tells once per rest."""

from __future__ import annotations

import logging
from typing import Final

import attrs
import sqlalchemy as sa

from ionworks.server.files.blobs import StorageError
from ionworks.server.workers.pool import ExecutorLostError

_logger = logging.getLogger("ionworks.server.queue.dispatcher")

TRANSIENT: Final = (sa.exc.OperationalError, sa.exc.InterfaceError)
"""What a full disk or a lost connection looks like: the queue cannot be written now, but later."""
_FIRST_SECONDS: Final = 0.5
_LONGEST_SECONDS: Final = 10.0


@attrs.define
class Troubles:
    """Failures of rounds that followed each other."""

    rest: float = 0.0
    """Seconds to wait before the next round; 0 after one without failure."""
    kind: str | None = None
    """Class of the exception that the last round met."""
    _is_new: bool = True

    def begin(self) -> None:
        """Begin a round."""
        self._is_new = True

    def end(self) -> None:
        """End a round; one without failure ends the rests."""
        if self._is_new:
            self.rest, self.kind = 0.0, None

    def note(self, error: BaseException) -> None:
        """Remember that this round met a failure; the first of a round is logged."""
        if not self._is_new:
            return
        self._is_new = False
        self.rest = min(_LONGEST_SECONDS, 2 * self.rest or _FIRST_SECONDS)
        self.kind = type(error).__name__
        if isinstance(error, ExecutorLostError):
            _logger.info("jobs wait: %s", error)
        elif isinstance(error, StorageError):
            _logger.warning("files cannot be stored, trying again in %g s: %s", self.rest, error)
        elif isinstance(error, TRANSIENT):
            _logger.warning("the database cannot be used, trying again in %g s: %s", self.rest, error.orig)
        else:
            _logger.error("the dispatcher failed, trying again in %g s", self.rest, exc_info=error)
