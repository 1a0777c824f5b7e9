"""Analyses at a point: linear confidence intervals and Sobol sensitivities.

Source: docs/contract/pipeline-config.md sections 2.1 and 4.3.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy import stats

from ionworks.errors import ValidationError
from ionworks.server.fit.costs import Pair, normalization_scale
from ionworks.server.fit.elements.fit_setup import Parameters, build_objectives, build_problem, read_parameters_of
from ionworks.server.fit.elements.starts import seed_of
from ionworks.server.fit.problem import Problem
from ionworks.server.fit.results import finite, gathered
from ionworks.server.fit.task import Output, Report, Task
from ionworks.server.ground.arrays import Array
from ionworks.server.search.space import SearchSpace

_MAX_SAMPLES = 65_536


def run_confidence_interval(task: Task) -> Output:
    """Linear confidence intervals: covariance s^2 (J^T J)^-1 of the residuals at the fitted point.

    Residuals are divided by ``variable_standard_deviations`` where given; otherwise s^2 is estimated from them. The
    point is the known value of each parameter, or its initial value.

    Returns
    -------
    Output
        ``ConfidenceIntervalResult``.

    Notes
    -----
    Source: docs/contract/pipeline-config.md sections 2.1 and 4.3.
    """
    config = task.config
    level = float(config.get("confidence_level", 0.95))
    if not 0 < level < 1:
        raise ValidationError(f"confidence_level is {level:g}; allowed: between 0 and 1")
    parameters = read_parameters_of(_at_known_point(task))
    problem = build_problem(task, config, parameters, build_objectives(task, parameters, config["objectives"]), None)
    space = parameters.space
    jacobian, residuals = _physical_jacobian(problem, config.get("variable_standard_deviations") or {})
    covariance, freedom = _covariance(jacobian, residuals, bool(config.get("variable_standard_deviations")))
    quantile = stats.norm.ppf(0.5 + level / 2) if freedom is None else stats.t.ppf(0.5 + level / 2, freedom)
    values = [item.initial for item in space.parameters]
    half = quantile * np.sqrt(np.diag(covariance))
    intervals = _intervals(space, values, half, clip=config.get("use_parameter_bounds", True))
    result = {
        "type": "ConfidenceIntervalResult",
        "parameter_values": dict(zip(space.names, values, strict=True)),
        "method": "Gauss-Newton linearization",
        "confidence_level": level,
        "intervals": intervals,
        "covariance": covariance,
        "parameter_names": list(space.names),
    }
    assumed, warnings = gathered(problem.objectives)
    return Output(finite(result), assumed_parameters=assumed, warnings=warnings)


def run_sobol(task: Task, report: Report | None = None) -> Output:
    """First-order and total Sobol indices of the cost over the bounds.

    Returns
    -------
    Output
        ``SensitivityResult``; every index is a list in the order of ``parameter_names``.

    Notes
    -----
    Source: docs/contract/pipeline-config.md sections 2.1 and 4.3; Saltelli et al. 2010,
    https://doi.org/10.1016/j.cpc.2009.09.018 (estimators, package ``SALib``).
    """
    from SALib.analyze import sobol as analyze
    from SALib.sample import sobol as sample

    config = task.config
    count = int(config.get("n_samples", 256))
    second = bool(config.get("calc_second_order", False))
    parameters = read_parameters_of(_log_space(config) if config.get("use_log_transform") else config)
    space = parameters.space
    if not space.has_finite_bounds():
        raise ValidationError("sobol_sensitivity needs finite bounds on every parameter")
    if count < 2 or count & (count - 1) or count > _MAX_SAMPLES:
        raise ValidationError(f"n_samples is {count}; allowed: powers of two from 2 to {_MAX_SAMPLES}")
    problem = _sobol_problem(task, parameters, report)
    lower, upper = space.bounds()
    frame = {"num_vars": len(lower), "names": list(space.names), "bounds": np.stack([lower, upper], 1).tolist()}
    seed = seed_of(task)
    points = sample.sample(frame, count, calc_second_order=second, seed=seed)
    costs = problem.costs(points)
    found = analyze.analyze(frame, costs, calc_second_order=second, seed=seed, print_to_console=False)
    result = {
        "type": "SensitivityResult",
        "parameter_values": {},
        "method": "Sobol",
        "parameter_names": list(space.names),
        "first_order": dict(zip(space.names, found["S1"], strict=True)),
        "first_order_ci": dict(zip(space.names, found["S1_conf"], strict=True)),
        "total_order": dict(zip(space.names, found["ST"], strict=True)),
        "total_order_ci": dict(zip(space.names, found["ST_conf"], strict=True)),
        "second_order": found["S2"].tolist() if second else None,
        "second_order_ci": found["S2_conf"].tolist() if second else None,
        "evaluation_stats": {"evaluations": problem.evaluations, "failed": int(np.sum(costs >= 1e10))},
        "n_samples": count,
        "log_transformed": bool(config.get("use_log_transform")),
    }
    assumed, warnings = gathered(problem.objectives)
    return Output(finite(result), assumed_parameters=assumed, warnings=warnings)


def _sobol_problem(task: Task, parameters: Parameters, report: Report | None) -> Problem:
    objectives = build_objectives(task, parameters, task.config["objectives"], {"type": "DifferentialEvolution"})
    return build_problem(task, task.config, parameters, objectives, report)


def _at_known_point(task: Task) -> dict[str, Any]:
    """Config with each parameter starting at its known value, when there is one inside its bounds."""
    specs: dict[str, Any] = {}
    for name, spec in (task.config.get("parameters") or {}).items():
        known = task.parameters.get(name)
        is_number = isinstance(known, (int, float)) and isinstance(spec, Mapping) and "$type" not in spec
        specs[name] = {**spec, "initial_value": known} if is_number else spec
    return {**task.config, "parameters": specs}


def _log_space(config: Mapping[str, Any]) -> dict[str, Any]:
    specs = {name: {**spec, "transform": "Log10"} for name, spec in (config.get("parameters") or {}).items()}
    return {**config, "parameters": specs}


def _physical_jacobian(problem: Problem, sigma: Mapping[str, float]) -> tuple[Array, Array]:
    """Derivative of the scaled residuals by the physical values, shape (m, d), and the residuals, shape (m,)."""
    outputs, gradients = problem.linearization(problem.space.initial)
    rows, residuals = [], []
    for objective, found in zip(problem.objectives, outputs, strict=True):
        for variable, data in objective.data.items():
            scale = float(sigma.get(variable, 0.0)) or normalization_scale("mean", data)
            pair = Pair(objective.name, variable, found[variable], data)
            present = np.isfinite(pair.model)
            columns = gradients[objective.name][variable]
            rows.append(np.stack([columns[name][present] for name in problem.space.names], 1) / scale)
            residuals.append((pair.model - pair.data)[present] / scale)
    return np.concatenate(rows), np.concatenate(residuals)


def _covariance(jacobian: Array, residuals: Array, is_scaled: bool) -> tuple[Array, int | None]:
    count, dimension = jacobian.shape
    scale = np.linalg.norm(jacobian, axis=0)
    if np.any(scale == 0) or np.linalg.matrix_rank(jacobian / np.where(scale > 0, scale, 1)) < dimension:
        raise ValidationError("the data does not determine all parameters: the Jacobian is singular at this point")
    inverse = np.linalg.inv((jacobian / scale).T @ (jacobian / scale)) / np.outer(scale, scale)
    if is_scaled:
        return inverse, None
    freedom = count - dimension
    if freedom < 1:
        raise ValidationError(f"{count} samples are too few for {dimension} parameters")
    return inverse * float(residuals @ residuals) / freedom, freedom


def _intervals(space: SearchSpace, values: list[float], half: Array, *, clip: bool) -> dict[str, dict[str, float]]:
    found = {}
    for item, value, width in zip(space.parameters, values, half, strict=True):
        low, high = value - float(width), value + float(width)
        if clip:
            low, high = max(low, item.lower), min(high, item.upper)
        found[item.name] = {"lower": low, "upper": high}
    return found
