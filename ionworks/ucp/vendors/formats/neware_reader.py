"""Reader of Neware step files, and the numbers and names it shares with the writer.

Source: docs/contract/ucp.md section 4.4.
"""

from collections.abc import Iterator

import attrs

from ionworks.ucp.problems import show
from ionworks.ucp.program import END, NEXT, Kind, Limit, Mode, Quantity, Resolution, Safety, Target
from ionworks.ucp.vendors.markup import Element, read_xml
from ionworks.ucp.vendors.reading import Draft, Reading, constant_current_then_voltage
from ionworks.ucp.vendors.sequence import Action, Stop, unscaled

VOLT, MILLI, CHARGE = "10000", "1000", "3600000"
NEXT_LINE, END_LINE = 65526, 65535
STOP_LINES = ("65533", "65534")
CYCLE_STEP, END_STEP = "5", "6"
TYPES = {
    (Kind.CHARGE, Mode.CURRENT): "1",
    (Kind.DISCHARGE, Mode.CURRENT): "2",
    (Kind.CHARGE, Mode.VOLTAGE): "3",
    (Kind.REST, None): "4",
    (Kind.DISCHARGE, Mode.POWER): "8",
    (Kind.CHARGE, Mode.POWER): "9",
    (Kind.DISCHARGE, Mode.VOLTAGE): "19",
}
_CC_CV = {"7": Kind.CHARGE, "20": Kind.DISCHARGE}
SET_POINTS = {Mode.CURRENT: ("Curr", MILLI), Mode.VOLTAGE: ("Volt", VOLT), Mode.POWER: ("Pow", MILLI)}
_SCALED = ("Curr", "Pow", "Stop_Curr", "Cap")
CONDITIONS = {Quantity.VOLTAGE: ("1", VOLT), Quantity.CURRENT: ("2", MILLI), Quantity.TIME: ("3", MILLI)}
_FACTORS = {"Volt": VOLT, "Stop_Volt": VOLT, "Cap": CHARGE, "Rate": "1", "Stop_Rate": "1"}
_COMPARE = {"3": ">", "4": ">", "5": "<", "6": "<"}


def read_draft(content: bytes) -> Reading:
    """Read a Neware step file as far as it has a UCP form."""
    config = read_xml(content).child("config")
    info = config.child("Step_Info") if config is not None else None
    if config is None or info is None:
        return Reading(None, ("file: found no Step_Info; allowed a Neware step file",))
    draft = Draft()
    head = config.child("Head_Info") or Element("Head_Info", {})
    scale = unscaled(head.value("Scale") or "1", "1") or 1.0
    start = head.value("Start_Step")
    if start not in (None, "1"):
        draft.problems.append(f"Head_Info: found a start at step {show(start)}; allowed 1")
    capacity = unscaled(head.value("MultCap") or "", CHARGE)
    draft.nominal_capacity_ah = capacity / scale if capacity else None
    draft.safety = _read_protection(config, draft, scale)
    record = _read_record(config, draft)
    for row in info.children:
        _read_step(draft, row, scale, record)
    return draft.reading()


def _read_protection(config: Element, draft: Draft, scale: float) -> Safety:
    main = config.at("Whole_Prt", "Protect", "Main")
    limits: dict[str, Limit] = {}
    for group in main.children if main is not None else ():
        for side in group.children:
            value = unscaled(side.attributes.get("Value", ""), VOLT if group.tag == "Volt" else MILLI)
            name = {
                ("Volt", "Upper"): "voltage_max",
                ("Volt", "Lower"): "voltage_min",
                ("Curr", "Upper"): "charge_current_max",
                ("Curr", "Lower"): "discharge_current_max",
            }.get((group.tag, side.tag))
            is_odd = group.tag == "Curr" and value is not None and value * (-1 if side.tag == "Lower" else 1) < 0
            if name is None or value is None or is_odd:
                found = show(side.attributes.get("Value"))
                draft.problems.append(f"Protect: found {group.tag} {side.tag} {found}; not read")
            elif group.tag == "Volt":
                limits[name] = Limit(value)
            elif value:
                limits[name] = Limit(abs(value) / scale)
        if not group.children and group.attributes.get("Value", "0") != "0":
            draft.problems.append(f"Protect: found {group.tag} {show(group.attributes['Value'])}; not read")
    return Safety(**limits)


def _read_record(config: Element, draft: Draft) -> Resolution:
    main = config.at("Whole_Prt", "Record", "Main")
    values: dict[str, float] = {}
    names = {"Time": ("time", MILLI), "Volt": ("voltage", VOLT), "Curr": ("current", MILLI)}
    for row in main.children if main is not None else ():
        name, factor = names.get(row.tag, ("", "1"))
        value = unscaled(row.attributes.get("Value", ""), factor)
        if not name or value is None:
            draft.problems.append(f"Record: found {row.tag} {show(row.attributes.get('Value'))}; not read")
        elif value > 0:
            values[name] = value
    return Resolution(**values)


_READ_TYPES = {number: pair for pair, number in TYPES.items()}


def _read_step(draft: Draft, row: Element, scale: float, record: Resolution) -> None:
    number_text, step_type = row.attributes.get("Step_ID", ""), row.attributes.get("Step_Type", "")
    if not number_text.isdecimal():
        draft.problems.append(f"{row.tag}: found the step number {show(number_text)}; not read")
        return
    number = int(number_text)
    if step_type == END_STEP:
        return
    if step_type == CYCLE_STEP:
        other = row.at("Limit", "Other") or Element("Other", {})
        first, count = other.value("Start_Step") or "", other.value("Cycle_Count") or ""
        if first.isdecimal() and count.isdecimal():
            draft.loop(int(first), number, int(count), has_own_step=False)
        else:
            draft.unread(number, f"a cycle back to {show(first)}, {show(count)} times")
        return
    kind, mode = _READ_TYPES.get(step_type, (_CC_CV.get(step_type), Mode.CURRENT))
    if kind is None:
        draft.unread(number, f"a step of type {show(step_type)}")
        return
    _read_action(draft, row, number, Action("", kind, mode, record=record), scale, is_cc_cv=step_type in _CC_CV)


def _read_action(draft: Draft, row: Element, number: int, action: Action, scale: float, *, is_cc_cv: bool) -> None:
    main = row.at("Limit", "Main") or Element("Main", {})
    values: dict[str, float] = {}
    for child in main.children:
        factor = _FACTORS.get(child.tag, MILLI)
        value = unscaled(child.attributes.get("Value", ""), factor)
        if value is None:
            draft.problem(number, f"{child.tag} {show(child.attributes.get('Value'))}")
        elif value:
            values[child.tag] = value / scale if child.tag in _SCALED else value
    action = _with_set_point(draft, number, action, values, is_cc_cv=is_cc_cv)
    stops = [*_read_limits(draft, number, action, values), *_read_conditions(draft, row, number, scale)]
    action = attrs.evolve(action, stops=tuple(stops))
    if action.kind is not Kind.REST and action.value is None:
        draft.unread(number, "a step without a set point")
    elif is_cc_cv:
        constant_current_then_voltage(draft, number, action, values.get("Volt", 0.0))
    else:
        draft.action(number, action)


def _with_set_point(draft: Draft, number: int, action: Action, values: dict[str, float], *, is_cc_cv: bool) -> Action:
    """Take the set point out of the main limits; a C-rate beside the current says the same."""
    known = {"Time", "Stop_Volt", "Stop_Curr", "Stop_Rate", "Cap"}
    if action.mode is Mode.CURRENT:
        known |= {"Curr", "Rate"} | ({"Volt"} if is_cc_cv else set())
        if "Curr" not in values and "Rate" in values:
            action = attrs.evolve(action, mode=Mode.C_RATE, value=values["Rate"])
        else:
            action = attrs.evolve(action, value=values.get("Curr"))
    elif action.mode is not None:
        tag = SET_POINTS[action.mode][0]
        # A hold may repeat the current of the step it takes over from.
        repeats = action.mode is Mode.VOLTAGE and draft.follows(values.get("Curr"))
        known |= {tag} | ({"Curr", "Rate"} if repeats else set())
        action = attrs.evolve(action, value=values.get(tag))
    for tag in values.keys() - known:
        draft.problem(number, f"{tag} {values[tag]:g}")
    return action


def _read_limits(draft: Draft, number: int, action: Action, values: dict[str, float]) -> Iterator[Stop]:
    if "Stop_Volt" in values:
        ahead = {Kind.CHARGE: ">", Kind.DISCHARGE: "<"}.get(action.kind)
        if ahead is None or action.mode is Mode.VOLTAGE:
            draft.problem(number, f"Stop_Volt {values['Stop_Volt']:g}")
        else:
            yield Stop(Quantity.VOLTAGE, ahead, values["Stop_Volt"])
    if "Stop_Curr" in values:
        yield Stop(Quantity.CURRENT, "<", values["Stop_Curr"])
    elif "Stop_Rate" in values:
        yield Stop(Quantity.C_RATE, "<", values["Stop_Rate"])
    if "Cap" in values:
        yield Stop(Quantity.CAPACITY, ">", values["Cap"])
    if "Time" in values:
        yield Stop(Quantity.TIME, ">", values["Time"])


def _read_conditions(draft: Draft, row: Element, number: int, scale: float) -> Iterator[Stop]:
    other = row.at("Limit", "Other")
    kinds = {kind: (quantity, factor) for quantity, (kind, factor) in CONDITIONS.items()}
    for child in other.children if other is not None else ():
        words = child.attributes
        quantity, factor = kinds.get(words.get("type", ""), (None, "1"))
        operator, line = _COMPARE.get(words.get("CmpType", "")), words.get("Jump_Line", "")
        value = unscaled(words.get("Value", ""), factor)
        known: dict[str, Target] = {str(NEXT_LINE): NEXT, str(END_LINE): END}
        target = known.get(line, int(line) if line.isdecimal() and line not in STOP_LINES else None)
        plain = all(words.get(name, default) == default for name, default in (("Function", "0"), ("Aux", "0")))
        if quantity is None or operator is None or value is None or not plain or target is None:
            draft.problem(number, f"the condition {show(' '.join(f'{k}={v}' for k, v in words.items()))}")
        else:
            yield Stop(quantity, operator, value / scale if quantity is Quantity.CURRENT else value, target)
