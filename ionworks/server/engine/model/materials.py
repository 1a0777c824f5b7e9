"""Materials of the parameter sets that PyBaMM publishes, as tables: their scalars, and their functions as curves.

Which tables there are is our choice.

Source: PyBaMM ``pybamm.parameter_sets``.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pybamm

from ionworks.errors import ValidationError
from ionworks.server.ground.built_in import SYSTEM_MATERIALS

TEMPERATURE: Final = 298.15
"""Temperature of the curves [K]."""
_STOICHIOMETRY: Final = np.linspace(0.01, 0.99, 99)
_CONCENTRATION: Final = np.linspace(0.0, 3000.0, 121)
"""Of the salt [mol.m-3]."""
_SIDES: Final = {"anode": "Negative", "cathode": "Positive"}
_NUMBER: Final = (int, float, np.number)
_ELECTROLYTE: Final = re.compile(r"(?<!\()\belectrolyte\b|^Cation transference|^Thermodynamic factor")
"""Names of an electrolyte's own numbers: coefficients of pores name it in brackets."""


def published_tables(parameter_set: str, component: str) -> list[dict[str, Any]]:
    """Tables of one material of a published parameter set.

    Parameters
    ----------
    parameter_set : str
        Name of the set.
    component : {"anode", "cathode", "electrolyte"}

    Returns
    -------
    list of dict
        ``key`` (a word for ids), ``name``, ``columns`` (``name`` and ``unit`` each) and ``data``: one list a column.

    Raises
    ------
    ValidationError
        There is no such material.
    """
    if (parameter_set, component) not in {(one.parameter_set, one.component) for one in SYSTEM_MATERIALS}:
        raise ValidationError(f"no {component} of a parameter set {parameter_set!r} is published")
    values = pybamm.ParameterValues(parameter_set)
    if component == "electrolyte":
        return [_transport(values), _scalars(values, _ELECTROLYTE)]
    side = _SIDES[component]
    scalars = _scalars(values, re.compile(rf"\b{side}\b", re.IGNORECASE))
    return [_open_circuit(values, side), _kinetics(values, side), scalars]


def _transport(values: Any) -> dict[str, Any]:
    """Transport properties of the salt over its concentration."""
    concentration, temperature = pybamm.Vector(_CONCENTRATION), pybamm.Scalar(TEMPERATURE)
    inputs = {"Electrolyte concentration [mol.m-3]": concentration, "Temperature [K]": temperature}
    parameters = {
        ("Electrolyte conductivity", "S.m-1"): "Electrolyte conductivity [S.m-1]",
        ("Electrolyte diffusivity", "m2.s-1"): "Electrolyte diffusivity [m2.s-1]",
        ("Transference number", ""): "Cation transference number",
        ("Thermodynamic factor", ""): "Thermodynamic factor",
    }
    columns = {("Electrolyte concentration", "mol.m-3"): _CONCENTRATION}
    columns |= {column: _curve(values, name, inputs, _CONCENTRATION) for column, name in parameters.items()}
    return _table("transport", f"Transport properties at {TEMPERATURE} K", columns)


def _open_circuit(values: Any, side: str) -> dict[str, Any]:
    """Open-circuit potential over stoichiometry."""
    inputs = {f"{side} particle stoichiometry": pybamm.Vector(_STOICHIOMETRY)}
    potential = _curve(values, f"{side} electrode OCP [V]", inputs, _STOICHIOMETRY)
    columns = {("Stoichiometry", ""): _STOICHIOMETRY, (f"{side} electrode OCP", "V"): potential}
    return _table("ocp", "Open-circuit potential", columns)


def _kinetics(values: Any, side: str) -> dict[str, Any]:
    """Diffusivity and exchange-current density over stoichiometry, at the initial concentration of the salt."""
    stoichiometry = pybamm.Vector(_STOICHIOMETRY)
    largest = float(values[f"Maximum concentration in {side.lower()} electrode [mol.m-3]"])
    temperature = pybamm.Scalar(TEMPERATURE)
    salt = pybamm.Scalar(float(values["Initial concentration in electrolyte [mol.m-3]"]))
    diffusivity = {f"{side} particle stoichiometry": stoichiometry, "Temperature [K]": temperature}
    exchange = {
        "Electrolyte concentration [mol.m-3]": salt,
        f"{side} particle surface concentration [mol.m-3]": stoichiometry * largest,
        f"{side} particle maximum concentration [mol.m-3]": pybamm.Scalar(largest),
        "Temperature [K]": temperature,
    }
    columns = {
        ("Stoichiometry", ""): _STOICHIOMETRY,
        (f"{side} particle diffusivity", "m2.s-1"): _curve(
            values, f"{side} particle diffusivity [m2.s-1]", diffusivity, _STOICHIOMETRY
        ),
        (f"{side} electrode exchange-current density", "A.m-2"): _curve(
            values, f"{side} electrode exchange-current density [A.m-2]", exchange, _STOICHIOMETRY
        ),
    }
    return _table("kinetics", f"Diffusivity and exchange-current density at {TEMPERATURE} K", columns)


def _scalars(values: Any, names: re.Pattern[str]) -> dict[str, Any]:
    """Plain numbers of a material in one row; current collectors are none of it."""
    columns = {
        _name_and_unit(name): np.array([float(value)])
        for name, value in sorted(values.items())
        if isinstance(value, _NUMBER) and names.search(name) and "current collector" not in name
    }
    return _table("scalars", "Scalars", columns)


def _curve(values: Any, name: str, inputs: Mapping[str, Any], like: Any) -> Any:
    """Values of a parameter that is a number, an interpolant or a function of these inputs in this order."""
    symbol = values.process_symbol(pybamm.FunctionParameter(name, dict(inputs)))
    with np.errstate(all="ignore"):
        found = np.asarray(symbol.evaluate(), dtype=float).ravel()
    return np.broadcast_to(found, like.shape)


def _table(key: str, name: str, columns: Mapping[tuple[str, str], Any]) -> dict[str, Any]:
    """A table without the rows in which a function has no finite value."""
    rows = np.isfinite(np.vstack(list(columns.values()))).all(axis=0)
    return {
        "key": key,
        "name": name,
        "columns": [{"name": name, "unit": unit} for name, unit in columns],
        "data": {name: values[rows].tolist() for (name, _), values in columns.items()},
    }


def _name_and_unit(name: str) -> tuple[str, str]:
    found = re.fullmatch(r"(.*) \[(.*)\]", name)
    return (found[1], found[2]) if found else (name, "")
