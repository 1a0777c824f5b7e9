"""Fits of equivalent circuits: time on one core, what is recovered of a known circuit, and PyBOP on the same data.

``python benchmarks/ecm.py [--no-pybop] [file ...]``. The data are a GITT of 20 pulses and 100,000 rows of a circuit with two
RC pairs that depend smoothly on the state of charge, with 0.2 mV of noise. Seconds are of one core (process time), medians.
PyBOP fits every tenth of these rows (all would take it hours) with constants for R0, R1, C1, R2 and C2 and the true open-circuit voltage given, which is what
its Thevenin fits do, with steps of at most 100 s, for its solver
else steps over the pulses; beside it ours of the same problem (one knot, the curve given). A file is a trace as a cycler wrote
it, read by the client's readers: fitted with one and two pairs.
"""

# ruff: noqa: E402, E501
import argparse
import os
import statistics
import sys
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import json

import numpy as np
from peers.process import start_pybop

from ionworks.server.circuit.circuit import Circuit
from ionworks.server.circuit.fit import fit, wire_result
from ionworks.server.circuit.options import read_options
from ionworks.server.circuit.soc import Measured
from ionworks.server.circuit.trace import trace

CAPACITY, ROWS, PULSES, NOISE = 5.0, 100_000, 20, 2e-4
ROUNDS = 3
EVERY = 10


def known():
    soc = np.linspace(0, 1, 401)
    return Circuit(
        soc=soc,
        ocv=3.0 + soc - 0.15 * np.exp(-soc / 0.05) + 0.05 * np.tanh((soc - 0.5) / 0.08),
        r0=0.02 * (1 + 0.5 * np.exp(-soc / 0.1)),
        r=(0.012 * (1 + 1.2 * (soc - 0.5) ** 2), 0.018 * (1 + 0.5 * np.exp(-soc / 0.15))),
        tau=(15 * (1 + 0.3 * soc), 600 * (1 + 0.4 * np.cos(3 * soc))),
    )


def gitt():
    """Pulses of C/2 that take 98 % of the capacity out in 40 hours."""
    time_s = np.linspace(0, 40 * 3600, ROWS)
    period = time_s[-1] / PULSES
    phase = time_s % period
    current = np.where((phase >= 600) & (phase < 600 + CAPACITY / PULSES / 2.5 * 3600), 2.45, 0.0)
    rows = {
        "Time [s]": time_s,
        "Current [A]": current,
        "Voltage [V]": np.zeros(ROWS),
        "Step count": np.cumsum(np.diff(current, prepend=0.0) != 0).astype(float),
    }
    bare = trace(rows, "GITT")
    clean = known().voltage(bare, 1 - bare.charge / CAPACITY)
    voltage = clean + np.random.default_rng(0).normal(0, NOISE, ROWS)
    return Measured(trace=trace({**rows, "Voltage [V]": voltage}, "GITT"), initial_soc=1.0, capacity=CAPACITY)


def timed(work):
    seconds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        found = work()
        seconds.append(time.process_time() - begun)
    return statistics.median(seconds), found


def show_recovery(found, low=0.05, high=0.95):
    true, soc = known(), found.soc
    inside = (soc >= low) & (soc <= high)
    print(f"  largest error at the knots from SOC {low} to {high}:", end="")
    parts = {"R0": (found.r0, true.r0)}
    for number in range(2):
        parts[f"R{number + 1}"] = found.r[number], true.r[number]
        parts[f"tau{number + 1}"] = found.tau[number], true.tau[number]
    for name, (values, truth) in parts.items():
        print(f" {name} {100 * np.abs(values / np.interp(soc, true.soc, truth) - 1)[inside].max():.2f} %", end="")
    print(f", OCV {1e3 * np.abs(found.ocv - np.interp(soc, true.soc, true.ocv))[inside].max():.2f} mV")


def ours(one, options, name):
    seconds, found = timed(lambda: fit([one], read_options(options)))
    rmse = wire_result(found, [one], 2)["rmse_mV"]
    print(f"  {name:52s} {seconds:7.2f} s {rmse:8.3f} mV", flush=True)
    return seconds, found


def theirs(one, curve, optimizer):
    """PyBOP's fit from twice or half the mean of the true values."""
    pybop, true = start_pybop(), known()
    means = {"R0 [Ohm]": true.r0.mean()}
    for number in range(2):
        means[f"R{number + 1} [Ohm]"] = true.r[number].mean()
        means[f"C{number + 1} [F]"] = (true.tau[number] / true.r[number]).mean()
    columns = {"Time [s]": one.trace.time, "Current [A]": one.trace.current, "Voltage [V]": one.trace.voltage}
    request = {
        "family": "equivalent_circuit",
        "model": "Thevenin",
        "options": {"number of rc elements": 2},
        "fixed": {"Initial SoC": 1 - 1e-6, "Lower voltage cut-off [V]": 0.0, "Upper voltage cut-off [V]": 10.0},
        "open-circuit voltage": curve,
        "optimizer": optimizer,
        "seed": 1,
        "largest step [s]": 100.0,
        "data": {name: values[::EVERY].tolist() for name, values in columns.items()},
        "parameters": [
            [name, value / 5, value * 5, value * (2 if place % 2 else 0.5), True]
            for place, (name, value) in enumerate(means.items())
        ],
    }
    pybop.stdin.write(json.dumps(request) + "\n")
    pybop.stdin.flush()
    answer = json.loads(pybop.stdout.readline())
    pybop.stdin.close()
    pybop.wait()
    if "error" in answer:
        sys.exit(f"PyBOP: {answer['error']}")
    values = dict(zip(means, answer["x"], strict=True))
    soc, ocv = np.array(curve["soc"]), np.array(curve["ocv"])
    constant = np.ones(soc.size)
    r = [values[f"R{number} [Ohm]"] for number in (1, 2)]
    tau = [values[f"C{number} [F]"] * r[number - 1] for number in (1, 2)]
    circuit = Circuit(
        soc=soc,
        ocv=ocv,
        r0=values["R0 [Ohm]"] * constant,
        r=tuple(one * constant for one in r),
        tau=tuple(one * constant for one in tau),
    )
    off = circuit.voltage(one.trace, 1 - one.trace.charge / CAPACITY) - one.trace.voltage
    rmse = 1e3 * np.sqrt(np.mean(off**2))
    print(f"  {f'PyBOP, constants, curve given, {optimizer}':52s} {answer['cpu']:7.2f} s {rmse:8.3f} mV", end="")
    print(f"  ({answer['evaluations']} evaluations)", flush=True)
    return answer["cpu"]


def measured(path):
    from ionworks.cycler_files.readers import read_cycler_file
    from ionworks.errors import ValidationError

    frame, _ = read_cycler_file(path)
    names = [name for name in ("Time [s]", "Current [A]", "Voltage [V]", "Step count") if name in frame.columns]
    rows = {name: frame[name].cast(float).fill_null(np.nan).to_numpy() for name in names}
    one = Measured(trace=trace(rows, path.name))
    print(f"{path.name}: {frame.height} rows")
    for pairs in (1, 2):
        try:
            _, found = ours(one, {"num_rcs": pairs}, f"{pairs} pairs, defaults")
        except ValidationError as error:
            print(f"  refused: {error.message}")
            continue
        for text in found.warnings:
            print(f"    {text}")
        ranges = [f"R0 {1e3 * found.circuit.r0.min():.3g} to {1e3 * found.circuit.r0.max():.3g} mOhm"]
        ranges += [f"tau {tau.min():.3g} to {tau.max():.3g} s" for tau in found.circuit.tau]
        print(f"    SOC {found.circuit.soc[0]:.3f} to {found.circuit.soc[-1]:.3f}, {', '.join(ranges)}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--no-pybop", action="store_true")
    parser.add_argument("files", nargs="*", type=Path)
    read = parser.parse_args()
    one, true = gitt(), known()
    print(f"GITT: {PULSES} pulses, {ROWS} rows, {1e3 * NOISE} mV noise; seconds of one core, root mean square error")
    _, found = ours(one, {"num_rcs": 2}, "2 pairs over the state of charge, curve fitted too")
    show_recovery(found.circuit)
    curve = {"soc": true.soc.tolist(), "ocv": true.ocv.tolist()}
    like, _ = ours(one, {"num_rcs": 2, "num_knots": 1, "ocv_soc_curve": curve}, "2 pairs, constants, curve given")
    for optimizer in () if read.no_pybop else ("Nelder-Mead", "CMA-ES"):
        print(f"    {theirs(one, curve, optimizer) / like:.0f} x the time")
    for path in read.files:
        measured(path)


if __name__ == "__main__":
    main()
