"""Steps are named as a person would, whatever noise, quantization and size of cell do to their samples."""

import numpy as np
import polars as pl
import pytest

from ionworks.validators.step_types import Scale, step_types, with_pulses

RATED, UNRATED = Scale(5.0, is_rated=True), Scale(15.0, is_rated=False)
Samples = tuple[np.ndarray, np.ndarray]


def _constant(current: float, rows: int, start: float, end: float) -> Samples:
    return np.full(rows, current), np.linspace(start, end, rows)


def _hold(start: float, end: float, rows: int, voltage: float) -> Samples:
    return np.geomspace(start, end, rows), np.full(rows, voltage)


def _power(power: float, rows: int, start: float, end: float) -> Samples:
    voltage = np.linspace(start, end, rows)
    return power / voltage, voltage


def _rest(rows: int, voltage: float) -> Samples:
    return np.zeros(rows), voltage + 0.05 * (1 - np.exp(-np.arange(rows) / 40))


def _of(current: np.ndarray) -> Samples:
    return current, 3.7 - 0.03 * current


def _joined(*parts: Samples) -> Samples:
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


ROWS = np.arange(500)
STEPS: list[tuple[str, Samples]] = [
    ("Constant current discharge", _constant(5, 400, 4.1, 3.0)),
    ("Rest", _rest(200, 3.0)),
    ("CC-CV charge", _joined(_constant(-2.5, 600, 3.3, 4.2), _hold(-2.5, -0.1, 300, 4.2))),
    ("Constant voltage charge", _hold(-2, -0.25, 100, 4.2)),
    ("Constant power discharge", _power(10, 500, 4.1, 3.2)),
    ("Drive cycle", _of(np.repeat(np.random.default_rng(0).normal(1.5, 5, 100), 5))),
    ("Drive cycle", _of(2 + np.sin(ROWS * 2 * np.pi / 100))),
    ("Pulse discharge", _of(np.where(ROWS % 50 < 10, 5.0, 0.0))),
    ("Constant current discharge", _constant(0.05, 2000, 4.15, 3.5)),
    ("CC-CV discharge", _joined(_constant(2.5, 300, 4, 2.5), _hold(2.5, 0.1, 200, 2.5))),
    ("Constant current discharge", _constant(0.25, 1000, 3.30, 3.29)),
    ("Unknown step type", _of(np.repeat([4.0, 2.0], 250))),
]


@pytest.mark.parametrize("scale", [RATED, UNRATED])
@pytest.mark.parametrize("noise", [0.0, 1e-3, 1e-2])
@pytest.mark.parametrize("resolution", [0.0, 1e-3, 1e-2])
def test_noise_and_quantization_do_not_matter(noise: float, resolution: float, scale: Scale) -> None:
    current, voltage = _joined(*(samples for _, samples in STEPS))
    step = np.repeat(np.arange(len(STEPS)), [samples[0].size for _, samples in STEPS])
    rng = np.random.default_rng(1)
    current = current + noise * rng.standard_normal(current.size)
    voltage = voltage + noise / 10 * rng.standard_normal(current.size)
    if resolution:
        current = np.round(current / resolution) * resolution
        voltage = np.round(voltage / (resolution / 5)) * (resolution / 5)
    table = pl.DataFrame({"step": step, "Current [A]": current, "Voltage [V]": voltage})
    assert step_types(table, "step", scale)["Step type"].to_list() == [name for name, _ in STEPS]


@pytest.mark.parametrize(
    ("offset", "name"), [(0.002, "Rest"), (0.05, "Constant current discharge"), (-0.05, "Constant current charge")]
)
def test_an_offset_is_a_rest_and_a_hundredth_of_a_c_is_not(offset: float, name: str) -> None:
    current = offset + 1e-3 * np.random.default_rng(2).standard_normal(300)
    table = pl.DataFrame({"step": 0, "Current [A]": current, "Voltage [V]": np.linspace(3.7, 3.69, 300)})
    assert step_types(table, "step", RATED)["Step type"].to_list() == [name]


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_few_samples(rows: int) -> None:
    table = pl.DataFrame({"step": [0] * rows, "Current [A]": [-2.4] * rows, "Voltage [V]": [4.1] * rows})
    assert step_types(table, "step", RATED)["Step type"].to_list() == ["Constant current charge"]


def test_no_currents_at_all_and_impedance() -> None:
    table = pl.DataFrame(
        {
            "step": [0, 0, 1, 1, 2, 2],
            "Current [A]": [None, None, None, None, 0.0, 0.0],
            "Voltage [V]": [3.7] * 6,
            "Frequency [Hz]": [None, None, 100.0, 10.0, None, None],
        }
    )
    names = step_types(table, "step", Scale(0.0, is_rated=False))["Step type"].to_list()
    assert names == ["Unknown step type", "EIS", "Rest"]


R, D, C = ("Rest", 0.0, 3600.0), "Constant current discharge", "Constant current charge"
TESTS = {
    "titration": ([R, (D, 0.5, 600.0), R, (D, 0.5, 600.0), R], [1, 3], 5.0),
    "hppc": ([R, (D, 5.0, 10.0), R, (C, -3.75, 10.0), R, (D, 1.7, 1060.0), R], [1, 3], 5.0),
    "pulses of an unknown cell": ([R, (D, 5.0, 10.0), R], [1], None),
    "pulse and back": ([R, (D, 5.0, 10.0), (C, -5.0, 10.0), R], [1, 2], 5.0),
    "from a load": ([R, (D, 1.0, 900.0), (D, 5.0, 10.0), (D, 1.0, 900.0), R], [2], 5.0),
    "discharge": ([R, (D, 5.0, 3500.0), R], [], 5.0),
    "cut off file": ([R, (D, 5.0, 10.0)], [], 5.0),
    "stages": ([R, (C, -5.0, 300.0), (C, -2.5, 300.0), (C, -1.0, 30.0), R], [], 5.0),
}


@pytest.mark.parametrize("name", TESTS)
def test_pulses_are_told_by_their_neighbours(name: str) -> None:
    rows, pulses, capacity = TESTS[name]
    columns = ["Step type", "Mean current [A]", "Duration [s]"]
    steps = pl.DataFrame(rows, schema=columns, orient="row")
    named = with_pulses(steps, capacity)["Step type"].to_list()
    assert [row for row, kind in enumerate(named) if kind.startswith("Pulse")] == pulses
    assert [kind for row, kind in enumerate(named) if row not in pulses] == [
        row[0] for index, row in enumerate(rows) if index not in pulses
    ]
