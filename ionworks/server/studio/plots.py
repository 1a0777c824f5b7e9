"""Which curves a figure shows, and in which colours; a script fetches the numbers and draws. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import attrs

from ionworks.server.studio import words

OKABE_ITO: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c564b", "#7f7f7f")
_VIRIDIS: Final = (
    *("440154", "482878", "3e4989", "31688e", "26828e", "1f9e89", "35b779", "6ece58", "b5de2b", "fde725"),
)
_TWO_DECADES: Final = 100.0


@attrs.frozen(kw_only=True)
class Curve:
    """One curve: of a simulation or a measurement."""

    id: str
    name: str
    colour: str = OKABE_ITO[0]
    address: str = ""
    """Its page."""


@attrs.frozen(kw_only=True)
class Figure:
    """One panel; panels of one group share their axis, cursor and zoom, and are fetched together."""

    group: str
    source: str
    """Address of the series operation: of one curve, or of many at once, which takes the ids."""
    is_many: bool = False
    curves: Sequence[Curve]
    column: str
    x: str = "Time [s]"
    x_min: float | None = None
    x_max: float | None = None
    marks: Sequence[float] = ()
    """Where thin lines are drawn, such as the beginnings of steps."""

    @property
    def caption(self) -> str:
        """What it shows, with units."""
        return f"{self.column} against {self.x}"

    @property
    def data(self) -> dict[str, Any]:
        """What the script gets."""
        return attrs.asdict(self)


@attrs.frozen(kw_only=True)
class Points:
    """One point a run: two quantities against each other; the server draws it, since there are few."""

    x: str
    y: str
    points: Sequence[tuple[float, float]]
    curves: Sequence[Curve]

    @property
    def caption(self) -> str:
        """What it shows, with units."""
        return f"{self.y} against {self.x}"

    @property
    def drawn(self) -> list[dict[str, Any]]:
        """Places of the points in a box of 100 by 100, the origin on the upper left."""
        places = [_scaled([point[axis] for point in self.points]) for axis in (0, 1)]
        return [
            {"cx": 4 + 92 * x, "cy": 96 - 92 * y, "curve": curve, "text": f"{curve.name}: {words.number(point[1])}"}
            for curve, point, x, y in zip(self.curves, self.points, *places, strict=True)
        ]

    def ends(self, axis: int) -> tuple[str, str]:
        """Return the least and the largest value of an axis in words."""
        values = [point[axis] for point in self.points]
        name = (self.x, self.y)[axis]
        return words.end_of_axis(name, min(values)), words.end_of_axis(name, max(values))


def _scaled(values: Sequence[float]) -> list[float]:
    """Return the values between 0 and 1, on a logarithmic scale where they span two decades."""
    scaled = [math.log10(one) for one in values] if is_logarithmic(values) else list(values)
    low, high = min(scaled), max(scaled)
    return [0.5 if low == high else (one - low) / (high - low) for one in scaled]


def colours(values: Sequence[Any]) -> list[str]:
    """Return a colour for each curve: by the value of a parameter, else by its place.

    Numbers get those of viridis, on a logarithmic scale where they span two decades; up to eight others get those of
    Okabe and Ito, which differ for everybody.
    """
    numbers = [float(one) for one in values if words.is_number(one)]
    if len(numbers) < len(values) or len(set(numbers)) < 2:
        if len(values) <= len(OKABE_ITO):
            return list(OKABE_ITO[: len(values)])
        return [viridis(place / (len(values) - 1)) for place in range(len(values))]
    return [viridis(one) for one in _scaled(numbers)]


def is_logarithmic(numbers: Sequence[float]) -> bool:
    """Whether positive numbers span two decades."""
    return min(numbers) > 0 and max(numbers) / min(numbers) >= _TWO_DECADES


def viridis(part: float) -> str:
    """Return a colour between the ends of viridis, for a part from 0 to 1."""
    # the darkest and the lightest colours are lost on a dark and on a light ground
    place = (0.12 + 0.74 * min(max(part, 0.0), 1.0)) * (len(_VIRIDIS) - 1)
    index = min(int(place), len(_VIRIDIS) - 2)
    first, second = (bytes.fromhex(one) for one in _VIRIDIS[index : index + 2])
    mixed = (round(a + (b - a) * (place - index)) for a, b in zip(first, second, strict=True))
    return "#" + bytes(mixed).hex()
