"""What PyBaMM alone says of a case, solved as tightly as it can follow it; nothing of the engine is used here."""

import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pybamm

from tests.integration.against_pybamm.case import Case, encoded

KELVIN = 273.15
POINTS = 24
"""Samples of a step that are kept, at most."""
UNIT_V = 1e-5
TOLERANCES = (1e-8, 3e-8, 1e-7, 1e-6)
"""Relative ones, tried in turn: some changes of power and of a DFN are too steep for the first."""
_OWN_OPTIONS = ("Yang2017", "SplitOCVR", "Thevenin")
"""Models that cannot count energy themselves."""


def solved(case: Case) -> dict[str, Any]:
    """Reference of a case: tolerance and steps, or why PyBaMM refuses it."""
    trouble = ""
    for rtol in TOLERANCES:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                if case.frequencies:
                    return {"spectrum": _spectrum(case)}
                return {"rtol": rtol, "steps": [_step(part, case) for part in _parts(case, rtol)]}
        except pybamm.SolverError as error:
            trouble = f"SolverError: {error}"
        except Exception as error:  # noqa: BLE001 (whatever PyBaMM raises for what it does not take is the answer)
            return {"refused": f"{type(error).__name__}: {error}"[:200]}
    return {"refused": trouble[:200]}


def values_of(case: Case, model: Any) -> Any:
    """Parameter values of a case as PyBaMM takes them."""
    values = pybamm.ParameterValues(case.values) if case.values else model.default_parameter_values.copy()
    kelvin = {"Initial temperature [K]": case.celsius + KELVIN, "Ambient temperature [K]": case.surroundings + KELVIN}
    values.update({name: value for name, value in kelvin.items() if name in values})
    if case.model == "Thevenin":
        values.update({"Initial SoC": case.soc})
    values.update({**case.changes, **case.design}, check_already_exists=False)
    return values


def model_of(case: Case, **more: Any) -> Any:
    """Model of a case."""
    module = pybamm.equivalent_circuit if case.model == "Thevenin" else pybamm.lithium_ion
    options = {**case.options, **more}
    return getattr(module, case.model)(options=options) if options else getattr(module, case.model)()


def _parts(case: Case, rtol: float) -> Iterator[Any]:
    model = model_of(case, **({} if case.model in _OWN_OPTIONS else {"calculate discharge energy": "true"}))
    values = values_of(case, model)
    simulation = pybamm.Simulation(
        model,
        parameter_values=values,
        experiment=pybamm.Experiment([step if isinstance(step, str) else step() for step in case.native]),
        solver=pybamm.IDAKLUSolver(rtol=rtol, atol=rtol / 100),
    )
    solution = simulation.solve(initial_soc=None if case.model == "Thevenin" else case.soc, calc_esoh=False)
    if isinstance(solution, pybamm.EmptySolution):
        return  # the first end was true from the start
    for cycle in solution.cycles:
        yield from (step for step in cycle.steps if step.t[-1] - step.t[0] > 1e-6)


def _step(part: Any, case: Case) -> dict[str, Any]:
    start, end = float(part.t[0]), float(part.t[-1])
    whole = int((end - start) / case.period + 1e-9)
    stride = max(1, -(-whole // POINTS))
    times = np.clip(start + np.arange(0, whole + 1, stride) * case.period, start, end)
    voltage = np.append(part["Voltage [V]"](times), part["Voltage [V]"](np.array([end])))
    step = {"s": round(end - start, 4), "stride": stride, "v": encoded(voltage, UNIT_V), **_passed(part, case)}
    step["end"] = str(part.termination).replace("event: ", "")
    if case.options.get("thermal", "isothermal") != "isothermal":
        step["t"] = round(float(part["Volume-averaged cell temperature [C]"](end)), 4)
    if case.outputs:
        step["out"] = [float(f"{float(part[name](end)):.7g}") for name in case.outputs]
    return step


def _passed(part: Any, case: Case) -> dict[str, float]:
    """Discharge and charge capacity and energy of a step."""
    if case.model in _OWN_OPTIONS:
        times = np.unique(np.concatenate([np.linspace(part.t[0], part.t[-1], 20_000), part.t]))
        current, power = part["Current [A]"](times), part["Current [A]"](times) * part["Voltage [V]"](times)
        sums = [np.trapezoid(np.maximum(sign * rate, 0), times) / 3600 for rate in (current, power) for sign in (1, -1)]
    else:
        sums = []
        for quantity, unit in (("capacity", "A.h"), ("energy", "W.h")):
            net, all_ = (
                float(part[f"{word} {quantity} [{unit}]"].entries[-1] - part[f"{word} {quantity} [{unit}]"].entries[0])
                for word in ("Discharge", "Throughput")
            )
            sums += [(all_ + net) / 2, (all_ - net) / 2]
    return {
        name: float(f"{value:.7g}") for name, value in zip(("qd", "qc", "ed", "ec"), sums, strict=True) if value > 1e-9
    }


def _spectrum(case: Case) -> list[list[float]]:
    """Real and imaginary part at every frequency."""
    double_layer = {} if "surface form" in case.options else {"surface form": "differential"}
    model = model_of(case, **double_layer)
    simulation = pybamm.EISSimulation(model, parameter_values=values_of(case, model))
    found = np.asarray(simulation.solve(np.asarray(case.frequencies), initial_soc=case.soc).impedance)
    return [[float(f"{value.real:.7g}"), float(f"{value.imag:.7g}")] for value in found]
