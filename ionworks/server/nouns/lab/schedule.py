"""Earliest places on channels, one wanted measurement after another. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

Span = tuple[float, float]
"""From and to, in seconds since 1970; a channel is free at the end itself."""
NEVER: Final = float("inf")


@attrs.frozen(kw_only=True)
class Rating:
    """What a channel can do, or a measurement needs; ``None`` is not said."""

    max_amps: float | None = None
    min_volts: float | None = None
    max_volts: float | None = None

    def lacks(self, need: Rating) -> str | None:
        """Return what a channel lacks for a need, with both values; an unrated one lacks whatever is needed."""
        for name, unit, is_upper in (("max_amps", "A", True), ("min_volts", "V", False), ("max_volts", "V", True)):
            wanted, there = getattr(need, name), getattr(self, name)
            if wanted is None:
                continue
            if there is None:
                return f"needs {name} {wanted:g} {unit}, and the channel is not rated"
            if (there < wanted) if is_upper else (there > wanted):
                return f"needs {name} {wanted:g} {unit}, and the channel has {there:g} {unit}"
        return None


@attrs.frozen(kw_only=True)
class Place:
    """A channel and when it is taken."""

    channel_id: str
    rating: Rating
    taken: tuple[Span, ...] = ()


@attrs.frozen(kw_only=True)
class Wanted:
    """A measurement that needs a place."""

    id: str
    duration: float
    """s"""
    setup: float = 0.0
    """Before the start [s]."""
    teardown: float = 0.0
    """After the end [s]."""
    need: Rating = Rating()
    cell: str | None = None
    """Cell it runs on, which can be in one place only."""


@attrs.frozen(kw_only=True)
class Assignment:
    """Where a wanted measurement goes, or why nowhere."""

    id: str
    channel_id: str | None = None
    start: float | None = None
    end: float | None = None
    reason: str | None = None


def propose(
    wanted: Sequence[Wanted], places: Sequence[Place], cells: Mapping[str, Sequence[Span]], after: float
) -> list[Assignment]:
    """Give each wanted measurement, in order, the place at which it ends first; ties go to the place that comes first.

    Parameters
    ----------
    wanted : sequence of Wanted
        In the order of their priority.
    places : sequence of Place
    cells : mapping of str to spans
        When cells are on test elsewhere.
    after : float
        No work on anything begins before.
    """
    taken = {place.channel_id: list(place.taken) for place in places}
    busy = {cell: list(spans) for cell, spans in cells.items()}
    found = []
    for one in wanted:
        length = one.setup + one.duration + one.teardown
        fitting = [place for place in places if place.rating.lacks(one.need) is None]
        options = [
            (_earliest([*taken[place.channel_id], *busy.get(one.cell or "", ())], after, length), number)
            for number, place in enumerate(fitting)
        ]
        best, number = min(options, default=(NEVER, 0))
        if best == NEVER:
            found.append(Assignment(id=one.id, reason=_reason(one, places, fitting)))
            continue
        channel_id = fitting[number].channel_id
        span = (best, best + length)
        taken[channel_id].append(span)
        if one.cell is not None:
            busy.setdefault(one.cell, []).append(span)
        start = best + one.setup
        found.append(Assignment(id=one.id, channel_id=channel_id, start=start, end=start + one.duration))
    return found


def _earliest(taken: Sequence[Span], after: float, length: float) -> float:
    """Return the earliest time at which so much is free."""
    start = after
    for begin, end in sorted(taken):
        if begin >= start + length:
            break
        start = max(start, end)
    return start


def _reason(one: Wanted, places: Sequence[Place], fitting: Sequence[Place]) -> str:
    if not places:
        return "the project has no channels"
    if not fitting:
        return f"no channel is rated for it: it {places[0].rating.lacks(one.need)}"
    return "every channel that is rated for it is out of commission or busy without a known end"
