"""Solve one built model for a list of inputs, at first as it is, later as machine code.

Compiling takes 0.5 s (SPM) to 7 s (DFN) of a C compiler and makes a solve up to twice as fast, so it happens in
a background thread once a structure has been solved often enough, while the plain solver goes on serving. The
result stays in the folder named by ``PYBAMM_CASADI_AOT_CACHE``, which must be private: its files are loaded as
code. Without that variable nothing is compiled here.

Source: performance.md section C (list of inputs in one solve; compile in the background; split on an error).
"""

import hashlib
import logging
import os
import threading
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pybamm

from ionworks.server.engine.cell import Cell, Control, ControlKey
from ionworks.server.engine.numerics import compile_from_runs
from ionworks.server.engine.trajectory import Floats

CACHE_VARIABLE = "PYBAMM_CASADI_AOT_CACHE"
_ABANDONED_SECONDS = 300.0
_KEPT_SOLVERS = 8
_log = logging.getLogger("ionworks.engine")
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
        self._compilation = _Compilation(cell, key)

    def solve(self, inputs: Sequence[Inputs], duration: float, times: Floats) -> tuple[Control, list[Any]]:
        """Solve from time 0 until an event, or for `duration` seconds.

        Parameters
        ----------
        inputs : sequence of mapping
            One per run; names the model does not know are left out.
        duration : float
            s
        times : array
            Where to sample besides start and end, s.

        Returns
        -------
        tuple
            The built model, and one `pybamm.Solution` per run: None where the solver refused the run.
        """
        prepared = self._compilation.ready or self._plain
        known = [{name: run[name] for name in prepared.control.inputs if name in run} for run in inputs]
        solutions = _solve(prepared, known, duration, times)
        self._compilation.note(self._plain.control, known)
        return prepared.control, solutions

    def list_size(self, most_numbers: float, most_runs: int) -> int:
        """Runs to solve in one list, so that each sample time of all of them holds few enough numbers."""
        return max(1, min(most_runs, int(most_numbers / self._plain.control.model.len_rhs_and_alg)))


@lru_cache(maxsize=_KEPT_SOLVERS)
def list_solver(cell: Cell, key: ControlKey) -> ListSolver:
    """List solver of a cell, made once."""
    return ListSolver(cell, key)


def _solve(prepared: _Prepared, inputs: list[dict[str, float]], duration: float, times: Floats) -> list[Any]:
    """Solve a list; one impossible run raises for all, so a list that fails is halved."""
    try:
        solved = prepared.solver.solve(prepared.control.model, [0.0, duration], inputs=inputs, t_interp=times)
    except pybamm.SolverError:
        if len(inputs) == 1:
            return [None]
        half = len(inputs) // 2
        parts = (inputs[:half], inputs[half:])
        return [solution for part in parts for solution in _solve(prepared, part, duration, times)]
    return solved if isinstance(solved, list) else [solved]


class _Compilation:
    """The compiled twin of a built model; `ready` once it can be used."""

    def __init__(self, cell: Cell, key: ControlKey) -> None:
        folder = os.environ.get(CACHE_VARIABLE)
        self._folder = Path(folder) if folder and not cell.numerics.compiled else None
        self._cell, self._key = cell, key
        self._from_runs = compile_from_runs(type(cell.model).__name__)
        self._runs = 0
        self._name = ""
        self._is_started = False
        self.ready: _Prepared | None = None

    def note(self, control: Control, inputs: list[dict[str, float]]) -> None:
        """Count solved runs; start compiling when that pays, or when it was done before."""
        if self._folder is None or self._from_runs is None or self._is_started:
            return
        self._runs += len(inputs)
        self._name = self._name or _fingerprint(control)
        is_done = self._file("ready").exists()
        if is_done or (self._runs >= self._from_runs and self._claim()):
            self._is_started = True
            threading.Thread(target=self._compile, args=(inputs[:1],), name="ionworks-compile", daemon=True).start()

    def _file(self, state: str) -> Path:
        return (self._folder or Path()) / f"{self._name}.{state}"

    def _claim(self) -> bool:
        """Whether this process is the one to compile: the others use its result."""
        claim = self._file("started")
        try:
            claim.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if claim.exists() and time.time() - claim.stat().st_mtime > _ABANDONED_SECONDS:
                claim.unlink()
            claim.touch(exist_ok=False)
        except OSError:
            return False
        return True

    def _compile(self, inputs: list[dict[str, float]]) -> None:
        try:
            prepared = _Prepared.of(self._cell.compiled(), self._key)
            _solve(prepared, inputs, 1.0, np.empty(0))
            self._file("ready").touch()
        except Exception:  # noqa: BLE001 (without compiler, or on a full disk, the plain solver goes on)
            _log.exception("compiling %s failed", self._cell.model.name)
        else:
            self.ready = prepared


def _fingerprint(control: Control) -> str:
    """Name of a built model: its equations after discretisation, its outputs and the version of the compiler."""
    text = control.model.rhs_algebraic_eval.serialize() + control.observe_rows.serialize() + pybamm.__version__
    return hashlib.sha256(text.encode()).hexdigest()[:32]
