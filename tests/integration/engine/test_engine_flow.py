"""Blocks, jumps, variables, safety limits and cancellation on a real model."""

import pytest

pytestmark = pytest.mark.documented

PULSE = {"mode": "C-rate", "value": 1, "duration": 36}


def names(outcome):
    return [record.step.path for record in outcome.records]


def test_repeat_counts_steps_and_cycles(engine):
    result = engine.tables(
        engine.protocol(
            {"Rest": {"duration": 5}},
            {"Cycle": {"repeat": 3, "steps": [{"Discharge": PULSE}, {"Charge": PULSE}]}},
            {"Rest": {"duration": 5}},
            conditions={"initial_soc": 0.5},
        )
    )
    assert result.steps["Step count"].to_list() == list(range(8))
    assert result.steps["Cycle count"].to_list() == [0, 1, 1, 2, 2, 3, 3, 4]
    assert result.metrics["Number of cycles"] == 5
    # 1C for 36 s moves one hundredth of 5 A.h in every step, and every step counts from zero.
    assert result.steps["Discharge capacity [A.h]"].to_list() == pytest.approx([0, 0.05, 0, 0.05, 0, 0.05, 0, 0])
    assert result.steps["Cycle charge capacity [A.h]"].to_list() == pytest.approx([0] + [0.05] * 6 + [0])
    assert result.time_series["Time [s]"].is_sorted()


def test_nested_repeat_and_zero_repeat(engine):
    inner = {"Inner": {"repeat": 2, "steps": [{"Rest": {"duration": 1}}]}}
    outcome = engine.run(
        engine.protocol(
            {"Outer": {"repeat": 'input["N"]', "steps": [inner, {"Discharge": PULSE}]}},
            {"Never": {"repeat": 0, "steps": [{"Rest": {"duration": 1000}}]}},
        ),
        inputs={"N": 2},
    )
    assert outcome.status == "completed"
    assert [record.step.kind.value for record in outcome.records] == ["Rest", "Rest", "Discharge"] * 2
    assert [record.cycle for record in outcome.records] == [0, 0, 0, 1, 1, 1]


def test_goto_loop_counter_against_hand_calculation(engine):
    # Each turn discharges 1 % more than the one before: 1 + 2 + 3 + 4 = 10 % of 5 A.h.
    outcome = engine.run(
        engine.protocol(
            {"Control": {"set_variable": [{"name": "VAR_N", "eval": 1}]}},
            "again",
            {
                "Discharge": {
                    "mode": "C-rate",
                    "value": 1,
                    "duration": "36 * VAR_N",
                    "set_variable": [{"name": "VAR_N", "eval": "VAR_N + 1"}],
                }
            },
            {"Control": {"if": "VAR_N <= 4", "goto": "again"}},
            {"Rest": {"duration": 1}},
        )
    )
    assert outcome.status == "completed"
    times = [float(r.measured.columns["Time [s]"][-1] - r.measured.columns["Time [s]"][0]) for r in outcome.records]
    assert times == pytest.approx([36, 72, 108, 144, 1])
    charge = sum(r.measured.numbers["Discharge capacity [A.h]"][0] for r in outcome.records)
    assert charge == pytest.approx(0.5)
    assert [record.cycle for record in outcome.records] == [0, 1, 2, 3, 3]


def test_the_end_that_fires_decides_where_to_go(engine):
    step = {"mode": "C-rate", "value": 1, "ends": [{"Capacity > 0.1": {"goto": "done"}}, "Voltage < 2.5"]}
    outcome = engine.run(
        engine.protocol({"Discharge": step}, {"Rest": {"duration": 100}}, "done", {"Rest": {"duration": 1}})
    )
    assert names(outcome) == ["steps[0] Discharge", "steps[3] Rest"]


def test_ends_fire_in_list_order_when_true_together(engine):
    ends = [{"Capacity > 0.05": {"goto": "first"}}, {"SOC < 99": {"goto": "second"}}]
    outcome = engine.run(
        engine.protocol(
            {"Discharge": {"mode": "C-rate", "value": 1, "ends": ends}},
            "second",
            {"Rest": {"duration": 5}},
            "first",
            {"Rest": {"duration": 1}},
        )
    )
    assert names(outcome) == ["steps[0] Discharge", "steps[4] Rest"]


def test_measured_values_and_ifelse(engine):
    outcome = engine.run(
        engine.protocol(
            {
                "Discharge": {
                    "mode": "C-rate",
                    "value": 1,
                    "duration": 360,
                    "set_variable": [{"name": "VAR_Q", "eval": "Capacity"}, {"name": "VAR_S", "eval": "SOC"}],
                }
            },
            {"Charge": {"mode": "Current", "value": "ifelse(VAR_S < 75, 2, 1)", "ends": ["Capacity > VAR_Q / 2"]}},
            conditions={"initial_soc": 0.8},
        )
    )
    assert outcome.status == "completed"
    charge = outcome.records[1].measured.columns
    assert charge["Current [A]"][0] == -2
    assert charge["Time [s]"][-1] - charge["Time [s]"][0] == pytest.approx(0.25 / 2 * 3600)


def test_conditional_block(engine):
    blocks = [
        {name: {"if": f"VAR_X > {limit}", "steps": [{"Rest": {"duration": 1}}]}} for name, limit in (("a", 1), ("b", 3))
    ]
    outcome = engine.run(engine.protocol({"Control": {"set_variable": [{"name": "VAR_X", "eval": 2}]}}, *blocks))
    assert names(outcome) == ['steps[1] "a" > Rest']


def test_backward_jumps_are_bounded(engine):
    protocol = engine.protocol("top", {"Rest": {"duration": 1}}, {"Control": {"goto": "top"}})
    outcome = engine.run(protocol, max_backward_jumps=3)
    assert (outcome.status, outcome.error_code) == ("failed", "CONFIGURATION_ERROR")
    assert "more than 3 backward jumps" in outcome.error
    assert "steps[2] Control" in outcome.error
    assert len(outcome.records) == 4


def test_loops_without_time_are_stopped(engine):
    outcome = engine.run(engine.protocol("top", {"Control": {"goto": "top"}}), max_backward_jumps=10**9)
    assert outcome.status == "failed"
    assert "took no time" in outcome.error


def test_safety_limit_ends_the_test(engine):
    outcome = engine.run(
        engine.protocol(
            {"Discharge": {"mode": "C-rate", "value": 1, "ends": ["Voltage < 3.5"]}},
            {"Rest": {"duration": 1}},
            safety_limits={"voltage_min": 3.5},
        )
    )
    # The limit has the value of the end, and wins.
    assert names(outcome) == ["steps[0] Discharge"]
    assert outcome.records[0].termination == "safety limit voltage_min = 3.5"
    assert outcome.records[0].measured.columns["Voltage [V]"][-1] == pytest.approx(3.5, abs=1e-6)


def test_safety_limit_on_the_current_of_a_hold(engine):
    # From 50 % a hold at 4.1 V starts far above 5 A.
    outcome = engine.run(
        engine.protocol(
            {"Charge": {"mode": "Voltage", "value": 4.1, "ends": ["Current < 0.5"]}},
            "rescue",
            {"Rest": {"duration": 1}},
            conditions={"initial_soc": 0.5},
            safety_limits={"charge_current_max": {"value": 5, "goto": "rescue"}},
        )
    )
    assert names(outcome) == ["steps[0] Charge", "steps[2] Rest"]
    assert outcome.records[0].measured.columns["Time [s]"].tolist() == [0]


def test_recovery_ignores_the_violated_limit_until_it_was_satisfied_once(engine):
    cell = engine.cell("SPM", thermal="lumped")
    outcome = engine.run(
        engine.protocol(
            {"Discharge": {"mode": "C-rate", "value": 2, "ends": ["Voltage < 2.6"]}},
            {"Rest": {"duration": 7}},
            "cool",
            {"Rest": {"duration": 1200}},
            safety_limits={"temperature_max": {"value": 30, "goto": "cool"}},
        ),
        cell=cell,
    )
    assert outcome.status == "completed"
    assert names(outcome) == ["steps[0] Discharge", "steps[3] Rest"]
    temperatures = outcome.records[1].measured.columns["Temperature [degC]"]
    assert temperatures[0] == pytest.approx(30, abs=1e-4)
    assert temperatures[-1] < 29.9


def test_a_limit_that_is_active_again_fires_again(engine):
    cell = engine.cell("SPM", thermal="lumped")
    outcome = engine.run(
        engine.protocol(
            {"Control": {"set_variable": [{"name": "VAR_N", "eval": 0}]}},
            {"Discharge": {"mode": "C-rate", "value": 2, "ends": ["Voltage < 2.6"]}},
            "cool",
            {"Control": {"set_variable": [{"name": "VAR_N", "eval": "VAR_N + 1"}]}},
            {"Control": {"if": "VAR_N > 2", "goto": "End"}},
            {"Rest": {"duration": 300}},
            {"Discharge": {"mode": "C-rate", "value": 2, "ends": ["Voltage < 2.6"]}},
            safety_limits={"temperature_max": {"value": 30, "goto": "cool"}},
        ),
        cell=cell,
    )
    assert outcome.status == "completed"
    limit = "safety limit temperature_max = 30"
    assert [record.termination for record in outcome.records] == [limit, "duration", limit, "duration", limit]


def test_numbers_that_make_no_sense_fail_with_the_step(engine):
    outcome = engine.run(
        engine.protocol(
            {"Control": {"set_variable": [{"name": "VAR_X", "eval": -1}]}},
            {"Discharge": {"mode": "C-rate", "value": "VAR_X", "duration": 10}},
        )
    )
    assert (outcome.status, outcome.error_code) == ("failed", "CONFIGURATION_ERROR")
    assert "steps[1] Discharge" in outcome.error
    assert "value is -1" in outcome.error
