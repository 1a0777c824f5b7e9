"""Built-in parameter sources by name.

Source: docs/contract/pipeline-config.md section 2.8; PyBaMM ``parameter_sets`` (values, the set named beside each).
"""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import pybamm

from ionworks.errors import ValidationError
from ionworks.server.fit.values import GAS_CONSTANT, Known
from ionworks.server.ground.choices import choice, unsupported

Entry = Callable[..., dict[str, Any]]

RARE_ENTRIES = ("PiecewiseInterpolation2D",)
_ELECTRODES = ("Negative", "Positive")
LANDESFEIND_OPEN = ("EC:EMC (3:7)",)
_LANDESFEIND_ARTICLE_ONLY = ("EC:DMC (1:1)", "EMC:FEC (19:1)")
_PLATING = ("lithium plating", "plating", "stripping", "dead lithium", "lithium metal partial molar")
_MECHANICAL = (
    "crack",
    "volume change",
    "Young",
    "Poisson",
    "LAM",
    "stress",
    "partial molar",
    "reference concentration",
)


def temperatures(known: Known, T: float = 298.15) -> dict[str, Any]:  # noqa: N803 (wire name)
    """Reference, ambient and initial temperature [K]."""
    names = ("Reference temperature [K]", "Ambient temperature [K]", "Initial temperature [K]")
    return dict.fromkeys(names, float(T))


def standard_defaults(known: Known) -> dict[str, Any]:
    """One cell, one electrode pair."""
    return {
        "Number of cells connected in series to make a battery": 1.0,
        "Number of electrodes connected in parallel to make a cell": 1.0,
    }


def one_cm2_cell(known: Known) -> dict[str, Any]:
    """Electrode of 1 cm2: a current in A equals a current density in A/cm2."""
    return {"Electrode height [m]": 0.01, "Electrode width [m]": 0.01}


def bruggeman(known: Known, electrode: float = 0, electrolyte: float = 1.5) -> dict[str, Any]:
    """Bruggeman coefficients of the solid phases and of the electrolyte in the three layers."""
    solid = {f"{name} electrode Bruggeman coefficient (electrode)": float(electrode) for name in _ELECTRODES}
    layers = ("Negative electrode", "Separator", "Positive electrode")
    return solid | {f"{layer} Bruggeman coefficient (electrolyte)": float(electrolyte) for layer in layers}


def zero_entropic_change(known: Known) -> dict[str, Any]:
    """No reversible heat."""
    return {f"{name} electrode OCP entropic change [V.K-1]": 0.0 for name in _ELECTRODES}


def zero_activation_energy(known: Known) -> dict[str, Any]:
    """No temperature dependence of reaction rates and transport."""
    quantities = ("particle diffusivity", "electrode exchange-current density")
    energies = {f"{name} {what} activation energy [J.mol-1]": 0.0 for name in _ELECTRODES for what in quantities}
    electrolyte = ("Electrolyte diffusivity", "Electrolyte conductivity")
    return energies | {f"{what} activation energy [J.mol-1]": 0.0 for what in electrolyte}


def constant_electrolyte(known: Known, c_e: float) -> dict[str, Any]:
    """Initial salt concentration [mol.m-3]."""
    return {"Initial concentration in electrolyte [mol.m-3]": float(c_e)}


def nyman_electrolyte(known: Known, c_e: float) -> dict[str, Any]:
    """LiPF6 in EC:EMC (3:7) after Nyman et al. 2008, as in PyBaMM's Chen2020 set."""
    return constant_electrolyte(known, c_e) | _from_set("Chen2020", _ELECTROLYTE)


def landesfeind_electrolyte(known: Known, c_e: float, system: str) -> dict[str, Any]:
    """LiPF6 in EC:EMC (3:7) after Landesfeind and Gasteiger 2019, as in PyBaMM's ORegan2022 set.

    The coefficients of the two other systems are printed in the article only; no open parameter set holds them.
    """
    if system in _LANDESFEIND_ARTICLE_ONLY:
        raise unsupported("landesfeind_electrolyte system", system, LANDESFEIND_OPEN)
    if system not in LANDESFEIND_OPEN:
        raise choice("landesfeind_electrolyte system", system, (*LANDESFEIND_OPEN, *_LANDESFEIND_ARTICLE_ONLY))
    return constant_electrolyte(known, c_e) | _from_set("ORegan2022", _ELECTROLYTE)


def spm_defaults(known: Known) -> dict[str, Any]:
    """Values a single particle model asks for though its voltage does not depend on them."""
    layers = {
        "Separator thickness [m]": 25e-6,
        "Separator porosity": 0.5,
        "Initial concentration in electrolyte [mol.m-3]": 1000.0,
    }
    porosity = {f"{name} electrode porosity": 0.3 for name in _ELECTRODES}
    conductivity = {f"{name} electrode conductivity [S.m-1]": 100.0 for name in _ELECTRODES}
    return layers | porosity | conductivity | zero_entropic_change(known) | bruggeman(known)


def average_ocp(known: Known, electrode: str, phase: str | None = None) -> dict[str, Any]:
    """Mean of the lithiation and the delithiation potential."""
    stem = _electrode(electrode, phase or "")
    branches = [known.value(f"{stem} electrode {branch} OCP [V]") for branch in ("lithiation", "delithiation")]

    def ocp(sto: Any) -> Any:
        return sum(pybamm.FunctionParameter(name, {"sto": sto}) for name in names) / len(branches)

    names = [f"{stem} electrode {branch} OCP [V]" for branch in ("lithiation", "delithiation")]
    return {f"{stem} electrode OCP [V]": ocp}


def exchange_current_density(known: Known, electrode: str, direction: str = "", phase: str = "") -> dict[str, Any]:
    """Butler-Volmer exchange current j0 = j_ref (c_e/c_ref)^0.5 (4 x (1-x))^0.5 times an Arrhenius factor.

    The reference value is j0 at half filling and the initial salt concentration; it and the activation energy stay
    free (the normalization is ours).
    """
    stem = f"{_electrode(electrode, phase)} electrode {direction + ' ' if direction else ''}"
    reference = pybamm.Parameter(f"{stem}reference exchange-current density [A.m-2]")
    energy = pybamm.Parameter(f"{stem}exchange-current density activation energy [J.mol-1]")
    salt = pybamm.Parameter("Initial concentration in electrolyte [mol.m-3]")

    def density(c_e: Any, c_s_surf: Any, c_s_max: Any, T: Any) -> Any:  # noqa: N803 (PyBaMM's argument names)
        filling = c_s_surf / c_s_max
        return reference * (c_e / salt) ** 0.5 * 2 * (filling * (1 - filling)) ** 0.5 * _arrhenius(energy, T)

    return {f"{stem}exchange-current density [A.m-2]": density}


def particle_diffusivity(known: Known, electrode: str, direction: str = "", phase: str = "") -> dict[str, Any]:
    """Reference diffusivity times an Arrhenius factor; both stay free."""
    stem = f"{_electrode(electrode, phase)} particle {direction + ' ' if direction else ''}"
    reference = pybamm.Parameter(f"{stem}reference diffusivity [m2.s-1]")
    energy = pybamm.Parameter(f"{stem}diffusivity activation energy [J.mol-1]")

    def diffusivity(sto: Any, T: Any) -> Any:  # noqa: N803 (PyBaMM's argument name)
        return reference * _arrhenius(energy, T)

    return {f"{stem}diffusivity [m2.s-1]": diffusivity}


def electrolyte_property(known: Known, *, what: str, unit: str) -> dict[str, Any]:
    """Reference property of the electrolyte times an Arrhenius factor; both stay free."""
    reference = f"Electrolyte reference {what} [{unit}]"
    energy = pybamm.Parameter(f"Electrolyte {what} activation energy [J.mol-1]")

    def value(c_e: Any, T: Any) -> Any:  # noqa: N803 (PyBaMM's argument name)
        return pybamm.FunctionParameter(reference, {"c_e": c_e, "T": T}) * _arrhenius(energy, T)

    return {f"Electrolyte {what} [{unit}]": value}


def lithium_metal_anode(known: Known) -> dict[str, Any]:
    """Lithium metal counter electrode that adds no overpotential to speak of (PyBaMM's Xu2019 set, faster kinetics)."""
    values = _from_set("Xu2019", lambda name: "lithium metal" in name.lower() and "current" not in name)
    density = "Exchange-current density for lithium metal electrode [A.m-2]"
    return values | {density: 1e6, "Negative electrode thickness [m]": 7e-4}


def sei_defaults(known: Known) -> dict[str, Any]:
    """SEI growth after O'Kane et al. 2022."""
    return _from_set("OKane2022", lambda name: "SEI" in name and "lithium plating" not in name.lower())


def plating_defaults(known: Known) -> dict[str, Any]:
    """Lithium plating and stripping after O'Kane et al. 2022."""
    return _from_set("OKane2022", lambda name: any(word in name.lower() for word in _PLATING))


def mechanical_defaults(known: Known, electrode: str) -> dict[str, Any]:
    """Cracking and loss of active material of one electrode after O'Kane et al. 2022."""
    stem = _electrode(electrode, "")
    return _from_set("OKane2022", lambda name: name.startswith(stem) and any(word in name for word in _MECHANICAL))


def piecewise_1d(
    known: Known,
    base_parameter_name: str,
    breakpoint_values: list[float],
    breakpoint_parameter_name: str,
    smoothing: float = 1e-4,
    formulation: str = "knots",
) -> dict[str, Any]:
    """Smooth piecewise linear function of one variable through knots that stay free parameters.

    ``knots`` names the values ``"<base> at <variable> <value> [unit]"``; ``slopes`` names the first value the same way
    and the slopes ``"<base> slope from <variable> a to b [unit]"``.
    """
    if formulation not in ("knots", "slopes"):
        raise choice("PiecewiseInterpolation1D formulation", formulation, ("knots", "slopes"))
    points = [float(value) for value in breakpoint_values]
    if len(points) < 2 or any(b <= a for a, b in pairwise(points)):
        raise ValidationError(f"PiecewiseInterpolation1D breakpoint_values {points} must rise and be two or more")
    names = knot_names(base_parameter_name, breakpoint_parameter_name, points, formulation)
    variable = breakpoint_parameter_name.split(" [", maxsplit=1)[0].replace(" ", "_").lower()
    parameters = [pybamm.Parameter(name) for name in names]

    def function(x: Any) -> Any:
        gaps = np.diff(points)
        if formulation == "knots":
            slopes = [(b - a) / gap for a, b, gap in zip(parameters, parameters[1:], gaps, strict=False)]
        else:
            slopes = parameters[1:]
        # A sum of smooth ramps: the slope changes at each inner knot.
        result = parameters[0] + slopes[0] * (x - points[0])
        for at, before, after in zip(points[1:-1], slopes, slopes[1:], strict=False):
            ramp = ((x - at) + pybamm.sqrt((x - at) ** 2 + (smoothing * (points[-1] - points[0])) ** 2)) / 2
            result = result + (after - before) * ramp
        return result

    function.__name__ = variable
    return {base_parameter_name: function}


def knot_names(base: str, variable: str, points: list[float], formulation: str) -> list[str]:
    """Names of the free parameters of a piecewise function."""
    stem, _, unit = base.partition(" [")
    tail = f" [{unit}" if unit else ""
    first = f"{stem} at {variable} {points[0]:g}{tail}"
    if formulation == "knots":
        return [f"{stem} at {variable} {point:g}{tail}" for point in points]
    return [
        first,
        *(f"{stem} slope from {variable} {a:g} to {b:g}{tail}" for a, b in pairwise(points)),
    ]


def _ELECTROLYTE(name: str) -> bool:  # noqa: N802 (a constant predicate)
    return name in (
        "Electrolyte diffusivity [m2.s-1]", "Electrolyte conductivity [S.m-1]", "Cation transference number",
        "Thermodynamic factor",
    )  # fmt: skip


def _from_set(name: str, wanted: Callable[[str], bool]) -> dict[str, Any]:
    values = pybamm.ParameterValues(name)
    return {key: value for key, value in values.items() if wanted(key) and not isinstance(value, str)}


def _electrode(electrode: str, phase: str) -> str:
    if electrode not in ("negative", "positive"):
        raise choice("electrode", electrode, ("negative", "positive"))
    if phase not in ("", "primary", "secondary"):
        raise choice("phase", phase, ("", "primary", "secondary"))
    return f"{phase.capitalize() + ': ' if phase else ''}{electrode.capitalize()}"


def _arrhenius(energy: Any, temperature: Any) -> Any:
    reference = pybamm.Parameter("Reference temperature [K]")
    return pybamm.exp(energy / GAS_CONSTANT * (1 / reference - 1 / temperature))


NAMED_ENTRIES: Mapping[str, Entry] = {
    "temperatures": temperatures,
    "standard_defaults": standard_defaults,
    "one_cm2_cell": one_cm2_cell,
    "bruggeman": bruggeman,
    "zero_entropic_change": zero_entropic_change,
    "zero_activation_energy": zero_activation_energy,
    "constant_electrolyte": constant_electrolyte,
    "nyman_electrolyte": nyman_electrolyte,
    "landesfeind_electrolyte": landesfeind_electrolyte,
    "spm_defaults": spm_defaults,
    "average_ocp": average_ocp,
    "arrhenius_butler_volmer_exchange_current_density": exchange_current_density,
    "arrhenius_particle_diffusivity": particle_diffusivity,
    "arrhenius_electrolyte_diffusivity": partial(electrolyte_property, what="diffusivity", unit="m2.s-1"),
    "arrhenius_electrolyte_conductivity": partial(electrolyte_property, what="conductivity", unit="S.m-1"),
    "lithium_metal_anode": lithium_metal_anode,
    "sei_defaults": sei_defaults,
    "li_plating_defaults": plating_defaults,
    "mechanical_degradation_defaults": mechanical_defaults,
    "PiecewiseInterpolation1D": piecewise_1d,
}
"""Built-in sources by wire name."""
