"""Capacities, energies and means are those of the run, however often it is sampled.

The exact numbers are PyBaMM's own, made by ``make_integrals.py``.
"""

import json

import pytest

from ionworks.server.engine.runs.batch import BatchRun, run_batch
from ionworks import ucp
from tests.integration.engine.make_integrals import POWER, REFERENCE, SINE_PERIOD_S, drive_cycle

pytestmark = pytest.mark.local_only

EXACT = json.loads(REFERENCE.read_text())
DRIVE = drive_cycle()
SHORT = {name: values[:400] for name, values in DRIVE.items()}
SINE = {"shape": "sine", "mode": "Current", "amplitude": 5, "period": SINE_PERIOD_S, "duration": 600}
CASES = {
    "3C": ("SPMe", None, 1.0, {"Discharge": {"mode": "C-rate", "value": 3, "ends": ["Voltage < 2.5"]}}),
    "1C warm": ("SPM", "lumped", 1.0, {"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 3"]}}),
    "charge": ("SPMe", None, 0.1, {"Charge": {"mode": "C-rate", "value": 1, "ends": ["Voltage > 4.1"]}}),
    "drive": ("SPM", None, 0.8, {"Drive": {"name": "long"}}),
    "drive DFN": ("DFN", None, 0.8, {"Drive": {"name": "short"}}),
    "sine": ("SPM", None, 0.5, {"Waveform": SINE}),
    "hold": ("SPM", None, 0.8, {"Charge": {"mode": "Voltage", "value": 4.15, "duration": 7200}}),
    "power": ("SPMe", None, 0.9, {"Discharge": {"mode": "Power", "value": 15, "duration": 1800}}),
    "drive of power": ("SPM", None, 0.8, {"Drive": {"name": "power", "mode": "Power"}}),
}
CYCLES = {"long": DRIVE, "short": SHORT, "power": {"time": POWER[:, 0].tolist(), "power": POWER[:, 1].tolist()}}


def document(soc, step, period, cycles):
    (word, keys), *_ = step.items()
    return {
        "global": {"initial_state_value": 100 * soc},
        "steps": [{word: {**keys, "resolution": {"time": period}}}],
        "drive_cycles": {name: cycles[name] for name in cycles if name == keys.get("name")},
    }


def assert_exact(row, exact, rel=5e-4):
    largest = max(exact["Discharge energy [W.h]"], exact["Charge energy [W.h]"])
    assert row["Duration [s]"] == pytest.approx(exact["Duration [s]"], rel=rel)
    for name in ("Discharge capacity [A.h]", "Charge capacity [A.h]", "Discharge energy [W.h]", "Charge energy [W.h]"):
        assert row[name] == pytest.approx(exact[name], rel=rel, abs=1e-9), name
    hours = exact["Duration [s]"] / 3600
    assert row["Mean voltage [V]"] == pytest.approx(exact["Mean voltage [V]"], rel=rel)
    assert row["Mean power [W]"] == pytest.approx(exact["Mean power [W]"], rel=rel, abs=rel * largest / hours)
    assert row["Mean current [A]"] == pytest.approx(exact["Mean current [A]"], rel=rel, abs=rel * largest / hours / 4)
    assert row["Mean temperature [degC]"] == pytest.approx(exact["Mean temperature [degC]"], rel=rel)
    assert row["Std voltage [V]"] == pytest.approx(exact["Std voltage [V]"], rel=5e-3, abs=1e-5)


@pytest.mark.parametrize("period", [1.0, 60.0, 5000.0])
@pytest.mark.parametrize("name", CASES)
def test_a_run_passes_what_pybamm_says(engine, name, period):
    model, thermal, soc, step = CASES[name]
    tables = engine.tables(document(soc, step, period, CYCLES), cell=engine.cell(model, thermal=thermal))
    (row,) = tables.steps.to_dicts()
    assert_exact(row, EXACT[name])
    last = tables.time_series.to_dicts()[-1]
    for total in ("Discharge capacity [A.h]", "Charge capacity [A.h]", "Discharge energy [W.h]", "Charge energy [W.h]"):
        assert last[total] == row[total] == tables.metrics[total]
        assert tables.time_series[total].is_sorted()


@pytest.mark.parametrize("period", [1.0, 60.0, 5000.0])
@pytest.mark.parametrize("name", ["3C", "1C warm", "charge"])
def test_a_list_passes_what_pybamm_says(engine, name, period):
    model, thermal, soc, step = CASES[name]
    program = ucp.bind(ucp.parse(document(soc, step, period, CYCLES)), {}).program
    batch = run_batch(engine.cell(model, thermal=thermal), [BatchRun(0, program, {}), BatchRun(1, program, {})])
    assert batch.indices == [0, 1]
    for row in batch.tables.steps.to_dicts():
        assert_exact(row, EXACT[name])


def test_samples_count_from_the_start_of_their_step(engine):
    """Samples between the solver's own times hold what was passed until then."""
    pulse = {"Discharge": {"mode": "Current", "value": 3, "duration": 600}}
    back = {"Charge": {"mode": "Current", "value": 2, "duration": 300}}
    series = engine.tables(engine.protocol(pulse, back, conditions={"initial_soc": 0.5})).time_series
    for count, sign, word in ((0, 3, "Discharge"), (1, 2, "Charge")):
        of_step = series.filter(series["Step count"] == count)
        passed = sign * (of_step["Time [s]"] - of_step["Time [s]"][0]) / 3600
        assert of_step[f"{word} capacity [A.h]"].to_numpy() == pytest.approx(passed.to_numpy(), abs=1e-12)
