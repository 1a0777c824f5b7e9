"""What a step did, and what is kept of it.

Source: docs/contract/ucp.md sections 2.2 and 3.
"""

import attrs

from ionworks.server.engine.steps.integrals import Measured
from ionworks.server.engine.trajectory import State
from ionworks.ucp.program import Step, Target


@attrs.frozen(eq=False)
class StepResult:
    """What a step did.

    Attributes
    ----------
    state : State
        At its end.
    measured : Measured or None
        What it passed, with its samples; None when there is nothing.
    termination : str
        Text of what ended it.
    goto : Target
    suspended : frozenset of str
        Safety limits that are still violated.
    failure : str or None
        Why it could not go on; the samples up to there are kept.
    is_cutoff : bool
        Whether a voltage cut-off of the parameter set ended it, which the protocol did not ask for.
    warning : str or None
        What it controls was not where it should be.
    """

    state: State
    measured: Measured | None
    termination: str
    goto: Target
    suspended: frozenset[str]
    failure: str | None = None
    is_cutoff: bool = False
    warning: str | None = None


@attrs.frozen(eq=False)
class StepRecord:
    """One executed step: the program's step, its sign, cycle, what it passed and what ended it."""

    step: Step
    sign: int
    """1 discharge, -1 charge, 0 either."""
    cycle: int
    """0-based cycle count."""
    measured: Measured
    """Samples and integrals."""
    termination: str
    """Text of the end that fired."""
