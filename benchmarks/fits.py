"""Fits against PyBOP, both in one process: same data, bounds, start and accuracy.

Run in an environment that also has PyBOP (it asks for numpy < 2.4): ``python benchmarks/fits.py [rounds]``.
Every line is a median. "set-up" is everything before the first evaluation; "cold" has no prepared model in memory.
"""

# ruff: noqa: E402, E501, SLF001, NPY002
import contextlib
import importlib.util
import io
import os
import statistics
import sys
import time
import warnings

os.environ["PYBAMM_DISABLE_TELEMETRY"] = "true"
os.environ.setdefault("OMP_NUM_THREADS", "1")
warnings.filterwarnings("ignore")

import numpy as np
import pybamm

from ionworks.server.engine.parameters import write_parameters
from ionworks.server.fit import evaluate
from ionworks.server.fit.datafit import run_data_fit
from ionworks.server.fit.fit_setup import build_objectives, build_problem, read_parameters_of
from ionworks.server.fit.task import Task

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 5
VOLTAGE = "Voltage [V]"
NAMES = ("Negative particle diffusivity [m2.s-1]", "Positive particle diffusivity [m2.s-1]")
BASE = np.array([pybamm.ParameterValues("Chen2020")[name] for name in NAMES])
LOWER, UPPER, TRUTH, START = BASE * 0.1, BASE * 10, BASE * [1.5, 0.6], BASE * [0.2, 4.0]
TIMES = np.linspace(0, 3300, 100)
WIRE = write_parameters(pybamm.ParameterValues("Chen2020"))


def voltage(model, values):
    parameters = pybamm.ParameterValues("Chen2020")
    parameters.update(dict(zip(NAMES, map(float, values), strict=True)))
    solver = pybamm.IDAKLUSolver(rtol=1e-8, atol=1e-8)
    simulation = pybamm.Simulation(getattr(pybamm.lithium_ion, model)(), parameter_values=parameters, solver=solver)
    return simulation.solve([0, 3300], t_interp=TIMES)[VOLTAGE].data


def measured(model):
    clean = voltage(model, TRUTH)
    return clean, clean + 1e-3 * np.random.default_rng(42).standard_normal(len(clean))


def task(model, data, optimizer=None, cost=None, workers=2, seed=1):
    columns = {"Time [s]": TIMES.tolist(), "Current [A]": [5.0] * len(TIMES), VOLTAGE: data.tolist()}
    objective = {"type": "CurrentDriven", "data": columns, "options": {"model": {"type": model}}}
    parameters = {
        name: {"initial_value": float(s), "bounds": [float(a), float(b)], "transform": "Log10"}
        for name, s, a, b in zip(NAMES, START, LOWER, UPPER, strict=True)
    }
    config = {
        "element_type": "data_fit",
        "objectives": {"1C": objective},
        "parameters": parameters,
        "options": {"seed": seed},
    }
    config |= {key: value for key, value in (("optimizer", optimizer), ("cost", cost)) if value}
    return Task("fit", config, parameters=WIRE, options={"workers": workers})


def timed(function):
    begun = time.perf_counter()
    result = function()
    return time.perf_counter() - begun, result


def row(name, seconds, evaluations, rmse_mv):
    print(
        f"  {name:48s} {seconds:7.3f} s  {evaluations:6.0f} evaluations  {evaluations / seconds:7.0f} /s  {rmse_mv:6.3f} mV",
        flush=True,
    )


def ours(model, data, clean, name, optimizer=None, cost=None, *, is_cold=False):
    seconds, evaluations = [], []
    for round_number in range(ROUNDS):
        if is_cold:
            evaluate.prepared.cache_clear()
        elapsed, output = timed(lambda seed=round_number: run_data_fit(task(model, data, optimizer, cost, seed=seed)))
        seconds.append(elapsed)
        evaluations.append(output.result["evaluations"])
    rmse = 1e3 * np.sqrt(np.mean((voltage(model, output.result["x"]) - clean) ** 2))
    row(name, statistics.median(seconds), statistics.median(evaluations), rmse)
    return statistics.median(seconds), statistics.median(evaluations) / statistics.median(seconds)


def theirs(model, data, clean, name, make):
    import pybop
    from scipy import stats

    seconds, evaluations = [], []
    for seed in range(ROUNDS):
        np.random.seed(seed)
        begun = time.perf_counter()
        parameters = pybamm.ParameterValues("Chen2020")
        for key, a, b, s in zip(NAMES, LOWER, UPPER, START, strict=True):
            parameters[key] = pybop.Parameter(
                distribution=stats.loguniform(a, b), initial_value=s, transformation=pybop.LogTransformation()
            )
        dataset = pybop.Dataset({"Time [s]": TIMES, "Current [A]": 5.0 * np.ones(len(TIMES)), VOLTAGE: data})
        simulator = pybop.pybamm.Simulator(
            getattr(pybamm.lithium_ion, model)(), parameter_values=parameters, protocol=dataset
        )
        problem = pybop.Problem(simulator, pybop.RootMeanSquaredError(dataset))
        count = [0]
        original = problem._simulator.solve_batch

        def spy(inputs, *arguments, count=count, original=original, **keywords):
            count[0] += len(inputs)
            return original(inputs, *arguments, **keywords)

        problem._simulator.solve_batch = spy
        with contextlib.redirect_stdout(io.StringIO()):
            found = make(pybop, problem, seed).run()
        seconds.append(time.perf_counter() - begun)
        evaluations.append(count[0])
    rmse = 1e3 * np.sqrt(np.mean((voltage(model, found.x) - clean) ** 2))
    row(name, statistics.median(seconds), statistics.median(evaluations), rmse)
    return statistics.median(seconds), statistics.median(evaluations) / statistics.median(seconds)


PYBOP = {
    "PyBOP CMA-ES": lambda p, q, seed: p.CMAES(q, options=p.PintsOptions()),
    "PyBOP Nelder-Mead": lambda p, q, seed: p.NelderMead(q, options=p.PintsOptions()),
    "PyBOP L-BFGS-B with gradient": lambda p, q, seed: p.SciPyMinimize(
        q, options=p.SciPyMinimizeOptions(method="L-BFGS-B", jac=True)
    ),
    "PyBOP differential evolution": lambda p, q, seed: p.SciPyDifferentialEvolution(
        q, options=p.SciPyDifferentialEvolutionOptions(seed=seed, polish=False)
    ),
}


def compare(model):
    clean, data = measured(model)
    print(f"{model}: two diffusivities, 1 mV noise; best possible about 0.2 mV from the truth")
    rmse = {"type": "RMSE"}
    cold, _ = ours(model, data, clean, "ours, defaults, cold", is_cold=True)
    warm, _ = ours(model, data, clean, "ours, defaults, warm")
    ours(
        model,
        data,
        clean,
        "ours, first population fit (may compile)",
        {"type": "DifferentialEvolution", "population_size": 30},
        rmse,
    )
    _, evolution = ours(
        model,
        data,
        clean,
        "ours, differential evolution, warm",
        {"type": "DifferentialEvolution", "population_size": 30},
        rmse,
    )
    _, cma = ours(model, data, clean, "ours, CMA-ES, warm", {"type": "CMAES", "population_size": 6}, rmse)
    if importlib.util.find_spec("pybop") is None:
        print("  PyBOP is not installed here: no comparison")
        return
    found = {name: theirs(model, data, clean, name, make) for name, make in PYBOP.items()}
    best = min(seconds for seconds, _ in found.values())
    print(f"  set-up and fit against PyBOP's best: warm {best / warm:.1f} x, cold {best / cold:.1f} x")
    print(
        f"  evaluations per second: differential evolution {evolution / found['PyBOP differential evolution'][1]:.1f} x, "
        f"CMA-ES {cma / found['PyBOP CMA-ES'][1]:.1f} x"
    )


def evaluation_cost(model):
    _, data = measured(model)
    point = task(model, data)
    parameters = read_parameters_of(point.config)
    objectives = build_objectives(point, parameters, point.config["objectives"])
    problem = build_problem(point, point.config, parameters, objectives, None)
    z = problem.space.initial
    problem.costs(np.stack([z, z]))
    inside = statistics.median(timed(lambda: problem.cost(z))[0] for _ in range(40))
    prepared = objectives[0]._model
    simulation = prepared._plain
    inputs = prepared.all_inputs(problem.space.as_inputs(z), 5.0)
    bare = statistics.median(
        timed(lambda: simulation.solver.solve(simulation.built_model, [0, 3300], inputs=inputs, t_interp=TIMES))[0]
        for _ in range(40)
    )
    print(
        f"{model}: evaluation inside a fit {1e3 * inside:.2f} ms, bare solver.solve {1e3 * bare:.2f} ms: {inside / bare:.2f} x"
    )


def population_of_40(model):
    _, data = measured(model)
    rates = {}
    for workers in (1, 2):
        point = task(model, data, {"type": "DifferentialEvolution"}, {"type": "RMSE"}, workers)
        parameters = read_parameters_of(point.config)
        objectives = build_objectives(point, parameters, point.config["objectives"], point.config["optimizer"])
        problem = build_problem(point, point.config, parameters, objectives, None)
        points = problem.space.initial + 0.1 * np.random.default_rng(0).standard_normal((40, 2))
        problem.costs(points)
        rates[workers] = 40 / statistics.median(timed(lambda p=problem, x=points: p.costs(x))[0] for _ in range(ROUNDS))
    print(
        f"{model}: population of 40: {rates[1]:.0f} /s with one worker, {rates[2]:.0f} /s with two: {rates[2] / rates[1]:.2f} x"
    )


if __name__ == "__main__":
    for name in ("SPM", "SPMe"):
        compare(name)
    for name in ("SPM", "SPMe", "DFN"):
        evaluation_cost(name)
    for name in ("SPM", "SPMe", "DFN"):
        population_of_40(name)
