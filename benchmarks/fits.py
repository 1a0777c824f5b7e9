"""Fits against PyBOP: same data, bounds, start and accuracy; the two take turns and wait for an idle machine.

``python benchmarks/fits.py [rounds]``. Every number is a median. PyBOP lives in an environment of its own, made by the
first run under the user's cache folder. "set-up" is everything before the first evaluation; "cold" has no prepared
model in memory; evaluations per second leave the set-up of both out. "end to end" goes through client and server, from
the submission to the result, against set-up and fit of the fastest of PyBOP's optimizers; its server has run such fits
before, with other data. `measured_fits.py` adds traces as cyclers record them.
"""

# ruff: noqa: E402, E501, SLF001
import json
import os
import statistics
import sys
import time
import warnings
from pathlib import Path

os.environ["PYBAMM_DISABLE_TELEMETRY"] = "true"
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")
warnings.filterwarnings("ignore")

import numpy as np
import pybamm
from measured_fits import compare_measured
from peers.process import start_pybop
from sweeps import serve

from ionworks.server.engine.model.parameters import write_parameters
from ionworks.server.fit.elements.datafit import run_data_fit
from ionworks.server.fit.elements.fit_setup import build_objectives, build_problem, read_parameters_of
from ionworks.server.fit.model import evaluate
from ionworks.server.fit.task import Task
from ionworks.server.workers.helpers import FIT, crew

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 7
FITS_BEFORE = 20
VOLTAGE = "Voltage [V]"
NAMES = ("Negative particle diffusivity [m2.s-1]", "Positive particle diffusivity [m2.s-1]")
BASE = np.array([pybamm.ParameterValues("Chen2020")[name] for name in NAMES])
LOWER, UPPER, TRUTH, START = BASE * 0.1, BASE * 10, BASE * [1.5, 0.6], BASE * [0.2, 4.0]
TIMES = np.linspace(0, 3300, 100)
WIRE = json.loads(json.dumps(write_parameters(pybamm.ParameterValues("Chen2020"))))
POPULATIONS = {
    "differential evolution": ({"type": "DifferentialEvolution", "population_size": 30}, 30),
    "CMA-ES": ({"type": "CMAES", "population_size": 6}, 6),
}
"""Our spelling of PyBOP's optimizers, with the population size PyBOP uses for two parameters."""


def voltage(model, values):
    parameters = pybamm.ParameterValues("Chen2020")
    parameters.update(dict(zip(NAMES, map(float, values), strict=True)))
    solver = pybamm.IDAKLUSolver(rtol=1e-8, atol=1e-8)
    simulation = pybamm.Simulation(getattr(pybamm.lithium_ion, model)(), parameter_values=parameters, solver=solver)
    return simulation.solve([0, 3300], t_interp=TIMES)[VOLTAGE].data


class Contest:
    """Data of one model, and both sides' fits of it."""

    def __init__(self, model, pybop):
        self.model = model
        self.clean = voltage(model, TRUTH)
        noisy = self.clean + 1e-3 * np.random.default_rng(42).standard_normal(len(self.clean))
        self.columns = {"Time [s]": TIMES.tolist(), "Current [A]": [5.0] * len(TIMES), VOLTAGE: noisy.tolist()}
        self.pybop = pybop

    def task(self, optimizer=None, cost=None, workers=2, seed=1):
        objective = {"type": "CurrentDriven", "data": self.columns, "options": {"model": {"type": self.model}}}
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

    def ours(self, seed, optimizer=None, *, is_cold=False):
        if is_cold:
            evaluate.prepared.cache_clear()
        task = self.task(optimizer, {"type": "RMSE"} if optimizer else None, seed=seed)
        begun = time.perf_counter()
        parameters = read_parameters_of(task.config)
        build_problem(
            task,
            task.config,
            parameters,
            build_objectives(task, parameters, task.config["objectives"], optimizer),
            None,
        )
        set_up = time.perf_counter() - begun
        begun = time.perf_counter()
        result = run_data_fit(task).result  # sets up once more, from memory
        return {
            "seconds": time.perf_counter() - begun + (set_up if is_cold else 0),
            "evaluations": result["evaluations"],
            "x": result["x"],
            "set_up": set_up,
        }

    def theirs(self, seed, optimizer):
        bounds = [
            [name, float(a), float(b), float(s)] for name, a, b, s in zip(NAMES, LOWER, UPPER, START, strict=True)
        ]
        request = {
            "model": self.model,
            "optimizer": optimizer,
            "seed": seed,
            "data": self.columns,
            "parameters": bounds,
        }
        self.pybop.stdin.write(json.dumps(request) + "\n")
        self.pybop.stdin.flush()
        return json.loads(self.pybop.stdout.readline())

    def submission(self, model_id, seed):
        """The same fit for the server, with noise of its own."""
        noisy = self.clean + 1e-3 * np.random.default_rng(seed).standard_normal(len(self.clean))
        config = self.task(seed=seed).config
        objective = config["objectives"]["1C"] | {"options": {"parameterized_model_id": model_id}}
        objective["data"] = self.columns | {VOLTAGE: noisy.tolist()}
        return {"elements": {"fit": {**config, "objectives": {"1C": objective}}}}

    def rmse(self, x):
        """Millivolts from the noise-free data."""
        return 1e3 * np.sqrt(np.mean((voltage(self.model, x) - self.clean) ** 2))

    def problem(self, workers=1):
        task = self.task({"type": "DifferentialEvolution"}, {"type": "RMSE"}, workers)
        parameters = read_parameters_of(task.config)
        objectives = build_objectives(task, parameters, task.config["objectives"], task.config["optimizer"])
        return task, build_problem(task, task.config, parameters, objectives, None)

    def show(self, name, runs):
        rmse = statistics.median(self.rmse(run["x"]) for run in runs)
        seconds = statistics.median(run["seconds"] for run in runs)
        evaluations = statistics.median(run["evaluations"] for run in runs)
        print(
            f"  {name:40s} {seconds:7.3f} s {evaluations:6.0f} evaluations {rate(runs):7.0f} /s {rmse:6.3f} mV",
            flush=True,
        )
        return seconds


def rate(runs):
    return statistics.median(run["evaluations"] / (run["seconds"] - run["set_up"]) for run in runs)


def compare(contest):
    print(f"{contest.model}: two diffusivities, 1 mV noise; best possible about 0.2 mV from the truth")
    kinds = {
        "cold": lambda seed: contest.ours(seed, is_cold=True),
        "warm": contest.ours,
        **{f"ours {name}": lambda seed, spec=spec: contest.ours(seed, spec) for name, (spec, _) in POPULATIONS.items()},
        **{
            f"PyBOP {name}": lambda seed, name=name: contest.theirs(seed, name)
            for name in ("Nelder-Mead", "L-BFGS-B", *POPULATIONS)
        },
    }
    for spec, _ in POPULATIONS.values():
        contest.ours(0, spec)  # compiles, starts the helper and lets it load
    crew(1).wait_until_up()
    runs = {name: [] for name in kinds}
    for seed in range(ROUNDS):
        for name, run in kinds.items():
            wait_for_idle()
            runs[name].append(run(seed))
    seconds = {
        name: contest.show(f"ours, defaults, {name}" if name in ("cold", "warm") else name, rows)
        for name, rows in runs.items()
    }
    best, fastest = min((value, name) for name, value in seconds.items() if name.startswith("PyBOP"))
    print(
        f"  set-up and fit against PyBOP's best: warm {best / seconds['warm']:.1f} x, cold {best / seconds['cold']:.1f} x"
    )
    ratios = [f"{name} {rate(runs[f'ours {name}']) / rate(runs[f'PyBOP {name}']):.1f} x" for name in POPULATIONS]
    print(f"  evaluations per second: {', '.join(ratios)}", flush=True)
    return fastest.removeprefix("PyBOP ")


def end_to_end(contest, bench, fastest):
    """From the submission to the result in hand, in turns with the fastest of PyBOP's fits."""
    model_id = bench.models[contest.model]

    def pipeline(seed):
        submitted = bench.client.pipeline.create(contest.submission(model_id, seed))
        bench.client.pipeline.wait_for_completion(submitted.id, verbose=False)
        return bench.client.pipeline.result(submitted.id).parameter_values

    def simple_pipeline(seed):
        submitted = bench.client.simple_pipeline.create(contest.submission(model_id, seed))
        done = bench.client.simple_pipeline.wait_for_completion(submitted.id, verbose=False)
        return done.result["parameter_values"]

    kinds = {"pipeline": pipeline, "simple pipeline": simple_pipeline}
    for seed in range(FITS_BEFORE):
        pipeline(seed)
    wait_for_idle(10)  # for the compiler
    theirs, errors = [], []
    ours = {name: [] for name in kinds}
    for seed in range(100, 100 + ROUNDS):
        for name, run in kinds.items():
            wait_for_idle()
            begun = time.perf_counter()
            values = run(seed)
            ours[name].append(time.perf_counter() - begun)
            errors.append(contest.rmse([values[parameter] for parameter in NAMES]))
        wait_for_idle()
        theirs.append(contest.theirs(seed, fastest)["seconds"])
    best = statistics.median(theirs)
    rows = [
        f"{name} {statistics.median(all_):.3f} s ({best / statistics.median(all_):.1f} x)"
        for name, all_ in ours.items()
    ]
    print(
        f"{contest.model}: end to end, {statistics.median(errors):.3f} mV: {', '.join(rows)}; PyBOP {fastest} {best:.3f} s",
        flush=True,
    )


def evaluation_cost(contest):
    _, problem = contest.problem()
    z = problem.space.initial
    problem.costs(np.stack([z, z]))
    prepared = problem.objectives[0]._model
    simulation, inputs = prepared._plain, prepared.all_inputs(problem.space.as_inputs(z), 5.0)
    bare, inside = [], []
    for _ in range(40):
        bare.append(
            timed(lambda: simulation.solver.solve(simulation.built_model, [0, 3300], inputs=inputs, t_interp=TIMES))
        )
        inside.append(timed(lambda: problem.cost(z)))
    ratio = statistics.median(inside) / statistics.median(bare)
    print(
        f"{contest.model}: evaluation inside a fit {1e3 * statistics.median(inside):.2f} ms: {ratio:.2f} x a bare solver.solve",
        flush=True,
    )


def population_of_40(contest):
    task, problem = contest.problem(2)
    points = problem.space.initial + 0.1 * np.random.default_rng(0).standard_normal((40, 2))
    alone, together = [], []
    with crew(1).assigned(FIT, task) as team:
        problem.costs(points)
        team.wait_until_ready()
        for _ in range(3 * ROUNDS):
            wait_for_idle(1.0)
            problem.team = None
            alone.append(timed(lambda: problem.costs(points)))
            problem.team = team
            together.append(timed(lambda: problem.costs(points)))
    ratios = statistics.median(one / two for one, two in zip(alone[1:], together[1:], strict=True))
    print(
        f"{contest.model}: population of 40: {40 / statistics.median(together):.0f} /s with two workers, {ratios:.2f} x one",
        flush=True,
    )


def timed(function):
    begun = time.perf_counter()
    function()
    return time.perf_counter() - begun


def wait_for_idle(limit_s=2.0):
    """Wait for a moment in which nobody else uses the machine (Linux); a comparison of parallel work needs all cores."""
    deadline = time.monotonic() + limit_s
    while Path("/proc/stat").exists() and time.monotonic() < deadline:
        before = cpu_times()
        time.sleep(0.15)
        spent = cpu_times() - before
        if spent[3] + spent[4] > 0.9 * spent.sum():
            return


def cpu_times():
    return np.array(Path("/proc/stat").read_text().splitlines()[0].split()[1:9], float)


if __name__ == "__main__":
    with start_pybop() as pybop:
        contests = {name: Contest(name, pybop) for name in ("SPM", "SPMe", "DFN")}
        fastest = {name: compare(contests[name]) for name in ("SPM", "SPMe")}
        with serve() as bench:
            for name, optimizer in fastest.items():
                end_to_end(contests[name], bench, optimizer)
        compare_measured(pybop, min(ROUNDS, 3))
        pybop.stdin.close()
    for check in (evaluation_cost, population_of_40):
        for contest in contests.values():
            check(contest)
