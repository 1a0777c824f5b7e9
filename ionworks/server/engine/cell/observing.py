"""Model variables as one CasADi function of time, states and inputs."""

from collections.abc import Sequence
from typing import Any

import casadi
import numpy as np
import pybamm

from ionworks.server.engine.cell.scalar_functions import expanded
from ionworks.server.ground.arrays import Indices


def observer(model: Any, names: Sequence[str | None], unnamed: Any = None) -> tuple[tuple[str, ...], Indices, Any]:
    """Compile variables: order of the inputs, states they depend on, function of (time, those states, inputs).

    Most variables depend on a few states only, and handing all of them over costs more than evaluating.

    Parameters
    ----------
    model : pybamm.BaseModel
        Discretised.
    names : sequence of str or None
        The variables, one number or one per point of space each.
    unnamed : pybamm.Symbol, optional
        What stands where there is no name.
    """
    symbols = [unnamed if name is None else model.get_processed_variable(name) for name in names]
    leaves = (leaf for symbol in symbols for leaf in symbol.pre_order())
    found = {leaf.name for leaf in leaves if isinstance(leaf, pybamm.InputParameter)}
    inputs = tuple(sorted(found | {leaf.name for leaf in model.input_parameters}))
    time, states = casadi.MX.sym("t"), casadi.MX.sym("y", model.len_rhs_and_alg)
    stacked = casadi.MX.sym("p", len(inputs))
    values = {name: stacked[index] for index, name in enumerate(inputs)}
    outputs = casadi.vertcat(*[symbol.to_casadi(time, states, inputs=values) for symbol in symbols])
    rows = sorted(set(casadi.jacobian_sparsity(outputs, states).get_triplet()[1]))
    few = casadi.MX.sym("few", len(rows))
    spread = casadi.MX.zeros(model.len_rhs_and_alg)
    spread[rows] = few
    whole = casadi.Function("whole", [time, states, stacked], [outputs])
    reduced = whole.call([time, spread, stacked], True, False)  # inlined
    function = casadi.Function("observe", [time, few, stacked], reduced)
    return inputs, np.array(rows, dtype=np.intp), expanded(function)
