"""Electrochemical impedance spectra at the state a run has reached.

The spectrum is that of the cell as its current is switched off: it is linear, takes no simulated time and leaves the
state as it is.

Source: docs/contract/ucp.md sections 1.6 and 2.1; PyBaMM ``EISSimulation`` (frequency-domain solver).
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pybamm
from scipy.sparse import csc_matrix
from scipy.sparse.linalg import spsolve

from ionworks.errors import ValidationError
from ionworks.server.engine.cell.averages import as_with_numbers
from ionworks.server.engine.cell.cell import Cell
from ionworks.server.engine.cell.errors import BuildError, SolveError, first_sentence
from ionworks.server.engine.cell.numerics import mesh_settings
from ionworks.server.engine.cell.pybamm_parts import prepare_equations, residual_and_slope
from ionworks.server.engine.trajectory import State
from ionworks.server.ground.arrays import Array
from ionworks.ucp.expressions import Number
from ionworks.ucp.program import Spectrum

_DOUBLE_LAYER = "surface potential difference"
_KEPT = 4
_ITERATIONS = 100
_PRECISION = 1e-10
_MAX_FREQUENCIES = 2000
_SURFACE_FORM = "surface form"


def frequencies(spectrum: Spectrum, number: Callable[[Number], float]) -> Array:
    """Frequencies of a spectrum in Hz, as listed or spaced evenly per decade from the highest down.

    Raises
    ------
    ValidationError
        A frequency that is not positive, bounds out of order, or more than 2000 of them.
    """
    if spectrum.frequencies:
        values = np.array([number(value) for value in spectrum.frequencies])
    else:
        if spectrum.frequency_min is None or spectrum.frequency_max is None:
            raise ValidationError("EIS needs frequency_min and frequency_max, or frequencies")
        low, high = number(spectrum.frequency_min), number(spectrum.frequency_max)
        if not 0 < low <= high:
            raise ValidationError(f"EIS: frequency_min {low:g} and frequency_max {high:g} Hz; 0 < min <= max is needed")
        count = round(np.log10(high / low) * number(spectrum.points_per_decade)) + 1
        values = np.geomspace(high, low, min(max(count, 1), _MAX_FREQUENCIES + 1))
    if values.size > _MAX_FREQUENCIES or not np.all(values > 0):
        raise ValidationError(
            f"EIS: {values.size} frequencies, lowest {values.min():g} Hz; allowed: 1 to 2000, all > 0"
        )
    return values


def impedance(cell: Cell, state: State | None, inputs: Mapping[str, float], at_hz: Array) -> Array:
    """Impedance in ohm, linear about a state.

    Parameters
    ----------
    cell : Cell
    state : State or None
        What the run has reached; None for its initial state.
    inputs : mapping of str to float
        Inputs of the run, ambient temperature included.
    at_hz : array, shape (n,)

    Returns
    -------
    array of complex, shape (n,)

    Raises
    ------
    BuildError
        PyBaMM refuses the model.
    SolveError
        The cell has no state without current.
    ValidationError
        The model has no frequency response (a custom one).
    """
    supplied = {name: inputs[name] for name in cell.input_names}
    return _small_signal(cell).impedance(at_hz, supplied, state)


@lru_cache(maxsize=_KEPT)
def _small_signal(cell: Cell) -> "SmallSignal":
    model = as_with_numbers(_with_double_layer(cell.model), cell.varying)
    try:
        return SmallSignal(model, cell.parameters, mesh_settings(model, cell.numerics, cell.varying))
    except Exception as error:  # whatever PyBaMM's builders raise
        raise BuildError(f"the model for EIS cannot be built: {first_sentence(error)}") from error


class SmallSignal:
    """A model with double layers and its current as an unknown, discretised once.

    Concentrations, temperatures and ageing are those of a given state; runs and spectra number them alike. Double
    layers, which the model of a run need not have, and potentials are those at which no current flows: they settle
    within milliseconds. PyBaMM takes them as the model starts them, which for SPMe is up to 8 % off.

    Parameters
    ----------
    model : pybamm.BaseModel
    parameters : pybamm.ParameterValues
    meshes : mapping
        See `numerics.mesh_settings`.
    """

    def __init__(self, model: Any, parameters: Any, meshes: Mapping[str, Any]) -> None:
        is_circuit = isinstance(model, pybamm.equivalent_circuit.Thevenin)
        self._simulation = pybamm.EISSimulation(model, parameters, skip_surface_form_check=is_circuit, **meshes)
        self._simulation.build()
        self._model = self._simulation.built_model
        self._initial = self._model.concatenated_initial_conditions
        slices = {variable.name: where[0] for variable, where in self._model.y_slices.items()}
        slow = {name: part for name, part in slices.items() if _DOUBLE_LAYER not in name}
        self._slow = {name: part for name, part in slow.items() if part.stop <= self._model.len_rhs}
        is_fast = np.ones(self._model.len_rhs_and_alg, dtype=bool)
        for part in self._slow.values():
            is_fast[part] = False
        self._fast = np.flatnonzero(is_fast)

    def impedance(self, at_hz: Array, inputs: Mapping[str, float], state: State | None = None) -> Array:
        """Impedance in ohm, shape (n,); about the initial state when none is given.

        Raises
        ------
        SolveError
            The cell has no state without current.
        """
        vector = np.asarray(self._initial.evaluate(0, inputs=dict(inputs)), dtype=float).reshape(-1)
        for name, part in self._slow.items():
            if state is not None and name in state.values:
                vector[part] = state.values[name]
        self._model.concatenated_initial_conditions = pybamm.Vector(self._settled(vector, inputs))
        return np.asarray(self._simulation.solve(at_hz, inputs=dict(inputs)).impedance).reshape(-1)

    def _settled(self, vector: Array, supplied: Mapping[str, float]) -> Array:
        """Return the state after the fast unknowns have come to rest, by Newton's method."""
        model = self._model
        prepare_equations(model, supplied)
        given, fast = np.array(list(supplied.values())), self._fast
        for _ in range(_ITERATIONS):
            residual, slope = residual_and_slope(model, vector, given)
            step = spsolve(csc_matrix(slope)[fast][:, fast], residual[fast])
            vector[fast] -= step
            if not np.isfinite(step).all():
                break
            if np.abs(step).max() < _PRECISION * max(1.0, np.abs(vector[fast]).max()):
                return vector
        raise SolveError("no state without current was found for the spectrum")


def _with_double_layer(model: Any) -> Any:
    """Return the model with the double layer that gives it a frequency response."""
    if isinstance(model, pybamm.equivalent_circuit.Thevenin):
        return model.new_copy()
    built_in = (pybamm.lithium_ion.SPM, pybamm.lithium_ion.SPMe, pybamm.lithium_ion.DFN)
    if type(model) not in built_in:
        raise ValidationError(f"EIS: model {model.name} has no frequency response; allowed: SPM, SPMe, DFN, Thevenin")
    if model.options[_SURFACE_FORM] != "false":
        return model.new_copy()
    return type(model)({**model.options, _SURFACE_FORM: "differential"})
