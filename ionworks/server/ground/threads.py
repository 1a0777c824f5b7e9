"""Threads beside the event loop, a room of their own for each kind of work, so that no kind waits for another."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import Any, Final, TypeVar

import anyio.to_thread
from anyio import CapacityLimiter
from anyio.lowlevel import RunVar

ResultT = TypeVar("ResultT")


class Room(Enum):
    """Kinds of work; the value is how many threads each has."""

    KEYS = ("keys", 4)
    """Finding out who calls."""
    HEALTH = ("health", 1)
    """What anybody may ask."""
    PAGES = ("pages", 4)
    """Pages for browsers, and logging in."""
    BODIES = ("bodies", 1)
    """Reading large request bodies: they keep the interpreter busy, so one is read at a time."""


_limiters: Final[RunVar[dict[Room, CapacityLimiter]]] = RunVar("ionworks_rooms")


async def run_in(room: Room, function: Callable[..., ResultT], *arguments: Any, **options: Any) -> ResultT:
    """Run a function in a thread of a room."""
    limiters = _limiters.get({})
    if room not in limiters:
        limiters = {**limiters, room: CapacityLimiter(room.value[1])}
        _limiters.set(limiters)
    return await anyio.to_thread.run_sync(partial(function, *arguments, **options), limiter=limiters[room])
