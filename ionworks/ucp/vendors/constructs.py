"""What a protocol uses, as a list of constructs; each format declares which of them it can carry.

The declarations are the single source of refusals and of the support matrix in the documentation.

Source: docs/contract/ucp.md sections 4.1 and 4.8 (support matrix).
"""

import enum
from collections.abc import Callable, Iterator, Mapping

import attrs

from ionworks.ucp.problems import number_text
from ionworks.ucp.program import Expression, Kind, Mode, Quantity, Safety, Spectrum
from ionworks.ucp.vendors.sequence import Action, LoopStart, Sequence, Stop


class Construct(enum.Enum):
    """One row of the support matrix."""

    CURRENT = "constant current"
    C_RATE = "constant C-rate"
    VOLTAGE = "constant voltage"
    POWER = "constant power"
    REST = "rest"
    END_VOLTAGE = "end: voltage"
    END_CURRENT = "end: current below"
    END_CURRENT_ABOVE = "end: current above"
    END_C_RATE = "end: C-rate"
    END_TIME = "end: time, duration"
    END_CAPACITY = "end: capacity"
    END_TEMPERATURE = "end: temperature"
    END_OF_REST = "end: current or capacity of a rest"
    END_BELOW = "end: time or capacity below"
    END_OTHER = "end: SOC, energy, power, d/dt"
    END_MODEL = "end: variable of the model"
    ENDS = "several ends in one step"
    GOTO = "end with a jump"
    JUMP = "jump without a step before it"
    JUMP_AGAIN = "jump out of a repeat that runs again"
    JUMP_INTO = "jump into the middle of a repeat"
    REPEAT = "repeat"
    SAFETY_VOLTAGE = "safety: voltage"
    SAFETY_CURRENT = "safety: current"
    SAFETY_TEMPERATURE = "safety: temperature"
    SAFETY_GOTO = "safety limit with a jump"
    RECORD = "resolution: time, voltage"
    RECORD_CURRENT = "resolution: current"
    RECORD_OF_STEP = "resolution of one step"
    DRIVE = "drive cycle"
    EIS = "EIS"
    WAVEFORM = "waveform"
    AMBIENT = "ambient temperature of a step"
    VARIABLE = "set_variable"
    CONDITION = "if"
    COMPUTED = "value computed during the test"
    ZERO = "set point of zero"


@attrs.frozen
class Use:
    """One place in a protocol that needs a construct; ``amount`` is what a condition looks at."""

    path: str
    construct: Construct
    text: str
    amount: float = 0.0


@attrs.frozen
class ExportOptions:
    """Choices beside the protocol: nominal capacity in A.h, name of the file without its ending."""

    nominal_capacity_ah: float | None = None
    filename_stem: str = "protocol"


Accepts = Callable[[Use, ExportOptions], bool]


@attrs.frozen
class Support:
    """How a format stands to a construct: ``level`` is yes, no or condition; ``note`` says why or which."""

    level: str
    note: str = ""
    accepts: Accepts = attrs.field(default=lambda _use, _options: True, eq=False, repr=False)


SupportTable = Mapping[Construct, Support]
YES = Support("yes")


def no(reason: str) -> Support:
    """Return the declaration that a construct cannot be carried, and why."""
    return Support("no", reason, lambda _use, _options: False)


def when(condition: str, accepts: Accepts) -> Support:
    """Return the declaration that a construct can be carried under a condition."""
    return Support("condition", condition, accepts)


def up_to(limit: int, noun: str) -> Support:
    """Return the declaration that the amount of a use may reach `limit`."""
    return when(f"at most {limit} {noun}", lambda use, _options: use.amount <= limit)


WITH_CAPACITY = when("needs nominal_capacity_ah", lambda _use, options: options.nominal_capacity_ah is not None)
SAME_EVERYWHERE = when("only the same in all steps", lambda use, _options: use.amount == 0)

#: What no cycler file carries.
NEVER: SupportTable = {
    Construct.END_OF_REST: no("a rest moves no charge"),
    Construct.END_BELOW: no("it is true when the step begins"),
    Construct.END_OTHER: no("cyclers have no such end in common"),
    Construct.END_MODEL: no("a cycler cannot measure it"),
    Construct.JUMP: no("cyclers jump at the end of a step"),
    Construct.JUMP_INTO: no("the loop counter would be undefined"),
    Construct.WAVEFORM: no("its file format is not public"),
    Construct.AMBIENT: no("the cycler does not control the chamber"),
    Construct.VARIABLE: no("variables cannot be carried"),
    Construct.CONDITION: no("conditions cannot be carried"),
    Construct.COMPUTED: no("only numbers can be written"),
    Construct.ZERO: no("write a Rest"),
}

_MODES = {
    Mode.CURRENT: Construct.CURRENT,
    Mode.C_RATE: Construct.C_RATE,
    Mode.VOLTAGE: Construct.VOLTAGE,
    Mode.POWER: Construct.POWER,
}
_KINDS = {
    Kind.REST: Construct.REST,
    Kind.DRIVE: Construct.DRIVE,
    Kind.EIS: Construct.EIS,
    Kind.WAVEFORM: Construct.WAVEFORM,
    Kind.AMBIENT_TEMPERATURE: Construct.AMBIENT,
    Kind.COMPUTED: Construct.COMPUTED,
}
_ENDS = {
    Quantity.VOLTAGE: Construct.END_VOLTAGE,
    Quantity.CURRENT: Construct.END_CURRENT,
    Quantity.C_RATE: Construct.END_C_RATE,
    Quantity.TIME: Construct.END_TIME,
    Quantity.CAPACITY: Construct.END_CAPACITY,
    Quantity.TEMPERATURE: Construct.END_TEMPERATURE,
}
_OF_CHARGE = (Quantity.CURRENT, Quantity.C_RATE, Quantity.CAPACITY)


def uses(sequence: Sequence) -> Iterator[Use]:
    """Yield every construct of a sequence with the place that needs it."""
    first = next((action.record for action in sequence.actions if action.kind is not Kind.EIS), None)
    for node, around in zip(sequence.nodes, sequence.loops(), strict=True):
        if isinstance(node, LoopStart):
            depth = len(around) + 1
            yield Use(node.path, Construct.REPEAT, f"a repeat nested {depth} deep", depth)
        elif isinstance(node, Action):
            yield from _action_uses(node)
            if node.kind is not Kind.EIS:
                changed = float(node.record != first)
                yield Use(node.path, Construct.RECORD_OF_STEP, "a resolution of its own", changed)
    yield from _safety_uses(sequence.safety)


def _action_uses(action: Action) -> Iterator[Use]:
    construct = _KINDS.get(action.kind)
    if construct is None and action.mode is not None:
        construct = _MODES[action.mode]
    if construct is not None:
        amount = action.value if isinstance(action.value, float) else 0.0
        yield Use(action.path, construct, _set_point(action), amount)
    if isinstance(action.value, Expression):
        yield Use(action.path, Construct.COMPUTED, f"value {action.value}")
    if action.value == 0 and action.mode is not Mode.VOLTAGE and action.kind in (Kind.CHARGE, Kind.DISCHARGE):
        yield Use(action.path, Construct.ZERO, _set_point(action))
    for stop in action.stops:
        yield from _stop_uses(action, stop)
    if action.stops:
        yield Use(action.path, Construct.ENDS, f"{len(action.stops)} ends, the duration counted", len(action.stops))
    yield from _record_uses(action)


def _set_point(action: Action) -> str:
    if action.mode is None or action.value is None:
        return action.kind.value
    value = number_text(action.value) if isinstance(action.value, float) else action.value.text
    return f"{action.mode.value} {value}"


def _stop_uses(action: Action, stop: Stop) -> Iterator[Use]:
    text = f"end {stop.text}"
    construct = _ENDS.get(stop.quantity, Construct.END_OTHER)
    if stop.quantity in (Quantity.CURRENT, Quantity.C_RATE) and stop.operator == ">":
        yield Use(action.path, Construct.END_CURRENT_ABOVE, text)
    if construct is not Construct.END_CURRENT or stop.operator == "<":
        yield Use(action.path, construct, text)
    if stop.quantity in _OF_CHARGE and action.kind is Kind.REST:
        yield Use(action.path, Construct.END_OF_REST, text)
    if stop.quantity in (Quantity.TIME, Quantity.CAPACITY) and stop.operator == "<":
        yield Use(action.path, Construct.END_BELOW, text)
    if isinstance(stop.value, Expression):
        yield Use(action.path, Construct.COMPUTED, text)
    if stop.target.__class__ is int or getattr(stop.target, "value", None) == "End":
        yield Use(action.path, Construct.GOTO, f"{text} with a jump")


def _record_uses(action: Action) -> Iterator[Use]:
    record = action.record
    for name in ("time", "voltage"):
        if getattr(record, name) is not None:
            yield Use(action.path, Construct.RECORD, f"resolution {name} {getattr(record, name)}")
    if record.current is not None:
        yield Use(action.path, Construct.RECORD_CURRENT, f"resolution current {record.current}")
    if any(isinstance(value, Expression) for value in (record.time, record.voltage, record.current)):
        yield Use(action.path, Construct.COMPUTED, "a computed resolution")
    if isinstance(action.detail, Spectrum):
        numbers = attrs.asdict(action.detail, recurse=False).values()
        if any(isinstance(value, Expression) for value in (*numbers, *action.detail.frequencies)):
            yield Use(action.path, Construct.COMPUTED, "a computed spectrum")


def _safety_uses(safety: Safety) -> Iterator[Use]:
    charge, discharge = safety.charge_current_max, safety.discharge_current_max
    one_sided = float(
        (charge is None) != (discharge is None)
        or (charge is not None and discharge is not None and charge.value != discharge.value)
    )
    for name, limit in attrs.asdict(safety, recurse=False).items():
        if limit is None:
            continue
        path = f"safety_limits > {name}"
        construct = {"v": Construct.SAFETY_VOLTAGE, "t": Construct.SAFETY_TEMPERATURE}.get(
            name[0], Construct.SAFETY_CURRENT
        )
        missing = construct is not Construct.SAFETY_CURRENT and _is_alone(safety, name)
        amount = one_sided if construct is Construct.SAFETY_CURRENT else float(missing)
        yield Use(path, construct, f"the limit {number_text(limit.value)}", amount)
        if isinstance(limit.goto, int):
            yield Use(path, Construct.SAFETY_GOTO, "a jump")


def _is_alone(safety: Safety, name: str) -> bool:
    stem, side = name.rsplit("_", 1)
    other = "min" if side == "max" else "max"
    return getattr(safety, f"{stem}_{other}") is None


def refusals(found: list[Use], table: SupportTable, options: ExportOptions, label: str) -> list[str]:
    """Return one text for every use that a format does not accept: place, construct, format, reason."""
    texts: dict[str, None] = {}
    for use in found:
        support = table[use.construct]
        if not support.accepts(use, options):
            text = f"{use.path}: {use.text} cannot be written for {label} ({use.construct.value}: {support.note})"
            texts.setdefault(text, None)
    return list(texts)
