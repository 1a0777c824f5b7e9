"""Parameters of a step, kind by kind.

Source: docs/contract/ucp.md sections 1.5 and 1.6.
"""

from collections.abc import Mapping
from typing import Any

import attrs

from ionworks.ucp.expressions import Expression, ExpressionError, Number, parse_expression
from ionworks.ucp.grammar import HOLD_WORD, SHAPES, STEP_KEYS
from ionworks.ucp.problems import Problems, list_text, number_text, show
from ionworks.ucp.program import Drive, Kind, Mode, Profile, Spectrum, Step, Waveform
from ionworks.ucp.reading.directions import read_direction
from ionworks.ucp.reading.ends import read_ends
from ionworks.ucp.reading.outline import Entry, Targets
from ionworks.ucp.reading.profiles import read_profile
from ionworks.ucp.reading.values import Fields, fold, read_number

_SIGNALS = (Mode.CURRENT, Mode.VOLTAGE)


@attrs.frozen
class StepContext:
    """What steps refer to: jump targets and drive cycles; ``closed`` when no more drive cycles can come."""

    targets: Targets
    drive_cycles: Mapping[str, Profile]
    closed: bool


def read_step(entry: Entry, context: StepContext, problems: Problems) -> Step:
    """Read one step; what does not fit is noted and left at its default."""
    kind = entry.kind or Kind.REST
    fields = Fields(entry.path, entry.parameters, problems)
    fields.check_keys(STEP_KEYS[kind])
    common: dict[str, Any] = {
        "address": entry.address,
        "path": entry.path,
        "block_path": entry.block_path,
        "note": fields.text("note"),
        "name": entry.target_name if fields.text("name") is not None else None,
    }
    match kind:
        case Kind.AMBIENT_TEMPERATURE:
            fields.require("value")
            return Step(kind=kind, value=fields.number("value"), **common)
        case Kind.EIS:
            return Step(kind=kind, mode=_signal_mode(fields), detail=_read_spectrum(fields), **common)
        case Kind.DRIVE:
            drive, mode = _read_drive(fields, context)
            return Step(kind=kind, mode=mode, detail=drive, **common, **_timed(fields, kind, context))
        case Kind.WAVEFORM:
            wave = _read_waveform(fields)
            return Step(kind=kind, mode=fields.mode(), detail=wave, **common, **_timed(fields, kind, context))
    return _read_plain(entry, fields, context, common)


def _read_plain(entry: Entry, fields: Fields, context: StepContext, common: dict[str, Any]) -> Step:
    kind = entry.kind or Kind.REST
    _require_end(fields)
    if kind is Kind.REST:
        return Step(kind=kind, **common, **_timed(fields, kind, context))
    if kind is Kind.COMPUTED:
        kind, common["direction"] = _read_direction(entry, fields)
    fields.require("value") if entry.is_hold else fields.require("mode", "value")
    mode = fields.mode()
    if entry.is_hold and mode not in (None, Mode.VOLTAGE):
        fields.problems.add(fields.at("mode"), show(fields.values["mode"]), f"Voltage in a {HOLD_WORD} step")
    if entry.is_hold:
        mode = Mode.VOLTAGE
    value = fields.number("value")
    return Step(kind=kind, mode=mode, value=value, **common, **_timed(fields, kind, context))


def _read_direction(entry: Entry, fields: Fields) -> tuple[Kind, Expression | None]:
    try:
        return read_direction(entry.direction or "")
    except ExpressionError as error:
        fields.problems.add(fields.path, str(error), error.allowed)
    return Kind.COMPUTED, None


def _timed(fields: Fields, kind: Kind, context: StepContext) -> dict[str, Any]:
    return {
        "duration": fields.number("duration"),
        "ends": read_ends(fields, kind, context.targets),
        "temperature": fields.number("temperature"),
        "resolution": fields.resolution(),
        "assignments": fields.assignments(),
    }


def _require_end(fields: Fields) -> None:
    if "duration" not in fields and not fields.values.get("ends"):
        fields.problems.add(fields.path, "neither duration nor ends", "a duration, an end or both")


def _read_drive(fields: Fields, context: StepContext) -> tuple[Drive, Mode | None]:
    key = "drive_cycle" if "drive_cycle" in fields else "name"
    name = fields.text(key)
    if key not in fields:
        fields.problems.add(fields.path, "no drive_cycle", "drive_cycle, the name of a drive cycle, is required")
    mode, profile = fields.mode(), context.drive_cycles.get(name or "")
    if profile is None:
        if name is not None and context.closed:
            known = list_text(context.drive_cycles) or "none were given"
            fields.problems.add(fields.at(key), f"unknown drive cycle {show(name)}", known)
    elif mode is None:
        mode = profile.mode or Mode.CURRENT
    elif profile.mode not in (None, mode):
        fields.problems.add(fields.at("mode"), mode.value, f"{profile.mode.value}, as in the drive cycle")
    return Drive(name or "", fields.number_or("scale", 1.0), fields.number_or("repeat", 1.0)), mode


def _signal_mode(fields: Fields) -> Mode:
    mode = fields.mode()
    if mode is not None and mode not in _SIGNALS:
        fields.problems.add(fields.at("mode"), mode.value, list_text(signal.value for signal in _SIGNALS))
    return mode or Mode.CURRENT


def _read_spectrum(fields: Fields) -> Spectrum:
    if "frequencies" not in fields:
        fields.require("frequency_min", "frequency_max")
    elif "frequency_min" in fields or "frequency_max" in fields:
        fields.problems.add(fields.path, "frequencies beside a frequency range", "one of the two")
    listed = [read_number(item, path, fields.problems) for path, item in fields.items("frequencies")]
    if fields.values.get("frequencies") == []:
        fields.problems.add(fields.at("frequencies"), "an empty list", "at least one frequency in Hz")
    return Spectrum(
        fields.number("frequency_min"),
        fields.number("frequency_max"),
        fields.number_or("points_per_decade", 10.0),
        tuple(frequency for frequency in listed if frequency is not None),
        fields.number("amplitude"),
    )


def _read_waveform(fields: Fields) -> Waveform:
    fields.require("shape", "mode")
    shape = fields.word("shape", SHAPES) or SHAPES[0]
    profile = None
    if shape == "custom":
        fields.require("samples")
        if "samples" in fields:
            profile = read_profile(fields.values["samples"], fields.at("samples"), fields.problems)
    else:
        _require_end(fields)
        fields.require("amplitude")
        if "samples" in fields:
            fields.problems.add(fields.at("samples"), f"samples of a {shape} waveform", "samples with shape custom")
        if ("period" in fields) == ("frequency" in fields):
            fields.problems.add(
                fields.path, "not exactly one of period and frequency", "period in s or frequency in Hz"
            )
    return Waveform(
        shape,
        fields.number_or("offset", 0.0),
        fields.number_or("amplitude", 1.0 if profile else 0.0),
        _period(fields),
        fields.number_or("duty", 0.5),
        profile,
    )


def _period(fields: Fields) -> Number | None:
    """Return the period in s; a frequency in Hz is inverted."""
    if "frequency" not in fields:
        return fields.number("period")
    frequency = fields.number("frequency")
    if frequency is None:
        return None
    try:
        text = number_text(frequency) if isinstance(frequency, float) else frequency.text
        return fold(parse_expression(f"1 / ({text})"))
    except ExpressionError as error:
        fields.problems.add(fields.at("frequency"), str(error), "a frequency in Hz > 0")
        return None
