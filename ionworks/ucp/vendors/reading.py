"""From the numbered steps of a cycler file to a UCP mapping; what is not understood is noted, never guessed.

Source: docs/contract/ucp.md sections 4.1 and 4.7; operation ``parse_protocol_file``.
"""

import math
from bisect import bisect_left
from typing import Any

import attrs

from ionworks.ucp.grammar import MAX_ITEMS
from ionworks.ucp.normalize import program_to_document
from ionworks.ucp.problems import ProtocolError
from ionworks.ucp.program import (
    END,
    NEXT,
    BlockEnd,
    BlockStart,
    Destination,
    End,
    Globals,
    Kind,
    Limit,
    Marker,
    Mode,
    Program,
    ProgramItem,
    Quantity,
    Resolution,
    Safety,
    Step,
    Target,
)
from ionworks.ucp.reading.outline import MAX_BLOCK_DEPTH
from ionworks.ucp.vendors.sequence import NO_SAFETY, Action, Stop

_SAFETY_NAMES = {
    (Quantity.VOLTAGE, "<"): ("voltage_min",),
    (Quantity.VOLTAGE, ">"): ("voltage_max",),
    (Quantity.TEMPERATURE, "<"): ("temperature_min",),
    (Quantity.TEMPERATURE, ">"): ("temperature_max",),
    (Quantity.CURRENT, ">"): ("charge_current_max", "discharge_current_max"),
}


@attrs.frozen
class Reading:
    """What a file holds: the UCP mapping of the readable part and a text for every part that is not."""

    document: dict[str, Any] | None
    problems: tuple[str, ...] = ()
    nominal_capacity_ah: float | None = None
    required_drive_cycles: tuple[str, ...] = ()
    required_subroutines: tuple[str, ...] = ()


@attrs.frozen
class _Entry:
    """One line of the file's program under its own number; ``node`` is None where nothing could be read."""

    number: int
    rank: int
    order: int
    node: Action | None = None
    safety: tuple[Stop, ...] = ()
    unread: str = ""
    loop: "_Loop | None" = None


@attrs.frozen
class _Loop:
    first: int
    last: int
    count: int
    has_own_step: bool


@attrs.define
class Draft:
    """Collects the steps of a file; the targets of their stops are the file's own step numbers."""

    problems: list[str] = attrs.Factory(list)
    nominal_capacity_ah: float | None = None
    safety: Safety = NO_SAFETY
    _entries: list[_Entry] = attrs.Factory(list)
    _loops: list[_Loop] = attrs.Factory(list)
    _drive_cycles: list[str] = attrs.Factory(list)
    _subroutines: list[str] = attrs.Factory(list)

    def action(self, number: int, action: Action, safety: tuple[Stop, ...] = ()) -> None:
        """Add a step; `safety` are stops the file marks as safety limits."""
        if not action.stops and not safety and action.kind is not Kind.EIS:
            self.unread(number, "a step without an end")
            return
        self._entries.append(_Entry(number, 1, len(self._entries), action, safety))

    def loop(self, first: int, last: int, count: int, *, has_own_step: bool) -> None:
        """Add a loop over the steps `first` to `last`; the latter (and with an own step the former) are its own."""
        if count < 1 or first > last:
            self.problems.append(f"step {last}: found a loop of {count} passes back to step {first}; not read")
            return
        self._loops.append(_Loop(first, last, count, has_own_step))

    def unread(self, number: int, what: str, *, drive_cycle: str = "", subroutine: str = "") -> None:
        """Note a step that has no UCP form; a marker keeps its place and its jumps."""
        self.problems.append(f"step {number}: found {what}; not read")
        self._entries.append(_Entry(number, 1, len(self._entries), unread=what))
        self._drive_cycles += [drive_cycle] if drive_cycle else []
        self._subroutines += [subroutine] if subroutine else []

    def problem(self, number: int, what: str) -> None:
        """Note a part of a step that has no UCP form."""
        self.problems.append(f"step {number}: found {what}; not read")

    def follows(self, current: float | None) -> bool:
        """Whether the step read last runs at this current in A."""
        last = self._entries[-1].node if self._entries else None
        return last is not None and last.mode is Mode.CURRENT and last.value == current

    def reading(self) -> Reading:
        """Return what was read.

        Raises
        ------
        ProtocolError
            When there are more steps than a protocol may have.
        """
        if len(self._entries) + 2 * len(self._loops) > MAX_ITEMS:
            raise ProtocolError(f"file: found {len(self._entries)} steps; allowed at most {MAX_ITEMS} with loop bounds")
        entries = self._in_order()
        has_steps = any(entry.node is not None for entry in entries)
        document = _document(_Assembly(entries, self.safety).program()) if has_steps else None
        return Reading(
            document,
            tuple(dict.fromkeys(self.problems)),
            self.nominal_capacity_ah,
            tuple(dict.fromkeys(self._drive_cycles)),
            tuple(dict.fromkeys(self._subroutines)),
        )

    def _in_order(self) -> list[_Entry]:
        """Return the steps and loop bounds in file order; loops that cross are noted and left out."""
        found = list(self._entries)
        for loop in self._loops:
            found.append(_Entry(loop.first, 0, -loop.last, loop=loop))
            found.append(_Entry(loop.last, 2, loop.last, loop=loop))
        found.sort(key=lambda entry: (entry.number, entry.rank, entry.order))
        opened: list[_Loop] = []
        for entry in found:
            if entry.loop is None:
                continue
            if entry.rank == 0:
                opened.append(entry.loop)
            if len(opened) > MAX_BLOCK_DEPTH or (entry.rank == 2 and opened.pop() is not entry.loop):
                self.problem(entry.number, f"loops that cross, or more than {MAX_BLOCK_DEPTH} inside each other")
                return [each for each in found if each.loop is None]
        return found


class _Assembly:
    """Turns entries in order into a program: resolves numbers to addresses, lifts safety limits."""

    def __init__(self, entries: list[_Entry], safety: Safety) -> None:
        self._entries = entries
        self._own_safety = safety
        self._numbers = [entry.number for entry in entries]
        self._around = self._enclosing()
        self._bounds = {(entry.loop, entry.rank): i for i, entry in enumerate(entries) if entry.loop is not None}
        self._lifted = self._common_safety()
        self._stops = [self._resolved_stops(index) for index in range(len(entries))]
        self._addresses = self._address_table()
        self._resolution = self._common_resolution()

    def program(self) -> Program:
        """Return the program."""
        items: list[ProgramItem] = []
        for index, entry in enumerate(self._entries):
            if self._addresses[index] > len(items):
                # The end of a loop has no name of its own to jump to.
                items.append(Marker(address=len(items), path="", name=f"End of step {entry.number}"))
            items.append(self._item(index, entry))
        return Program(tuple(items), Globals(resolution=self._resolution), self._safety())

    def _enclosing(self) -> list[tuple[_Loop, ...]]:
        around: list[tuple[_Loop, ...]] = []
        opened: tuple[_Loop, ...] = ()
        for entry in self._entries:
            if entry.loop is not None and entry.rank == 2:
                opened = opened[:-1]
            around.append(opened)
            if entry.loop is not None and entry.rank == 0:
                opened = (*opened, entry.loop)
        return around

    # -- jumps ------------------------------------------------------------------------------------------

    def _resolve(self, target: Target, source: int | None) -> Target:
        """Return the index of the entry a step number leads to, NEXT or END."""
        is_last = source == len(self._entries) - 1
        if isinstance(target, Destination):
            return NEXT if is_last else target
        index = bisect_left(self._numbers, target)
        inside = self._around[source] if source is not None else ()
        while index < len(self._entries) and self._starts_around(index, inside):
            index += 1
        if index == len(self._entries):
            return NEXT if is_last else END
        return NEXT if source is not None and index == source + 1 else index

    def _starts_around(self, index: int, inside: tuple[_Loop, ...]) -> bool:
        entry = self._entries[index]
        if entry.loop is None or entry.rank == 2 or entry.loop.has_own_step:
            return False
        return entry.loop in inside

    def _resolved_stops(self, index: int) -> list[Stop]:
        entry = self._entries[index]
        if entry.node is None:
            return []
        kept = [stop for stop in entry.safety if stop not in self._lifted]
        return [attrs.evolve(s, target=self._resolve(s.target, index)) for s in (*kept, *entry.node.stops)]

    def _address_table(self) -> list[int]:
        """Return the address of each entry, leaving room for a marker before a loop end that is jumped to."""
        jumped = {stop.target for stops in self._stops for stop in stops}
        jumped |= {self._resolve(stop.target, None) for stop in self._lifted}
        addresses, count = [], 0
        for index, entry in enumerate(self._entries):
            count += entry.rank == 2 and index in jumped
            addresses.append(count)
            count += 1
        return addresses

    def _goto(self, target: Target) -> Target:
        """Return the address of an entry, or of the marker before it."""
        if isinstance(target, Destination):
            return target
        return self._addresses[target - 1] + 1 if target else 0

    # -- safety limits ----------------------------------------------------------------------------------

    def _common_safety(self) -> list[Stop]:
        """Return the stops marked as safety that every step has; a step they lead to needs none."""
        actions = [entry for entry in self._entries if entry.node is not None]
        candidates = dict.fromkeys(stop for entry in actions[:3] for stop in entry.safety)
        return [stop for stop in candidates if self._is_common(stop)]

    def _is_common(self, stop: Stop) -> bool:
        if (stop.quantity, stop.operator) not in _SAFETY_NAMES:
            return False
        spared = self._resolve(stop.target, None)
        for index, entry in enumerate(self._entries):
            if entry.node is None or stop in entry.safety or index == spared:
                continue
            if stop.quantity is not Quantity.CURRENT or entry.node.kind is not Kind.REST:
                return False
        return True

    def _safety(self) -> Safety:
        limits: dict[str, Limit] = {}
        for stop in self._lifted:
            for name in _SAFETY_NAMES[stop.quantity, stop.operator]:
                if isinstance(stop.value, float):
                    limits.setdefault(name, Limit(stop.value, self._goto(self._resolve(stop.target, None))))
        return attrs.evolve(self._own_safety, **limits)

    # -- items ------------------------------------------------------------------------------------------

    def _common_resolution(self) -> Resolution:
        nodes = (entry.node for entry in self._entries)
        records = {node.record for node in nodes if node is not None and node.kind is not Kind.EIS}
        return records.pop() if len(records) == 1 else Resolution()

    def _item(self, index: int, entry: _Entry) -> ProgramItem:
        common: dict[str, Any] = {"address": self._addresses[index], "path": ""}
        if entry.node is not None:
            return self._step(index, entry.node, common)
        if entry.loop is None:
            return Marker(name=f"Step {entry.number} was not read: {entry.unread}", **common)
        other = self._addresses[self._bounds[entry.loop, 2 - entry.rank]]
        if entry.rank == 2:
            return BlockEnd(start=other, **common)
        name = f"Loop {entry.loop.first} to {entry.loop.last}"
        return BlockStart(name=name, end=other, repeat=float(entry.loop.count), **common)

    def _step(self, index: int, action: Action, common: dict[str, Any]) -> Step:
        ends = [End(s.quantity, s.operator, s.value, self._goto(s.target)) for s in self._stops[index]]
        duration = None
        if ends and ends[-1].quantity is Quantity.TIME and ends[-1].operator == ">" and ends[-1].goto is NEXT:
            duration = ends.pop().value
        return Step(
            kind=action.kind,
            mode=action.mode,
            value=action.value,
            duration=duration,
            ends=tuple(ends),
            resolution=action.record if action.record not in (self._resolution, Resolution()) else None,
            detail=action.detail,
            note=action.note or None,
            **common,
        )


def _document(program: Program) -> dict[str, Any]:
    """Write a program as a UCP mapping without made-up initial conditions."""
    document = program_to_document(program)
    resolution = document.pop("global").get("resolution")
    return {"global": {"resolution": resolution}, **document} if resolution is not None else document


def constant_current_then_voltage(
    draft: Draft, number: int, current: Action, voltage: float, *, safety: tuple[Stop, ...] = ()
) -> None:
    """Add a step that holds a voltage once it is reached as two steps, as far as that is exact.

    Current ends belong to the voltage phase, voltage ends to both; an end on time or charge counts over both
    phases, which two steps cannot express, so it is noted.
    """
    operator = "<" if current.kind is Kind.DISCHARGE else ">"
    both = tuple(stop for stop in current.stops if stop.quantity in (Quantity.VOLTAGE, Quantity.TEMPERATURE))
    hold = tuple(stop for stop in current.stops if stop.quantity in (Quantity.CURRENT, Quantity.C_RATE))
    for stop in current.stops:
        if stop not in both and stop not in hold:
            draft.problem(number, f"the end {stop.text} over a current and a voltage phase together")
    reached = Stop(Quantity.VOLTAGE, operator, voltage, NEXT)
    draft.action(number, attrs.evolve(current, stops=(*both, reached)), safety)
    draft.action(number, attrs.evolve(current, mode=Mode.VOLTAGE, value=voltage, stops=(*hold, *both)), safety)


def read_float(text: str | None) -> float | None:
    """Return the finite number a text stands for, else None."""
    try:
        number = float(text) if text is not None else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


_TEXT_BYTES = 8 << 20
"""Most bytes of a text in no known encoding."""


def read_text(content: bytes, encodings: tuple[str, ...]) -> str:
    """Return the text of a file in the first encoding that fits, with plain line ends."""
    text = content[:_TEXT_BYTES].decode(encodings[-1], errors="replace")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    return text.replace("\r\n", "\n").replace("\r", "\n")
