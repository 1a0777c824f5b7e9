"""Calculations of the MSMR model.

Source: docs/contract/pipeline-config.md section 2.9.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pybamm

from ionworks.errors import ValidationError
from ionworks.server.fit.calculations.base import Calculation, Request
from ionworks.server.fit.calculations.capacity import half_cell_window, voltage_limits
from ionworks.server.fit.calculations.curves import ENTROPIC, OCP, cleaned, interpolant
from ionworks.server.fit.calculations.initial_state import STOICHIOMETRY, initial_voltage_name
from ionworks.server.fit.failures import MissingParametersError
from ionworks.server.fit.model.msmr import Sites, read_sites, site_name, site_values
from ionworks.server.fit.values import FARADAY, GAS_CONSTANT

SITES = "{E} electrode host site standard potential [V]"
_POINTS = 1000


def ocp_interpolant(request: Request) -> dict[str, Any]:
    """U(x) sampled from x(U) between voltage limits, and x(U) itself."""
    sites = sites_of(request)
    low, high = _limits(request)
    voltage = np.linspace(high, low, _POINTS)
    filling = sites.filling(voltage)
    kind = request.option("interpolator", "linear")
    x, y = cleaned(filling, voltage, float(request.option("tolerance", 1e-6)))
    result: dict[str, Any] = {request.name(OCP): interpolant(x, y, kind)}
    if request.option("create_lithiation_function", True):
        result[request.name("{E} electrode lithiation")] = interpolant(voltage[::-1], filling[::-1], kind)
    return result


def msmr_function(request: Request) -> dict[str, Any]:
    """x(U) with the site parameters left as parameters."""
    electrode, direction = request.electrode, request.direction
    values = known_values(request)
    count = len(site_values(values, electrode, direction)["standard potential"])
    if not count:
        raise MissingParametersError("MSMRFunction", [site_name(electrode, "standard potential", None, direction)])

    def lithiation(U: Any, T: Any) -> Any:  # noqa: N803 (PyBaMM's argument names)
        total: Any = pybamm.Scalar(0)
        for index in range(count):
            potential, fraction, ideality = (
                pybamm.Parameter(site_name(electrode, quantity, index, direction))
                for quantity in ("standard potential", "occupancy fraction", "ideality factor")
            )
            total += fraction / (1 + pybamm.exp(FARADAY / (GAS_CONSTANT * T * ideality) * (U - potential)))
        return total

    sites = site_values(values, electrode, direction)
    single = {
        site_name(electrode, quantity, index, direction): value
        for quantity in ("standard potential", "occupancy fraction", "ideality factor")
        for index, value in sites[quantity].items()
    }
    reactions = {f"Number of reactions in {electrode.lower()} electrode": float(count)}
    return {request.name("{phase}{E} electrode {direction}lithiation"): lithiation, **single, **reactions}


def average_sites(request: Request) -> dict[str, Any]:
    """Mean of the site parameters of the two directions."""
    electrode = request.electrode
    by_capacity = request.option("species_format", "Xj") == "Qj"
    quantities = ("standard potential", "capacity" if by_capacity else "occupancy fraction", "ideality factor")
    values = known_values(request)
    both = [site_values(values, electrode, f"{direction} ") for direction in ("lithiation", "delithiation")]
    result: dict[str, Any] = {}
    for quantity in quantities:
        first, second = (branch[quantity] for branch in both)
        if not first or first.keys() != second.keys():
            names = [site_name(electrode, quantity, None, f"{name} ") for name in ("lithiation", "delithiation")]
            raise MissingParametersError("AverageMSMRParameters", names)
        result |= {site_name(electrode, quantity, index): (first[index] + second[index]) / 2 for index in first}
    return result


def soh_half_cell(request: Request) -> dict[str, Any]:
    """Fillings x(V) at the voltage limits."""
    low, high = voltage_limits(request)
    at_low, at_high = sites_of(request).filling(np.array([low, high]))
    return half_cell_window(request, float(at_low), float(at_high))


def initial_stoichiometry(request: Request) -> dict[str, Any]:
    """Filling x(V0) at the initial voltage."""
    voltage = request.known.numbers([initial_voltage_name(request)])[0]
    return {request.name(STOICHIOMETRY): float(sites_of(request).filling(np.array([voltage]))[0])}


def entropic_change(request: Request) -> dict[str, Any]:
    """dU/dT(x) = -(dx/dT)/(dx/dU), interpolated over the filling."""
    sites = sites_of(request)
    low, high = _limits(request)
    voltage = np.linspace(high, low, _POINTS)
    change = -sites.temperature_slope(voltage) / sites.slope(voltage)
    x, y = cleaned(sites.filling(voltage), change, float(request.option("tolerance", 1e-6)))
    scale = float(request.option("scale factor", 1.0))
    return {request.name(ENTROPIC): interpolant(x, scale * y, request.option("interpolator", "linear"))}


def sites_of(request: Request) -> Sites:
    """Host sites of the calculation's electrode, at the ambient temperature when it is known."""
    known = request.known
    temperature = known.number("Ambient temperature [K]") if "Ambient temperature [K]" in known else None
    return read_sites(
        known_values(request),
        request.electrode,
        by_capacity=False,
        direction=request.direction,
        temperature=temperature,
    )


def known_values(request: Request) -> dict[str, Any]:
    """Known values that are numbers or lists of numbers."""
    values = {name: request.known.value(name) for name in request.known if "host site" in name or "_" in name}
    return {name: value for name, value in values.items() if isinstance(value, (float, list))}


def _limits(request: Request) -> tuple[float, float]:
    low, high = map(float, request.config["voltage_limits"])
    if not low < high:
        raise ValidationError(f"voltage_limits are [{low:g}, {high:g}]; they must rise")
    return low, high


MSMR: Mapping[str, Calculation] = {
    "OCPMSMRInterpolant": Calculation((SITES,), (OCP,), ocp_interpolant),
    "MSMRFunction": Calculation((SITES,), ("{phase}{E} electrode {direction}lithiation",), msmr_function),
    "AverageMSMRParameters": Calculation((SITES,), (SITES,), average_sites),
    "MSMRElectrodeSOHHalfCell": Calculation((SITES,), ("{E} electrode stoichiometry at 0% SOC",), soh_half_cell),
    "InitialStoichiometryFromVoltageMSMRHalfCell": Calculation((SITES,), (STOICHIOMETRY,), initial_stoichiometry),
    "EntropicChangeFromMSMRFunction": Calculation((SITES,), (ENTROPIC,), entropic_change),
}
"""Calculations of this module by wire type."""
