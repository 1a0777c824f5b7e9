"""Parameter values of PyBaMM as a BPX document, and what BPX has no place for.

Every field is evaluated through the model's own parameters, so that it does not matter how a set writes it down: a
function of stoichiometry or concentration becomes a table, its temperature dependence an activation energy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ionworks.serialize.load import imported_pybamm

VERSION: Final = "1.0.0"
_SIDES: Final = (("n", "Negative electrode"), ("p", "Positive electrode"))
_SAME: Final = 1e-3
"""Share by which two numbers may differ that are to be one."""
_WARMER: Final = (10.0, 20.0)
_STOICHIOMETRIES: Final = 1001
_CONCENTRATIONS: Final = 101
_PLAIN_OPTIONS: Final = frozenset({"calculate discharge energy", "calculate heat source for isothermal models"})
Function = Callable[[Any, float], Any]
"""Of an array and a temperature in K."""


def bpx_document(model: Any, values: Any, title: str) -> tuple[dict[str, Any], list[str]]:
    """BPX document of a lithium-ion model and its parameter values, and texts of what it cannot hold.

    Parameters
    ----------
    model : pybamm.BaseModel
    values : pybamm.ParameterValues
    title : str
        For the header.
    """
    pybamm = imported_pybamm()
    if not isinstance(model, pybamm.lithium_ion.BaseModel):
        return {}, [f"the model {model.name}: only lithium-ion models have BPX parameters"]
    own = {name: value for name, value in model.options.items() if value != pybamm.BatteryModelOptions({})[name]}
    problems = [f"option {name!r}: {value!r}" for name, value in own.items() if name not in _PLAIN_OPTIONS]
    if problems:
        return {}, problems
    writer = _Writer(model.param, values)
    body = {
        "Cell": writer.cell(),
        "Electrolyte": writer.electrolyte(),
        **{name: writer.electrode(side, name) for side, name in _SIDES},
        "Separator": writer.layer("s", "Separator"),
    }
    kind = model.__class__.__name__
    header = {"BPX": VERSION, "Title": title, "Model": kind if kind in ("SPM", "SPMe", "DFN") else "DFN"}
    return {"Header": header, "Parameterisation": body, "State": writer.state()}, writer.problems


class _Writer:
    """Evaluates parameters of a model, and notes what does not fit."""

    def __init__(self, param: Any, values: Any) -> None:
        self.problems: list[str] = []
        self._pybamm = imported_pybamm()
        self._param, self._values = param, values
        self._reference = float(values["Reference temperature [K]"])
        self._concentration = float(values["Initial concentration in electrolyte [mol.m-3]"])
        found = self._pybamm.lithium_ion.get_min_max_stoichiometries(values)
        x_0, x_100, y_100, y_0 = (float(one) for one in found)
        self._window = {"n": (x_0, x_100), "p": (y_100, y_0)}

    def cell(self) -> dict[str, Any]:
        """Fields of the cell."""
        if self._number("Number of cells connected in series to make a battery", 1.0) != 1:
            self.problems.append("'Number of cells connected in series to make a battery' other than 1")
        optional = {
            "External surface area [m2]": self._number("Cell cooling surface area [m2]", None),
            "Volume [m3]": self._number("Cell volume [m3]", None),
        }
        pairs = self._number("Number of electrodes connected in parallel to make a cell", 1.0)
        return {
            "Electrode area [m2]": self._values["Electrode width [m]"] * self._values["Electrode height [m]"],
            "Number of electrode pairs connected in parallel to make a cell": int(pairs or 1),
            "Lower voltage cut-off [V]": float(self._values["Lower voltage cut-off [V]"]),
            "Upper voltage cut-off [V]": float(self._values["Upper voltage cut-off [V]"]),
            "Nominal cell capacity [A.h]": float(self._values["Nominal cell capacity [A.h]"]),
            "Reference temperature [K]": self._reference,
            **{name: value for name, value in optional.items() if value is not None},
        }

    def electrolyte(self) -> dict[str, Any]:
        """Fields of the electrolyte; functions are tabulated up to four times the initial concentration."""
        import numpy as np

        at = np.linspace(0.02, 4.0, _CONCENTRATIONS) * self._concentration

        def of(function: Callable[..., Any]) -> Function:
            return lambda values, kelvin: self._at(function(self._vector(values), self._pybamm.Scalar(kelvin)), values)

        transference = of(self._param.t_plus)(at, self._reference)
        if np.ptp(transference) > _SAME:
            self.problems.append("a cation transference number that depends on the concentration")
        factor = of(self._param.chi)(at, self._reference) / (2 * (1 - transference))
        if np.abs(factor - 1.0).max() > _SAME:
            self.problems.append("a thermodynamic factor other than 1")
        fields = {"Cation transference number": float(transference[0])}
        for name, unit, function in (
            ("Diffusivity", "m2.s-1", self._param.D_e),
            ("Conductivity", "S.m-1", self._param.kappa_e),
        ):
            fields |= self._field(f"Electrolyte {name}", name, unit, of(function), at)
        return fields

    def electrode(self, side: str, name: str) -> dict[str, Any]:
        """Fields of an electrode with one kind of particles."""
        import numpy as np

        domain, phase = getattr(self._param, side), getattr(self._param, side).prim
        at = np.linspace(0.002, 0.998, _STOICHIOMETRIES)
        maximum = float(self._values[f"Maximum concentration in {name.lower()} [mol.m-3]"])
        radius = self._values.get(f"{name.partition(' ')[0]} particle radius [m]")
        fraction = self._values.get(f"{name} active material volume fraction")
        for label, value in (("particle radius", radius), ("active material volume fraction", fraction)):
            if not isinstance(value, int | float):
                self.problems.append(f"{name}: a {label} that is no number")
                return {}

        def of(function: Callable[..., Any]) -> Function:
            return lambda values, kelvin: self._at(function(self._vector(values), self._pybamm.Scalar(kelvin)), values)

        minimum, most = self._window[side]
        return {
            **self.layer(side, name),
            "Conductivity [S.m-1]": self._conductivity(domain, name, float(fraction)),
            "Minimum stoichiometry": minimum,
            "Maximum stoichiometry": most,
            "Maximum concentration [mol.m-3]": maximum,
            "Particle radius [m]": float(radius),
            "Surface area per unit volume [m-1]": 3 * float(fraction) / float(radius),
            **self._field(name, "Diffusivity", "m2.s-1", of(lambda x, kelvin: phase.D(x * maximum, kelvin)), at),
            **self._potential(of(phase.U), at),
            **self._rate(name, phase, maximum),
        }

    def layer(self, side: str, name: str) -> dict[str, Any]:
        """Fields of a porous layer."""
        porosity = self._values.get(f"{name} porosity")
        if not isinstance(porosity, int | float):
            self.problems.append(f"{name}: a porosity that is no number")
            return {}
        if porosity >= 1:
            self.problems.append(f"{name}: a porosity of {porosity:g}, with which PyBaMM reads no BPX")
        exponent = float(self._values[f"{name} Bruggeman coefficient (electrolyte)"])
        thickness = float(self._values[f"{name} thickness [m]"])
        return {"Thickness [m]": thickness, "Porosity": porosity, "Transport efficiency": porosity**exponent}

    def state(self) -> dict[str, Any]:
        """Temperatures and concentration a test starts from."""
        initial = self._number("Initial temperature [K]", self._reference)
        return {
            "Initial conditions": {
                "Initial state-of-charge": 1.0,
                "Initial temperature [K]": initial,
                "Initial electrolyte concentration [mol.m-3]": self._concentration,
            },
            "Thermal environment": {"Ambient temperature [K]": self._number("Ambient temperature [K]", initial)},
        }

    def _conductivity(self, domain: Any, name: str, fraction: float) -> float:
        """Effective conductivity, which PyBaMM takes apart."""
        exponent = self._number(f"{name} Bruggeman coefficient (electrode)", 0.0) or 0.0
        stoichiometry = self._vector([0.1, 0.5, 0.9])
        bulk = self._at(domain.sigma(stoichiometry, self._pybamm.Scalar(self._reference)), [0.1, 0.5, 0.9])
        if bulk.max() - bulk.min() > _SAME * abs(bulk[0]):
            self.problems.append(f"{name}: a conductivity that depends on the stoichiometry")
        return float(bulk[0] * fraction**exponent)

    def _potential(self, function: Function, at: Any) -> dict[str, Any]:
        cold, warm = (function(at, self._reference + shift) for shift in (0.0, _WARMER[0]))
        entropic = (warm - cold) / _WARMER[0]
        return {"OCP [V]": _table(at, cold), "Entropic change coefficient [V.K-1]": _table(at, entropic)}

    def _rate(self, name: str, phase: Any, maximum: float) -> dict[str, Any]:
        import numpy as np

        x, relative = (part.ravel() for part in np.meshgrid(np.linspace(0.1, 0.9, 9), [0.5, 1.0, 1.5]))
        faraday = float(self._pybamm.constants.F.value)

        def rate(_at: Any, kelvin: float) -> Any:
            electrolyte = self._vector(relative * self._concentration)
            current = phase.j0(electrolyte, self._vector(x * maximum), self._pybamm.Scalar(kelvin))
            return self._at(current, x) / (faraday * np.sqrt(relative * x * (1 - x)))

        found = rate(x, self._reference)
        if np.ptp(found) > _SAME * abs(found[0]):
            self.problems.append(f"{name}: an exchange-current density that is not k sqrt(c_e x (1 - x))")
        return {
            "Reaction rate constant [mol.m-2.s-1]": float(found[0]),
            "Reaction rate constant activation energy [J.mol-1]": self._energy(
                f"{name} exchange-current density", rate, x
            ),
        }

    def _field(self, place: str, name: str, unit: str, function: Function, at: Any) -> dict[str, Any]:
        energy = self._energy(f"{place} {name}" if place != f"Electrolyte {name}" else place, function, at)
        values = _table(at, function(at, self._reference))
        return {f"{name} [{unit}]": values, f"{name} activation energy [J.mol-1]": energy}

    def _energy(self, place: str, function: Function, at: Any) -> float:
        """Activation energy; a temperature dependence of another kind is noted."""
        import numpy as np

        cold = function(at, self._reference)
        found = []
        for warmer in _WARMER:
            kelvin = self._reference + warmer
            ratio = np.log(function(at, kelvin) / cold)
            found.append(ratio * float(self._pybamm.constants.R.value) / (1 / self._reference - 1 / kelvin))
        energies = np.concatenate(found)
        middle = float(np.median(energies))
        if np.abs(energies - middle).max() > max(1.0, 10 * _SAME * abs(middle)):
            self.problems.append(f"{place}: a temperature dependence that no activation energy describes")
        return middle

    def _number(self, name: str, default: float | None) -> float | None:
        value = self._values.get(name, default)
        return float(value) if isinstance(value, int | float) else default

    def _vector(self, values: Any) -> Any:
        import numpy as np

        return self._pybamm.Vector(np.asarray(values, dtype=float))

    def _at(self, symbol: Any, values: Any) -> Any:
        import numpy as np

        found = np.asarray(self._values.process_symbol(symbol).evaluate(), dtype=float).reshape(-1)
        return np.broadcast_to(found, (len(values),)).copy()


def _table(x: Any, y: Any) -> Any:
    """A number where the values are one, else a table."""
    import numpy as np

    if np.ptp(y) <= 1e-9 * max(1e-300, np.abs(y).max()):
        return float(y[0])
    return {"x": np.asarray(x).tolist(), "y": np.asarray(y).tolist()}
