"""Result tables from hand-made samples."""

import numpy as np
import polars as pl
import pytest

from ionworks import ucp
from ionworks.frames import cycle_metrics
from ionworks.server.engine.steps.integrals import measure, samples_only
from ionworks.server.engine.steps.records import StepRecord
from ionworks.server.engine.steps.drawing import drawn, round_period
from ionworks.server.engine.steps.integrals import Points
from ionworks.server.engine.steps.sampling import Grid, sample_times
from ionworks.server.engine.results.tables import make_tables
from ionworks.server.engine.trajectory import Segment, State

PROGRAM = ucp.parse(
    {
        "steps": [
            {"Discharge": {"mode": "Current", "value": 2, "duration": 3600}},
            {"Charge": {"mode": "Voltage", "value": 4, "duration": 3600}},
        ]
    }
)


def record(index, sign, cycle, time, voltage, current, charge):
    columns = {
        "Time [s]": time,
        "Voltage [V]": voltage,
        "Current [A]": current,
        "Discharge capacity [A.h]": charge,
        "Temperature [degC]": [25.0, 27.0, 29.0],
        "Extra": [1.0, 2.0, 3.0],
    }
    arrays = {name: np.array(values, dtype=float) for name, values in columns.items()}
    return StepRecord(PROGRAM.steps[index], sign, cycle, measure(samples_only(arrays)), "end")


RECORDS = [
    record(0, 1, 0, [0, 1800, 3600], [4, 3.8, 3.6], [2, 2, 2], [0, 1, 2]),
    record(1, -1, 0, [3600, 5400, 7200], [4, 4, 4], [-2, -1, 0], [2, 1.25, 1]),
    record(0, 1, 1, [7200, 9000, 10800], [4, 3.8, 3.6], [1, 1, 1], [1, 1.5, 2]),
]


def test_capacity_and_energy_start_at_zero_in_every_step():
    series = make_tables(RECORDS).time_series
    assert series["Discharge capacity [A.h]"].to_list() == [0, 1, 2, 0, 0, 0, 0, 0.5, 1]
    assert series["Charge capacity [A.h]"].to_list() == [0, 0, 0, 0, 0.75, 1, 0, 0, 0]
    # 1 A.h at 3.9 V on average, then 1 A.h at 3.7 V.
    assert series["Discharge energy [W.h]"].to_list()[:3] == pytest.approx([0, 3.9, 7.6])
    assert series["Charge energy [W.h]"].to_list()[3:6] == pytest.approx([0, 3.0, 4.0])
    assert series["Step count"].to_list() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert series["Power [W]"].to_list()[:4] == [8, 7.6, 7.2, -8]


def test_steps_table_by_hand():
    steps = make_tables(RECORDS).steps.to_dicts()
    first, hold, last = steps
    assert (first["Start index"], first["End index"], hold["Start index"], last["End index"]) == (0, 2, 3, 8)
    assert (hold["Start time [s]"], hold["End time [s]"], hold["Duration [s]"]) == (3600, 7200, 3600)
    assert first["Step type"] == "Constant current discharge"
    assert hold["Step type"] == "Constant voltage charge"
    assert hold["Mean current [A]"] == -1
    assert (hold["Min current [A]"], hold["Max current [A]"]) == (-2, 0)
    # from -2 to 0 along a straight line
    assert hold["Std current [A]"] == pytest.approx(2 / np.sqrt(12))
    assert first["Mean temperature [degC]"] == 27
    assert first["Cycle charge capacity [A.h]"] == 1
    assert hold["Cycle discharge capacity [A.h]"] == 2
    assert last["Cycle discharge capacity [A.h]"] == 1
    assert first["Label"] is None


def test_extra_columns_metrics_and_types():
    tables = make_tables(RECORDS, ("Extra",))
    assert tables.time_series["Extra"].to_list() == [1, 2, 3] * 3
    assert tables.time_series.schema["Cycle count"] == pl.Int64
    assert tables.metrics["Discharge capacity [A.h]"] == pytest.approx(3)
    assert tables.metrics["Duration [s]"] == 10800
    assert (tables.metrics["Min voltage [V]"], tables.metrics["Max temperature [degC]"]) == (3.6, 29)
    assert (tables.metrics["Number of steps"], tables.metrics["Number of cycles"]) == (3, 2)


def test_nothing_computed_gives_empty_tables_with_the_same_columns():
    empty, full = make_tables([]), make_tables(RECORDS)
    assert empty.time_series.schema == full.time_series.schema
    assert empty.steps.schema == full.steps.schema
    assert empty.metrics == {}


def test_cycle_metrics_by_hand():
    first, second = cycle_metrics(make_tables(RECORDS).steps).to_dicts()
    assert first["Coulombic efficiency"] == pytest.approx(2.0)
    assert second["Coulombic efficiency"] is None
    assert second["Capacity retention"] == pytest.approx(0.5)
    assert second["Capacity fade"] == pytest.approx(0.5)
    assert second["Capacity throughput [A.h]"] == pytest.approx(4.0)
    assert first["Mean charge current [A]"] == pytest.approx(-1)
    assert second["Mean charge current [A]"] is None
    assert (first["Discharge duration [s]"], first["Charge duration [s]"]) == (3600, 3600)
    assert first["Cycle duration [s]"] == 7200


def parabola(end=10.0, points=4):
    """Segment of y = t**2, which cubic interpolation reproduces exactly."""
    times = np.linspace(0, end, points)
    return Segment(times, times[None, :] ** 2, 2 * times[None, :], None, State(end, {}))


def test_interpolation_is_exact_for_a_parabola():
    at = np.array([0.0, 0.1, 3.3, 9.99, 10.0])
    assert parabola().at(at, np.array([0]))[0] == pytest.approx(at**2)


def test_sample_times():
    segment = parabola()

    def observe(times):
        return {"Voltage [V]": segment.at(times, np.array([0]))[0], "Current [A]": np.zeros_like(times)}

    none = np.empty(0)
    grid = Grid(start=0.0, period=4.0)
    assert sample_times(segment, grid, observe, none).tolist() == [0, 4, 8, 10]
    knots = np.array([-1.0, 3.0, 11.0])
    assert sample_times(segment, grid, observe, knots).tolist() == [0, 3, 4, 8, 10]
    times = sample_times(segment, Grid(0.0, None, voltage=10.0), observe, none)
    # The voltage t**2 has moved by 10 at t = sqrt(10), sqrt(20), ...
    assert times[1:-1] == pytest.approx(np.sqrt(10 * np.arange(1, times.size - 1)), rel=0.1)


@pytest.mark.parametrize(
    ("duration", "period"), [(3600, 15), (522.2, 2), (200, 1), (199, 0.8), (864000, 4000), (0, None)]
)
def test_a_period_is_round_and_short_enough(duration, period):
    assert round_period(duration) == (period if period is None else pytest.approx(period))


def test_samples_are_drawn_from_parabolas_and_bends_are_shown():
    time = np.array([0.0, 1, 2.001, 3, 7, 8, 9])
    voltage = np.where(time < 5, time**2, 3.0)
    ends = np.array([True, False, False, True, True, False, True])
    points = drawn(Points({"Time [s]": time, "Voltage [V]": voltage}, np.array([4, 3]), ends, np.zeros(7, dtype=bool)))
    at, first = points.columns["Time [s]"], int(points.heights[0])
    assert points.columns["Voltage [V]"][:first] == pytest.approx(at[:first] ** 2)
    assert points.columns["Voltage [V]"][first:].tolist() == [3.0] * int(points.heights[1])
    assert [step[[0, -1]].tolist() for step in (at[:first], at[first:])] == [[0, 3], [7, 9]]
    assert at[:4] == pytest.approx([0, 0.015, 0.03, 0.045])
    assert np.diff(at[first:][points.is_sample[first:]]).max() <= 0.0100001
    # the points that were observed are no samples where their neighbours show the curve
    assert not points.is_sample[at == 2.001].any()


def test_bends_are_shown():
    time = np.array([0.0, 1, 1.0001, 1.001, 3])
    voltage = np.array([4.0, 4, 3, 2, 2])
    ends = np.array([True, False, False, False, True])
    points = drawn(Points({"Time [s]": time, "Voltage [V]": voltage}, np.array([5]), ends, np.zeros(5, dtype=bool)))
    shown = points.columns["Time [s]"][points.is_sample]
    assert set(time) <= set(shown)
