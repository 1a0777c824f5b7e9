"""Capacities, stoichiometry windows and balance.

Source: docs/contract/pipeline-config.md section 2.9.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pybamm
from scipy.optimize import brentq

from ionworks.errors import ValidationError
from ionworks.server.fit.calculations.base import Calculation, Request, algebra
from ionworks.server.fit.calculations.geometry import (
    AREA,
    CRYSTAL_DENSITY,
    FRACTION,
    HEIGHT,
    LAYERS,
    LOADING,
    MAX_CONCENTRATION,
    THICKNESS,
    WIDTH,
    electrode_area,
    parallel_layers,
)
from ionworks.server.fit.failures import MissingParametersError
from ionworks.server.fit.values import FARADAY
from ionworks.server.ground.choices import unsupported

_UNREAD = {
    HEIGHT: 1.0,
    WIDTH: 1.0,
    LAYERS: 1.0,
    "Negative electrode OCP entropic change [V.K-1]": 0.0,
    "Positive electrode OCP entropic change [V.K-1]": 0.0,
}
"""What PyBaMM's state-of-health solver asks for and no stoichiometry depends on: only its capacities per area do."""
CAPACITY = "{phase}{E} electrode capacity [A.h]"
LITHIUM = "Cyclable lithium capacity [A.h]"
USABLE = "Usable capacity [A.h]"
STOICHIOMETRY = "{phase}{E} electrode stoichiometry at {soc}% SOC"
LOWER_EXCESS = "{E} electrode lower excess capacity [A.h]"
UPPER_EXCESS = "{E} electrode upper excess capacity [A.h]"
NOMINAL = "Nominal cell capacity [A.h]"
LOWER_V, UPPER_V = "Lower voltage cut-off [V]", "Upper voltage cut-off [V]"
EMPTY_V, FULL_V = "Open-circuit voltage at 0% SOC [V]", "Open-circuit voltage at 100% SOC [V]"
LITHIUM_SITES = "{E} electrode lithium sites per formula unit"
MOLAR_MASS = "{E} electrode active material molar mass [kg.mol-1]"


def electrode_capacity(request: Request) -> dict[str, Any]:
    """Solve Q = c_max eps L A n dtheta F / 3600 for its one unknown.

    The capacity may come from the loading times the area, the maximum concentration from the crystal density.
    """
    name, known = request.name, request.known
    factors = {"c": name(MAX_CONCENTRATION), "eps": name(FRACTION), "L": name(THICKNESS), "A": AREA}
    found = {key: known.number(label) for key, label in factors.items() if label in known}
    derived: dict[str, Any] = {}
    if "A" not in found and HEIGHT in known and WIDTH in known:
        found["A"] = electrode_area(request)
    crystal = [name(template) for template in (CRYSTAL_DENSITY, LITHIUM_SITES, MOLAR_MASS)]
    if "c" not in found and all(label in known for label in crystal):
        density, sites, mass = known.numbers(crystal)
        found["c"] = derived[factors["c"]] = density * sites / mass
    others = parallel_layers(request) * _window(request) * FARADAY / 3600
    missing = [factors[key] for key in factors if key not in found]
    if not missing:
        return derived | {name(CAPACITY): others * float(np.prod(list(found.values())))}
    if missing == [AREA] and name(CAPACITY) not in known:
        raise MissingParametersError("ElectrodeCapacity", [f"{AREA} (or {HEIGHT} and {WIDTH})", name(CAPACITY)])
    capacity = _given_capacity(request, found, missing)
    unknown = next(key for key in factors if key not in found)
    value = capacity / (others * float(np.prod(list(found.values()))))
    return derived | {factors[unknown]: value, name(CAPACITY): capacity}


def cyclable_lithium(request: Request) -> dict[str, Any]:
    """Q_Li = theta_n Q_n + theta_p Q_p at the initial stoichiometries, or f Q_p after formation."""
    _single_phase(request)
    if request.config.get("method", "electrode capacities") == "formation loss":
        share, positive = request.known.numbers(["Formation lithium loss", "Positive electrode capacity [A.h]"])
        return {LITHIUM: share * positive}
    names = [
        label
        for electrode in ("Negative", "Positive")
        for label in (
            f"Initial stoichiometry in {electrode.lower()} electrode",
            f"{electrode} electrode capacity [A.h]",
        )
    ]
    theta_n, q_n, theta_p, q_p = request.known.numbers(names)
    return {LITHIUM: theta_n * q_n + theta_p * q_p}


def electrode_soh(request: Request) -> dict[str, Any]:
    """Stoichiometries at 0 and 100 % SOC from both open-circuit potentials and three capacities."""
    known = request.known
    by_lithium = request.option("known value", "cyclable lithium capacity") == "cyclable lithium capacity"
    third = LITHIUM if by_lithium else NOMINAL
    names = ["Negative electrode capacity [A.h]", "Positive electrode capacity [A.h]", third]
    values = known.numbers(names)
    inputs = dict(zip(("Q_n", "Q_p", "Q_Li" if by_lithium else "Q"), values, strict=True))
    solution = _solve_soh(request, inputs, "cyclable lithium capacity" if by_lithium else "cell capacity")
    result = _window_names(solution)
    if by_lithium:
        return result | {NOMINAL: float(solution["Q"])}
    return result | {LITHIUM: float(solution["Q_Li"])}


def first_cycle_balance(request: Request) -> dict[str, Any]:
    """Host capacities from geometry, lithium left after the first cycle, windows and the fully charged state."""
    known = request.known
    cell, efficiency = known.numbers([NOMINAL, "First-cycle efficiency"])
    result: dict[str, Any] = {}
    area, layers = electrode_area(request), parallel_layers(request)
    for electrode in ("Negative", "Positive"):
        low = electrode.lower()
        names = [
            f"Maximum concentration in {low} electrode [mol.m-3]",
            f"{electrode} electrode active material volume fraction",
            f"{electrode} electrode thickness [m]",
        ]
        maximum, active, thickness = known.numbers(names)
        result[f"{electrode} electrode capacity [A.h]"] = maximum * active * thickness * area * layers * FARADAY / 3600
    q_n, q_p = result["Negative electrode capacity [A.h]"], result["Positive electrode capacity [A.h]"]
    lithium = q_p - (1 - efficiency) * cell / efficiency
    solution = _solve_soh(request, {"Q_n": q_n, "Q_p": q_p, "Q_Li": lithium}, "cyclable lithium capacity")
    result |= {LITHIUM: lithium, **_window_names(solution)}
    for electrode in ("Negative", "Positive"):
        low = electrode.lower()
        maximum = known.number(f"Maximum concentration in {low} electrode [mol.m-3]")
        full = result[f"{electrode} electrode stoichiometry at 100% SOC"]
        result[f"Initial concentration in {low} electrode [mol.m-3]"] = full * maximum
    return result


def soh_half_cell(request: Request) -> dict[str, Any]:
    """Stoichiometries where the half-cell potential meets the voltage limits."""
    low, high = voltage_limits(request)
    name = request.name("{E} electrode OCP [V]")
    at_low, at_high = (invert_ocp(request, name, voltage) for voltage in (low, high))
    return half_cell_window(request, at_low, at_high)


def half_cell_window(request: Request, at_low: float, at_high: float) -> dict[str, Any]:
    """Window of one electrode from the stoichiometries at its lowest and highest potential.

    A full cell is charged when the positive electrode is at its highest and the negative at its lowest potential.
    """
    is_positive = request.electrode == "Positive"
    empty, full = (at_low, at_high) if is_positive else (at_high, at_low)
    stem = f"{request.electrode} electrode stoichiometry at"
    low, high = sorted((at_low, at_high))
    return {
        f"{stem} 0% SOC": empty,
        f"{stem} 100% SOC": full,
        f"Minimum stoichiometry in {request.electrode.lower()} electrode": low,
        f"Maximum stoichiometry in {request.electrode.lower()} electrode": high,
    }


def limits_from_capacity(request: Request) -> dict[str, Any]:
    """Windows from total, lower excess and upper excess capacities of both electrodes."""
    _single_phase(request)
    result: dict[str, Any] = {}
    for electrode in ("Negative", "Positive"):
        stem = f"{electrode} electrode"
        names = [f"{stem} capacity [A.h]", f"{stem} lower excess capacity [A.h]", f"{stem} upper excess capacity [A.h]"]
        total, lower, upper = request.known.numbers(names)
        low, high = lower / total, 1 - upper / total
        is_negative = electrode == "Negative"
        result[f"{stem} stoichiometry at 0% SOC"] = low if is_negative else high
        result[f"{stem} stoichiometry at 100% SOC"] = high if is_negative else low
    return result


def stoichiometry_at_minimum(request: Request) -> dict[str, Any]:
    """Empty stoichiometry: the full one less (negative) or plus (positive) the usable capacity over the total."""
    name = request.name
    full_name = name("{E} electrode stoichiometry at 100% SOC")
    full, usable, total = request.known.numbers([full_name, USABLE, name("{E} electrode capacity [A.h]")])
    sign = -1 if request.electrode == "Negative" else 1
    return {name("{E} electrode stoichiometry at 0% SOC"): full + sign * usable / total}


def full_cell_capacities(request: Request) -> dict[str, Any]:
    """Usable capacity from data, and for each electrode the one of total and excess capacities that is missing."""
    capacity = request.data().column("Capacity [A.h]")
    usable = float(np.ptp(capacity))
    result: dict[str, Any] = {USABLE: usable}
    for electrode in ("Negative", "Positive"):
        stem = f"{electrode} electrode"
        names = [f"{stem} {what} [A.h]" for what in ("capacity", "lower excess capacity", "upper excess capacity")]
        absent = [index for index in (0, 2) if names[index] not in request.known]
        by_total = request.config.get("method", "total capacity") == "total capacity"
        wanted = absent[0] if len(absent) == 1 else (2 if by_total else 0)
        needed = [label for index, label in enumerate(names) if index != wanted]
        first, second = request.known.numbers(needed)
        result[names[wanted]] = first - second - usable if wanted == 2 else first + second + usable
    return result


def invert_ocp(request: Request, name: str, voltage: float) -> float:
    """Stoichiometry at which an open-circuit potential has a value.

    Raises
    ------
    ValidationError
        The potential does not reach it between 0 and 1.
    """
    grid = np.linspace(1e-6, 1 - 1e-6, 401)
    gap = request.known.curve(name, grid) - voltage
    crossings = np.flatnonzero(np.sign(gap[:-1]) != np.sign(gap[1:]))
    if not len(crossings):
        raise ValidationError(
            f"{name!r} does not reach {voltage:g} V for stoichiometries 0 to 1; it spans "
            f"{np.nanmin(gap) + voltage:.4g} to {np.nanmax(gap) + voltage:.4g} V"
        )
    row = int(crossings[0])

    def error(x: float) -> float:
        return float(request.known.curve(name, np.array([x]))[0]) - voltage

    return float(brentq(error, grid[row], grid[row + 1], xtol=1e-12))


def _solve_soh(request: Request, inputs: Mapping[str, float], known_value: str) -> Any:
    known = request.known
    names = ["Negative electrode OCP [V]", "Positive electrode OCP [V]"]
    limits = {EMPTY_V: LOWER_V, FULL_V: UPPER_V}
    missing = [label for label in names if label not in known]
    missing += [f"{a} (or {b})" for a, b in limits.items() if a not in known and b not in known]
    if missing:
        raise MissingParametersError(str(request.config["type"]), missing)
    potentials = [pybamm.FunctionParameter(name, {"x": pybamm.Scalar(0.5)}) for name in names]
    table = {name: known.value(name) for name in known.needed_by(potentials)} | _UNREAD
    voltages = {a: known.number(a if a in known else b) for a, b in limits.items()}
    table |= voltages | {LOWER_V: voltages[EMPTY_V], UPPER_V: voltages[FULL_V]}
    # At its reference temperature an open-circuit potential does not depend on which temperature that is.
    for label in ("Reference temperature [K]", "Ambient temperature [K]", "Initial temperature [K]"):
        table.setdefault(label, 298.15)
    solver = pybamm.lithium_ion.ElectrodeSOHSolver(pybamm.ParameterValues(table), known_value=known_value)
    try:
        return solver.solve(dict(inputs))
    except (ValueError, pybamm.SolverError, KeyError) as error:
        raise ValidationError(f"{request.config['type']}: {error}") from error


def _window_names(solution: Any) -> dict[str, float]:
    pairs = (("Negative", "x"), ("Positive", "y"))
    return {
        f"{name} electrode stoichiometry at {soc}% SOC": float(solution[f"{key}_{soc}"])
        for name, key in pairs
        for soc in (0, 100)
    }


def voltage_limits(request: Request) -> tuple[float, float]:
    """Potentials of the empty and of the full cell [V]: its open-circuit limits, else its cut-offs."""
    known = request.known
    pairs = ((EMPTY_V, LOWER_V), (FULL_V, UPPER_V))
    missing = [f"{a} (or {b})" for a, b in pairs if a not in known and b not in known]
    if missing:
        raise MissingParametersError(str(request.config["type"]), missing)
    low, high = (known.number(a if a in known else b) for a, b in pairs)
    return low, high


def _given_capacity(request: Request, found: Mapping[str, float], missing: list[str]) -> float:
    name, known = request.name, request.known
    if len(missing) == 1:
        if name(CAPACITY) in known:
            return known.number(name(CAPACITY))
        if name(LOADING) in known and "A" in found:
            return known.number(name(LOADING)) * 1e4 * found["A"] * parallel_layers(request)
    needed = list(missing)
    if name(CAPACITY) not in known and name(LOADING) not in known:
        needed.append(f"{name(CAPACITY)} (or {name(LOADING)}), unless all of the others are given")
    raise MissingParametersError(f"ElectrodeCapacity of the {request.electrode.lower()} electrode", needed)


def _window(request: Request) -> float:
    if not request.config.get("use_stoich_window"):
        return 1.0
    stem = request.name("{phase}{E} electrode stoichiometry at")
    empty, full = request.known.numbers([f"{stem} 0% SOC", f"{stem} 100% SOC"])
    return abs(full - empty)


def _single_phase(request: Request) -> None:
    phases = request.option("particle phases", ("1", "1"))
    if tuple(phases) != ("1", "1"):
        raise unsupported("option 'particle phases'", phases, ['["1", "1"]'])


CAPACITIES: Mapping[str, Calculation] = {
    "ElectrodeCapacity": Calculation(
        (MAX_CONCENTRATION, FRACTION, THICKNESS, AREA, LAYERS, LOADING), (CAPACITY,), electrode_capacity
    ),
    "CyclableLithium": Calculation(
        ("Initial stoichiometry in {e} electrode", "{E} electrode capacity [A.h]", "Formation lithium loss"),
        (LITHIUM,),
        cyclable_lithium,
    ),
    "ElectrodeSOH": Calculation(
        ("{E} electrode OCP [V]", "{E} electrode capacity [A.h]", LITHIUM, NOMINAL),
        ("{E} electrode stoichiometry at 0% SOC", "{E} electrode stoichiometry at 100% SOC"),
        electrode_soh,
    ),
    "ElectrodeSOHHalfCell": Calculation(
        ("{E} electrode OCP [V]", LOWER_V, UPPER_V),
        ("{E} electrode stoichiometry at 0% SOC", "{E} electrode stoichiometry at 100% SOC"),
        soh_half_cell,
    ),
    "ElectrodeBalanceFromFirstCycleEfficiency": Calculation(
        (NOMINAL, "First-cycle efficiency", MAX_CONCENTRATION, FRACTION, THICKNESS, AREA),
        ("{E} electrode capacity [A.h]", LITHIUM, "{E} electrode stoichiometry at 100% SOC"),
        first_cycle_balance,
    ),
    "StoichiometryLimitsFromCapacity": Calculation(
        ("{E} electrode capacity [A.h]", LOWER_EXCESS, UPPER_EXCESS),
        ("{E} electrode stoichiometry at 0% SOC", "{E} electrode stoichiometry at 100% SOC"),
        limits_from_capacity,
    ),
    "StoichiometryAtMinimumSOC": Calculation(
        ("{E} electrode stoichiometry at 100% SOC", USABLE, "{E} electrode capacity [A.h]"),
        ("{E} electrode stoichiometry at 0% SOC",),
        stoichiometry_at_minimum,
    ),
    "MSMRFullCellCapacities": Calculation((LOWER_EXCESS, UPPER_EXCESS), (USABLE,), full_cell_capacities),
    "HalfCellNominalCapacity": algebra(
        ("{E} electrode capacity [A.h]",), (NOMINAL, "Current function [A]"), lambda capacity: (capacity, capacity)
    ),
    "OpenCircuitLimits": algebra((LOWER_V, UPPER_V), (EMPTY_V, FULL_V), lambda low, high: (low, high)),
}
"""Calculations of this module by wire type."""
