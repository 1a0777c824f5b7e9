"""What a step did, and what is kept of it.

Source: docs/contract/ucp.md sections 2.2 and 3.
"""

from collections.abc import Mapping
from typing import Final

import attrs
import numpy as np

from ionworks.server.engine.steps.integrals import Measured
from ionworks.server.engine.trajectory import State
from ionworks.ucp.program import Step, Target

MOST_ROWS: Final = 200_000
"""Samples of a run where no resolution is stated; each step keeps its first and its last."""
_BOTH_ENDS = 2


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
    summary : mapping of str to float
        Summary variables at its end, of a model that ages.
    """

    state: State
    measured: Measured | None
    termination: str
    goto: Target
    suspended: frozenset[str]
    failure: str | None = None
    is_cutoff: bool = False
    warning: str | None = None
    summary: Mapping[str, float | None] = attrs.Factory(dict)


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
    summary: Mapping[str, float | None] = attrs.Factory(dict)
    """Summary variables at its end, of a model that ages."""
    is_automatic: bool = False
    """Whether nobody said how finely to sample it."""

    def thinned(self, every: int) -> "StepRecord":
        """Return the same with one of so many samples, and its first and last."""
        count = int(self.measured.heights[0])
        kept = np.unique(np.append(np.arange(0, count, every), count - 1))
        columns = {name: values[kept] for name, values in self.measured.columns.items()}
        measured = attrs.evolve(self.measured, columns=columns, heights=np.array([kept.size]))
        return attrs.evolve(self, measured=measured)


class Records:
    """Executed steps of a run in order, with a bounded number of samples where nobody said how many."""

    def __init__(self) -> None:
        self.steps: list[StepRecord] = []
        self._every = 1
        self._rows = 0

    def add(self, record: StepRecord) -> None:
        """Keep one more; when there are too many samples, every other one of all steps goes."""
        self.steps.append(record.thinned(self._every) if record.is_automatic and self._every > 1 else record)
        self._rows += _height(self.steps[-1])
        while self._rows > MOST_ROWS and any(one.is_automatic and _height(one) > _BOTH_ENDS for one in self.steps):
            self._every *= 2
            self.steps = [one.thinned(2) if one.is_automatic else one for one in self.steps]
            self._rows = sum(map(_height, self.steps))


def _height(record: StepRecord) -> int:
    return int(record.measured.heights[0])
