"""Normal equations of a circuit: one pass over the rows, block by block, with only the columns that are not zero there.

The voltage is linear in the values of the open-circuit voltage and of the resistances at their knots. Time constants
enter by their logarithms at the knots, whose columns are the exact derivatives of the discrete course.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs
import numpy as np

from ionworks.server.circuit.knots import Array, Hat, hat
from ionworks.server.circuit.stepping import Steps, accumulate, steps
from ionworks.server.circuit.trace import Trace

ROWS: Final = 1024
"""Rows of a block."""
_GONE: Final = 1e-12
"""A column of a pair ends where it has decayed so far."""


@attrs.frozen(kw_only=True, eq=False)
class Run:
    """Rows to fit: what is left of the voltage when what is known is taken off."""

    trace: Trace
    soc: Array
    target: Array


@attrs.frozen(kw_only=True, eq=False)
class Problem:
    """Rows, knots and number of pairs."""

    runs: Sequence[Run]
    ocv: Array
    """Knots; empty where the open-circuit voltage is known."""
    r0: Array
    rc: Array
    pairs: int

    @property
    def linear(self) -> int:
        """Number of unknowns the voltage is linear in; they come first."""
        return self.ocv.size + self.r0.size + self.pairs * self.rc.size

    @property
    def size(self) -> int:
        """Number of unknowns."""
        return self.linear + self.pairs * self.rc.size

    @property
    def rows(self) -> int:
        """Number of rows."""
        return sum(run.soc[run.trace.used].size for run in self.runs)

    @property
    def ocv_part(self) -> slice:
        """Where the open-circuit voltage [V] is among the unknowns."""
        return slice(0, self.ocv.size)

    @property
    def r0_part(self) -> slice:
        """Where R0 [Ohm] is."""
        return slice(self.ocv.size, self.ocv.size + self.r0.size)

    def r_part(self, pair: int) -> slice:
        """Where the resistance [Ohm] of a pair is."""
        start = self.ocv.size + self.r0.size + pair * self.rc.size
        return slice(start, start + self.rc.size)

    def tau_part(self, pair: int) -> slice:
        """Where the logarithm of the time constant [s] of a pair is."""
        start = self.linear + pair * self.rc.size
        return slice(start, start + self.rc.size)


@attrs.frozen(eq=False)
class Normal:
    """Normal equations at one point: ``matrix @ step = gradient`` lowers `cost`, the sum of squares [V²]."""

    matrix: Array
    gradient: Array
    cost: float


@attrs.define(eq=False)
class _Pair:
    """Where one pair stands at the end of a block."""

    r: Array
    log_tau: Array
    columns: Array
    """Of the resistances."""
    slopes: Array
    """Of the logarithms of the time constants."""

    def block(self, rows: _Rows) -> tuple[Array, Array, Array]:
        """Go through a block; return the numbers of its knots, their columns, and the columns of the slopes."""
        low = int(min(rows.before.left.min(), rows.here.left.min()))
        high = int(max(rows.before.right.max(), rows.here.right.max()))
        tau = np.exp(self.log_tau)
        inverse_before, inverse = 1.0 / rows.before.of(tau), 1.0 / rows.here.of(tau)
        factor = steps(rows.interval * 0.5 * (inverse_before + inverse))
        before, here = rows.before.columns(low, high), rows.here.columns(low, high)
        start, end = (factor.start * rows.current_before)[:, None], (factor.end * rows.current)[:, None]
        known = slice(low, high + 1)
        driven = accumulate(factor.keep, start * before + end * here, self.columns[known])
        others = np.flatnonzero(np.abs(self.columns) + np.abs(self.slopes) > _GONE)
        others = others[(others < low) | (others > high)]
        decay = np.cumprod(factor.keep)[:, None]
        left, left_slopes = decay * self.columns[others], None
        total = driven @ self.r[known] + left @ self.r[others]
        at_start = float(self.columns @ self.r)
        change = self._change(factor, rows, total, at_start, before @ self.r[known], here @ self.r[known])
        longer = -0.5 * rows.interval[:, None] * tau[known]
        longer = longer * (inverse_before[:, None] ** 2 * before + inverse[:, None] ** 2 * here)
        slopes = accumulate(factor.keep, change[:, None] * longer, self.slopes[known])
        left_slopes = decay * self.slopes[others]
        self.columns, self.slopes = np.zeros_like(self.columns), np.zeros_like(self.slopes)
        self.columns[known], self.slopes[known] = driven[-1], slopes[-1]
        self.columns[others], self.slopes[others] = left[-1], left_slopes[-1]
        numbers = np.concatenate([np.arange(low, high + 1), others])
        return numbers, np.hstack([driven, left]), np.hstack([slopes, left_slopes])

    @staticmethod
    def _change(factor: Steps, rows: _Rows, total: Array, at_start: float, r_before: Array, r_here: Array) -> Array:
        """Derivative of the overpotential of each row with respect to the length of the interval before it."""
        last = np.concatenate([[at_start], total[:-1]])
        found: Array = (
            factor.keep_slope * last
            + factor.start_slope * rows.current_before * r_before
            + factor.end_slope * rows.current * r_here
        )
        return found


@attrs.frozen(eq=False)
class _Rows:
    """One block."""

    interval: Array
    current: Array
    current_before: Array
    before: Hat
    """State of charge of the row before each row, between the knots of the pairs."""
    here: Hat


def normal(problem: Problem, unknowns: Array) -> Normal:
    """Return the normal equations at `unknowns`."""
    matrix = np.zeros((problem.size + 1, problem.size + 1))
    for run in problem.runs:
        _add(problem, unknowns, run, matrix)
    return Normal(matrix[:-1, :-1], matrix[:-1, -1], float(matrix[-1, -1]))


def _add(problem: Problem, unknowns: Array, run: Run, matrix: Array) -> None:
    pairs = [
        _Pair(
            unknowns[problem.r_part(pair)],
            unknowns[problem.tau_part(pair)],
            np.zeros(problem.rc.size),
            np.zeros(problem.rc.size),
        )
        for pair in range(problem.pairs)
    ]
    soc_before = np.concatenate([run.soc[:1], run.soc[:-1]])
    interval, trace = run.trace.interval, run.trace
    for start in range(0, run.soc.size, ROWS):
        part = slice(start, start + ROWS)
        soc, current = run.soc[part], trace.current[part]
        numbers, columns = [], []
        for knots, first, factor in (
            (problem.ocv, problem.ocv_part.start, None),
            (problem.r0, problem.r0_part.start, -current),
        ):
            if knots.size:
                here = hat(knots, soc)
                low, high = int(here.left.min()), int(here.right.max())
                found = here.columns(low, high)
                columns.append(found if factor is None else factor[:, None] * found)
                numbers.append(np.arange(first + low, first + high + 1))
        rows = _Rows(
            interval[part], current, trace.before[part], hat(problem.rc, soc_before[part]), hat(problem.rc, soc)
        )
        for number, pair in enumerate(pairs):
            knots_here, driven, slopes = pair.block(rows)
            numbers += [problem.r_part(number).start + knots_here, problem.tau_part(number).start + knots_here]
            columns += [-driven, -slopes]
        which, values = np.concatenate(numbers), np.hstack(columns)
        is_linear = which < problem.linear
        rest = run.target[part] - values[:, is_linear] @ unknowns[which[is_linear]]
        everything = np.column_stack([values, rest])[max(run.trace.used.start or 0, start) - start :]
        where = np.append(which, problem.size)
        matrix[np.ix_(where, where)] += everything.T @ everything
