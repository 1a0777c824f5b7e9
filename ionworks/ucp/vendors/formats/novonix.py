"""Novonix protocol files (``.pro2``), a reconstruction.

No protocol file is public. The language is the one that Novonix data files quote: bracketed steps with
parameters and conditions written as sentences. Load a written file in the vendor's editor before using it.

Source: docs/contract/ucp.md section 4.6. Sentences as in the data file published with ``preparenovonix``.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

import attrs

from ionworks.ucp.problems import number_text, show
from ionworks.ucp.program import NEXT, Kind, Limit, Mode, Quantity, Resolution, Safety
from ionworks.ucp.vendors.base import Format
from ionworks.ucp.vendors.constructs import (
    NEVER,
    WITH_CAPACITY,
    YES,
    Construct,
    ExportOptions,
    Support,
    SupportTable,
    no,
    up_to,
    when,
)
from ionworks.ucp.vendors.reading import Draft, Reading, read_float, read_text
from ionworks.ucp.vendors.sequence import NO_RESOLUTION, Action, LoopStart, Sequence, Stop

_BOTH = when("with both limits", lambda use, _: use.amount == 0)
_NO_JUMP = "ends lead to the next step"

SUPPORT: SupportTable = {
    **NEVER,
    Construct.CURRENT: Support("condition", "with a voltage end in its direction"),
    Construct.C_RATE: WITH_CAPACITY,
    Construct.VOLTAGE: Support("condition", "only after a charge at constant current to the same voltage"),
    Construct.POWER: no("there is no such step"),
    Construct.REST: Support("condition", "with a duration"),
    **dict.fromkeys((Construct.END_VOLTAGE, Construct.END_CURRENT), YES),
    Construct.END_CURRENT_ABOVE: no("there is no such condition"),
    Construct.END_C_RATE: WITH_CAPACITY,
    **dict.fromkeys((Construct.END_TIME, Construct.END_CAPACITY, Construct.ENDS), YES),
    Construct.END_TEMPERATURE: no("there is no such condition"),
    Construct.GOTO: no(_NO_JUMP),
    Construct.JUMP_AGAIN: no(_NO_JUMP),
    Construct.REPEAT: up_to(1, "level"),
    Construct.SAFETY_VOLTAGE: _BOTH,
    Construct.SAFETY_CURRENT: no("whether its limits are magnitudes is not public"),
    Construct.SAFETY_TEMPERATURE: _BOTH,
    Construct.SAFETY_GOTO: no("a breach stops the channel"),
    Construct.RECORD: YES,
    Construct.RECORD_CURRENT: no("there is no such condition"),
    Construct.RECORD_OF_STEP: YES,
    Construct.DRIVE: no("there is no such step"),
    Construct.EIS: no("there is no such step"),
}

_SECONDS = {"hours": 3600.0, "minutes": 60.0, "seconds": 1.0}
_WORDS = {Kind.CHARGE: "charge", Kind.DISCHARGE: "discharge"}
_AHEAD = {Kind.CHARGE: ">", Kind.DISCHARGE: "<"}
_COMPARED = {">": "greater", "<": "less"}
_HEAD = ("Novonix HPC Protocol File", "Version:3.0.2.3", "Date Saved:2019-01-01")


# -- writing ------------------------------------------------------------------------------------------------


def _voltage_end(action: Action) -> Stop | None:
    """Return the voltage end that a current step has as a parameter."""
    ahead = _AHEAD.get(action.kind)
    found = (s for s in action.stops if s.quantity is Quantity.VOLTAGE and s.operator == ahead and s.target is NEXT)
    return next(found, None)


def _is_tail(before: object, action: Action) -> bool:
    """Whether a voltage hold continues a charge that ends at its voltage and nothing else."""
    if not isinstance(before, Action) or action.mode is not Mode.VOLTAGE or before.mode is not Mode.CURRENT:
        return False
    end = _voltage_end(before)
    same = before.kind is action.kind is Kind.CHARGE and before.record == action.record
    return end is not None and same and end.value == action.value and before.stops == (end,)


def check(sequence: Sequence, _options: ExportOptions) -> list[str]:
    """Refuse what the few kinds of step cannot hold."""
    problems = []
    for index, node in enumerate(sequence.nodes):
        if isinstance(node, Action):
            what = _misfit(sequence.nodes[index - 1] if index else None, node)
            problems += [f"{node.path}: {what} cannot be written for Novonix"] if what else []
    return problems


def _misfit(before: object, action: Action) -> str | None:
    if action.kind is Kind.REST:
        return None if _duration(action) is not None else "a rest without a duration"
    if action.mode is Mode.CURRENT:
        return None if _voltage_end(action) is not None else "a current step without a voltage end"
    if not _is_tail(before, action):
        return "a voltage hold that does not follow a charge to the same voltage with that end alone"
    allowed = (Quantity.CURRENT, Quantity.TIME)
    return next((f"end {s.text} of a voltage hold" for s in action.stops if s.quantity not in allowed), None)


def _duration(action: Action) -> float | None:
    last = action.stops[-1] if action.stops else None
    return last.value if last and last.quantity is Quantity.TIME and isinstance(last.value, float) else None


def write(sequence: Sequence, _options: ExportOptions) -> str:
    """Return the text of the protocol."""
    lines = [*_HEAD, f"Description: {' '.join(sequence.description.split())}", *_safety_lines(sequence.safety)]
    nodes, loops = sequence.nodes, sequence.loops()
    for index, node in enumerate(nodes):
        indent = "   " * len(loops[index])
        if isinstance(node, LoopStart):
            inside = nodes[index + 1 : node.end]
            tails = sum(isinstance(b, Action) and _is_tail(a, b) for a, b in pairwise(inside))
            steps = len(inside) - tails
            body = ["[Repeat the step(s) below]", f"   [Repeat count {node.count}]", f"   [Step count {steps}]"]
        elif isinstance(node, Action):
            following = nodes[index + 1] if index + 1 < len(nodes) else None
            tail = following if isinstance(following, Action) and _is_tail(node, following) else None
            is_tail = index > 0 and _is_tail(nodes[index - 1], node)
            body = [] if is_tail else list(_action_lines(node, tail))
        else:
            indent = "   " * (len(loops[index]) - 1)
            body = ["[End repeat]"]
        lines += [indent + line for line in body]
    return "\n".join([*lines, "[End Protocol]", ""])


def _safety_lines(safety: Safety) -> Iterator[str]:
    yield "[Protocol operating limits]"
    rows = (
        ("voltage", "V", safety.voltage_min, safety.voltage_max),
        ("temperature", "C", safety.temperature_min, safety.temperature_max),
    )
    number = 0
    for name, unit, low, high in rows:
        if low is not None and high is not None:
            bounds = f"{name} < {number_text(low.value)} {unit} or if {name} > {number_text(high.value)} {unit}"
            yield f"   [{number} Stop channel if {bounds}]"
            number += 1
    yield from ("[End protocol operating limits]", "[Protocol emergency limits]", "[End protocol emergency limits]")


def _action_lines(action: Action, tail: Action | None) -> Iterator[str]:
    value = number_text(action.value) if isinstance(action.value, float) else ""
    if action.kind is Kind.REST:
        yield "[Open circuit storage]"
        yield f"   [Storage_time {_time_text(_duration(action) or 0.0)}]"
        trips, closing = [_trip(stop) for stop in action.stops[:-1]], "[End storage]"
    elif tail is not None:
        yield "[CC-CV charge]"
        yield f"   [Maximum_current {value} A]"
        yield f"   [Charge_voltage {number_text(float(str(tail.value)))} V]"
        trips, closing = [_trip(stop, of_hold=True) for stop in tail.stops], "[End CCCV charge]"
    else:
        word, end = _WORDS[action.kind], _voltage_end(action)
        yield f"[Constant current {word}]"
        yield f"   [{word.capitalize()}_current {value} A]"
        yield f"   [{word.capitalize()}_voltage {number_text(float(str(end.value))) if end else ''} V]"
        trips, closing = [_trip(stop) for stop in action.stops if stop is not end], f"[End {word}]"
    yield from _conditions("Trip", trips)
    yield from _conditions("Save", list(_saves(action.record)))
    for name in ("Operating", "Emergency"):
        yield from (f"   [{name} limits]", f"   [End {name.lower()} limits]")
    yield closing


def _conditions(name: str, sentences: list[str]) -> Iterator[str]:
    yield f"   [{name} conditions]"
    yield from (f"      [{index} {sentence}]" for index, sentence in enumerate(sentences))
    yield f"   [End {name.lower()} conditions]"


def _trip(stop: Stop, *, of_hold: bool = False) -> str:
    value = stop.value if isinstance(stop.value, float) else 0.0
    compared = _COMPARED[stop.operator]
    match stop.quantity:
        case Quantity.TIME if of_hold:
            return f"End step if hold time is greater than {_time_text(value)}"
        case Quantity.TIME:
            return f"End step if step time is longer than {_time_text(value)}"
        case Quantity.CAPACITY:
            return f"End step if step capacity is {compared} than {number_text(value)} Ah"
        case Quantity.CURRENT:
            return f"End step if absolute current is {compared} than {number_text(value)} A"
    return f"End step if voltage is {compared} than {number_text(value)} V"


def _saves(record: Resolution) -> Iterator[str]:
    for symbol, value, unit in (("T", record.time, "seconds"), ("V", record.voltage, "V")):
        if isinstance(value, float):
            yield f"Save data if ∆{symbol} is greater than {number_text(value)} {unit}"


def _time_text(seconds: float) -> str:
    unit = next(unit for unit, factor in _SECONDS.items() if (seconds / factor).is_integer() or unit == "seconds")
    return f"{number_text(seconds / _SECONDS[unit])} {unit}"


# -- reading ------------------------------------------------------------------------------------------------

_STEP = re.compile(
    r"\[(Open circuit storage|Constant current (?:dis)?charge|CC-CV (?:dis)?charge|Increment .*|Repeat the .*)\]"
)
_SECTION = re.compile(r"\[(End )?((Trip|Save|Operating|Emergency) |increment)", re.IGNORECASE)
_PARAMETER = re.compile(r"\[([A-Z][A-Za-z]*_[a-z]+|Repeat count|Step count):? ([\d.eE+-]+) ?(\w*)\]")
_SENTENCE = re.compile(r"\[\d+ (.*)\]")
_TRIP = re.compile(
    r"End step if (step time|total step time|hold time|step capacity|absolute current|voltage) is "
    r"(longer|greater|less) than ([\d.eE+-]+) (hours?|minutes?|seconds?|Ah|A|V)"
)
_SAVE = re.compile(r"Save data if ∆([TV]) is greater than ([\d.eE+-]+) (seconds?|minutes?|hours?|V)")
_STOP_CHANNEL = re.compile(
    r"Stop channel if (voltage|temperature) < ([-\d.eE+]+) [VC] or if (?:\1) > ([-\d.eE+]+) [VC]"
)
_QUANTITIES = {"step capacity": Quantity.CAPACITY, "absolute current": Quantity.CURRENT, "voltage": Quantity.VOLTAGE}


@attrs.define
class _Block:
    """One bracketed step while it is read."""

    title: str
    number: int
    values: dict[str, float] = attrs.Factory(dict)
    units: dict[str, str] = attrs.Factory(dict)
    trips: list[tuple[str, Stop]] = attrs.Factory(list)
    record: Resolution = NO_RESOLUTION
    unread: list[str] = attrs.Factory(list)


def read_draft(content: bytes) -> Reading:
    """Read a Novonix protocol, or the one quoted in a data file, as far as it has a UCP form."""
    lines = [line.strip() for line in read_text(content, ("utf-8-sig", "cp1252")).split("\n")]
    draft, block, number = Draft(), None, 0
    repeats: list[tuple[int, _Block]] = []
    for line in lines:
        opening = _STEP.fullmatch(line)
        if line in ("[End Protocol]", "[Data]"):
            break
        if opening:
            number += 1
            block = _Block(opening.group(1), number)
            repeats += [(number, block)] if block.title.startswith("Repeat") else []
        elif line == "[End repeat]":
            number += 1
            _close_repeat(draft, repeats, number)
        elif block is not None and re.fullmatch(r"\[End (storage|(CCCV )?(dis)?charge)\]", line):
            _add(draft, block)
            block = None
        else:
            _read_line(draft, block, line)
    if not number:
        return Reading(None, ("file: found no step; allowed a Novonix protocol",))
    return draft.reading()


def _close_repeat(draft: Draft, repeats: list[tuple[int, _Block]], number: int) -> None:
    first, block = repeats.pop() if repeats else (0, _Block("", 0))
    count = block.values.get("Repeat count", 0.0)
    if first and count >= 1 and count.is_integer():
        draft.loop(first, number, int(count), has_own_step=True)
    else:
        draft.unread(number, "the end of a repeat without its count")


def _read_line(draft: Draft, block: _Block | None, line: str) -> None:
    sentence, parameter = _SENTENCE.fullmatch(line), _PARAMETER.fullmatch(line)
    if sentence and block is None:
        _read_safety(draft, sentence.group(1))
    elif sentence and block is not None:
        _read_sentence(block, sentence.group(1))
    elif parameter and block is not None:
        value = read_float(parameter.group(2))
        if value is not None:
            block.values[parameter.group(1)] = value
            block.units[parameter.group(1)] = parameter.group(3)
    elif block is not None and line.startswith("[") and not _SECTION.match(line):
        draft.problem(block.number, f"the line {show(line)}")


def _read_safety(draft: Draft, sentence: str) -> None:
    match = _STOP_CHANNEL.fullmatch(sentence)
    if match is None:
        draft.problems.append(f"protocol limits: found {show(sentence)}; not read")
        return
    low, high = float(match.group(2)), float(match.group(3))
    names = {f"{match.group(1)}_min": Limit(low), f"{match.group(1)}_max": Limit(high)}
    draft.safety = attrs.evolve(draft.safety, **names)


def _read_sentence(block: _Block, sentence: str) -> None:
    trip, save = _TRIP.fullmatch(sentence), _SAVE.fullmatch(sentence)
    if trip:
        subject, compared, text, unit = trip.groups()
        value = float(text) * _SECONDS.get(unit.rstrip("s") + "s", 1.0)
        quantity = _QUANTITIES.get(subject, Quantity.TIME)
        block.trips.append((subject, Stop(quantity, "<" if compared == "less" else ">", value)))
    elif save:
        name = "time" if save.group(1) == "T" else "voltage"
        value = float(save.group(2)) * _SECONDS.get(save.group(3).rstrip("s") + "s", 1.0)
        block.record = attrs.evolve(block.record, **{name: value})
    else:
        block.unread.append(sentence)


def _add(draft: Draft, block: _Block) -> None:
    """Add the step or, for CC-CV, the two steps that a block stands for."""
    for sentence in block.unread:
        draft.problem(block.number, f"the condition {show(sentence)}")
    kind = Kind.DISCHARGE if block.title.endswith("discharge") else Kind.CHARGE
    if block.title == "Open circuit storage":
        stops = [stop for _, stop in block.trips]
        seconds = _SECONDS.get(block.units.get("Storage_time", "").rstrip("s") + "s")
        if "Storage_time" in block.values and seconds:
            stops.append(Stop(Quantity.TIME, ">", block.values["Storage_time"] * seconds))
        draft.action(block.number, Action("", Kind.REST, None, None, tuple(stops), block.record))
        return
    word = _WORDS[kind].capitalize()
    is_cc_cv = block.title.startswith("CC-CV")
    current = block.values.get("Maximum_current" if is_cc_cv else f"{word}_current")
    voltage = block.values.get(f"{word}_voltage")
    if current is None or voltage is None:
        draft.unread(block.number, f"{block.title} without its current and voltage")
        return
    reached = Stop(Quantity.VOLTAGE, _AHEAD[kind], voltage)
    charge = Action("", kind, Mode.CURRENT, current, (reached,), block.record)
    if not is_cc_cv:
        draft.action(block.number, attrs.evolve(charge, stops=(reached, *(stop for _, stop in block.trips))))
        return
    hold = tuple(stop for subject, stop in block.trips if subject in ("hold time", "absolute current"))
    for subject, stop in block.trips:
        if stop not in hold:
            draft.problem(block.number, f"the condition on {subject} over a current and a voltage phase together")
    draft.action(block.number, charge)
    draft.action(block.number, Action("", kind, Mode.VOLTAGE, voltage, hold, block.record))


FORMAT = Format(
    name="novonix",
    label="Novonix",
    suffix=".pro2",
    media_type="text/plain",
    encoding="utf-8",
    support=SUPPORT,
    write=write,
    read=read_draft,
    check=check,
    only_amperes=True,
    ordered=False,
)
