"""Quick cell model: an equivalent circuit with one RC pair from a capacity and a chemistry.

The open-circuit voltage is derived from a published PyBaMM parameter set: the electrode potentials over the
stoichiometry window that the set's own voltage cut-offs span. The resistances are round numbers typical of
the chemistry, scaled so that a given C-rate polarises every cell size alike.

Source: docs/contract/guides.md section 2; docs/contract/wire.md section 16 (``quick_model``). The numbers are ours.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import attrs
import numpy as np
import pybamm

from ionworks.errors import ValidationError
from ionworks.server.engine.model.parameters import write_parameters
from ionworks.server.ground.arrays import Array

DEFAULT_CHEMISTRY = "NMC/Graphite"
_POINTS = 201
_TIME_CONSTANT_S = 30.0
_HALF_CELL = {"working electrode": "positive"}


@attrs.frozen
class Chemistry:
    """Where a chemistry's open-circuit voltage comes from, and its polarisation at 1C."""

    parameter_set: str
    """Published PyBaMM set."""
    electrodes: str
    """``full`` cell, ``positive`` electrode of a full cell against lithium, or ``half`` cell set."""
    ohmic_v: float = 0.025
    """Voltage lost in the series resistor at 1C."""
    polarisation_v: float = 0.020
    """Voltage lost in the RC pair at 1C, at steady state."""


CHEMISTRIES: Mapping[str, Chemistry] = {
    "NMC/Graphite": Chemistry("Mohtat2020", "full"),
    "NMC/Graphite-SiOx": Chemistry("Chen2020", "full"),
    "LFP/Graphite": Chemistry("Prada2013", "full", ohmic_v=0.020, polarisation_v=0.030),
    "NCA/Graphite": Chemistry("NCA_Kim2011", "full"),
    "LCO/Graphite": Chemistry("Ai2020", "full"),
    "NMC/Li metal": Chemistry("Xu2019", "half", ohmic_v=0.040, polarisation_v=0.030),
    "LFP/Li metal": Chemistry("Prada2013", "positive", ohmic_v=0.040, polarisation_v=0.040),
    "NCA/Li metal": Chemistry("NCA_Kim2011", "positive", ohmic_v=0.040, polarisation_v=0.030),
    "LCO/Li metal": Chemistry("Ai2020", "positive", ohmic_v=0.040, polarisation_v=0.030),
    "Graphite/Li metal": Chemistry("Ecker2015_graphite_halfcell", "half", ohmic_v=0.015, polarisation_v=0.010),
    "Graphite-SiOx/Li metal": Chemistry(
        "OKane2022_graphite_SiOx_halfcell", "half", ohmic_v=0.015, polarisation_v=0.010
    ),
}
"""Chemistries a quick cell can have. There is no LMO cell: PyBaMM ships no set to derive one from."""


@attrs.frozen
class OpenCircuitVoltage:
    """Open-circuit voltage against state of charge."""

    soc: Array
    """Shape (201,), 0 to 1."""
    voltage: Array
    """Shape (201,), V, rising."""
    lower_cut_off: float
    """V."""
    upper_cut_off: float
    """V."""


def quick_model(quick: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Model config and wire parameters of a quick cell.

    Parameters
    ----------
    quick : mapping
        ``capacity`` in A.h (default 1), ``chemistry`` (default ``NMC/Graphite``), ``resistance_pct``: both
        resistances in percent of the default ones (default 100).

    Returns
    -------
    tuple of dict
        ``({"type": "Thevenin", ...}, {parameter name: wire value})``.

    Raises
    ------
    ValidationError
        Unknown key or chemistry, or a capacity or resistance that is not positive.

    Notes
    -----
    Source: docs/contract/wire.md section 16 (``quick_model``). ``resistance_pct`` as percent of the default is our
    reading.
    """
    unknown = quick.keys() - {"capacity", "chemistry", "resistance_pct", "cell_spec_id"}
    if unknown:
        raise ValidationError(
            f"quick_model: unknown key {min(unknown)!r}; allowed: capacity, chemistry, resistance_pct"
        )
    capacity = _positive(quick, "capacity", 1.0)
    scale = _positive(quick, "resistance_pct", 100.0) / 100.0
    chemistry = find_chemistry(quick.get("chemistry") or DEFAULT_CHEMISTRY)
    config = {"type": "Thevenin", "module": "equivalent_circuit", "options": {"number of rc elements": 1}}
    return config, write_parameters(
        _parameters(CHEMISTRIES[chemistry], capacity, scale, open_circuit_voltage(chemistry))
    )


def find_chemistry(name: Any) -> str:
    """Name of a chemistry as listed; a positive electrode alone means a graphite cell, case does not matter.

    Raises
    ------
    ValidationError
        Listing the chemistries there are.
    """
    text = str(name).strip().lower()
    for known in CHEMISTRIES:
        if text in (known.lower(), known.lower().removesuffix("/graphite")):
            return known
    raise ValidationError(f"quick_model chemistry {name!r} is not known; allowed: {', '.join(CHEMISTRIES)}")


@lru_cache(maxsize=16)
def open_circuit_voltage(chemistry: str) -> OpenCircuitVoltage:
    """Open-circuit voltage of a chemistry between its cut-offs, at the set's reference temperature.

    Notes
    -----
    Source: PyBaMM ``ElectrodeSOHSolver`` (equations) and ``ParameterValues`` (potentials).
    """
    source = CHEMISTRIES[chemistry]
    parameters = pybamm.ParameterValues(source.parameter_set)
    soc = np.linspace(0.0, 1.0, _POINTS)
    voltage = _half_cell(parameters, soc) if source.electrodes == "half" else _full_cell(parameters, soc, source)
    # A curve that is flat at the level of rounding must still rise, or an initial voltage has no answer.
    voltage = np.maximum.accumulate(voltage) + 1e-9 * soc
    return OpenCircuitVoltage(soc, voltage, round(float(voltage[0]), 3), round(float(voltage[-1]), 3))


def _full_cell(parameters: Any, soc: Array, source: Chemistry) -> Array:
    param = pybamm.LithiumIonParameters()
    x_0, x_100, y_100, y_0 = pybamm.lithium_ion.get_min_max_stoichiometries(parameters, param=param)
    positive = _potential(parameters, param.p.prim, y_0 + soc * (y_100 - y_0), param)
    if source.electrodes == "positive":
        return positive
    return positive - _potential(parameters, param.n.prim, x_0 + soc * (x_100 - x_0), param)


def _half_cell(parameters: Any, soc: Array) -> Array:
    param = pybamm.LithiumIonParameters(_HALF_CELL)
    bounds = [
        pybamm.lithium_ion.get_initial_stoichiometry_half_cell(value, parameters, param=param, options=_HALF_CELL)["x"]
        for value in (0.0, 1.0)
    ]
    return _potential(parameters, param.p.prim, bounds[0] + soc * (bounds[1] - bounds[0]), param)


def _potential(parameters: Any, phase: Any, stoichiometry: Array, param: Any) -> Array:
    symbol = phase.U(pybamm.Vector(stoichiometry), param.T_ref)
    return np.asarray(parameters.process_symbol(symbol).evaluate(), dtype=float).reshape(-1)


def _parameters(chemistry: Chemistry, capacity: float, scale: float, curve: OpenCircuitVoltage) -> Any:
    def voltage(soc: Any) -> Any:
        return pybamm.Interpolant(curve.soc, curve.voltage, soc, name="open-circuit voltage", interpolator="linear")

    resistance = scale * chemistry.polarisation_v / capacity
    # Heat capacity and cooling of a small cylindrical cell (about 15 J/K and 0.05 W/K for each A.h).
    values = {
        "chemistry": "ecm",
        "Initial SoC": 0.5,
        "Initial temperature [K]": 298.15,
        "Ambient temperature [K]": 298.15,
        "Cell capacity [A.h]": capacity,
        "Nominal cell capacity [A.h]": capacity,
        "Current function [A]": capacity,
        "Upper voltage cut-off [V]": curve.upper_cut_off,
        "Lower voltage cut-off [V]": curve.lower_cut_off,
        "Cell thermal mass [J/K]": 15.0 * capacity,
        "Cell-jig heat transfer coefficient [W/K]": 0.05 * capacity,
        "Jig thermal mass [J/K]": 7.5 * capacity,
        "Jig-air heat transfer coefficient [W/K]": 0.05 * capacity,
        "Open-circuit voltage [V]": voltage,
        "R0 [Ohm]": scale * chemistry.ohmic_v / capacity,
        "Element-1 initial overpotential [V]": 0.0,
        "R1 [Ohm]": resistance,
        "C1 [F]": _TIME_CONSTANT_S / resistance,
        "Entropic change [V/K]": 0.0,
    }
    return pybamm.ParameterValues(values)


def _positive(quick: Mapping[str, Any], key: str, default: float) -> float:
    value = default if quick.get(key) is None else quick[key]
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < float("inf"):
        raise ValidationError(f"quick_model {key} is {value!r}; a positive number is needed")
    return float(value)
