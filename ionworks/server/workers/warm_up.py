"""What a worker process does before its first task."""

from __future__ import annotations

import os
from typing import Final

_NICENESS: Final = 10


def warm_up() -> None:
    """Import what every solve needs."""
    import ionworks.server.engine.simulate  # noqa: F401


def warm_up_in_background() -> None:
    """Do so in a process that leaves the machine to the server, which then answers at once while every core solves."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    warm_up()
