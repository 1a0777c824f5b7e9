"""IDAKLU for a list of inputs at once, answering with plain arrays of the output variables.

PyBaMM wraps every run in a Solution and evaluates its initial state on its own: for SPM as much work as the
integration. Here the initial states of a list are one call, and the integrator's arrays are the answer.

Source: docs/decisions/0011-fit-evaluations.md (measured).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import casadi
import numpy as np

from ionworks.server.engine.cell.pybamm_parts import initial_values, integrated, is_plain, is_set_up, set_up
from ionworks.server.engine.cell.scalar_functions import ScalarIDAKLUSolver, expanded
from ionworks.server.ground.arrays import Array


@attrs.frozen(eq=False)
class Run:
    """Output variables of one run."""

    times: Array
    """Seconds, shape (n,); fewer than asked for when it ended early."""
    values: Array
    """Shape (n, number of output variables)."""


class OutputSolver(ScalarIDAKLUSolver):
    """IDAKLU solver that can leave out PyBaMM's solutions."""

    _names: tuple[str, ...] = ()
    _initial: Any = None

    def runs(self, model: Any, stops: Array, times: Array, inputs: Sequence[Mapping[str, float]]) -> list[Run | None]:
        """Solve a built model for a list of inputs.

        Parameters
        ----------
        model : pybamm.BaseModel
            Discretized; always the same one.
        stops : array, shape (m,)
            Where the integration begins, stops at jumps of the current, and ends, s.
        times : array, shape (n,)
            Where to sample, s.
        inputs : sequence of mapping
            One per run; names the model does not know are left out.

        Returns
        -------
        list
            One `Run` each; ``None`` for those that ended where they began.

        Raises
        ------
        pybamm.SolverError
            One of the runs cannot be solved; nothing is known about the others.
        """
        if not is_set_up(self, model):
            self._prepare(model, stops, inputs[0])
        if not is_plain(self, model):
            found = self.solve(model, stops, inputs=list(inputs), t_interp=times)
            return [self._read(one) for one in (found if isinstance(found, list) else [found])]
        stacked = np.array([[run.get(name, np.nan) for name in self._names] for run in inputs], dtype=float)
        states, slopes = _initial(self._initial, float(stops[0]), stacked)
        found = integrated(self, stops, times, states, slopes, stacked)
        return [Run(one.t, np.reshape(one.y, (len(one.t), -1))) if len(one.t) > 1 else None for one in found]

    def _prepare(self, model: Any, stops: Array, inputs: Mapping[str, float]) -> None:
        self._names = set_up(self, model, stops, inputs)
        self._initial = _initial_function(model, len(self._names))

    def _read(self, solution: Any) -> Run:
        columns = [np.asarray(solution[name].data, dtype=float).reshape(-1) for name in self.output_variables]
        return Run(solution.t, np.stack(columns, axis=1))


def _initial_function(model: Any, count: int) -> Any:
    """Initial states and their derivatives, from the time and the `count` inputs."""
    time, inputs = casadi.MX.sym("t"), casadi.MX.sym("p", count)
    states, slopes = initial_values(model, time, inputs)
    return expanded(casadi.Function("initial", [time, inputs], [casadi.densify(states), casadi.densify(slopes)]))


def _initial(function: Any, start: float, inputs: Array) -> tuple[Array, Array]:
    """Initial states and their derivatives, shapes (number of runs, number of states)."""
    states = np.empty((len(inputs), function.size1_out(0)))
    slopes = np.empty_like(states)
    buffer, evaluate = function.buffer()  # straight from and into arrays: CasADi's matrices take longer than the work
    buffer.set_arg(0, np.array([start]).data)
    for given, state, slope in zip(inputs, states, slopes, strict=True):
        buffer.set_arg(1, given.data)
        buffer.set_res(0, state.data)
        buffer.set_res(1, slope.data)
        evaluate()
    return states, slopes
