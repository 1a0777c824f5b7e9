"""Impedances of SPMe as PyBaMM answers a small sine in the time domain.

``python tests/integration/engine/impedance_references.py`` solves them again (half a minute) and prints both.
"""

from collections.abc import Mapping

import attrs
import numpy as np
import pybamm

DISCHARGE_S = 1800.0
"""Duration of the discharge at 1C from full that each case starts with."""


@attrs.frozen
class Sine:
    options: Mapping[str, str]
    parameters: str
    rest_s: float
    """Between the discharge and the spectrum."""
    hertz: float
    impedance: complex
    """ohm"""


SINES = (
    # at rest, where PyBaMM's frequency-domain solver is 8 % off: it does not start SPMe from the potentials of its state
    Sine({}, "Chen2020", 7200.0, 10.0, 0.01977256336642141 - 0.011506636159197637j),
    # right after a step: gradients, heat and SEI; only with this surface form PyBaMM's two SPMe have one electrolyte
    Sine(
        {"thermal": "lumped", "SEI": "solvent-diffusion limited", "surface form": "differential"},
        "OKane2022",
        0.0,
        100.0,
        0.007492706346505815 - 0.0035375783042781305j,
    ),
)


def small_signal(case):
    """Impedance of SPMe from the response to a sine of 10 mA, less that to no current."""
    values, voltage = pybamm.ParameterValues(case.parameters), []
    current, begin, hertz = values["Nominal cell capacity [A.h]"], DISCHARGE_S + case.rest_s, case.hertz
    since = pybamm.t - begin
    periods, points = 20, 50
    times = begin + np.linspace(0, periods / hertz, periods * points + 1)
    for amplitude in (0.0, 0.01):
        sine = amplitude * pybamm.sin(2 * np.pi * hertz * since)
        values["Current function [A]"] = (pybamm.t < DISCHARGE_S) * current + (since >= 0) * sine
        simulation = pybamm.Simulation(
            pybamm.lithium_ion.SPMe({**case.options, "surface form": "differential"}),
            parameter_values=values,
            solver=pybamm.IDAKLUSolver(rtol=1e-9, atol=1e-11),
        )
        stops = np.unique([0, DISCHARGE_S, begin, times[-1]])
        solved = simulation.solve(stops, t_interp=times, initial_soc=1, calc_esoh=False)
        voltage.append(solved["Voltage [V]"](times))
    last = slice(-3 * points, None)
    turns = hertz * (times[last] - begin)
    waves = [np.sin(2 * np.pi * turns), np.cos(2 * np.pi * turns), np.ones_like(turns), turns, turns**2]
    found = np.linalg.lstsq(np.stack(waves, axis=1), (voltage[1] - voltage[0])[last], rcond=None)[0]
    return -(found[0] + 1j * found[1]) / 0.01


if __name__ == "__main__":
    for case in SINES:
        print(case.parameters, case.impedance, small_signal(case))
