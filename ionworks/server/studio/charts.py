"""Small drawings that the server makes itself: lines and points with their axes, as SVG that needs no script. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from ionworks.server.studio import words
from ionworks.server.studio.plots import OKABE_ITO

Value = float | None
WIDTH: Final = 1000.0
HEIGHT: Final = 300.0
_INSETS: Final = (16.0, 10.0)
"""Room beside the outermost points, to the sides and above and below."""
_ROUNDING: Final = 1e-12
_Ends = tuple[float, float]


@attrs.frozen(kw_only=True)
class Line:
    """Values of one curve; where one is missing, the line is broken."""

    name: str
    x: Sequence[Value]
    y: Sequence[Value]
    colour: str = OKABE_ITO[0]
    is_points: bool = False
    weight: float = 1.0
    """How much thicker than others."""


@attrs.frozen(kw_only=True)
class Drawn:
    """A line in the box of the drawing."""

    name: str
    path: str
    colour: str
    width: float


@attrs.frozen(kw_only=True)
class Chart:
    """One panel of lines over the same axes."""

    x: str
    y: str
    lines: Sequence[Line]
    is_logarithmic: bool = False
    """Whether the upright axis shows powers of ten; values that are not positive are left out."""
    band: float | None = None
    """Half the height of a band around zero."""

    @property
    def caption(self) -> str:
        """What it shows, with units."""
        return f"{self.y} against {self.x}"

    @property
    def is_empty(self) -> bool:
        """Whether no point can be drawn."""
        return not any(self._points(line) for line in self.lines)

    @property
    def drawn(self) -> list[Drawn]:
        """Paths of the lines; points are lines of no length with round ends."""
        return [
            Drawn(
                name=line.name,
                path=self._path(line),
                colour=line.colour,
                width=line.weight * (5 if line.is_points else 1.8),
            )
            for line in self.lines
        ]

    @property
    def band_box(self) -> _Ends | None:
        """Upper edge and height of the band."""
        if self.band is None or self.is_empty or self.is_logarithmic:
            return None
        top, bottom = (_place(value, self._extent(1), HEIGHT, _INSETS[1]) for value in (self.band, -self.band))
        return HEIGHT - top, top - bottom

    def ends(self, axis: int) -> tuple[str, str]:
        """Return the least and the largest value of an axis in words."""
        low, high = self._extent(axis)
        if axis == 1 and self.is_logarithmic:
            low, high = 10**low, 10**high
        name = (self.x, self.y)[axis]
        return words.end_of_axis(name, low), words.end_of_axis(name, high)

    def _points(self, line: Line) -> list[_Ends]:
        found = (self._scaled(x, y) for x, y in zip(line.x, line.y, strict=True))
        return [one for one in found if one is not None]

    def _scaled(self, x: Value, y: Value) -> _Ends | None:
        if x is None or y is None or not (math.isfinite(x) and math.isfinite(y)):
            return None
        if not self.is_logarithmic:
            return x, y
        return (x, math.log10(y)) if y > 0 else None

    def _extent(self, axis: int) -> _Ends:
        values = [point[axis] for line in self.lines for point in self._points(line)]
        if axis == 1 and self.band is not None:
            values += [self.band, -self.band]
        low, high = min(values), max(values)
        # values that differ by their rounding alone are one
        return (low, low) if high - low <= _ROUNDING * max(abs(low), abs(high)) else (low, high)

    def _path(self, line: Line) -> str:
        if self.is_empty:
            return ""
        extents = self._extent(0), self._extent(1)
        parts, is_open = [], False
        for x, y in zip(line.x, line.y, strict=True):
            point = self._scaled(x, y)
            if point is None:
                is_open = False
                continue
            right = _place(point[0], extents[0], WIDTH, _INSETS[0])
            down = HEIGHT - _place(point[1], extents[1], HEIGHT, _INSETS[1])
            start = "L" if is_open and not line.is_points else "M"
            parts.append(f"{start}{right:.1f} {down:.1f}{'h0' if line.is_points else ''}")
            is_open = True
        return "".join(parts)


def _place(value: float, ends: _Ends, length: float, inset: float) -> float:
    low, high = ends
    part = 0.5 if low == high else (value - low) / (high - low)
    return inset + (length - 2 * inset) * part


def part_of(value: float, low: float, high: float) -> float:
    """Return where a value is between two bounds, from 0 to 1; on a logarithmic scale where they span two decades."""
    if low > 0 and value > 0 and high / low >= 100:
        low, value, high = (math.log10(one) for one in (low, value, high))
    return min(max((value - low) / (high - low), 0.0), 1.0) if high > low else 0.5


def shown(charts: Iterable[Chart]) -> list[Chart]:
    """Return the charts that have something to draw."""
    return [one for one in charts if not one.is_empty]
