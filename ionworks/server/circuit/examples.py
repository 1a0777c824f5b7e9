"""Two small data sets to try a fit on, both made here when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np

from ionworks.server.circuit.circuit import Circuit
from ionworks.server.circuit.knots import Array
from ionworks.server.circuit.source import CAPACITY, EXAMPLES, KNOWN
from ionworks.server.circuit.trace import trace
from ionworks.validators.columns import CURRENT, STEP_COUNT, TIME, VOLTAGE

_NOISE_V: Final = 2e-4


def known_circuit() -> Circuit:
    """Return the circuit behind the first example."""
    soc = np.linspace(0.0, 1.0, 201)
    return Circuit(
        soc=soc,
        ocv=3.1 + 1.0 * soc - 0.25 * np.exp(-soc / 0.08) + 0.04 * np.tanh((soc - 0.55) / 0.1),
        r0=0.02 * (1.0 + 0.3 * (1.0 - soc) ** 2),
        r=(0.010 * (1.0 + 0.4 * (1.0 - soc) ** 2), 0.015 * (1.0 + 0.3 * np.cos(3.0 * soc))),
        tau=(12.0 * (1.0 + 0.2 * soc), 300.0 * (1.0 + 0.3 * soc)),
    )


@lru_cache(maxsize=len(EXAMPLES))
def columns(example_id: str) -> Mapping[str, Array]:
    """Return the rows of an example."""
    return MappingProxyType(_known() if example_id == KNOWN else _spme())


def _known() -> dict[str, Array]:
    step, time, current = pulses(10, 300.0, 720.0, 1800.0, 0.5 * CAPACITY, 2.0)
    rows = {TIME: time, CURRENT: current, VOLTAGE: np.zeros(time.size), STEP_COUNT: step}
    made = trace(rows, KNOWN)
    voltage = known_circuit().voltage(made, 1.0 - made.charge / CAPACITY)
    noise = np.random.default_rng(19).normal(0.0, _NOISE_V, time.size)
    return {**rows, VOLTAGE: voltage + noise}


def pulses(
    count: int, first_rest: float, pulse: float, rest: float, current: float, period: float
) -> tuple[Array, Array, Array]:
    """Return steps, times [s] and currents [A] of pulses with rests, a row every `period` seconds."""
    times, currents, steps = [np.arange(0.0, first_rest + 1e-9, period)], [], []
    currents.append(np.zeros(times[0].size))
    end = first_rest
    for _ in range(count):
        for length, value in ((pulse, current), (rest, 0.0)):
            own = end + np.arange(period, length + 1e-9, period)
            times.append(own)
            currents.append(np.full(own.size, value))
            end += length
    steps = [np.full(part.size, float(number)) for number, part in enumerate(times)]
    return np.concatenate(steps), np.concatenate(times), np.concatenate(currents)


def _spme() -> dict[str, Array]:
    import pybamm

    cycle = ["Discharge at C/2 for 576 seconds (4 second period)", "Rest for 60 minutes (20 second period)"]
    experiment = pybamm.Experiment(["Rest for 5 minutes (20 second period)", *cycle * 10])
    model, values = pybamm.lithium_ion.SPMe(), pybamm.ParameterValues("Chen2020")
    solver = pybamm.IDAKLUSolver(rtol=1e-6, atol=1e-8)
    solution = pybamm.Simulation(model, experiment=experiment, parameter_values=values, solver=solver).solve(
        initial_soc=1.0
    )
    parts = [part for cycle in solution.cycles for part in cycle.steps]
    steps = [np.full(part["Time [s]"].entries.size, float(number)) for number, part in enumerate(parts)]
    rows = {name: np.concatenate([part[name].entries for part in parts]) for name in (TIME, CURRENT, VOLTAGE)}
    return {**rows, STEP_COUNT: np.concatenate(steps)}
