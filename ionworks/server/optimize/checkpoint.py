"""Evaluated points on disk, so that a search that was cut short goes on where it was.

A search is repeatable (its seed is stored), so it is resumed by running it again: points that were evaluated before
are answered from here, and the first new one continues the search.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs


@attrs.frozen
class Measured:
    """Metrics of one point."""

    values: tuple[float, ...]
    """In the order of the terms; NaN where there is none."""
    error: str | None = None
    """Why a run did not complete."""


class Checkpoint:
    """Points evaluated so far, in memory and, with a path, in a file of JSON lines.

    Parameters
    ----------
    path : Path or None
    digest : str
        Identity of the problem; what another problem left in the file is dropped.
    """

    def __init__(self, path: Path | None, digest: str) -> None:
        self._path = path
        self._known: dict[tuple[float, ...], Measured] = {}
        if path is None:
            return
        lines = _lines(path)
        if lines and lines[0].get("digest") == digest:
            for line in lines[1:]:
                self._known[tuple(line["point"])] = Measured(tuple(line["values"]), line["error"])
        self._rewrite(digest)

    def __len__(self) -> int:
        return len(self._known)

    def get(self, point: Sequence[float]) -> Measured | None:
        """Return what is known of a point."""
        return self._known.get(tuple(point))

    def add(self, found: Mapping[tuple[float, ...], Measured]) -> None:
        """Keep the metrics of points; they are on disk when this returns."""
        self._known.update(found)
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.writelines(_line(point, measured) for point, measured in found.items())

    def _rewrite(self, digest: str) -> None:
        """Write the file anew: a process that died while writing can have left half a line."""
        assert self._path is not None
        self._path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._path.with_suffix(".partial")
        head = json.dumps({"digest": digest}) + "\n"
        temporary.write_text(head + "".join(_line(*item) for item in self._known.items()), encoding="utf-8")
        temporary.replace(self._path)


def _line(point: tuple[float, ...], measured: Measured) -> str:
    return json.dumps({"point": point, "values": measured.values, "error": measured.error}) + "\n"


def _lines(path: Path) -> list[dict[str, Any]]:
    """Return the whole lines of a file; half a line at its end is left out."""
    if not path.exists():
        return []
    found: list[dict[str, Any]] = []
    for text in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if not text.endswith("\n"):
            break
        found.append(json.loads(text))
    return found
