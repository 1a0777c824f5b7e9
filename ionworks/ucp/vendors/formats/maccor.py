"""Maccor procedure files (``.000``, XML).

No specification is public; what is written here is what the procedures published with ``beep`` show. A loop
count is the number of passes.

Source: docs/contract/ucp.md section 4.2.
"""

from collections.abc import Iterator
from typing import Any

import attrs

from ionworks.ucp.problems import number_text, show
from ionworks.ucp.program import END, NEXT, Kind, Mode, Quantity, Resolution, Target
from ionworks.ucp.vendors.base import Format
from ionworks.ucp.vendors.constructs import NEVER, YES, Construct, ExportOptions, SupportTable, no, up_to, when
from ionworks.ucp.vendors.markup import Element, escape, read_xml
from ionworks.ucp.vendors.reading import Draft, Reading, constant_current_then_voltage, read_float
from ionworks.ucp.vendors.sequence import Action, LoopEnd, LoopStart, Sequence, Stop, safety_stops

MAX_STEPS = 999
MAX_NESTING = 4

SUPPORT: SupportTable = {
    **NEVER,
    **dict.fromkeys((Construct.CURRENT, Construct.C_RATE, Construct.VOLTAGE, Construct.REST), YES),
    Construct.POWER: YES,
    **dict.fromkeys((Construct.END_VOLTAGE, Construct.END_CURRENT, Construct.END_CURRENT_ABOVE), YES),
    **dict.fromkeys((Construct.END_C_RATE, Construct.END_TIME, Construct.END_CAPACITY), YES),
    Construct.END_TEMPERATURE: YES,
    Construct.ENDS: YES,
    Construct.GOTO: YES,
    Construct.JUMP_AGAIN: no("whether the counter then starts anew is not public"),
    Construct.REPEAT: up_to(MAX_NESTING, "levels"),
    Construct.SAFETY_VOLTAGE: YES,
    Construct.SAFETY_CURRENT: when("charge and discharge alike", lambda use, _: use.amount == 0),
    Construct.SAFETY_TEMPERATURE: YES,
    Construct.SAFETY_GOTO: YES,
    **dict.fromkeys((Construct.RECORD, Construct.RECORD_CURRENT, Construct.RECORD_OF_STEP), YES),
    Construct.DRIVE: no("a waveform file holds constant pieces, a drive cycle is linear between its samples"),
    Construct.EIS: no("the format of its .FRA file is not public"),
}

_THERMOCOUPLE = 1
_KINDS = {Kind.CHARGE: " Charge ", Kind.DISCHARGE: "Dischrge", Kind.REST: "  Rest  "}
_MODES = {Mode.CURRENT: "Current ", Mode.C_RATE: "Current ", Mode.VOLTAGE: "Voltage ", Mode.POWER: " Power  "}
_END_TYPES = {
    Quantity.TIME: "StepTime",
    Quantity.VOLTAGE: "Voltage ",
    Quantity.CURRENT: "Current ",
    Quantity.C_RATE: "Current ",
    Quantity.CAPACITY: "Amp Hour",
    Quantity.TEMPERATURE: "Themocpl",  # so spelt
}
_BLANK = " " * 8


# -- writing ------------------------------------------------------------------------------------------------


def _numbers(sequence: Sequence) -> tuple[list[int], int]:
    """Return the step number of each node and that of the End step; an outermost loop end has two steps."""
    numbers, count = [], 1
    for node, around in zip(sequence.nodes, sequence.loops(), strict=True):
        numbers.append(count)
        count += 2 if _advances(node, around) else 1
    return numbers, count


def _advances(node: object, around: tuple[int, ...]) -> bool:
    """Whether the cycle counter advances at a node: at the end of each pass of an outermost loop."""
    return isinstance(node, LoopEnd) and len(around) == 1


def check(sequence: Sequence, _options: ExportOptions) -> list[str]:
    """Refuse more steps than three digits can number."""
    _, last = _numbers(sequence)
    if last > MAX_STEPS:
        return [f"steps: found {last} steps for Maccor; allowed at most {MAX_STEPS}"]
    return []


def write(sequence: Sequence, _options: ExportOptions) -> str:
    """Return the text of the procedure."""
    numbers, last = _numbers(sequence)

    def number_of(target: Target, own: int) -> int:
        if target is NEXT:
            return own + 1
        return numbers[target] if isinstance(target, int) else last

    lines = _header(sequence.description)
    for index, (node, around) in enumerate(zip(sequence.nodes, sequence.loops(), strict=True)):
        own, depth = numbers[index], len(around)
        match node:
            case LoopStart():
                lines += _step_lines(f"Do {depth + 1}".center(8))
            case LoopEnd():
                lines += _step_lines("AdvCycle") if _advances(node, around) else []
                after = own + 2 if _advances(node, around) else own + 1
                start = sequence.nodes[node.start]
                count = start.count if isinstance(start, LoopStart) else 1
                lines += _step_lines(f"Loop {depth}".center(8), ends=_end_lines("Loop Cnt", " = ", after, str(count)))
            case Action():
                lines += _action_lines(sequence, node, index, lambda target, own=own: number_of(target, own))
    return "\n".join([*lines, *_step_lines("  End   "), "  </ProcSteps>", "</MaccorTestProcedure>", ""])


def _header(description: str) -> list[str]:
    return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<?maccor-application progid="Maccor Procedure File"?>',
        "<MaccorTestProcedure>",
        "  <header>",
        "    <BuildTestVersion>",
        *(f"      <{k}>{v}</{k}>" for k, v in (("major", 1), ("minor", 5), ("release", 7006), ("build", 32043))),
        "    </BuildTestVersion>",
        "    <FileFormatVersion>",
        "      <BTVersion>11</BTVersion>",
        "    </FileFormatVersion>",
        "    <ProcDesc>",
        f"      <desc>{escape(description)}</desc>",
        "    </ProcDesc>",
        "  </header>",
        "  <ProcSteps>",
    ]


def _step_lines(
    step_type: str,
    mode: str = _BLANK,
    value: str = "",
    *,
    ends: list[str] | None = None,
    reports: list[str] | None = None,
    note: str = "",
    is_flow: bool = True,
) -> list[str]:
    option = "" if is_flow else "N"
    body = [
        f"<StepType>{step_type}</StepType>",
        f"<StepMode>{mode}</StepMode>",
        f"<StepValue>{value}</StepValue>",
        "<Limits/>",
        *_group("Ends", ends),
        *_group("Reports", reports),
        f"<Range>{'' if is_flow else 'A'}</Range>",
        *(f"<Option{index}>{option}</Option{index}>" for index in (1, 2, 3)),
        f"<StepNote>{escape(note)}</StepNote>",
    ]
    return ["    <TestStep>", *(f"      {line}" for line in body), "    </TestStep>"]


def _group(tag: str, lines: list[str] | None) -> list[str]:
    return [f"<{tag}>", *(f"  {line}" for line in lines), f"</{tag}>"] if lines else [f"<{tag}/>"]


def _action_lines(sequence: Sequence, action: Action, index: int, number_of: Any) -> list[str]:
    limits = [stop for stop in safety_stops(sequence.safety, action) if stop.target != index]
    ends = [line for stop in limits for line in _stop_lines(stop, number_of(stop.target), is_safety=True)]
    ends += [line for stop in action.stops for line in _stop_lines(stop, number_of(stop.target))]
    value = number_text(action.value) if isinstance(action.value, float) else ""
    return _step_lines(
        _KINDS[action.kind],
        _MODES[action.mode] if action.mode is not None else _BLANK,
        value + ("C" if action.mode is Mode.C_RATE else ""),
        ends=ends,
        reports=_report_lines(action.record),
        note=" ".join((action.note or "").split()),
        is_flow=False,
    )


def _stop_lines(stop: Stop, number: int, *, is_safety: bool = False) -> list[str]:
    value = number_text(stop.value) if isinstance(stop.value, float) else ""
    if stop.quantity is Quantity.TIME and isinstance(stop.value, float):
        return _end_lines("StepTime", " = ", number, _clock(stop.value))
    if stop.quantity is Quantity.TEMPERATURE:
        value = f"{_THERMOCOUPLE}/{value}"
    elif stop.quantity is Quantity.C_RATE:
        value += "C"
    operator = "&lt;= " if stop.operator == "<" else "&gt;= "
    return _end_lines(_END_TYPES[stop.quantity], operator, number, value, is_safety=is_safety)


def _end_lines(end_type: str, operator: str, number: int, value: str, *, is_safety: bool = False) -> list[str]:
    body = [
        f"<EndType>{end_type}</EndType>",
        "<SpecialType> </SpecialType>",
        f"<Oper>{operator}</Oper>",
        f"<Step>{number:03d}</Step>",
        f"<Value>{value}</Value>",
        *(["<ChanSafetyEnd>True</ChanSafetyEnd>"] if is_safety else []),
    ]
    return ["<EndEntry>", *(f"  {line}" for line in body), "</EndEntry>"]


def _report_lines(record: Resolution) -> list[str]:
    values = {"StepTime": record.time, "Voltage ": record.voltage, "Current ": record.current}
    lines = []
    for name, value in values.items():
        if isinstance(value, float):
            text = _clock(value) if name == "StepTime" else number_text(value)
            entry = [f"  <ReportType>{name}</ReportType>", f"  <Value>{text}</Value>"]
            lines += ["<ReportEntry>", *entry, "</ReportEntry>"]
    return lines


def _clock(seconds: float) -> str:
    """Return a time as ``HH:MM:SS``, with decimals where there are any."""
    whole = int(seconds)
    fraction = f"{seconds - whole:.9f}".rstrip("0").rstrip(".")[1:] if seconds != whole else ""
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}{fraction}"


# -- reading ------------------------------------------------------------------------------------------------


def read_draft(content: bytes) -> Reading:
    """Read a Maccor procedure as far as it has a UCP form."""
    root = read_xml(content)
    steps = root.at("ProcSteps")
    draft = Draft()
    if steps is None:
        return Reading(None, ("file: found no ProcSteps; allowed a Maccor procedure",))
    opened: dict[str, int] = {}
    rows = [row for row in steps.children if row.tag == "TestStep"]
    for number, row in enumerate(rows, start=1):
        step_type = row.words("StepType")
        word, _, index = step_type.partition(" ")
        if word == "Do" and index:
            opened[index.strip()] = number
        elif word == "Loop" and index:
            _read_loop(draft, row, number, index.strip(), opened)
        elif step_type not in ("AdvCycle", "End"):
            _read_step(draft, row, number, step_type)
    for index, number in opened.items():
        draft.problem(number, f"Do {index} without its Loop")
    return draft.reading()


def _read_loop(draft: Draft, row: Element, number: int, index: str, opened: dict[str, int]) -> None:
    ends = [entry for group in row.children if group.tag == "Ends" for entry in group.children]
    count = read_float(ends[0].words("Value")) if len(ends) == 1 and ends[0].words("EndType") == "Loop Cnt" else None
    start = opened.pop(index, None)
    if start is None or count is None or not count.is_integer():
        draft.unread(number, f"Loop {index} without one Do and one loop count")
        return
    target = ends[0].words("Step")
    if not target.isdecimal() or int(target) != number + 1:
        draft.problem(number, f"a loop that goes on at step {show(target)}, not at the next")
    draft.loop(start, number, int(count), has_own_step=True)


_READ_KINDS = {text.strip(): kind for kind, text in _KINDS.items()}
_READ_ENDS = {text.strip(): quantity for quantity, text in _END_TYPES.items() if quantity is not Quantity.C_RATE}
_READ_MODES = {"Current": Mode.CURRENT, "Voltage": Mode.VOLTAGE, "Power": Mode.POWER}


def _read_step(draft: Draft, row: Element, number: int, step_type: str) -> None:
    kind, value = _READ_KINDS.get(step_type), row.words("StepValue")
    if kind is None:
        cycle = value if step_type == "FastWave" else ""
        subroutine = value if step_type.lower().startswith("subr") else ""
        draft.unread(
            number, f"a step of type {show(step_type)} ({show(value)})", drive_cycle=cycle, subroutine=subroutine
        )
        return
    mode, level = _read_set_point(row.words("StepMode"), value)
    if kind is not Kind.REST and (mode is None or level is None):
        draft.unread(number, f"the set point {show(row.words('StepMode'))} {show(value)}")
        return
    stops, safety = _read_stops(draft, row, number)
    record = _read_reports(draft, row, number)
    note = row.words("StepNote") or None
    if kind is Kind.REST:
        draft.action(number, Action("", kind, None, None, stops, record, None, note), safety)
        return
    _read_limits(draft, row, number, Action("", kind, mode, level, stops, record, None, note), safety)


def _read_set_point(mode: str, value: str) -> tuple[Mode | None, float | None]:
    if mode == "Current" and value.endswith("C"):
        return Mode.C_RATE, read_float(value[:-1])
    return _READ_MODES.get(mode), read_float(value)


def _read_limits(draft: Draft, row: Element, number: int, action: Action, safety: tuple[Stop, ...]) -> None:
    """Add a step; a voltage limit under a current, or the other way round, makes it two."""
    group = row.child("Limits")
    limits = {child.tag: child.text.strip() for child in group.children} if group is not None else {}
    wanted = "Voltage" if action.mode in (Mode.CURRENT, Mode.C_RATE) else "Current"
    if not limits:
        draft.action(number, action, safety)
        return
    mode, level = _read_set_point(wanted, limits.get(wanted, ""))
    if list(limits) != [wanted] or level is None or mode is None or action.mode is Mode.POWER:
        draft.unread(number, f"the limits {show(', '.join(f'{k} {v}' for k, v in limits.items()))}")
    elif wanted == "Voltage":
        constant_current_then_voltage(draft, number, action, level, safety=safety)
    elif isinstance(action.value, float):
        current = attrs.evolve(action, mode=mode, value=level)
        constant_current_then_voltage(draft, number, current, action.value, safety=safety)


def _entries(row: Element, group: str) -> Iterator[Element]:
    found = row.child(group)
    yield from found.children if found is not None else ()


def _read_stops(draft: Draft, row: Element, number: int) -> tuple[tuple[Stop, ...], tuple[Stop, ...]]:
    stops: list[Stop] = []
    safety: list[Stop] = []
    for entry in _entries(row, "Ends"):
        stop = _read_stop(entry)
        if stop is None:
            parts = (entry.words(tag) for tag in ("EndType", "SpecialType", "Oper", "Value", "Step"))
            draft.problem(number, f"the end {show(' '.join(part for part in parts if part))}")
            continue
        (safety if entry.words("ChanSafetyEnd") == "True" else stops).append(stop)
    return tuple(stops), tuple(safety)


def _read_stop(entry: Element) -> Stop | None:
    name, text, step = entry.words("EndType"), entry.words("Value"), entry.words("Step")
    operator = {"=": ">", ">=": ">", "<=": "<"}.get(entry.words("Oper"))
    if entry.words("SpecialType") or operator is None or not step.isdecimal():
        return None
    quantity: Quantity | None = _READ_ENDS.get(name)
    if quantity is Quantity.TIME:
        value = _read_clock(text)
    elif quantity is Quantity.CURRENT and text.endswith("C"):
        quantity, value = Quantity.C_RATE, read_float(text[:-1])
    elif quantity is Quantity.TEMPERATURE:
        channel, _, limit = text.partition("/")
        value = read_float(limit) if channel.strip() == str(_THERMOCOUPLE) else None
    else:
        value = read_float(text)
    if quantity is None or value is None:
        return None
    return Stop(quantity, operator, value, int(step) or END)


def _read_clock(text: str) -> float | None:
    parts = text.split(":")
    numbers = [read_float(part or "0") for part in parts]
    if len(parts) != 3 or any(number is None or number < 0 for number in numbers):
        return None
    hours, minutes, seconds = (number or 0.0 for number in numbers)
    return hours * 3600 + minutes * 60 + seconds


def _read_reports(draft: Draft, row: Element, number: int) -> Resolution:
    record = Resolution()
    for entry in _entries(row, "Reports"):
        name = {"StepTime": "time", "Voltage": "voltage", "Current": "current"}.get(entry.words("ReportType"))
        text = entry.words("Value")
        value = _read_clock(text) if name == "time" else read_float(text)
        if name is None or value is None or value <= 0:
            draft.problem(number, f"the report {show(entry.words('ReportType'))} {show(text)}")
        else:
            record = attrs.evolve(record, **{name: value})
    return record


FORMAT = Format(
    name="maccor",
    label="Maccor",
    suffix=".000",
    media_type="application/xml",
    encoding="utf-8",
    support=SUPPORT,
    write=write,
    read=read_draft,
    check=check,
)
