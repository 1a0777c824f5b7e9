"""Time-domain evaluations of one model under one current profile, many times over.

The model is discretized once with the fit parameters as inputs and kept for later fits of the same structure. A
constant current is an input too, so every constant-current test shares one build. Voltage cut-offs are taken out of
the model: a proposal that would hit one is still comparable with the data. A proposal that cannot be solved gives
NaN from there on.

Source: docs/contract/performance.md sections C and D; docs/contract/pipeline-config.md section 2.4.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import attrs
import numpy as np
import pybamm

from ionworks.server.engine.cell.compilation import Compilation
from ionworks.server.engine.cell.numerics import USUAL_OPTIONS, compile_from_runs, mesh_settings
from ionworks.server.engine.cell.output_solver import OutputSolver, Run
from ionworks.server.engine.cell.scalar_functions import ScalarIDAKLUSolver, SensitivityIDAKLUSolver
from ionworks.server.fit.data.profile import Profile
from ionworks.server.fit.model.models import Cell
from ionworks.server.fit.model.start import Start
from ionworks.server.ground.arrays import Array

Inputs = Mapping[str, float]
Outputs = dict[str, Array]

CURRENT = "Current function [A]"
_TOLERANCES = {"rtol": 1e-6, "atol": 1e-6}
_COARSE_TOLERANCES = {"rtol": 1e-4, "atol": 1e-6}
_LEAST_STEP = 1e-11  # s; moves the clock of data of a day yet, so that a solve into a singularity ends
_MANY_KNOTS = 500
_KEPT = 6
_BATCH = 64
_SHORT = 5000  # rows for which sensitivities nobody asked for cost less than a build without them


@attrs.frozen
class BuildKey:
    """Identity of a prepared model; equal keys share one."""

    digest: str
    """Hash of everything that is baked into it."""
    make: Callable[[], Cell] = attrs.field(eq=False, repr=False)
    """Assembles model and parameters when there is none yet."""
    profile: Profile = attrs.field(eq=False, repr=False)
    """Current profile."""
    inputs: tuple[str, ...] = attrs.field(eq=False, repr=False)
    """Fit parameters."""
    variables: tuple[str, ...] = attrs.field(eq=False, repr=False)
    """Output variables."""
    is_compiled: bool = attrs.field(eq=False, repr=False)
    """Whether the solver's functions are compiled ahead of time."""


def build_key(
    identity: Any,
    make: Callable[[], Cell],
    profile: Profile,
    inputs: tuple[str, ...],
    variables: tuple[str, ...],
    *,
    is_compiled: bool,
) -> BuildKey:
    """Key of a prepared model; `identity` is any JSON value that determines the model and its fixed parameters."""
    text = json.dumps([identity, inputs, variables, is_compiled], sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode())
    if not profile.drive.is_constant:
        digest.update(profile.drive.times.tobytes() + profile.drive.current.tobytes())
    return BuildKey(digest.hexdigest(), make, profile, inputs, variables, is_compiled)


@lru_cache(maxsize=_KEPT)
def prepared(key: BuildKey) -> "PreparedModel":
    """Prepared model of a key; the most recent ones are kept in this process."""
    return PreparedModel(key)


class PreparedModel:
    """Discretized model with its solvers, made when first needed.

    Parameters
    ----------
    key : BuildKey
    """

    def __init__(self, key: BuildKey) -> None:
        self.cell = key.make()
        self._key = key
        self._table = self._parameter_table()
        self._model = self.cell.model
        self._model.events = [event for event in self._model.events if "voltage" not in event.name.lower()]
        self._start = Start(self.cell, key.inputs)
        self._plain: Any = None
        self._gradient: Any = None
        self._coarse: Any = None
        self._has_fast_gradient = False
        from_runs = None if key.is_compiled else compile_from_runs(type(self.cell.model).__name__)
        self._compilation: Compilation[Any] = Compilation(from_runs, lambda: f"gradient-{key.digest[:32]}")

    def all_inputs(self, inputs: Inputs, current: float) -> dict[str, float]:
        """Inputs of the solver: fit parameters, a constant current, and the initial state that follows from them."""
        constant = {CURRENT: current} if self._key.profile.drive.is_constant else {}
        return self._start.inputs(inputs) | constant

    def state_follows(self, inputs: Inputs) -> bool:
        """Whether the initial state changes with a fit parameter, so that plain sensitivities would miss it."""
        return self._start.follows(inputs)

    def outputs(self, batch: Sequence[dict[str, float]], profile: Profile) -> list[Outputs]:
        """Output variables of a list of complete inputs at the profile's times, NaN where there are none."""
        names = self._key.variables
        is_short = len(batch) == 1 and len(profile.times) <= _SHORT
        if self._plain is None and is_short and self._gradient is not None:
            return [sampled(self.solve_with_gradient(batch[0], profile), names, profile.times)]
        if self._plain is None:
            self._plain = self._simulation(OutputSolver, is_compiled=self._key.is_compiled)
        starts = range(0, len(batch), _BATCH)
        runs = [run for start in starts for run in self._many(batch[start : start + _BATCH], profile)]
        return [_sampled_run(run, names, profile.times) for run in runs]

    @property
    def is_slow(self) -> bool:
        """Whether coarse solves help, as exact ones take long: the current bends often, and nobody set tolerances."""
        return len(self._key.profile.drive.times) >= _MANY_KNOTS and not self.cell.numerics.tolerances

    def solve_with_gradient(self, inputs: dict[str, float], profile: Profile, *, is_coarse: bool = False) -> Any:
        """Solution with sensitivities to the fit parameters, or ``None``; `is_coarse` as exact as PyBaMM's defaults."""
        if is_coarse:
            if self._coarse is None:
                self._coarse = self._simulation(SensitivityIDAKLUSolver, is_compiled=False, is_coarse=True)
            return self._solve_with_gradient(self._coarse, inputs, profile)
        if self._gradient is None:
            self._has_fast_gradient = self._key.is_compiled or self._compilation.is_known
            kind = ScalarIDAKLUSolver if self._has_fast_gradient else SensitivityIDAKLUSolver
            self._gradient = self._simulation(kind, is_compiled=self._has_fast_gradient)
        found = self._solve_with_gradient(self._compilation.ready or self._gradient, inputs, profile)
        if not self._has_fast_gradient:
            # with the sensitivities of two parameters it is the work of two
            self._compilation.note(2, lambda: self._compiled_gradient(inputs, profile))
        return found

    def _compiled_gradient(self, inputs: dict[str, float], profile: Profile) -> Any:
        simulation = self._simulation(ScalarIDAKLUSolver, is_compiled=True)
        self._solve_with_gradient(simulation, inputs, profile)
        return simulation

    def _solve_with_gradient(self, simulation: Any, inputs: dict[str, float], profile: Profile) -> Any:
        try:
            return simulation.solver.solve(
                simulation.built_model,
                profile.stops,
                inputs=inputs,
                t_interp=profile.times,
                calculate_sensitivities=list(self._key.inputs),
            )
        except (pybamm.SolverError, ValueError, RuntimeError):
            return None

    def _many(self, batch: Sequence[dict[str, float]], profile: Profile) -> list[Run | None]:
        simulation = self._plain
        try:
            runs: list[Run | None] = simulation.solver.runs(simulation.built_model, profile.stops, profile.times, batch)
        except (pybamm.SolverError, ValueError, RuntimeError):
            # One infeasible member fails the whole list: halve until it stands alone.
            if len(batch) == 1:
                return [None]
            middle = len(batch) // 2
            return self._many(batch[:middle], profile) + self._many(batch[middle:], profile)
        return runs

    def _parameter_table(self) -> Any:
        table = self.cell.table
        drive = self._key.profile.drive
        current: Any = "[input]" if drive.is_constant else pybamm.Interpolant(drive.times, drive.current, pybamm.t)
        table.update({CURRENT: current})
        return table

    def _simulation(self, solver_type: Any, *, is_compiled: bool, is_coarse: bool = False) -> Any:
        key, numerics = self._key, self.cell.numerics
        tolerances = _COARSE_TOLERANCES if is_coarse else {**_TOLERANCES, **numerics.tolerances}
        options = {
            "silence_sundials_errors": True,
            **({} if is_coarse else USUAL_OPTIONS),
            "dt_min": _LEAST_STEP,
            **numerics.options,
            "compile": is_compiled,
        }
        solver = solver_type(
            **tolerances,
            output_variables=list(key.variables),
            on_extrapolation="ignore",
            on_failure="ignore",
            options=options,
        )
        mesh = mesh_settings(self._model, numerics, key.inputs)
        simulation = pybamm.Simulation(self._model, parameter_values=self._table, solver=solver, **mesh)
        simulation.build()
        return simulation


def sampled(solution: Any, variables: Sequence[str], times: Array) -> Outputs:
    """Output variables at the profile's times, shape (n,) each, NaN where there is no solution.

    Parameters
    ----------
    solution : pybamm.Solution or None
    variables : sequence of str
    times : ndarray, shape (n,)
    """
    run = None
    if solution is not None:
        columns = [np.asarray(solution[name].data, float).reshape(-1) for name in variables]
        run = Run(solution.t, np.stack(columns, axis=1))
    return _sampled_run(run, variables, times)


def _sampled_run(run: Run | None, variables: Sequence[str], times: Array) -> Outputs:
    if run is not None and len(run.times) == len(times):
        return {name: run.values[:, index] for index, name in enumerate(variables)}
    outputs = {name: np.full(len(times), np.nan) for name in variables}
    if run is not None:
        found, wanted = _rows(run.times, times)
        for index, name in enumerate(variables):
            outputs[name][wanted] = run.values[found, index]
    return outputs


def sampled_gradient(
    solution: Any, variables: Sequence[str], inputs: Sequence[str], times: Array
) -> dict[str, dict[str, Array]]:
    """Derivative of each output by each fit parameter, shape (n,) each, zero where there is no solution."""
    rows = _rows(solution.t, times)
    gradient: dict[str, dict[str, Array]] = {}
    for name in variables:
        columns = {}
        sensitivities = solution[name].sensitivities
        for parameter in inputs:
            column = np.zeros(len(times))
            column[rows[1]] = np.asarray(sensitivities[parameter], float).reshape(-1)[rows[0]]
            columns[parameter] = np.where(np.isfinite(column), column, 0.0)
        gradient[name] = columns
    return gradient


def _rows(found: Array, times: Array) -> tuple[Any, Any]:
    """Row numbers of a solution's times and of the profile's that belong together."""
    if len(found) == len(times):
        return slice(None), slice(None)
    # Ended early, or an event added a point: match by time.
    at = np.clip(np.searchsorted(times, found - 1e-9), 0, len(times) - 1)
    matched = np.abs(times[at] - found) <= 1e-7 * max(1.0, float(times[-1]))
    return np.flatnonzero(matched), at[matched]
