"""Functions and data as parameter values, given as live Python objects."""

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np
import pybamm

from tests.integration.against_pybamm.case import Case, native, rest, until

_NEGATIVE, _POSITIVE = (f"{word} particle diffusivity [m2.s-1]" for word in ("Negative", "Positive"))
_CONDUCTIVITY, _DIFFUSIVITY = "Electrolyte conductivity [S.m-1]", "Electrolyte diffusivity [m2.s-1]"
_EXCHANGE = "Negative electrode exchange-current density [A.m-2]"
_ENTROPIC = "Positive electrode OCP entropic change [V.K-1]"
_STO = np.linspace(0.001, 0.999, 200)


def _graphite(sto: Any) -> Any:
    """Open-circuit potential of graphite (Chen2020), with the numbers of another fit."""
    return (
        1.9793 * np.exp(-39.3631 * sto)
        + 0.25
        - 0.0909 * np.tanh(29.8538 * (sto - 0.1234))
        - 0.04478 * np.tanh(14.9159 * (sto - 0.2769))
        - 0.0205 * np.tanh(30.4444 * (sto - 0.6103))
    )


def _oxide(sto: Any) -> Any:
    """Open-circuit potential of NMC (Chen2020), 10 mV higher."""
    return (
        -0.8090 * sto
        + 4.4975
        - 0.0428 * pybamm.tanh(18.5138 * (sto - 0.5542))
        - 17.7326 * pybamm.tanh(15.7890 * (sto - 0.3117))
        + 17.5842 * pybamm.tanh(15.9308 * (sto - 0.3120))
    )


def _scaled(sto: Any, T: Any, factor: float = 1.0) -> Any:
    return factor * 3e-14 * (1 + sto) * pybamm.exp(2000 * (1 / 298.15 - 1 / T))


class _Polynomial:
    """A callable object with a state of its own."""

    def __init__(self, *coefficients: float) -> None:
        self.coefficients = coefficients

    def __call__(self, c_e: Any, T: Any) -> Any:
        return sum(value * (c_e / 1000) ** power for power, value in enumerate(self.coefficients))


VALUES: Mapping[str, Mapping[str, Any]] = {
    "number": {_NEGATIVE: 2.5e-14},
    "lambda": {_NEGATIVE: lambda sto, T: 3e-14 * (1 - 0.5 * sto)},
    "Arrhenius": {_NEGATIVE: _scaled},
    "partial": {_NEGATIVE: functools.partial(_scaled, factor=0.7)},
    "callable object": {_CONDUCTIVITY: _Polynomial(0.1, 1.2, -0.3)},
    "both diffusivities": {_NEGATIVE: _scaled, _POSITIVE: lambda sto, T: 4e-15 * pybamm.exp(-2 * (sto - 0.5) ** 2)},
    "graphite": {"Negative electrode OCP [V]": _graphite},
    "oxide": {"Positive electrode OCP [V]": _oxide},
    "data": {"Negative electrode OCP [V]": ("graphite", (_STO, _graphite(_STO)))},
    "linear interpolant": {
        "Negative electrode OCP [V]": lambda sto: pybamm.Interpolant(_STO, _graphite(_STO), sto, interpolator="linear")
    },
    "cubic interpolant": {
        "Negative electrode OCP [V]": lambda sto: pybamm.Interpolant(_STO, _graphite(_STO), sto, interpolator="cubic")
    },
    "table of diffusivities": {
        _POSITIVE: lambda sto, T: pybamm.Interpolant(_STO, 4e-15 * (1.2 - 0.4 * _STO), sto, interpolator="linear")
    },
    "conductivity": {
        _CONDUCTIVITY: lambda c_e, T: 0.1297 * (c_e / 1000) ** 3 - 2.51 * (c_e / 1000) ** 1.5 + 3.3 * c_e / 1000
    },
    "electrolyte diffusivity": {_DIFFUSIVITY: lambda c_e, T: 3e-10 * pybamm.exp(-0.4 * c_e / 1000)},
    "exchange current": {
        _EXCHANGE: lambda c_e, c_s, c_s_max, T: 6e-7 * 96485 / 1e3 * c_e**0.5 * c_s**0.5 * (c_s_max - c_s) ** 0.5 / 50
    },
    "entropic change": {_ENTROPIC: lambda sto: -1e-4 * (1 - sto)},
    "minimum": {_POSITIVE: lambda sto, T: pybamm.minimum(4e-15, 8e-15 * sto)},
    "of other parameters": {_NEGATIVE: pybamm.Parameter("Positive particle radius [m]") * 6e-9},
    "heat transfer": {"Total heat transfer coefficient [W.m-2.K-1]": 25},
}
_WARM = ("Arrhenius", "entropic change", "heat transfer", "both diffusivities")


def cases() -> list[Case]:
    """Return the cases of the family."""
    items = [
        {"Discharge": until("C-rate", 1, "Voltage < 2.8")},
        {"Rest": {"duration": 600}},
        {"Charge": until("C-rate", 1, "Voltage > 4.15")},
    ]
    steps = [native("c_rate", 1, "< 2.8 V"), rest(600), native("c_rate", -1, "> 4.15 V")]
    return [
        Case(
            "functions",
            f"{model} {name}",
            items,
            steps,
            model=model,
            changes=values,
            options={"thermal": "lumped"} if name in _WARM else {},
        )
        for model in ("SPMe", "DFN")
        for name, values in VALUES.items()
    ]
