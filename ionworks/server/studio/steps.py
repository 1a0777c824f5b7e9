"""The picture of a protocol before anything runs: what each step holds, as SVG that needs no script. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import attrs

from ionworks.server.studio import words
from ionworks.server.studio.plots import OKABE_ITO
from ionworks.ucp.preview import Lane, Preview, Segment
from ionworks.ucp.program import Kind, Mode

WIDTH: Final = 1000.0
HEIGHT: Final = 84.0
_MOST: Final = 200
_BLUE, _ORANGE, _GREEN, _PINK, *_, _BROWN, _GREY = OKABE_ITO
_COLOURS: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.CHARGE: _BLUE,
        Kind.DISCHARGE: _ORANGE,
        Kind.COMPUTED: _PINK,
        Kind.REST: _GREY,
        Kind.DRIVE: _PINK,
        Kind.WAVEFORM: _PINK,
        Kind.EIS: _GREEN,
        Kind.AMBIENT_TEMPERATURE: _BROWN,
    }
)


@attrs.frozen(kw_only=True)
class Bar:
    """One step in the band of a quantity: its value as a line, filled down to zero."""

    x: float
    width: float
    colour: str
    text: str
    line: float | None
    """Height of the value; none where it is not one number."""
    top: float
    height: float
    limits: Sequence[float] = ()
    """Heights of the voltages that end it."""


@attrs.frozen(kw_only=True)
class Band:
    """One quantity over all steps."""

    name: str
    ticks: Sequence[tuple[float, str]]
    zero: float | None
    bars: Sequence[Bar]


@attrs.frozen(kw_only=True)
class Picture:
    """What is drawn of a protocol."""

    bands: Sequence[Band]
    blocks: Sequence[str]
    count: int
    drawn: int
    kinds: Sequence[tuple[str, str]]
    """Names and colours of what occurs."""
    caption: str = "What each step holds"


def picture(preview: Preview) -> Picture:
    """Return the picture of a protocol; of very long ones that of the first steps."""
    count = len(preview.segments)
    shown = attrs.evolve(preview, segments=preview.segments[:_MOST])
    kinds = {one.kind: _COLOURS[one.kind] for one in shown.segments}
    return Picture(
        bands=[_band(lane, shown.segments) for lane in shown.lanes],
        blocks=[f"{_range(one.first, one.last)}: {one.label}" for one in preview.spans if one.first < _MOST],
        count=count,
        drawn=len(shown.segments),
        kinds=[(kind.value, colour) for kind, colour in kinds.items()],
    )


def _range(first: int, last: int) -> str:
    return f"Step {first + 1}" if first == last else f"Steps {first + 1} to {last + 1}"


def _band(lane: Lane, segments: Sequence[Segment]) -> Band:
    return Band(
        name=lane.name,
        ticks=[(_height(lane, value), words.number(value)) for value in lane.ticks],
        zero=_height(lane, 0.0) if lane.is_signed else None,
        bars=list(_bars(lane, segments)),
    )


def _bars(lane: Lane, segments: Sequence[Segment]) -> Iterator[Bar]:
    width = WIDTH / max(1, len(segments))
    zero = _height(lane, 0.0) if lane.is_signed else HEIGHT
    for number, one in enumerate(segments):
        is_here = one.mode is lane.mode
        is_rest = one.kind is Kind.REST and lane.is_signed
        limits = [_height(lane, value) for _, value in one.voltage_ends] if lane.mode is Mode.VOLTAGE else []
        if not (is_here or is_rest or limits):
            continue
        line = zero if is_rest else _height(lane, one.value) if is_here and one.value is not None else None
        top, bottom = (0.0, HEIGHT) if is_here and line is None else sorted((zero if line is None else line, zero))
        yield Bar(
            x=number * width,
            width=width,
            colour=_COLOURS[one.kind],
            text=_text(number, one),
            line=line,
            top=top,
            height=bottom - top,
            limits=limits,
        )


def _text(number: int, segment: Segment) -> str:
    held = f"{segment.title} {segment.set_point}".strip()
    return f"{number + 1}: {held}" + (f" until {' or '.join(segment.ends)}" if segment.ends else "")


def _height(lane: Lane, value: float) -> float:
    return round(HEIGHT * (1 - lane.part(value)), 1)
