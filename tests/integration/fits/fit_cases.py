"""Synthetic measurements from known parameters, shared by the fit tests."""

from functools import lru_cache

import numpy as np
import pybamm

from ionworks.server.engine.model.parameters import write_parameters

D_N, D_P = "Negative particle diffusivity [m2.s-1]", "Positive particle diffusivity [m2.s-1]"
EPS_N, EPS_P = (f"{side} electrode active material volume fraction" for side in ("Negative", "Positive"))
TRUTH = {D_N: 3.3e-14 * 1.5, D_P: 4e-15 * 0.6, EPS_N: 0.72, EPS_P: 0.63}
SPECS = {
    D_N: {"initial_value": 1e-14, "bounds": [3.3e-15, 3.3e-13], "transform": "Log10"},
    D_P: {"initial_value": 1e-14, "bounds": [4e-16, 4e-14], "transform": "Log10"},
    EPS_N: {"initial_value": 0.65, "bounds": [0.5, 0.85]},
    EPS_P: {"initial_value": 0.70, "bounds": [0.5, 0.85]},
}


@lru_cache
def chen():
    """Wire form of the Chen2020 set."""
    return write_parameters(pybamm.ParameterValues("Chen2020"))


@lru_cache
def discharge(model, names, noise=1e-3, samples=100, pulses=False, seconds=3000):
    """Columns of a 1C discharge (or of pulses) with the true values of `names`, 1 mV noise."""
    parameters = pybamm.ParameterValues("Chen2020")
    parameters.update({name: TRUTH[name] for name in names})
    times = np.linspace(0, seconds, samples)
    current = np.where((times // 300) % 2 == 0, 5.0, 0.0) if pulses else np.full(samples, 5.0)
    parameters["Current function [A]"] = pybamm.Interpolant(times, current, pybamm.t)
    solver = pybamm.IDAKLUSolver(rtol=1e-8, atol=1e-8)
    simulation = pybamm.Simulation(getattr(pybamm.lithium_ion, model)(), parameter_values=parameters, solver=solver)
    solution = simulation.solve(times if pulses else [0, seconds], t_interp=times)
    voltage = solution["Voltage [V]"].data + noise * np.random.default_rng(42).standard_normal(samples)
    return {"Time [s]": times.tolist(), "Current [A]": current.tolist(), "Voltage [V]": voltage.tolist()}


def fit_config(model, names, data, **fields):
    """A data_fit element."""
    objective = {"type": "CurrentDriven", "data": data, "options": {"model": {"type": model}}}
    config = {
        "element_type": "data_fit",
        "objectives": {"1C": objective},
        "parameters": {name: SPECS[name] for name in names},
    }
    return {**config, "options": {"seed": 7}, **fields}
