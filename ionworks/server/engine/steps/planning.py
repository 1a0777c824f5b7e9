"""From a step of the program to a plan with numbers: targets, thresholds, times, sampling.

Source: docs/contract/ucp.md sections 1.2, 1.5, 1.6, 1.8 and 2.1.
"""

from collections.abc import Callable, Mapping

import attrs

from ionworks.server.engine.cell.channels import Channel
from ionworks.server.engine.cell.starting_state import StartingState
from ionworks.server.engine.cell.window import Window
from ionworks.server.engine.steps.conditions import Baseline, Condition, channels_of, end_condition
from ionworks.server.engine.steps.cutoffs import cutoff_conditions
from ionworks.server.engine.steps.flow import ProtocolFailureError
from ionworks.server.engine.steps.plans import RateEnd, StepPlan, TimeLimit
from ionworks.server.engine.steps.sampling import Grid
from ionworks.server.engine.steps.signals import Signal, step_signal
from ionworks.ucp.expressions import Environment, Expression, Number
from ionworks.ucp.grammar import TEMPERATURE
from ionworks.ucp.program import (
    DEFAULT_RESOLUTION,
    NEXT,
    End,
    InitialStateKind,
    Kind,
    Mode,
    ModelVariable,
    Program,
    Quantity,
    Resolution,
    Step,
    Target,
)

LONGEST_STEP_S = 10 * 86400.0
_RATES = (Quantity.VOLTAGE_RATE, Quantity.CURRENT_RATE, Quantity.TEMPERATURE_RATE)
_PLAYED = (Kind.DRIVE, Kind.WAVEFORM)
_CHARGE_WORD = "charge"
_CUTOFFS = frozenset({Channel.VOLTAGE_BELOW, Channel.VOLTAGE_ABOVE})
_FIXED: Mapping[Mode, frozenset[str]] = {
    Mode.CURRENT: frozenset({"current", "current magnitude"}),
    Mode.VOLTAGE: frozenset({"voltage"}),
    Mode.POWER: frozenset({"power magnitude"}),
}


def evaluate(value: Number, environment: Environment) -> float:
    """Return the value of a number or expression.

    Raises
    ------
    ExpressionError
        When a name has no value or the result is not finite.
    """
    return value.evaluate(environment) if isinstance(value, Expression) else float(value)


def ambient_of(value: Number, environment: Environment) -> float:
    """Return an ambient temperature in degC.

    Raises
    ------
    ProtocolFailureError
        A computed temperature that a cell is never tested at; written ones are refused with the protocol.
    """
    ambient = evaluate(value, environment)
    if ambient not in TEMPERATURE:
        raise ProtocolFailureError(f"temperature is {ambient:g}; allowed: {TEMPERATURE}")
    return ambient


def starting_state(program: Program) -> StartingState:
    """State of the cell before the first step of a bound program."""
    given = program.globals.initial_state
    value = evaluate(given.value, Environment())
    is_voltage = given.kind is InitialStateKind.VOLTAGE
    return StartingState(volts=value) if is_voltage else StartingState(fraction=value / 100.0)


@attrs.frozen
class Channels:
    """Channels the models of a program carry, by controlled quantity; one build then serves all its steps."""

    constant: Mapping[Mode, frozenset[Channel]]
    """For steps with a constant target."""
    played: frozenset[Channel]
    """For drive cycles and waveforms."""


def program_channels(program: Program) -> Channels:
    """Return the channels needed by any step of a program.

    A quantity that a constant control fixes needs no event: it is compared once.
    """
    constant: dict[Mode, frozenset[Channel]] = {}
    for mode, fixed in _FIXED.items():
        ends = [end for step in program.steps if _constant_mode(step) is mode for end in step.ends]
        found = channels_of(ends, program.safety) | _CUTOFFS
        constant[mode] = frozenset(channel for channel in found if channel.signal not in fixed)
    ends = [end for step in program.steps if step.kind in _PLAYED for end in step.ends]
    return Channels(constant, channels_of(ends, program.safety) | _CUTOFFS)


@attrs.frozen
class StepContext:
    """What a plan depends on besides the step itself."""

    program: Program
    channels: Channels
    environment: Environment
    start: Baseline
    ambient_c: float
    has_capacity: bool
    windows: tuple[Window, Window] = (Window(), Window())
    """Voltages of the parameter set, and with those the protocol has named so far."""


def step_sign(step: Step, environment: Environment) -> int:
    """Sign of the current of a step: 1 discharge, -1 charge, 0 either; computed directions are evaluated."""
    if step.kind is not Kind.COMPUTED or step.direction is None:
        return step.sign
    word = step.direction.evaluate_word(environment)
    if isinstance(word, str):
        return -1 if word.lower() == _CHARGE_WORD else 1
    return -1 if word > 0 else 1


def plan_step(step: Step, context: StepContext) -> StepPlan:
    """Evaluate a step that passes current or rests.

    Raises
    ------
    ProtocolFailureError
        A value, duration or waveform that makes no sense.
    ExpressionError
        An expression without a value.
    """

    def number(value: Number) -> float:
        return evaluate(value, context.environment)

    sign = step_sign(step, context.environment)
    signal = _signal(step, context, number) if step.kind in _PLAYED else None
    mode, target = (signal.mode, 0.0) if signal else _target(step, sign, context, number)
    ends = [(end, number(end.value)) for end in step.ends]
    ambient = context.ambient_c if step.temperature is None else ambient_of(step.temperature, context.environment)
    resolution = _merged(context.program.globals.resolution, step.resolution)
    conditions = _end_conditions(ends, sign, context)
    towards = (target > 0) - (target < 0)
    cutoffs = cutoff_conditions(
        context.windows, conditions, context.program.safety, mode, towards, is_played=signal is not None
    )
    return StepPlan(
        mode=mode,
        target=target,
        limit=_time_limit(step, signal, target if mode is Mode.CURRENT and not signal else 0.0, context, number),
        ends=conditions + cutoffs,
        rates=tuple(
            RateEnd(end.quantity, end.operator, value, end.goto, end.text)
            for end, value in ends
            if isinstance(end.quantity, Quantity) and end.quantity in _RATES
        ),
        ambient_c=ambient,
        grid=_grid(resolution, number),
        channels=context.channels.played if signal else context.channels.constant[mode],
        profile=signal.profile if signal else None,
        shows_knots=signal is not None and step.resolution is None,
    )


def _end_conditions(ends: list[tuple[End, float]], sign: int, context: StepContext) -> tuple[Condition, ...]:
    fired = (
        end_condition(end, value, sign, context.start)
        for end, value in ends
        if end.quantity not in (*_RATES, Quantity.TIME)
    )
    at_once = (_always(end.text, end.goto) for end, value in ends if _is_met_at_zero(end.quantity, end.operator, value))
    return (*fired, *at_once)


def named_voltages(plan: StepPlan) -> list[float]:
    """Voltages that a step asks for itself: those of its ends, and what it holds or plays."""
    named = [
        trigger.threshold
        for end in plan.ends
        if not (end.is_cutoff or end.fails)
        for trigger in end.triggers
        if trigger.channel in _CUTOFFS
    ]
    if plan.mode is Mode.VOLTAGE:
        named.extend(plan.profile.values if plan.profile is not None else [plan.target])
    return named


def _constant_mode(step: Step) -> Mode | None:
    if step.kind in (Kind.EIS, Kind.AMBIENT_TEMPERATURE, *_PLAYED):
        return None
    return Mode.CURRENT if step.mode in (None, Mode.C_RATE) else step.mode


def _target(step: Step, sign: int, context: StepContext, number: Callable[[Number], float]) -> tuple[Mode, float]:
    if step.kind is Kind.REST or step.value is None or step.mode is None:
        return Mode.CURRENT, 0.0
    value = number(step.value)
    if value < 0:
        raise ProtocolFailureError(f"value is {value:g}; zero or a positive magnitude is needed")
    match step.mode:
        case Mode.VOLTAGE:
            return Mode.VOLTAGE, value
        case Mode.C_RATE:
            return Mode.CURRENT, sign * value * _capacity(context)
    # No power is no current, and the power equation has a second root at zero volts.
    return (Mode.CURRENT, 0.0) if value == 0 else (step.mode, sign * value)


def _capacity(context: StepContext) -> float:
    if not context.has_capacity:
        raise ProtocolFailureError("a C-rate needs the parameter 'Nominal cell capacity [A.h]'")
    return context.start.capacity_ah


def _signal(step: Step, context: StepContext, number: Callable[[Number], float]) -> Signal:
    try:
        capacity = context.start.capacity_ah if context.has_capacity else None
        return step_signal(step, context.program.drive_cycles, number, capacity)
    except ValueError as error:
        raise ProtocolFailureError(str(error)) from error


def _time_limit(
    step: Step, signal: Signal | None, current: float, context: StepContext, number: Callable[[Number], float]
) -> TimeLimit:
    limits = [
        TimeLimit(number(end.value), end.text, end.goto)
        for end in step.ends
        if end.quantity is Quantity.TIME and end.operator == ">" and number(end.value) > 0
    ]
    if step.duration is not None:
        limits.append(TimeLimit(number(step.duration), "duration"))
    elif signal is not None and signal.duration is not None:
        limits.append(TimeLimit(signal.duration, "end of the profile"))
    for limit in limits:
        if limit.seconds <= 0:
            raise ProtocolFailureError(f"duration is {limit.seconds:g} s; a positive time is needed")
    if limits:
        return min(limits, key=lambda limit: limit.seconds)
    seconds = LONGEST_STEP_S
    if current and context.has_capacity:
        # Nothing is left to pass after five times the nominal capacity, so waiting longer is pointless.
        seconds = min(seconds, max(3600.0, 5 * 3600 * context.start.capacity_ah / abs(current)))
    return TimeLimit(seconds, f"no end of the step was reached within {seconds:g} s", NEXT, is_failure=True)


def _is_met_at_zero(quantity: Quantity | ModelVariable, operator: str, value: float) -> bool:
    """Whether an end on the time in the step is true at its start."""
    return quantity is Quantity.TIME and (value > 0 if operator == "<" else value <= 0)


def _always(text: str, goto: Target) -> Condition:
    return Condition(text, (), goto, always=True)


def _merged(general: Resolution | None, special: Resolution | None) -> Resolution:
    if special is None:
        return general or Resolution()
    given = {name: value for name, value in attrs.asdict(special, recurse=False).items() if value is not None}
    return attrs.evolve(general or DEFAULT_RESOLUTION, **given)


def _grid(resolution: Resolution, number: Callable[[Number], float]) -> Grid:
    parts = {"period": resolution.time, "voltage": resolution.voltage, "current": resolution.current}
    values = {name: number(value) if value is not None else None for name, value in parts.items()}
    for name, value in values.items():
        if value is not None and value <= 0:
            raise ProtocolFailureError(
                f"resolution {'time' if name == 'period' else name} is {value:g}; it must be positive"
            )
    return Grid(start=0.0, **values)
