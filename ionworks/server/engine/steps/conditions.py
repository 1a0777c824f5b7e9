"""Ends of a step and safety limits as thresholds on a few channels of the model.

Every built model carries one event per channel with the threshold as an input, so it serves all values.
A channel without a condition gets a threshold far out of reach.

Source: docs/contract/ucp.md sections 1.3, 1.8 and 2.2.
"""

from collections.abc import Iterable, Mapping, Sequence

import attrs
import numpy as np

from ionworks.server.engine.cell.channels import Channel
from ionworks.server.ground.arrays import Array
from ionworks.ucp.program import END, End, ModelVariable, Quantity, Safety, Target

_DOUBT = 1e-3
_REARM_MARGIN = {"Voltage": 1e-3, "Temperature": 1e-2, "Current": 1e-3}
_SAFETY_CHANNELS = (
    ("voltage_min", Channel.VOLTAGE_BELOW, 1),
    ("voltage_max", Channel.VOLTAGE_ABOVE, 1),
    ("temperature_min", Channel.TEMPERATURE_BELOW, 1),
    ("temperature_max", Channel.TEMPERATURE_ABOVE, 1),
    ("charge_current_max", Channel.SIGNED_CURRENT_BELOW, -1),
    ("discharge_current_max", Channel.SIGNED_CURRENT_ABOVE, 1),
)
_OPPOSITE = {
    Channel.VOLTAGE_BELOW: Channel.VOLTAGE_ABOVE,
    Channel.TEMPERATURE_BELOW: Channel.TEMPERATURE_ABOVE,
    Channel.SIGNED_CURRENT_BELOW: Channel.SIGNED_CURRENT_ABOVE,
}


@attrs.frozen
class Trigger:
    """A condition on one channel."""

    channel: Channel
    threshold: float


@attrs.frozen
class Condition:
    """What ends a step.

    Attributes
    ----------
    text : str
        For people and for the ``Termination`` column.
    triggers : tuple of Trigger
        Any of them makes the condition true.
    goto : Target
    limit : str or None
        Name of the safety limit, None for an end of the step.
    rearms : str or None
        Name of the safety limit that becomes active again; such a condition does not end the step.
    always : bool
        True from the first moment, whatever the cell does.
    is_cutoff : bool
        A voltage cut-off of the parameter set, which the protocol did not ask for: the user is warned.
    fails : bool
        The step fails.
    """

    text: str
    triggers: tuple[Trigger, ...]
    goto: Target = END
    limit: str | None = None
    rearms: str | None = None
    always: bool = False
    is_cutoff: bool = False
    fails: bool = False

    def is_met(self, signals: Mapping[str, float], slack: float = 1e-7) -> bool:
        """Whether it is true, within rounding, in a state given by its signals."""
        return self.always or any(
            trigger.channel.margin(signals[trigger.channel.signal], trigger.threshold)
            >= -slack * max(1.0, abs(trigger.threshold))
            for trigger in self.triggers
        )


@attrs.frozen
class Baseline:
    """State at the start of a step that in-step quantities are counted from."""

    charge_ah: float
    """Net charge discharged so far, A.h."""
    energy_wh: float
    """Net energy discharged so far, W.h; 0 when it is not tracked."""
    soc_percent: float
    """State of charge."""
    capacity_ah: float
    """Nominal capacity, A.h."""


def end_condition(end: End, value: float, sign: int, start: Baseline) -> Condition:
    """Turn an end whose value is known into thresholds.

    Parameters
    ----------
    end : End
        Any quantity but time and rates of change, which the step runner looks after itself.
    value : float
        Evaluated right-hand side.
    sign : int
        1 discharge, -1 charge, 0 either: decides which way charge and energy have to pass.
    start : Baseline
    """
    text = end.text or f"{end.quantity.value} {end.operator} {value:g}"
    above = end.operator == ">"
    if isinstance(end.quantity, ModelVariable):
        return Condition(text, (Trigger(Channel.of_variable(end.quantity.value, rising=above), value),), end.goto)
    match end.quantity:
        case Quantity.CAPACITY | Quantity.ENERGY:
            if not above:
                return Condition(text, (), end.goto, always=value > 0)
            return Condition(text, _passed(end.quantity, value, sign, start), end.goto)
        case Quantity.SOC:
            # Charge leaves as the state of charge falls.
            threshold = start.charge_ah + (start.soc_percent - value) / 100.0 * start.capacity_ah
            channel = Channel.CHARGE_BELOW if above else Channel.CHARGE_ABOVE
            return Condition(text, (Trigger(channel, threshold),), end.goto)
        case Quantity.C_RATE:
            channel = Channel.CURRENT_ABOVE if above else Channel.CURRENT_BELOW
            return Condition(text, (Trigger(channel, value * start.capacity_ah),), end.goto)
    below_above = {
        Quantity.VOLTAGE: (Channel.VOLTAGE_BELOW, Channel.VOLTAGE_ABOVE),
        Quantity.CURRENT: (Channel.CURRENT_BELOW, Channel.CURRENT_ABOVE),
        Quantity.TEMPERATURE: (Channel.TEMPERATURE_BELOW, Channel.TEMPERATURE_ABOVE),
        Quantity.POWER: (Channel.POWER_BELOW, Channel.POWER_ABOVE),
    }
    return Condition(text, (Trigger(below_above[end.quantity][above], value),), end.goto)


def safety_conditions(safety: Safety, suspended: Iterable[str] = ()) -> list[Condition]:
    """Safety limits as conditions; a suspended limit is replaced by the condition that makes it active again.

    Notes
    -----
    Source: docs/contract/ucp.md section 1.3 (a limit still violated on entry of its recovery is ignored until satisfied
    once).
    """
    asleep = set(suspended)
    conditions = []
    for name, channel, sign in _SAFETY_CHANNELS:
        limit = getattr(safety, name)
        if limit is None:
            continue
        threshold = sign * limit.value
        text = f"safety limit {name} = {limit.value:g}"
        if name not in asleep:
            conditions.append(Condition(text, (Trigger(channel, threshold),), limit.goto, limit=name))
        else:
            conditions.append(_rearm(name, channel, threshold))
    return conditions


def channels_of(ends: Iterable[End], safety: Safety) -> frozenset[Channel]:
    """Channels a model needs for these ends and limits."""
    start = Baseline(0.0, 0.0, 50.0, 1.0)
    timed = (Quantity.TIME, Quantity.VOLTAGE_RATE, Quantity.CURRENT_RATE, Quantity.TEMPERATURE_RATE)
    conditions = [end_condition(end, 1.0, 0, start) for end in ends if end.quantity not in timed]
    names = [name for name, _, _ in _SAFETY_CHANNELS]
    conditions += safety_conditions(safety) + safety_conditions(safety, names)
    return frozenset(trigger.channel for condition in conditions for trigger in condition.triggers)


def thresholds(conditions: Iterable[Condition], channels: Iterable[Channel]) -> dict[str, float]:
    """Tightest threshold of every channel, by the name of its input."""
    tightest = {channel: channel.idle for channel in channels}
    for condition in conditions:
        for trigger in condition.triggers:
            pick = min if trigger.channel.rising else max
            tightest[trigger.channel] = pick(tightest[trigger.channel], trigger.threshold)
    return {channel.label: value for channel, value in tightest.items()}


def signals_at(columns: Mapping[str, Array]) -> dict[str, Array]:
    """What conditions compare, at some points."""
    voltage, current = columns["Voltage [V]"], columns["Current [A]"]
    return {
        "voltage": voltage,
        "current": current,
        "current magnitude": np.abs(current),
        "charge": columns["Discharge capacity [A.h]"],
        "temperature": columns["Temperature [degC]"],
        "power magnitude": np.abs(voltage * current),
        "energy": columns.get("Discharge energy [W.h]", np.zeros_like(voltage)),
        **{f"variable {name}": values for name, values in columns.items()},
    }


def signals_in(columns: Mapping[str, Array], row: int) -> dict[str, float]:
    """What conditions compare, at one of some points."""
    return {name: float(values[row]) for name, values in signals_at(columns).items()}


def fired(event: str, ends: Mapping[str, Array], conditions: Sequence[Condition]) -> Condition | str:
    """Return what an event meant: a condition of ours, or the text of a limit of the model itself."""
    signals = signals_in(ends, -1)
    met = [one for one in conditions if one.is_met(signals)] or [
        one for one in conditions if any(trigger.channel.label == event for trigger in one.triggers)
    ]
    if not met:
        return f"the model's own limit {event!r} was reached before any end of the step"
    return next((one for one in met if one.rearms is None), met[0])


def first_passed(conditions: Iterable[Condition], signals: Mapping[str, Array]) -> tuple[int, str] | None:
    """First of some points at which a condition is true beyond doubt, and its text; None when there is none.

    Parameters
    ----------
    conditions : iterable of Condition
    signals : mapping of str to array, shape (n,)
        What triggers compare, at the points.
    """
    found = [(int(at), "the voltage is not a number") for at in np.flatnonzero(np.isnan(signals["voltage"]))[:1]]
    for condition in conditions:
        for trigger in condition.triggers:
            slack = _DOUBT * max(1.0, abs(trigger.threshold))
            beyond = trigger.channel.margins(signals[trigger.channel.signal], trigger.threshold) > slack
            if beyond.any():
                found.append((int(np.argmax(beyond)), condition.text))
    return min(found, default=None)


def without_signals(condition: Condition, known: Mapping[str, float]) -> Condition:
    """Decide the triggers on signals that the control fixes: false ones go, a true one makes it certain.

    A hold at exactly the limit, or a current equal to the largest allowed one, does not count as beyond it.
    """
    fixed = [trigger for trigger in condition.triggers if trigger.channel.signal in known]
    if not fixed:
        return condition
    always = condition.always or any(
        trigger.channel.margin(known[trigger.channel.signal], trigger.threshold)
        > 1e-9 * max(1.0, abs(trigger.threshold))
        for trigger in fixed
    )
    rest = tuple(trigger for trigger in condition.triggers if trigger not in fixed)
    return attrs.evolve(condition, triggers=rest, always=always)


_OPPOSITE |= {there: here for here, there in _OPPOSITE.items()}


def _rearm(name: str, channel: Channel, threshold: float) -> Condition:
    opposite = _OPPOSITE[channel]
    margin = next(value for word, value in _REARM_MARGIN.items() if word in channel.label)
    inside = threshold + margin if opposite.rising else threshold - margin
    return Condition(f"{name} satisfied again", (Trigger(opposite, inside),), rearms=name)


def _passed(quantity: Quantity, value: float, sign: int, start: Baseline) -> tuple[Trigger, ...]:
    energy = quantity is Quantity.ENERGY
    origin = start.energy_wh if energy else start.charge_ah
    out = Trigger(Channel.ENERGY_ABOVE if energy else Channel.CHARGE_ABOVE, origin + value)
    into = Trigger(Channel.ENERGY_BELOW if energy else Channel.CHARGE_BELOW, origin - value)
    return {1: (out,), -1: (into,), 0: (out, into)}[sign]
