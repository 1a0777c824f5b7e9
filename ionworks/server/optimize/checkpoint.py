"""Evaluated points in the storage, so that a search that was cut short goes on where it was.

A search is repeatable (its seed is stored), so it is resumed by running it again: points that were evaluated before
are answered from here, and the first new one continues the search.
"""

import json
from collections.abc import Mapping, Sequence

import attrs

from ionworks.server.blobs import Blobs


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
    """

    def __init__(self, digest: str, blobs: Blobs | None = None, key: str = "") -> None:
        self._blobs, self._key = blobs, key
        self._known: dict[tuple[float, ...], Measured] = {}
        head = json.dumps({"digest": digest}) + "\n"
        self._text = _content(blobs, key)
        if not self._text.startswith(head):
            self._text = head
        for line in map(json.loads, self._text.splitlines()[1:]):
            self._known[tuple(line["point"])] = Measured(tuple(line["values"]), line["error"])

    def __len__(self) -> int:
        return len(self._known)

    def get(self, point: Sequence[float]) -> Measured | None:
        """Return what is known of a point."""
        return self._known.get(tuple(point))

    def add(self, found: Mapping[tuple[float, ...], Measured]) -> None:
        """Keep the metrics of points; they are stored when this returns."""
        self._known.update(found)
        if self._blobs is not None:
            self._text += "".join(_line(point, measured) for point, measured in found.items())
            self._blobs.write(self._key, self._text.encode())


def _content(blobs: Blobs | None, key: str) -> str:
    try:
        return "" if blobs is None else blobs.read(key).decode()
    except FileNotFoundError:
        return ""


def _line(point: tuple[float, ...], measured: Measured) -> str:
    return json.dumps({"point": point, "values": measured.values, "error": measured.error}) + "\n"
