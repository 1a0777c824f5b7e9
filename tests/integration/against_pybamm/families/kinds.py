"""Kinds of steps, ends and protocols: what a cycler does, in both languages."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from tests.integration.against_pybamm.case import Case, Native, native, rest, until

PROFILE = Path(__file__).parents[3] / "data" / "drive_cycles" / "LA4_power_profile.csv"
Plan = tuple[str, float, list[Any], list[Native], dict[str, Any]]
"""Name, initial state of charge, items of UCP, steps of PyBaMM, further keys of the case."""
_CELLS = {"Chen2020": (5.0, 2.5, 4.2), "Marquis2019": (0.680616, 3.105, 4.1)}
"""Nominal capacity [A.h] and cut-offs [V]."""
_PAIRS = (
    ("Chen2020", "SPM"),
    ("Chen2020", "SPMe"),
    ("Chen2020", "DFN"),
    ("Marquis2019", "SPMe"),
)


def cases() -> list[Case]:
    """Return the cases of the family."""
    return [
        Case("kinds", f"{values} {model} {name}", items, steps, model=model, values=values, soc=soc, **keys)
        for values, model in _PAIRS
        for name, soc, items, steps, keys in _plans(*_CELLS[values])
    ]


def _plans(capacity: float, low: float, high: float) -> Iterator[Plan]:
    yield from _plain(capacity, low, high)
    yield from _holds(capacity, low, high)
    yield from _ends(capacity, low, high)
    yield from _sequences(capacity, low, high)
    yield from _profiles(capacity)
    yield from _programs(capacity, low, high)


def _plain(capacity: float, low: float, high: float) -> Iterator[Plan]:
    amperes, watts = round(capacity / 2, 4), round(3.7 * capacity, 3)
    yield (
        "current",
        1.0,
        [{"Discharge": until("Current", amperes, f"Voltage < {low}")}],
        [native("current", amperes, f"< {low} V")],
        {},
    )
    yield (
        "current charge",
        0.2,
        [{"Charge": until("Current", amperes, f"Voltage > {high}")}],
        [native("current", -amperes, f"> {high} V")],
        {},
    )
    yield (
        "power",
        1.0,
        [{"Discharge": until("Power", watts, f"Voltage < {low}")}],
        [native("power", watts, f"< {low} V")],
        {},
    )
    yield (
        "power charge",
        0.2,
        [{"Charge": until("Power", watts / 2, f"Voltage > {high}")}],
        [native("power", -watts / 2, f"> {high} V")],
        {},
    )
    yield "rest", 0.5, [{"Rest": {"duration": 7200}}], [rest(7200)], {}
    yield (
        "relaxation",
        0.6,
        [{"Discharge": until("C-rate", 1, duration=900)}, {"Rest": {"duration": 7200}}],
        [native("c_rate", 1, duration=900), rest(7200)],
        {},
    )
    yield (
        "pulse",
        0.6,
        [{"Rest": {"duration": 30}}, {"Discharge": until("C-rate", 2, duration=10)}, {"Rest": {"duration": 60}}],
        [rest(30), native("c_rate", 2, duration=10), rest(60)],
        {"period": 1.0},
    )


def _holds(capacity: float, low: float, high: float) -> Iterator[Plan]:
    middle, small = round((low + high) / 2 + 0.25, 3), round(capacity / 20, 4)
    yield (
        "hold",
        0.7,
        [{"Charge": until("Voltage", high, f"Current < {small}")}],
        [native("voltage", high, f"{small} A")],
        {},
    )
    yield (
        "hold for a time",
        0.6,
        [{"Charge": until("Voltage", high - 0.1, duration=1800)}],
        [native("voltage", high - 0.1, duration=1800)],
        {},
    )
    yield (
        "hold down",
        0.6,
        [{"Discharge": until("Voltage", middle, f"Current < {small}")}],
        [native("voltage", middle, f"{small} A")],
        {},
    )
    yield (
        "hold to C/50",
        0.8,
        [{"Charge": until("Voltage", high, "C-rate < 0.02")}],
        [native("voltage", high, "C/50")],
        {},
    )


def _ends(capacity: float, low: float, high: float) -> Iterator[Plan]:
    part = round(0.3 * capacity, 4)
    yield (
        "end of capacity",
        0.9,
        [{"Discharge": until("C-rate", 0.5, f"Capacity > {part}")}],
        [native("c_rate", 0.5, duration=part / capacity * 7200)],
        {},
    )
    yield (
        "end of soc",
        0.9,
        [{"Discharge": until("C-rate", 1, "SOC < 60")}],
        [native("c_rate", 1, duration=0.3 * 3600)],
        {},
    )
    yield (
        "end of energy",
        0.9,
        [{"Discharge": until("C-rate", 1, f"Energy > {part}")}],
        [native("c_rate", 1, _passed("energy", "W.h", part))],
        {},
    )
    yield (
        "end of time",
        0.9,
        [{"Discharge": until("C-rate", 1, "Time > 700")}],
        [native("c_rate", 1, duration=700)],
        {},
    )
    yield (
        "power until a current",
        1.0,
        [{"Discharge": until("Power", 3.7 * capacity, f"Current > {1.02 * capacity:.5g}", f"Voltage < {low}")}],
        [native("power", 3.7 * capacity, _current_above(float(f"{1.02 * capacity:.5g}")), f"< {low} V")],
        {},
    )
    yield (
        "first of two ends",
        0.9,
        [{"Discharge": until("C-rate", 1, f"Voltage < {low}", duration=600)}],
        [native("c_rate", 1, f"< {low} V", duration=600)],
        {},
    )


def _sequences(capacity: float, low: float, high: float) -> Iterator[Plan]:
    small = round(capacity / 50, 5)
    cycle_items = [
        {"Discharge": until("C-rate", 1, f"Voltage < {low}")},
        {"Rest": {"duration": 600}},
        {"Charge": until("C-rate", 0.5, f"Voltage > {high}")},
        {"Charge": until("Voltage", high, f"Current < {small}")},
        {"Rest": {"duration": 600}},
    ]
    cycle = [
        native("c_rate", 1, f"< {low} V"),
        rest(600),
        native("c_rate", -0.5, f"> {high} V"),
        native("voltage", high, f"{small} A"),
        rest(600),
    ]
    yield "CCCV", 1.0, cycle_items, cycle, {}
    yield "CCCV twice", 1.0, [{"Cycle": {"repeat": 2, "steps": cycle_items}}], cycle * 2, {}
    pulse = [{"Discharge": until("C-rate", 0.5, duration=600)}, {"Rest": {"duration": 1200}}]
    yield (
        "GITT",
        0.9,
        [{"GITT": {"repeat": 5, "steps": pulse}}],
        [native("c_rate", 0.5, duration=600), rest(1200)] * 5,
        {},
    )
    rates = (2, 1, 0.5)
    yield (
        "multistep",
        1.0,
        [{"Discharge": until("C-rate", rate, f"Voltage < {low}")} for rate in rates],
        [native("c_rate", rate, f"< {low} V") for rate in rates],
        {},
    )


def _profiles(capacity: float) -> Iterator[Plan]:
    time, shape = _profile()
    current, power = np.round(2 * capacity * shape, 6), np.round(6 * capacity * shape, 6)
    for word, unit, values in (("current", "Current", current), ("power", "Power", power)):
        cycles = {"la4": {"time": time.tolist(), word: values.tolist()}}
        yield (
            f"drive cycle of {word}",
            0.8,
            [{"Drive": {"name": "la4", "mode": unit}}],
            [native(word, np.column_stack([time, values]))],
            {"cycles": cycles, "period": 10.0},
        )
    twice = np.column_stack([np.append(time, time[-1] + 1 + time), np.append(current, current) / 2])
    yield (
        "drive cycle twice",
        0.8,
        [{"Drive": {"name": "la4", "repeat": 2, "scale": 0.5}}],
        [native("current", twice)],
        {"cycles": {"la4": {"time": time.tolist(), "current": current.tolist()}}, "period": 10.0},
    )
    samples = np.array([[0, 0.5], [100, 1], [101, -0.5], [300, -0.25], [301, 1], [400, 0]]) * [1, capacity]
    yield (
        "custom waveform",
        0.5,
        [{"Waveform": {"shape": "custom", "mode": "Current", "samples": samples.tolist(), "duration": 400}}],
        [native("current", samples)],
        {"period": 20.0},
    )
    triangle = np.array([[0, 0], [75, 1], [225, -1], [300 * 0.9999, -4e-4], [300, 0]]) * [1, capacity]
    yield (
        "triangle",
        0.5,
        [{"Waveform": {"shape": "triangle", "mode": "C-rate", "amplitude": 1, "period": 300, "duration": 299}}],
        [native("current", triangle, duration=299)],
        {"period": 23.0},
    )


def _programs(capacity: float, low: float, high: float) -> Iterator[Plan]:
    yield (
        "inputs",
        0.9,
        [{"Discharge": until("C-rate", 'input["rate"]', 'Voltage < input["low"]', duration='input["hours"] * 3600')}],
        [native("c_rate", 1.5, f"< {low} V", duration=1260)],
        {"inputs": {"rate": 1.5, "low": low, "hours": 0.35}},
    )
    yield (
        "goto",
        1.0,
        [
            {"Charging": [{"Discharge": until("C-rate", 1, duration=300)}]},
            {"Control": {"set_variable": [{"name": "VAR_N", "eval": "1"}]}},
            {"Rest": {"duration": 100, "name": "again", "set_variable": [{"name": "VAR_N", "eval": "VAR_N + 1"}]}},
            {"Control": {"if": "VAR_N < 4", "goto": "again"}},
            {"Discharge": until("C-rate", "VAR_N / 4", duration=200)},
        ],
        [native("c_rate", 1, duration=300), rest(100), rest(100), rest(100), native("c_rate", 1, duration=200)],
        {},
    )
    yield (
        "safety limit",
        0.5,
        [{"Discharge": until("C-rate", 2, duration=7200)}, {"Rest": {"duration": 60}}],
        [native("c_rate", 2, f"< {low + 0.2:.4g} V", duration=7200)],
        {"sections": {"safety_limits": {"voltage_min": float(f"{low + 0.2:.4g}")}}},
    )
    steps = [f"Discharge at {capacity / 2:g} A for 20 minutes", "Rest for 5 minutes", f"Charge at C/3 until {high} V"]
    yield "text of three lines", 0.8, "\n".join(steps), list(steps), {}


def _profile() -> tuple[Any, Any]:
    """The first 400 s of the LA4 cycle, its largest value 1, positive for discharge."""
    with PROFILE.open() as lines:
        rows = [(float(row["time"]), -float(row["power"])) for row in csv.DictReader(lines)][:401]
    time, power = np.array(rows).T
    return time, power / np.abs(power).max()


def _passed(quantity: str, unit: str, value: float) -> Callable[[], Any]:
    import pybamm

    return lambda: pybamm.step.CustomTermination(
        quantity, lambda variables: value - variables[f"Discharge {quantity} [{unit}]"]
    )


def _current_above(value: float) -> Callable[[], Any]:
    import pybamm

    return lambda: pybamm.step.CustomTermination("current", lambda variables: value - variables["Current [A]"])
