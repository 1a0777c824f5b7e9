"""Write ``integrals.json``: what PyBaMM alone, at tight tolerances and on fine samples, says the cases of
``test_integrals.py`` pass. Run once: ``python tests/integration/engine/make_integrals.py``.
"""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pybamm

HERE = Path(__file__).parent
REFERENCE = HERE / "integrals.json"
PROFILE = HERE.parents[1] / "data" / "drive_cycles" / "LA4_power_profile.csv"
SINE_PERIOD_S, SINE_POINTS = 60.0, 100
POWER = np.array([[0.0, 10], [300, 12], [330, -8], [600, -4], [620, 15], [1200, 1]])


def drive_cycle(seconds: int = 1370) -> dict[str, list[float]]:
    """The LA4 cycle as current of a 5 A.h cell: from -4.3 to 11 A, with charging where the car brakes."""
    with PROFILE.open() as lines:
        rows = [(float(row["time"]), float(row["power"])) for row in csv.DictReader(lines)]
    time, power = zip(*rows[: seconds + 1], strict=True)
    largest = max(abs(value) for value in power)
    return {"time": list(time), "current": [-10.0 * value / largest for value in power]}


def sine(turns: int) -> np.ndarray:
    """The sine wave as the interpreter plays it: straight lines between 100 points a period."""
    at = np.append(np.arange(SINE_POINTS) / SINE_POINTS, 1 - 1e-4)
    times = np.append((np.arange(turns)[:, None] + at).reshape(-1), turns)
    values = np.append(np.tile(5 * np.sin(2 * np.pi * at), turns), 5 * np.sin(2 * np.pi * at[-1]))
    return np.column_stack([SINE_PERIOD_S * times, values])


def cases() -> dict[str, tuple[str, str, float, Any]]:
    """Model, thermal option, initial state of charge and PyBaMM's step of every case."""
    current = np.column_stack(list(drive_cycle().values()))
    return {
        "3C": ("SPMe", "isothermal", 1.0, pybamm.step.c_rate(3, termination="2.5 V", duration=3600)),
        "1C warm": ("SPM", "lumped", 1.0, pybamm.step.c_rate(1, termination="3.0 V", duration=5000)),
        "charge": ("SPMe", "isothermal", 0.1, pybamm.step.c_rate(-1, termination="4.1 V", duration=5000)),
        "drive": ("SPM", "isothermal", 0.8, pybamm.step.current(current)),
        "drive DFN": ("DFN", "isothermal", 0.8, pybamm.step.current(current[:400])),
        "sine": ("SPM", "isothermal", 0.5, pybamm.step.current(sine(10))),
        "hold": ("SPM", "isothermal", 0.8, pybamm.step.voltage(4.15, duration=7200)),
        "power": ("SPMe", "isothermal", 0.9, pybamm.step.power(15, duration=1800)),
        "drive of power": ("SPM", "isothermal", 0.8, pybamm.step.power(POWER)),
    }


def solved(model: str, thermal: str, soc: float, step: Any) -> Any:
    """Solution of one step, as tight as PyBaMM can follow it: some changes of power and of a DFN are too steep for 1e-8."""
    for rtol in (1e-8, 1e-7, 1e-6):
        simulation = pybamm.Simulation(
            getattr(pybamm.lithium_ion, model)({"thermal": thermal}),
            parameter_values=pybamm.ParameterValues("Chen2020"),
            experiment=pybamm.Experiment([step]),
            solver=pybamm.IDAKLUSolver(rtol=rtol, atol=rtol / 100),
        )
        try:
            return simulation.solve(initial_soc=soc, calc_esoh=False)
        except pybamm.SolverError:
            print("not at", rtol)
    raise RuntimeError("no reference")


def passed(solution: Any, step: Any) -> dict[str, float]:
    """Integrals over samples so fine that their rule does not matter."""
    edges = np.unique(np.concatenate([solution.t, _knots(step, solution.t[-1])]))
    parts = max(2, int(4e5 / edges.size))
    times = np.unique((edges[:-1, None] + np.diff(edges)[:, None] * np.linspace(0, 1, parts)).reshape(-1))
    current, voltage = solution["Current [A]"](times), solution["Voltage [V]"](times)
    warm, power = solution["Volume-averaged cell temperature [C]"](times), current * voltage
    hours = (times[-1] - times[0]) / 3600

    def integral(values: np.ndarray) -> float:
        return float(np.trapezoid(values, times)) / 3600

    return {
        "Duration [s]": float(times[-1] - times[0]),
        "Discharge capacity [A.h]": integral(np.maximum(current, 0)),
        "Charge capacity [A.h]": integral(np.maximum(-current, 0)),
        "Discharge energy [W.h]": integral(np.maximum(power, 0)),
        "Charge energy [W.h]": integral(np.maximum(-power, 0)),
        "Mean voltage [V]": integral(voltage) / hours,
        "Mean current [A]": integral(current) / hours,
        "Mean power [W]": integral(power) / hours,
        "Mean temperature [degC]": integral(warm) / hours,
        "Std voltage [V]": float(np.sqrt(integral((voltage - integral(voltage) / hours) ** 2) / hours)),
    }


def _knots(step: Any, end: float) -> np.ndarray:
    profile = getattr(step.value, "x", None)
    knots = np.asarray(profile[0]) if profile is not None else np.empty(0)
    return knots[knots < end]


if __name__ == "__main__":
    found = {name: passed(solved(*case), case[-1]) for name, case in cases().items()}
    REFERENCE.write_text(json.dumps(found, indent=1) + "\n")
    print(json.dumps(found, indent=1))
