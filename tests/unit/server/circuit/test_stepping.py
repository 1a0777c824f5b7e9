"""The course of RC pairs against an independent integration, and the normal equations against finite differences."""

from decimal import Context, Decimal

import attrs
import numpy as np
import pytest
from scipy.integrate import solve_ivp

from ionworks.server.circuit.circuit import overpotential
from ionworks.server.circuit.normal import Problem, Run, normal
from ionworks.server.circuit.stepping import steps
from ionworks.server.circuit.trace import trace

pytestmark = pytest.mark.local_only


def _trace(seed: int = 0, rows: int = 400):
    rng = np.random.default_rng(seed)
    time = np.cumsum(rng.exponential(3.0, rows))
    current = np.cumsum(rng.normal(0, 0.2, rows))
    time[200:] -= time[200] - time[199]  # the first row of a step at the time of the last one before it
    step = (np.arange(rows) >= 200).astype(float)
    return trace(
        {
            "Time [s]": time - time[0],
            "Current [A]": current,
            "Voltage [V]": rng.normal(3.7, 0.1, rows),
            "Step count": step,
        },
        "random",
    )


def test_overpotential_is_the_solution_of_its_differential_equation() -> None:
    one = _trace()
    r, tau = 0.02, 7.0
    found = overpotential(one, np.full(one.time.size, r), np.full(one.time.size, tau))
    expected = [0.0]
    for row in range(1, one.time.size):
        start, end = one.time[row - 1], one.time[row]
        if end == start:
            expected.append(expected[-1])
            continue
        slope = (one.current[row] - one.before[row]) / (end - start)
        course = solve_ivp(
            lambda t, v: (r * (one.before[row] + slope * (t - start)) - v) / tau,
            (start, end), [expected[-1]], rtol=1e-10, atol=1e-14,
        )  # fmt: skip
        expected.append(course.y[0, -1])
    assert np.abs(found - expected).max() < 1e-10


@pytest.mark.parametrize("length", [0.0, 1e-9, 9.99e-6, 1.01e-5, 1e-3, 1.0, 30.0, 1e4])
def test_factors_and_slopes_of_an_interval(length: float) -> None:
    context = Context(prec=200)
    x = Decimal(length) if length else Decimal("1e-40")
    keep = context.exp(-x)
    mean = context.divide(context.subtract(Decimal(1), keep), x)
    slope = context.divide(context.subtract(keep, mean), x)
    exact = (
        keep,
        context.subtract(mean, keep),
        context.subtract(Decimal(1), mean),
        -keep,
        context.add(slope, keep),
        -slope,
    )
    found = steps(np.array([length]))
    for name, value in zip(("keep", "start", "end", "keep_slope", "start_slope", "end_slope"), exact, strict=True):
        assert getattr(found, name)[0] == pytest.approx(float(value), rel=2e-9, abs=1e-11), name


def test_normal_equations_are_those_of_the_model() -> None:
    """Gradient and matrix against differences of residuals, over blocks, steps and several runs."""
    traces = [_trace(seed, rows=1500) for seed in (1, 2)]
    socs = [np.clip(0.5 - one.charge / 0.2, 0, 1) for one in traces]
    runs = [Run(trace=one, soc=soc, target=one.voltage) for one, soc in zip(traces, socs, strict=True)]
    problem = Problem(runs=runs, ocv=np.linspace(0, 1, 4), r0=np.linspace(0, 1, 3), rc=np.linspace(0, 1, 3), pairs=2)
    rng = np.random.default_rng(3)
    point = np.concatenate([rng.normal(3.7, 0.1, 4), rng.uniform(0.01, 0.03, 9), np.log(rng.uniform(3, 60, 6))])

    def residual(at: np.ndarray) -> np.ndarray:
        from ionworks.server.circuit.knots import hat

        found = []
        for run in problem.runs:
            here = hat(problem.rc, run.soc)
            voltage = hat(problem.ocv, run.soc).of(at[problem.ocv_part])
            voltage = voltage - run.trace.current * hat(problem.r0, run.soc).of(at[problem.r0_part])
            for pair in range(2):
                tau = here.of(np.exp(at[problem.tau_part(pair)]))
                voltage = voltage - overpotential(run.trace, here.of(at[problem.r_part(pair)]), tau)
            found.append(run.target - voltage)
        return np.concatenate(found)

    found = normal(problem, point)
    step = 1e-6
    jacobian = np.column_stack(
        [(residual(point - one) - residual(point + one)) / (2 * step) for one in step * np.eye(point.size)]
    )
    assert found.cost == pytest.approx(float(residual(point) @ residual(point)), rel=1e-10)
    scale = np.sqrt((jacobian**2).sum(axis=0))
    assert np.abs((found.matrix - jacobian.T @ jacobian) / np.outer(scale, scale)).max() < 1e-6
    assert np.abs((found.gradient - jacobian.T @ residual(point)) / scale).max() < 1e-5
    # unused knots have no part in it
    few = attrs.evolve(problem, runs=[attrs.evolve(runs[0], soc=np.full(1500, 0.1))])
    assert normal(few, point).matrix[3].any() == np.False_
