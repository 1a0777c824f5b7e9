"""The parts of PyBaMM's solvers and models that are not public, or not documented; nothing else may touch such parts.

Checked on the version below. `tests/unit/server/engine/cell/test_pybamm_parts.py` fails when one of them disappears.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

import casadi
import numpy as np
import pybamm
from pybamm.codegen.compilation import aot_compile

from ionworks.server.ground.arrays import Array

__all__ = [
    "CHECKED_VERSION", "aot_compile", "change_functions", "equations", "initial_values", "integrated", "is_plain",
    "is_set_up", "prepare_equations", "residual_and_slope", "set_up",
]  # fmt: skip

CHECKED_VERSION: Final = "26.10.1.1"
FUNCTIONS: Final = (
    "rhs_eval",
    "algebraic_eval",
    "rhs_algebraic_eval",
    "jac_rhs_eval",
    "jac_algebraic_eval",
    "jac_rhs_algebraic_eval",
    "jac_rhs_algebraic_action_eval",
    "jacp_rhs_algebraic_eval",
)
"""CasADi functions of a model that is set up, or ``None``."""


def change_functions(solver: Any, model: Any, change: Callable[[Any], Any]) -> None:
    """Replace what a solver made of a model, before it takes it over; `change` leaves alone what is no function."""
    for name in FUNCTIONS:
        setattr(model, name, change(getattr(model, name, None)))
    model.terminate_events_eval = [change(event) for event in model.terminate_events_eval]
    solver.computed_var_fcns.update({name: change(one) for name, one in solver.computed_var_fcns.items()})


def equations(model: Any) -> str:
    """Return the equations of a model that is set up, as text."""
    text: str = model.rhs_algebraic_eval.serialize()
    return text


def prepare_equations(model: Any, inputs: Mapping[str, float]) -> None:
    """Make the functions of a discretised model that no solver has set up yet."""
    if getattr(model, "jac_rhs_algebraic_eval", None) is None:
        pybamm.BaseSolver().set_up(model, inputs=dict(inputs))


def residual_and_slope(model: Any, states: Array, inputs: Array) -> tuple[Array, Any]:
    """Return the right-hand sides of a prepared model at time 0, and their derivatives by the states, sparse."""
    residual = np.asarray(model.rhs_algebraic_eval(0.0, states, inputs), dtype=float).reshape(-1)
    return residual, model.jac_rhs_algebraic_eval(0.0, states, inputs).sparse()


def is_set_up(solver: Any, model: Any) -> bool:
    """Whether a solver knows a model."""
    return model in solver._model_set_up  # noqa: SLF001


def set_up(solver: Any, model: Any, stops: Array, inputs: Mapping[str, float]) -> tuple[str, ...]:
    """Make a model known to an IDAKLU solver; return the names of its inputs, in their order."""
    known = solver._set_up_model_inputs(model, inputs)  # noqa: SLF001
    solver.set_up(model, [known], stops)
    solver._model_set_up[model] = {"initial conditions": model.concatenated_initial_conditions}  # noqa: SLF001
    return tuple(known)


def is_plain(solver: Any, model: Any) -> bool:
    """Whether nothing has to be added to what the integrator of a model that is set up does."""
    is_alone = model.is_standard_form_dae and not solver._time_integral_vars  # noqa: SLF001
    return is_alone and not model.discontinuity_events_eval and not model.t_discon_constant_symbols


def initial_values(model: Any, time: Any, inputs: Any) -> tuple[Any, Any]:
    """Return initial states and their derivatives as expressions of CasADi symbols."""
    states = model.initial_conditions_eval(time, np.zeros((model.len_rhs_and_alg, 1)), inputs)
    return states, casadi.vertcat(model.rhs_eval(time, states, inputs), np.zeros(model.len_alg))


def integrated(solver: Any, stops: Array, times: Array, states: Array, slopes: Array, inputs: Array) -> Any:
    """Return what the integrator of an IDAKLU solver gives for many runs: each with ``t`` and flat outputs ``y``.

    Raises
    ------
    pybamm.SolverError
        One of the runs cannot be solved.
    """
    try:
        return solver._setup["solver"].solve(  # noqa: SLF001
            stops, times, states, slopes, inputs, logger=None, pbar=np.empty((0, 0))
        )
    except ValueError as error:
        raise pybamm.SolverError(str(error)) from None
