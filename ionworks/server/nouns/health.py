"""How the server is: its dispatcher, workers, disk and queue; what `health_check` tells; strangers hear less."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from types import MappingProxyType
from typing import Any, Final
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from ionworks.server.call import Services
from ionworks.server.queue import states
from ionworks.server.queue.dispatcher import Dispatcher
from ionworks.server.store import schema

OK: Final = "ok"
FAILING: Final = "failing"
_FRESH_SECONDS: Final = 1.0
LEAST_FREE_BYTES: Final = 64 * 1024 * 1024
"""A disk with less room than this is as good as full."""
_COUNTED: Final = 100_000
"""Counting jobs ends here, so that the question is cheap however long the queue is."""
_COUNTED_AGAIN: Final = 20.0
"""Counting the bytes on the disk may take so much of the time, as its inverse; and at most every minute."""
_COUNT_SECONDS: Final = 60.0
_FOLDERS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "Simulations": ("simulations",),
        "Measurements": ("measurements",),
        "Raw data": ("raw_data",),
        "Analyses and data sets": ("analyses", "datasets"),
        "Uploads under way": ("uploads", "raw_uploads"),
    }
)
"""What an organization has on the disk, and in which folders; what jobs wrote down is not kept by organization."""
_used: Final[WeakKeyDictionary[Dispatcher, dict[str, tuple[float, dict[str, int] | None]]]] = WeakKeyDictionary()
"""When the bytes of each organization are counted again, and what they were."""
_known: Final[WeakKeyDictionary[Dispatcher, tuple[float, str]]] = WeakKeyDictionary()
"""When each server was asked last, and its status then."""


def status(services: Services) -> dict[str, Any]:
    """What strangers may know: whether the server can work, as it was at most a second ago."""
    checked, found = _known.get(services.dispatcher, (0.0, ""))
    if time.monotonic() - checked > _FRESH_SECONDS:
        found = health(services)["status"]
        _known[services.dispatcher] = time.monotonic(), found
    return {"status": found, "server": "embedded"}


def health(services: Services) -> dict[str, Any]:
    """State of the server.

    Returns
    -------
    dict
        ``status``, `OK` or `FAILING`; ``problems``, the reasons as sentences; ``dispatcher``, its state; ``workers``
        with ``count`` and ``busy``; ``disk`` with ``free_bytes``; ``queue`` with the jobs ``waiting`` and ``running``,
        ``None`` when the database does not answer; ``server`` and ``version``.
    """
    dispatcher = services.dispatcher
    workers = dispatcher.executor.workers
    free = shutil.disk_usage(services.settings.data_dir).free
    queue = _queue(services)
    problems = []
    if dispatcher.state == "stopped":
        problems.append("The dispatcher has ended: no job is started until the server is restarted.")
    if dispatcher.troubles.kind is not None:
        problems.append(f"The dispatcher cannot work and tries again ({dispatcher.troubles.kind}).")
    if not workers:
        problems.append("There are no workers.")
    if free < LEAST_FREE_BYTES:
        problems.append(f"The disk of the data folder has only {free} bytes left.")
    if queue is None:
        problems.append("The database does not answer.")
    return {
        "status": FAILING if problems else OK,
        "problems": problems,
        "server": "embedded",
        "version": _version(),
        "dispatcher": dispatcher.state,
        "workers": {"count": workers, "busy": dispatcher.busy},
        "disk": {"free_bytes": free},
        "queue": queue,
    }


def disk_used(services: Services, organization_id: str) -> dict[str, int] | None:
    """Return the bytes that an organization has on the disk by kind, as they were a minute ago at most, or a while.

    Returns
    -------
    dict of str to int, or None
        ``None`` where files are in an object store, which would have to be asked for all of them.
    """
    kept = _used.setdefault(services.dispatcher, {})
    again, found = kept.get(organization_id, (0.0, None))
    begun = time.monotonic()
    if begun >= again:
        counts = {
            kind: [services.blobs.used(f"{folder}/{organization_id}") for folder in folders]
            for kind, folders in _FOLDERS.items()
        }
        is_known = all(one is not None for values in counts.values() for one in values)
        found = {kind: sum(filter(None, values)) for kind, values in counts.items()} if is_known else None
        ended = time.monotonic()
        kept[organization_id] = ended + max(_COUNT_SECONDS, _COUNTED_AGAIN * (ended - begun)), found
    return found


def _queue(services: Services) -> dict[str, int] | None:
    try:
        with services.store.read() as connection:
            return {
                "waiting": _count(connection, states.PENDING),
                "running": _count(connection, states.PROCESSING),
            }
    except (sa.exc.SQLAlchemyError, OSError):
        return None


def _count(connection: sa.Connection, status: str) -> int:
    table = schema.jobs
    found = sa.select(table.c.id).where(table.c.status == status).limit(_COUNTED).subquery()
    return int(connection.execute(sa.select(sa.func.count()).select_from(found)).scalar_one())


@lru_cache(maxsize=1)
def _version() -> str:
    return version("ionworks-api")
