"""Arbin schedule files: ``.sdu`` of MITS up to 7 and ``.sdx`` of MITS 8.

No specification is public; what is written here is what published schedules show, every key of theirs at its
neutral value. Arbin counts charge as positive current. A repeat uses one of four counters: its start resets the
counter, its end counts up and goes back. Charge is counted from the last reset, so a reset stands before each
step that ends on charge. Safety limits become the first limits of every step.

Source: docs/contract/ucp.md section 4.3.
"""

from collections.abc import Callable, Iterator

import attrs

from ionworks.ucp.problems import number_text
from ionworks.ucp.program import END, NEXT, Kind, Mode, Quantity, Resolution, Target
from ionworks.ucp.vendors.base import Format
from ionworks.ucp.vendors.constructs import (
    NEVER,
    WITH_CAPACITY,
    YES,
    Construct,
    ExportOptions,
    SupportTable,
    no,
    up_to,
)
from ionworks.ucp.vendors.formats.arbin_reader import read_draft
from ionworks.ucp.vendors.formats.arbin_text import LIMIT_KEYS, SCHEDULE, STEP, Section, schedule_text
from ionworks.ucp.vendors.sequence import Action, LoopEnd, LoopStart, Node, Sequence, Stop, safety_stops

COUNTERS = 4

SUPPORT: SupportTable = {
    **NEVER,
    **dict.fromkeys((Construct.CURRENT, Construct.C_RATE, Construct.VOLTAGE, Construct.POWER, Construct.REST), YES),
    **dict.fromkeys((Construct.END_VOLTAGE, Construct.END_CURRENT, Construct.END_CURRENT_ABOVE), YES),
    Construct.END_C_RATE: YES,
    **dict.fromkeys((Construct.END_TIME, Construct.END_CAPACITY, Construct.ENDS, Construct.GOTO), YES),
    Construct.END_TEMPERATURE: no("the name of its auxiliary channel is that of one machine"),
    Construct.JUMP_AGAIN: YES,
    Construct.REPEAT: up_to(COUNTERS, "levels, one counter each"),
    **dict.fromkeys((Construct.SAFETY_VOLTAGE, Construct.SAFETY_CURRENT), YES),
    Construct.SAFETY_TEMPERATURE: no("the name of its auxiliary channel is that of one machine"),
    Construct.SAFETY_GOTO: no("a breach ends the test"),
    **dict.fromkeys((Construct.RECORD, Construct.RECORD_CURRENT, Construct.RECORD_OF_STEP), YES),
    Construct.DRIVE: no("the format of its profile file is not public"),
    Construct.EIS: no("the cycler has no such step"),
}
#: MITS 7 has no nominal capacity to multiply a limit with.
SDU_SUPPORT: SupportTable = {**SUPPORT, Construct.END_C_RATE: WITH_CAPACITY}

_CONTROL = {Mode.CURRENT: "Current(A)", Mode.C_RATE: "C-Rate", Mode.VOLTAGE: "Voltage(V)", Mode.POWER: "Power(W)"}
_CAPACITY_RESET = 15
_CYCLE_INDEX = 1
_NEXT, _END = "Next Step", "End Test"


@attrs.frozen
class _Plan:
    """Schedule step number and label of each node, and of the reset before it."""

    numbers: list[int]
    labels: list[str]
    count: int

    def goto(self, target: Target, sequence: Sequence, index: int) -> str:
        if isinstance(target, int):
            return self.labels[target]
        is_last = index + 1 == len(sequence.nodes)
        return _END if target is END or is_last else _NEXT


def _needs_reset(node: Node) -> bool:
    return isinstance(node, Action) and any(stop.quantity is Quantity.CAPACITY for stop in node.stops)


def _plan(sequence: Sequence) -> _Plan:
    numbers, labels, count = [], [], 0
    for node in sequence.nodes:
        numbers.append(count)
        labels.append(f"{count + 1} {_word(node)}")
        count += 2 if _needs_reset(node) else 1
    return _Plan(numbers, labels, count)


def _word(node: Node) -> str:
    if isinstance(node, Action):
        return "Reset capacity" if _needs_reset(node) else _action_word(node)
    return "Loop start" if isinstance(node, LoopStart) else "Loop end"


def _action_word(action: Action) -> str:
    if action.mode is None:
        return action.kind.value
    # A hold may turn out to charge or to discharge.
    return "Hold" if action.mode is Mode.VOLTAGE else f"{action.kind.value} {action.mode.value}"


def _limit(left: str, operator: str, right: float | str, goto: str, *, ends_step: bool = True) -> Section:
    values = {
        "m_bStepLimit": str(int(ends_step)),
        "m_bLogDataLimit": "1",
        "m_szGotoStep": goto,
        "Equation0_szLeft": left,
        "Equation0_szCompareSign": operator,
        "Equation0_szRight": str(right),
    }
    return "", {**LIMIT_KEYS, **values}


_AT_ONCE = [_limit("PV_CHAN_Step_Time", ">=", 0, _NEXT)]


def _sections(sequence: Sequence, options: ExportOptions, *, is_sdx: bool) -> Iterator[Section]:
    """Yield the step sections with their limits."""
    plan, loops, number = _plan(sequence), sequence.loops(), 0
    for index, node in enumerate(sequence.nodes):
        label = plan.labels[index]
        if isinstance(node, Action):
            if _needs_reset(node):
                yield from _set_variables(number, label, _CAPACITY_RESET, 0, _AT_ONCE)
                number, label = number + 1, f"{number + 2} {_action_word(node)}"
            limits = list(_limits(sequence, plan, index, node))
            yield from _step(number, {**_control(node, options, is_sdx=is_sdx), "m_szLabel": label}, limits)
        elif isinstance(node, LoopStart):
            # Bits from 15 on reset, the low bits of the first extension count up; bit n is counter n.
            reset = 2 ** (15 + len(loops[index]) + 1)
            yield from _set_variables(number, label, reset, 0, _AT_ONCE)
        else:
            yield from _loop_end(sequence, plan, index, node, number, len(loops[index]))
        number += 1


def _loop_end(sequence: Sequence, plan: _Plan, index: int, node: LoopEnd, number: int, depth: int) -> Iterator[Section]:
    start = sequence.nodes[node.start]
    passes = start.count if isinstance(start, LoopStart) else 1
    step_up = 2**depth + (_CYCLE_INDEX if depth == 1 else 0)
    counter = f"TC_Counter{depth}"
    limits = [
        _limit(counter, "<", passes, plan.labels[node.start + 1]),
        _limit(counter, ">=", passes, plan.goto(NEXT, sequence, index)),
    ]
    yield from _set_variables(number, plan.labels[index], 0, step_up, limits)


def _set_variables(number: int, label: str, reset: int, step_up: int, limits: list[Section]) -> Iterator[Section]:
    control = {"m_szCtrlValue": str(reset), "m_szExtCtrlValue1": str(step_up), "m_szExtCtrlValue2": "0"}
    yield from _step(number, {"m_szStepCtrlType": "Set Variable(s)", "m_szLabel": label, **control}, limits)


def _step(number: int, values: dict[str, str], limits: list[Section]) -> Iterator[Section]:
    yield f"Schedule_Step{number}", {**STEP, **values, "m_uLimitNum": str(len(limits))}
    for index, (_, limit) in enumerate(limits):
        yield f"Schedule_Step{number}_Limit{index}", limit


def _control(action: Action, options: ExportOptions, *, is_sdx: bool) -> dict[str, str]:
    """Return the control type and value of a step; charge is positive."""
    if action.mode is None or not isinstance(action.value, float):
        return {"m_szStepCtrlType": "Rest"}
    sign = "-" if action.kind is Kind.DISCHARGE and action.mode is not Mode.VOLTAGE else ""
    value = sign + number_text(action.value)
    if not is_sdx:
        return {"m_szStepCtrlType": _CONTROL[action.mode], "m_szCtrlValue": value}
    amperes = action.value if action.mode is Mode.CURRENT else 0.0
    if action.mode is Mode.C_RATE:
        amperes = action.value * (options.nominal_capacity_ah or 0.0)
        value += " * MV_NominalCapacity"
    kind = _CONTROL[Mode.CURRENT if action.mode is Mode.C_RATE else action.mode]
    return {"m_szStepCtrlType": kind, "m_szCtrlValue": value, "m_nMaxCurrent": number_text(amperes)}


def _limits(sequence: Sequence, plan: _Plan, index: int, action: Action) -> Iterator[Section]:
    """Yield the limits of a step: safety first, then its ends in order, then what to record."""
    for stop in (*safety_stops(sequence.safety, action), *action.stops):
        left, sign, operator, value = _equation(action, stop)
        right = number_text(sign * value) + (" * MV_NominalCapacity" if stop.quantity is Quantity.C_RATE else "")
        yield _limit(left, operator, right, plan.goto(stop.target, sequence, index))
    record: Resolution = action.record
    for name, change in (("Time", record.time), ("Voltage", record.voltage), ("Current", record.current)):
        if isinstance(change, float):
            yield _limit(f"DV_{name}", ">=", number_text(change), _NEXT, ends_step=False)


def _equation(action: Action, stop: Stop) -> tuple[str, int, str, float]:
    """Return left side, sign of the right side, operator and magnitude of a limit."""
    value = stop.value if isinstance(stop.value, float) else 0.0
    operator = f"{stop.operator}="
    if stop.quantity in (Quantity.CURRENT, Quantity.C_RATE):
        if action.kind is Kind.DISCHARGE:
            return "PV_CHAN_Current", -1, ">=" if operator == "<=" else "<=", value
        return "PV_CHAN_Current", 1, operator, value
    side = "Discharge" if action.kind is Kind.DISCHARGE else "Charge"
    left = {
        Quantity.TIME: "PV_CHAN_Step_Time",
        Quantity.VOLTAGE: "PV_CHAN_Voltage",
        Quantity.CAPACITY: f"PV_CHAN_{side}_Capacity",
    }[stop.quantity]
    return left, 1, operator, value


def _writer(*, is_sdx: bool) -> Callable[[Sequence, ExportOptions], str]:
    def write(sequence: Sequence, options: ExportOptions) -> str:
        comment = " ".join(sequence.description.split())
        schedule = {**SCHEDULE[is_sdx], "m_szComments": comment, "m_uStepNum": str(_plan(sequence).count)}
        return schedule_text(schedule, list(_sections(sequence, options, is_sdx=is_sdx)), is_sdx=is_sdx)

    return write


FORMAT = Format(
    name="arbin",
    label="Arbin (.sdu)",
    suffix=".sdu",
    media_type="text/plain",
    encoding="latin-1",
    support=SDU_SUPPORT,
    write=_writer(is_sdx=False),
    read=read_draft,
    only_amperes=True,
)
SDX_FORMAT = attrs.evolve(
    FORMAT,
    name="arbin_sdx",
    label="Arbin (.sdx)",
    suffix=".sdx",
    support=SUPPORT,
    write=_writer(is_sdx=True),
    only_amperes=False,
)
