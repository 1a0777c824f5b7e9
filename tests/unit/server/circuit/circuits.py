"""A circuit that is known, and measurements of it."""

import numpy as np

from ionworks.server.circuit.circuit import Circuit
from ionworks.server.circuit.examples import pulses
from ionworks.server.circuit.soc import Measured
from ionworks.server.circuit.trace import trace

CAPACITY = 3.0
NOISE = 2e-4


def known() -> Circuit:
    soc = np.linspace(0.0, 1.0, 401)
    return Circuit(
        soc=soc,
        ocv=3.1 + 0.9 * soc - 0.2 * np.exp(-soc / 0.1) + 0.05 * np.tanh((soc - 0.5) / 0.1),
        r0=0.02 * (1 + 0.4 * (1 - soc) ** 2),
        r=(0.012 * (1 + 0.5 * (1 - soc) ** 2), 0.018 * (1 + 0.3 * np.cos(3 * soc))),
        tau=(15.0 * (1 + 0.3 * soc), 400.0 * (1 + 0.3 * np.cos(2 * soc))),
    )


def measured(
    count: int = 20,
    initial: float = 1.0,
    swing: float = 0.96,
    seed: int = 0,
    period: float = 5.0,
    label: str = "pulses",
    **said: float,
) -> Measured:
    """C/2 pulses of the known circuit with rests of 40 minutes."""
    seconds = round(swing / count * CAPACITY / (0.5 * CAPACITY) * 3600 / period) * period
    step, time, current = pulses(count, 60.0, seconds, 2400.0, 0.5 * CAPACITY, period)
    rows = {"Time [s]": time, "Current [A]": current, "Voltage [V]": np.zeros(time.size), "Step count": step}
    bare = trace(rows, label)
    voltage = known().voltage(bare, initial - bare.charge / CAPACITY)
    voltage += np.random.default_rng(seed).normal(0, NOISE, time.size)
    said = {"initial_soc": initial, "capacity": CAPACITY, **said}
    return Measured(trace=trace({**rows, "Voltage [V]": voltage}, label), **said)


def errors(found: Circuit, low: float = 0.1, high: float = 0.95) -> dict[str, float]:
    """Largest relative error of each part, and that of the open-circuit voltage in mV, at the knots of `found`."""
    true, here = known(), (found.soc >= low) & (found.soc <= high)

    def relative(values: np.ndarray, truth: np.ndarray) -> float:
        return float(np.abs(values / np.interp(found.soc, true.soc, truth) - 1)[here].max())

    ocv = np.abs(found.ocv - np.interp(found.soc, true.soc, true.ocv))[here].max()
    pairs = {}
    for number in range(2):
        pairs[f"r{number + 1}"] = relative(found.r[number], true.r[number])
        pairs[f"tau{number + 1}"] = relative(found.tau[number], true.tau[number])
    return {"r0": relative(found.r0, true.r0), **pairs, "ocv_mV": 1e3 * float(ocv)}
