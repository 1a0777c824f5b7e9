"""From the normal form back to a UCP mapping; reading that mapping gives the same program.

Source: docs/contract/ucp.md section 1.10. Every item is written in its keyed form.
"""

from collections import Counter
from typing import Any

import attrs

from ionworks.ucp.expressions import Expression
from ionworks.ucp.grammar import RESOLUTION_KEYS, SAFETY_LIMITS
from ionworks.ucp.program import (
    END,
    NEXT,
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
    Marker,
    Mode,
    ModelVariable,
    Number,
    Profile,
    Program,
    ProgramItem,
    Resolution,
    Safety,
    Spectrum,
    Step,
    Target,
    Waveform,
)
from ionworks.ucp.reading.ends import condition_text

_PROFILE_COLUMN = {mode: mode.value.casefold().replace("-", "_") for mode in Mode}


def program_to_document(program: Program) -> dict[str, Any]:
    """Write a program as a UCP mapping of plain values.

    Raises
    ------
    ValueError
        When a jump leads to an item that no UCP target can name: a nested block whose name is used twice, or
        the end of the test while an item is called ``End``.
    """
    names = TargetNames.of(program)
    document: dict[str, Any] = {"global": _globals(program.globals)}
    if program.safety != Safety():
        document["safety_limits"] = _safety(program.safety, names)
    if program.drive_cycles:
        document["drive_cycles"] = {name: _profile(profile) for name, profile in program.drive_cycles.items()}
    document["steps"] = _items(program.items, names)
    return document


@attrs.frozen
class TargetNames:
    """How jump targets are written: a name used once, else a top-level index, else a name given here."""

    names: dict[int, str]
    counts: Counter[str]
    top_level: dict[int, int]
    given: dict[int, str] = attrs.Factory(dict)

    @classmethod
    def of(cls, program: Program) -> "TargetNames":
        """Return the table for a program, with names for the unnamed nested steps that something jumps to."""
        candidates = {item.address: _name(item) for item in program.items}
        names = {address: name for address, name in candidates.items() if name is not None}
        table = cls(names, Counter(names.values()), _top_level(program.items))
        for target in _targets(program):
            if isinstance(target, Destination) or table._known(target) is not None:
                continue
            if isinstance(program.items[target], Step | Control):
                table.given[target] = f"Step {target}"
        return table

    def _known(self, address: int) -> str | int | None:
        name = self.names.get(address)
        if name is not None and self.counts[name] == 1:
            return name
        return self.top_level.get(address)

    def write(self, target: Target) -> str | int:
        """Return the text or index that leads to a target."""
        if isinstance(target, Destination):
            if target.value in self.counts:
                raise ValueError(f"{target.value} cannot be written as a target: an item has that name")
            return target.value
        known = self.given.get(target, self._known(target))
        if known is None:
            raise ValueError(f"item {target} cannot be written as a target: its name is used more than once")
        return known


def _name(item: ProgramItem) -> str | None:
    return None if isinstance(item, BlockEnd) else item.name


def _top_level(items: tuple[ProgramItem, ...]) -> dict[int, int]:
    indices: dict[int, int] = {}
    depth = 0
    for item in items:
        if isinstance(item, BlockEnd):
            depth -= 1
            continue
        if depth == 0:
            indices[item.address] = len(indices)
        depth += isinstance(item, BlockStart)
    return indices


def _targets(program: Program) -> list[Target]:
    found: list[Target] = []
    for item in program.items:
        if isinstance(item, Step):
            found += [end.goto for end in item.ends]
        elif isinstance(item, Control):
            found += [item.goto, item.otherwise]
    limits = (getattr(program.safety, name) for name in SAFETY_LIMITS)
    return found + [limit.goto for limit in limits if limit is not None]


def _items(items: tuple[ProgramItem, ...], names: TargetNames) -> list[Any]:
    """Fold the flat items back into nested blocks."""
    bodies: list[list[Any]] = [[]]
    for item in items:
        match item:
            case Marker():
                bodies[-1].append(item.name)
            case Step():
                bodies[-1].append({_word(item): _step(item, names)})
            case Control():
                bodies[-1].append({"Control": _control(item, names)})
            case BlockStart():
                body: list[Any] = []
                bodies[-1].append({item.name: _block(item, body)})
                bodies.append(body)
            case BlockEnd():
                bodies.pop()
    return bodies[0]


def _word(step: Step) -> str:
    return f"direction[{step.direction}]" if step.kind is Kind.COMPUTED else step.kind.value


def _block(block: BlockStart, body: list[Any]) -> list[Any] | dict[str, Any]:
    options = _given(note=block.note, **{"if": _plain(block.condition)})
    if block.repeat != 1.0:
        options["repeat"] = _plain(block.repeat)
    return {**options, "steps": body} if options else body


def _step(step: Step, names: TargetNames) -> dict[str, Any]:
    return _given(
        mode=step.mode.value if step.mode is not None else None,
        value=_plain(step.value),
        **_detail(step.detail),
        duration=_plain(step.duration),
        ends=[_end(end, names) for end in step.ends] or None,
        temperature=_plain(step.temperature),
        resolution=_resolution(step.resolution),
        set_variable=_assignments(step.assignments),
        note=step.note,
        name=names.given.get(step.address, step.name),
    )


def _detail(detail: Drive | Waveform | Spectrum | None) -> dict[str, Any]:
    match detail:
        case Drive():
            plays = {"scale": _plain(detail.scale), "repeat": _plain(detail.repeat)}
            return {"drive_cycle": detail.profile_name, **plays}
        case Waveform():
            keys = ("offset", "amplitude", "period", "duty")
            samples = _profile(detail.profile) if detail.profile is not None else None
            return {
                "shape": detail.shape,
                "samples": samples,
                **{key: _plain(getattr(detail, key)) for key in keys},
            }
        case Spectrum():
            frequencies = [_plain(frequency) for frequency in detail.frequencies] or None
            keys = ("frequency_min", "frequency_max", "points_per_decade", "amplitude")
            return {"frequencies": frequencies, **{key: _plain(getattr(detail, key)) for key in keys}}
    return {}


def _control(control: Control, names: TargetNames) -> dict[str, Any]:
    jumps = control.goto is not NEXT or control.condition is not None or not control.assignments
    return _given(
        set_variable=_assignments(control.assignments),
        **{"if": _plain(control.condition)},
        goto=names.write(control.goto) if jumps else None,
        **{"else": names.write(control.otherwise) if control.otherwise is not NEXT else None},
        note=control.note,
        name=names.given.get(control.address, control.name),
    )


def _end(end: End, names: TargetNames) -> str | dict[str, Any]:
    if isinstance(end.quantity, ModelVariable):
        goto = {} if end.goto is NEXT else {"goto": names.write(end.goto)}
        return {"variable": end.quantity.value, "operator": end.operator, "value": _plain(end.value), **goto}
    text = condition_text(end.quantity, end.operator, end.value)
    return text if end.goto is NEXT else {"expression": text, "goto": names.write(end.goto)}


def _safety(safety: Safety, names: TargetNames) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    for name in SAFETY_LIMITS:
        limit = getattr(safety, name)
        if limit is not None:
            value = _plain(limit.value)
            limits[name] = value if limit.goto is END else {"value": value, "goto": names.write(limit.goto)}
    return limits


def _globals(conditions: Globals) -> dict[str, Any]:
    state, value = conditions.initial_state.kind, _plain(conditions.initial_state.value)
    typed = {"initial_state_type": state.value, "initial_state_value": value}
    return _given(
        initial_temperature=_plain(conditions.initial_temperature),
        temperature=_plain(conditions.temperature),
        **({"initial_soc": value} if state is InitialStateKind.SOC else typed),
        resolution=_resolution(conditions.resolution),
    )


def _resolution(resolution: Resolution | None) -> dict[str, Any] | None:
    if resolution is None:
        return None
    return _given(**{key: _plain(getattr(resolution, key)) for key in RESOLUTION_KEYS})


def _assignments(assignments: tuple[Assignment, ...]) -> list[dict[str, Any]] | None:
    return [{"name": each.name, "eval": _plain(each.value)} for each in assignments] or None


def _profile(profile: Profile) -> list[list[float]] | dict[str, list[float]]:
    if profile.mode is None:
        return [list(pair) for pair in zip(profile.time, profile.values, strict=True)]
    return {"time": list(profile.time), _PROFILE_COLUMN[profile.mode]: list(profile.values)}


def _plain(number: Number | None) -> float | str | None:
    if isinstance(number, Expression):
        return number.text
    # Whole numbers are written without a point, the way people write them.
    return int(number) if number is not None and number.is_integer() and abs(number) < 1e15 else number


def _given(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
