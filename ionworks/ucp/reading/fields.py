"""Every number of an item with its path and allowed range: the one list that checks, binding and texts walk.

Source: docs/contract/ucp.md sections 1.2 to 1.7 (ranges).
"""

from collections.abc import Iterator

import attrs

from ionworks.ucp.grammar import ANY, COUNT, FRACTION, MAGNITUDE, PERCENT, PLAYS, POSITIVE, TEMPERATURE, WARMEST, Range
from ionworks.ucp.program import (
    Assignment,
    BlockStart,
    Control,
    Drive,
    End,
    Globals,
    InitialStateKind,
    Kind,
    ModelVariable,
    Number,
    ProgramItem,
    Resolution,
    Spectrum,
    Step,
    Waveform,
)


@attrs.frozen
class NumberField:
    """One number: key path inside the item, value, allowed values, whether it may read measured values."""

    label: str
    value: Number
    allowed: Range
    may_measure: bool = False


_STATE_FIELDS = {
    InitialStateKind.SOC_PERCENT: ("initial_state_value", PERCENT),
    InitialStateKind.VOLTAGE: ("initial_state_value or initial_voltage", POSITIVE),
    InitialStateKind.SOC: ("initial_soc", PERCENT),  # a fraction up to 1, percent above
}


def global_numbers(conditions: Globals) -> Iterator[NumberField]:
    """Yield the numbers of the global conditions."""
    label, allowed = _STATE_FIELDS[conditions.initial_state.kind]
    if conditions.initial_temperature != conditions.temperature:
        yield NumberField("initial_temperature", conditions.initial_temperature, TEMPERATURE)
    if conditions.temperature is not None:
        yield NumberField("temperature", conditions.temperature, TEMPERATURE)
    yield NumberField(label, conditions.initial_state.value, allowed)
    if conditions.resolution is not None:
        yield from _resolution_numbers(conditions.resolution)


def item_numbers(item: ProgramItem) -> Iterator[NumberField]:
    """Yield the numbers of one item in document order."""
    match item:
        case Step():
            yield from _step_numbers(item)
        case BlockStart():
            yield from _given(("repeat", item.repeat, COUNT), ("if", item.condition, ANY))
        case Control():
            yield from _assignment_numbers(item.assignments)
            yield from _given(("if", item.condition, ANY))


def _step_numbers(step: Step) -> Iterator[NumberField]:
    value_range = TEMPERATURE if step.kind is Kind.AMBIENT_TEMPERATURE else MAGNITUDE
    yield from _given(("direction", step.direction, ANY), ("value", step.value, value_range))
    yield from _detail_numbers(step.detail)
    yield from _given(("duration", step.duration, POSITIVE))
    for index, end in enumerate(step.ends):
        yield NumberField(f"ends[{index}]", end.value, _end_range(end))
    yield from _given(("temperature", step.temperature, TEMPERATURE))
    if step.resolution is not None:
        yield from _resolution_numbers(step.resolution)
    yield from _assignment_numbers(step.assignments)


def _end_range(end: End) -> Range:
    """Magnitudes cannot be negative; a voltage, a temperature, a rate of change or a variable of the model can."""
    quantity = end.quantity.value
    if isinstance(end.quantity, ModelVariable):
        return ANY
    if quantity == "SOC":
        return PERCENT
    if quantity == "Temperature":
        return WARMEST
    return ANY if quantity == "Voltage" or quantity.startswith("d/dt") else MAGNITUDE


def _detail_numbers(detail: Drive | Waveform | Spectrum | None) -> Iterator[NumberField]:
    match detail:
        case Drive():
            yield from _given(("scale", detail.scale, ANY), ("repeat", detail.repeat, PLAYS))
        case Waveform():
            yield from _given(
                ("offset", detail.offset, ANY),
                ("amplitude", detail.amplitude, MAGNITUDE),
                ("period", detail.period, POSITIVE),
                ("duty", detail.duty, FRACTION),
            )
        case Spectrum():
            yield from _given(
                ("frequency_min", detail.frequency_min, POSITIVE),
                ("frequency_max", detail.frequency_max, POSITIVE),
                ("points_per_decade", detail.points_per_decade, POSITIVE),
                *((f"frequencies[{i}]", value, POSITIVE) for i, value in enumerate(detail.frequencies)),
                ("amplitude", detail.amplitude, POSITIVE),
            )


def _resolution_numbers(resolution: Resolution) -> Iterator[NumberField]:
    yield from _given(
        ("resolution > time", resolution.time, POSITIVE),
        ("resolution > voltage", resolution.voltage, POSITIVE),
        ("resolution > current", resolution.current, POSITIVE),
    )


def _assignment_numbers(assignments: tuple[Assignment, ...]) -> Iterator[NumberField]:
    for index, assignment in enumerate(assignments):
        yield NumberField(f"set_variable[{index}] > eval", assignment.value, ANY, may_measure=True)


def _given(*candidates: tuple[str, Number | None, Range]) -> Iterator[NumberField]:
    for label, value, allowed in candidates:
        if value is not None:
            yield NumberField(label, value, allowed)
