"""Lines of the log: what a request brings cannot end one, begin one, or move the cursor of a terminal."""

from __future__ import annotations

import logging
from typing import Final

_FORMAT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"


class PlainFormatter(logging.Formatter):
    """Writes control characters as escapes; further lines, such as those of a traceback, are indented."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text."""
        first, *further = super().format(record).split("\n")
        if further and not (record.exc_info or record.exc_text or record.stack_info):
            # only tracebacks have lines of their own
            return _plain("\n".join((first, *further)))
        return "\n    ".join(map(_plain, (first, *further)))


def _plain(text: str) -> str:
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)


def set_up(level: str) -> None:
    """Log to standard error from `level` on."""
    handler = logging.StreamHandler()
    handler.setFormatter(PlainFormatter(_FORMAT))
    logging.basicConfig(level=level.upper(), handlers=[handler])
