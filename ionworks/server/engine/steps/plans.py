"""A step as numbers: what holds it, what ends it, how it is sampled."""

import attrs

from ionworks.server.engine.cell.channels import Channel
from ionworks.server.engine.steps.conditions import Condition
from ionworks.server.engine.steps.sampling import Grid
from ionworks.ucp.program import NEXT, Mode, Profile, Quantity, Target


@attrs.frozen
class TimeLimit:
    """Longest time of a step in s; what it means to reach it."""

    seconds: float
    text: str
    goto: Target = NEXT
    is_failure: bool = False


@attrs.frozen
class RateEnd:
    """End on a rate of change per second, tested over one period."""

    quantity: Quantity
    operator: str
    value: float
    goto: Target
    text: str


@attrs.frozen
class StepPlan:
    """A step with every number known.

    Attributes
    ----------
    mode : Mode
        CURRENT, VOLTAGE or POWER.
    target : float
        Constant target in A, V or W, + = discharge; not used with a profile.
    profile : Profile or None
        One repetition of a varying target.
    limit : TimeLimit
    ends : tuple of Condition
        In order of precedence.
    rates : tuple of RateEnd
    ambient_c : float
        Ambient temperature, degC.
    grid : Grid
    channels : frozenset of Channel
        Events the model has to carry.
    shows_knots : bool
        Report the profile's own times too.
    """

    mode: Mode
    target: float
    limit: TimeLimit
    ends: tuple[Condition, ...]
    ambient_c: float
    grid: Grid
    channels: frozenset[Channel]
    profile: Profile | None = None
    rates: tuple[RateEnd, ...] = ()
    shows_knots: bool = False


def fixed_signals(plan: StepPlan) -> dict[str, float]:
    """Signals that a constant control holds at a known value."""
    if plan.mode is Mode.CURRENT:
        return {"current": plan.target, "current magnitude": abs(plan.target)}
    return {"voltage": plan.target} if plan.mode is Mode.VOLTAGE else {"power magnitude": abs(plan.target)}
