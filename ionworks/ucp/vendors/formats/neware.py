"""Neware step files (``.xml`` of BTS 8).

No specification is public; several open writers agree on what is written here. Voltages are in 0.1 mV, currents
in mA, powers in mW, times in ms, charges in mA.s.

Source: docs/contract/ucp.md section 4.4.
"""

import uuid
from collections.abc import Iterator

import attrs

from ionworks.ucp.program import NEXT, Kind, Limit, Mode, Quantity, Resolution, Target
from ionworks.ucp.vendors.base import Format
from ionworks.ucp.vendors.constructs import (
    NEVER,
    SAME_EVERYWHERE,
    WITH_CAPACITY,
    YES,
    Construct,
    ExportOptions,
    SupportTable,
    no,
    up_to,
)
from ionworks.ucp.vendors.formats.neware_reader import (
    CHARGE,
    CONDITIONS,
    CYCLE_STEP,
    END_LINE,
    END_STEP,
    MILLI,
    NEXT_LINE,
    SET_POINTS,
    TYPES,
    VOLT,
    read_draft,
)
from ionworks.ucp.vendors.markup import escape
from ionworks.ucp.vendors.sequence import Action, LoopEnd, LoopStart, Sequence, Stop, scaled_text

MAX_NESTING = 3

SUPPORT: SupportTable = {
    **NEVER,
    **dict.fromkeys((Construct.CURRENT, Construct.VOLTAGE, Construct.POWER, Construct.REST), YES),
    Construct.C_RATE: WITH_CAPACITY,
    **dict.fromkeys((Construct.END_VOLTAGE, Construct.END_CURRENT, Construct.END_CURRENT_ABOVE), YES),
    Construct.END_C_RATE: WITH_CAPACITY,
    **dict.fromkeys((Construct.END_TIME, Construct.END_CAPACITY, Construct.ENDS, Construct.GOTO), YES),
    Construct.END_TEMPERATURE: no("the number of its auxiliary channel is that of one machine"),
    Construct.JUMP_AGAIN: no("whether the counter then starts anew is not public"),
    Construct.REPEAT: up_to(MAX_NESTING, "levels"),
    **dict.fromkeys((Construct.SAFETY_VOLTAGE, Construct.SAFETY_CURRENT), YES),
    Construct.SAFETY_TEMPERATURE: no("the number of its auxiliary channel is that of one machine"),
    Construct.SAFETY_GOTO: no("a breach stops the test"),
    **dict.fromkeys((Construct.RECORD, Construct.RECORD_CURRENT), YES),
    Construct.RECORD_OF_STEP: SAME_EVERYWHERE,
    Construct.DRIVE: no("the format of its profile file is not public"),
    Construct.EIS: no("the cycler has no such step"),
}

# The client whose files the open writers imitate. The date is fixed: equal protocols give equal files.
_CLIENT = 'version="17" client_version="BTS Client 8.0.0.478(2024.06.24)(R3)" date="20240624000000"'


def check(sequence: Sequence, _options: ExportOptions) -> list[str]:
    """Refuse a second main limit of one kind and jumps on charge, which conditions cannot express."""
    problems = []
    for action in sequence.actions:
        _, conditions = _split(action)
        problems += [
            f"{action.path}: end {stop.text} cannot be written for Neware (charge ends a step once, without a jump)"
            for stop in conditions
            if stop.quantity not in CONDITIONS
        ]
    return problems


_MAIN_ORDER = ("Stop_Volt", "Stop_Curr", "Cap", "Time")


def _main_limit(action: Action, stop: Stop) -> tuple[str, str] | None:
    """Return tag and factor of the main limit that a stop is, if it is one."""
    if stop.target is not NEXT:
        return None
    if stop.quantity is Quantity.TIME:
        return "Time", MILLI
    if stop.quantity is Quantity.CAPACITY:
        return "Cap", CHARGE
    if stop.quantity is Quantity.CURRENT and stop.operator == "<" and action.mode is Mode.VOLTAGE:
        return "Stop_Curr", MILLI
    ahead = {Kind.CHARGE: ">", Kind.DISCHARGE: "<"}.get(action.kind)
    is_drawn = action.mode in (Mode.CURRENT, Mode.POWER)
    return ("Stop_Volt", VOLT) if stop.quantity is Quantity.VOLTAGE and stop.operator == ahead and is_drawn else None


def _split(action: Action) -> tuple[dict[str, str], list[Stop]]:
    """Return the main limits of an action as texts by tag, and the stops that have to be conditions."""
    main: dict[str, str] = {}
    conditions = []
    for stop in action.stops:
        limit = _main_limit(action, stop)
        if limit is None or limit[0] in main or not isinstance(stop.value, float):
            conditions.append(stop)
        else:
            main[limit[0]] = scaled_text(stop.value, limit[1])
    return {tag: main[tag] for tag in _MAIN_ORDER if tag in main}, conditions


def _numbers(sequence: Sequence) -> list[int]:
    """Return the step number of each node; the start of a loop has that of the step after it."""
    numbers, count = [], 1
    for node in sequence.nodes:
        numbers.append(count)
        count += not isinstance(node, LoopStart)
    return numbers


def write(sequence: Sequence, options: ExportOptions) -> str:
    """Return the text of the step file."""
    numbers, last = _numbers(sequence), len(sequence.nodes) + 1
    last -= sum(isinstance(node, LoopStart) for node in sequence.nodes)
    lines = [f'<Step_Info Num="{last}">']
    for index, node in enumerate(sequence.nodes):
        match node:
            case LoopEnd():
                start = sequence.nodes[node.start]
                count = start.count if isinstance(start, LoopStart) else 1
                lines += _step(
                    numbers[index], CYCLE_STEP, [], [("Start_Step", numbers[node.start]), ("Cycle_Count", count)]
                )
            case Action():
                lines += _action(sequence, index, node, numbers)
    lines += [f'  <Step{last} Step_ID="{last}" Step_Type="{END_STEP}"/>', "</Step_Info>"]
    body = [*_head(sequence, options), *lines, "<SMBUS>", '  <SMBUS_Info Num="0" AdjacentInterval="0"/>', "</SMBUS>"]
    text = "\n".join(f"    {line}" for line in body)
    guid = uuid.uuid5(uuid.NAMESPACE_OID, text)
    config = f'  <config type="Step File" {_CLIENT} Guid="{guid}">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<root>\n{config}\n{text}\n  </config>\n</root>\n'


def _head(sequence: Sequence, options: ExportOptions) -> list[str]:
    capacity = options.nominal_capacity_ah
    record = sequence.actions[0].record if sequence.actions else Resolution()
    voltage = _range(sequence.safety.voltage_min, sequence.safety.voltage_max, VOLT)
    discharge = sequence.safety.discharge_current_max
    lowest = attrs.evolve(discharge, value=-discharge.value) if discharge is not None else None
    current = _range(lowest, sequence.safety.charge_current_max, MILLI)
    records = (("Time", record.time, MILLI), ("Volt", record.voltage, VOLT), ("Curr", record.current, MILLI))
    return [
        "<Head_Info>",
        *(f'  <{tag} Value="{value}"/>' for tag, value in (("Operate", "66"), ("Scale", "1"))),
        '  <Start_Step Value="1" Hide_Ctrl_Step="0"/>',
        '  <Creator Value="ionworks"/>',
        f'  <Remark Value="{escape(sequence.description)}"/>',
        '  <RateType Value="103"/>',
        *([f'  <MultCap Value="{scaled_text(capacity, CHARGE)}"/>'] if capacity is not None else []),
        "</Head_Info>",
        "<Whole_Prt>",
        *_element(
            "  ", "Protect", _element("  ", "Main", [*_element("", "Volt", voltage), *_element("", "Curr", current)])
        ),
        *_element("  ", "Record", _element("  ", "Main", list(_values(records)))),
        "</Whole_Prt>",
    ]


def _range(low: Limit | None, high: Limit | None, factor: str) -> list[str]:
    pairs = (("Upper", high), ("Lower", low))
    return [f'<{tag} Value="{scaled_text(limit.value, factor)}"/>' for tag, limit in pairs if limit is not None]


def _values(rows: tuple[tuple[str, object, str], ...]) -> Iterator[str]:
    for tag, value, factor in rows:
        if isinstance(value, float):
            yield f'<{tag} Value="{scaled_text(value, factor)}"/>'


def _element(indent: str, tag: str, lines: list[str]) -> list[str]:
    inner = [f"{indent}  {line}" for line in lines]
    return [f"{indent}<{tag}>", *inner, f"{indent}</{tag}>"] if lines else [f"{indent}<{tag}/>"]


def _step(number: int, step_type: str, main: list[str], other: list[tuple[str, int]]) -> list[str]:
    lines = _element("", "Main", main) if main else []
    lines += _element("", "Other", [f'<{tag} Value="{value}"/>' for tag, value in other]) if other else []
    return _wrapped(number, step_type, lines)


def _wrapped(number: int, step_type: str, limits: list[str]) -> list[str]:
    inner = [f"    {line}" for line in _element("", "Limit", limits)]
    return [f'  <Step{number} Step_ID="{number}" Step_Type="{step_type}">', *inner, f"  </Step{number}>"]


def _action(sequence: Sequence, index: int, action: Action, numbers: list[int]) -> list[str]:
    main: list[str] = []
    if action.mode is not None and isinstance(action.value, float):
        tag, factor = SET_POINTS[action.mode]
        main.append(f'<{tag} Value="{scaled_text(action.value, factor)}"/>')
    current = _current_before(sequence, index)
    if current is not None:
        # The hold starts within the current it takes over from, as other writers do.
        main.append(f'<Curr Value="{scaled_text(current, MILLI)}"/>')
    limits, conditions = _split(action)
    main += [f'<{tag} Value="{value}"/>' for tag, value in limits.items()]
    lines = _element("", "Main", main) if main else []
    if conditions:
        rows = [_condition(f"Cnd{number}", stop, numbers) for number, stop in enumerate(conditions, 1)]
        lines += [f'<Other CndCount="{len(rows)}">', *(f"  {row}" for row in rows), "</Other>"]
    return _wrapped(numbers[index], TYPES[action.kind, action.mode], lines)


def _current_before(sequence: Sequence, index: int) -> float | None:
    """Return the current of the step before a voltage hold, when that step ends at the voltage held."""
    action, before = sequence.nodes[index], sequence.nodes[index - 1] if index else None
    if not isinstance(action, Action) or not isinstance(before, Action) or action.mode is not Mode.VOLTAGE:
        return None
    reaches = any(
        stop.quantity is Quantity.VOLTAGE and stop.value == action.value and stop.target is NEXT
        for stop in before.stops
    )
    same = before.mode is Mode.CURRENT and before.kind is action.kind
    return before.value if reaches and same and isinstance(before.value, float) else None


def _condition(tag: str, stop: Stop, numbers: list[int]) -> str:
    kind, factor = CONDITIONS[stop.quantity]
    compare = "4" if stop.quantity is Quantity.TIME else "3" if stop.operator == ">" else "5"
    value = scaled_text(stop.value, factor) if isinstance(stop.value, float) else ""
    attributes = {
        "type": kind,
        "Function": "0",
        "CmpType": compare,
        "Jump_Line": str(_line(stop.target, numbers)),
        "Value": value,
        "TimeGoto": "0",
        "GlobleUserID": "2147483647",
        "GLobleType": "1",
        "GlobalVar": "2147483647",
        "Aux": "0",
    }
    words = " ".join(f'{name}="{text}"' for name, text in attributes.items())
    return f"<{tag} {words}/>"


def _line(target: Target, numbers: list[int]) -> int:
    if isinstance(target, int):
        return numbers[target]
    return NEXT_LINE if target is NEXT else END_LINE


FORMAT = Format(
    name="neware",
    label="Neware",
    suffix=".xml",
    media_type="application/xml",
    encoding="utf-8",
    support=SUPPORT,
    write=write,
    read=read_draft,
    check=check,
    only_amperes=True,
    ordered=False,
)
