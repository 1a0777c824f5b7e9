"""Initial stoichiometries, concentrations and voltages.

Source: docs/contract/pipeline-config.md section 2.9.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.optimize import brentq

from ionworks.errors import ValidationError
from ionworks.server.fit.calculations.base import Calculation, Request, algebra
from ionworks.server.fit.calculations.capacity import invert_ocp
from ionworks.server.ground.choices import choice

MAXIMUM = "{phase}Maximum concentration in {e} electrode [mol.m-3]"
STOICHIOMETRY = "{phase}Initial stoichiometry in {e} electrode"
CONCENTRATION = "{phase}Initial concentration in {e} electrode [mol.m-3]"
EMPTY, FULL = "{phase}{E} electrode stoichiometry at 0% SOC", "{phase}{E} electrode stoichiometry at 100% SOC"
VOLTAGE = "Initial voltage in {e} electrode [V]"
_NAMED_SOC = {"0%": 0.0, "minimum": 0.0, "100%": 1.0, "maximum": 1.0}


def initial_soc(request: Request) -> dict[str, Any]:
    """Stoichiometry theta_0 + z (theta_100 - theta_0) and concentration of both electrodes."""
    soc = _soc(request)
    result: dict[str, Any] = {}
    for electrode in ("Negative", "Positive"):
        result |= _at_soc(request, electrode, "", soc)
    return result


def initial_soc_half_cell(request: Request) -> dict[str, Any]:
    """Return the same for one electrode."""
    return _at_soc(request, request.electrode, request.phase, _soc(request))


def from_maximum(request: Request) -> dict[str, Any]:
    """Start at the charged end of both windows."""
    result: dict[str, Any] = {}
    for electrode in ("Negative", "Positive"):
        result |= _at_soc(request, electrode, "", 1.0)
    if request.option("include concentration", "true") == "false":
        result = {name: value for name, value in result.items() if "concentration" not in name}
    return result


def stoichiometry_from_voltage(request: Request) -> dict[str, Any]:
    """Stoichiometry at which the open-circuit potential equals the initial voltage."""
    voltage = request.known.numbers([initial_voltage_name(request)])[0]
    ocp = request.name("{phase}{E} electrode {direction}OCP [V]")
    request.known.value(ocp)
    return {request.name(STOICHIOMETRY): invert_ocp(request, ocp, voltage)}


def voltage_from_concentration(request: Request) -> dict[str, Any]:
    """Voltage at which the electrode has the filling c0/c_max.

    The public description inverts the lithiation function x(U); with U(x) known instead, it is U at that filling.
    """
    name, known = request.name, request.known
    concentration, maximum = known.numbers([name(CONCENTRATION), name(MAXIMUM)])
    filling = concentration / maximum
    lithiation = name("{E} electrode lithiation")
    if lithiation in known:
        return {name(VOLTAGE): _root_of_lithiation(request, lithiation, filling)}
    ocp = name("{phase}{E} electrode OCP [V]")
    return {name(VOLTAGE): float(known.curve(ocp, np.array([filling]))[0])}


def _root_of_lithiation(request: Request, name: str, filling: float) -> float:

    def gap(voltage: float) -> float:
        return float(request.known.curve(name, np.array([voltage]))[0]) - filling

    try:
        return float(brentq(gap, -1.0, 6.0, xtol=1e-12))
    except ValueError as error:
        raise ValidationError(f"{name!r} does not reach {filling:g} between -1 and 6 V") from error


def initial_voltage_name(request: Request) -> str:
    """Name of the initial voltage: the electrode's own when it is known, else the cell's."""
    specific = request.name(VOLTAGE)
    return specific if specific in request.known else "Initial voltage [V]"


def _at_soc(request: Request, electrode: str, phase: str, soc: float) -> dict[str, Any]:
    parts = {"E": electrode, "e": electrode.lower(), "phase": phase}
    empty, full, maximum = request.known.numbers([template.format(**parts) for template in (EMPTY, FULL, MAXIMUM)])
    filling = empty + soc * (full - empty)
    return {STOICHIOMETRY.format(**parts): filling, CONCENTRATION.format(**parts): filling * maximum}


def _soc(request: Request) -> float:
    given = request.config.get("soc")
    value = _NAMED_SOC.get(given) if isinstance(given, str) else given
    if value is None or isinstance(value, bool) or not 0 <= value <= 1:
        raise choice("soc", given, ("a number from 0 to 1", *_NAMED_SOC))
    return float(value)


INITIAL_STATE: Mapping[str, Calculation] = {
    "InitialSOC": Calculation((EMPTY, FULL, MAXIMUM), (STOICHIOMETRY, CONCENTRATION), initial_soc),
    "InitialSOCHalfCell": Calculation((EMPTY, FULL, MAXIMUM), (STOICHIOMETRY, CONCENTRATION), initial_soc_half_cell),
    "InitialSOCfromMaximumStoichiometry": Calculation(
        (EMPTY, FULL, MAXIMUM), (STOICHIOMETRY, CONCENTRATION), from_maximum
    ),
    "InitialConcentrationFromInitialStoichiometryHalfCell": algebra(
        (STOICHIOMETRY, MAXIMUM), (CONCENTRATION,), lambda filling, maximum: filling * maximum
    ),
    "InitialStoichiometryFromVoltageHalfCell": Calculation(
        (VOLTAGE, "{phase}{E} electrode {direction}OCP [V]"), (STOICHIOMETRY,), stoichiometry_from_voltage
    ),
    "InitialVoltageFromConcentration": Calculation((CONCENTRATION, MAXIMUM), (VOLTAGE,), voltage_from_concentration),
}
"""Calculations of this module by wire type."""
