"""Solve one built model for a list of inputs, at first as it is, later as machine code.

Source: docs/contract/performance.md section C (list of inputs in one solve; split on an error).
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import attrs
import pybamm

from ionworks.server.engine.cell.cell import Cell, Control, ControlKey
from ionworks.server.engine.cell.compilation import Compilation
from ionworks.server.engine.cell.numerics import compile_from_runs
from ionworks.server.engine.cell.pybamm_parts import equations

_KEPT_SOLVERS = 8
Inputs = Mapping[str, float]


@attrs.frozen(eq=False)
class _Prepared:
    """A built model with a solver for lists; the model's own solver steps and keeps other initial values."""

    control: Control
    solver: Any

    @classmethod
    def of(cls, cell: Cell, key: ControlKey) -> "_Prepared":
        return cls(cell.control(key), cell.numerics.solver())


class ListSolver:
    """One way of controlling one cell, for many runs at once.

    Parameters
    ----------
    cell : Cell
    key : ControlKey

    Raises
    ------
    BuildError
        PyBaMM refuses the model.
    """

    def __init__(self, cell: Cell, key: ControlKey) -> None:
        self._plain = _Prepared.of(cell, key)
        from_runs = None if cell.numerics.compiled else compile_from_runs(type(cell.model).__name__)
        self._cell, self._key = cell, key
        self._compilation: Compilation[_Prepared] = Compilation(from_runs, lambda: _fingerprint(self._plain.control))

    def solve(self, inputs: Sequence[Inputs], duration: float) -> tuple[Control, list[Any]]:
        """Solve from time 0 until an event, or for `duration` seconds.

        Parameters
        ----------
        inputs : sequence of mapping
            One per run; names the model does not know are left out.
        duration : float
            s

        Returns
        -------
        tuple
            The built model, and one `pybamm.Solution` per run at the solver's own times, with slopes: None where the
            solver refused the run.
        """
        prepared = self._compilation.ready or self._plain
        known = [{name: run[name] for name in prepared.control.inputs if name in run} for run in inputs]
        solutions = _solve(prepared, known, duration)
        self._compilation.note(len(known), lambda: self._compiled(known[:1]))
        return prepared.control, solutions

    def _compiled(self, example: list[dict[str, float]]) -> _Prepared:
        prepared = _Prepared.of(self._cell.compiled(), self._key)
        _solve(prepared, example, 1.0)
        return prepared

    def list_size(self, most_numbers: float, most_runs: int) -> int:
        """Runs to solve in one list, so that each sample time of all of them holds few enough numbers."""
        return max(1, min(most_runs, int(most_numbers / self._plain.control.model.len_rhs_and_alg)))


@lru_cache(maxsize=_KEPT_SOLVERS)
def list_solver(cell: Cell, key: ControlKey) -> ListSolver:
    """List solver of a cell, made once."""
    return ListSolver(cell, key)


def _solve(prepared: _Prepared, inputs: list[dict[str, float]], duration: float) -> list[Any]:
    """Solve a list; one impossible run raises for all, so a list that fails is halved."""
    try:
        solved = prepared.solver.solve(prepared.control.model, [0.0, duration], inputs=inputs)
    except pybamm.SolverError:
        if len(inputs) == 1:
            return [None]
        half = len(inputs) // 2
        parts = (inputs[:half], inputs[half:])
        return [solution for part in parts for solution in _solve(prepared, part, duration)]
    return solved if isinstance(solved, list) else [solved]


def _fingerprint(control: Control) -> str:
    """Name of a built model: its equations after discretisation, its outputs and the version of the compiler."""
    text = equations(control.model) + control.observe_rows.serialize() + pybamm.__version__
    return hashlib.sha256(text.encode()).hexdigest()[:32]
