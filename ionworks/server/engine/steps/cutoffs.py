"""Voltage cut-offs of the parameter set: where steps stop that the protocol does not stop earlier.

Source: docs/decisions/0013-cut-offs.md; docs/contract/ucp.md section 2.4.
"""

from collections.abc import Iterable

from ionworks.server.engine.cell.channels import Channel
from ionworks.server.engine.cell.window import LOWER, UPPER, Window
from ionworks.server.engine.steps.conditions import Condition, Trigger
from ionworks.ucp.program import Mode, Safety

FURTHEST_V = 1.0
"""A run fails this far outside: the functions of a parameter set mean nothing there."""
PLAYED_SLACK_V = 5e-3


def stopped(path: str, text: str, seconds: float) -> str:
    """Warning of a test that a cut-off has ended."""
    return f"{path}: the test ended after {seconds:g} s of the step at {text}; no limit of the protocol came before"


def cutoff_conditions(
    limits: tuple[Window, Window], ends: Iterable[Condition], safety: Safety, mode: Mode, sign: int, *, is_played: bool
) -> tuple[Condition, ...]:
    """Conditions that keep a step inside a window.

    Parameters
    ----------
    limits : tuple of Window
        Of the parameter set, and with the voltages the protocol has named so far inside.
    ends : iterable of Condition
        Of the step itself.
    safety : Safety
    mode : Mode
        CURRENT, VOLTAGE or POWER.
    sign : int
        1 discharge, -1 charge, 0 no current.
    is_played : bool
        Whether the target changes, so that its sign may.
    """
    own, wide = limits
    channels = {trigger.channel for end in ends for trigger in end.triggers}
    stops = mode is not Mode.VOLTAGE
    sides = (
        (LOWER, Channel.VOLTAGE_BELOW, own.lower, wide.lower, -1, safety.voltage_min, sign > 0),
        (UPPER, Channel.VOLTAGE_ABOVE, own.upper, wide.upper, 1, safety.voltage_max, sign < 0),
    )
    found = []
    for name, channel, cutoff, limit, way, safe, is_towards in sides:
        if cutoff is None or limit is None:
            continue
        furthest = cutoff + way * FURTHEST_V
        text = f"the voltage reached {furthest:g} V, {FURTHEST_V:g} V past the parameter set's {name!r} of {cutoff:g}"
        found.append(Condition(text, (Trigger(channel, furthest),), fails=True))
        if stops and (is_towards or is_played) and safe is None and channel not in channels:
            threshold = limit + way * (PLAYED_SLACK_V if is_played else 0.0)
            text = (
                f"the {name} of the parameter set, {cutoff:g}" if limit == cutoff else f"the protocol's own {limit:g} V"
            )
            found.append(Condition(text, (Trigger(channel, threshold),), is_cutoff=True))
    return tuple(found)
