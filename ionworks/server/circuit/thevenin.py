"""Circuits as PyBaMM's Thevenin model, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pybamm

from ionworks.errors import ValidationError
from ionworks.server.circuit.circuit import Circuit
from ionworks.server.circuit.knots import Array
from ionworks.server.engine.model.models import build_model
from ionworks.server.engine.model.parameters import read_parameters, write_parameters

_TEMPERATURE_K: Final = 298.15
_FINE: Final = 401
"""States of charge at which the functions of a stored model are read."""


def config(pairs: int) -> dict[str, Any]:
    """Return the config of a Thevenin model with so many RC pairs."""
    return {"type": "Thevenin", "module": "equivalent_circuit", "options": {"number of rc elements": pairs}}


def parameters(circuit: Circuit, capacity: float) -> dict[str, Any]:
    """Return the parameters of a circuit in wire form.

    Beyond the first and last knot the values of these hold. A capacitance is the quotient of two straight lines, so
    that time constants are as straight between knots as resistances.

    Parameters
    ----------
    circuit : Circuit
    capacity : float
        A.h
    """
    values: dict[str, Any] = {
        "chemistry": "ecm",
        "Initial SoC": 1.0 if circuit.soc[-1] > 0.99 else float(circuit.soc[-1]),
        "Initial temperature [K]": _TEMPERATURE_K,
        "Ambient temperature [K]": _TEMPERATURE_K,
        "Cell capacity [A.h]": capacity,
        "Nominal cell capacity [A.h]": capacity,
        "Current function [A]": capacity,
        "Upper voltage cut-off [V]": round(float(circuit.ocv.max()) + 0.05, 3),
        "Lower voltage cut-off [V]": round(max(float(circuit.ocv.min()) - 0.5, 0.0), 3),
        # heat capacity and cooling of a small cylindrical cell, about 15 J/K and 0.05 W/K for each A.h
        "Cell thermal mass [J/K]": 15.0 * capacity,
        "Cell-jig heat transfer coefficient [W/K]": 0.05 * capacity,
        "Jig thermal mass [J/K]": 7.5 * capacity,
        "Jig-air heat transfer coefficient [W/K]": 0.05 * capacity,
        "Entropic change [V/K]": 0.0,
        "Open-circuit voltage [V]": _of_soc(circuit.soc, circuit.ocv, "open-circuit voltage"),
        "R0 [Ohm]": _of_state(_of_soc(circuit.soc, circuit.r0, "R0")),
    }
    for number, (r, tau) in enumerate(zip(circuit.r, circuit.tau, strict=True), 1):
        resistance, time = _of_soc(circuit.soc, r, f"R{number}"), _of_soc(circuit.soc, tau, f"tau{number}")
        values[f"R{number} [Ohm]"] = _of_state(resistance)
        values[f"C{number} [F]"] = _quotient(time, resistance)
        values[f"Element-{number} initial overpotential [V]"] = 0.0
    return write_parameters(pybamm.ParameterValues(values))


def _of_soc(knots: Array, values: Array, name: str) -> Any:
    """Return a function of the state of charge that holds its values beyond the knots."""

    def function(soc: Any) -> Any:
        inside = pybamm.minimum(pybamm.maximum(soc, float(knots[0])), float(knots[-1]))
        return pybamm.Interpolant(knots, values, inside, name=name, interpolator="linear")

    return function


def _of_state(of_soc: Any) -> Any:
    def function(T_cell: Any, current: Any, soc: Any) -> Any:  # noqa: N803  as PyBaMM calls it
        return of_soc(soc)

    return function


def _quotient(above: Any, below: Any) -> Any:
    def function(T_cell: Any, current: Any, soc: Any) -> Any:  # noqa: N803
        return above(soc) / below(soc)

    return function


def stored_circuit(document: Mapping[str, Any]) -> tuple[Circuit, float]:
    """Return the circuit of a stored parameterized model, at 25 degC and no current, and its capacity [A.h].

    Parameters
    ----------
    document : mapping
        ``model`` (config), ``parameters`` and ``parameter_set``.

    Raises
    ------
    ValidationError
        It is no Thevenin model.
    """
    model = build_model(document["model"])
    if not isinstance(model, pybamm.equivalent_circuit.Thevenin):
        raise ValidationError(
            f"parameterized_model_id: names a {model.name}; allowed: a parameterized model of a Thevenin model"
        )
    pairs = int(model.options["number of rc elements"])
    known = read_parameters(document["parameters"], document.get("parameter_set"))
    soc = np.linspace(0.0, 1.0, _FINE)
    r = tuple(_at(known, f"R{number} [Ohm]", soc) for number in range(1, pairs + 1))
    c = tuple(_at(known, f"C{number} [F]", soc) for number in range(1, pairs + 1))
    circuit = Circuit(
        soc=soc,
        ocv=_at(known, "Open-circuit voltage [V]", soc),
        r0=_at(known, "R0 [Ohm]", soc),
        r=r,
        tau=tuple(resistance * capacitance for resistance, capacitance in zip(r, c, strict=True)),
    )
    return circuit, float(known["Cell capacity [A.h]"])


def _at(known: Any, name: str, soc: Array) -> Array:
    state = pybamm.Vector(soc)
    inputs = {"SoC": state}
    if name != "Open-circuit voltage [V]":
        inputs = {"Cell temperature [degC]": pybamm.Scalar(_TEMPERATURE_K), "Current [A]": pybamm.Scalar(0.0), **inputs}
    value = known.process_symbol(pybamm.FunctionParameter(name, inputs)).evaluate()
    return np.broadcast_to(np.asarray(value, dtype=float).reshape(-1), soc.shape).copy()
