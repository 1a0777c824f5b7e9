"""Design and charge optimizations: what to send and what comes back, as values.

Examples
--------
>>> from ionworks.optimization import DesignParameter, maximize
>>> maximize("gravimetric_energy_density").to_wire()["metric"]
{'type': 'gravimetric_energy_density'}
>>> DesignParameter("Positive electrode thickness [m]", 5e-5, 1.5e-4).to_wire()
{'bounds': [5e-05, 0.00015], 'type': 'design'}
"""

from ionworks.optimization.problem import (
    Algorithm,
    Constraint,
    Crossing,
    DesignParameter,
    ExperimentInput,
    Goal,
    LinkedParameter,
    Metric,
    Objective,
    OptimizationProblem,
    Parameter,
    maximize,
    minimize,
    target,
    value_at,
)
from ionworks.optimization.reading import OptimizationConfigError, check_form, read_problem
from ionworks.optimization.result import OptimizationResult

__all__ = [
    "Algorithm",
    "Constraint",
    "Crossing",
    "DesignParameter",
    "ExperimentInput",
    "Goal",
    "LinkedParameter",
    "Metric",
    "Objective",
    "OptimizationConfigError",
    "OptimizationProblem",
    "OptimizationResult",
    "Parameter",
    "check_form",
    "maximize",
    "minimize",
    "read_problem",
    "target",
    "value_at",
]
