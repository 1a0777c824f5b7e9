"""The list solver of fits against PyBaMM's own solutions, at the same and at a far tighter tolerance."""

import faulthandler
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pybamm
import pytest

from ionworks.server.engine.cell.numerics import Numerics
from ionworks.server.engine.cell.output_solver import OutputSolver

pytestmark = pytest.mark.local_only

TIMES = np.linspace(0, 3000, 61)
STOPS = np.array([0.0, 3000.0])
NAMES = ("Negative particle diffusivity [m2.s-1]", "Current function [A]")
INPUTS = [{NAMES[1]: 5.0, NAMES[0]: 3e-14}, {"Another [1]": 1.0, NAMES[0]: 6e-14, NAMES[1]: 4.0}]
OUTPUTS = ("Voltage [V]", "X-averaged positive electrolyte concentration [mol.m-3]")
FEW_POINTS = {"x_n": 5, "x_s": 5, "x_p": 5, "r_n": 8, "r_p": 8}


def built(model: Any, solver: Any, points: dict[str, int] | None = None) -> pybamm.Simulation:
    parameters = pybamm.ParameterValues("Chen2020")
    parameters.update(dict.fromkeys(NAMES, "[input]"))
    simulation = pybamm.Simulation(model, parameter_values=parameters, solver=solver, var_pts=points)
    simulation.build()
    return simulation


def without_cut_offs(model: Any) -> Any:
    model.events = [event for event in model.events if "voltage" not in event.name.lower()]
    return model


@pytest.mark.parametrize(("kind", "points"), [("SPM", None), ("SPMe", None), ("DFN", FEW_POINTS)])
def test_outputs_equal_those_of_pybamm(kind: str, points: dict[str, int] | None) -> None:
    model = without_cut_offs(getattr(pybamm.lithium_ion, kind)())
    names = OUTPUTS if kind != "SPM" else OUTPUTS[:1]
    simulation = built(model, OutputSolver(rtol=1e-6, atol=1e-6, output_variables=list(names)), points)
    reference = built(model, pybamm.IDAKLUSolver(rtol=1e-10, atol=1e-10), points)
    for _ in range(2):  # the second list finds the solver set up
        runs = simulation.solver.runs(simulation.built_model, STOPS, TIMES, INPUTS)
    for run, inputs in zip(runs, INPUTS, strict=True):
        exact = reference.solve([0, 3000], t_interp=TIMES, inputs=inputs)
        assert run is not None
        np.testing.assert_array_equal(run.times, TIMES)
        np.testing.assert_allclose(run.values[:, 0], exact[names[0]].data, atol=2e-5)
        np.testing.assert_allclose(run.values[:, -1], exact[names[-1]].data, rtol=1e-4)


def test_a_run_that_meets_an_event_ends_there() -> None:
    simulation = built(pybamm.lithium_ion.SPM(), OutputSolver(output_variables=["Voltage [V]"]))
    fast = {NAMES[0]: 3e-14, NAMES[1]: 10.0}
    ended, whole = simulation.solver.runs(simulation.built_model, STOPS, TIMES, [fast, INPUTS[1]])
    assert ended is not None
    assert whole is not None
    assert ended.times[-1] < 1900  # 5 A.h at 10 A
    assert ended.values[-1, 0] == pytest.approx(2.5, abs=1e-4)
    assert whole.times[-1] == 3000


def test_a_run_that_is_past_an_event_at_the_start_gives_nothing() -> None:
    model = pybamm.lithium_ion.SPM()
    model.events = [pybamm.Event("Weak", model.variables["Current [A]"] - 4.5)]
    simulation = built(model, OutputSolver(output_variables=["Voltage [V]"]))
    runs = simulation.solver.runs(simulation.built_model, STOPS, TIMES, INPUTS)
    assert [run is None for run in runs] == [False, True]


def test_a_table_of_currents_is_followed() -> None:
    drive = pybamm.Interpolant(np.array([0.0, 1500, 1501, 3000]), np.array([5.0, 5, 0, 0]), pybamm.t)
    parameters = pybamm.ParameterValues("Chen2020")
    parameters.update({NAMES[0]: "[input]", NAMES[1]: drive})
    voltages = []
    for solver in (
        OutputSolver(rtol=1e-6, atol=1e-6, output_variables=["Voltage [V]"]),
        pybamm.IDAKLUSolver(1e-9, 1e-9),
    ):
        model = without_cut_offs(pybamm.lithium_ion.SPM())
        simulation = pybamm.Simulation(model, parameter_values=parameters, solver=solver)
        simulation.build()
        inputs = {NAMES[0]: 3e-14}
        stops = np.array([0.0, 1500, 1501, 3000])
        if isinstance(solver, OutputSolver):
            (run,) = solver.runs(simulation.built_model, stops, TIMES, [inputs])
            assert run is not None
            voltages.append(run.values[:, 0])
        else:
            voltages.append(simulation.solve(stops, t_interp=TIMES, inputs=inputs)["Voltage [V]"].data)
    np.testing.assert_allclose(voltages[0], voltages[1], atol=2e-5)


@pytest.fixture
def ended_if_stuck() -> Iterator[None]:
    """End the process after a minute: the integrator holds Python's lock, so that nothing in Python could."""
    faulthandler.dump_traceback_later(60, exit=True, file=sys.__stderr__)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.mark.usefixtures("ended_if_stuck")
def test_a_run_into_a_singularity_ends() -> None:
    # the surface of the positive particles runs empty; with SUNDIALS' own least step, which is none, it creeps for ever
    model = without_cut_offs(pybamm.lithium_ion.DFN())
    parameters = pybamm.ParameterValues("Chen2020")
    parameters.update({"Positive particle diffusivity [m2.s-1]": 4.05e-16, "Current function [A]": 5})
    settings = Numerics(tolerances={"rtol": 1e-6, "atol": 1e-6})
    simulation = pybamm.Simulation(model, parameter_values=parameters, solver=settings.solver())
    solution = simulation.solve([0, 3600], t_interp=np.linspace(0, 3600, 100))
    assert 1600 < solution.t[-1] < 1700
