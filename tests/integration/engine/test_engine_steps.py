"""Single steps on real PyBaMM models against independent solves and hand calculations."""

import numpy as np
import pytest

pytestmark = pytest.mark.documented
C = 5.0  # nominal capacity of Chen2020, A.h

FULL = """
global:
  initial_soc: 1
  temperature: 25
steps:
  - direction: Discharge
    mode: C-rate
    value: 1
    ends:
      - variable: Voltage [V]
        value: 2.5
"""


@pytest.mark.parametrize("model", ["SPM", "SPMe", "DFN"])
def test_1c_discharge_equals_a_direct_solve(engine, model):
    series = engine.tables(FULL, cell=engine.cell(model)).time_series
    times = series["Time [s]"].to_numpy()
    assert abs(series["Voltage [V]"][-1] - 2.5) < 1e-6
    # The knee just before the cut-off turns a millisecond into a millivolt, so compare up to 10 s before it.
    common = times[times < times[-1] - 10]
    plain = engine.plain_discharge(model, common)
    n = common.size
    assert np.abs(series["Voltage [V]"].to_numpy()[:n] - plain["Voltage [V]"]).max() < 1e-3
    assert np.allclose(series["Discharge capacity [A.h]"].to_numpy(), C * times / 3600, atol=1e-6)
    assert series["Current [A]"].unique().to_list() == [C]


def test_both_syntaxes_run_alike(engine):
    keyed = engine.protocol(
        {"Discharge": {"mode": "C-rate", "value": "1", "ends": ["Voltage < 2.5"]}},
        conditions={"initial_state_type": "soc_percentage", "initial_state_value": 100, "initial_temperature": 25},
    )
    flat, other = engine.tables(FULL), engine.tables(keyed)
    assert flat.metrics == other.metrics
    assert np.array_equal(flat.time_series["Voltage [V]"], other.time_series["Voltage [V]"])


def test_samples_follow_the_resolution(engine):
    step = {"Discharge": {"mode": "C-rate", "value": 1, "duration": 95, "resolution": {"time": 10}}}
    times = engine.tables(engine.protocol(step)).time_series["Time [s]"].to_list()
    assert times == [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95]


def test_output_is_bounded(engine):
    step = {"Rest": {"duration": 36000, "resolution": {"time": 1e-6}}}
    outcome = engine.run(engine.protocol(step))
    assert outcome.status == "failed"
    assert "coarser resolution" in outcome.error


def test_voltage_resolution_adds_samples_where_the_voltage_moves(engine):
    step = {"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 2.5"], "resolution": {"voltage": 0.005}}}
    series = engine.tables(engine.protocol(step)).time_series
    jumps = np.abs(np.diff(series["Voltage [V]"]))
    assert jumps.max() < 0.0075
    plain = engine.plain_discharge("SPM", series["Time [s]"].to_numpy()[:-40])
    assert np.abs(plain["Voltage [V]"] - series["Voltage [V]"].to_numpy()[:-40]).max() < 1e-3


@pytest.mark.parametrize(("word", "sign"), [("Discharge", 1), ("Charge", -1)])
def test_capacity_end_and_signs(engine, word, sign):
    step = {word: {"mode": "Current", "value": 2.5, "ends": ["Capacity > 0.5"]}}
    result = engine.tables(engine.protocol(step, conditions={"initial_soc": 0.5}))
    row = result.steps.row(0, named=True)
    assert row["Duration [s]"] == pytest.approx(0.5 / 2.5 * 3600, rel=1e-6)
    assert row["Mean current [A]"] == pytest.approx(sign * 2.5)
    moved, still = ("Discharge", "Charge") if sign > 0 else ("Charge", "Discharge")
    assert row[f"{moved} capacity [A.h]"] == pytest.approx(0.5, rel=1e-6)
    assert row[f"{still} capacity [A.h]"] == 0
    assert row["Step type"] == f"Constant current {word.lower()}"
    assert row["Termination"] == "Capacity > 0.5"
    assert np.sign(result.time_series["Power [W]"].mean()) == sign


def test_constant_voltage_hold_starts_with_the_charging_current(engine):
    result = engine.tables(
        engine.protocol(
            {"Charge": {"mode": "C-rate", "value": 0.5, "ends": ["Voltage > 4.1"]}},
            {"Charge": {"mode": "Voltage", "value": 4.1, "ends": ["Current < 0.25"]}},
            conditions={"initial_soc": 0.5},
        )
    )
    hold = result.time_series.filter(result.time_series["Step count"] == 1)
    assert hold["Voltage [V]"].to_numpy() == pytest.approx(4.1, abs=1e-5)
    assert hold["Current [A]"][0] == pytest.approx(-2.5, abs=1e-3)
    assert hold["Current [A]"][-1] == pytest.approx(-0.25, abs=1e-5)
    assert result.steps["Step type"].to_list() == ["Constant current charge", "Constant voltage charge"]
    # Charge moved, from the samples of the current alone.
    seconds, current = hold["Time [s]"].to_numpy(), hold["Current [A]"].to_numpy()
    assert result.steps["Charge capacity [A.h]"][1] == pytest.approx(-np.trapezoid(current, seconds) / 3600, rel=2e-3)


def test_power_step_holds_the_power_until_its_energy(engine):
    step = {"Discharge": {"mode": "Power", "value": 10, "ends": ["Energy > 2"]}}
    result = engine.tables(engine.protocol(step))
    assert result.time_series["Power [W]"].to_numpy() == pytest.approx(10, rel=1e-4)
    assert result.steps["Duration [s]"][0] == pytest.approx(720, rel=1e-5)
    assert result.steps["Discharge energy [W.h]"][0] == pytest.approx(2, rel=1e-5)


def test_soc_end_counts_nominal_capacity(engine):
    step = {"Discharge": {"mode": "C-rate", "value": 0.5, "ends": ["SOC < 60"]}}
    row = engine.tables(engine.protocol(step, conditions={"initial_soc": 0.9})).steps.row(0, named=True)
    assert row["Duration [s]"] == pytest.approx(0.3 * 2 * 3600, rel=1e-6)


def test_rest_relaxes_without_current(engine):
    result = engine.tables(
        engine.protocol({"Discharge": {"mode": "C-rate", "value": 1, "duration": 600}}, {"Rest": {"duration": 600}})
    )
    rest = result.time_series.filter(result.time_series["Step count"] == 1)
    assert rest["Current [A]"].unique().to_list() == [0]
    assert rest["Voltage [V]"].is_sorted()
    assert result.steps["Step type"][1] == "Rest"
    assert result.steps["Discharge capacity [A.h]"][1] == 0


def test_rate_of_change_end_of_a_rest(engine):
    result = engine.tables(
        engine.protocol(
            {"Discharge": {"mode": "C-rate", "value": 1, "duration": 600}},
            {"Rest": {"duration": 36000, "ends": ["d/dt(Voltage) < 0.00001"], "resolution": {"time": 60}}},
        )
    )
    rest = result.time_series.filter(result.time_series["Step count"] == 1)
    slopes = np.diff(rest["Voltage [V]"]) / np.diff(rest["Time [s]"])
    assert slopes[-1] < 1e-5
    assert (slopes[:-1] >= 1e-5).all()
    assert result.steps["Termination"][1] == "d/dt(Voltage) < 1e-05"


def test_an_end_already_true_takes_no_time(engine):
    result = engine.tables(
        engine.protocol(
            {"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 4.3"]}},
            {"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Current > 2"]}},
            {"Rest": {"duration": 10, "resolution": {"time": 60}}},
        )
    )
    assert result.steps["Duration [s]"].to_list() == [0, 0, 10]
    assert result.steps["Start index"].to_list() == [0, 1, 2]
    assert result.time_series["Time [s]"].to_list() == [0, 0, 0, 10]


def test_initial_voltage(engine):
    result = engine.tables(engine.protocol({"Rest": {"duration": 10}}, conditions={"initial_voltage": 3.7}))
    assert result.time_series["Voltage [V]"].to_numpy() == pytest.approx(3.7, abs=1e-3)


@pytest.mark.parametrize(("key", "value"), [("initial_soc", 0.5), ("initial_soc", 50), ("initial_state_value", 50)])
def test_initial_state_of_charge(engine, key, value):
    result = engine.tables(engine.protocol({"Rest": {"duration": 1}}, conditions={key: value}))
    plain = engine.plain_discharge("SPM", np.array([0.0, 1.0]), current=0.0, soc=0.5)
    assert result.time_series["Voltage [V]"][0] == pytest.approx(plain["Voltage [V]"][0], abs=1e-5)


def test_inputs_and_overridden_state_of_charge(engine):
    protocol = engine.protocol({"Discharge": {"mode": "C-rate", "value": 'input["C-rate"]', "duration": 60}})
    result = engine.tables(protocol, inputs={"C-rate": 2.0, "initial_soc": 0.4})
    assert result.time_series["Current [A]"].unique().to_list() == [10.0]
    plain = engine.plain_discharge("SPM", np.array([0.0, 60.0]), current=10.0, soc=0.4)
    assert result.time_series["Voltage [V]"][-1] == pytest.approx(plain["Voltage [V]"][-1], abs=2e-4)


def test_temperature_of_test_step_and_ambient_change(engine):
    pulse = {"mode": "C-rate", "value": 1, "duration": 10}
    result = engine.tables(
        engine.protocol(
            {"Discharge": pulse},
            {"Discharge": {**pulse, "temperature": 40}},
            {"Discharge": pulse},
            {"Ambient temperature": 10},
            {"Discharge": pulse},
            conditions={"initial_soc": 1, "initial_temperature": 25},
        )
    )
    assert result.steps["Mean temperature [degC]"].to_list() == pytest.approx([25, 40, 25, 10])


def test_lumped_cell_warms_up_and_a_temperature_end_fires(engine):
    cell = engine.cell("SPM", thermal="lumped")
    step = {"Discharge": {"mode": "C-rate", "value": 2, "ends": ["Temperature > 30", "Voltage < 2.5"]}}
    result = engine.tables(engine.protocol(step), cell=cell)
    assert result.time_series["Temperature [degC]"][0] == pytest.approx(25)
    assert result.time_series["Temperature [degC]"][-1] == pytest.approx(30, abs=1e-4)
    assert result.steps["Termination"][0] == "Temperature > 30"
    assert result.metrics["Max temperature [degC]"] == pytest.approx(30, abs=1e-4)


def test_drive_cycle_follows_its_samples_and_splits_charge(engine):
    cycle = {"time": [0, 10, 20, 30, 40], "current": [0, 5, 0, -2.5, 0]}
    result = engine.tables(
        engine.protocol(
            {"Drive": {"name": "wave", "repeat": 2, "scale": 2}},
            conditions={"initial_soc": 0.5},
            drive_cycles={"wave": cycle},
        )
    )
    series = result.time_series
    # Two repetitions of 40 s with one sample interval between them.
    assert series["Time [s]"][-1] == pytest.approx(90)
    assert series["Current [A]"].max() == pytest.approx(10)
    assert series["Current [A]"].min() == pytest.approx(-5)
    row = result.steps.row(0, named=True)
    assert row["Discharge capacity [A.h]"] == pytest.approx(2 * 100 / 3600, rel=1e-4)
    assert row["Charge capacity [A.h]"] == pytest.approx(2 * 50 / 3600, rel=1e-4)
    assert row["Step type"] == "Unknown step type"


def test_longer_duration_repeats_the_drive_cycle(engine):
    result = engine.tables(
        engine.protocol(
            {"Drive": {"name": "pulse", "duration": 100, "mode": "C-rate"}},
            drive_cycles={"pulse": [[0, 1], [10, 1], [20, 0]]},
        )
    )
    series = result.time_series
    assert series["Time [s]"][-1] == pytest.approx(100)
    assert series.filter(series["Time [s]"].is_close(60))["Current [A]"][0] == pytest.approx(5)


def test_square_waveform_alternates(engine):
    wave = {"shape": "square", "mode": "Current", "amplitude": 2, "offset": 1, "period": 20, "duration": 60}
    series = engine.tables(engine.protocol({"Waveform": wave}, conditions={"initial_soc": 0.5})).time_series
    assert series["Current [A]"].max() == pytest.approx(3)
    assert series["Current [A]"].min() == pytest.approx(-1)
    net = series["Discharge capacity [A.h]"][-1] - series["Charge capacity [A.h]"][-1]
    assert net == pytest.approx(1 * 60 / 3600, rel=1e-3)


@pytest.mark.parametrize("model", ["SPM", "DFN"])
def test_impedance_leaves_the_state_alone(engine, model):
    import pybamm

    result = engine.tables(
        engine.protocol(
            {"EIS": {"frequency_min": 0.1, "frequency_max": 100, "points_per_decade": 1}},
            {"Rest": {"duration": 10, "resolution": {"time": 60}}},
            conditions={"initial_soc": 0.5},
        ),
        cell=engine.cell(model),
    )
    spectrum = result.time_series.filter(result.time_series["Step count"] == 0)
    options = {"surface form": "differential"}
    plain = pybamm.EISSimulation(
        getattr(pybamm.lithium_ion, model)(options), parameter_values=pybamm.ParameterValues("Chen2020")
    ).solve([100, 10, 1, 0.1], initial_soc=0.5)
    assert spectrum["Frequency [Hz]"].to_numpy() == pytest.approx([100, 10, 1, 0.1])
    z = spectrum["Z_Re [Ohm]"].to_numpy() + 1j * spectrum["Z_Im [Ohm]"].to_numpy()
    assert np.abs(z - plain.impedance).max() < 1e-6
    rest = engine.plain_discharge("SPM", np.array([0.0, 1.0]), current=0.0, soc=0.5)
    assert spectrum["Voltage [V]"].to_numpy() == pytest.approx(rest["Voltage [V]"][0], abs=1e-4)
    assert result.steps["Duration [s]"].to_list() == [0, 10]
    assert result.steps["Step type"].to_list() == ["EIS", "Rest"]
    assert result.time_series["Frequency [Hz]"].null_count() == 2


def test_no_end_within_the_longest_time_fails(engine):
    outcome = engine.run(engine.protocol({"Rest": {"ends": ["Voltage < 3"]}}))
    assert outcome.status == "failed"
    assert "no end of the step was reached within 864000 s" in outcome.error


def test_impossible_current_fails_and_names_the_step(engine):
    outcome = engine.run(
        engine.protocol({"Discharge": {"mode": "C-rate", "value": 500, "ends": ["Capacity > 1", "Voltage < 1"]}})
    )
    assert outcome.status == "failed"
    assert "steps[0] Discharge" in outcome.error
