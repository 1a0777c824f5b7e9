"""Reader of Arbin schedules of both versions.

Source: docs/contract/ucp.md section 4.3.
"""

import re
from collections.abc import Iterable, Iterator

import attrs

from ionworks.ucp.problems import show
from ionworks.ucp.program import END, NEXT, Kind, Limit, Mode, Quantity, Resolution, Safety, Target
from ionworks.ucp.vendors.reading import Draft, Reading, constant_current_then_voltage, read_float, read_text
from ionworks.ucp.vendors.sequence import Action, Stop

MAX_STEPS = 10_000

_SECTION = re.compile(r"\[([^\]\n]+)\]\s*")
_STEP_NAME = re.compile(r"Schedule_Step(\d{1,5})(?:_Limit(\d{1,3}))?")
_PRODUCT = re.compile(r"\s*(?:([-+]?[\d.eE+-]+)\s*\*\s*)?MV_NominalCapacity\s*")
_CONTROL = {"Current(A)": Mode.CURRENT, "C-Rate": Mode.C_RATE, "Voltage(V)": Mode.VOLTAGE, "Power(W)": Mode.POWER}
_LEFT = {"PV_CHAN_Step_Time": Quantity.TIME, "PV_CHAN_Voltage": Quantity.VOLTAGE, "PV_CHAN_Current": Quantity.CURRENT}
_LEFT |= {"PV_CHAN_CV_Stage_Current": Quantity.CURRENT}
_CAPACITY = {"PV_CHAN_Charge_Capacity": Kind.CHARGE, "PV_CHAN_Discharge_Capacity": Kind.DISCHARGE}
_DIRECTED = (Quantity.CURRENT, Quantity.C_RATE, Quantity.CAPACITY)
_RECORD = {"DV_Time": "time", "DV_Voltage": "voltage", "DV_Current": "current"}
#: Set variables: the first counter bit of each of the three fields, and what the others may hold.
_RESET_SHIFT, _PLAIN_RESETS, _CYCLE_INDEX = 15, 15, 1

Values = dict[str, str]


@attrs.frozen
class _Step:
    number: int
    values: Values
    limits: list[Values]

    def get(self, key: str) -> str:
        return self.values.get(key, "").strip()


def read_draft(content: bytes) -> Reading:
    """Read a schedule of MITS 7 or 8 as far as it has a UCP form. Step numbers count from 1."""
    sections = _sections(read_text(content, ("utf-8-sig", "latin-1")))
    if "Schedule" not in sections:
        return Reading(None, ("file: found no section Schedule; allowed an Arbin schedule",))
    steps = list(_steps(sections))
    draft = Draft()
    formulas = [name for name in sections if re.fullmatch(r"Schedule_Formula\d+", name)]
    values = _formula_values(sections[name] for name in formulas)
    draft.safety = _read_scopes(sections["Schedule"], draft)
    labels = {step.get("m_szLabel"): step.number for step in reversed(steps)}
    counters: dict[int, int] = {}
    previous: _Step | None = None
    for step in steps:
        context = _Context(draft, labels, values, _resets_capacity(previous), steps[-1].number)
        _read_step(context, step, counters)
        previous = step
    return draft.reading()


def _sections(text: str) -> dict[str, Values]:
    sections: dict[str, Values] = {}
    body: Values = {}
    for line in text.split("\n"):
        heading = _SECTION.fullmatch(line)
        if heading:
            body = sections.setdefault(heading.group(1), {})
        elif "=" in line:
            key, _, value = line.partition("=")
            body[key.strip()] = value
    return sections


def _steps(sections: dict[str, Values]) -> Iterator[_Step]:
    limits: dict[int, list[tuple[int, Values]]] = {}
    found: dict[int, Values] = {}
    for name, body in sections.items():
        match = _STEP_NAME.fullmatch(name)
        if match and match.group(2) is not None:
            limits.setdefault(int(match.group(1)), []).append((int(match.group(2)), body))
        elif match:
            found[int(match.group(1))] = body
    for index in sorted(found)[:MAX_STEPS]:
        rows = [body for _, body in sorted(limits.get(index, []), key=lambda pair: pair[0])]
        yield _Step(index + 1, found[index], rows)


def _formula_values(bodies: Iterable[Values]) -> dict[str, float]:
    """Return the formulas that are constants: an expression ``a*1 + 0`` of numbers only."""
    values = {}
    for body in bodies:
        match = re.fullmatch(r"\s*([-+]?[\d.]+)\s*\*\s*1\s*\+\s*0\s*", body.get("m_szExpression", ""))
        number = read_float(match.group(1)) if match else None
        if number is not None:
            values[body.get("m_szLabel", "").strip()] = number
    return values


def _read_scopes(schedule: Values, draft: Draft) -> Safety:
    limits: dict[str, Limit] = {}
    for word, low_name, high_name in (
        ("Voltage", "voltage_min", "voltage_max"),
        ("Current", "discharge_current_max", "charge_current_max"),
    ):
        if schedule.get(f"m_bCheck{word}Safety", "0").strip() != "1":
            continue
        low, _, high = schedule.get(f"m_{word}SafetyScope", "").partition("^")
        bounds = read_float(low), read_float(high)
        if bounds[0] is None or bounds[1] is None or (word == "Current" and not bounds[0] <= 0 <= bounds[1]):
            draft.problems.append(f"Schedule: found the safety scope {show(f'{low}^{high}')}; not read")
            continue
        limits[low_name] = Limit(abs(bounds[0]) if word == "Current" else bounds[0])
        limits[high_name] = Limit(bounds[1])
    return Safety(**limits)


def _resets_capacity(step: _Step | None) -> bool:
    if step is None or step.get("m_szStepCtrlType") != "Set Variable(s)":
        return False
    value = read_float(step.get("m_szCtrlValue"))
    return value is not None and int(value) & _PLAIN_RESETS == _PLAIN_RESETS


@attrs.frozen
class _Context:
    draft: Draft
    labels: dict[str, int]
    formulas: dict[str, float]
    is_reset: bool
    last: int

    def target(self, word: str) -> Target | None:
        """Return NEXT, END or a step number; None for an unknown label."""
        return {"Next Step": NEXT, "": NEXT, "End Test": END}.get(word, self.labels.get(word))

    def number(self, text: str) -> tuple[float | None, bool]:
        """Return a number and whether it is per nominal capacity."""
        match = _PRODUCT.fullmatch(text)
        if match:
            return (1.0 if match.group(1) is None else read_float(match.group(1))), True
        return self.formulas.get(text.strip(), read_float(text)), False


def _read_step(context: _Context, step: _Step, counters: dict[int, int]) -> None:
    control = step.get("m_szStepCtrlType")
    if control == "Set Variable(s)":
        _read_variables(context, step, counters)
        return
    if control == "Rest":
        action = Action("", Kind.REST)
    elif control in _CONTROL or control == "CCCV":
        value, per_capacity = context.number(step.get("m_szCtrlValue"))
        if value is None:
            context.draft.unread(step.number, f"the set point {show(step.get('m_szCtrlValue'))} of {control}")
            return
        mode = _CONTROL.get(control, Mode.CURRENT)
        mode = Mode.C_RATE if per_capacity and mode is Mode.CURRENT else mode
        kind = Kind.DISCHARGE if value < 0 else Kind.CHARGE
        action = Action("", kind, mode, abs(value) if mode is not Mode.VOLTAGE else value)
    else:
        context.draft.unread(step.number, f"a step of type {show(control)}")
        return
    action = _with_limits(context, step, action)
    if control != "CCCV":
        context.draft.action(step.number, action)
        return
    voltage, _ = context.number(step.get("m_szExtCtrlValue1"))
    if voltage is None:
        context.draft.unread(step.number, f"the voltage {show(step.get('m_szExtCtrlValue1'))} of CCCV")
    else:
        constant_current_then_voltage(context.draft, step.number, action, voltage)


def _with_limits(context: _Context, step: _Step, action: Action) -> Action:
    stops: list[Stop] = []
    record: dict[str, float] = {}
    is_directed = False
    for row in step.limits:
        equations = [
            tuple(row.get(f"Equation{index}_sz{part}", "").strip() for part in ("Left", "CompareSign", "Right"))
            for index in range(3)
        ]
        used = [equation for equation in equations if equation[0]]
        ends_step = row.get("m_bStepLimit", "0").strip() == "1"
        name = _RECORD.get(used[0][0]) if used else None
        value, _ = context.number(used[0][2]) if used else (None, False)
        if not ends_step and len(used) <= 1 and (not used or (name is not None and value)):
            record |= {name: value} if name is not None and value else {}
            continue
        stop = _stop(context, step, action, used[0]) if ends_step and len(used) == 1 else None
        target = context.target(row.get("m_szGotoStep", "").strip())
        if stop is None or target is None:
            text = " and ".join(" ".join(equation) for equation in used)
            what = "limit" if ends_step else "recording limit"
            context.draft.problem(step.number, f"the {what} {show(text)} to {show(row.get('m_szGotoStep', ''))}")
            continue
        action, one = stop
        stops.append(attrs.evolve(one, target=target))
        is_directed = is_directed or one.quantity in _DIRECTED
        action = attrs.evolve(action, stops=tuple(stops) if is_directed else ())
    return attrs.evolve(action, stops=tuple(stops), record=Resolution(**record))


def _stop(context: _Context, step: _Step, action: Action, equation: tuple[str, ...]) -> tuple[Action, Stop] | None:
    """Return a limit as a stop; for a voltage hold it may tell the direction of the action."""
    left, sign, right = equation
    operator = {">": ">", ">=": ">", "<": "<", "<=": "<"}.get(sign)
    value, per_capacity = context.number(right)
    if operator is None or value is None:
        return None
    quantity = Quantity.CAPACITY if left in _CAPACITY else _LEFT.get(left)
    if quantity is Quantity.CURRENT:
        return _current_stop(action, Quantity.C_RATE if per_capacity else quantity, operator, value)
    if quantity is Quantity.CAPACITY:
        action, fits = _with_direction(action, _CAPACITY[left])
        if not fits or not context.is_reset:
            context.draft.problem(step.number, f"{left} in another direction or without a reset before the step")
            return None
    return None if quantity is None or per_capacity else (action, Stop(quantity, operator, value))


def _current_stop(action: Action, quantity: Quantity, operator: str, value: float) -> tuple[Action, Stop] | None:
    """Return a limit on the signed current as one on its magnitude."""
    action, fits = _with_direction(action, Kind.DISCHARGE if value < 0 else Kind.CHARGE)
    if not fits:
        return None
    if value < 0:
        operator, value = {"<": ">", ">": "<"}[operator], -value
    return action, Stop(quantity, operator, value)


def _with_direction(action: Action, kind: Kind) -> tuple[Action, bool]:
    """Return the action in a direction and whether it has it; a voltage hold takes the first it is given."""
    if action.mode is Mode.VOLTAGE and not action.stops:
        return attrs.evolve(action, kind=kind), True
    return action, action.kind is kind


def _read_variables(context: _Context, step: _Step, counters: dict[int, int]) -> None:
    """Read a step that sets variables: the start or the end of a loop, or a reset, which leaves no trace."""
    numbers = [read_float(step.get(f"m_sz{key}") or "0") for key in ("CtrlValue", "ExtCtrlValue1", "ExtCtrlValue2")]
    if any(number is None or number < 0 or not number.is_integer() for number in numbers):
        context.draft.unread(step.number, "a step that sets variables to expressions")
        return
    reset, up, down = (int(number or 0) for number in numbers)
    targets = [context.target(row.get("m_szGotoStep", "").strip()) for row in step.limits]
    if not up & ~_CYCLE_INDEX and not down and all(target is NEXT for target in targets):
        for counter in range(1, 5):
            if reset >> _RESET_SHIFT & 1 << counter:
                counters[counter] = step.number
        return
    loop = _loop(context, step, up, down, reset)
    if loop is None or loop[0] not in counters:
        context.draft.unread(step.number, f"a loop by {show(' or '.join(map(_limit_text, step.limits)))}")
        return
    counter, passes, first = loop
    start = counters.pop(counter)
    if first == start + 1:
        context.draft.loop(start, step.number, passes, has_own_step=True)
    else:
        context.draft.unread(step.number, f"a loop back to step {first}, whose counter is reset in step {start}")


def _loop(context: _Context, step: _Step, up: int, down: int, reset: int) -> tuple[int, int, int] | None:
    """Return counter, passes and first step of a loop: one counter counted up, back while below, on when not."""
    raised = [counter for counter in range(1, 5) if up >> counter & 1]
    if len(raised) != 1 or down or reset or len(step.limits) != 2:
        return None
    back, on = step.limits
    passes = read_float(back.get("Equation0_szRight"))
    name = f"TC_Counter{raised[0]}"
    signs = (back.get("Equation0_szCompareSign"), on.get("Equation0_szCompareSign"))
    same = all(row.get("Equation0_szLeft") == name and not row.get("Equation1_szLeft") for row in (back, on))
    first, after = context.target(back.get("m_szGotoStep", "")), context.target(on.get("m_szGotoStep", ""))
    is_last = step.number == context.last
    forward = after is NEXT or (after is END and is_last)
    fits = same and signs == ("<", ">=") and read_float(on.get("Equation0_szRight")) == passes and forward
    if not fits or passes is None or not passes.is_integer() or not isinstance(first, int):
        return None
    return raised[0], int(passes), first


def _limit_text(row: Values) -> str:
    words = (row.get(f"Equation0_sz{part}", "") for part in ("Left", "CompareSign", "Right"))
    return f"{' '.join(words)} to {row.get('m_szGotoStep', '')}"
