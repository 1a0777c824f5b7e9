"""Samples where nobody stated a resolution: enough of them, where curves bend, never too many."""

import numpy as np
import pytest

from ionworks.server.engine.steps import records
from ionworks.server.engine.steps.drawing import FEWEST_SAMPLES

pytestmark = pytest.mark.local_only

LOSS = {"C-rate": 5, "Current": 25}
LOW = {"Lower voltage cut-off [V]": 2.0}  # PyBaMM is to go on for a hair


def discharge(mode="Current", **more):
    return {"Discharge": {"mode": mode, "value": LOSS[mode], "ends": ["Voltage < 2.5"], **more}}


@pytest.mark.parametrize("model", ["SPM", "DFN"])
def test_straight_lines_between_samples_of_5c_are_the_curve_of_pybamm(engine, model):
    series = engine.tables(engine.protocol(discharge()), cell=engine.cell(model)).time_series
    time = series["Time [s]"].to_numpy()
    fine = np.linspace(0, time[-1], 5001)
    at_samples, exact = (engine.plain_discharge(model, at, current=25.0, **LOW)["Voltage [V]"] for at in (time, fine))
    assert np.abs(np.interp(fine, time, at_samples) - exact).max() < 2e-3 * np.ptp(exact)
    assert np.diff(time).max() <= time[-1] / FEWEST_SAMPLES
    assert series.height < 3 * FEWEST_SAMPLES


def test_every_step_has_enough_samples_and_both_sides_of_its_start(engine):
    hold = {"Charge": {"mode": "Voltage", "value": 4.1, "ends": ["Current < 0.25"]}}
    rate = {"Rest": {"ends": [{"variable": "d/dt(Voltage)", "operator": "<", "value": 1e-6}, "Time > 7200"]}}
    sine = {"Waveform": {"shape": "sine", "mode": "Current", "amplitude": 2, "period": 120, "duration": 1000}}
    tables = engine.tables(engine.protocol(discharge("C-rate"), {"Rest": {"duration": 864000}}, hold, rate, sine))
    for row in tables.steps.iter_rows(named=True):
        part = tables.time_series[row["Start index"] : row["End index"] + 1]
        gaps = part["Time [s]"].diff().drop_nulls()
        assert gaps.min() > 0
        assert gaps.max() <= row["Duration [s]"] / FEWEST_SAMPLES
        assert part.height < 6 * FEWEST_SAMPLES
    starts = tables.steps["Start index"][1:].to_list()
    assert [tables.time_series["Time [s]"][n - 1] for n in starts] == tables.steps["Start time [s]"][1:].to_list()
    assert tables.time_series["Current [A]"][starts[0] - 1] == pytest.approx(25)
    assert tables.time_series["Current [A]"][starts[0]] == 0


def test_rows_of_a_long_run_are_bounded_and_its_integrals_are_not_touched(engine, monkeypatch):
    document = engine.protocol(discharge("C-rate"), {"Rest": {"duration": 600}}, {"Rest": {"duration": 60}})
    whole = engine.tables(document)
    monkeypatch.setattr(records, "MOST_ROWS", 150)
    thin = engine.tables(document)
    assert 75 < thin.time_series.height <= 150
    assert thin.metrics == whole.metrics
    integrals = [name for name in whole.steps.columns if "index" not in name]
    assert thin.steps.select(integrals).equals(whole.steps.select(integrals))
    assert thin.steps["Start index"].to_list()[1:] == [end + 1 for end in thin.steps["End index"].to_list()[:-1]]
    stated = engine.protocol(discharge("C-rate"), conditions={"initial_soc": 1, "resolution": {"time": 1}})
    assert engine.tables(stated).time_series.height > 500
