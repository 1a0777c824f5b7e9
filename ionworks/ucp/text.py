"""A protocol in words, one line per item.

Source: operation ``get_protocol_text`` (human-readable form of a protocol).
"""

from ionworks.ucp.expressions import Expression
from ionworks.ucp.grammar import SAFETY_LIMITS, unit_of
from ionworks.ucp.problems import number_text
from ionworks.ucp.program import (
    Assignment,
    BlockEnd,
    BlockStart,
    Control,
    Destination,
    Drive,
    End,
    Globals,
    InitialStateKind,
    Kind,
    Limit,
    Marker,
    Mode,
    Number,
    Program,
    ProgramItem,
    Safety,
    Spectrum,
    Step,
    Target,
    Waveform,
)

MODE_UNITS = {Mode.C_RATE: "C", Mode.CURRENT: " A", Mode.POWER: " W", Mode.VOLTAGE: " V"}
_STATE_TEXTS = {
    InitialStateKind.SOC_PERCENT: "{} % state of charge",
    InitialStateKind.VOLTAGE: "{} V",
    InitialStateKind.SOC: "state of charge {}",
}


def human_readable(program: Program) -> str:
    """Describe a program in English: the start, safety limits, then one line per item, blocks indented."""
    shown = (item for item in program.items if not isinstance(item, BlockEnd))
    lines = ("  " * len(item.block_path) + _item_text(item, program) for item in shown)
    return "\n".join([_start_text(program.globals), *_safety_lines(program.safety, program), *lines])


def _start_text(conditions: Globals) -> str:
    state = _STATE_TEXTS[conditions.initial_state.kind].format(_text(conditions.initial_state.value))
    cell, ambient = _text(conditions.initial_temperature), _text(conditions.ambient)
    at = f"{cell} degC" if cell == ambient else f"{cell} degC in an ambient of {ambient} degC"
    return f"Start from {state} at {at}"


def _safety_lines(safety: Safety, program: Program) -> list[str]:
    limits = {name: getattr(safety, name) for name in SAFETY_LIMITS}
    return [_limit_text(name, limit, program) for name, limit in limits.items() if limit is not None]


def _limit_text(name: str, limit: Limit, program: Program) -> str:
    unit = {"v": "V", "t": "degC"}.get(name[0], "A")
    label = name.replace("_max", " above").replace("_min", " below").replace("_", " ")
    return f"Safety: {label} {_text(limit.value)} {unit}: {_jump_text(limit.goto, program)}"


def _item_text(item: ProgramItem, program: Program) -> str:
    match item:
        case Step():
            text = _step_text(item, program)
        case Control():
            text = _control_text(item, program)
        case Marker():
            return f"[{item.name}]"
        case BlockStart():
            text = _block_text(item)
        case _:
            return ""
    return text if item.note is None else f"{text}  # {' '.join(item.note.split())}"


def _block_text(block: BlockStart) -> str:
    condition = "" if block.condition is None else f" if {_text(block.condition)}"
    if block.repeat == 1.0:
        return f"{block.name}{condition}:"
    return f"{block.name}{condition}, {_text(block.repeat)} times:"


def _control_text(control: Control, program: Program) -> str:
    parts = [_assignment_text(assignment) for assignment in control.assignments]
    jumps = control.goto is not Destination.NEXT or control.condition is not None or not parts
    if jumps:
        condition = "" if control.condition is None else f"if {_text(control.condition)}, "
        parts.append(condition + _jump_text(control.goto, program))
    if control.otherwise is not Destination.NEXT:
        parts.append(f"else {_jump_text(control.otherwise, program)}")
    return _sentence("; ".join(parts))


def _step_text(step: Step, program: Program) -> str:
    parts = [_action_text(step)]
    if step.duration is not None:
        parts.append(f"for {'at most ' if step.ends else ''}{_text(step.duration)} s")
    if step.ends:
        parts.append("until " + " or ".join(_end_text(end, program) for end in step.ends))
    if step.temperature is not None:
        parts.append(f"in an ambient of {_text(step.temperature)} degC")
    text = " ".join(parts)
    return "; ".join([text, *(f"then {_assignment_text(assignment)}" for assignment in step.assignments)])


def _action_text(step: Step) -> str:
    unit = MODE_UNITS[step.mode] if step.mode is not None else ""
    match step.detail:
        case Drive():
            name, scale, plays = step.detail.profile_name, _text(step.detail.scale), _text(step.detail.repeat)
            scaled = "" if scale == "1" else f" scaled by {scale}"
            return f'Drive cycle "{name}"{scaled}' + ("" if plays == "1" else f", {plays} times,")
        case Waveform():
            return _waveform_text(step.detail, unit)
        case Spectrum():
            return _spectrum_text(step.detail)
    if step.kind is Kind.REST:
        return "Rest"
    if step.kind is Kind.AMBIENT_TEMPERATURE:
        return f"Set the ambient temperature to {_text(step.value)} degC"
    word = step.kind.value if step.kind is not Kind.COMPUTED else f"Charge or discharge ({step.direction})"
    hold = " and hold" if step.mode is Mode.VOLTAGE else ""
    return f"{word}{hold} at {_text(step.value)}{unit}"


def _waveform_text(wave: Waveform, unit: str) -> str:
    if wave.profile is not None:
        return f"Custom waveform of {len(wave.profile.time)} samples"
    around = "" if wave.offset == 0 else f" around {_text(wave.offset)}{unit}"
    size = f"{_text(wave.amplitude)}{unit}{around}"
    return f"{wave.shape.capitalize()} wave of {size}, period {_text(wave.period)} s,"


def _spectrum_text(spectrum: Spectrum) -> str:
    if spectrum.frequencies:
        return f"Impedance spectrum at {len(spectrum.frequencies)} frequencies"
    limits = f"{_text(spectrum.frequency_min)} to {_text(spectrum.frequency_max)} Hz"
    return f"Impedance spectrum from {limits}, {_text(spectrum.points_per_decade)} points per decade"


def _end_text(end: End, program: Program) -> str:
    text = f"{end.quantity.value} {end.operator} {_text(end.value)}{unit_of(end.quantity)}"
    return text if end.goto is Destination.NEXT else f"{text} ({_jump_text(end.goto, program)})"


def _jump_text(target: Target, program: Program) -> str:
    if target is Destination.END:
        return "end the test"
    if isinstance(target, Destination):
        return "continue"
    item = program.items[target]
    name = None if isinstance(item, BlockEnd) else item.name
    return f"go to {item.path if name is None else name}"


def _assignment_text(assignment: Assignment) -> str:
    return f"set {assignment.name} = {_text(assignment.value)}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _text(number: Number | None) -> str:
    if isinstance(number, Expression):
        return number.text
    return "" if number is None else number_text(number)
