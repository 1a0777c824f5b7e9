"""The voltage cut-offs of a parameter set end a test that has no limit of its own there, and the user is told."""

import pytest

from ionworks.server.engine.simulate import run_chunk
from ionworks.server.engine.task import SimulationTask
from ionworks.server.engine.results.tables import make_tables

pytestmark = pytest.mark.local_only

LONG = {"mode": "C-rate", "value": 1, "duration": 7200}
REST = {"Rest": {"duration": 60}}
SAWTOOTH = {"time": [0, 1800, 3600, 5400], "current": [6, 6, 5, 6]}


def ends(outcome):
    return [record.termination for record in outcome.records]


@pytest.mark.parametrize(
    ("step", "soc", "volts", "cutoff"),
    [
        ({"Discharge": LONG}, 1, 2.5, "Lower voltage cut-off [V] of the parameter set, 2.5"),
        ({"Charge": LONG}, 0.3, 4.2, "Upper voltage cut-off [V] of the parameter set, 4.2"),
        ({"Discharge": {"mode": "Power", "value": 18, "duration": 7200}}, 1, 2.5, "Lower voltage cut-off [V]"),
        ({"Charge": {**LONG, "ends": ["Capacity > 9"]}}, 0.3, 4.2, "Upper voltage cut-off [V]"),
        ({"Drive": {"name": "long", "duration": 7200}}, 0.9, 2.495, "Lower voltage cut-off [V]"),
    ],
)
def test_a_step_without_a_limit_of_its_own_ends_the_test_at_the_cutoff(engine, step, soc, volts, cutoff):
    cycles = {"drive_cycles": {"long": SAWTOOTH}} if "Drive" in step else {}
    outcome = engine.run(engine.protocol(step, REST, conditions={"initial_soc": soc}, **cycles))
    assert outcome.status == "completed"
    assert len(outcome.records) == 1, "the test ends"
    assert cutoff in outcome.records[0].termination
    assert outcome.records[0].measured.columns["Voltage [V]"][-1] == pytest.approx(volts, abs=1e-6)
    (warning,) = outcome.warnings
    assert warning.startswith("steps[0] ")
    assert cutoff in warning
    assert "no limit of the protocol came before" in warning


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ({"steps": [{"Discharge": {**LONG, "ends": ["Voltage < 2"]}}]}, "falls to 2 V, below"),
        ({"steps": [{"Discharge": LONG}], "safety_limits": {"voltage_min": 2}}, "falls to 2 V, below"),
        ({"steps": [{"Charge": {**LONG, "ends": ["Voltage > 4.3"]}}, REST]}, "rises to 4.3 V, above"),
        ({"steps": [{"Charge": {"mode": "Voltage", "value": 4.3, "duration": 60}}, REST]}, "rises to 4.3 V, above"),
        (
            {"steps": [{"Charge": {**LONG, "ends": ["Voltage > 4.3"]}}, REST, {"Charge": {**LONG, "duration": 20}}]},
            "rises to 4.3",
        ),
    ],
)
def test_a_wider_limit_of_the_protocol_is_followed_with_a_warning(engine, document, text):
    outcome = engine.run({"global": {"initial_soc": 0.9}, **document})
    assert outcome.status == "completed", outcome.error
    assert len(outcome.records) == len(document["steps"])
    (warning,) = outcome.warnings
    assert warning.startswith("steps[0] ")
    assert text in warning
    assert "voltage cut-off [V]'" in warning


def test_within_the_cutoffs_there_is_nothing_to_say(engine):
    document = engine.protocol(
        {"Discharge": {**LONG, "ends": ["Voltage < 2.5"]}},
        REST,
        {"Charge": {**LONG, "ends": ["Voltage > 4.2"]}},
        {"Charge": {"mode": "Voltage", "value": 4.2, "ends": ["Current < 0.5"]}},
        REST,
        {"Drive": {"name": "gentle"}},
        drive_cycles={"gentle": {"time": [0, 1, 2, 3], "current": [0, 0, 1, 0]}},
    )
    outcome = engine.run(document)
    assert outcome.status == "completed", outcome.error
    assert ends(outcome) == [
        "Voltage < 2.5",
        "duration",
        "Voltage > 4.2",
        "Current < 0.5",
        "duration",
        ends(outcome)[-1],
    ]
    assert outcome.warnings == ()


@pytest.mark.parametrize(
    "step", [{**LONG, "ends": ["Voltage < 1"]}, {**LONG, "value": 500, "ends": ["Capacity > 1", "Voltage < 1"]}]
)
def test_far_outside_a_run_fails_with_the_limit(engine, step):
    outcome = engine.run(engine.protocol({"Discharge": step}))
    assert (outcome.status, outcome.error_code) == ("failed", "SOLVER_ERROR")
    assert "the voltage reached 1.5 V, 1 V past the parameter set's 'Lower voltage cut-off [V]' of 2.5" in outcome.error


def test_a_list_stops_and_warns_like_a_run_and_a_cutoff_can_vary(engine):
    name = "Lower voltage cut-off [V]"
    task = {
        "model": "SPM",
        "parameters": {},
        "parameter_set": "Chen2020",
        "protocol": engine.protocol({"Discharge": LONG}),
        "runs": [
            {"simulation_id": str(volts), "job_id": "j", "inputs": {}, "design_parameters": {name: volts}}
            for volts in (2.5, 3.0)
        ],
    }
    chunk = run_chunk(SimulationTask.from_json(task))
    for run, volts in zip(chunk.runs, (2.5, 3.0), strict=True):
        assert run["metrics"]["Min voltage [V]"] == pytest.approx(volts, abs=1e-6)
        (warning,) = run["warnings"]
        assert f"of the parameter set, {volts:g}" in warning
    alone = engine.run(task["protocol"])
    assert alone.warnings == tuple(chunk.runs[0]["warnings"])
    assert make_tables(alone.records).metrics == pytest.approx(chunk.runs[0]["metrics"], rel=2e-4)


def test_cells_in_series_are_told_of_alone_and_in_a_list():
    """Limits and results are those of one cell; PyBaMM's experiments mean the battery."""
    series = "Number of cells connected in series to make a battery"
    document = {
        "model": "SPM",
        "parameters": {series: 2},
        "parameter_set": "Chen2020",
        "protocol": {"global": {"initial_soc": 1}, "steps": [{"Discharge": {**LONG, "ends": ["Voltage < 3"]}}]},
    }
    ids = [{"simulation_id": str(n), "job_id": str(n)} for n in range(2)]
    for items in ([], [REST]):  # a list, and one by one
        steps = {**document["protocol"], "steps": [*document["protocol"]["steps"], *items]}
        runs = run_chunk(SimulationTask.from_json({**document, "protocol": steps, "runs": ids})).runs
        for one in runs:
            assert one["metrics"]["Min voltage [V]"] == pytest.approx(3, abs=1e-6)
            (warning,) = one["warnings"]
            assert warning.startswith(f"steps[0] Discharge: {series!r} is 2: voltages, their limits, powers")
