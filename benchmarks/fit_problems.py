"""Problems of `fit_success.py`: data with noise from parameters we know, and the box a fit may search."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import attrs
import numpy as np
import pybamm

from ionworks.server.engine.model.parameters import write_parameters
from ionworks.server.fit.model.msmr import Sites

VOLTAGE = "Voltage [V]"
D_N, D_P = "Negative particle diffusivity [m2.s-1]", "Positive particle diffusivity [m2.s-1]"
EPS_N, EPS_P = (f"{side} electrode active material volume fraction" for side in ("Negative", "Positive"))
POROSITY, TRANSFERENCE = "Negative electrode porosity", "Cation transference number"
DOUBLE_LAYER = "Negative electrode double-layer capacity [F.m-2]"
SITE = "Positive electrode host site"
MILLI = 1e-3
BOXES = {
    D_N: (3.3e-15, 3.3e-13, 3.3e-14 * 1.5), D_P: (4e-16, 4e-14, 4e-15 * 0.6), EPS_N: (0.5, 0.85, 0.72),
    EPS_P: (0.5, 0.85, 0.63), POROSITY: (0.15, 0.45, 0.28), TRANSFERENCE: (0.1, 0.6, 0.3),
    DOUBLE_LAYER: (0.02, 2.0, 0.35), "R0 [Ohm]": (1e-4, 1e-2, 8e-4), "R1 [Ohm]": (1e-4, 1e-2, 1.5e-3),
    "C1 [F]": (1e3, 1e6, 2e4), "Initial SoC": (0.2, 0.9, 0.62),
}  # fmt: skip
"""Bounds and true value of each searched parameter."""
BALANCE = {
    "Negative electrode capacity [A.h]": (3.5, 8.0, 5.8),
    "Negative electrode lower excess capacity [A.h]": (0.0, 1.0, 0.15),
    "Positive electrode capacity [A.h]": (5.5, 11.0, 7.5),
    "Positive electrode lower excess capacity [A.h]": (0.0, 3.0, 2.0),
}
SITES = {
    f"{SITE} standard potential (0) [V]": (3.4, 3.85, 3.62), f"{SITE} ideality factor (0)": (0.5, 6.0, 1.3),
    f"{SITE} occupancy fraction (0)": (0.1, 0.9, 0.4), f"{SITE} standard potential (1) [V]": (3.85, 4.3, 4.0),
    f"{SITE} ideality factor (1)": (0.5, 6.0, 3.0), "Positive electrode capacity [A.h]": (3.0, 8.0, 5.0),
}  # fmt: skip


@attrs.frozen
class FitProblem:
    """One problem; every fit of it has the same data."""

    name: str
    """Label in the table."""
    objective: Mapping[str, Any]
    """Objective with inline data."""
    boxes: Mapping[str, tuple[float, float, float]]
    """Lower bound, upper bound and true value by searched parameter."""
    known: Mapping[str, Any] = attrs.field(repr=False)
    """Other parameters, wire form."""
    pybop: Mapping[str, Any] | None = None
    """``model``, ``family`` and ``set`` where PyBOP can do it."""

    def config(self, start: Mapping[str, float], **fields: Any) -> dict[str, Any]:
        """``data_fit`` element from one starting point."""
        specs = {}
        for name, (low, high, _) in self.boxes.items():
            specs[name] = {"initial_value": start[name], "bounds": [low, high]}
            if is_logarithmic(low, high):
                specs[name]["transform"] = "Log10"
        objectives = {"data": self.objective}
        return {"element_type": "data_fit", "objectives": objectives, "parameters": specs, **fields}

    def start(self, rng: np.random.Generator) -> dict[str, float]:
        """Starting point anywhere in the box."""
        found = {}
        for name, (low, high, _) in self.boxes.items():
            part = rng.random()
            found[name] = float(low * (high / low) ** part if is_logarithmic(low, high) else low + part * (high - low))
        return found

    @property
    def truth(self) -> dict[str, float]:
        """Parameters the data were made with."""
        return {name: value for name, (_, _, value) in self.boxes.items()}


def is_logarithmic(low: float, high: float) -> bool:
    """Whether both sides search the logarithm."""
    return low > 0 and high >= 10 * low


def wire(parameters: Any) -> dict[str, Any]:
    """Wire form of a parameter set."""
    found: dict[str, Any] = json.loads(json.dumps(write_parameters(parameters)))
    return found


def driven(name, model, names, current, seconds=3300, rows=100, noise=MILLI, offset=0.0, family="lithium_ion"):
    """Problem of a cell under a current, a number or a function of time."""
    is_cell = family == "lithium_ion"
    values = {key: BOXES[key] for key in names}
    parameters = chen() if is_cell else thevenin()
    known = wire(parameters)
    parameters.update({key: truth for key, (_, _, truth) in values.items()})
    times = np.linspace(0, seconds, rows)
    amperes = current(times) if callable(current) else np.full(rows, float(current))
    parameters["Current function [A]"] = pybamm.Interpolant(times, amperes, pybamm.t)
    made = getattr(getattr(pybamm, family), model)()
    made.events = []
    simulation = pybamm.Simulation(made, parameter_values=parameters, solver=pybamm.IDAKLUSolver(rtol=1e-8, atol=1e-8))
    voltage = simulation.solve(times if callable(current) else [0, seconds], t_interp=times)[VOLTAGE].data
    voltage = voltage + offset + noise * np.random.default_rng(42).standard_normal(rows)
    data = {"Time [s]": times.tolist(), "Current [A]": amperes.tolist(), VOLTAGE: voltage.tolist()}
    objective = {"type": "CurrentDriven", "data": data, "options": {"model": {"type": model}}}
    peer = {"model": model, "family": family, "set": "Chen2020" if is_cell else "ECM_Example"}
    return FitProblem(name, objective, values, {key: known[key] for key in known.keys() - set(names)}, peer)


def chen():
    """Parameters of the lithium-ion problems."""
    return pybamm.ParameterValues("Chen2020")


def thevenin():
    """Parameters of the circuit, for a cell of 5 A.h at any state."""
    parameters = pybamm.equivalent_circuit.Thevenin().default_parameter_values
    parameters.update({"Cell capacity [A.h]": 5, "Nominal cell capacity [A.h]": 5, "Current function [A]": 5})
    return parameters


def pulses(period, on, amperes):
    """Discharge pulses: `amperes` for the first `on` seconds of each period."""
    return lambda times: np.where(times % period < on, amperes, 0.0)


def balancing():
    """Full-cell open-circuit curve from two half-cell curves."""
    parameters = chen()
    q = np.linspace(0, 5, 120)
    fillings = {"Negative": (0.15 + 5 - q) / 5.8, "Positive": (2.0 + q) / 7.5}
    curves = {
        side: np.array([parameters[f"{side} electrode OCP [V]"](pybamm.Scalar(x)).evaluate() for x in values]).ravel()
        for side, values in fillings.items()
    }
    voltage = curves["Positive"] - curves["Negative"] + MILLI * np.random.default_rng(42).standard_normal(len(q))
    data = {"Capacity [A.h]": q.tolist(), VOLTAGE: voltage.tolist()}
    known = {name: value for name, value in wire(parameters).items() if name.endswith("OCP [V]")}
    return FitProblem("OCP balancing, 4", {"type": "ElectrodeBalancing", "data": data}, BALANCE, known)


def sites():
    """Half-cell open-circuit curve of two sites."""
    voltage = np.linspace(4.4, 3.3, 150)
    truth = Sites(np.array([3.62, 4.0]), np.array([0.4, 0.6]), np.array([1.3, 3.0]))
    capacity = 5.0 * truth.filling(voltage)
    noisy = voltage + MILLI * np.random.default_rng(42).standard_normal(len(voltage))
    model = {"type": "MSMRHalfCellModel", "electrode": "positive", "options": {"species format": "Xj"}}
    options = {"model": model, "constrain Xj method": "reformulate"}
    data = {"Capacity [A.h]": capacity.tolist(), VOLTAGE: noisy.tolist()}
    known = {f"{SITE} occupancy fraction (1)": 0.6, "Positive electrode lower excess capacity [A.h]": 0.0}
    return FitProblem(
        "OCP, two MSMR sites, 6", {"type": "MSMRHalfCell", "data": data, "options": options}, SITES, known
    )


def impedance():
    """Impedance of SPM from 1 mHz to 1 kHz, 1 % noise."""
    names = (DOUBLE_LAYER, D_P)
    parameters = chen()
    known = wire(parameters)
    parameters.update({name: BOXES[name][2] for name in names})
    frequencies = np.logspace(-3, 3, 40)
    model = pybamm.lithium_ion.SPM({"surface form": "differential"})
    found = pybamm.EISSimulation(model, parameter_values=parameters).solve(frequencies).impedance
    rng = np.random.default_rng(42)
    found = found + 0.01 * np.abs(found) * (rng.standard_normal(40) + 1j * rng.standard_normal(40))
    data = {
        "Frequency [Hz]": frequencies.tolist(),
        "Z_Re [Ohm]": found.real.tolist(),
        "Z_Im [Ohm]": found.imag.tolist(),
    }
    objective = {"type": "EIS", "data": data, "options": {"model": {"type": "SPM"}}}
    return FitProblem("SPM impedance, 2", objective, {name: BOXES[name] for name in names}, known)


GITT = pulses(1800, 600, 2.5)
PROBLEMS: Mapping[str, Callable[[], FitProblem]] = {
    "spm-1": lambda: driven("SPM, 1", "SPM", (D_P,), 5),
    "spme-2": lambda: driven("SPMe, 2", "SPMe", (D_N, D_P), 5),
    "spme-2-partial": lambda: driven("SPMe, 2, first 1500 s", "SPMe", (D_N, D_P), 5, seconds=1500, rows=60),
    "spme-2-offset": lambda: driven("SPMe, 2, 5 mV offset", "SPMe", (D_N, D_P), 5, offset=5 * MILLI),
    "spm-3-noisy": lambda: driven("SPM, 3, 10 mV noise", "SPM", (D_N, D_P, EPS_P), 5, noise=10 * MILLI),
    "spm-4": lambda: driven("SPM, 4", "SPM", (D_N, D_P, EPS_N, EPS_P), 5),
    "spme-6": lambda: driven("SPMe, 6, pulses", "SPMe", (D_N, D_P, EPS_N, EPS_P, POROSITY, TRANSFERENCE),
                             pulses(1100, 800, 5.0), rows=150),
    "gitt-2": lambda: driven("SPM GITT, 2", "SPM", (D_N, D_P), GITT, seconds=18000, rows=600),
    "gitt-4": lambda: driven("SPMe GITT, 4", "SPMe", (D_N, D_P, EPS_N, EPS_P), GITT, seconds=18000, rows=600),
    "dfn-1": lambda: driven("DFN, 1", "DFN", (D_P,), 5),
    "dfn-2": lambda: driven("DFN, 2", "DFN", (D_N, D_P), 5),
    "thevenin-3": lambda: driven("Thevenin, 3", "Thevenin", ("R0 [Ohm]", "R1 [Ohm]", "C1 [F]"), pulses(300, 100, 10.0),
                                 seconds=1800, rows=360, family="equivalent_circuit"),
    "thevenin-4": lambda: driven("Thevenin with SoC, 4", "Thevenin", ("R0 [Ohm]", "R1 [Ohm]", "C1 [F]", "Initial SoC"),
                                 pulses(300, 100, 10.0), seconds=1800, rows=360, family="equivalent_circuit"),
    "balancing-4": balancing,
    "sites-6": sites,
    "impedance-2": impedance,
}  # fmt: skip
"""Problems by the name `--problems` takes; the number is that of searched parameters."""
