"""Cycler rules: each code is raised alone by the one fault it names; sound data pass."""

import warnings

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ionworks.errors import ValidationError
from ionworks.validators import (
    STRICT_CHECK_NAMES,
    IssueCode,
    MeasurementValidationError,
    ValidationIssue,
    running_step_reset_integral,
    step_boundary_idx,
    validate_extend_data,
    validate_measurement_data,
    validate_step_count_sequential,
    validate_time_monotonic,
    worst_row_relative_error,
)

pytestmark = pytest.mark.documented

POINTS = 50


def sound_frame(cycles: int = 2) -> pl.DataFrame:
    """CC discharge, rest, CC charge, CV charge, rest; 2 A, 10 s apart; positive current is discharge."""
    columns: dict[str, list[float]] = {}
    t, step = 0.0, 0
    for cycle in range(cycles):
        for kind in ("discharge", "rest", "charge", "hold", "rest"):
            for k in range(POINTS):
                x = k / POINTS
                hours = k * 10 / 3600
                current = {"discharge": 2.0, "rest": 0.0, "charge": -2.0, "hold": -2.0 * 0.9**k}[kind]
                voltage = {"discharge": 4.0 - x, "rest": 3.3, "charge": 3.1 + x, "hold": 4.1}[kind]
                moved = 2.0 * hours
                if kind == "hold":  # trapezoids of a geometric series
                    moved = sum(2.0 * 0.95 * 0.9**j * 10 / 3600 for j in range(k))
                energy = {
                    "discharge": 2 * (4.0 * hours - x * hours / 2),
                    "charge": 2 * (3.1 * hours + x * hours / 2),
                }
                for name, value in {
                    "Time [s]": t,
                    "Voltage [V]": voltage,
                    "Current [A]": current,
                    "Step count": step,
                    "Cycle count": cycle,
                    "Discharge capacity [A.h]": moved if kind == "discharge" else 0.0,
                    "Charge capacity [A.h]": moved if kind in ("charge", "hold") else 0.0,
                    "Discharge energy [W.h]": energy["discharge"] if kind == "discharge" else 0.0,
                    "Charge energy [W.h]": {"charge": energy["charge"], "hold": 4.1 * moved}.get(kind, 0.0),
                }.items():
                    columns.setdefault(name, []).append(value)
                t += 10
            step += 1
    return pl.DataFrame(columns)


def found(frame, **options) -> list[ValidationIssue]:
    try:
        validate_measurement_data(frame, **options)
    except MeasurementValidationError as error:
        return error.errors
    return []


def changed(frame: pl.DataFrame, column: str, rows, value) -> pl.DataFrame:
    """Put `value` (or value(old)) in `rows` of `column`."""
    values = frame[column].to_list()
    for row in rows:
        values[row] = value(values[row]) if callable(value) else value
    return frame.with_columns(pl.Series(column, values))


@pytest.fixture(scope="module")
def sound() -> pl.DataFrame:
    return sound_frame()


@pytest.mark.parametrize(
    "convert",
    [lambda f: f, lambda f: f.to_pandas(), lambda f: f.to_dict(as_series=False), lambda f: f.lazy()],
)
def test_sound_cycling_data_pass_every_rule(sound, convert):
    assert found(convert(sound), strict=True, voltage_window=(2.5, 4.2), rated_capacity=0.3) == []


def test_a_real_column_order_and_extra_columns_do_not_matter(sound):
    assert found(sound.select(reversed(sound.columns)).with_columns(Comment=pl.lit("x")), strict=True) == []


FAULTS = {
    IssueCode.CURRENT_SIGN_REVERSED: lambda f: f.with_columns(-pl.col("Current [A]")),
    IssueCode.CURRENT_SIGN_UNSIGNED: lambda f: f.with_columns(pl.col("Current [A]").abs()),
    IssueCode.CURRENT_SIGN_INDETERMINATE: lambda f: f.with_columns(
        pl.col("Current [A]") * pl.when(pl.col("Cycle count") == 1).then(-1).otherwise(1)
    ),
    IssueCode.TIME_MISSING_ON_NON_EIS_ROW: lambda f: changed(f, "Time [s]", [7, 8], None),
    IssueCode.TIME_DOES_NOT_START_AT_ZERO: lambda f: f.with_columns(pl.col("Time [s]") + 5),
    IssueCode.TIME_NOT_MONOTONIC: lambda f: changed(f, "Time [s]", [60], lambda t: t - 11),
    IssueCode.STEP_COUNT_MISSING: lambda f: f.drop("Step count"),
    IssueCode.STEP_COUNT_DOES_NOT_START_AT_ZERO: lambda f: f.with_columns(pl.col("Step count") + 1),
    IssueCode.STEP_COUNT_NON_SEQUENTIAL: lambda f: f.with_columns(pl.col("Step count") * 2),
    IssueCode.CUMULATIVE_VALUE_NOT_RESET: lambda f: f.with_columns(
        pl.col("Charge capacity [A.h]") + pl.when(pl.col("Step count") == 2).then(0.5).otherwise(0)
    ),
    IssueCode.CUMULATIVE_VALUE_DECREASED: lambda f: changed(f, "Discharge energy [W.h]", [30], lambda e: e - 0.1),
}


@pytest.mark.parametrize("code", FAULTS)
def test_each_always_on_code_is_found_alone(sound, code):
    assert [issue.code for issue in found(FAULTS[code](sound))] == [code]


STRICT_FAULTS = {
    IssueCode.STEP_TOO_FEW_POINTS: lambda f: pl.concat([f, f.tail(1).with_columns(pl.col("Step count") + 1)]),
    IssueCode.CYCLE_CHANGES_WITHIN_STEP: lambda f: changed(f, "Cycle count", range(POINTS // 2), 9),
    IssueCode.DISCHARGE_CAPACITY_INTEGRAL_MISMATCH: lambda f: f.with_columns(pl.col("Discharge capacity [A.h]") * 1.2),
    IssueCode.CHARGE_CAPACITY_INTEGRAL_MISMATCH: lambda f: f.with_columns(pl.col("Charge capacity [A.h]") * 1.2),
    IssueCode.DISCHARGE_ENERGY_INTEGRAL_MISMATCH: lambda f: f.with_columns(pl.col("Discharge energy [W.h]") * 1.2),
    IssueCode.CHARGE_ENERGY_INTEGRAL_MISMATCH: lambda f: f.with_columns(pl.col("Charge energy [W.h]") * 0.8),
    IssueCode.TIME_GAP_TOO_LARGE: lambda f: changed(f, "Time [s]", range(75, f.height), lambda t: t + 18001),
    IssueCode.VOLTAGE_CONTINUITY: lambda f: changed(f, "Voltage [V]", range(50, 100, 2), 1.0),
}


@pytest.mark.parametrize("code", STRICT_FAULTS)
def test_each_strict_code_is_found_alone_and_only_when_strict(sound, code):
    frame = STRICT_FAULTS[code](sound)
    assert found(frame) == []
    assert [i.code for i in found(frame, strict=True, voltage_window=(2.5, 4.2))] == [code]


@pytest.mark.parametrize(
    ("factor", "codes"), [(1.08, []), (0.92, []), (1.12, [IssueCode.DISCHARGE_CAPACITY_INTEGRAL_MISMATCH])]
)
def test_ten_percent_of_capacity_error_is_accepted(sound, factor, codes):
    frame = sound.with_columns(pl.col("Discharge capacity [A.h]") * factor)
    assert [i.code for i in found(frame, strict=True)] == codes


def test_payloads_carry_the_facts(sound):
    (fall,) = found(changed(changed(sound, "Time [s]", [60], 5.0), "Time [s]", [3], 12.0))
    assert fall.payload == {"row_index": 3, "previous_time": 20.0, "current_time": 12.0, "num_violations": 2}
    (late,) = found(sound.with_columns(pl.col("Time [s]") + 5))
    assert late.payload == {"observed": 5.0, "tolerance": 1e-6}
    (jump,) = found(sound.with_columns(pl.col("Step count") * 2))
    assert jump.payload["num_violations"] == 9
    assert jump.payload["examples"][0] == {"row_index": 50, "from": 0, "to": 2, "diff": 2}
    assert len(jump.payload["examples"]) == 5
    (reset,) = found(FAULTS[IssueCode.CUMULATIVE_VALUE_NOT_RESET](sound))
    assert reset.payload == {
        "column": "Charge capacity [A.h]",
        "step_index": 2,
        "observed": 0.5,
        "tolerance": 1e-6,
    }
    (gap,) = found(STRICT_FAULTS[IssueCode.TIME_GAP_TOO_LARGE](sound), strict=True)
    assert (gap.payload["row_index"], gap.payload["gap"]) == (75, 18011.0)
    (missing,) = found(sound.drop("Step count"))
    assert missing.payload["column"] == "Step count"
    assert "Time [s]" in missing.payload["available_columns"]


def test_one_finding_per_column_and_step_when_nothing_resets(sound):
    frame = sound.with_columns(pl.col("Discharge capacity [A.h]").cum_sum())
    codes = [i.code for i in found(frame)]
    assert codes == [IssueCode.CUMULATIVE_VALUE_NOT_RESET] * 9  # every step after the first
    first_of_step = [
        i.payload["row_index"]
        for i in found(
            changed(changed(sound, "Charge capacity [A.h]", [120], -1.0), "Charge capacity [A.h]", [130], -1.0)
        )
    ]
    assert first_of_step == [120]


def test_all_findings_come_in_one_error(sound):
    frame = FAULTS[IssueCode.TIME_DOES_NOT_START_AT_ZERO](sound.with_columns(pl.col("Step count") * 2))
    with pytest.raises(MeasurementValidationError) as caught:
        validate_measurement_data(frame)
    assert [i.code for i in caught.value.errors] == [
        "time_does_not_start_at_zero",
        "step_count_non_sequential",
    ]
    assert caught.value.has_code(IssueCode.TIME_DOES_NOT_START_AT_ZERO)
    assert all(str(issue) in str(caught.value) for issue in caught.value.errors)


def test_nan_counts_as_missing_and_impedance_rows_need_no_time(sound):
    holes = changed(sound, "Time [s]", [7], float("nan"))
    (issue,) = found(holes)
    assert (issue.code, issue.payload) == ("time_missing_on_non_eis_row", {"row_index": 7, "num_rows": 1})
    assert found(holes.with_columns(pl.when(pl.int_range(pl.len()) == 7).then(1e3).alias("Frequency [Hz]"))) == []
    assert found(holes.to_pandas())[0].code == "time_missing_on_non_eis_row"


@pytest.mark.parametrize("column", ["Time [s]", "Current [A]", "Voltage [V]", "Cycle count", "Charge energy [W.h]"])
def test_missing_columns_silence_their_rules(sound, column):
    assert found(sound.drop(column), strict=True) == []


def test_unsigned_step_counts_do_not_wrap(sound):
    down = changed(sound, "Step count", range(sound.height - 5, sound.height), 3).cast({"Step count": pl.UInt32})
    (issue,) = validate_step_count_sequential(down)
    assert issue.payload["examples"] == [{"row_index": 495, "from": 9, "to": 3, "diff": -6}]


def test_skipping_a_check_by_name(sound):
    frame = STRICT_FAULTS[IssueCode.TIME_GAP_TOO_LARGE](sound)
    assert found(frame, strict=True, skip_checks=["time_gaps"]) == []
    with pytest.raises(ValueError, match="time_gap.*minimum_points_per_step"):
        validate_measurement_data(frame, skip_checks=["time_gap"])


def test_every_check_name_is_known():
    assert STRICT_CHECK_NAMES == {
        "minimum_points_per_step", "cycle_constant_within_step", "capacity_energy_from_current_power", "time_gaps",
        "voltage_continuity", "charge_discharge_column_direction", "consecutive_same_direction_full_steps",
        "step_capacity_within_rated", "eis_zim_sign", "eis_impedance_magnitude",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "options", "message"),
    [
        ("file.csv", {}, "found str"),
        ({"Time [s]": [0, 1], "Step count": [0]}, {}, "not a table"),
        ({"Time [s]": ["a"], "Step count": [0]}, {}, r"'Time \[s\]' must hold numbers, found dtype String"),
        ({"Step count": [0]}, {"data_type": "xrd"}, "found 'xrd'"),
        ({"Voltage [V]": [3.0]}, {"strict": True, "voltage_window": (4.2, 2.5)}, "lower first"),
    ],
)
def test_unusable_input_is_named(data, options, message):
    with pytest.raises(ValidationError, match=message):
        validate_measurement_data(data, **options)


def test_rows_that_extend_a_measurement():
    delta = pl.DataFrame({"Time [s]": [900.0, 910.0], "Step count": [7, 7]})
    validate_extend_data(delta)
    with pytest.raises(ValidationError, match="Step count"):
        validate_extend_data(delta.drop("Step count"))
    with pytest.raises(ValidationError, match="empty"):
        validate_extend_data(delta.clear())
    with pytest.raises(MeasurementValidationError) as caught:
        validate_extend_data(delta.reverse())
    assert caught.value.has_code("time_not_monotonic")


@given(steps=st.lists(st.integers(1, 6), min_size=1, max_size=12), data=st.data())
@settings(max_examples=40, deadline=None)
def test_step_integral_equals_numpy_trapezoids(steps, data):
    """The integral of each step is numpy's trapezoid rule on that step alone."""
    number = st.floats(-100, 100)
    count = sum(steps)
    signal = np.array(data.draw(st.lists(number, min_size=count, max_size=count)))
    time = np.cumsum(data.draw(st.lists(st.floats(0, 50), min_size=count, max_size=count)))
    step = np.repeat(np.arange(len(steps)), steps)
    boundaries = step_boundary_idx(step)
    assert boundaries.tolist() == np.cumsum([0, *steps[:-1]]).tolist()
    result = running_step_reset_integral(signal, time, boundary_idx=boundaries)
    for index in range(len(steps)):
        rows = step == index
        assert result[rows][0] == 0
        assert result[rows][-1] == pytest.approx(np.trapezoid(signal[rows], time[rows]) / 3600, abs=1e-9)


def test_worst_row_error_is_relative_to_the_larger_magnitude():
    assert worst_row_relative_error([0, 1, 2], [0, 1, 4]) == (2, 0.5)
    assert worst_row_relative_error(np.array([0.0, np.nan, 2.0]), np.array([0.5, 9.0, 2.0])) == (0, 0.25)
    assert worst_row_relative_error([0, 0], [0, 0]) == (0, 0.0)
    assert worst_row_relative_error([None], [1.0]) == (-1, 0.0)
    with pytest.raises(ValidationError, match="boundary_idx"):
        running_step_reset_integral([1, 2], [0, 1], boundary_idx=[2])


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=40), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_time_rule_agrees_with_sorting(times, random):
    """Sorted times pass; a shuffle passes exactly when it happens to be sorted."""
    assert validate_time_monotonic({"Time [s]": sorted(times)}) == []
    shuffled = random.sample(times, len(times))
    falls = any(b - a < -1e-12 for a, b in zip(shuffled, shuffled[1:], strict=False))
    assert bool(validate_time_monotonic({"Time [s]": shuffled})) == falls


@given(st.lists(st.integers(-2, 3), max_size=40))
@settings(max_examples=50, deadline=None)
def test_step_rule_counts_each_wrong_difference(differences):
    steps = np.cumsum([0, *differences])
    wrong = sum(d not in (0, 1) for d in differences)
    issues = validate_step_count_sequential(pd.DataFrame({"Step count": steps}))
    assert (issues[0].payload["num_violations"] if issues else 0) == wrong


def test_empty_frames_have_nothing_to_report(sound):
    assert found(sound.clear(), strict=True, voltage_window=(2.5, 4.2)) == []
