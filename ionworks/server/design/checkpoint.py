"""Evaluated points in the storage, so that a search that was cut short goes on where it was.

A search is repeatable (its seed is stored), so it is resumed by running it again: points that were evaluated before
are answered from here, and the first new one continues the search.
"""

import json
import time
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from ionworks.server.files.blobs import Blobs

_WORK_PER_WRITE: Final = 20.0
"""The file is written whole, which takes longer as it grows: this many times as long passes before the next time."""


@attrs.frozen
class Measured:
    """Metrics of one point."""

    values: tuple[float, ...]
    """In the order of the terms; NaN where there is none."""
    error: str | None = None
    """Why a run did not complete."""


class Checkpoint:
    """Points evaluated so far, in memory and, with a place for files, in one of JSON lines.

    Parameters
    ----------
    digest : str
        Identity of the problem; what another problem left in the file is dropped.
    blobs : Blobs, optional
    key : str
        Storage key of the file.
    pause_s : float
        Least seconds between two writes: what a crash may cost.
    """

    def __init__(self, digest: str, blobs: Blobs | None = None, key: str = "", pause_s: float = 1.0) -> None:
        self._blobs, self._key, self._pause_s = blobs, key, pause_s
        self._known: dict[tuple[float, ...], Measured] = {}
        self._due = 0.0
        head = json.dumps({"digest": digest}) + "\n"
        text = _content(blobs, key)
        self._lines = text.splitlines(keepends=True) if text.startswith(head) else [head]
        for line in map(json.loads, self._lines[1:]):
            self._known[tuple(line["point"])] = Measured(tuple(line["values"]), line["error"])

    def __len__(self) -> int:
        return len(self._known)

    def get(self, point: Sequence[float]) -> Measured | None:
        """Return what is known of a point."""
        return self._known.get(tuple(point))

    def add(self, found: Mapping[tuple[float, ...], Measured]) -> None:
        """Keep the metrics of points; they are stored now, or with the first ones after the pause."""
        self._known.update(found)
        if self._blobs is None:
            return
        self._lines += [_line(point, measured) for point, measured in found.items()]
        begun = time.monotonic()
        if begun >= self._due:
            self._blobs.write(self._key, "".join(self._lines).encode())
            ended = time.monotonic()
            self._due = ended + max(self._pause_s, _WORK_PER_WRITE * (ended - begun))


def _content(blobs: Blobs | None, key: str) -> str:
    try:
        return "" if blobs is None else blobs.read(key).decode()
    except FileNotFoundError:
        return ""


def _line(point: tuple[float, ...], measured: Measured) -> str:
    return json.dumps({"point": point, "values": measured.values, "error": measured.error}) + "\n"
