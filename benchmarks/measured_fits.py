"""Fits of measured currents against plain PyBaMM and PyBOP on the same rows; part of ``fits.py``.

``python benchmarks/measured_fits.py [rounds] [name ...]`` runs it alone. "naive" builds a `pybamm.Simulation` whose current
is an interpolant of all rows and solves it at all rows; a loop of them is the simplest fit there is. Ours starts cold.
PyBOP's optimizers run once each: they take minutes. Seconds of the processor stand beside those of the clock, for
machines that are busy.
"""

# ruff: noqa: E402, E501
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
sys.path.insert(0, str(Path(__file__).parents[1]))

import json

import numpy as np
import pybamm
from peers.process import start_pybop

from ionworks.server.engine.model.parameters import write_parameters
from ionworks.server.fit.elements.datafit import run_data_fit
from ionworks.server.fit.model import evaluate
from ionworks.server.fit.task import Task
from tests.measured_traces import biologic_pulse, digitized, drive_cycle, maccor_diagnostics

VOLTAGE = "Voltage [V]"
OPTIMIZERS = ("Nelder-Mead", "L-BFGS-B", "CMA-ES")
EPS_N, EPS_P = (f"{side} electrode active material volume fraction" for side in ("Negative", "Positive"))
D_N, D_P = (f"{side} particle diffusivity [m2.s-1]" for side in ("Negative", "Positive"))
WIDTH = "Electrode width [m]"
RANGES = {
    EPS_N: (0.85, 1.15, 0.97),
    EPS_P: (0.85, 1.15, 0.97),
    D_N: (1e-3, 10, 0.4),
    D_P: (1e-3, 10, 0.4),
    WIDTH: (0.5, 20, 2),  # cells larger than the set's
}
"""Bounds and start of each parameter, in parts of its value."""
CHEN = pybamm.ParameterValues("Chen2020")


class Trace:
    """Rows to fit: a measured or made current, and a measured voltage or that of a model with the noise of a cycler."""

    def __init__(self, model, names, times, current, measured=None, spread=1e-3, soc=None):
        self.model, self.names = model, names
        self.times, self.current = times - times[0], current
        self.fixed = {}
        if soc is not None:
            parameters = CHEN.copy()
            parameters.set_initial_state(soc)
            self.fixed = {
                name: float(parameters[name])
                for name in CHEN
                if name.startswith("Initial concentration in") and "electrode" in name
            }
        self.truth = np.array([float(CHEN[name]) for name in names])
        low, high, begin = np.array([RANGES[name] for name in names]).T
        self.lower, self.upper, self.start = self.truth * low, self.truth * high, self.truth * begin
        self.voltage = digitized(self.naive(self.truth, 1e-8), spread, 7.6e-5, 1) if measured is None else measured

    def naive(self, values, tolerance=1e-6):
        """Voltage of plain PyBaMM at all rows."""
        parameters = CHEN.copy()
        parameters.update(self.fixed | dict(zip(self.names, map(float, values), strict=True)))
        later = np.diff(self.times, prepend=-1.0) <= 0
        times = self.times + 1e-6 * later
        parameters["Current function [A]"] = pybamm.Interpolant(times, self.current, pybamm.t)
        solver = pybamm.IDAKLUSolver(rtol=tolerance, atol=tolerance)
        model = getattr(pybamm.lithium_ion, self.model)()
        model.events = []
        simulation = pybamm.Simulation(model, parameter_values=parameters, solver=solver)
        return simulation.solve([0, times[-1]], t_interp=times)[VOLTAGE].data

    @property
    def columns(self):
        return {"Time [s]": self.times.tolist(), "Current [A]": self.current.tolist(), VOLTAGE: self.voltage.tolist()}

    def ours(self):
        evaluate.prepared.cache_clear()
        objective = {
            "type": "CurrentDriven",
            "data": self.columns,
            "options": {"model": {"type": self.model}},
        }
        logarithmic = {name: {"transform": "Log10"} if name in (D_N, D_P) else {} for name in self.names}
        parameters = {
            name: {"initial_value": float(s), "bounds": [float(a), float(b)], **logarithmic[name]}
            for name, s, a, b in zip(self.names, self.start, self.lower, self.upper, strict=True)
        }
        config = {
            "element_type": "data_fit",
            "objectives": {"trace": objective},
            "parameters": parameters,
            "options": {"seed": 1},
        }
        task = Task("fit", config, parameters=WIRE | self.fixed)
        begun, worked = time.perf_counter(), time.process_time()
        result = run_data_fit(task).result
        return {"seconds": time.perf_counter() - begun, "cpu": time.process_time() - worked, **result}

    def theirs(self, pybop, optimizer):
        bounds = [
            [name, float(a), float(b), float(s)]
            for name, a, b, s in zip(self.names, self.lower, self.upper, self.start, strict=True)
        ]
        later = np.diff(self.times, prepend=-1.0) <= 0
        data = self.columns | {"Time [s]": (self.times + 1e-6 * later).tolist()}
        request = {
            "model": self.model,
            "fixed": self.fixed,
            "optimizer": optimizer,
            "seed": 1,
            "data": data,
            "parameters": bounds,
        }
        pybop.stdin.write(json.dumps(request) + "\n")
        pybop.stdin.flush()
        return json.loads(pybop.stdout.readline())

    def rmse(self, values):
        """Millivolts from the data, at all rows; following the noise of 34,661 rows more tightly takes minutes."""
        tolerance = 1e-8 if len(self.times) < 10_000 else 1e-6
        return 1e3 * np.sqrt(np.mean((self.naive(values, tolerance) - self.voltage) ** 2))


WIRE = json.loads(json.dumps(write_parameters(CHEN)))


def slow():
    times = np.arange(34_661.0)
    return Trace("SPM", (D_P, EPS_N, EPS_P), times, np.full(len(times), 0.5))


def slow_noisy():
    trace = slow()
    trace.current = digitized(trace.current, 2e-4, 7.6e-5, 2)  # the cell had 0.5 A
    return trace


def maccor():
    times, _, current, _ = maccor_diagnostics()
    return Trace("SPM", (D_N, D_P, EPS_P), times, current, spread=1e-4, soc=0.5)


def pulse():
    times, current, voltage = biologic_pulse()
    return Trace("SPMe", (WIDTH, D_N, D_P), times, current, measured=voltage, soc="3.51795 V")


def la4():
    times, current = drive_cycle(8.0)
    return Trace("SPMe", (D_N, D_P), times, digitized(current, 1e-3, 3e-4), spread=5e-4, soc=0.8)


TRACES = {
    "C/10 at 1 Hz, noise and digits of a cycler": slow_noisy,
    "Maccor currents, 10 ms to 30 s, made voltage": maccor,
    "BioLogic pulse at 10 Hz, measured voltage": pulse,
    "LA4 drive cycle at 1 Hz, made voltage": la4,
}


def compare_measured(pybop, rounds, wanted=()):
    """Print a line for each trace and side."""
    for name, make in TRACES.items():
        if wanted and not any(text in name for text in wanted):
            continue
        trace = make()
        naive, fits = [], []
        for _ in range(rounds):
            naive.append(timed(lambda: trace.naive(trace.start)))  # noqa: B023
            fits.append(trace.ours())
        built, ours, cpu = statistics.median(naive), median(fits, "seconds"), median(fits, "cpu")
        best = trace.rmse(fits[-1]["x"])
        used = fits[-1]["thinning"].get(
            "trace", {"rows": len(trace.times), "used": len(trace.times), "current": len(trace.times)}
        )
        print(
            f"{name}: {trace.model}, {len(trace.names)} parameters, rows {used['rows']}, solved at {used['used']}, current of {used['current']}"
        )
        print(
            f"  naive build and solve {built:.2f} s; ours, cold {ours:.2f} s ({cpu:.2f} s cpu) = {ours / built:.1f} of them, {fits[-1]['evaluations']} evaluations, {best:.3f} mV",
            flush=True,
        )
        reached = []
        for optimizer in OPTIMIZERS:
            found = trace.theirs(pybop, optimizer)
            error = trace.rmse(found["x"])
            print(
                f"  PyBOP {optimizer:12s} {found['seconds']:7.1f} s ({found['cpu']:.1f} s cpu), {found['evaluations']} evaluations, {error:.3f} mV",
                flush=True,
            )
            if error < 1.02 * best:
                reached.append((found["seconds"], found["cpu"]))
        verdict = "none of PyBOP's gets there"
        if reached:
            seconds, work = (min(column) for column in zip(*reached, strict=True))
            verdict = f"{seconds / ours:.1f} x the fastest of PyBOP's that gets there, {work / cpu:.1f} x in cpu"
        print(f"  {verdict}", flush=True)


def median(fits, key):
    return statistics.median(fit[key] for fit in fits)


def timed(function):
    begun = time.perf_counter()
    function()
    return time.perf_counter() - begun


if __name__ == "__main__":
    chosen = sys.argv[2:]
    with start_pybop() as process:
        compare_measured(process, int(sys.argv[1]) if len(sys.argv) > 1 else 3, chosen)
        process.stdin.close()
