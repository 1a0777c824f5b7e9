"""What a picture of a protocol shows: one segment per step, spans for blocks, jumps between segments.

Source: ours. Operation-free, used by ``client.protocol.plot`` and by the Studio.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from ionworks.ucp.expressions import Expression
from ionworks.ucp.grammar import unit_of
from ionworks.ucp.problems import number_text
from ionworks.ucp.program import (
    BlockEnd,
    BlockStart,
    Control,
    Destination,
    Drive,
    End,
    Kind,
    Mode,
    ModelVariable,
    Number,
    Program,
    Quantity,
    Spectrum,
    Step,
    Target,
    Waveform,
)
from ionworks.ucp.text import MODE_UNITS

_SYMBOLS = {
    Quantity.VOLTAGE: "V",
    Quantity.CURRENT: "I",
    Quantity.TIME: "t",
    Quantity.CAPACITY: "Q",
    Quantity.TEMPERATURE: "T",
}
_TIMES = "\N{MULTIPLICATION SIGN}"
_END_UNITS = {Quantity.C_RATE: "C", Quantity.TEMPERATURE: " °C"}
_LANES: Final[Mapping[Mode, str]] = {
    Mode.C_RATE: "C-rate [1/h]",
    Mode.CURRENT: "Current [A]",
    Mode.POWER: "Power [W]",
    Mode.VOLTAGE: "Voltage [V]",
}
_MARGIN: Final = 0.12
"""Room above and below the values of a lane, in parts of their range."""


@attrs.frozen
class Segment:
    """One step of a picture.

    Attributes
    ----------
    title, set_point : str
        What it does in a word or two, and at which value.
    kind : Kind
    mode : Mode or None
    value : float or None
        Set point in the unit of the mode; current, power and C-rate positive = discharge. None when it is not
        one number: a rest, a profile, an expression.
    ends : tuple of str
        One text per end, the duration last.
    voltage_ends : tuple of (str, float)
        Operator and value in V of the ends on voltage.
    """

    title: str
    set_point: str
    kind: Kind
    mode: Mode | None
    value: float | None
    ends: tuple[str, ...]
    voltage_ends: tuple[tuple[str, float], ...] = ()


@attrs.frozen
class Span:
    """A named or repeated block over the segments ``first`` to ``last``; ``height`` 0 has no block inside."""

    first: int
    last: int
    height: int
    label: str


@attrs.frozen
class Jump:
    """A jump from a segment to another; ``target`` is the number of segments for the end of the test."""

    source: int
    target: int
    label: str


@attrs.frozen
class Lane:
    """A band of the picture for one controlled quantity, over values ``low`` to ``high``."""

    mode: Mode
    name: str
    low: float
    high: float
    ticks: tuple[float, ...]
    """Values worth a label: the lowest and the highest that occur, and the zero of a signed quantity."""

    @property
    def is_signed(self) -> bool:
        """Whether values are drawn from zero: positive discharges, negative charges, a rest is at zero."""
        return self.mode is not Mode.VOLTAGE

    def part(self, value: float) -> float:
        """Where a value is, from 0 at the bottom of the band to 1."""
        return (value - self.low) / (self.high - self.low)


@attrs.frozen
class Preview:
    """Everything a picture of a protocol shows, in order."""

    segments: tuple[Segment, ...]
    spans: tuple[Span, ...]
    jumps: tuple[Jump, ...]

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """Lanes that are needed, from the top, the voltage last; without any, one for the current."""
        used = {segment.mode for segment in self.segments if segment.mode is not None}
        if any(segment.voltage_ends for segment in self.segments):
            used.add(Mode.VOLTAGE)
        return tuple(self._lane(mode) for mode in _LANES if mode in used) or (self._lane(Mode.CURRENT),)

    def _lane(self, mode: Mode) -> Lane:
        values = [one.value for one in self.segments if one.mode is mode and one.value is not None]
        if mode is Mode.VOLTAGE:
            values += [value for segment in self.segments for _, value in segment.voltage_ends]
        ticks = {min(values), max(values)} if values else set()
        low, high = min(values, default=0.0), max(values, default=1.0)
        if mode is not Mode.VOLTAGE:
            low, high = min(low, 0.0), max(high, 0.0)
            ticks.add(0.0)
        margin = _MARGIN * (high - low) or 0.5
        return Lane(mode, _LANES[mode], low - margin, high + margin, tuple(sorted(ticks)))


def preview(program: Program) -> Preview:
    """Return the picture of a program; inputs and variables stay texts.

    Parameters
    ----------
    program : Program
    """
    numbers = _segment_numbers(program)
    steps = program.steps
    segments = tuple(_segment(step) for step in steps)
    return Preview(segments, tuple(_spans(program, numbers)), tuple(_jumps(program, numbers)))


def _segment_numbers(program: Program) -> list[int]:
    """Return for each address, and for the one after the last, the number of steps before it."""
    numbers = [0]
    for item in program.items:
        numbers.append(numbers[-1] + isinstance(item, Step))
    return numbers


def _segment(step: Step) -> Segment:
    title, set_point = _action(step)
    value = step.value if isinstance(step.value, float) and step.mode is not None else None
    if value is not None and step.mode is not Mode.VOLTAGE:
        value *= step.sign or 1
    voltages = ((end.operator, end.value) for end in step.ends if end.quantity is Quantity.VOLTAGE)
    ends = [_end_text(end) for end in step.ends]
    if step.duration is not None:
        ends.append(_duration_text(step.duration))
    known = tuple((operator, number) for operator, number in voltages if isinstance(number, float))
    return Segment(title, set_point, step.kind, step.mode, value, tuple(ends), known)


def _action(step: Step) -> tuple[str, str]:
    match step.detail:
        case Drive():
            return "Drive", step.detail.profile_name
        case Waveform():
            return "Waveform", step.detail.shape
        case Spectrum():
            return "EIS", ""
    if step.kind is Kind.AMBIENT_TEMPERATURE:
        return "Ambient", f"{_number(step.value)} °C"
    if step.mode is None:
        return "Rest", ""
    title = "Hold" if step.mode is Mode.VOLTAGE else step.kind.value
    return title, f"{_number(step.value)}{MODE_UNITS[step.mode]}"


def _end_text(end: End) -> str:
    if isinstance(end.quantity, ModelVariable):
        return f"{end.quantity.value} {end.operator} {_number(end.value)}"
    unit = _END_UNITS.get(end.quantity, unit_of(end.quantity))
    name = _SYMBOLS.get(end.quantity, end.quantity.value)
    return f"{name} {end.operator} {_number(end.value)}{unit}"


def _duration_text(duration: Number) -> str:
    if isinstance(duration, Expression):
        return f"{duration.text} s"
    for unit, seconds in (("d", 86400.0), ("h", 3600.0), ("min", 60.0)):
        if duration >= seconds and (duration / seconds * 4).is_integer():
            return f"{number_text(duration / seconds)} {unit}"
    return f"{number_text(duration)} s"


def _number(value: Number | None) -> str:
    if isinstance(value, Expression):
        return value.text
    return "" if value is None else f"{value:.4g}"


def _spans(program: Program, numbers: list[int]) -> Iterator[Span]:
    heights = _heights(program)
    for item in program.items:
        if isinstance(item, BlockStart) and numbers[item.end] > numbers[item.address]:
            times = "" if item.repeat == 1.0 else f"  {_TIMES} {_number(item.repeat)}"
            condition = "" if item.condition is None else f"  if {_number(item.condition)}"
            first, last = numbers[item.address], numbers[item.end] - 1
            yield Span(first, last, heights[item.address], f"{item.name}{times}{condition}")


def _heights(program: Program) -> dict[int, int]:
    """Return for the address of each block how many blocks are nested inside it."""
    heights: dict[int, int] = {}
    opened: list[int] = []
    for item in program.items:
        if isinstance(item, BlockStart):
            heights[item.address] = 0
            opened.append(item.address)
        elif isinstance(item, BlockEnd):
            inner = opened.pop()
            if opened:
                heights[opened[-1]] = max(heights[opened[-1]], heights[inner] + 1)
    return heights


def _jumps(program: Program, numbers: list[int]) -> Iterator[Jump]:
    count = numbers[-1]

    def landing(target: Target) -> int:
        return count if isinstance(target, Destination) else numbers[target]

    for item in program.items:
        if isinstance(item, Step):
            for end in item.ends:
                if end.goto is not Destination.NEXT:
                    yield Jump(numbers[item.address], landing(end.goto), _end_text(end))
        elif isinstance(item, Control):
            # A control has no segment: its jumps start at the step before it.
            source = max(numbers[item.address] - 1, 0)
            label = "" if item.condition is None else f"if {_number(item.condition)}"
            for target, text in ((item.goto, label), (item.otherwise, "else")):
                if target is not Destination.NEXT:
                    yield Jump(source, landing(target), text)
