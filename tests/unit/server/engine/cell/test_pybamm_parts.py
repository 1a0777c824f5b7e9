"""The private parts of PyBaMM's solvers that the engine leans on are there, in the version they were checked on."""

from importlib.metadata import version

import casadi
import numpy as np
import pybamm
import pytest

from ionworks.server.engine.cell import pybamm_parts
from ionworks.server.engine.cell.pybamm_parts import CHECKED_VERSION, FUNCTIONS

STOPS, TIMES = np.array([0.0, 2.0]), np.array([0.0, 1.0, 2.0])


@pytest.fixture
def model():
    """A decay at a rate that is an input, with an algebraic shadow."""
    model = pybamm.BaseModel()
    level, twice = pybamm.Variable("level"), pybamm.Variable("twice")
    model.rhs = {level: -pybamm.InputParameter("rate") * level}
    model.algebraic = {twice: twice - 2 * level}
    model.initial_conditions = {level: pybamm.Scalar(1), twice: pybamm.Scalar(2)}
    model.variables = {"level": level, "twice": twice}
    pybamm.Discretisation().process_model(model)
    return model


@pytest.fixture
def solver():
    return pybamm.IDAKLUSolver(rtol=1e-8, atol=1e-8, output_variables=["level", "twice"])


def test_the_version_is_the_one_that_was_checked():
    assert version("pybamm") == CHECKED_VERSION, "read the parts below in the new version, then change the constant"


def test_the_integrator_can_be_asked_directly(model, solver):
    assert not pybamm_parts.is_set_up(solver, model)
    assert pybamm_parts.set_up(solver, model, STOPS, {"rate": 1.0, "unknown": 2.0}) == ("rate",)
    assert pybamm_parts.is_set_up(solver, model)
    assert pybamm_parts.is_plain(solver, model)
    time, inputs = casadi.MX.sym("t"), casadi.MX.sym("p", 1)
    initial = casadi.Function("initial", [time, inputs], list(pybamm_parts.initial_values(model, time, inputs)))
    rates = np.array([[1.0], [3.0]])
    states, slopes = (np.hstack([np.asarray(initial(0, rate)[part]) for rate in rates]).T.copy() for part in (0, 1))
    assert states.tolist() == [[1, 2], [1, 2]]
    assert slopes[:, 0].tolist() == [-1, -3]
    found = pybamm_parts.integrated(solver, STOPS, TIMES, states, slopes, rates)
    for run, rate in zip(found, (1, 3), strict=True):
        values = np.reshape(run.y, (len(run.t), 2))
        assert run.t.tolist() == TIMES.tolist()
        assert values == pytest.approx(np.exp(-rate * TIMES)[:, None] * [1, 2], rel=1e-5)


def test_an_integration_that_fails_is_an_error_of_the_solver(model, solver):
    pybamm_parts.set_up(solver, model, STOPS, {"rate": 1.0})
    states, slopes = np.array([[1.0, 2.0]]), np.array([[np.nan, np.nan]])
    with pytest.raises(pybamm.SolverError):
        pybamm_parts.integrated(solver, STOPS, TIMES, states, slopes, np.array([[np.nan]]))


def test_a_time_integral_or_an_extra_event_is_not_plain(model, solver):
    pybamm_parts.set_up(solver, model, STOPS, {"rate": 1.0})
    model.discontinuity_events_eval = ["event"]
    assert not pybamm_parts.is_plain(solver, model)
    model.discontinuity_events_eval = []
    solver._time_integral_vars = {"level": None}
    assert not pybamm_parts.is_plain(solver, model)


def test_every_function_of_a_model_is_seen_before_the_solver_takes_it_over(model):
    seen = []

    class Watching(pybamm.BaseSolver):
        def set_up(self, model, *arguments, **options):
            made = super().set_up(model, *arguments, **options)
            names = {name for name, value in vars(model).items() if name.endswith("_eval")}
            assert "level" in self.computed_var_fcns
            assert names >= set(FUNCTIONS) | {"initial_conditions_eval", "discontinuity_events_eval"}
            pybamm_parts.change_functions(self, model, lambda one: seen.append(one) or one)
            return made

    class Solver(pybamm.IDAKLUSolver, Watching):
        pass

    Solver(output_variables=["level"]).solve(model, STOPS, inputs={"rate": 1.0})
    names = {one.name() for one in seen if isinstance(one, casadi.Function)}
    assert names >= {"RHS", "rhs_algebraic", "rhs_algebraic_jac"}
    assert casadi.Function.deserialize(pybamm_parts.equations(model)).n_in() == 3


def test_right_hand_sides_can_be_evaluated_without_a_solver(model):
    pybamm_parts.prepare_equations(model, {"rate": 3.0})
    residual, slope = pybamm_parts.residual_and_slope(model, np.array([1.0, 5.0]), np.array([3.0]))
    assert residual.tolist() == [-3, 3]
    assert slope.toarray().tolist() == [[-3, 0], [-2, 1]]


def test_functions_can_be_compiled_ahead_of_time(monkeypatch, tmp_path):
    monkeypatch.setenv("PYBAMM_CASADI_AOT_CACHE", str(tmp_path))
    x = casadi.MX.sym("x")
    assert float(pybamm_parts.aot_compile(casadi.Function("double", [x], [2 * x]))(3)) == 6
