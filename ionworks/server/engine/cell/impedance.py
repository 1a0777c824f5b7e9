"""Electrochemical impedance spectra at the state of charge a run has reached.

The spectrum is that of the cell at rest: it is linear, takes no simulated time and leaves the state as it is.

Source: docs/contract/ucp.md sections 1.6 and 2.1; PyBaMM ``EISSimulation`` (frequency-domain solver).
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pybamm

from ionworks.errors import ValidationError
from ionworks.server.engine.cell.cell import AMBIENT, INITIAL_TEMPERATURE, Cell
from ionworks.server.engine.cell.channels import KELVIN
from ionworks.server.engine.cell.numerics import mesh_settings
from ionworks.server.engine.trajectory import Floats
from ionworks.ucp.expressions import Number
from ionworks.ucp.program import Spectrum

_MAX_FREQUENCIES = 2000
_SURFACE_FORM = "surface form"


def frequencies(spectrum: Spectrum, number: Callable[[Number], float]) -> Floats:
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


def impedance(cell: Cell, design: Mapping[str, float], soc: float, temperature_c: float, at_hz: Floats) -> Any:
    """Impedance in ohm.

    Parameters
    ----------
    cell : Cell
    design : mapping of str to float
        Values of the parameters that vary.
    soc : float
        State of charge, 0 to 1.
    temperature_c : float
        Temperature of cell and surroundings, degC.
    at_hz : array, shape (n,)

    Returns
    -------
    array of complex, shape (n,)

    Raises
    ------
    ValidationError
        The model has no frequency response (a custom one).
    """
    model = _with_double_layer(cell.model)
    parameters = cell.defaults.copy()
    parameters.update(dict(design))
    kelvin = temperature_c + KELVIN
    parameters.update({name: kelvin for name in (AMBIENT, INITIAL_TEMPERATURE) if name in parameters})
    # Solved as values, not inputs: the frequency-domain solver rebuilds for every state anyway.
    parameters.update(cell.initial_states.values(float(np.clip(soc, 0.0, 1.0)), dict(design)))
    simulation = pybamm.EISSimulation(
        model,
        parameter_values=parameters,
        **mesh_settings(model, cell.numerics),
        skip_surface_form_check=isinstance(model, pybamm.equivalent_circuit.Thevenin),
    )
    return np.asarray(simulation.solve(at_hz).impedance)


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
