"""Rules for step tables, OCP, EIS, wall-clock times, inline data and images: each fault is found alone."""

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ionworks.errors import ValidationError
from ionworks.validators import (
    IssueCode,
    MeasurementValidationError,
    validate_charge_discharge_column_direction,
    validate_consecutive_same_direction_full_steps,
    validate_eis_impedance_magnitude,
    validate_eis_zim_sign,
    validate_image_bytes,
    validate_inline_row_count,
    validate_measurement_data,
    validate_times_not_in_future,
)

pytestmark = pytest.mark.documented

TINY = {"Step count": [0, 0]}


def codes(data, **options) -> list[str]:
    with pytest.raises(MeasurementValidationError) as caught:
        validate_measurement_data(data, **options)
    return [issue.code for issue in caught.value.errors]


def steps_table() -> dict[str, list]:
    return {
        "Step count": [0, 1, 2],
        "Step type": ["Constant current discharge", "Rest", "Constant current charge"],
        "Duration [s]": [3600.0, 600.0, 3600.0],
        "Mean current [A]": [2.0, 0.0, -2.0],
        "Min current [A]": [2.0, 0.0, -2.0],
        "Max current [A]": [2.0, 0.0, -2.0],
        "Std current [A]": [0.0, 0.0, 0.0],
        "Discharge capacity [A.h]": [2.0, 0.0, 0.0],
        "Charge capacity [A.h]": [0.0, 0.0, 2.0],
        "Discharge energy [W.h]": [7.0, 0.0, 0.1],
        "Charge energy [W.h]": [0.0, 0.0, 8.0],
    }


def swap(table: dict, first: str, second: str) -> dict:
    return {**table, first: table[second], second: table[first]}


@pytest.mark.parametrize("quantity", ["capacity [A.h]", "energy [W.h]"])
def test_swapped_step_columns_are_found(quantity):
    steps = steps_table()
    assert validate_charge_discharge_column_direction(steps) == []
    swapped = swap(steps, f"Discharge {quantity}", f"Charge {quantity}")
    expected = f"charge_discharge_{quantity.split()[0]}_columns_swapped"
    assert codes(TINY, strict=True, steps_df=swapped) == [expected]
    assert codes(TINY, strict=True, steps_df=pl.DataFrame(swapped).to_pandas()) == [expected]
    validate_measurement_data(TINY, strict=True, steps_df=swapped, skip_checks=["charge_discharge_column_direction"])
    validate_measurement_data(TINY, steps_df=swapped)  # not strict


@pytest.mark.parametrize(
    "silenced",
    [
        {"Duration [s]": [59.0, 600.0, 59.0]},
        {"Mean current [A]": [9e-4, 0.0, -9e-4]},
        {"Min current [A]": [-2.0] * 3, "Max current [A]": [2.0] * 3, "Std current [A]": [1.1] * 3},
        {"Charge capacity [A.h]": [2.0, 0.0, 0.6]},  # less than four times the other
    ],
)
def test_only_clear_steps_vote_on_swapped_columns(silenced):
    swapped = swap(steps_table(), "Discharge capacity [A.h]", "Charge capacity [A.h]")
    (issue,) = validate_charge_discharge_column_direction(swapped)
    assert issue.payload["swapped_fraction"] == 1.0
    if "Charge capacity [A.h]" in silenced:
        swapped |= {"Discharge capacity [A.h]": [0.6, 0.0, 2.0]}
    assert validate_charge_discharge_column_direction(swapped | silenced) == []


def test_a_noisy_step_of_one_direction_still_votes():
    noisy = {
        "Min current [A]": [-0.1, 0.0, -4.0],
        "Max current [A]": [4.0, 0.0, 0.1],
        "Std current [A]": [0.9] * 3,
    }
    swapped = swap(steps_table(), "Discharge capacity [A.h]", "Charge capacity [A.h]") | noisy
    assert len(validate_charge_discharge_column_direction(swapped)) == 1


def test_two_full_steps_of_one_direction():
    steps = {
        "Step type": ["CC Discharge", "Rest", "EIS", "discharge", None, "Charge"],
        "Discharge capacity [A.h]": [2.1, 0.0, 0.0, 2.2, 0.0, 0.0],
        "Charge capacity [A.h]": [0.0, 0.0, 0.0, 0.0, 0.0, 2.5],
    }
    assert codes(TINY, strict=True, steps_df=steps, rated_capacity=1.0) == ["consecutive_same_direction_full_steps"]
    (issue,) = validate_consecutive_same_direction_full_steps(steps, 1.0)
    assert issue.payload["step_indices"] == [0, 3]
    assert issue.payload["direction"] == "discharge"
    for rated in (None, 0.0, 1.1):  # 2 x 1.1 is more than both
        assert validate_consecutive_same_direction_full_steps(steps, rated) == []
    steps["Step type"][1] = "Charge"  # a charge step in between
    assert validate_consecutive_same_direction_full_steps(steps, 1.0) == []


def test_an_oversized_step_only_warns(recwarn):
    steps = steps_table()
    validate_measurement_data(TINY, strict=True, steps_df=steps, rated_capacity=0.41)
    assert not recwarn
    validate_measurement_data(TINY, strict=True, steps_df=steps, rated_capacity=0.39)
    assert ["Step 0 moves 2 A.h" in str(w.message) for w in recwarn] == [True, False]  # then the charge step
    assert {w.filename for w in recwarn} == {__file__}


OCP = {"Voltage [V]": [4.2, 3.0], "SOC": [1.0, 0.0], "Step count": [0, 0]}


def test_ocp_needs_voltage_an_x_axis_and_steps():
    validate_measurement_data(OCP, data_type="ocp", strict=True)
    for column, code in (
        ("Voltage [V]", IssueCode.OCP_VOLTAGE_COLUMN_MISSING),
        ("SOC", IssueCode.OCP_X_AXIS_COLUMN_MISSING),
        ("Step count", IssueCode.STEP_COUNT_MISSING),
    ):
        assert codes({k: v for k, v in OCP.items() if k != column}, data_type="ocp") == [code]
    assert codes(OCP | {"Step count": [0, 2]}, data_type="ocp") == [IssueCode.STEP_COUNT_NON_SEQUENTIAL]


def randles(resistance: float = 0.02) -> pl.DataFrame:
    """R + (R parallel C) + (R parallel L): capacitive at low, inductive at high frequency."""
    frequency = np.logspace(4.5, -2, 60)
    omega = 2j * np.pi * frequency
    z = resistance + resistance / (1 + omega * resistance * 5) + omega * 1e-7 / (1 + omega * 1e-7 / 0.05)
    return pl.DataFrame({"Frequency [Hz]": frequency, "Z_Re [Ohm]": z.real, "Z_Im [Ohm]": z.imag})


def test_eis_columns_sign_and_magnitude():
    sound = randles()
    validate_measurement_data(sound, data_type="eis", strict=True, rated_capacity=5.0)
    assert codes(sound.drop("Z_Im [Ohm]"), data_type="eis") == ["eis_columns_missing"]
    negated = sound.with_columns(-pl.col("Z_Im [Ohm]"))
    validate_measurement_data(negated, data_type="eis")  # a strict rule
    assert codes(negated, data_type="eis", strict=True) == ["eis_zim_sign_reversed"]
    milliohm = sound.with_columns(pl.col("Z_Re [Ohm]", "Z_Im [Ohm]") * 1000)
    assert codes(milliohm, data_type="eis", strict=True, rated_capacity=5.0) == ["eis_impedance_magnitude_implausible"]
    validate_measurement_data(milliohm, data_type="eis", strict=True)  # nothing to compare with
    assert validate_eis_zim_sign(negated.head(2)) == []


@given(st.floats(0.1, 200), st.floats(1e-6, 1e3))
@settings(max_examples=60, deadline=None)
def test_impedance_magnitude_is_a_band_of_factor_100(rated, resistance):
    ratio = resistance / (0.05 / rated)
    plausible = 0.0101 < ratio < 99
    implausible = ratio < 0.0099 or ratio > 101
    issues = validate_eis_impedance_magnitude({"Z_Re [Ohm]": [resistance, 2 * resistance]}, rated)
    assert not (plausible and issues)
    assert not (implausible and not issues)


NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


def test_times_in_the_future_warn():
    later = (NOW + timedelta(minutes=1)).isoformat()
    issues = validate_times_not_in_future(later, later, now=NOW)
    assert [i.code for i in issues] == ["start_time_in_future", "end_time_in_future"]
    assert {i.severity for i in issues} == {"warning"}
    earlier = (NOW - timedelta(minutes=1)).isoformat()
    for start, end in ((earlier, earlier), (None, None), ("soon", "2099-01-01T00:00:00")):
        assert validate_times_not_in_future(start, end, now=NOW) == []


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ("2025-01-01T00:00:00Z", "2025-01-01T01:00:00Z", None),
        ("2025-01-01T00:00:00Z", "2025-01-01T01:02:59Z", None),  # 179 s of 3600 s
        ("2025-01-01T00:00:00Z", "2025-01-01T01:03:01Z", "3781 s but 'Time"),
        ("2025-01-01T02:00:00Z", "2025-01-01T01:00:00Z", "comes before start_time"),
        ("2025-01-01T02:00:00+01:00", "2025-01-01T02:00:00Z", None),
        ("2025-01-01T02:00:00", "2025-01-01T01:00:00Z", None),  # zones known for one only
        ("2099-01-01T02:00:00Z", None, "start_time 2099.*future"),
    ],
)
@pytest.mark.parametrize("data_type", [None, "ocp"])
def test_wall_clock_times_only_warn(start, end, message, data_type, recwarn):
    data = {"Time [s]": [0.0, 3600.0], "Step count": [0, 0]} | ({} if data_type is None else OCP)
    validate_measurement_data(data, data_type=data_type, start_time=start, end_time=end)
    assert len(recwarn) == (message is not None)
    if message:
        recwarn.pop(UserWarning).message.args[0].index(message.split(".*")[0])


def test_short_tests_may_differ_by_a_minute(recwarn):
    data = {"Time [s]": [0.0, 100.0], "Step count": [0, 0]}
    validate_measurement_data(data, start_time="2025-01-01T00:00:00Z", end_time="2025-01-01T00:02:40Z")
    assert not recwarn
    validate_measurement_data(data, start_time="2025-01-01T00:00:00Z", end_time="2025-01-01T00:02:41Z")
    assert len(recwarn) == 1


def test_inline_data_have_at_most_1000_rows():
    assert validate_inline_row_count({"Time [s]": range(1000)}) == []
    (issue,) = validate_inline_row_count({"Time [s]": range(1001)})
    assert (issue.code, issue.payload) == (
        "time_series_row_count_exceeded",
        {"num_rows": 1001, "limit": 1000},
    )


def test_images_are_known_by_their_first_bytes():
    validate_image_bytes("a.PNG", b"\x89PNG\r\n\x1a\n" + bytes(8))
    validate_image_bytes("b.jpeg", b"\xff\xd8\xff\xe0" + bytes(12))
    validate_image_bytes("c.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 ")
    for name, content in (("a.png", b"GIF89a"), ("c.webp", b"RIFF\x10\x00\x00\x00WAVE"), ("d.gif", b"")):
        with pytest.raises(ValidationError, match="does not begin"):
            validate_image_bytes(name, content)
    with pytest.raises(ValidationError, match=r"bmp, gif, jpeg, jpg, png, tiff, webp"):
        validate_image_bytes("notes.pdf", b"%PDF")
