"""What measured traces say about themselves: noise, instants and steps."""

import numpy as np
import pytest

from ionworks.server.fit.data.traces import changes, instants, noise, response
from tests.measured_traces import biologic_pulse, digitized, drive_cycle, maccor_diagnostics

HOURS = np.arange(0, 10_000.0)


@pytest.mark.parametrize(("spread", "digit", "expected"), [(2e-4, 1e-6, 2e-4), (1e-5, 1e-3, 1e-3 / 12**0.5), (0, 1e-9, 0)])  # fmt: skip
def test_noise_is_that_of_the_samples_not_of_slopes_and_steps(spread, digit, expected):
    signal = 0.5 + 1e-5 * HOURS + np.where(HOURS > 5000, 2.0, 0.0)
    assert noise(HOURS, digitized(signal, spread, digit)) == pytest.approx(expected, rel=0.1, abs=1e-6)


def test_noise_of_a_drive_cycle_is_its_movement():
    times, current = drive_cycle(5.0)
    assert noise(times, current) > 0.05


def test_steps_stand_out_of_noise_and_digits():
    levels = np.select([HOURS < 1000, HOURS < 1010, HOURS < 6000], [0.5, 0.51, 0.5], 0.0)
    found = changes(digitized(levels, 2e-4, 7.6e-5), least=1e-6)
    assert {999, 1009, 5999} <= set(found.steps.tolist())
    assert len(found.steps) < 10


def test_one_sample_that_is_off_is_no_step_but_a_pulse_in_a_rest_is():
    current = digitized(np.full(1000, 0.5), 1e-3, 1e-6)
    current[500] += 12e-3
    assert not set(changes(current, 1e-6).steps.tolist()) & {499, 500}
    rest = np.zeros(1000)
    rest[500] = 5.0
    assert changes(rest, 1e-6).steps.tolist() == [499, 500]


def test_a_slow_begin_after_a_rest_is_an_onset():
    current = np.concatenate([np.zeros(500), np.linspace(0, 5, 500)])
    assert changes(current, 1e-6).onsets.tolist() == [500]


def test_the_first_and_last_change_can_be_steps():
    current = np.array([0.0] + [0.5] * 50 + [0.0])
    assert changes(current, 1e-3).steps.tolist() == [0, 50]


def test_measured_steps():
    times, current, _ = biologic_pulse()
    assert changes(current, 1e-3).steps.tolist() == [99]
    times, steps, current, _ = maccor_diagnostics()
    begins = np.flatnonzero(np.diff(steps) != 0)  # the cycler's own steps
    great = begins[np.abs(np.diff(current)[begins]) > 0.2]
    assert set(great.tolist()) <= set(changes(current, 1e-3).steps.tolist())


@pytest.mark.parametrize("apart", [0.0, np.spacing(3600.0), 1e-9, 1e-7])
def test_rows_closer_than_the_column_resolves_are_sides_of_one_instant(apart):
    times = np.array([0.0, 1800.0, 3600.0, 3600.0 + apart, 5400.0, 7200.0])
    found = instants(times)
    assert np.all(np.diff(found) > 0)
    np.testing.assert_array_equal(found[[0, 1, 2, 4, 5]], times[[0, 1, 2, 4, 5]])
    assert 1e-9 < found[3] - found[2] < 1e-2


def test_rows_a_hundredth_of_a_second_apart_are_two_instants():
    times = np.array([0.0, 30.0, 60.0, 60.01, 90.0])
    np.testing.assert_array_equal(instants(times), times)


def test_resistance_is_a_bound_from_differences():
    current = digitized(np.where(HOURS % 100 < 50, 1.0, 0.0), 1e-4, 1e-6)
    voltage = digitized(4 - 1e-5 * HOURS - 0.03 * current, 1e-3, 1e-6, seed=1)
    assert 0.03 <= response(HOURS, current, voltage).resistance < 0.035
    assert response(HOURS[:10], np.full(10, 0.5), np.linspace(4, 3, 10)).resistance == pytest.approx(8e-3)


def test_noise_of_a_voltage_is_what_its_current_does_not_explain():
    times, current = drive_cycle(5.0)
    voltage = digitized(3.8 - 0.03 * current - 1e-5 * np.cumsum(current), 2e-4, 1e-6)
    assert noise(times, voltage) > 1e-3
    assert response(times, current, voltage).noise == pytest.approx(2e-4, rel=0.15)
